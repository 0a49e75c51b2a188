#!/usr/bin/env bash
# Every test: scripts, formatting, lints, unit and integration tests, the demo site rebuilt and compared, a real browser.
# Needs chromium, dash, node (20 or newer) and shellcheck beside Rust; .ci/run installs them on Debian.
set -euo pipefail
cd "$(dirname "$0")/.."

said=$(mktemp)
trap 'rm -f "$said"' EXIT

step() { printf '\n== %s (after %d s)\n' "$*" "$SECONDS"; }

step "scripts"
shellcheck .ci/run tests/*.sh tests/browser/run.sh

step "formatting"
cargo fmt --check

step "lints"
cargo clippy --locked --all-targets -- -D warnings

step "tests"
cargo test --locked 2>&1 | tee "$said"

step "synthetic metrics are what the generator writes"
cargo run --locked --quiet --example synthetic -- --check

step "licences, advisories, duplicates"
if command -v cargo-deny >/dev/null; then
  cargo deny --log-level error check
else
  echo "skipped: cargo-deny is not installed"
fi

step "the demo site is what the plans say"
GONOGO=target/debug/gonogo tests/demo.sh --check

step "a real browser"
tests/browser/run.sh site 2>&1 | tee -a "$said"

step "everything passed"
grep -E '^(test result:|ℹ (tests|pass|fail|skipped) )' "$said"
