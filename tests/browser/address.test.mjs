// The site works from disk, at the root of a host and under a folder of one; with and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { each, launch, screens } from './browser.mjs';
import { nothing } from './claim.mjs';
import { files, fromDisk, pages, serve } from './site.mjs';

let browser;
let addresses;
const done = new Map();

before(async () => {
  browser = await launch();
  addresses = [fromDisk, await serve('/'), await serve('/repo/')];
});

after(async () => {
  await browser.close();
  addresses.forEach((address) => address.close());
});

/** What a reader can see, follow and jump to. */
const read = () => ({
  text: document.body.innerText,
  ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
  links: [...document.querySelectorAll('[href], [src]')].map((element) => {
    const href = element.getAttribute('href') ?? element.getAttribute('src');
    return { tag: element.localName, href, url: new URL(href, document.baseURI).href };
  }),
});

/** Reads every page at an address; each combination is read once. */
const readAll = async (address, options = {}) => {
  const key = address.base + JSON.stringify(options);
  if (!done.has(key)) {
    done.set(key, await each(browser, { ...screens.desktop, ...options }, address.base, pages, (page) => page.evaluate(read)));
  }
  return done.get(key);
};

/** Returns the links of all pages that lead nowhere. */
function broken(seen, base) {
  const wrong = [];
  for (const [path, { links }] of seen) {
    for (const { tag, href, url } of links) {
      if (url.startsWith('data:')) continue;
      if (/^(https?|mailto):/.test(href)) {
        if (tag !== 'a') wrong.push(`${path}: <${tag}> fetches ${href}`);
        continue;
      }
      const problem = problemOf(url, base, seen);
      if (problem) wrong.push(`${path}: ${href} ${problem}`);
    }
  }
  return wrong;
}

function problemOf(url, base, seen) {
  if (!url.startsWith(base)) return 'leaves the site';
  const [target, anchor] = decodeURI(url.slice(base.length)).split('#');
  if (!files.includes(target)) return 'is no file of the site';
  if (anchor && seen.has(target) && !seen.get(target).ids.includes(anchor)) return 'names no id of the page';
  return null;
}

/** Returns the pages that a reader gets to from the first page by links alone. */
function reachable(seen, base) {
  const reached = new Set(['index.html']);
  for (const path of reached) {
    for (const { tag, url } of seen.get(path)?.links ?? []) {
      const target = decodeURI(url.split('#')[0]).slice(base.length);
      if (tag === 'a' && url.startsWith(base) && seen.has(target)) reached.add(target);
    }
  }
  return reached;
}

test('there are pages to test', () => {
  assert.ok(pages.length > 0);
});

for (const index of [0, 1, 2]) {
  const name = ['from disk', 'at /', 'under /repo/'][index];

  test(`every page ${name}: no error, no request outside the site, no broken link`, async () => {
    const { found, trouble } = await readAll(addresses[index]);
    nothing(trouble);
    nothing(broken(found, addresses[index].base));
  });
}

test('every page can be reached from the first one', async () => {
  const { found } = await readAll(fromDisk);
  const reached = reachable(found, fromDisk.base);
  nothing(pages.filter((path) => path !== '404.html' && !reached.has(path)));
});

test('without JavaScript, from disk and from a server, every page says the same', async () => {
  const texts = ({ found }) => Object.fromEntries([...found].map(([path, { text }]) => [path, text]));
  const usual = texts(await readAll(addresses[1]));
  assert.deepEqual(texts(await readAll(addresses[1], { javaScriptEnabled: false })), usual);
  assert.deepEqual(texts(await readAll(fromDisk)), usual);
});
