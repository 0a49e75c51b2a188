// A published version never changes, and yet tells when a newer one exists.
import { after, before, test } from 'node:test';
import { each, launch, screens } from './browser.mjs';
import { nothing } from './claim.mjs';
import { fromDisk, reports, text } from './site.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** Returns whether a report is of its rollout's newest version. */
function isNewest(path) {
  const [rollout, , id] = path.split('/');
  return JSON.parse(text(`${rollout}/versions.json`))[0].id === id;
}

test('old versions say that a newer one exists; the newest and the front page do not', async () => {
  const { found: told } = await each(browser, screens.desktop, fromDisk.base, reports, (page) =>
    page.evaluate(() => document.querySelector('.newer')?.checkVisibility() ?? false));
  const versions = reports.filter((path) => path.includes('/r/'));
  nothing(versions.filter((path) => told.get(path) === isNewest(path)));
  nothing(reports.filter((path) => !path.includes('/r/') && told.get(path)));
});
