// A report on paper: few pages, nothing cut off, roll-back instructions included.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { each, launch, screens } from './browser.mjs';
import { lines, nothing } from './claim.mjs';
import { fromDisk, reports } from './site.mjs';

/** A4 within its margins. */
const PAPER = { viewport: { width: 688, height: 1017 } };

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** Chromium writes one page object a sheet, uncompressed. */
const sheets = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;

// Three gates fit on four to six; the demo has seven, with long notes in Chinese.
test('the report of budget-controller, with its seven gates, prints on at most ten sheets of A4', async () => {
  const paths = reports.filter((path) => /^budget-controller\/index/.test(path));
  const { found } = await each(browser, screens.desktop, fromDisk.base, paths, async (page) => {
    return sheets(await page.pdf({ format: 'A4', printBackground: true }));
  });
  assert.equal(found.size, 2);
  nothing([...found].filter(([, count]) => count < 4 || count > 10).map(([path, count]) => `${path}: ${count} sheets`));
});

test('on paper the roll-back is there, links for the screen are not, and nothing sticks out', async () => {
  const { found } = await each(browser, PAPER, fromDisk.base, reports, async (page) => {
    await page.emulateMedia({ media: 'print' });
    return page.evaluate(() => {
      const shown = (selector) => document.querySelector(selector)?.checkVisibility() ?? false;
      const wide = document.documentElement.scrollWidth > innerWidth;
      return [
        ...(shown('#rollback .steps') ? [] : ['no roll-back']),
        ...(shown('.jump') ? ['links for the screen'] : []),
        ...(wide ? ['wider than the sheet'] : []),
      ];
    });
  });
  nothing(lines(found));
});
