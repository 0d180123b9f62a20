#!/usr/bin/env bash
# Builds every fuzz target, and runs each on its seeds and then for some seconds more: `fuzz/smoke.sh [SECONDS]`.
# What breaks is left in fuzz/artifacts; `cargo fuzz run --sanitizer none TARGET FILE` shows it again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-4}

# The program forbids `unsafe`: what a sanitizer would find, the compiler has. Unoptimised, as it is built for minutes and
# run for seconds.
cargo fuzz build --dev --sanitizer none
fuzz/seed.sh
for target in $(cargo fuzz list); do
    printf '\n-- %s\n' "$target"
    # The seeds come first, however long they take; then what time is left.
    cargo fuzz run --dev --sanitizer none "$target" -- \
        -max_total_time="$seconds" -max_len=4096 -timeout=60 -rss_limit_mb=1500 -dict=fuzz/taushet.dict -verbosity=0
done
