"""What the command line asks for, and in which order it is done."""

import argparse
import sys
from pathlib import Path

from suite import build, same
from suite.process import Failed


def arguments():
    parser = argparse.ArgumentParser(
        prog="bench/run",
        description="Measures taushet. Everything it makes lies in target/bench.",
    )
    parser.add_argument("--quick", action="store_true", help="few rounds and small workloads: some minutes")
    parser.add_argument("--binary", metavar="FILE", help="measure this binary; else the tree is built with `cargo build --release`")
    parser.add_argument(
        "--same",
        metavar="REV|FILE",
        help="hold the output against that of another revision or binary, byte for byte, and measure nothing",
    )
    parser.add_argument("--jobs", type=int, help="with --same: command lines at once; else one for each core")
    parser.add_argument("--corpora", metavar="FOLDER", help="texts to read; else ../shared/corpora where it is present")
    return parser.parse_args()


def main():
    args = arguments()
    try:
        ours = Path(args.binary).resolve() if args.binary else build.current()
        if args.same:
            other = build.named(args.same)
            return same.run(other, ours, is_quick=args.quick, corpora=args.corpora, jobs=args.jobs)
        return 0
    except Failed as failure:
        print(f"bench/run: {failure}", file=sys.stderr)
        return 2
