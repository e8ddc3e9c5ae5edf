"""The step after the load: canned queries that read the whole graph are asked once, for all who will ask.

Their files say so (`#+ answered: when built`). What is kept is the answer without arguments; one that is
longer than `MOST_BYTES` is not, as every process that answers queries holds all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import QueryResultsFormat

from kg.engine import LocalEngine, Request
from kg.engine.answers import Answers
from kg.resources import folder
from kg.store import Store

MARK: Final = "#+ answered: when built"
MOST_BYTES: Final = 2_000_000


def answered(store_path: Path) -> Answers:
    """Return the answers of the canned queries that are to be at hand.

    Raises:
        ReleaseDamaged: the store cannot be read.
        QueryError: one of them cannot be answered.
    """
    engine = LocalEngine(Store.open(store_path))
    found = {text: engine.answer(Request(text), QueryResultsFormat.JSON) for text in marked()}
    return Answers.made({text: answer for text, answer in found.items() if len(answer) <= MOST_BYTES})


def marked() -> Iterator[str]:
    """Yield the texts of these queries."""
    for path in sorted(folder("queries").glob("*.rq")):
        text = path.read_text("utf-8")
        if MARK in text.splitlines():
            yield text
