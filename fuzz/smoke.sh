#!/usr/bin/env bash
# Builds every fuzz target, and runs each on its seeds and then for some seconds more: `fuzz/smoke.sh [SECONDS]`.
# What breaks is left in fuzz/artifacts; `cargo fuzz run --sanitizer none TARGET FILE` shows it again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export SECONDS_EACH=${1:-4}

# The build's own tools, which nobody fuzzes, are those of the program's other builds.
export CARGO_TARGET_DIR=$PWD/target

# The program forbids `unsafe`: what a sanitizer would find, the compiler has. Unoptimised, as it is built for minutes and
# run for seconds.
cargo fuzz build --dev --sanitizer none
fuzz/seed.sh

# The seeds come first, however long they take; then what time is left.
smoke() {
    local said
    if said=$(cargo fuzz run --dev --sanitizer none "$1" -- -max_total_time="$SECONDS_EACH" -max_len=4096 -timeout=120 \
        -rss_limit_mb=1500 -dict=fuzz/taushet.dict -verbosity=0 2>&1); then
        echo "$1: nothing broke"
    else
        printf '%s\n-- %s broke\n' "$said" "$1"
        return 1
    fi
}
export -f smoke
cargo fuzz list | xargs -P 2 -I {} bash -c 'smoke {}'
