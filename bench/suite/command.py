"""What the command line asks for, and in which order it is done."""

import argparse
import sys
from pathlib import Path

from suite import build, counts, growth, machine, parts, plan, same, table, times, tools, words, workloads
from suite.places import WORK
from suite.process import Failed

# What is compared with when the book's page is written: the program before this work on its speed.
BEFORE = "82b4e79"
KINDS = ["times", "instructions", "growth", "parts"]
# Rounds of each workload: small ones are quick, and noisy.
ROUNDS = {True: (5, 3), False: (15, 7)}


def arguments():
    parser = argparse.ArgumentParser(
        prog="bench/run",
        description="Measures taushet against rg and cat, and against other revisions of itself. Everything it makes lies in target/bench.",
        epilog=f"What can be left out with --only: {', '.join(KINDS)}.",
    )
    parser.add_argument("--quick", action="store_true", help="few rounds and small workloads: some minutes instead of an hour")
    parser.add_argument("--only", metavar="KIND", action="append", choices=KINDS, help="measure only this; may be repeated")
    parser.add_argument("--compare", metavar="REV|FILE", help="measure another revision or binary in the same rounds")
    parser.add_argument("--write-docs", action="store_true", help=f"write the tables into docs/src/ytelse.md; compares with {BEFORE} unless --compare says another")
    parser.add_argument("--binary", metavar="FILE", help="measure this binary; else the tree is built with `cargo build --release`")
    parser.add_argument("--same", metavar="REV|FILE", help="hold all output against that of another revision or binary, byte for byte, and measure nothing")
    parser.add_argument("--jobs", type=int, help="with --same: command lines at once; else one for each core")
    parser.add_argument("--corpora", metavar="FOLDER", help="with --same: texts to read; else ../shared/corpora where it is present")
    return parser.parse_args()


def main():
    args = arguments()
    WORK.mkdir(parents=True, exist_ok=True)
    try:
        if args.same:
            other = build.named(args.same)
            ours = Path(args.binary).resolve() if args.binary else build.current()
            return same.run(other, ours, is_quick=args.quick, corpora=args.corpora, jobs=args.jobs)
        return measure(args)
    except Failed as failure:
        print(f"bench/run: {failure}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def measure(args):
    kinds = args.only or KINDS
    before = args.compare or (BEFORE if args.write_docs else None)
    missing = tools.missing()
    for name in missing:
        print(f"{name} is not here: {tools.HOW[name]}", file=sys.stderr)
    # The other first: what lies in target/release afterwards is of the tree.
    programs = {table.BEFORE: build.named(before)} if before else {}
    programs[table.NOW] = Path(args.binary).resolve() if args.binary else build.current()
    lists = [words.count(path()) for path in (words.short, words.long)]
    about, loads = machine.lines(), [machine.load()]
    sections = []
    if "times" in kinds:
        sections += timed(programs, args.quick)
    if "instructions" in kinds:
        sections += counted(programs, args.quick)
    if "growth" in kinds:
        step("growth")
        sections += ["## Mange dokumenter", table.growth(growth.run(programs, args.quick), before)]
    if "parts" in kinds:
        step("parts")
        sections += ["## Delene", table.parts(parts.run(args.quick))]
    loads.append(machine.load())
    head = table.about(about, [load for load in loads if load is not None], before and shown(before), args.quick, lists)
    text = "\n\n".join([head, *(["Ikke på maskinen: " + ", ".join(f"`{name}`" for name in missing) + "."] if missing else []), *sections]) + "\n"
    (WORK / "results.md").write_text(text, encoding="utf-8")
    print(text)
    if args.write_docs:
        table.write(text)
    return 0


def timed(programs, is_quick):
    took, memory = [], []
    for workload in plan.times(is_quick):
        step(workload.name)
        for binary in programs.values():
            counts.told(binary, workload)
        took.append((workload, times.run(workload, programs, ROUNDS[is_quick][workload.runs == 1])))
        costs = {name: counts.cost(binary, workload) for name, binary in programs.items()}
        memory.append((workload, costs, workloads.largest(workload.folder / workload.target)))
    has_before = table.BEFORE in programs
    return ["## Hele kjøringer", table.times(took, has_before), "## Minne", table.memory(memory, has_before)]


def counted(programs, is_quick):
    found = []
    for name, unit, limit, price in plan.counted(is_quick):
        step(f"instructions: {name}")
        found.append((name, unit, limit, {of: price(binary) for of, binary in programs.items()}))
    return ["## Instruksjoner", table.instructions(found, table.BEFORE in programs)]


def shown(name):
    return f"`{Path(name).name}`" if Path(name).is_file() else f"revisjonen `{name}`"


def step(name):
    print(f"== {name}", file=sys.stderr, flush=True)
