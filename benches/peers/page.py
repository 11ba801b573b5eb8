"""The page: the section between this benchmark's marks is replaced, everything else is left as it stands."""

from __future__ import annotations

import os
from pathlib import Path

BEGIN = "<!-- begin peers: written by benches/peers/run -->\n"
END = "<!-- end peers -->\n"


def merge(page: str, section: str) -> str:
    """A page with the section replaced, or added at the end."""
    block = f"{BEGIN}\n{section.strip()}\n\n{END}"
    begin = page.find(BEGIN)
    if begin < 0:
        return f"{page.rstrip()}\n\n{block}"
    end = page.find(END, begin)
    if end < 0:
        raise ValueError(f"the page has no {END.strip()!r} after its beginning")
    return page[:begin] + block + page[end + len(END) :]


def write(path: Path, section: str) -> None:
    """Replaces the section in the file, by writing beside it and renaming."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(merge(path.read_text() if path.exists() else "# Benchmarks\n", section))
    os.replace(beside, path)
