"""Whether a document costs the same among a hundred as among a hundred thousand, in instructions and memory.

The documents are the same hundred over and over, each in a file of its own: only their number grows. What is done once (the law
is read, words and answers are learnt) is done before the hundredth; what is counted is what each further document costs. One
thread counts, as two learn the same twice, now more and now less of it. Counting is slow under valgrind: what would take more
than the budget is told by seconds of processor alone.
"""

import sys
from dataclasses import dataclass

from suite import counts, tools, workloads
from suite.plan import Workload, thousands

# Instructions that are counted at most in one run under valgrind: a minute, or ten.
BUDGET = {True: 8_000_000_000, False: 100_000_000_000}


@dataclass
class Step:
    """One binary over so many documents, and over those that it had before."""

    n: int
    # Of the whole run.
    instructions: int | None
    cost: counts.Cost
    # Bytes of the report.
    size: int
    before: "Step | None"

    def each(self):
        """Instructions of each document that the step before did not have."""
        if not self.before or not self.instructions or not self.before.instructions:
            return None
        return (self.instructions - self.before.instructions) / (self.n - self.before.n)


def sizes(is_quick):
    return [workloads.DIFFERENT, 1000, 10_000] + ([] if is_quick else [100_000])


def run(programs, is_quick):
    """Steps by kind of document and program. The first is what the others are counted from."""
    kinds = {"meldinger på 1 kB": workloads.same_messages, "flytdokumenter": workloads.same_flows}
    grown = {kind: {name: [] for name in programs} for kind in kinds}
    for kind, made in kinds.items():
        for n in sizes(is_quick):
            workload = Workload(f"{thousands(n)} {kind}", made(n), format="json", n_documents=n)
            for name, binary in programs.items():
                steps = grown[kind][name]
                told = counts.told(binary, workload)
                counted = counts.instructions(binary, workload, jobs=1) if can_count(steps, n, is_quick) else None
                steps.append(Step(n, counted, counts.cost(binary, workload), told.size, steps[-1] if steps else None))
                print(f"  {workload.name}, {name}: {shown(steps[-1])}", file=sys.stderr, flush=True)
    return grown


def can_count(steps, n, is_quick):
    if tools.counter() != "valgrind" or not steps:
        return True
    last = steps[-1]
    return last.instructions is not None and last.instructions / last.n * n <= BUDGET[is_quick]


def shown(step):
    counted = f"{step.instructions:,} instructions" if step.instructions else "not counted"
    return f"{counted}, {step.cost.cpu} s of processor"
