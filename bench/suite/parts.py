"""The parts of a run, each by itself: starts the benchmarks of the crate and reads what Criterion wrote down."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass

from suite import workloads
from suite.places import ROOT, shared
from suite.process import Failed


@dataclass
class Part:
    group: str
    name: str
    seconds: float
    n_bytes: int | None


def run(is_quick):
    written = ROOT / "target" / "criterion"
    shutil.rmtree(written, ignore_errors=True)
    command = ["cargo", "bench", "--quiet", "--manifest-path", str(ROOT / "bench" / "Cargo.toml"), "--bench", "parts"]
    command += ["--target-dir", str(ROOT / "target"), "--", "--noplot"]
    if is_quick:
        command.append("--quick")
    more = {"TAUSHET_BENCH_FLOWS": str(workloads.flows(1000)), "CRITERION_HOME": str(written)}
    corpora = shared("corpora")
    if corpora:
        more["TAUSHET_CORPORA"] = str(corpora)
    if subprocess.run(command, env=os.environ | more, check=False).returncode != 0:
        raise Failed("the benchmarks of the parts failed")
    parts = []
    # In the order they were run.
    for about in sorted(written.glob("**/new/benchmark.json"), key=lambda path: path.stat().st_mtime):
        described = json.loads(about.read_text(encoding="utf-8"))
        estimates = json.loads(about.with_name("estimates.json").read_text(encoding="utf-8"))
        throughput = described.get("throughput") or {}
        parts.append(Part(described["group_id"], described["function_id"], estimates["median"]["point_estimate"] / 1e9, throughput.get("Bytes")))
    if not parts:
        raise Failed(f"no benchmark has written anything in {written}")
    return parts
