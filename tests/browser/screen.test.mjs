// Every page fits every screen; on a phone the verdict and the next step are seen without scrolling.
import { after, before, test } from 'node:test';
import { each, launch, screens } from './browser.mjs';
import { lines, nothing } from './claim.mjs';
import { fromDisk, pages } from './site.mjs';

/** What a phone shows below its own bars. */
const FOLD = 640;

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** What sticks out at the side, outside of what may scroll by itself. */
const sideways = () => {
  const width = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.right > width + 0.5 && box.width > 0 && !element.closest('pre, .scroll, svg');
  });
  const name = (element) => `<${element.localName} id="${element.id}" class="${element.className}">`;
  const whole = document.documentElement.scrollWidth;
  return [...(whole > width ? [`${whole} wide on ${width}`] : []), ...wide.slice(0, 3).map(name)];
};

/** How far down one has to look to read the verdict and the next step; 0 where there is none. */
const depth = () => {
  const bottoms = [...document.querySelectorAll('#verdict, .next')].map((element) => element.getBoundingClientRect().bottom);
  return Math.round(Math.max(0, ...bottoms));
};

test('on a phone nothing sticks out, and the verdict and the next step end above the fold', async () => {
  const deep = [];
  const { found } = await each(browser, screens.phone, fromDisk.base, pages, async (page, path) => {
    const bottom = await page.evaluate(depth);
    if (bottom > FOLD) deep.push(`${path}: ${bottom}`);
    const phone = await page.evaluate(sideways);
    await page.setViewportSize({ width: 320, height: 568 });
    const narrow = await page.evaluate(sideways);
    await page.setViewportSize(screens.phone.viewport);
    return [...phone, ...narrow];
  });
  nothing(lines(found));
  nothing(deep);
});

test('on a desktop nothing sticks out, nor at 200 %', async () => {
  const { found } = await each(browser, screens.desktop, fromDisk.base, pages, async (page) => {
    const usual = await page.evaluate(sideways);
    await page.setViewportSize({ width: 640, height: 450 });
    const zoomed = await page.evaluate(sideways);
    await page.setViewportSize(screens.desktop.viewport);
    return [...usual, ...zoomed];
  });
  nothing(lines(found));
});
