"""How much there is to plan in a query: counted by its tokens, and bounded so that no plan takes long."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.pool import Limits, refuse_oversized
from kg.engine.pool.extent import Extent, extent
from kg.errors import QueryLimitExceeded
from kg.queries import Catalogue
from tests.bench.planning import measured
from tests.engine.pool.shapes import SHAPES, largest

pytestmark = pytest.mark.long

CATALOGUE = Catalogue.read()
COSTLY = (
    "star", "properties", "optionals in a star", "optionals with filters", "groups", "unions in a join",
    "filters between patterns", "items that are variables", "blank nodes", "lists in each other", "steps",
    "conjunctions of equations", "disjunctions of sets", "a set of variables", "named expressions in a chain",
    "aggregates that differ", "columns", "annotations",
)  # fmt: skip
"""The shapes that cost most for what they count; all of them are measured by `tests.bench.planning`."""


@pytest.mark.parametrize(
    ("text", "joined", "parts", "operators"),
    [
        ("ASK { ?s ?p ?o }", 0, 0, 0),
        ("ASK { ?s ?p ?o . ?s a <e:b/c;d.e> , 'x;y.z' ; ?q \"a,b\" }", 3, 3, 0),
        ("PREFIX e: <http://e.e/a;b> SELECT ?x { ?s e:a.b e:c. ?s ?p 1.5 }", 1, 1, 3),
        ("ASK { ?s a/a/^a|!a ?o }", 2, 2, 3),
        ("ASK { ?s ?p (1 <e:b> (?c)) }", 5, 5, 0),
        ("ASK { ?s ?p [ a 1 ; ?q [] ] }", 3, 3, 0),
        ("ASK { OPTIONAL { ?s ?p ?o . ?o ?p ?s . ?s ?p ?s } ?s ?p ?o }", 2, 3, 0),
        ("ASK { { ?s ?p ?o . ?o ?p ?s } ?s ?p ?o . { ?a ?b ?c } }", 4, 4, 0),
        ("ASK { { ?s ?p ?o . ?o ?p ?s } UNION { ?a ?b ?c . } ?s ?p ?o }", 2, 4, 0),
        ("ASK { GRAPH ?g { ?s ?p ?o . ?o ?p ?s } }", 3, 3, 0),
        ("ASK { VALUES ?x { 1 2 3 <e:e> } VALUES (?y ?z) { (1 2) (3.5 -4) (UNDEF 'a,b') } }", 2, 2, 0),
        ("ASK { ?s ?p ?o FILTER(?a<?b && ?c>?d || !(?e IN (1,2,3)) && ?f*-1 = 2/3) }", 1, 1, 12),
        ("ASK { ?s ?p ?o FILTER(?a<?b&&?c>?d) }", 1, 1, 4),
        ("ASK { FILTER NOT EXISTS { ?s ?p ?o . ?s ?q ?o } }", 1, 2, 1),
        (
            "SELECT (SUM(?a + ?b) AS ?c) (COUNT(DISTINCT ?d) AS ?e) { ?s ?p ?o } GROUP BY ?f (?g AS ?h)",
            0,
            0,
            10,
        ),
        ("ASK { { SELECT ?a (MAX(?b) AS ?c) (MIN(?b) AS ?d) { ?a ?p ?b } GROUP BY ?a (?e) } }", 2, 2, 7),
        ("CONSTRUCT { ?s ?p ?o . ?o ?p ( 1 2 ) } { ?s ?p ?o . ?o ?p ?s }", 1, 1, 9),
        ("CONSTRUCT WHERE { ?s ?p ?o . ?o ?p ?s }", 1, 1, 0),
        ("DESCRIBE <e:a> <e:b> ?c {}", 0, 0, 3),
        ("ASK { ?s ?p 'a'@en-GB , 'b'^^<e:b> , '''it's''' # . ; ,\n }", 2, 2, 0),
        ("ASK { ?s ?p ?o {| ?a ?b |} ~ }", 4, 4, 0),
    ],
)
def test_what_is_counted(text: str, joined: int, parts: int, operators: int) -> None:
    found = extent(text)
    assert (found.joined, found.parts, found.operators) == (joined, parts, operators)


@given(st.text(alphabet="(){}[]<>?$.;,/|^!&=+-*'\"\\#:@ \naSELCTWHRUNIOVAF1", max_size=60))
def test_any_text_is_counted(text: str) -> None:
    found = extent(text)
    assert isinstance(found, Extent)
    assert 0 <= found.nesting <= len(text)
    assert 0 <= found.joined <= found.parts <= len(text)


@pytest.mark.parametrize("name", CATALOGUE)
def test_canned_queries_pass_with_room(name: str) -> None:
    """Whoever pastes one into the editor gets its answer, and may add to it."""
    found, limits = extent(CATALOGUE[name].text), Limits()
    assert 2 * found.joined <= limits.joined
    assert 1.9 * found.parts <= limits.patterns
    assert 2 * found.operators <= limits.operators
    assert 2 * found.nesting <= limits.nesting


def test_tables_may_be_as_long_as_the_text() -> None:
    rows = " ".join(f"<https://data.example.org/paper/{n}>" for n in range(2500))
    refuse_oversized(
        f"SELECT * {{ VALUES ?paper {{ {rows} }} ?paper ?p ?o FILTER(?o IN ({'1,' * 800} 2)) }}", Limits()
    )


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_held_by_a_limit(name: str) -> None:
    number, limit = largest(SHAPES[name], Limits())
    assert limit in ("query bytes", "nesting", "joined", "patterns", "operators")
    with pytest.raises(QueryLimitExceeded) as caught:
        refuse_oversized(SHAPES[name](number + 1), Limits())
    assert caught.value.limit == limit


@pytest.mark.parametrize("name", COSTLY)
def test_planning_takes_little(name: str) -> None:
    """Processor time, not the clock: a second on a quiet machine is more than twice what the worst take."""
    number, _ = largest(SHAPES[name], Limits())
    taken = measured(name, number)
    assert taken != inf, "it was given up, or is no query"
    assert taken < 2
