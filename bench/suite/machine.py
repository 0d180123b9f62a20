"""What was measured on, when, and of which revision."""

import datetime
import os
import platform
import re
from pathlib import Path

from suite import tools
from suite.places import ROOT
from suite.process import output


def lines():
    """What the table says of the machine: pairs of a name and a value."""
    model = re.search(r"^model name\s*: (.*)$", text("/proc/cpuinfo"), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s+(\d+) kB", text("/proc/meminfo"), re.MULTILINE)
    said = {
        "dato": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "revisjon": output(["git", "describe", "--always", "--dirty", "--abbrev=7", "--exclude=*"], cwd=ROOT).strip(),
        "prosessor": f"{model.group(1).strip() if model else platform.machine()}, {os.cpu_count()} kjerner",
        "minne": f"{int(memory.group(1)) / 2**20:.0f} GiB" if memory else "ukjent",
        "system": f"{platform.system()} {platform.release()}",
        "rustc": output(["rustc", "--version"]).split()[1],
        "rg": output(["rg", "--version"]).split()[1],
        "instruksjoner telt med": tools.counter() or "ingenting",
    }
    # A quick build is another program than the one that is used.
    unusual = sorted(f"{key}={value}" for key, value in os.environ.items() if key.startswith("CARGO_PROFILE_") or key == "RUSTFLAGS")
    if unusual:
        said["bygd med"] = " ".join(unusual)
    return list(said.items())


def load():
    """How many processes wanted the processors in the last minute, or None where nobody counts."""
    try:
        return os.getloadavg()[0]
    except OSError:
        return None


def text(path):
    return Path(path).read_text(encoding="utf-8") if Path(path).exists() else ""
