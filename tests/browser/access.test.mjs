// Every page can be read by everybody: axe finds nothing in either language, light or dark, wide or narrow.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import { each, launch, screens, tab } from './browser.mjs';
import { lines, nothing } from './claim.mjs';
import { fromDisk, pages, reports } from './site.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** Returns what axe objects to on a page, by all its rules or only some. */
async function objections(page, rules) {
  const { violations } = await page.evaluate(
    (runOnly) => window.axe.run({ resultTypes: ['violations'], ...(runOnly && { runOnly }) }),
    rules,
  );
  return violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)}`);
}

for (const [name, screen] of Object.entries(screens)) {
  test(`axe finds nothing on any page: ${name}, light and dark`, async () => {
    const { found } = await each(browser, { ...screen, colorScheme: 'light' }, fromDisk.base, pages, async (page) => {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.evaluate(axe.source);
      const light = await objections(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await objections(page, ['color-contrast']);
      return [...light, ...dark.map((text) => `dark: ${text}`)];
    });
    nothing(lines(found));
  });
}

test('the first key press offers to skip to the verdict', async () => {
  const context = await browser.newContext(screens.desktop);
  const { page } = await tab(context, fromDisk.base);
  await page.goto(fromDisk.base + reports[0]);
  await page.keyboard.press('Tab');
  const skip = page.locator(':focus');
  assert.equal(await skip.getAttribute('href'), '#verdict');
  const box = await skip.boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0, 'it is seen when it has the focus');
  await context.close();
});
