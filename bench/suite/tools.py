"""The tools of the machine, and how those that are not there are had."""

import functools
import shutil
import subprocess

from suite.process import Failed

HOW = {
    "hyperfine": "apt-get install hyperfine, or cargo install hyperfine; without it a plain timer is used",
    "rg": "apt-get install ripgrep, or cargo install ripgrep",
    "valgrind": "apt-get install valgrind; without it, or `perf` that is let count, no instructions are counted",
    "/usr/bin/time": "apt-get install time; without it no memory is measured",
}


@functools.cache
def has(name):
    return shutil.which(name) is not None


def missing():
    """The tools that are not there. Raises when one is that nothing can be said without."""
    if not has("rg"):
        raise Failed(f"rg is what everything is compared with, and is not here: {HOW['rg']}")
    return [name for name in HOW if not has(name)]


@functools.cache
def counter():
    """What counts instructions here: `perf`, `valgrind` or nothing."""
    if has("perf"):
        tried = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "true"], capture_output=True, text=True, check=False)
        if tried.returncode == 0 and tried.stderr.split(",")[0].isdigit():
            return "perf"
    return "valgrind" if has("valgrind") else None
