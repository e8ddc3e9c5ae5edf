"""The page of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from kg.engine import Engine
from kg.queries.asking import asked
from kg.vocab import DCTERMS, FABIO, KGO, SCHEMA
from kg.web.http.exchange import served_release
from kg.web.http.negotiation import REFERENCES
from kg.web.pages.description import author_lists, claims, names, particulars, properties, publications
from kg.web.pages.description.author_lists import ShownAuthor
from kg.web.pages.description.entity import TYPE, Description
from kg.web.pages.description.names import NamedLink
from kg.web.pages.description.properties import Context
from kg.web.pages.description.publications import ShownPublication
from kg.web.pages.description.statuses import ShownStatus, statuses
from kg.web.pages.lists import stated_figures
from kg.web.pages.lists.related import related
from kg.web.pages.rendering import page_head

FIRST: Final = 10
LAST: Final = 3
LONGEST_ABSTRACT: Final = 10_000
MOST_TOPICS: Final = 60
MOST_CITED: Final = 50
_SAID: Final = {
    "withdrawn": "was withdrawn",
    "retracted": "was retracted",
    "corrected": "was corrected",
    "superseded": "was superseded by another publication",
}


def paper(request: Request, d: Description) -> Context:
    """Return what the page of a paper shows."""
    engine = served_release(request).engine
    everyone = author_lists.authors(engine, d.iri)
    authors = author_lists.printed(everyone)
    status = d.iris(KGO["authorListStatus"])
    abstract = d.text(SCHEMA["abstract"]) or ""
    records, sources, claimed, restated = claims.claims(engine, d.iri)
    cited, topics = properties.cited(d), properties.topics(d)
    places = publications.publications(d)
    return {
        "title": names.title(d),
        "kind": publications.words(d.iris(TYPE)).replace("Publication", "Paper"),
        "language": properties.language_of(d, SCHEMA["name"]),
        "date": d.text(SCHEMA["datePublished"]) or d.text(FABIO["hasPublicationYear"]),
        "authors": authors,
        "shown_authors": _shown(authors),
        "corresponding": [author for author in authors if author.corresponding],
        "equal": [author for author in authors if author.equal],
        "listed": [author for author in everyone if not author.position][:FIRST],
        "count": names.number(d.text(KGO["authorCount"])),
        "list_status": d.label(status[0]).removeprefix("kgc:list-") if status else None,
        "topics": topics[:MOST_TOPICS],
        "primary": next(iter(d.iris(FABIO["hasPrimarySubjectTerm"])), None),
        "abstract": abstract[:LONGEST_ABSTRACT],
        "abstract_cut": len(abstract) > LONGEST_ABSTRACT,
        "abstract_language": properties.language_of(d, SCHEMA["abstract"]),
        "publications": places,
        "subtitle": d.text(SCHEMA["alternativeHeadline"]),
        "other_titles": particulars.tagged(d, SCHEMA["alternateName"]),
        "other_abstracts": particulars.tagged(d, DCTERMS["abstract"]),
        "contributors": particulars.by_role(particulars.contributors(d)),
        "grants": particulars.grants(d),
        "relations": particulars.relations(d),
        "became": _became(d, places),
        "code": properties.code(d),
        "compared": _compared(engine, d, len(cited)),
        "cited": cited[:MOST_CITED],
        "cited_more": len(cited) > MOST_CITED,
        "related": related(
            engine,
            d.iri,
            (author.iri for author in [*_shown(authors), *everyone[len(authors) :]] if author.iri),
            [topic.iri for topic in topics],
        ),
        "records": records,
        "sources": sources,
        "claims": claimed,
        "restated": restated,
        "cite": [(form.name, form.label, form.media_type) for form in REFERENCES],
        "citation": page_head.citation(d, authors),
        "document": page_head.paper(d, everyone),
    }


def _compared(engine: Engine, d: Description, cites: int) -> list[stated_figures.ComparedFigure]:
    """Return the figures that sources state of a paper, beside our own count of citations and references."""
    figures = properties.figures(d)
    own = {stated_figures.REFERENCES: names.grouped(cites)} if cites else {}
    if any(one.metric == stated_figures.CITATIONS for one in figures):
        (row,) = asked(engine, "paper-citing", paper=[d.iri])
        if int(row["n"]):
            own[stated_figures.CITATIONS] = names.grouped(row["n"])
    return stated_figures.compared(figures, own)


@dataclass(frozen=True, slots=True)
class Became:
    """A status as a sentence of the page: which publication holds it (none: the paper), and the verb."""

    holder: NamedLink | None
    said: str
    status: ShownStatus


def _became(d: Description, places: Sequence[ShownPublication]) -> list[Became]:
    own = [Became(None, _SAID.get(one.word, one.word), one) for one in statuses(d)]
    return own + [
        Became(NamedLink(place.iri, place.kind.lower()), _SAID.get(one.word, one.word), one)
        for place in places
        for one in place.statuses
    ]


def _shown(authors: list[ShownAuthor]) -> list[ShownAuthor]:
    """Return the authors that are named at once: all of a short list, the first and last of a long one."""
    return authors if len(authors) <= FIRST + LAST + 2 else [*authors[:FIRST], *authors[-LAST:]]
