"""What a work appeared in: a journal through its issue and volume, a book in a series, an event."""

from __future__ import annotations

from typing import Any, Final

from kg.kinds import VenueKind
from kg.readers.rdf import vocabulary
from kg.readers.rdf.dates import partial_date
from kg.readers.rdf.identify import identified, of_term
from kg.readers.rdf.patterns import Things
from kg.readers.rdf.people import label
from kg.readers.rdf.terms import FieldValue, Iri, Term, Text

_DEPTH: Final = 6
_KINDS: Final[dict[str, VenueKind]] = {
    "Journal": "journal", "Periodical": "journal", "AcademicJournal": "journal", "Magazine": "magazine",
    "Newspaper": "newspaper", "Proceedings": "proceedings", "ConferenceProceedings": "proceedings",
    "AcademicProceedings": "proceedings", "ConferenceSeries": "conference-series", "Book": "book",
    "EditedBook": "book", "BookSeries": "book-series", "Repository": "repository",
    "DocumentRepository": "repository", "DataCatalog": "repository", "DataRepository": "repository",
}  # fmt: skip
_SERIES: Final = frozenset(["BookSeries", "Series", "PeriodicalSeries", "BookSet", "MultiVolumeBook"])
_PAGES: Final = frozenset(["WebPage", "ItemPage", "CollectionPage", "BreadcrumbList", "ImageObject"])
_PARTS: Final = {"JournalIssue": "issue", "PublicationIssue": "issue", "Issue": "issue",
                 "JournalVolume": "volume", "PublicationVolume": "volume", "Volume": "volume"}  # fmt: skip


def contained(value: Term, things: Things, fields: dict[str, Any]) -> bool:
    """Add what a container states to the fields of a work, and tell whether it states anything.

    What the work states itself is not changed. Of a chain, issues and volumes give their numbers, the first
    thing with a title is the venue, and a series that it is in the series.
    """
    if isinstance(value, Text):
        text = value.value.strip()
        if found := identified(text):
            return _identified(found.scheme, found.value, fields)
        fields.setdefault("venue", text)
        return bool(text)
    taken = False
    node: Iri | None = value
    for _ in range(_DEPTH):
        if node is None:
            break
        rows = things.get(node.value)
        if any(row.field == "kind" and vocabulary.local(row.value.value) in _PAGES for row in rows):
            break  # the page that shows the work is not what it appeared in
        if not rows:
            if (link := identified(node.value)) is not None:
                taken |= _identified(link.scheme, link.value, fields)
            break
        taken = True
        _one(node, rows, things, fields)
        node = next(
            (row.value for row in rows if row.field == "container" and isinstance(row.value, Iri)), None
        )
    return taken


def _one(node: Iri, rows: list[FieldValue], things: Things, fields: dict[str, Any]) -> None:
    """Add what one thing of the chain states."""
    kinds = {vocabulary.local(row.value.value) for row in rows if row.field == "kind"}
    part = next((_PARTS[kind] for kind in kinds if kind in _PARTS), None)
    for field in ("volume", "issue", "sequence"):
        if (text := _text(rows, field)) and (into := part if field == "sequence" else field):
            fields.setdefault(into, text)
    _identifiers(node, rows, things, fields)
    if publisher := next((row.value for row in rows if row.field == "publisher"), None):
        fields.setdefault("publisher", label(publisher, things))
    if part and not kinds & _KINDS.keys():
        return
    name = label(node, things)
    if (
        name
        and "venue" in fields
        and fields["venue"] != name
        and (kinds & _SERIES or fields.get("venue_kind") in ("book", "proceedings"))
    ):
        fields.setdefault("series", name)
        return
    if name:
        fields.setdefault("venue", name)
    if "venue_kind" not in fields and (found := {_KINDS[kind] for kind in kinds if kind in _KINDS}):
        fields["venue_kind"] = min(found) if len(found) > 1 else found.pop()
    for source, target in (
        ("short-title", "venue_abbreviation"),
        ("place", "place"),
        ("series", "series"),
        ("edition", "edition"),
    ):
        if text := _text(rows, source):
            fields.setdefault(target, text)
    if editors := [row for row in rows if row.field == "editors"]:
        fields.setdefault("container-editors", editors)


def event(value: Term, things: Things) -> dict[str, Any] | None:
    """Return the event that a value names; None if it has no name."""
    name = label(value, things)
    if name is None or isinstance(value, Text):
        return {"name": name} if name else None
    rows = things.get(value.value)
    made: dict[str, Any] = {"name": name}
    for field in ("start", "end"):
        if (text := _text(rows, field)) and (day := partial_date(text)):
            made[field] = day
    if place := next((row.value for row in rows if row.field == "location"), None):
        made["place"] = label(place, things)
    return {key: text for key, text in made.items() if text}


def _identifiers(node: Iri, rows: list[FieldValue], things: Things, fields: dict[str, Any]) -> None:
    for row in rows:
        if row.field in ("issn", "eissn", "issnl", "isbn"):
            _identified(row.field, row.value.value.removeprefix("urn:issn:"), fields)
        elif row.field.split()[0] == "identifier" and (
            found := of_term(row.value, row.field.partition(" ")[2] or None, things)
        ):
            _identified(found.scheme, found.value, fields)
    if link := identified(node.value):
        _identified(link.scheme, link.value, fields)


def _identified(scheme: str, value: str, fields: dict[str, Any]) -> bool:
    venue = fields.setdefault("venue_identifiers", {})
    if venue.setdefault(scheme, value) != value:
        further = {"scheme": scheme, "value": value, "of": "venue"}
        if further not in fields.setdefault("other_identifiers", []):
            fields["other_identifiers"].append(further)
    return True


def _text(rows: list[FieldValue], field: str) -> str | None:
    return next((text for row in rows if row.field == field and (text := row.value.value.strip())), None)
