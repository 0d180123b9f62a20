"""Workloads: made once, the same on every machine, and named after what they hold."""

import os
import shutil
import subprocess
import sys

from suite import generate
from suite.places import WORK, shared
from suite.process import Failed

FOLDER = WORK / "workloads"
SEED = "1"
# How many documents are different where only their number is to grow.
DIFFERENT = 100


def generators():
    """Which generators the workloads are from, for the table."""
    return "../shared/perf" if shared("perf") else "bench/suite/generate.py"


def flows(n, per_file=10):
    """Flow files, with about so many flows in each."""
    name = f"flows{n}" if per_file == 10 else f"flows{n}x{per_file}"
    return made(name, lambda path: by("gen_flows.py", generate.flows, path, n=n, flows=per_file))


def messages(n, kb=1):
    """Messages with front matter, half Markdown, half plain text."""
    name = f"messages{n}" if kb == 1 else f"messages{n}x{kb}kb"
    return made(name, lambda path: by("gen_messages.py", generate.messages, path, n=n, kb=kb))


def same_messages(n):
    """Messages of 1 kB, the first hundred over and over."""
    return made(f"messages{n}same", lambda path: repeat(messages(DIFFERENT), n, path))


def same_flows(n):
    """Flow files with a flow or two, the first hundred over and over: the number of documents is what grows."""
    return made(f"flows{n}same", lambda path: repeat(flows(DIFFERENT, 1), n, path))


def repeat(of, n, out):
    """Every file under `of` so often that they are `n`. Links: no disk is filled with what is there."""
    files = sorted(path for path in of.rglob("*") if path.is_file())
    for index in range(n // len(files)):
        folder = out / f"{index:04d}"
        folder.mkdir(parents=True)
        for file in files:
            os.link(file, folder / file.name)


def records(n):
    """One file of JSON Lines, and the configuration that says what it is."""

    def fill(path):
        path.mkdir()
        by("gen_messages.py", generate.records, path / "meldinger.jsonl", jsonl=n)
        (path / "taushet.yaml").write_text(
            'taushet: config/v1\ninputs:\n  - { paths: ["*.jsonl"], as: messages, text: "$.beskrivelse", id: "$.id",\n'
            '      theme: "$.tema", with: { channel: gosys, from: nks, to: nav-office } }\n',
            encoding="utf-8",
        )

    return made(f"records{n}", fill)


def empty():
    return made("empty", lambda path: path.mkdir())


def made(name, fill):
    """A workload is there or not: half of one has another name."""
    source = "shared" if shared("perf") else "own"
    done = FOLDER / source / name
    if not done.exists():
        FOLDER.joinpath(source).mkdir(parents=True, exist_ok=True)
        half = done.with_name(f"{name}.half")
        shutil.rmtree(half, ignore_errors=True)
        print(f"making {name} …", file=sys.stderr, flush=True)
        fill(half)
        half.rename(done)
    return done


def by(script, own, out, **sizes):
    perf = shared("perf")
    if perf is None:
        own(out, seed=int(SEED), **sizes)
        return
    options = [word for key, value in sizes.items() for word in (f"--{key}", str(value))]
    command = [sys.executable, "-B", str(perf / script), "--seed", SEED, "--out", str(out), *options]
    if subprocess.run(command, check=False).returncode != 0:
        raise Failed(f"{perf / script} failed")


def one(folder):
    """The only file of a workload."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    if len(files) != 1:
        raise Failed(f"{folder} has {len(files)} files")
    return files[0]


def largest(path):
    """Bytes of the largest file."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return max((file.stat().st_size for file in files), default=0)
