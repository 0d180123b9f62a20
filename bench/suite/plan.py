"""What is measured, and what it is held to."""

from dataclasses import dataclass, field
from pathlib import Path

from suite import counts, words, workloads

MIB = 1024 * 1024
# Whole process, one small file.
MAX_SECONDS = 0.010
# Of the time `rg` takes to find the same words in the same files: its long list.
MAX_OF_RG = 1.0
# Beside the largest file, for one large text.
MAX_BESIDE_FILE = 32 * MIB
# Over 10^5 documents, beside the findings: they are counted as the bytes of the report.
MAX_BESIDE_FINDINGS = 48 * MIB
# For each flow, from 1,000 files on.
MAX_INSTRUCTIONS = 400_000
# How far the instructions of a document may be from those of the documents from 10^2 to 10^3, either way.
MAX_GROWTH = 0.10


@dataclass
class Workload:
    """Files, and the command lines that read them: taushet's own words, and what it is compared with."""

    name: str
    folder: Path
    target: str = "."
    format: str = "short"
    n_documents: int = 0
    # Command lines by name. Each is run in the folder.
    baselines: dict = field(default_factory=dict)
    max_seconds: float | None = None
    max_of_rg: float | None = None
    runs: int = 1
    is_large: bool = False

    def words(self):
        return ["check", f"--format={self.format}", self.target]


def one_file(name, folder, **more):
    file = workloads.one(folder)
    return Workload(name, file.parent, file.name, "human", 1, compared(file.name), MAX_SECONDS, runs=5, **more)


def compared(target):
    """The same files through `rg` with each list of words, and through `cat`."""
    search = ["rg", "-i", "-w", "-n", "-o", "-f"]
    read = ["find", ".", "-type", "f", "-exec", "cat", "{}", "+"] if target == "." else ["cat", target]
    return {"rg": [*search, str(words.short()), target], "rg lang": [*search, str(words.long()), target], "cat": read}


def times(is_quick):
    """Whole runs."""
    empty = workloads.empty()
    plan = [
        one_file("én melding", workloads.messages(1)),
        one_file("én fil med ti flyter", workloads.flows(1)),
        Workload("en tom mappe", empty, n_documents=0, baselines=compared("."), max_seconds=MAX_SECONDS, runs=5, format="human"),
    ]
    for n in [100, 1000] if is_quick else [100, 1000, 10_000]:
        plan.append(flows(n, "json"))
    plan += [flows(1000, "human"), flows(1000, "sarif")]
    for n in [1000, 10_000]:
        name = f"{thousands(n)} meldinger på 1 kB"
        plan.append(Workload(name, workloads.messages(n), n_documents=n, baselines=compared("."), max_of_rg=MAX_OF_RG))
    mb = 10 if is_quick else 100
    folder = workloads.messages(1, mb * 1024)
    text = workloads.one(folder)
    plan.append(Workload(f"én tekst på {mb} MB", text.parent, text.name, "short", 1, compared(text.name), max_of_rg=MAX_OF_RG, is_large=True))
    n = 20_000 if is_quick else 100_000
    records = workloads.records(n)
    plan.append(Workload(f"JSON Lines, {thousands(n)} meldinger", records, "meldinger.jsonl", "short", 1, compared("meldinger.jsonl")))
    return plan


def flows(n, form):
    return Workload(f"{thousands(n)} filer med flyter, `{form}`", workloads.flows(n), format=form, n_documents=n, baselines=compared("."))


def thousands(n):
    return f"{n:,}".replace(",", " ")


def counted(is_quick):
    """Work that is counted in instructions: its name, what it is counted for, the limit, and how."""
    fewer, few, many = (10, 100, 100) if is_quick else (100, 1000, 1000)
    of_flows = lambda told, _: told.flows
    of_documents = lambda told, _: told.documents
    of_kilobytes = lambda _, workload: workload.folder.joinpath(workload.target).stat().st_size / 1000
    for workload in (one_file("én melding", workloads.messages(1)), one_file("én fil med ti flyter", workloads.flows(1))):
        yield workload.name, "kjøring", None, lambda binary, workload=workload: counts.whole(binary, workload)
    for form in ("json", "human"):
        small, large = flows(fewer, form), flows(few, form)
        yield f"filer med flyter, `{form}`", "flyt", MAX_INSTRUCTIONS, slope_of(small, large, of_flows)
    small, large = (Workload(str(n), workloads.messages(n), format="short", n_documents=n) for n in (few, many * 10))
    yield "meldinger på 1 kB, `short`", "melding", None, slope_of(small, large, of_documents)
    texts = [workloads.one(workloads.messages(1, kb)) for kb in (1024, 10 * 1024)]
    small, large = (Workload(text.name, text.parent, text.name, "short", 1) for text in texts)
    yield "én tekst, `short`", "kB", None, slope_of(small, large, of_kilobytes)


def slope_of(small, large, units):
    return lambda binary: counts.slope(binary, small, large, units)
