"""Search where there is no index: releases of older versions of kg, and other endpoints.

SPARQL finds the words as they are typed: whatever their case, but accents count, and initials stand
for nothing. It reads every name there is, which takes seconds where there are millions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.engine import Engine, Request, Solutions, Term
from kg.release.search import KINDS, EntryKind, Group, Hit, IndexEntry, SearchAnswer, Tier
from kg.release.search.search_query import SearchQuery
from kg.vocab import PREFIXES, XSD

COLUMNS: Final = ("kind", "name", "thing", "papers", "year", "also")
_MOST_WORDS: Final = 8

# Per kind: what is searched, and what is shown beside the name, as year or as identifier.
_SEARCHED: Final = {
    EntryKind.PAPER: (
        "?x a fabio:Work ; schema:name ?name .",
        "OPTIONAL { ?x fabio:hasPublicationYear ?year }",
    ),
    EntryKind.PERSON: ("?x a schema:Person ; schema:name ?name .", ""),
    EntryKind.TEAM: (
        "VALUES ?class { foaf:Group foaf:Organization } ?x a ?class ; schema:name ?name .",
        "",
    ),
    EntryKind.VENUE: (
        "{ SELECT DISTINCT ?x { ?publication schema:isPartOf ?x } } ?x schema:name ?name .",
        "",
    ),
    EntryKind.TOPIC: (
        "?x a fabio:SubjectTerm ; skos:prefLabel ?name .",
        "OPTIONAL { ?x skos:notation ?code }",
    ),
}


def scan(
    engine: Engine, text: str, kinds: Sequence[EntryKind] = KINDS, *, limit: int = 20, offset: int = 0
) -> SearchAnswer:
    """Return what holds all words of `text` in its name, `limit` hits of each kind after the first `offset`.

    Raises:
        UsageError: the text is too long.
        QueryError: the engine cannot answer.
    """
    wanted = SearchQuery.parse(text)
    typed = wanted.text.split()[:_MOST_WORDS]
    groups = []
    for kind in kinds if typed else ():
        pattern, shown = _SEARCHED[kind]
        # Words are bound as literals written by the RDF library: no text of a user enters the query.
        filters = " ".join(f"FILTER(CONTAINS(LCASE(STR(?name)), {Literal(word.lower())}))" for word in typed)
        most = offset + limit + 1
        query = f"SELECT DISTINCT ?x ?name ?year ?code {{ {pattern} {filters} {shown} }} LIMIT {most}"
        rows = engine.solutions(Request(query, prefixes=PREFIXES))
        entries = {entry.iri: entry for entry in (_entry(kind, row) for row in rows)}
        found = sorted(entries.values(), key=lambda entry: (len(entry.name), entry.name, entry.iri))
        if found:
            hits = tuple(Hit(entry, Tier.NAME, 0.0) for entry in found[offset : offset + limit])
            groups.append(Group(kind, hits, min(len(found), most - 1), len(found) == most))
    return SearchAnswer(wanted.text, tuple(groups))


def table(answer: SearchAnswer) -> Solutions:
    """Return an answer as rows, kind by kind and the best first, as queries have them."""
    rows = [_row(hit) for group in answer.groups for hit in group.hits]
    return Solutions(COLUMNS, rows, any(len(group.hits) < group.count for group in answer.groups))


def _entry(kind: EntryKind, row: dict[str, Term]) -> IndexEntry:
    text = {name: getattr(term, "value", str(term)) for name, term in row.items()}
    year = text.get("year", "")
    codes = tuple(_texts(text, "code"))
    return IndexEntry(
        kind, text["x"], text["name"], year=int(year) if year.isdigit() else 0, identifiers=codes
    )


def _texts(row: dict[str, str], name: str) -> Iterable[str]:
    return (row[name],) if name in row else ()


def _row(hit: Hit) -> tuple[Term | None, ...]:
    entry = hit.entry
    return (
        Literal(entry.kind.value),
        Literal(entry.name) if entry.name else None,
        NamedNode(entry.iri),
        Literal(entry.papers) if entry.papers else None,
        Literal(str(entry.year), datatype=NamedNode(XSD["gYear"])) if entry.year else None,
        Literal(hit.other) if hit.other else None,
    )
