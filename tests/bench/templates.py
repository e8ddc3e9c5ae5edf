"""What each template of kg costs by itself: the look-ups that names, labels and explanations are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.engine import Request
from kg.engine.query_text import bare
from kg.engine.template import Template, Value
from kg.queries.asking import QUESTIONS, question
from kg.release import DataDirectory
from kg.vocab import PREFIXES

from .tour import largest
from .visits import Seen, Visit, opened

# What is bound to a parameter that is no thing of the graph.
_TEXTS: Final[Mapping[str, Sequence[Value]]] = {
    "value": [Literal("1501.00001"), Literal("10.1000/none")],
    "code": [Literal("cs.LG")],
    "name": [Literal("Wei Wang"), Literal("arXiv"), Literal("arXiv", language="en")],
    "key": [Literal("wang wei")],
    "word": [Literal("learning")],
}
_NOT_SO: Final = {
    "graph-names": "another server is asked: a release knows its graphs",
    "topic-totals": "another server is asked: the search index of a release has them",
    "venue-totals": "another server is asked: the search index of a release has them",
    "papers-of-venue": "a page of them is asked",
    "papers-of-series": "a page of them is asked",
    "papers-by-author": "only of what has 2,000 papers at most",
    "document-records": "only of documents of 5,000 records at most; of others a page is asked by number",
}
"""Questions that no page of a release asks as they stand, of the largest thing, and why."""
# Reading every name there is takes as long as there are names; done only where there is no search index.
WITHOUT_INDEX: Final = "containing-"


def templates() -> dict[str, Template]:
    """Return every question that pages and look-ups ask, by name."""
    return {name: question(name) for name in QUESTIONS.paths}


def asked(data: Path) -> Iterator[Seen]:
    """Yield what each template costs, bound to the largest thing of each kind in turn."""
    edition, _ = opened(DataDirectory(data))
    things = largest(edition)
    edition.close()
    for name, template in templates().items():
        if name.startswith(WITHOUT_INDEX) or name in _NOT_SO:
            continue
        texts = {p.name: _TEXTS[p.name] for p in template.parameters if p.name in _TEXTS}
        kinds = [None] if len(texts) == len(template.parameters) else list(things)
        for kind in kinds:
            given = {
                p.name: texts.get(p.name) or [NamedNode(things[kind or ""])] for p in template.parameters
            }
            edition, metered = opened(DataDirectory(data))
            metered.solutions(Request(_text(template, given), prefixes=PREFIXES))
            edition.close()
            yield Seen(Visit("template", f"{name} of {kind}" if kind else name), 200, 0, tuple(metered.asked))


def _text(template: Template, given: Mapping[str, Sequence[Value]]) -> str:
    """Return a question as it is asked: with its arguments in it, unless they are part of the answer."""
    plain = bare(template.text)
    shown = plain.partition("WHERE")[0]
    bound = "*" in shown or any(f"?{name}" in plain or f"${name}" in shown for name in given)
    return template.bind(given) if bound else template.inlined(given)
