"""Home-care days and the week, solver by solver, with who is ahead of whom."""

from __future__ import annotations

from section.table import NAMES, listed, mean, number, solvers, table

FIGURES = [
    ("unserved", "visits not served", number),
    ("half_served", "of these half-served", number),
    ("travel_minutes", "travel min", "{:.1f}".format),
    ("carers_per_client", "carers per client", "{:.2f}".format),
    ("main_carer_share", "main carer's share", "{:.2f}".format),
]
"""Names in results, titles, and how they are written."""


def homecare(rows: list[dict]) -> str:
    """All cases in one table, below a sentence on each."""
    lines, verdicts = [], []
    for case in dict.fromkeys(row["case"] for row in rows):
        own = [row for row in rows if row["case"] == case]
        means = {key: _means([row for row in own if row["solver"] == key]) for key in solvers(own)}
        verdicts.append(verdict(case, {key: found for key, found in means.items() if found}))
        lines += [_line(case, key, [row for row in own if row["solver"] == key]) for key in means]
    if not rows:
        return ""
    headers = ["case", "by", "runs", *(title for _, title, _ in FIGURES), "faults"]
    text = "\n".join(f"- {one}" for one in verdicts if one)
    return f"### Home care\n\n{text}\n\n{table(headers, lines, left=2)}"


def verdict(case: str, means: dict[str, dict[str, float]]) -> str:
    """Who is ahead of ours and who behind: visits not served first, then travel; faults come before both."""
    own = means.get("rota_travel") or means.get("rota")
    peers = {key: found for key, found in means.items() if not key.startswith("rota")}
    if own is None or not peers:
        return ""
    title = NAMES["rota_travel" if "rota_travel" in means else "rota"]
    ahead = [NAMES[key] for key, found in peers.items() if _rank(found) < _rank(own)]
    behind = [NAMES[key] for key, found in peers.items() if _rank(found) > _rank(own)]
    best = min(peers, key=lambda key: _rank(peers[key]))
    place = f"{title} is ahead of {listed(behind)}" if behind else f"{title} is ahead of nobody"
    loses = f", and behind {listed(ahead)}" if ahead else ""
    text = f"`{case}`: {place}{loses}. It leaves out {_short(own)}; the best peer, {NAMES[best]}, {_short(peers[best])}."
    if "rota_travel" not in means or "rota" not in means:
        return text
    priced, name = means["rota"], "carers_per_client"
    fewer = [
        f"{NAMES[key]} ({found[name]:.1f}, with {number(found['unserved'])} visits not served)"
        for key, found in peers.items()
        if found[name] < priced[name]
    ]
    return (
        f"{text} With continuity priced, rota sends {priced[name]:.1f} carers to a client, at "
        f"{priced['travel_minutes']:.0f} min and with {number(priced['unserved'])} visits not served; {NAMES[best]} sends "
        f"{peers[best][name]:.1f}. Fewer than rota: {listed(fewer) if fewer else 'nobody'}."
    )


def _rank(found: dict[str, float]) -> tuple[float, float, float]:
    return found["faults"], round(found["unserved"], 6), round(found["travel_minutes"], 1)


def _short(found: dict[str, float]) -> str:
    half = f" ({number(found['half_served'])} half-served)" if found["half_served"] else ""
    return f"{number(found['unserved'])} visits{half} with {found['travel_minutes']:.0f} min of travel"


def _means(rows: list[dict]) -> dict[str, float]:
    """Of the runs with an answer; empty without one."""
    ran = [row for row in rows if "error" not in row]
    if not ran:
        return {}
    names = [name for name, _, _ in FIGURES]
    figures = {name: mean([row["figures"][name] for row in ran]) for name in names}
    return {**figures, "faults": sum(row["faults"] for row in ran)}


def _line(case: str, key: str, rows: list[dict]) -> list[str]:
    found = _means(rows)
    if not found:
        return [case, NAMES[key], "0", "no answer", *["-"] * len(FIGURES)]
    cells = [written(found[name]) for name, _, written in FIGURES]
    runs = sum("error" not in row for row in rows)
    return [case, NAMES[key], str(runs), *cells, str(round(found["faults"]))]
