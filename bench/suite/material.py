"""What two binaries are asked to check: copies, so that nothing outside the folder matters and nothing in it is written."""

import shutil
import zipfile

from suite import workloads
from suite.places import ROOT, WORK, shared

HERE = WORK / "same" / "here"

# Ways to ask of a whole folder, beside formats and languages.
VARIANTS = [
    ["--format=human", "--color=always"],
    ["--format=json", "--law=2025"],
    ["--format=json", "--policies=lokalt"],
    ["--format=human", "--policies=lokalt"],
    ["--format=sarif", "--no-suppressions"],
    ["--format=human", "--show-personal-data"],
    ["--format=short", "--fail-on=never"],
    ["--format=json", "--as-of=2010-06-01"],
    ["--format=json", "--select=avoided-term,no-exemption"],
    ["--format=json", "--ignore=avoided-term"],
    ["--fix=suggested", "--diff"],
    ["--show-files"],
    ["--quiet", "--format=short"],
]

LOCAL = {
    "regel.cedar": '@id("ikke-notater")\n@title("notater deles ikke")\n@severity("error")\n'
    'forbid (principal, action == Action::"disclose", resource == Data::"case-notes");\n',
    "ord.yaml": "taushet: entities/v1\nSystem:\n  velferd: { in: [K2], access: case, audience: [nav-office], processor-agreement: covers-purpose }\n"
    "---\ntaushet: lexicon/v1\nconcepts:\n  lokalt-tiltak: { level: direct, in: [service], terms: [ { nb: nystartordningen } ] }\n",
}

# How files without a marker are read.
OF_FORMATS = """taushet: config/v1
inputs:
  - { paths: ["skrivestotte.json"], as: skrivestotte }
  - { paths: ["gosys-oppgave.json"], as: gosys-oppgave }
  - { paths: ["nks-quicktext.json", "*.flow-meta.xml"], as: nks-quicktext }
  - { paths: ["rutine.docx"], as: routine, with: { actor: nks, title: Kontakt, channel: gosys } }
  - { paths: ["oppgaver.csv"], as: messages, text: "$.beskrivelse", with: { channel: gosys } }
  - { paths: ["**"], as: messages, with: { channel: gosys, from: nks, to: nav-office } }
"""
AS_TEXT = "md txt java kt sql py tsx ttl adoc cls html xml".split()
OF_CORPORA = """taushet: config/v1
inputs:
  - { paths: ["gosys/quicktexts-kom.json", "**/*.flow-meta.xml", "**/*.md-meta.xml"], as: nks-quicktext }
  - { paths: ["messages/skrivestotte.json"], as: skrivestotte }
  - { paths: ["routines/**/*.md"], as: routine, with: { actor: nks, title: Rutine, channel: gosys } }
  - { paths: [%s], format: txt, as: messages, with: { channel: gosys, from: nks, to: nav-office } }
  - { paths: ["**"], as: messages, with: { channel: gosys, from: nks, to: nav-office } }
"""


def gather(corpora):
    """Lays everything out anew. Gives what could not be had."""
    notes = []
    shutil.rmtree(HERE, ignore_errors=True)
    HERE.mkdir(parents=True)
    shutil.copytree(ROOT / "fixtures", HERE / "fixtures", ignore=shutil.ignore_patterns("schemas"))
    notes.append("fixtures/schemas is not read: it holds what reports are held against, and no documents")
    mapped = HERE / "formats"
    shutil.copytree(ROOT / "fixtures" / "formats", mapped)
    (mapped / "taushet.yaml").write_text(OF_FORMATS, encoding="utf-8")
    with zipfile.ZipFile(mapped / "rutine.docx", "w") as word:
        word.write(mapped / "rutine.document.xml", "word/document.xml")
    (HERE / "lokalt").mkdir()
    for name, text in LOCAL.items():
        (HERE / "lokalt" / name).write_text(text, encoding="utf-8")
    texts = shared("corpora", corpora)
    if texts is None:
        notes.append("NOT READ: ../shared/corpora is not present; say where with --corpora")
        return notes
    copy = HERE / "corpora"
    shutil.copytree(texts, copy)
    (copy / "taushet.yaml").write_text(OF_CORPORA % ", ".join(f'"**/*.{end}"' for end in AS_TEXT), encoding="utf-8")
    for path in [copy, *copy.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)
    notes.append(f"{texts} is read: {len(list(below(copy)))} files")
    return notes


def below(folder):
    """Paths of the files in a folder, but for the configuration, in their order."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [str(path.relative_to(folder)) for path in files if path.name != "taushet.yaml"]


def fixtures():
    return [f"fixtures/{path}" for path in below(HERE / "fixtures")]


def fixture_folders():
    return [str(path.relative_to(HERE)) for path in sorted((HERE / "fixtures").iterdir()) if path.is_dir()]


def mapped_folders():
    return [folder for folder in (HERE / "formats", HERE / "corpora") if folder.is_dir()]


def workloads_of(is_quick):
    small = [workloads.empty(), workloads.flows(1), workloads.messages(1), workloads.flows(100), workloads.messages(1000)]
    return small + [workloads.records(20_000)] + ([] if is_quick else [workloads.flows(1000)])


def large_of(is_quick):
    return [] if is_quick else [workloads.messages(10_000), workloads.flows(10_000), workloads.messages(1, 102_400)]
