"""Runs programs, and takes no failure for a result."""

import os
import subprocess

# The day that flows without a date are judged on: a run says the same tomorrow.
DAY = "2026-11-22"


class Failed(Exception):
    """What stops a run, told to whoever started it."""


def environment():
    """Nothing of whoever runs it: no `TAUSHET_…`, no language, no colours."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR") if key in os.environ}
    return kept | {"LC_ALL": "C.UTF-8", "TAUSHET_LANGUAGE": "nb", "TAUSHET_AS_OF": DAY, "NO_COLOR": "1"}


def output(arguments, cwd=None):
    """What a tool of the machine says; it must succeed."""
    ran = subprocess.run([str(word) for word in arguments], cwd=cwd, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise Failed(f"`{' '.join(str(word) for word in arguments)}` ended with {ran.returncode}\n{ran.stderr.strip()}")
    return ran.stdout
