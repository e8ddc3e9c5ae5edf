"""Queries that are told what they can be about, so that they look at that alone; the answer is the same.

Their files have a group `{ SELECT DISTINCT ?thing WHERE { … } }`, which finds all there are. In its place
come the few that the search index knows (`#+ found: author by name`), or those of the answer at hand without
the argument (`#+ ranked: author by papers from least`): who is among the first hundred of at least ten papers
is among the first hundred of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode

from kg.engine import Engine, Request
from kg.engine.template import Template
from kg.errors import QueryLimitExceeded
from kg.release.search import EntryKind, SearchIndex

MOST_FOUND: Final = 1000
"""Persons, and teams, that are named in a query: as many as a query that is so narrowed gives rows."""
MOST_PAPERS: Final = 20_000
"""Papers that are named in a query: past that reading all titles costs no more."""
PAPER: Final = "paper"
_LIMIT: Final = re.compile(r"\bLIMIT ([0-9]+)")


def found(request: Request, variable: str, texts: Iterable[str], index: SearchIndex) -> Request:
    """Return a query about those things alone that the search index finds for `texts`.

    An author has one of them in a name, a paper all of them in its title.
    """
    wanted = [text for text in texts if text.strip()]
    try:
        iris = index.titled(wanted, MOST_PAPERS) if variable == PAPER else _authors(wanted, index)
    except QueryLimitExceeded:  # on a busy machine; the graph knows as well, and has its own limits
        return request
    return request if iris is None else _about(request, variable, iris)


def _authors(texts: Sequence[str], index: SearchIndex) -> list[str] | None:
    iris: dict[str, None] = {}
    for text in texts:
        some = index.holding(text, (EntryKind.PERSON, EntryKind.TEAM), MOST_FOUND)
        if some is None:
            return None
        iris |= dict.fromkeys(some)
    return list(iris)


def ranked(request: Request, whole: str, names: tuple[str, str], least: int, engine: Engine) -> Request:
    """Return a query about those alone whom its answer without an argument has, where nobody else can be.

    `whole` is the text of that: a list of the first by a number, the column `names[1]` of things `names[0]`.
    Where it is not full, there may be others of fewer than the last in it.
    """
    limit = _LIMIT.search(whole)
    kept = engine.solutions(Request(whole))
    thing, number = (kept.variables.index(name) for name in names)
    last = int(getattr(kept.rows[-1][number], "value", "0")) if kept.rows else 0
    full = limit is not None and len(kept) == int(limit[1])
    if not full and least < max(last, 1):
        return request
    return _about(request, names[0], [getattr(row[thing], "value", "") for row in kept.rows])


def _about(request: Request, variable: str, iris: Iterable[str]) -> Request:
    return replace(request, text=Template.narrowed(request.text, variable, map(NamedNode, iris)))
