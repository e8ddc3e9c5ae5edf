"""Short names of journals that their words do not show: `ApJ`, `PhRvD`, `PNAS`; a list that comes with kg."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.identity.venue_lists import ListedTitle


@cache
def known_titles() -> tuple[ListedTitle, ...]:
    """Return the journals of the list, each with its short names, and with what it was called before."""
    lines = (Path(__file__).parent / "journal_names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple(_listed(title, short) for title, *short in rows)


def _listed(title: str, others: list[str]) -> ListedTitle:
    former = tuple(one.removeprefix("<") for one in others if one.startswith("<"))
    return ListedTitle(title, tuple(one for one in others if not one.startswith("<")), former)
