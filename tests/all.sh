#!/usr/bin/env bash
# Every test: formatting, lints, unit and integration tests, the demo site rebuilt and compared, a real browser.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$*"; }

step "formatting"
cargo fmt --check

step "lints"
cargo clippy --locked --all-targets -- -D warnings

step "tests"
cargo test --locked

step "synthetic metrics are what the generator writes"
cargo run --locked --quiet --example synthetic -- --check

step "the demo site is what the plans say"
cargo build --locked --release --quiet
tests/demo.sh --check

step "a real browser"
tests/browser/run.sh
