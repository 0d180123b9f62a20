"""Flows and messages drawn by a seed, for where `../shared/perf` is not present: alike in kind, not in text.

Facts are drawn so that every verdict occurs, about one message in three has a word that reveals, one in five a near miss.
"""

import json
import random

KINDS = ["finance-department", "debt-collector", "landlord", "child-welfare", "police", "school", "health-service", "bank"]
DATA = ["name", "national-id", "address", "phone", "client-relationship", "loan-amount", "income", "debt", "case-notes"]
PURPOSES = ["loan-recovery", "follow-up", "financial-assistance", "child-protection", "locating-person", "statistics"]
BASES = ["fvl-13b-2", "fvl-13b-5", "fvl-13a-1-consent", "fvl-13b-4", "sotjl-45-2", "sotjl-44-4"]
ASSESSED = ["individual", "necessary", "no-alternative", "minimised", "documented", "promotes-sender-tasks"]
ORDINARY = (
    "og i det på som er en av at den med for ikke de har et om fra kan vi du deg skal vil må når hvis bruker ønsker kontakt "
    "søknaden vedtak brev svar melding opplysninger frist klage veileder gjelder måned uke dag samtale møte skjema vedlegg "
    "beløp kroner senest før etter derfor også bare sender mottatt trenger behandle ringe lese nettsiden personvern vurdering"
).split()
REVEALING = (
    "husleie husleien depositum sosialhjelp sosialhjelpen kvalifiseringsprogrammet gjeldsrådgiver kontoutskrift nødhjelp "
    "krisesenter avrusning barnevernet tannlegebehandling kostnadsoverslag lønnsslipp"
).split() + ["uten bolig", "økonomisk stønad", "individuell plan"]
NEAR = "innboksen automatikk informasjonen virus garantipensjon fengslende innbygger materiell rusle planlegger".split()
NOTES = ["Sendes hver natt, avvik meldes samme dag.", "Fritekst vaskes før utsending.", "Under revisjon."]


def spread(out, index, name):
    """A file's place: at most a thousand in each folder."""
    folder = out / f"{index // 1000:03d}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


def flows(out, seed, n, flows):
    rng = random.Random(seed)
    for index in range(n):
        text = flow_file(rng, max(1, round(rng.gauss(flows, 2))))
        spread(out, index, f"flow-{index:05d}.yaml").write_text(text, encoding="utf-8")


def flow_file(rng, n):
    municipality = f"{rng.randint(301, 5636):04d}"
    recipients = {f"mottaker-{index}": rng.choice(KINDS) for index in range(9)}
    lines = ["taushet: flows/v1", "parties:", f'  nav: {{ kind: nav-office, municipality: "{municipality}" }}']
    lines += [f'  {id}: {{ kind: {kind}, municipality: "{municipality}" }}' for id, kind in recipients.items()]
    lines += ["systems:", "  fag: { access: case, audience: [nav-office], processor-agreement: covers-purpose }", "flows:"]
    for index in range(n):
        lines += flow(rng, f"flyt-{index:02d}", *rng.choice(list(recipients.items())))
    return "\n".join(lines) + "\n"


def flow(rng, name, recipient, kind):
    purpose = rng.choice(PURPOSES)
    yield from (f"  {name}:", "    from: nav", f"    to: {recipient}", f"    purpose: {quoted(rng, purpose)}")
    yield f"    data: [{', '.join(rng.sample(DATA, rng.randint(2, 7)))}]"
    if rng.random() < 0.6:
        yield f"    via: {rng.choice(['fag', 'gosys'])}"
    if rng.random() < 0.8:
        yield f"    basis: {rng.choice(BASES)}"
    if rng.random() < 0.3:
        yield f"    initiative: {rng.choice(['request', 'order'])}"
    if rng.random() < 0.8:
        assessed = (f"{key}: {'true' if rng.random() < 0.9 else 'false'}" for key in ASSESSED if rng.random() < 0.9)
        yield f"    assessment: {{ {', '.join(assessed)} }}   # fra journalen"
    if purpose == "loan-recovery":
        yield from ("    loan:", "      social-loan: true", f"      sold: {'true' if rng.random() < 0.05 else 'false'}")
        yield f"    date: 2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    if kind == "child-welfare":
        yield "    ground: neglect"
    if rng.random() < 0.4:
        yield f"    note: {quoted(rng, rng.choice(NOTES))}"


def quoted(rng, text):
    mark = rng.choice(["", "", "", '"', "'"])
    return f"{mark}{text}{mark}"


def messages(out, seed, n, kb=1):
    rng = random.Random(seed)
    for index in range(n):
        head = f"---\ntaushet: messages/v1\nid: m{index}\nchannel: gosys\nfrom: nks\nto: nav-office\n"
        head += f"theme: {rng.choice(['DAG', 'KOM', 'UFO'])}\n---\n"
        name = f"melding-{index:05d}.{'md' if index % 2 else 'txt'}"
        spread(out, index, name).write_text(head + prose(rng, int(kb * 1024)), encoding="utf-8")


def records(out, seed, jsonl):
    rng = random.Random(seed)
    with out.open("w", encoding="utf-8") as file:
        for index in range(jsonl):
            record = {"id": index, "tema": rng.choice(["KOM", "DAG", "UFO", "SYK"]), "beskrivelse": prose(rng, 300)}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def prose(rng, size):
    """Sentences of at least so many bytes. A small text reveals once at most, a large one as often as many small."""
    lines, length, reveals, nears = [], 0, rng.random() < 0.33, rng.random() < 0.2
    while length < size:
        words = [rng.choice(ORDINARY) for _ in range(rng.randint(6, 18))]
        if reveals and rng.random() < 0.1:
            words.insert(rng.randrange(len(words)), rng.choice(REVEALING))
            reveals = size > 4096
        if nears and rng.random() < 0.1:
            words.insert(rng.randrange(len(words)), rng.choice(NEAR))
            nears = size > 4096
        lines.append(" ".join(words).capitalize() + ".")
        length += len(lines[-1].encode()) + 1
    return "\n".join(lines) + "\n"
