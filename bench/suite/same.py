"""Whether two binaries say the same, byte for byte: standard output, standard error, files written, exit code.

Over every fixture, the workloads, the texts beside the project, in every format; and what the other commands say.
"""

import json
import os
import shutil
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from suite import material
from suite.places import WORK
from suite.process import Failed, environment

FORMATS = ["human", "short", "json", "sarif", "github", "gitlab", "azure", "junit"]
LANGUAGES = ["nb", "nn", "en"]
OUT = WORK / "same" / "out"
# A run's own codes. Others are a crash, which two binaries may well agree on.
CODES = range(4)


@dataclass
class Case:
    """One command line that both are asked."""

    group: str
    words: list
    stdin: Path | None = None
    cwd: Path = field(default_factory=lambda: material.HERE)
    # What must come out, or the case tries nothing: `check` that is refused says nothing.
    speaks: bool = True
    # Whether there are several documents, which may be read at once.
    is_many: bool = True


def in_every_format(to):
    """One run that writes all formats: the files lie in the folder `to`."""
    files = [f"--format={name}={to}/{name}" for name in FORMATS if name != "human"]
    return ["--format=human", *files]


def of_fixtures(is_quick):
    for path in material.fixtures():
        group = "each file of fixtures/, all formats"
        yield Case(group, ["check", "FORMATS", path], is_many=False)
        with_input = ["check", "--format=json", f"--stdin-filename={Path(path).name}", "-"]
        if not is_quick:
            yield Case("each file of fixtures/, on standard input", with_input, stdin=material.HERE / path, is_many=False)
    for folder in material.fixture_folders():
        for language in ["nb"] if is_quick else LANGUAGES:
            for name in FORMATS:
                words = ["check", f"--format={name}", f"--language={language}", folder]
                yield Case("each folder of fixtures/, each format and language", words)
        for words in material.VARIANTS:
            yield Case("each folder of fixtures/, other options", ["check", *words, folder], speaks="--quiet" not in words)
    for folder in material.fixture_folders():
        yield Case("taushet test", ["test", folder])


def of_mapped(is_quick):
    """Files without a marker, through a configuration."""
    for folder in material.mapped_folders():
        group = f"{folder.name}: through a configuration"
        for language in ["nb"] if is_quick else LANGUAGES:
            yield Case(group + ", all formats", ["check", "FORMATS", f"--language={language}", "."], cwd=folder)
        for name in FORMATS:
            yield Case(group + ", each format", ["check", f"--format={name}", "."], cwd=folder)
        for path in [] if is_quick else material.below(folder):
            yield Case(group + ", each file", ["check", "--format=json", path], cwd=folder, is_many=False)


def of_workloads(is_quick):
    for path in material.workloads_of(is_quick):
        for name in ["human", "json", "sarif"]:
            yield Case(f"{path.name}, json, human and sarif", ["check", f"--format={name}", "."], cwd=path)
        yield Case(f"{path.name}, all formats", ["check", "FORMATS", "."], cwd=path)
    for path in material.large_of(is_quick):
        yield Case(f"{path.name}, all formats", ["check", "FORMATS", "."], cwd=path)


def of_other_commands(binary, is_quick):
    for language in LANGUAGES:
        for words in (["rules"], ["--help"], *(["schema", kind] for kind in ["flows", "messages", "routine", "config", "report"])):
            yield Case("other commands", [words[0], f"--language={language}", *words[1:]])
    told = asked(binary, ["check", "--format=json", *material.fixture_folders()])
    report = json.loads(told)
    for rule in sorted({finding["rule"] for finding in report["findings"]}):
        yield Case("taushet explain", ["explain", rule])
    flows = sorted({f"{flow['file']}#{flow['flow']}" for flow in report["flows"]})
    for flow in flows[:: 20 if is_quick else 3]:
        yield Case("taushet why", ["why", flow])


def asked(binary, words):
    ran = subprocess.run([binary, *words], cwd=material.HERE, env=environment(), capture_output=True, check=False)
    if ran.returncode not in CODES or not ran.stdout:
        raise Failed(f"`{' '.join(words)}` ended with {ran.returncode}\n{ran.stderr.decode(errors='replace')}")
    return ran.stdout


def run(before, after, is_quick, corpora, jobs):
    """Asks both everything, says what differs and how much was asked. 0 when all is the same, 1 when not."""
    print(f"before: {before}\nafter:  {after}", flush=True)
    shutil.rmtree(OUT, ignore_errors=True)
    notes = material.gather(corpora)
    cases = [*of_fixtures(is_quick), *of_mapped(is_quick), *of_workloads(is_quick), *of_other_commands(before, is_quick)]
    extra = [[]]
    if b"--jobs" in asked(after, ["check", "--help"]):
        extra += [["--jobs=1"], ["--jobs=5"]]
    else:
        notes.append("`after` has no --jobs: the number of threads is not varied")
    work = [(index, case, words) for words in extra for index, case in enumerate(cases) if not words or is_varied(case)]
    counts, silent, wrong = Counter(), [], []
    with ThreadPoolExecutor(jobs or os.cpu_count()) as pool:
        for (_, case, words), outcome in zip(work, pool.map(lambda one: compared(before, after, *one), work)):
            label = case.group + (f" ({' '.join(words)})" if words else "")
            counts[label] += 1
            shown = f"{case.cwd.name}$ taushet {' '.join(str(word) for word in case.words + words)}"
            if outcome == "silent":
                silent.append(shown)
            elif outcome:
                wrong.append(shown)
                print(f"DIFFERENT {shown}\n{outcome}", flush=True)
    print("\n".join(f"{count:6} {label}" for label, count in counts.items()))
    print("\n".join(f"note: {note}" for note in notes))
    for shown in silent:
        print(f"note: neither says anything: {shown}")
    print(f"{len(work)} command lines, {len(wrong)} different.")
    return 1 if wrong else 0


def is_varied(case):
    """The number of threads may show only where there are several documents."""
    return case.words[0] == "check" and case.is_many


def compared(before, after, index, case, extra):
    """What differs, or nothing; `silent` when neither says anything where it should."""
    place = OUT / f"{index}{''.join(extra)}"
    told = [ran(binary, case, words, place / name) for binary, words, name in ((before, [], "before"), (after, extra, "after"))]
    crashed = [f"  {name} ended with {code}" for name, code in zip(("before", "after"), told) if code not in CODES]
    names = sorted({path.name for side in ("before", "after") for path in (place / side).iterdir()})
    differs = [text for name in names if (text := difference(place / "before" / name, place / "after" / name))]
    if told[0] != told[1]:
        differs.append(f"  code {told[0]} → {told[1]}")
    is_silent = case.speaks and not (place / "after" / "stdout").stat().st_size
    if differs or crashed:
        return "\n".join(crashed + differs)
    shutil.rmtree(place)
    return "silent" if is_silent else ""


def ran(binary, case, extra, out):
    out.mkdir(parents=True)
    # Both write to files of the same name, so that neither can tell itself from the other.
    files = out.parent / "files"
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir()
    words = [word for one in case.words for word in (in_every_format(files) if one == "FORMATS" else [str(one)])]
    with open(out / "stdout", "wb") as stdout, open(out / "stderr", "wb") as stderr:
        stdin = open(case.stdin, "rb") if case.stdin else subprocess.DEVNULL
        try:
            command = [str(binary), *words, *extra]
            code = subprocess.run(command, cwd=case.cwd, env=environment(), stdin=stdin, stdout=stdout, stderr=stderr, check=False)
        finally:
            if case.stdin:
                stdin.close()
    for file in files.iterdir():
        file.rename(out / file.name)
    files.rmdir()
    return code.returncode


def difference(before, after):
    """The first place where two files differ, by line; nothing when they do not."""
    if not before.exists() or not after.exists():
        return f"  {before.name}: only one has it"
    with before.open("rb") as left, after.open("rb") as right:
        for number, (one, other) in enumerate(lines_of_both(left, right), 1):
            if one != other:
                shown = "\n".join(f"    {mark} {line[:300].decode(errors='replace').rstrip()}" for mark, line in (("-", one), ("+", other)))
                return f"  {before.name}, line {number} (see {before.parent.parent})\n{shown}"
    return ""


def lines_of_both(left, right):
    while True:
        one, other = left.readline(1 << 20), right.readline(1 << 20)
        if not one and not other:
            return
        yield one, other
