"""Why a query has no rows, where finding out takes too long; the causes are in `tests/cli/test_query.py`."""

from __future__ import annotations

import pytest

from kg.engine import LocalEngine, Request, Solutions
from kg.errors import QueryLimitExceeded
from kg.queries import Catalogue, reason


class Tired:
    """An engine that ends every question at its limit."""

    def solutions(self, request: Request, limit: int | None = None) -> Solutions:
        raise QueryLimitExceeded("seconds", 1, "too long")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("papers-newest", {"year": ["1850"]}),
        ("paper-search", {"word": ["weirs", "none"]}),
        ("papers-by-status", {"kind": ["lost"]}),
    ],
)
def test_no_cause_is_named_that_was_not_found_to_be_one(name: str, arguments: dict[str, list[str]]) -> None:
    engine: LocalEngine = Tired()  # type: ignore[assignment]  # only what is asked of it
    assert reason(Catalogue.read()[name], arguments, engine) == "Nothing matches all that is asked for."
