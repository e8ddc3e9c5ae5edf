"""What the editor of the SPARQL page offers to complete: prefixes, and the terms that the data have.

Terms and their numbers come from the description of the data set (VoID partitions by class and property,
made with the release); where there is none, the own vocabulary and the classes that are counted.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from kg.queries.asking import listed
from kg.vocab import OWL, RDFS
from kg.web.http.current import ServedRelease
from kg.web.http.exchange import served_release, serving
from kg.web.http.responses import answered
from kg.web.linked.vocabulary import Vocabulary
from kg.web.pages.description.entity import TYPE


async def completions(request: Request) -> Response:
    """Answer with the prefixes, classes and properties as JSON."""
    return await answered(request, partial(_completions, request), "completions")


def _completions(request: Request) -> Response:
    served = served_release(request)
    vocabulary = serving(request).vocabulary
    document = served.once("completions", lambda: _document(served, vocabulary))
    return Response(orjson.dumps(document), media_type="application/json")


def _document(served: ServedRelease, vocabulary: Vocabulary) -> dict[str, Any]:
    counts: dict[str, dict[str, int]] = {"class": {}, "property": {}}
    for row in listed(served.engine, "terms-in-use"):
        counts[row["kind"]][row["term"]] = int(row["count"])
    own = vocabulary.terms()
    if not counts["class"]:
        counts["class"] = dict(served.counts)
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

    return {"prefixes": served.prefixes, "classes": entries("class"), "properties": entries("property")}
