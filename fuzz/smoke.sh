#!/usr/bin/env bash
# Builds every fuzz target, and runs each on its seeds and then for some seconds more: `fuzz/smoke.sh [SECONDS]`.
# What breaks is left in fuzz/artifacts, and `cargo fuzz run --sanitizer none TARGET FILE` shows it again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-3}

# cargo-fuzz asks rustc for counters that stable has but does not promise.
export RUSTC_BOOTSTRAP=1
# The program forbids `unsafe`: what a sanitizer would find, the compiler has.
cargo fuzz build --sanitizer none
fuzz/seed.sh
for target in $(cargo fuzz list); do
    printf '\n-- %s\n' "$target"
    cargo fuzz run --sanitizer none "$target" -- \
        -max_total_time="$seconds" -max_len=4096 -timeout=20 -rss_limit_mb=1500 -dict=fuzz/taushet.dict -verbosity=0 -close_fd_mask=1
done
