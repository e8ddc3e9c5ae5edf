"""The short lists that pages show: newest papers, largest topics and venues, records of a document.

What a page shows in every visit is asked once a release and kept (`Edition.made`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from pyoxigraph import NamedNode

from kg.engine import Engine, Request, Solutions
from kg.vocab import CODE, FABIO, FOAF, PREFIXES
from kg.web.asking import Row, rows, values
from kg.web.current import Edition
from kg.web.entity import short
from kg.web.names import Link, grouped, untitled
from kg.web.views import Listed

Value = TypeVar("Value")

COUNTED: Final = (
    ("papers", FABIO["Work"]),
    ("people", FOAF["Person"]),
    ("teams", FOAF["Group"]),
    ("publications", FABIO["Expression"]),
    ("topics", FABIO["SubjectTerm"]),
)
# A paper belongs to a topic by its own subject, to a venue by a publication there.
OF_TOPIC: Final = "?paper schema:about {} ."
UNDER_TOPIC: Final = "?below skos:broader* {} . ?paper schema:about ?below ."
OF_VENUE: Final = "?publication schema:isPartOf {} ; frbr:realizationOf ?paper ."


NAMED: Final = 3
"""Authors that are named of a paper in a list."""


def once(edition: Edition, name: str, make: Callable[[], Value]) -> Value:
    """Return what `make` gives, made once for an edition."""
    if name not in edition.made:
        edition.made[name] = make()
    value: Value = edition.made[name]
    return value


def ask(engine: Engine, text: str, limit: int | None = None) -> Solutions:
    """Ask a SELECT under the usual prefixes."""
    return engine.solutions(Request(text, prefixes=PREFIXES), limit)


def counts(edition: Edition) -> list[tuple[str, int]]:
    """Return how many papers, people, … the release holds, without those it has none of."""

    def make() -> list[tuple[str, int]]:
        found = []
        for label, class_iri in COUNTED:
            count = edition.counts.get(class_iri)
            if count is None:
                rows = ask(edition.engine, f"SELECT (COUNT(?x) AS ?n) {{ ?x a {NamedNode(class_iri)} }}")
                count = int(next(iter(rows))["n"].value)  # type: ignore[union-attr]  # a count is a literal
            found.append((label, count))
        return [entry for entry in found if entry[1]]

    return once(edition, "counts", make)


def _listed(rows: Solutions) -> list[Listed]:
    found = []
    for row in rows:
        values = {name: getattr(term, "value", str(term)) for name, term in row.items()}
        found.append(
            Listed(
                values["paper"],
                values.get("title") or untitled(values.get("pub")),
                values.get("date") or values.get("year"),
            )
        )
    return found


def _newest(engine: Engine, pattern: str, limit: int) -> list[Listed]:
    """Return the newest papers that match `pattern`.

    The year is sorted first, as a number; sorting all dates as text takes minutes on a large store.
    """
    found: list[Listed] = []
    years = ask(
        engine,
        f"SELECT ?year (COUNT(*) AS ?n) {{ {pattern} ?paper fabio:hasPublicationYear ?year }} "
        "GROUP BY ?year ORDER BY DESC(?year)",
    )
    for row in years:
        rows = ask(
            engine,
            f"SELECT ?paper (SAMPLE(?name) AS ?title) (SAMPLE(?on) AS ?date) (MIN(?at) AS ?pub) "
            f"{{ {{ SELECT DISTINCT ?paper ?on {{ "
            f"{pattern} ?paper fabio:hasPublicationYear {row['year']} . "
            "OPTIONAL { ?paper schema:datePublished ?on } } "
            f"ORDER BY DESC(STR(?on)) ?paper LIMIT {limit - len(found)} }} "
            "OPTIONAL { ?paper schema:name ?name } OPTIONAL { ?paper frbr:realization ?at } } "
            "GROUP BY ?paper ORDER BY DESC(STR(?date)) ?paper",
        )
        found += _listed(rows)
        if len(found) >= limit:
            break
    return found


def newest(edition: Edition, limit: int = 10) -> list[Listed]:
    """Return the newest papers of the release."""

    def make() -> list[Listed]:
        found = _newest(edition.engine, "?paper a fabio:Work .", limit)
        return described(edition.engine, [(paper.iri, paper.date) for paper in found])

    return once(edition, "newest", make)


def described(engine: Engine, papers: Sequence[tuple[str, str | None]]) -> list[Listed]:
    """Return papers with their titles and the first of their authors; each is given with its date."""
    if not papers:
        return []
    bound = values("paper", dict(papers))
    titles = rows(
        engine,
        "SELECT ?paper (MIN(?name) AS ?title) (MIN(?at) AS ?pub) (MAX(?n) AS ?authors) "
        f"(MAX(STR(?list)) AS ?status) {{ {bound} "
        "OPTIONAL { ?paper schema:name ?name } OPTIONAL { ?paper frbr:realization ?at } "
        "OPTIONAL { ?paper kgo:authorCount ?n } OPTIONAL { ?paper kgo:authorListStatus ?list } } "
        "GROUP BY ?paper",
    )
    slots = rows(
        engine,
        f"SELECT ?paper ?n ?printed {{ {bound} ?paper pro:isDocumentContextFor ?slot . ?slot "
        f"schema:position ?n ; "
        f"kgo:nameAsPrinted ?printed . FILTER(?n <= {NAMED}) }}",
    )
    first: dict[str, list[str]] = {}
    for slot in sorted(slots, key=lambda row: (int(row["n"]), row["printed"])):
        first.setdefault(slot["paper"], []).append(slot["printed"])
    known = {row["paper"]: row for row in titles}
    return [
        Listed(
            iri,
            known[iri].get("title") or untitled(known[iri].get("pub")),
            on,
            byline=_byline(first.get(iri, []), known[iri]),
        )
        for iri, on in papers
    ]


def _byline(first: Sequence[str], known: Row) -> str | None:
    more = max(0, int(known.get("authors", 0)) - len(first))
    others = f" and {grouped(more)} other{'' if more == 1 else 's'}" if more else ""
    if not others and known.get("status") == CODE["list-truncated"]:
        others = " et al."
    return ", ".join(first[:NAMED]) + others if first else None


def newest_of(engine: Engine, pattern: str, iri: str, limit: int = 50) -> list[Listed]:
    """Return the newest papers that belong to a topic or venue (by `pattern`); those without a year last."""
    bound = pattern.format(NamedNode(iri))
    listed = _newest(engine, bound, limit)
    if len(listed) < limit:
        rest = ask(
            engine,
            f"SELECT ?paper (SAMPLE(?name) AS ?title) (MIN(?at) AS ?pub) {{ {bound} "
            "FILTER NOT EXISTS { ?paper fabio:hasPublicationYear ?year } "
            f"OPTIONAL {{ ?paper schema:name ?name }} OPTIONAL {{ ?paper frbr:realization ?at }} }} "
            f"GROUP BY ?paper ORDER BY ?paper LIMIT {limit - len(listed)}",
        )
        listed += _listed(rest)
    return listed


def _ranked(engine: Engine, pattern: str, naming: str, limit: int) -> list[Link]:
    rows = ask(
        engine,
        f"SELECT ?x ?label ?code ?n {{ {{ SELECT ?x (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?x "
        f"ORDER BY DESC(?n) ?x LIMIT {limit} }} OPTIONAL {{ ?x {naming} ?label }} "
        "OPTIONAL { ?x skos:notation ?code } } ORDER BY DESC(?n) ?x",
    )
    found = []
    for row in rows:
        values = {name: getattr(term, "value", str(term)) for name, term in row.items()}
        label, code = values.get("label", short(values["x"])), values.get("code")
        found.append(Link(values["x"], f"{label} ({code})" if code else label, grouped(values["n"])))
    return found


def largest_topics(edition: Edition, limit: int = 12) -> list[Link]:
    """Return the topics with most papers, and how many."""
    pattern = "?paper schema:about ?x"
    return once(edition, "topics", lambda: _ranked(edition.engine, pattern, "skos:prefLabel", limit))


def largest_venues(edition: Edition, limit: int = 12) -> list[Link]:
    """Return the venues with most publications, and how many."""
    pattern = "?publication schema:isPartOf ?x ; frbr:realizationOf ?paper"
    return once(edition, "venues", lambda: _ranked(edition.engine, pattern, "schema:name", limit))


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """A record in the list of a source document, and the paper it is taken to be of."""

    iri: str
    lines: str
    title: str
    paper: str | None
    paper_title: str | None


def records_of(engine: Engine, document: str, page: int, size: int = 100) -> tuple[int, list[ListedRecord]]:
    """Return how many records a document has, and one page of them (from 1), in the order of their lines."""
    node = NamedNode(document)
    inside = f"GRAPH ?g {{ ?record prov:hadPrimarySource {node} ; kgo:firstLine ?first"
    total = ask(engine, f"SELECT (COUNT(*) AS ?n) {{ {inside} }} }}")
    rows = ask(
        engine,
        f"SELECT ?record ?first ?last ?title ?paper ?name {{ {{ SELECT ?g ?record ?first {{ {inside} }} }} "
        f"ORDER BY ?first ?record LIMIT {size} OFFSET {(page - 1) * size} }} "
        "OPTIONAL { GRAPH ?g { ?record kgo:lastLine ?last } } "
        "OPTIONAL { GRAPH ?g { ?record schema:name ?title } } "
        "OPTIONAL { GRAPH ?c { ?record prov:specializationOf ?paper } "
        "OPTIONAL { ?paper schema:name ?name } } } "
        "ORDER BY ?first ?record",
    )
    found = []
    for row in rows:
        values = {name: getattr(term, "value", str(term)) for name, term in row.items()}
        first, last = values["first"], values.get("last", values["first"])
        paper = values.get("paper")
        found.append(
            ListedRecord(
                values["record"],
                first if first == last else f"{first}–{last}",
                values.get("title", "Record without a title"),
                paper,
                values.get("name", "Untitled paper") if paper else None,
            )
        )
    return int(next(iter(total))["n"].value), found  # type: ignore[union-attr]  # a count is a literal
