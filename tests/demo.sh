#!/usr/bin/env bash
# Builds the demo site from plans/ at fixed moments.
# Usage: demo.sh [FOLDER]   into FOLDER; without it site/ is made anew
#        demo.sh --check    into a scratch folder, and compares that with site/
set -euo pipefail
cd "$(dirname "$0")/.."

moments=(2026-01-05T03:30:00Z 2026-01-05T15:00:00Z 2026-01-06T09:00:00Z)

gonogo=${GONOGO:-target/release/gonogo}
[ -n "${GONOGO:-}" ] || cargo build --locked --release --quiet

build() {
  for moment in "${moments[@]}"; do
    "$gonogo" build --output "$1" --at "$moment" --quiet >/dev/null
  done
}

if [ "${1:-}" = "--check" ]; then
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  build "$scratch/site"
  diff --recursive --brief site "$scratch/site"
  echo "site/ is up to date"
else
  [ $# -gt 0 ] || rm -rf site
  build "${1:-site}"
fi
