"""What one query may use, and what a query may look like at all."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Final

from kg.engine.text import bare
from kg.errors import QueryForbidden, QueryLimitExceeded

MEBIBYTE: Final = 1024 * 1024
_PAIRS: Final = {"{": "}", "(": ")", "[": "]"}
# What makes a planner work: the ends of triple patterns, lists of objects, and joins of groups.
_PARTS: Final = re.compile(
    r"[{}()\[\]]|;|,|(?<![\w.])\.|\.(?![\w.])|\b(?:UNION|OPTIONAL|MINUS|EXISTS|LATERAL)\b", re.IGNORECASE
)


USUAL_WORKERS: Final = max(2, os.cpu_count() or 1) + 1
"""One for each processor, and one for those who come while all others are busy."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a pool of workers.

    Attributes:
        seconds: from the moment a worker takes the query, parsing and planning included, to the last
            byte of its answer. It may wait twice as long for a worker before.
        memory_bytes: address space of one worker (`RLIMIT_AS`); 2 GiB suffice to group 20 million triples.
        answer_bytes: size of one serialised answer. A larger one is refused whole, never cut.
        query_bytes: length of a query's text in UTF-8.
        nesting: depth of brackets of any kind. A few thousand end the process that parses them.
        patterns: triple patterns, UNION, OPTIONAL, MINUS and EXISTS together, counted by their marks.
            The planner's time grows with a power of their number: 250 patterns in one group take it 18 s.
        queue: how many queries may wait for a worker.
        per_client: how many queries of one client may run or wait.
        spool_bytes: all answers together that are not sent yet.
    """

    seconds: float = 30
    memory_bytes: int = 3 * 1024 * MEBIBYTE
    answer_bytes: int = 256 * MEBIBYTE
    query_bytes: int = 32 * 1024
    nesting: int = 100
    patterns: int = 200
    queue: int = 256
    per_client: int = 64
    spool_bytes: int = 4 * 1024 * MEBIBYTE

    @property
    def waiting_seconds(self) -> float:
        """Seconds for which a query may wait: long enough for the slowest before it to be stopped."""
        return 2 * self.seconds


def refuse_long(text: str, limits: Limits) -> None:
    """Refuse a query that is longer than the limits say.

    Raises:
        QueryLimitExceeded: with the limit `query bytes`.
        QueryForbidden: the text cannot be written in UTF-8.
    """
    try:
        size = len(text) if text.isascii() else len(text.encode())
    except UnicodeEncodeError as error:
        raise QueryForbidden("the query holds a surrogate, which is no character") from error
    if size > limits.query_bytes:
        raise QueryLimitExceeded(
            "query bytes", limits.query_bytes, f"the query is longer than {limits.query_bytes:,} bytes"
        )


def refuse_oversized(text: str, limits: Limits) -> None:
    """Refuse a query that is too long, too deep or too wide to be parsed and planned safely.

    Raises:
        QueryLimitExceeded: with the limit `query bytes`, `nesting` or `patterns`.
        QueryForbidden: the text cannot be written in UTF-8.
    """
    refuse_long(text, limits)
    # What is in the text at most; hardly any honest query comes near the limits.
    brackets = text.count("{") + text.count("(") + text.count("[")
    if brackets <= limits.nesting and brackets + _marks(text) <= limits.patterns:
        return
    deepest, patterns = _extent(text)
    if deepest > limits.nesting:
        raise QueryLimitExceeded(
            "nesting", limits.nesting, f"the query's brackets are nested deeper than {limits.nesting} levels"
        )
    if patterns > limits.patterns:
        raise QueryLimitExceeded(
            "patterns",
            limits.patterns,
            f"the query has more than {limits.patterns} patterns; ask in several queries",
        )


def _marks(text: str) -> int:
    return text.count(".") + text.count(";") + text.count(",")


def _extent(text: str) -> tuple[int, int]:
    """Return how deep the brackets of a query are nested, and how many parts its planner has to order."""
    opened: list[str] = []
    deepest = patterns = 0
    for found in _PARTS.finditer(bare(text)):
        mark = found[0]
        if mark in _PAIRS:
            opened.append(mark)
            deepest = max(deepest, len(opened))
        elif mark in ")]}":
            if opened:
                opened.pop()
        elif mark != "," or not opened or opened[-1] != "(":  # commas of arguments and lists cost nothing
            patterns += 1
    return deepest, patterns
