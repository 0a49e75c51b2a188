#!/usr/bin/env bash
# Builds the demo site from plans/ at fixed moments. With --check: into a scratch folder, and compares it with site/.
set -euo pipefail
cd "$(dirname "$0")/.."

gonogo=${GONOGO:-target/release/gonogo}
moments=(2026-01-05T03:30:00Z 2026-01-05T15:00:00Z 2026-01-06T09:00:00Z)

build() {
  for moment in "${moments[@]}"; do
    "$gonogo" build --output "$1" --at "$moment" --lang en >/dev/null
  done
}

if [ "${1:-}" = "--check" ]; then
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  build "$scratch/site"
  diff --recursive --brief site "$scratch/site"
  echo "site/ is up to date"
else
  rm -rf site
  build site
fi
