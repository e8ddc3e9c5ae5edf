"""What is asked of both servers: look-ups, answers of many rows, canned queries, and all of these mixed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, cycle, islice
from statistics import median

from pyoxigraph import NamedNode

from kg.engine import LocalEngine, Request, Solutions
from kg.queries import Catalogue

from .servers import Load, address

LITERAL = "http://www.essepuntato.it/2010/06/literalreification/hasLiteralValue"
DATACITE = "http://purl.org/spar/datacite/"
_MOST_PATHS = 20_000
_MIXED = 2_000
_CANNED = ("author-papers", "author-coauthors", "venue-papers", "topic-papers", "papers-per-year")


@dataclass
class Race:
    """One kind of request, put to both servers: the paths that kg is asked, and the queries they stand for.

    `aim` is the least ratio of kg's rate to that of `oxigraph serve-read-only`, if there is one.
    """

    name: str
    kg: list[str]
    queries: list[str]
    aim: float | None
    loads: dict[tuple[str, int], list[Load]] = field(default_factory=dict)

    def ratio(self, other: str, clients: int) -> float:
        """Return kg's requests a second over those of the other server."""
        mine, theirs = (median(load.rate for load in self.loads[side, clients]) for side in ("kg", other))
        return mine / theirs


def races(engine: LocalEngine, rows: int = 1000) -> list[Race]:
    """Return what is asked: look-ups that all differ, one again and again, many rows, canned queries."""

    def ask(text: str) -> Solutions:
        return engine.solutions(Request(text))

    values = [
        json.dumps(row["v"].value)  # type: ignore[union-attr]  # a literal
        for row in ask(f"SELECT DISTINCT ?v {{ ?i <{LITERAL}> ?v }} LIMIT {_MOST_PATHS}")
    ]
    look_ups = [
        f"SELECT ?x ?p ?o {{ ?i <{LITERAL}> {value} . ?x <{DATACITE}hasIdentifier> ?i . ?x ?p ?o }}"
        for value in values
    ]
    pages = [
        f"SELECT ?s ?name {{ ?s <https://schema.org/name> ?name }} OFFSET {n * 13} LIMIT {rows}"
        for n in range(1000)
    ]
    canned = list(_canned(engine))
    found = [
        _strangers("look-ups, all different", look_ups, 0.9),
        _strangers("one look-up again and again", look_ups[:1], 0.9),
        _strangers(f"answers of {rows:,} rows, all different", pages, 0.95),
        Race("canned queries again and again", [path for path, _ in canned], [text for _, text in canned], 5),
    ]
    return [*found, _mixed(found)]


def _strangers(name: str, queries: list[str], aim: float) -> Race:
    return Race(name, [address("/sparql", query=text) for text in queries], queries, aim)


def _mixed(found: list[Race]) -> Race:
    """Return all kinds of request in turn, each with what comes next of its kind."""
    turns = zip(*(cycle(zip(race.kg, race.queries, strict=True)) for race in found), strict=False)
    pairs = list(islice(chain.from_iterable(turns), _MIXED))
    return Race("all of these in turn", [path for path, _ in pairs], [text for _, text in pairs], None)


def _canned(engine: LocalEngine) -> Iterator[tuple[str, str]]:
    """Yield the path of each canned query with arguments that fit, and the text that it stands for."""
    catalogue = Catalogue.read()
    used = {
        "agent": "?a <http://purl.org/spar/pro/isHeldBy> ?x",
        "person": "?a <http://purl.org/spar/pro/isHeldBy> ?x",
        "venue": "?p <https://schema.org/isPartOf> ?x",
        "topic": "?p <http://purl.org/dc/terms/subject> ?x",
    }
    for name in _CANNED:
        query = catalogue[name]
        needed = [parameter for parameter in query.parameters if not parameter.optional]
        if not needed:
            yield f"/queries/{name}.json", query.bind({}).text
            continue
        pattern = used.get(needed[0].kind)
        if pattern is None:
            continue
        text = f"SELECT ?x (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 5"
        for row in engine.solutions(Request(text)):
            node = row["x"]
            if isinstance(node, NamedNode):
                bound = query.bind({needed[0].name: [node]})
                yield address(f"/queries/{name}.json", **{needed[0].name: node.value}), bound.text
