"""Whether a document costs the same among a hundred as among a hundred thousand, in instructions and memory.

What a run over a single document costs is taken off first: the law and the lexicon are read once. Counting instructions is slow under valgrind: what would take more than the budget is told by seconds of processor alone.
"""

import sys
from dataclasses import dataclass

from suite import counts, tools, workloads
from suite.plan import Workload

# Flow documents here have one flow or two: the number of documents is what grows.
PER_FILE = 1
# Instructions that are counted at most in one run under valgrind.
BUDGET = {True: 1_500_000_000, False: 12_000_000_000}


@dataclass
class Step:
    """One binary over so many documents."""

    n: int
    # Of the whole run, and of one over a single document.
    instructions: int | None
    single: int | None
    cost: counts.Cost
    # Bytes of the report.
    size: int

    def each(self):
        return (self.instructions - self.single) / (self.n - 1) if self.instructions else None


def sizes(is_quick):
    return [100, 1000] if is_quick else [100, 1000, 10_000, 100_000]


def run(programs, is_quick):
    """Steps by kind of document and program."""
    kinds = {"meldinger på 1 kB": workloads.messages, "flytdokumenter": lambda n: workloads.flows(n, PER_FILE)}
    grown = {kind: {name: [] for name in programs} for kind in kinds}
    for kind, made in kinds.items():
        one = Workload(f"ett av {kind}", made(1), format="json", n_documents=1)
        singles = {name: counts.instructions(binary, one) for name, binary in programs.items()}
        for n in sizes(is_quick):
            workload = Workload(f"{n} {kind}", made(n), format="json", n_documents=n)
            for name, binary in programs.items():
                steps = grown[kind][name]
                told = counts.told(binary, workload)
                counted = counts.instructions(binary, workload) if can_count(steps, n, is_quick) else None
                steps.append(Step(n, counted, singles[name], counts.cost(binary, workload), told.size))
                print(f"  {workload.name}, {name}: {steps[-1]}", file=sys.stderr, flush=True)
    return grown


def can_count(steps, n, is_quick):
    if tools.counter() != "valgrind" or not steps:
        return True
    last = steps[-1].each()
    return last is not None and last * n <= BUDGET[is_quick]
