"""Where things lie."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target" / "bench"


def shared(name, stated=None):
    """A folder beside the project (`../shared`, or where a git worktree has it), or None where it is absent."""
    if stated:
        return Path(stated).resolve()
    base = os.environ.get("TAUSHET_SHARED")
    bases = [Path(base)] if base else [ROOT.parent / "shared", ROOT.parent.parent / "shared"]
    return next((base / name for base in bases if (base / name).is_dir()), None)
