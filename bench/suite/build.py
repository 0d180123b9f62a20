"""Binaries: of the tree as it stands, and of other revisions."""

import os
import shutil
import subprocess
from pathlib import Path

from suite.places import ROOT, WORK
from suite.process import Failed, output

BINARIES = WORK / "bin"
# Dependencies are built once for all revisions; the program itself lies in a folder of its own in each.
TARGET = ROOT / "target"


def current():
    """Builds the tree as it stands."""
    return built(ROOT, "current")


def named(name):
    """A binary by its path, or built of a revision; each revision once."""
    path = Path(name)
    if path.is_file() and os.access(path, os.X_OK):
        return path.resolve()
    try:
        revision = output(["git", "rev-parse", "--verify", "--short=12", f"{name}^{{commit}}"], cwd=ROOT).strip()
    except Failed as failure:
        raise Failed(f"{name} is neither a program nor a revision\n{failure}") from failure
    binary = BINARIES / f"taushet-{revision}"
    if binary.is_file():
        return binary
    tree = WORK / "trees" / revision
    if not tree.is_dir():
        # By force: an interrupted run may have left the name behind.
        output(["git", "worktree", "add", "--force", "--detach", tree, revision], cwd=ROOT)
    try:
        return built(tree, revision)
    finally:
        output(["git", "worktree", "remove", "--force", tree], cwd=ROOT)


def built(tree, name):
    print(f"building {name} …", flush=True)
    command = ["cargo", "build", "--release", "--locked", "--quiet", "--bin", "taushet", "--target-dir", str(TARGET)]
    if subprocess.run(command, cwd=tree, check=False).returncode != 0:
        raise Failed(f"{name} does not build")
    BINARIES.mkdir(parents=True, exist_ok=True)
    binary = BINARIES / f"taushet-{name}"
    # A running copy must not be written into: the new one takes its name when it is whole.
    shutil.copy2(TARGET / "release" / "taushet", binary.with_suffix(".new"))
    binary.with_suffix(".new").replace(binary)
    return binary
