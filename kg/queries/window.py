"""A part of an answer: sorted by columns, and cut into pages that neither overlap nor leave a row out.

A canned query ends in a total order, so that its pages are stable; sorted otherwise, all other columns follow
the ones that are asked for. A page is cut in the query itself (SPARQL 1.1, section 15), so that no more is
sent than it holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.engine import Engine, QueryForm, Request, Solutions
from kg.engine.query_text import bare
from kg.errors import UsageError

_SELECT: Final = re.compile(r"\bSELECT\b", re.IGNORECASE)
_SLICE: Final = re.compile(r"\b(LIMIT|OFFSET)\s++([0-9]++)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Order:
    """A column to sort by."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of an answer are wanted: those of a page, counted from 1, of `size` rows; None: all."""

    number: int = 1
    size: int | None = None
    orders: tuple[Order, ...] = ()

    def rows(self, engine: Engine, request: Request, variables: Sequence[str]) -> Solutions:
        """Return the rows of the window of a SELECT with the columns `variables`; `cut` if there are more.

        Raises:
            UsageError: there is no such column, or the query is no SELECT.
            QueryError: it could not be evaluated.
        """
        request.expect(QueryForm.SELECT)
        text = self._sorted(request.text, variables) if self.orders else request.text
        if self.size is None:
            return engine.solutions(replace(request, text=text))
        sliced, most = _sliced(text, (self.number - 1) * self.size, self.size + 1)
        return engine.solutions(replace(request, text=sliced), min(most, self.size))

    def of(self, found: Solutions) -> Solutions:
        """Return the rows of the window of an answer that reaches to its end at least."""
        if self.size is None:
            return found
        rows = found.rows[(self.number - 1) * self.size :]
        return replace(found, rows=rows[: self.size], cut=len(rows) > self.size or found.cut)

    def begins(self, rows: int) -> bool:
        """Tell whether it lies in the first `rows` of the answer as it is."""
        return not self.orders and self.end is not None and self.end <= rows

    @property
    def end(self) -> int | None:
        """How many rows there are up to its end; None: all."""
        return None if self.size is None else self.number * self.size

    def _sorted(self, text: str, variables: Sequence[str]) -> str:
        for order in self.orders:
            if order.column not in variables:
                known = ", ".join(variables)
                raise UsageError(f"there is no column {order.column!r} to sort by; these are: {known}")
        match = _SELECT.search(bare(text))
        assert match is not None  # as it is a SELECT
        columns = " ".join(f"?{name}" for name in variables)
        keys = [f"{'DESC' if order.descending else 'ASC'}(?{order.column})" for order in self.orders]
        # what compares as equal, or not at all, is told apart by its text
        keys += [f"STR(?{name})" for name in variables]
        prologue, body = text[: match.start()], text[match.start() :].rstrip()
        return f"{prologue}SELECT {columns} WHERE {{ {{\n{body}\n}} }}\nORDER BY {' '.join(keys)}\n"


def _sliced(text: str, offset: int, limit: int) -> tuple[str, int]:
    """Return a query for a slice of the answer of `text`, itself perhaps one; and how long it can be."""
    plain = bare(text)
    end = plain.rindex("}") + 1
    own = {name.upper(): int(number) for name, number in _SLICE.findall(plain[end:])}
    tail = [text[end:][match.start() : match.end()] for match in _SLICE.finditer(plain[end:])]
    rest = text[end:]
    for part in tail:
        rest = rest.replace(part, "", 1)
    if "LIMIT" in own:
        limit = max(0, min(limit, own["LIMIT"] - offset))
    return f"{text[:end]}{rest.rstrip()}\nLIMIT {limit} OFFSET {own.get('OFFSET', 0) + offset}\n", limit
