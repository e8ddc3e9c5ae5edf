"""One work of a graph, from what the queries say of it to the fields of a record."""

from __future__ import annotations

from typing import Final

from kg.readers.draft import Draft
from kg.readers.rdf import about, places, titles, vocabulary
from kg.readers.rdf.graph import DocumentGraph
from kg.readers.rdf.identify import identified
from kg.readers.rdf.patterns import Things
from kg.readers.rdf.people import listing
from kg.readers.rdf.places import add_identifier
from kg.readers.rdf.reading import RdfWork, keep
from kg.readers.rdf.syntax import BASE
from kg.readers.rdf.terms import BLANK, FieldValue
from kg.readers.rdf.titles import KINDS
from kg.records import Damage

_PLAIN: Final = frozenset([
    "abstract", "subtitle", "volume", "issue", "edition", "pages", "extent", "article_number", "report_no",
    "journal_ref", "comment", "place", "publisher", "venue", "code_url",
])  # fmt: skip
_PEOPLE: Final = frozenset(["authors", "editors", "contributors"])
_TAKERS: Final = titles.TAKERS | places.TAKERS | about.TAKERS
READ: Final = _PLAIN | _PEOPLE | _TAKERS.keys()
"""The fields of the queries that are read, without what follows them."""

_NO_ROLE: Final = ("contributor", "contributorList", "isDocumentContextFor")
_OF_BOOKS: Final = ("book-chapter", "proceedings-article", "workshop-paper")


class WorkReading:
    """Fills the fields of one draft from rows; `used` are the values of which something was made."""

    def __init__(self, iri: str, draft: Draft, graph: DocumentGraph, things: Things) -> None:
        self._work = RdfWork(iri, draft, graph, things)
        self.used: set[tuple[str, str]] = set()

    def read(self, rows: list[FieldValue]) -> None:
        """Read all rows of the work: those of people by field, the others one by one."""
        people: dict[str, list[FieldValue]] = {}
        for row in rows:
            head, _, rest = row.field.partition(" ")
            if head in _PEOPLE:
                people.setdefault(row.field, []).append(row)
            elif (
                keep(self._work, head, row.value)
                if head in _PLAIN
                else _TAKERS[head](self._work, row.value, rest)
            ):
                self.used.add((row.predicate, row.value.value))
                if row.slot:
                    self.used.add((row.predicate, row.slot))
        for field, stated in people.items():
            self._people(field, stated)
            for row in stated:
                self.used |= {(row.predicate, row.value.value), (row.predicate, row.slot or "")}
        self._finish()

    def _people(self, field: str, rows: list[FieldValue]) -> None:
        work = self._work
        head, _, role = field.partition(" ")
        made = listing(head, rows, work.graph, work.things)
        entries = made.entries
        if role:
            word = vocabulary.local(rows[0].predicate)
            more = {"role": role} | (
                {"role_as_stated": word} if role == "other" and word not in _NO_ROLE else {}
            )
            entries = [entry | more for entry in entries]
        work.fields.setdefault(head, []).extend(entries)
        for note in made.notes:
            work.draft.damage.append(Damage(kind="authors_odd", field=head, note=note[:500]))
        if head == "authors":
            stated = work.fields.get("authors_complete")
            work.fields["authors_complete"] = (
                made.complete if stated is None or made.complete is False else stated
            )

    def _finish(self) -> None:
        """Settle what several values state together: editors, pages, kind, whose an ISBN is, the own IRI."""
        work = self._work
        fields = work.fields
        if work.container_editors and "editors" not in fields:
            self._people("editors", work.container_editors)
        if "pages" not in fields and "first" in work.pages:
            ends = [work.pages[end] for end in ("first", "last") if end in work.pages]
            fields["pages"] = "-".join(dict.fromkeys(ends))
        kinds = [KINDS[word] for word in work.classes if word in KINDS]
        if kinds:
            fields["work_type"] = next((kind for kind in kinds if kind != "preprint"), "preprint")
        if words := [word for word in work.classes if word not in KINDS]:
            fields.setdefault("work_type_as_stated", ", ".join(dict.fromkeys(words)))
        if fields.get("work_type") in _OF_BOOKS and "isbn" in fields.get("identifiers", {}):
            fields.setdefault("venue_identifiers", {}).setdefault("isbn", fields["identifiers"].pop("isbn"))
        if own := identified(work.iri):
            add_identifier(work, own.scheme, own.value)
        elif not work.iri.startswith((BLANK, BASE)):
            fields.setdefault("identifiers", {}).setdefault("uri", work.iri)
