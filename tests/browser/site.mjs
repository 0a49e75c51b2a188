// The site under test: its files, and the three addresses it must work at.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The folder under test. */
export const folder = resolve(process.env.SITE || join(import.meta.dirname, '../../site'));

/** Every file of the site, as paths with `/`, in order. */
export const files = readdirSync(folder, { recursive: true })
  .filter((path) => statSync(join(folder, path)).isFile())
  .map((path) => path.split(sep).join('/'))
  .sort();

/** Every page. */
export const pages = files.filter((path) => path.endsWith('.html'));

/** Pages that tell a verdict: the newest report of each rollout, and every version. */
export const reports = pages.filter((path) => /^[^/]+\/(r\/[^/]+\/)?index(\.[^/]+)?\.html$/.test(path));

/** Pages in both languages: pairs of paths. */
export const pairs = pages
  .map((path) => [path, path.replace(/\.html$/, '')])
  .flatMap(([path, stem]) => ['en', 'zh-CN'].map((tag) => [path, `${stem}.${tag}.html`]))
  .filter(([, other]) => pages.includes(other));

/** Returns a file's bytes. */
export const bytes = (path) => readFileSync(join(folder, path));

/** Returns a file's text. */
export const text = (path) => readFileSync(join(folder, path), 'utf8');

/** The site as read from disk. */
export const fromDisk = { name: 'file://', base: `${pathToFileURL(folder).href}/`, close: () => {} };

const kinds = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.xml': 'application/atom+xml',
};

/** Serves the site under a prefix (`/` or `/repo/`), as a static host does; everything else is 404. */
export async function serve(prefix) {
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const path = asked.startsWith(prefix) ? asked.slice(prefix.length) : null;
    const file = path === '' || path?.endsWith('/') ? `${path}index.html` : path;
    if (!files.includes(file)) return response.writeHead(404).end('not found');
    response.writeHead(200, { 'content-type': kinds[extname(file)] ?? 'text/plain; charset=utf-8' });
    return response.end(bytes(file));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const base = `http://127.0.0.1:${server.address().port}${prefix}`;
  return { name: `http at ${prefix}`, base, close: () => server.close() };
}
