"""Why a query has no rows: what it costs to find out; the causes are in `tests/cli/test_query.py`."""

from __future__ import annotations

import pytest

from kg.engine import LocalEngine, Request, Solutions
from kg.errors import QueryLimitExceeded
from kg.queries import Catalogue, reason
from kg.queries.emptiness import asking_for_any
from tests.queries.answering import first_answer


class Tired:
    """An engine that ends every question at its limit."""

    def solutions(self, request: Request, limit: int | None = None) -> Solutions:
        raise QueryLimitExceeded("seconds", 1, "too long")

    def ask(self, request: Request) -> bool:
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


@pytest.mark.parametrize("name", Catalogue.read())
def test_whether_there_are_rows_is_asked_without_putting_them_in_order(
    name: str, engine: LocalEngine
) -> None:
    query = Catalogue.read()[name]
    arguments, rows = first_answer(engine, query)
    asking = asking_for_any(query.resolve(arguments, engine).text)
    if asking is None:
        assert "HAVING" in query.text
    else:
        assert engine.ask(Request(asking)) == bool(rows)


@pytest.mark.parametrize(
    "text",
    ["SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(COUNT(*) > 5)"],
)
def test_rows_that_the_pattern_alone_does_not_tell_of(text: str) -> None:
    assert asking_for_any(text) is None
