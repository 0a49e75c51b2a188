// Charts as drawn: every word inside the picture, no word on another.
import { after, before, test } from 'node:test';
import { each, launch, screens } from './browser.mjs';
import { lines, nothing } from './claim.mjs';
import { files, fromDisk, pages } from './site.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** What is wrong with the words of every picture on a page. */
const misplaced = () => {
  const wrong = [];
  for (const svg of document.querySelectorAll('svg[viewBox]')) {
    const frame = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
    for (const [text, box] of words) {
      const inside = box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
      if (!inside) wrong.push(`"${text}" is cut off`);
    }
    words.forEach(([text, box], index) => words.slice(index + 1).forEach(([other, its]) => {
      const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
      const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
      if (across > 2 && down > 0.4 * Math.min(box.height, its.height)) wrong.push(`"${text}" lies on "${other}"`);
    }));
  }
  return wrong;
};

async function misplacedOn(paths, options) {
  const { found } = await each(browser, options, fromDisk.base, paths, (page) => page.evaluate(misplaced));
  return lines(found);
}

test('on a desktop every word of a chart is inside it, and on no other', async () => {
  nothing(await misplacedOn(pages, screens.desktop));
});

test('on a phone too', async () => {
  nothing(await misplacedOn(pages, screens.phone));
});

test('in pictures that stand alone too', async () => {
  nothing(await misplacedOn(files.filter((path) => path.endsWith('.svg')), screens.desktop));
});

test('every chart says in words what it shows', async () => {
  const { found } = await each(browser, screens.desktop, fromDisk.base, pages, (page) => page.evaluate(() => {
    const said = (svg, name) => svg.querySelector(`:scope > ${name}`)?.textContent.trim();
    const silent = (svg) => svg.getAttribute('role') !== 'img' || !said(svg, 'title') || !said(svg, 'desc');
    return [...document.querySelectorAll('figure')].filter((figure) => silent(figure.querySelector(':scope > svg'))).map((figure) => figure.id);
  }));
  nothing(lines(found));
});
