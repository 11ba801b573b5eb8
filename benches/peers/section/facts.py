"""When, on what and with which versions, and what each solver could not be told."""

from __future__ import annotations

from adapters import PEERS
from section.table import NAMES, mean, solvers, table

OURS = {
    "rota": "in a week it weighs continuity against travel, 90 s for each carer of a client",
    "rota_travel": "the week with travel alone, the question that peers answer",
}


def facts(rows: list[dict]) -> str:
    """The line below the heading."""
    dates = sorted({row["date"] for row in rows})
    seeds = max(row["seed"] for row in rows)
    when = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
    return (
        f"{when}, {rows[0]['cores']} cores, {rows[0]['seconds']} s for each run, {seeds} seed{'s' * (seeds > 1)}, all on "
        "one machine, one run at a time in a process of its own. Solvers whose runs do not differ run once. Every figure "
        "is worked out from the routes alone by one checker, ours by the same; no solver's own word counts. Means of the "
        "runs; lower is better but for the main carer's share."
    )


def told(rows: list[dict]) -> str:
    """What each solver is, used, and could not express."""
    notes = {**OURS, **{peer.key: _note(peer.key) for peer in PEERS}}
    lines = []
    for key in solvers(rows):
        own = [row for row in rows if row["solver"] == key]
        ran = [row for row in own if "error" not in row]
        had = f"{mean([row['cores_had'] for row in ran]):.1f}" if ran else "-"
        took = f"{mean([row['elapsed'] for row in ran]):.0f} s" if ran else "-"
        lines.append([NAMES[key], own[-1]["version"], notes[key], had, took, str(len(ran))])
    moments = (
        "A double-up's moment: the peer first plans with both halves free, in a third of its time; the mean of the two "
        "starts is then the only one allowed in the rest, so that both carers come together. A week day by day: each day "
        "has a seventh of the time; of a peer on one core, as many days as there are cores are planned side by side. A "
        "double-up that only one carer comes to is half-served, and counts as not served too."
    )
    headers = ["solver", "version", "what it was told, and could not be told", "cores it had", "time it took", "runs"]
    aligned = table(headers, lines, left=3)
    return f"{aligned}\n\n{moments}"


def _note(key: str) -> str:
    """Threads, week, and the rest."""
    one = next(peer for peer in PEERS if peer.key == key)
    cores = "all cores" if one.threads else "one core only"
    return f"{cores}; {'the week at once' if one.whole_week else 'the week day by day'}; {one.note}"
