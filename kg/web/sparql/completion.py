"""What the editor of the SPARQL page offers to complete: prefixes, and the terms that the data have.

Terms and their numbers come from the description of the data set (VoID partitions by class and property,
made with the release); where there is none, the own vocabulary and the classes that are counted.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import orjson
from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kg.queries.asking import ask
from kg.vocab import OWL, RDFS
from kg.web.http.answers import answered
from kg.web.http.current import Edition
from kg.web.http.exchange import edition_of, serving
from kg.web.linked.vocabulary import Vocabulary
from kg.web.pages.description.entity import TYPE

_PARTITIONS: Final = """
SELECT ?kind ?term (MAX(?n) AS ?count) { GRAPH ?g {
  { ?part void:class ?term ; void:entities ?n BIND("class" AS ?kind) }
  UNION { ?part void:property ?term ; void:triples ?n BIND("property" AS ?kind) }
} } GROUP BY ?kind ?term ORDER BY ?kind ?term
"""


async def completions(request: Request) -> Response:
    """Answer with the prefixes, classes and properties as JSON."""
    return await answered(request, partial(_completions, request), "completions")


def _completions(request: Request) -> Response:
    edition = edition_of(request)
    vocabulary = serving(request).vocabulary
    document = edition.once("completions", lambda: _document(edition, vocabulary))
    return Response(orjson.dumps(document), media_type="application/json")


def _document(edition: Edition, vocabulary: Vocabulary) -> dict[str, Any]:
    counts: dict[str, dict[str, int]] = {"class": {}, "property": {}}
    for row in ask(edition.engine, _PARTITIONS):
        kind, term, count = row["kind"], row["term"], row["count"]
        if isinstance(kind, Literal) and isinstance(term, NamedNode) and isinstance(count, Literal):
            counts[kind.value][term.value] = int(count.value)
    own = vocabulary.terms()
    if not counts["class"]:
        counts["class"] = dict(edition.counts)
        for iri, description in own.items():
            kind_of = "class" if OWL["Class"] in description.iris(TYPE) else "property"
            counts[kind_of].setdefault(iri, 0)

    def entries(kind: str) -> list[dict[str, Any]]:
        ranked = sorted(counts[kind].items(), key=lambda item: (-item[1], item[0]))
        return [
            {
                "iri": iri,
                "count": count,
                "help": own[iri].text(RDFS["comment"]) or "" if iri in own else "",
            }
            for iri, count in ranked
        ]

    return {"prefixes": edition.prefixes, "classes": entries("class"), "properties": entries("property")}
