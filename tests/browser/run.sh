#!/usr/bin/env bash
# Opens every page of a site in a real browser. Usage: run.sh [SITE]; without SITE, the demo site is built first.
set -euo pipefail
cd "$(dirname "$0")"

if [ $# -gt 0 ]; then
  SITE=$(cd "$OLDPWD" && realpath "$1")
else
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  SITE=$scratch/site
  ../demo.sh "$SITE"
fi
export SITE

chromium=${CHROMIUM:-/usr/bin/chromium}
if ! [ -x "$chromium" ]; then
  echo "no browser at $chromium: install Debian's chromium, or name another in CHROMIUM" >&2
  exit 1
fi
if ! node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)'; then
  echo "Node 20 or newer is needed" >&2
  exit 1
fi

# npm writes this file last: as long as it is newer than the lock file, there is nothing to install.
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-progress

node --test --test-concurrency=2 --test-reporter=spec ./*.test.mjs
