"""The results as the book has them: tables in Norwegian, between two markers of a page."""

import statistics

from suite import plan
from suite.places import ROOT
from suite.process import Failed

PAGE = ROOT / "docs" / "src" / "ytelse.md"
BEGIN, END = "<!-- ytelse: begin -->", "<!-- ytelse: end -->"
NONE = "–"
# Every binary by what the tables call it.
NOW, BEFORE = "nå", "før"


def write(text):
    """Puts the tables into the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(replaced(page, text), encoding="utf-8")


def replaced(page, text):
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(BEGIN) > page.index(END):
        raise Failed(f"{PAGE} does not have the lines {BEGIN} and {END}, each once")
    return f"{page[: page.index(BEGIN)]}{BEGIN}\n{text.strip()}\n{page[page.index(END) :]}"


def number(value, digits=0):
    """With a comma, and a space between thousands."""
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",")


def seconds(value):
    if value is None:
        return NONE
    for limit, scale, unit in ((1e-3, 1e6, "µs"), (1, 1e3, "ms")):
        if value < limit:
            return f"{number(value * scale, 1 if value * scale < 100 else 0)} {unit}"
    return f"{number(value, 2)} s"


def size(value):
    return NONE if value is None else f"{number(value / plan.MIB, 0 if value > 100 * plan.MIB else 1)} MiB"


def ratio(values):
    """The median of the rounds, and from which to which."""
    return f"{number(statistics.median(values), 2)} ({number(min(values), 2)}–{number(max(values), 2)})"


def met(is_met):
    return {True: "ja", False: "**nei**", None: NONE}[is_met]


def rows(heads, lines, left=1):
    """A table: the first columns to the left, the others to the right."""
    rule = ["---"] * left + ["---:"] * (len(heads) - left)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [heads, rule, *lines])


def about(machine, loads, before, is_quick, lists):
    said = "; ".join(f"{name}: {value}" for name, value in machine)
    text = f"{said}. Målt med `bench/run{' --quick' if is_quick else ''}`."
    if before:
        text += f" «Før» er {before}."
    text += f" Listene til `rg` har {number(lists[0])} og {number(lists[1])} ord."
    if loads and max(loads) > 1.5:
        text += f" **Maskinen var opptatt med annet** (last {', '.join(number(load, 1) for load in loads)}): les forholdstallene og instruksjonene, ikke sekundene."
    return text


def times(timed, has_before):
    """`timed`: workloads with their times."""
    heads = ["arbeid", *([BEFORE, NOW, "nå/før"] if has_before else [NOW])]
    heads += ["`rg`, noen ord", "nå/`rg`", "`rg`, samme ord", "nå/`rg`", "`cat`", "mål", "nådd"]
    lines = []
    for workload, took in timed:
        now = took.median(NOW)
        cells = [workload.name]
        if has_before:
            cells += [seconds(took.median(BEFORE)), seconds(now), ratio(took.ratios(NOW, BEFORE))]
        else:
            cells.append(seconds(now))
        for search in ("rg", "rg lang"):
            cells += [seconds(took.median(search)), ratio(took.ratios(NOW, search))]
        cells.append(seconds(took.median("cat")))
        lines.append(cells + list(time_target(workload, took)))
    return rows(heads, lines)


def time_target(workload, took):
    if workload.max_seconds is not None:
        return f"≤ {seconds(workload.max_seconds)}", met(took.median(NOW) <= workload.max_seconds)
    if workload.max_of_rg is not None:
        of_rg = statistics.median(took.ratios(NOW, "rg lang"))
        return f"≤ {number(workload.max_of_rg, 1)} × `rg`, samme ord", met(of_rg <= workload.max_of_rg)
    return NONE, NONE


def memory(measured, has_before):
    """`measured`: workloads with the costs of each binary, and their largest file."""
    heads = ["arbeid", *([f"{BEFORE}: minne", f"{BEFORE}: prosessor"] if has_before else []), f"{NOW}: minne", f"{NOW}: prosessor", "mål for minnet", "nådd"]
    lines = []
    for workload, costs, largest in measured:
        cells = [workload.name]
        for name in [BEFORE, NOW] if has_before else [NOW]:
            cells += [size(costs[name].peak), seconds(costs[name].cpu)]
        limit = largest + plan.MAX_BESIDE_FILE if workload.is_large else None
        target = f"≤ filen + {size(plan.MAX_BESIDE_FILE)} = {size(limit)}" if limit else NONE
        lines.append([*cells, target, met(costs[NOW].peak <= limit if limit and costs[NOW].peak else None)])
    return rows(heads, lines)


def instructions(counted, has_before):
    """`counted`: for each kind of work its unit, the limit, and by binary what one unit and the start cost."""
    heads = ["arbeid", "regnet for hver", *([BEFORE] if has_before else []), NOW, *(["nå/før"] if has_before else []), f"{NOW}: oppstart", "mål", "nådd"]
    lines = []
    for name, unit, limit, prices in counted:
        now = prices[NOW]
        if now is None:
            continue
        change = [number(prices[BEFORE].unit), number(now.unit), number(now.unit / prices[BEFORE].unit, 2)] if has_before else [number(now.unit)]
        start = NONE if now.start is None else f"{number(now.start / 1e6, 1)} mill."
        lines.append([name, unit, *change, start, f"≤ {number(limit)}" if limit else NONE, met(now.unit <= limit if limit else None)])
    return rows(heads, lines, left=2) if lines else "Instruksjoner er ikke telt: her er verken `perf` eller `valgrind`."


def growth(grown, has_before):
    """By kind and binary the steps from few documents to many."""
    heads = ["dokumenter", *([f"{BEFORE}: per dokument"] if has_before else []), f"{NOW}: per dokument", "mot de første", "nådd"]
    heads += [*([f"{BEFORE}: minne"] if has_before else []), f"{NOW}: minne", "rapporten", "nådd"]
    lines = []
    for kind, by_name in grown.items():
        _, *steps = by_name[NOW]
        for index, step in enumerate(steps, 1):
            before = by_name[BEFORE][index] if has_before else None
            change, is_steady = against(step, steps[0])
            is_small = step.cost.peak <= plan.MAX_BESIDE_FINDINGS + step.size if step.cost.peak else None
            cells = [f"{kind}, {plan.thousands(step.before.n)} til {plan.thousands(step.n)}", *([each(before)] if before else []), each(step), change, met(is_steady)]
            lines.append(cells + [*([size(before.cost.peak)] if before else []), size(step.cost.peak), size(step.size), met(is_small)])
    return rows(heads, lines)


def each(step):
    cpu = seconds(step.cost.cpu / step.n) if step.cost.cpu else NONE
    counted = step.each()
    return f"{number(counted)} ({cpu})" if counted is not None else f"({cpu})"


def against(step, first):
    """How much more a document costs than where they were fewest."""
    counted, few = step.each(), first.each()
    if step is first or counted is None or not few:
        return NONE, None
    change = counted / few - 1
    return f"{change * 100:+.0f} %".replace("-", "−"), abs(change) <= plan.MAX_GROWTH


def parts(found):
    heads = ["del", "hva", "tid", "MB/s"]
    lines = [[part.group, part.name, seconds(part.seconds), number(part.n_bytes / 1e6 / part.seconds, 1) if part.n_bytes else NONE] for part in found]
    return rows(heads, lines, left=2)
