// What every page carries before it is drawn: a strict policy, no script, a telling title, both languages, little weight.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { each, launch, screens } from './browser.mjs';
import { nothing } from './claim.mjs';
import { bytes, fromDisk, pages, pairs, reports, text } from './site.mjs';

/** A report of three gates weighs at most this, any other page at most that. */
const LIGHT = 60_000;
const HEAVY = 200_000;
/** No picture weighs more. */
const PICTURE = 8 * 1024;

let browser;
let seen;

before(async () => {
  browser = await launch();
  const read = await each(browser, screens.desktop, fromDisk.base, pages, (page) => page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    heading: document.querySelector('h1')?.innerText,
    headings: document.querySelectorAll('h1').length,
    word: document.querySelector('#verdict .word')?.innerText,
    policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content,
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
    languages: [...document.querySelectorAll('link[rel=alternate][hreflang]')].map((link) => link.hreflang).sort(),
    gates: document.querySelectorAll('#gates tr[id]:not(.seg)').length,
    pictures: [...document.querySelectorAll('figure > svg')].map((svg) => new Blob([svg.outerHTML]).size),
    handlers: [...document.querySelectorAll('*')].flatMap((element) => element.getAttributeNames())
      .filter((name) => name.startsWith('on')),
  })));
  seen = read.found;
});

after(() => browser.close());

/** Returns the pages for which a claim does not hold. */
const unless = (paths, claim) => paths.filter((path) => !claim(seen.get(path), path));

test('every page forbids everything but its own style and pictures', () => {
  const strict = /^default-src 'none'; style-src ('self' )?'unsafe-inline'; img-src data:$/;
  nothing(unless(pages, ({ policy }) => strict.test(policy ?? '')));
});

test('no page has a script', () => {
  nothing(unless(pages, ({ handlers }, path) => handlers.length === 0 && !/<script|javascript:/i.test(text(path))));
});

test('every page has one first heading and an id only once', () => {
  nothing(unless(pages, ({ headings }) => headings === 1));
  nothing(unless(pages, ({ ids }) => new Set(ids).size === ids.length));
});

test('the title of a report starts with the plan, then the status', () => {
  nothing(unless(reports, ({ title, heading, word }) => title.startsWith(`${heading} — ${word}`)));
});

test('every report is there in both languages, with the same ids', () => {
  const alone = reports.filter((path) => !pairs.some((pair) => pair.includes(path)));
  nothing(alone);
  for (const [path, other] of pairs) {
    assert.deepEqual(seen.get(other).ids, seen.get(path).ids, `${path} and ${other}`);
    assert.deepEqual([seen.get(path).lang, seen.get(other).lang].sort(), ['en', 'zh-CN']);
    assert.deepEqual(seen.get(path).languages, ['en', 'zh-CN'], path);
  }
});

test('no page is heavy', () => {
  const most = ({ gates }, path) => (reports.includes(path) && gates <= 3 ? LIGHT : HEAVY);
  const heavy = pages.filter((path) => bytes(path).length > most(seen.get(path), path));
  nothing(heavy.map((path) => `${path}: ${bytes(path).length} bytes`));
  const large = pages.flatMap((path) => seen.get(path).pictures.filter((size) => size > PICTURE).map((size) => `${path}: ${size}`));
  nothing(large);
});
