"""What a page shows of an answer: how many rows, and when it draws a chart or a network."""

from __future__ import annotations

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from kg.engine import LocalEngine, Request, Solutions
from kg.store import Store
from kg.web.http.links import Links
from kg.web.sparql.shown import MOST_BARS, PAGE_BYTES, Shown, of_solutions, of_triples

BASE = "https://data.example.org/kg/"
LINKS = Links(BASE)
YEAR = '"{}"^^<http://www.w3.org/2001/XMLSchema#gYear>'
DATE = '"{}"^^<http://www.w3.org/2001/XMLSchema#date>'


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> LocalEngine:
    handle = pyoxigraph.Store()
    text = (
        f'<{BASE}person/1> <https://schema.org/name> "Åsa Lind" . '
        f"<{BASE}paper/1> <https://schema.org/about> <{BASE}topic/1> ."
    )
    handle.load(text.encode(), RdfFormat.TURTLE)
    return LocalEngine(Store(handle, tmp_path_factory.mktemp("none")))


def answer(engine: LocalEngine, query: str, limit: int | None = None) -> Shown:
    return of_solutions(query, engine.solutions(Request(query), limit), engine, LINKS)


def test_counts_by_year_are_a_chart_by_year(engine: LocalEngine) -> None:
    rows = " ".join(f"({YEAR.format(year)} {n})" for year, n in ((2019, 1), (2019, 2), (2021, 4)))
    shown = answer(
        engine, f"SELECT ?year (SUM(?n) AS ?papers) {{ VALUES (?year ?n) {{ {rows} }} }} GROUP BY ?year"
    )
    assert shown.chart is not None
    assert "<desc>2019: 3; 2021: 4</desc>" in shown.chart
    assert 'aria-label="Papers by year"' in shown.chart
    assert shown.first == "chart"


def test_dates_without_counts_are_rows_by_year(engine: LocalEngine) -> None:
    rows = " ".join(DATE.format(date) for date in ("2020-01-01", "2020-05-01", "2022-01-01"))
    shown = answer(engine, f"SELECT ?date {{ VALUES ?date {{ {rows} }} }}")
    assert shown.chart is not None
    assert "<desc>2020: 2; 2022: 1</desc>" in shown.chart
    assert shown.first == "table"


def test_counts_are_bars_named_by_their_texts(engine: LocalEngine) -> None:
    values = f'(<{BASE}topic/1> "LG" "Machine Learning" 3) (<{BASE}topic/2> "AI" "Planning" 1)'
    query = (
        "SELECT ?topic ?code ?label (SUM(?n) AS ?papers) "
        f"{{ VALUES (?topic ?code ?label ?n) {{ {values} }} }} "
        "GROUP BY ?topic ?code ?label ORDER BY DESC(?papers)"
    )
    chart = answer(engine, query).chart
    assert chart is not None
    assert "<desc>Machine Learning: 3; Planning: 1</desc>" in chart
    assert 'href="/topic/1"' in chart
    same = answer(engine, query.replace('"Planning"', '"Machine Learning"')).chart
    assert same is not None
    assert "<desc>LG – Machine Learning: 3; AI – Machine Learning: 1</desc>" in same


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?position ?name { VALUES (?position ?name) { (1 'a') (2 'b') } }",  # numbers, but no counts
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }",  # one number is no chart
        f"SELECT ?y {{ VALUES ?y {{ {YEAR.format(2020)} {YEAR.format(2020)} }} }}",  # nor is one year
        "SELECT ?a (SUM(?n) AS ?s) { VALUES (?a ?n) { ('a' -1) ('b' 2) } } GROUP BY ?a",  # less than nothing
        "SELECT ?a { VALUES ?a { 'no' 'rows' } FILTER(false) }",
    ],
)
def test_what_is_no_chart(engine: LocalEngine, query: str) -> None:
    assert answer(engine, query).chart is None


def test_a_long_chart_says_that_it_is_not_all(engine: LocalEngine) -> None:
    rows = " ".join(f"('name {n:02}' {n})" for n in range(40))
    query = (
        f"SELECT ?name (SUM(?n) AS ?s) {{ VALUES (?name ?n) {{ {rows} }} }} GROUP BY ?name ORDER BY DESC(?s)"
    )
    chart = answer(engine, query).chart
    assert chart is not None
    assert chart.count("<rect") == MOST_BARS
    assert f"the first {MOST_BARS}" in chart


def test_two_columns_of_iris_are_a_network_with_the_names_of_the_graph(engine: LocalEngine) -> None:
    values = f"(<{BASE}person/1> <{BASE}person/2>) (<{BASE}person/1> <{BASE}person/3>)"
    shown = answer(engine, f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
    assert shown.network is not None
    assert "Åsa Lind – person/2" in shown.network
    assert shown.network.count("<circle") == 3
    assert not shown.partial
    one = answer(engine, f"SELECT ?a ?name {{ VALUES (?a ?name) {{ (<{BASE}person/1> 'A') }} }}")
    assert one.network is None


def test_a_graph_is_a_network_named_by_its_own_labels(engine: LocalEngine) -> None:
    query = (
        "CONSTRUCT { ?s ?p ?o . ?s <https://schema.org/name> 'Own name' } "
        f"WHERE {{ <{BASE}paper/1> ?p ?o . ?s ?p ?o }}"
    )
    triples = [(t.subject, t.predicate, t.object) for t in engine.graph(Request(query))]
    shown = of_triples(triples, False, engine, LINKS)
    assert shown.network is not None
    assert "Own name schema:about topic/1" in shown.network
    assert (shown.found, shown.whole, shown.first) == (2, True, "network")


def test_rows_that_do_not_fit_are_left_out_and_counted() -> None:
    handle = LocalEngine(Store(pyoxigraph.Store(), Store.__module__))  # type: ignore[arg-type]  # never read
    text = "x" * (PAGE_BYTES // 10)
    found = handle.solutions(
        Request(f"SELECT ?t {{ VALUES ?n {{ {' '.join(map(str, range(30)))} }} BIND('{text}' AS ?t) }}")
    )
    shown = of_solutions("", found, handle, LINKS)
    assert (len(shown.rows), shown.found, shown.cut, shown.whole) == (9, 30, False, False)
    assert of_solutions("", Solutions(("t",), found.rows[:1], cut=True), handle, LINKS).whole is False
    huge = Solutions(("t",), [(pyoxigraph.Literal("x" * 2 * PAGE_BYTES),)])
    assert len(of_solutions("", huge, handle, LINKS).rows) == 1
