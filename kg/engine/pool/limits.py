"""What one query may use, and what a query may look like at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

from kg.engine.pool.extent import extent
from kg.errors import QueryForbidden, QueryLimitExceeded

MEBIBYTE: Final = 1024 * 1024
# Whatever a text of so many characters holds is planned at once.
_SHORT: Final = 128

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
        joined: what is joined in one group: patterns, steps of paths, items of lists, OPTIONALs, groups
            within. The planner's time grows with the fourth power of their number.
        patterns: the same of all groups together.
        operators: operators, filters, bindings and named expressions. What they take grows with the square.
        queue: how many queries may wait for a worker.
        per_client: how many queries of one client may run or wait.
        spool_bytes: all large answers together that are made or not sent yet; a quarter of it for one client.
    """

    seconds: float = 30
    memory_bytes: int = 3 * 1024 * MEBIBYTE
    answer_bytes: int = 256 * MEBIBYTE
    query_bytes: int = 100 * 1024
    nesting: int = 100
    joined: int = 64
    patterns: int = 320
    operators: int = 1000
    queue: int = 256
    per_client: int = 64
    spool_bytes: int = 2 * 1024 * MEBIBYTE

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
        QueryLimitExceeded: with the limit `query bytes`, `nesting`, `joined`, `patterns` or `operators`.
        QueryForbidden: the text cannot be written in UTF-8.
    """
    refuse_long(text, limits)
    # There are no more of anything than there are characters.
    if len(text) <= max(_SHORT, min(limits.nesting, limits.joined, limits.patterns, limits.operators)):
        return
    found = extent(text)
    for limit, value, most, what in (
        ("nesting", found.nesting, limits.nesting, "the query's brackets are nested deeper than {} levels"),
        ("joined", found.joined, limits.joined, "a group of the query joins more than {} patterns and steps"),
        ("patterns", found.parts, limits.patterns, "the query has more than {} patterns and steps"),
        ("operators", found.operators, limits.operators, "the query has more than {} operators and names"),
    ):
        if value > most:
            advice = "" if limit == "nesting" else "; ask in several queries, or with VALUES"
            raise QueryLimitExceeded(limit, most, what.format(f"{most:,}") + advice)
