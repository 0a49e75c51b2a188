// Debian's Chromium, driven by Playwright, and what it says about a page.
import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser with a new, empty profile. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: flags });
}

/** The screens that pages are held against. */
export const screens = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};

/**
 * Returns a tab and what goes wrong in it: errors on the console, failed answers, and every request that leaves the
 * site, which is blocked.
 */
export async function tab(context, base) {
  const page = await context.newPage();
  const trouble = [];
  const note = (text) => trouble.push(`${page.url().replace(base, '')}: ${text}`);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) note(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`error: ${error.message}`));
  page.on('requestfailed', (request) => note(`failed: ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) note(`${response.status()}: ${response.url()}`);
  });
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(base)) return route.continue();
    note(`request outside the site: ${url}`);
    return route.abort();
  });
  return { page, trouble };
}

/** Opens every path in turn, in one tab with these options. Returns what `look` found by path, and what went wrong. */
export async function each(browser, options, base, paths, look) {
  const context = await browser.newContext(options);
  const { page, trouble } = await tab(context, base);
  const found = new Map();
  for (const path of paths) {
    await page.goto(base + path, { waitUntil: 'load' });
    found.set(path, await look(page, path));
  }
  await context.close();
  return { found, trouble };
}
