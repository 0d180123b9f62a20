"""What a run costs that does not depend on who else uses the machine: instructions and memory."""

import json
import mmap
import re
import subprocess
from dataclasses import dataclass

from suite import tools
from suite.places import WORK
from suite.process import Failed, environment

# What a run may end with when there is something to check.
GOOD = {0, 1}


@dataclass
class Cost:
    """One run: peak memory in bytes, and seconds of all its threads; nothing where it cannot be measured."""

    peak: int | None
    cpu: float | None
    wall: float | None


@dataclass
class Told:
    """What a run says it has read, and how many bytes its report is."""

    documents: int
    flows: int
    findings: int
    size: int


def told(binary, workload):
    """Runs once and holds what was read against what is there: a program that skips files is quick."""
    out = WORK / "report.json"
    with out.open("wb") as report:
        command = [str(binary), "check", "--format=json", workload.target]
        ran = subprocess.run(command, cwd=workload.folder, env=environment(), stdout=report, stderr=subprocess.PIPE, check=False)
    if workload.n_documents == 0:
        return Told(0, 0, 0, 0)
    if ran.returncode not in GOOD:
        raise Failed(f"ended with {ran.returncode} over {workload.folder}: {' '.join(command)}\n{ran.stderr.decode(errors='replace')}")
    size = out.stat().st_size
    # Of a report, which may be large, only the summary is wanted.
    with out.open("rb") as report, mmap.mmap(report.fileno(), 0, access=mmap.ACCESS_READ) as text:
        summary = re.search(rb'"summary": (\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})', text)
        said = json.loads(summary.group(1)) if summary else {}
    out.unlink()
    found = sum(said.get(kind, 0) for kind in ("errors", "warnings", "infos"))
    if said.get("documents") != workload.n_documents or said.get("failures") != 0:
        raise Failed(f"{binary} read {said.get('documents')} of {workload.n_documents} documents of {workload.folder}: {said}")
    return Told(said["documents"], said["flows"], found, size)


def cost(binary, workload, words=None):
    """By /usr/bin/time, which is small: what starts a program counts as the program's until it is loaded."""
    command = [str(binary), *(words or workload.words())]
    if not tools.has("/usr/bin/time"):
        return Cost(None, None, None)
    out = WORK / "time"
    with open(WORK / "out", "wb") as report:
        timed = ["/usr/bin/time", "-q", "-o", str(out), "-f", "%M %U %S %e", *command]
        ran = subprocess.run(timed, cwd=workload.folder, env=environment(), stdout=report, stderr=subprocess.PIPE, check=False)
    good = GOOD if workload.n_documents else {3}
    if ran.returncode not in good:
        raise Failed(f"ended with {ran.returncode}: {' '.join(command)}\n{ran.stderr.decode(errors='replace')}")
    kib, user, system, wall = out.read_text(encoding="utf-8").split()
    return Cost(int(kib) * 1024, float(user) + float(system), float(wall))


def instructions(binary, workload, words=None, jobs=None):
    """Instructions of a whole run, in user mode; None where nothing counts them. `jobs`: threads, where the program can be told."""
    threads = {"TAUSHET_JOBS": str(jobs)} if jobs else {}
    command = [str(binary), *(words or workload.words())]
    match tools.counter():
        case "perf":
            counter = ["perf", "stat", "-x,", "-e", "instructions:u", "--"]
            pattern = r"^(\d+),[^,]*,instructions:u"
        case "valgrind":
            # No cache is simulated: half the time of callgrind, and the same count.
            counter = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
            pattern = r"I\s+refs:\s+([\d,]+)"
        case _:
            return None
    ran = subprocess.run([*counter, *command], cwd=workload.folder, env=environment() | threads, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    found = re.search(pattern, ran.stderr, re.MULTILINE)
    if ran.returncode not in (GOOD if workload.n_documents else {3}) or not found:
        raise Failed(f"{counter[0]}: ended with {ran.returncode}: {' '.join(command)}\n{ran.stderr[-2000:]}")
    return int(found.group(1).replace(",", ""))


@dataclass
class Price:
    """Instructions of one unit, and of what comes before the first."""

    unit: float
    start: float | None


def whole(binary, workload):
    """A whole run as one unit."""
    counted = instructions(binary, workload)
    return Price(counted, None) if counted else None


def slope(binary, small, large, units):
    """What one unit costs, from two runs over few and many of them. `units`: how many there are, by what a run says."""
    few, many = (instructions(binary, workload) for workload in (small, large))
    if not few or not many:
        return None
    n_few, n_many = (units(told(binary, workload), workload) for workload in (small, large))
    unit = (many - few) / (n_many - n_few)
    return Price(unit, few - unit * n_few)
