"""The tour of a large release leaves nothing out: no route, canned query, template or kind of thing."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from starlette.routing import Match, Route

import kg.queries
from kg.engine.template import Template
from kg.queries import Catalogue
from kg.release.search import KINDS
from kg.web.routes import routes
from tests.bench import templates
from tests.bench.tour import NO_QUERIES, largest, tour
from tests.bench.visits import Visit, opened, visited
from tests.conftest import Built


@pytest.fixture(scope="module")
def visits(built_examples: Built) -> list[Visit]:
    edition, _ = opened(built_examples.directory)
    found = list(tour(edition, Catalogue.read()))
    edition.close()
    return found


def answering(path: str) -> Route | None:
    """Return the route that answers a GET of `path`."""
    scope = {"type": "http", "method": "GET", "path": path.partition("?")[0], "headers": []}
    return next((route for route in routes() if route.matches(scope)[0] is Match.FULL), None)


def test_every_route_is_visited_or_asks_nothing(visits: list[Visit]) -> None:
    answered = {route.path for visit in visits if (route := answering(visit.path)) is not None}
    every = {route.path for route in routes()}
    assert every - answered - set(NO_QUERIES) == set()
    assert set(NO_QUERIES) <= every, "a route that is no more"
    assert not answered & set(NO_QUERIES), "a route that is visited all the same"


def test_every_canned_query_is_visited_as_a_form_and_answered(visits: list[Visit]) -> None:
    forms = {visit.path for visit in visits if visit.kind == "query"}
    answered = {visit.path.partition("?")[0] for visit in visits if visit.kind == "query, answered"}
    for name in Catalogue.read():
        assert f"/queries/{name}" in forms
        assert {f"/queries/{name}", f"/queries/{name}.csv"} <= answered


def test_every_parameter_of_a_canned_query_is_given(visits: list[Visit]) -> None:
    answered = [visit.path for visit in visits if visit.kind == "query, answered"]
    for query in Catalogue.read().values():
        given = "&".join(path for path in answered if path.startswith(f"/queries/{query.name}?"))
        for parameter in query.parameters:
            assert f"{parameter.name}=" in given, f"{query.name} is not asked with {parameter.name}"


def test_the_largest_thing_of_every_kind_is_visited(built_examples: Built, visits: list[Visit]) -> None:
    edition, _ = opened(built_examples.directory)
    things = largest(edition)
    edition.close()
    assert {kind.value for kind in KINDS} <= set(things)
    assert {kind.value for kind in KINDS} <= {visit.kind for visit in visits}


def test_every_template_is_asked() -> None:
    known = set(map(id, templates.templates().values()))
    for module in pkgutil.iter_modules(kg.queries.__path__):
        for name, value in vars(importlib.import_module(f"kg.queries.{module.name}")).items():
            parts = value.values() if isinstance(value, dict) else (value,)
            for part in parts:
                assert not isinstance(part, Template) or id(part) in known, (
                    f"{module.name}.{name} is not asked"
                )


def test_what_the_search_index_costs_is_counted(built_examples: Built) -> None:
    path = "/queries/author-search.csv?name=an"
    first, seen = visited(built_examples.directory.path, [Visit("query, answered", path)])
    assert (first.visit.path, seen.status) == ("", 200)
    assert "(the search index)" in {one.text for one in seen.asked}
    assert any("schema:author" in one.text for one in seen.asked)
