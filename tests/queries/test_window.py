"""Parts of answers: pages that neither overlap nor leave a row out, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph
import pytest

from kg.engine import LocalEngine, Request, Term
from kg.errors import UsageError
from kg.queries import Catalogue
from kg.queries.window import Order, Window
from kg.store import Store
from kg.web.api.question import CONTROLS

Rows = list[Sequence[Term | None]]


def pages(engine: LocalEngine, request: Request, variables: Sequence[str], size: int, *orders: Order) -> Rows:
    found: Rows = []
    number = 1
    while True:
        part = Window(number, size, orders).rows(engine, request, variables)
        assert len(part) <= size
        found += part.rows
        if not part.cut:
            return found
        assert len(part) == size
        number += 1


TEXTS = {
    "plain": "SELECT ?s ?o WHERE { ?s <https://x.test/p> ?o } ORDER BY DESC(?o) ?s",
    "limited": "SELECT ?s ?o WHERE { ?s <https://x.test/p> ?o } ORDER BY ?o ?s LIMIT 7 OFFSET 2 # LIMIT 1",
    "offset only": "SELECT ?s ?o { ?s <https://x.test/p> ?o } ORDER BY ?o ?s\nOFFSET 5",
    "limit within": "SELECT ?s ?o { { SELECT ?s ?o { ?s <https://x.test/p> ?o } ORDER BY ?o ?s LIMIT 9 } } "
    "ORDER BY ?s",
    "prefixes": "PREFIX x: <https://x.test/>\n# SELECT ?no\nSELECT ?s ?o WHERE { ?s x:p ?o } ORDER BY ?o ?s",
}


@pytest.fixture(scope="module")
def engine() -> LocalEngine:
    store = pyoxigraph.Store()
    predicate = pyoxigraph.NamedNode("https://x.test/p")
    for number in range(23):
        subject = pyoxigraph.NamedNode(f"https://x.test/s{number:02d}")
        value = pyoxigraph.Literal(number % 4) if number % 5 else pyoxigraph.Literal("text")
        store.add(pyoxigraph.Quad(subject, predicate, value))
    return LocalEngine(Store(store, Path()))


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_pages_are_the_answer(name: str, size: int, engine: LocalEngine) -> None:
    request = Request(TEXTS[name])
    whole = engine.solutions(request)
    assert pages(engine, request, whole.variables, size) == whole.rows


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    "orders", [(Order("s", descending=True),), (Order("o"), Order("s")), (Order("o", descending=True),)]
)
def test_sorted_pages_are_the_answer_in_another_order(
    name: str, orders: tuple[Order, ...], engine: LocalEngine
) -> None:
    request = Request(TEXTS[name])
    whole = engine.solutions(request)
    found = pages(engine, request, whole.variables, 4, *orders)
    assert sorted(map(str, found)) == sorted(map(str, whole.rows))
    assert found == Window(orders=orders).rows(engine, request, whole.variables).rows
    column = whole.variables.index(orders[0].column)
    if orders[0].column == "s":
        values = [str(row[column]) for row in found]
        assert values == sorted(values, reverse=orders[0].descending)


def test_an_unknown_column_is_refused(engine: LocalEngine) -> None:
    with pytest.raises(UsageError, match="no column 'x' to sort by; these are: s, o"):
        Window(orders=(Order("x"),)).rows(engine, Request(TEXTS["plain"]), ("s", "o"))


def test_no_parameter_of_a_query_is_called_as_those_of_the_service() -> None:
    for query in Catalogue.read().values():
        assert not {parameter.name for parameter in query.parameters} & set(CONTROLS), query.name


@pytest.mark.parametrize("name", Catalogue.read())
def test_every_canned_query_can_be_cut_and_sorted(name: str, engine: LocalEngine) -> None:
    query = Catalogue.read()[name]
    request = Request(query.text)
    whole = engine.solutions(request)
    window = Window(1, 2, (Order(query.variables[-1], descending=True),))
    assert window.rows(engine, request, query.variables).variables == whole.variables == query.variables
    assert Window(2, 3).rows(engine, request, query.variables).variables == whole.variables
