"""What a page shows of a description, put in order for people.

Each function reads one `Description` and gives plain values; templates add only the markup.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from kg.vocab import (
    CITO,
    DCTERMS,
    FABIO,
    FOAF,
    KGO,
    PRO,
    PROV,
    SCHEMA,
    SKOS,
)
from kg.web.entity import TYPE, Description, short
from kg.web.names import Link, number, title

_CURATION: Final = {
    KGO["Repair"]: "Repair",
    KGO["IdentityDecision"]: "Identity decision",
    KGO["FieldDecision"]: "Choice between sources",
}


@dataclass(frozen=True, slots=True)
class Author:
    """One entry of an author list: position from 1, the name as printed, and who holds it."""

    position: int
    name: str
    iri: str | None
    team: bool


@dataclass(frozen=True, slots=True)
class Curation:
    """A repair or decision: what was done to what, by which rule, how surely."""

    iri: str
    kind: str
    rule: str
    subject: Link | None
    field: str | None
    before: str | None
    after: str | None
    outcome: str | None
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as one source states it."""

    iri: str
    name: str
    value: str
    unit: str | None
    date: str | None
    source: Link | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper in a list."""

    iri: str
    title: str
    date: str | None
    note: str | None = None


def authors(d: Description) -> list[Author]:
    """Return the authors of a paper in their order."""
    found = []
    for node in d.iris(PRO["isDocumentContextFor"]):
        if PRO["author"] not in d.iris(PRO["withRole"], node):
            continue
        holder = next(iter(d.iris(PRO["isHeldBy"], node)), None)
        name = d.text(KGO["nameAsPrinted"], node) or (d.label(holder) if holder else "(name not known)")
        team = holder is not None and bool({FOAF["Group"], FOAF["Organization"]} & set(d.iris(TYPE, holder)))
        found.append(Author(number(d.text(SCHEMA["position"], node)) or 0, name, holder, team))
    return sorted(found, key=lambda author: (author.position, author.name))


def topics(d: Description) -> list[Link]:
    """Return a paper's topics, the primary one first."""
    primary = set(d.iris(FABIO["hasPrimarySubjectTerm"]))
    found = sorted(set(d.iris(SCHEMA["about"])) | primary, key=lambda iri: (iri not in primary, iri))
    return [Link(iri, d.label(iri), d.text(SKOS["notation"], iri)) for iri in found]


def sources(d: Description) -> list[Link]:
    """Return the records that a paper rests on: the document's name, and the lines as note."""
    found = []
    for record in d.iris(PROV["wasDerivedFrom"]):
        document = next(iter(d.iris(PROV["hadPrimarySource"], record)), None)
        found.append(Link(record, d.label(document) if document else short(record), lines(d, record)))
    return sorted(found, key=lambda link: (link.label, link.iri))


def lines(d: Description, record: str | None = None) -> str | None:
    """Say where in its document a record stands."""
    first, last = d.text(KGO["firstLine"], record), d.text(KGO["lastLine"], record)
    if first is None:
        return None
    return f"line {first}" if last in (None, first) else f"lines {first}–{last}"


def curations(d: Description) -> list[Curation]:
    """Return the repairs and decisions that are part of the description."""
    found = []
    for class_iri, kind in _CURATION.items():
        for iri in d.of_class(class_iri):
            subject = next(iter(d.iris(KGO["onResource"], iri)), None)
            field = next(iter(d.iris(KGO["onProperty"], iri)), None)
            outcome = next(iter(d.iris(KGO["outcome"], iri)), None)
            found.append(
                Curation(
                    iri,
                    kind,
                    d.text(KGO["rule"], iri) or "",
                    Link(subject, d.label(subject)) if subject else None,
                    short(field) if field else None,
                    d.text(KGO["originalValue"], iri),
                    d.text(KGO["repairedValue"], iri),
                    d.label(outcome).removeprefix("kgc:outcome-") if outcome else None,
                    d.text(KGO["confidence"], iri),
                )
            )
    return sorted(found, key=lambda c: (c.kind, c.rule, c.iri))


def figures(d: Description) -> list[Figure]:
    """Return the numbers that sources state of a thing."""
    found = []
    for iri in d.subjects(SCHEMA["observationAbout"]):
        metric = next(iter(d.iris(SCHEMA["variableMeasured"], iri)), None)
        source = next(iter(d.iris(PROV["wasDerivedFrom"], iri)), None)
        found.append(
            Figure(
                iri,
                d.label(metric) if metric else "figure",
                d.text(SCHEMA["value"], iri) or "",
                d.text(SCHEMA["unitText"], iri),
                d.text(SCHEMA["observationDate"], iri),
                Link(source, d.label(source)) if source else None,
            )
        )
    return sorted(found, key=lambda figure: (figure.name, figure.iri))


def papers_by_year(d: Description) -> list[tuple[str, list[Listed]]]:
    """Return the papers of a person or team by year, newest first; the note is the name as printed there."""
    printed = defaultdict(set)
    for node in d.subjects(PRO["isHeldBy"]):
        for paper in d.subjects(PRO["isDocumentContextFor"], node):
            printed[paper].add(d.text(KGO["nameAsPrinted"], node) or "")
    years: dict[str, list[Listed]] = defaultdict(list)
    name = d.text(SCHEMA["name"])
    for paper in dict.fromkeys(d.subjects(SCHEMA["author"])):
        date = d.text(SCHEMA["datePublished"], paper)
        year = d.text(FABIO["hasPublicationYear"], paper) or (date or "")[:4]
        other = sorted(entry for entry in printed[paper] if entry and entry != name)
        years[year].append(Listed(paper, title(d, paper), date, f"as {', '.join(other)}" if other else None))
    for listed in years.values():
        listed.sort(key=lambda paper: paper.title)
        listed.sort(key=lambda paper: paper.date or "", reverse=True)
    return sorted(years.items(), reverse=True)


def mentions(d: Description) -> list[Author]:
    """Return the author mentions of a source record, verbatim and in order."""
    found = [
        Author(
            number(d.text(SCHEMA["position"], node)) or 0,
            d.text(KGO["nameAsPrinted"], node) or "",
            node,
            False,
        )
        for node in d.subjects(DCTERMS["isPartOf"])
    ]
    return sorted(found, key=lambda author: (author.position, author.name))


def broader(d: Description) -> list[Link]:
    """Return the topics above a topic, widest first."""
    chain: list[Link] = []
    step: str | None = next(iter(d.iris(SKOS["broader"])), None)
    while step is not None and step not in [link.iri for link in chain]:
        chain.insert(0, Link(step, d.label(step), d.text(SKOS["notation"], step)))
        step = next(iter(d.iris(SKOS["broader"], step)), None)
    return chain


def narrower(d: Description) -> list[Link]:
    """Return the topics right below a topic, or at the top of a scheme."""
    below = d.subjects(SKOS["broader"]) or d.subjects(SKOS["topConceptOf"])
    found = [Link(iri, d.label(iri), d.text(SKOS["notation"], iri)) for iri in dict.fromkeys(below)]
    return sorted(found, key=lambda link: link.note or link.label)


def cited(d: Description) -> list[Link]:
    """Return the papers that a paper cites."""
    return sorted((Link(iri, title(d, iri)) for iri in d.iris(CITO["cites"])), key=lambda link: link.label)


def language_of(d: Description, predicate: str) -> str | None:
    """Return the language tag of the first value of a property."""
    values = d.values(predicate)
    return values[0].language if values and isinstance(values[0], Literal) else None
