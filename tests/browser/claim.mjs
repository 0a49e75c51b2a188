// One way to claim that nothing is wrong, which says in few lines what is.
import assert from 'node:assert/strict';

const MOST = 25;

/** Fails when the list is not empty, and shows how it starts. */
export function nothing(wrong) {
  const shown = [...new Set(wrong)].slice(0, MOST).map((text) => `\n    ${text}`);
  if (wrong.length > 0) assert.fail(`${wrong.length} wrong:${shown.join('')}`);
}

/** Turns what was found wrong by page into lines. */
export function lines(found) {
  return [...found].flatMap(([path, wrong]) => wrong.map((text) => `${path}: ${text}`));
}
