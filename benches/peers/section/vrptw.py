"""VRPTW: gaps to the best known distances, solver by solver, and ours against each."""

from __future__ import annotations

from cases import Case
from section.table import NAMES, listed, mean, solvers, table

# Distances have one decimal; closer than this they are equal.
EQUAL = 0.05


def vrptw(rows: list[dict], cases: list[Case]) -> str:
    """A row for each file below means by size and a duel with each peer."""
    known = {case.name: case for case in cases if case.best_known}
    rows = [row for row in rows if row["case"] in known]
    if not rows:
        return ""
    keys = solvers(rows)
    names = [name for name in known if any(row["case"] == name for row in rows)]
    found = {name: {key: _distance(rows, name, key) for key in keys} for name in names}
    lines = []
    for name in names:
        best = known[name].best_known or 0.0
        lines.append([name, f"{best:.1f}", *(_cell(found[name][key], best) for key in keys)])
    intro = (
        "DIMACS convention: distances truncated to one decimal, a free fleet up to the number of vehicles in the file, "
        "least distance. Gaps are to the best known distance. Where an answer breaks a rule or leaves a customer out it "
        "has no gap; a mean over fewer files than there are says so."
    )
    headers = [NAMES[key] for key in keys]
    return "\n\n".join(
        part
        for part in [
            "### Vehicle routing with time windows",
            intro,
            duels(found),
            table(["customers", "files", *headers], _sizes(found, known, keys)),
            table(["file", "best known", *headers], lines),
        ]
        if part
    )


def _distance(rows: list[dict], name: str, key: str) -> float | None:
    """The mean of its runs; none if one of them is no answer."""
    own = [row for row in rows if row["case"] == name and row["solver"] == key]
    clean = [row for row in own if "error" not in row and not row["faults"] and not row["figures"]["unserved"]]
    return mean([row["figures"]["distance"] for row in own]) if own and len(clean) == len(own) else None


def _cell(distance: float | None, best: float) -> str:
    return "-" if distance is None else _percent(distance / best - 1)


def _percent(share: float) -> str:
    return f"{share:+.2%}".replace("%", " %")


def duels(found: dict[str, dict[str, float | None]]) -> str:
    """On how many files ours is better than each peer, equal, and worse, with the names of those where it is worse."""
    lines = []
    peers = {key for distances in found.values() for key in distances if key != "rota"}
    for key in (key for key in NAMES if key in peers):
        pairs = {name: (distances.get("rota"), distances.get(key)) for name, distances in found.items()}
        both = {name: (ours, its) for name, (ours, its) in pairs.items() if ours is not None and its is not None}
        better = [name for name, (ours, its) in both.items() if ours < its - EQUAL]
        worse = [name for name, (ours, its) in both.items() if ours > its + EQUAL]
        equal = len(both) - len(better) - len(worse)
        against = f" ({listed(worse)})" if worse else ""
        missing = sum(its is None for _, its in pairs.values())
        none = f" It has no whole answer to {missing} of {len(pairs)} files." if missing else ""
        line = f"- {NAMES[key]}: rota is better on {len(better)}, equal on {equal}, worse on {len(worse)}{against}."
        lines.append(line + none)
    return "\n".join(lines)


def _sizes(found: dict[str, dict[str, float | None]], known: dict[str, Case], keys: list[str]) -> list[list[str]]:
    """Mean gaps by size."""
    lines = []
    for size in sorted({_size(name) for name in found}):
        names = [name for name in found if _size(name) == size]
        cells = []
        for key in keys:
            answers = [(found[name][key], known[name].best_known or 1.0) for name in names]
            gaps = [distance / best - 1 for distance, best in answers if distance is not None]
            fewer = f" ({len(gaps)} of {len(names)})" if len(gaps) < len(names) else ""
            cells.append(_percent(mean(gaps)) + fewer if gaps else "-")
        lines.append([str(size), str(len(names)), *cells])
    return lines


def _size(name: str) -> int:
    """Customers, by the name: `R1_4_5` has 400, `R101` 100."""
    return int(name.split("_")[1]) * 100 if "_" in name else 100
