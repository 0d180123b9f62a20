"""The two lists of words that `rg` is given.

Short: the words that the messages of the workloads reveal by. Long: every form of every term of one word in the shipped
lexicon, made by the program `words` of this crate.
"""

import functools
import runpy
import subprocess

from suite import generate
from suite.places import ROOT, WORK, shared
from suite.process import Failed


@functools.cache
def short():
    perf = shared("perf")
    words = runpy.run_path(str(perf / "gen_messages.py"))["HITS"] if perf else generate.REVEALING
    return written("words-short.txt", words)


@functools.cache
def long():
    command = ["cargo", "run", "--release", "--quiet", "--manifest-path", str(ROOT / "bench" / "Cargo.toml")]
    command += ["--target-dir", str(ROOT / "target"), "--bin", "words"]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    words = ran.stdout.split()
    if ran.returncode != 0 or len(words) < 1000:
        raise Failed(f"the program `words` gave {len(words)} words and ended with {ran.returncode}")
    return written("words-long.txt", words)


def written(name, words):
    WORK.mkdir(parents=True, exist_ok=True)
    path = WORK / name
    path.write_text("".join(f"{word}\n" for word in words), encoding="utf-8")
    return path


def count(path):
    return len(path.read_text(encoding="utf-8").splitlines())
