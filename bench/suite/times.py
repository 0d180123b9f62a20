"""Whole runs, timed in rounds: in each round every program reads the same files, one after the other.

A machine that others use too is slow for a while and then quick: only programs of the same round are compared.
"""

import json
import statistics
import subprocess
import time
from dataclasses import dataclass, field

from suite import tools
from suite.places import WORK
from suite.process import Failed, environment

# What a program may end with: findings and hits are none of them failures.
GOOD = {"taushet": {0, 1}, "rg": {0, 1}, "cat": {0}, "find": {0}}


@dataclass
class Timed:
    """Seconds of each round, by the program's name."""

    rounds: dict = field(default_factory=dict)

    def median(self, name):
        return statistics.median(self.rounds[name])

    def ratios(self, name, other):
        return [one / of for one, of in zip(self.rounds[name], self.rounds[other])]


def good_codes(command):
    tool = command[0].rsplit("/", 1)[-1]
    return GOOD.get(tool, GOOD["taushet"])


def run(workload, programs, n_rounds):
    """`programs`: taushet's binaries by name."""
    commands = {name: [str(binary), *workload.words()] for name, binary in programs.items()} | workload.baselines
    if workload.n_documents == 0:
        # Nothing to check is what it should say.
        codes = {name: {3} if name in programs else good_codes(command) | {1} for name, command in commands.items()}
    else:
        codes = {name: good_codes(command) for name, command in commands.items()}
    timed = Timed({name: [] for name in commands})
    names = list(commands)
    for number in range(n_rounds + 1):
        # Nobody is always the one that follows the slowest.
        order = names[number % len(names) :] + names[: number % len(names)]
        seconds = (by_hyperfine if tools.has("hyperfine") else by_clock)(workload, {name: commands[name] for name in order}, codes)
        # The first round only fills the caches.
        if number > 0:
            for name, took in seconds.items():
                timed.rounds[name].append(took)
    return timed


def by_hyperfine(workload, commands, codes):
    out = WORK / "hyperfine.json"
    lines = [" ".join(quoted(word) for word in command) for command in commands.values()]
    ask = ["hyperfine", "-N", "-i", "--output", "pipe", "--style", "none", "--export-json", str(out), "--runs", str(workload.runs)]
    ran = subprocess.run([*ask, *lines], cwd=workload.folder, env=environment(), capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise Failed(f"hyperfine: {ran.stderr.strip()}")
    results = json.loads(out.read_text(encoding="utf-8"))["results"]
    seconds = {}
    for (name, command), result in zip(commands.items(), results):
        for code in result["exit_codes"]:
            checked(name, command, code, codes)
        seconds[name] = statistics.median(result["times"])
    return seconds


def quoted(word):
    return "'" + word.replace("'", "'\\''") + "'"


def by_clock(workload, commands, codes):
    seconds = {}
    for name, command in commands.items():
        took = []
        for _ in range(workload.runs):
            with open(WORK / "out", "wb") as out:
                start = time.perf_counter()
                ran = subprocess.run(command, cwd=workload.folder, env=environment(), stdout=out, stderr=subprocess.DEVNULL, check=False)
                took.append(time.perf_counter() - start)
            checked(name, command, ran.returncode, codes)
        seconds[name] = statistics.median(took)
    return seconds


def checked(name, command, code, codes):
    if code not in codes[name]:
        raise Failed(f"{name} ended with {code}: {' '.join(command)}")
