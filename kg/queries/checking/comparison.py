"""A reference beside what the graph says of the paper, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from kg.identifiers import ArxivId, Doi, Isbn
from kg.queries.checking import people, titles, venues
from kg.queries.checking.numbers import same_number, same_pages
from kg.queries.checking.verdict import FieldDifference
from kg.writers.references import Name, Reference, ReferenceKind


def compare(
    theirs: Reference, ours: Sequence[Reference], identifiers: Callable[[str], set[str]]
) -> tuple[Reference, list[FieldDifference]]:
    """Return the publication that a reference cites, of those of its paper, and where the reference differs.

    A field that one side does not state is no difference, and between a preprint and an article year, venue,
    volume, issue and pages are none either: these belong to one publication. The year may be that of any.
    `identifiers` gives all that the paper and its publications have of a scheme.
    """
    alike = [edition for edition in ours if _is_preprint(edition) == _is_preprint(theirs)] or ours
    years = {edition.year for edition in ours}
    compared = [(edition, list(_differences(theirs, edition, years, identifiers))) for edition in alike]
    return min(compared, key=lambda one: len(one[1]))


def _differences(
    theirs: Reference, ours: Reference, years: AbstractSet[int | None], identifiers: Callable[[str], set[str]]
) -> Iterator[FieldDifference]:
    if titles.known(theirs.title) and titles.known(ours.title) and not titles.same(theirs.title, ours.title):
        yield FieldDifference("title", theirs.title, ours.title)
    yield from _people("author", theirs.authors, ours.authors, theirs, ours)
    yield from _people("editor", theirs.editors, ours.editors)
    apart = _is_preprint(theirs) != _is_preprint(ours)
    if theirs.year and ours.year and theirs.year not in years and not apart:
        yield FieldDifference("year", str(theirs.year), str(ours.year))
    if not apart:
        yield from _placed(theirs, ours)
    yield from _identifiers(theirs, identifiers)


def _people(
    field: str,
    theirs: Sequence[Name],
    ours: Sequence[Name],
    whole: Reference | None = None,
    ours_whole: Reference | None = None,
) -> Iterator[FieldDifference]:
    found = people.differences(
        theirs,
        ours,
        whole=whole is None or whole.list_complete,
        ours_whole=ours_whole is None or ours_whole.list_complete,
    )
    for place, one, two in found:
        yield FieldDifference(f"{field}s" if place is None else f"{field} {place + 1}", one, two)


def _placed(theirs: Reference, ours: Reference) -> Iterator[FieldDifference]:
    if theirs.venue and ours.venue and not _same_venue(theirs.venue, ours):
        yield FieldDifference("venue", theirs.venue, ours.venue)
    for field, one, two, same in (
        ("volume", theirs.volume, ours.volume, same_number),
        ("issue", theirs.issue, ours.issue, same_number),
        ("pages", pages(theirs), pages(ours), same_pages),
        ("publisher", theirs.publisher, ours.publisher, venues.same_publisher),
    ):
        if one and two and not same(one, two):
            yield FieldDifference(field, one, two)


def _same_venue(venue: str, ours: Reference) -> bool:
    """Tell whether a venue is that of a reference of ours, or the series that the volume belongs to."""
    named = [name for name in (ours.venue, ours.series, ours.event) if name]
    return any(
        venues.same(venue, name) or (venues.is_arxiv(venue) and venues.is_arxiv(name)) for name in named
    )


def _identifiers(theirs: Reference, identifiers: Callable[[str], set[str]]) -> Iterator[FieldDifference]:
    doi = Doi.parse(theirs.doi) if theirs.doi else None
    ours = {found.value for found in map(Doi.parse, identifiers("doi")) if found}
    eprints = {found.value for found in map(ArxivId.parse, identifiers("arxiv")) if found}
    if theirs.doi and ours and (doi is None or doi.value not in ours):
        issued = doi.arxiv if doi else None
        if issued is None or (eprints and issued.value not in eprints):
            yield FieldDifference(
                "doi", theirs.doi, min(ours, key=lambda one: (Doi(one).issued_by_arxiv, one))
            )
    eprint = ArxivId.parse(theirs.arxiv) if theirs.arxiv else None
    if theirs.arxiv and eprints and (eprint is None or eprint.value not in eprints):
        yield FieldDifference("arxiv", theirs.arxiv, min(eprints))
    isbn = Isbn.parse(theirs.isbn) if theirs.isbn else None
    books = {found.value for found in map(Isbn.parse, identifiers("isbn")) if found}
    if theirs.isbn and books and (isbn is None or isbn.value not in books):
        yield FieldDifference("isbn", theirs.isbn, min(books))


def pages(reference: Reference) -> str | None:
    """Return the pages of a reference as one text, or its article number."""
    span = "–".join(page for page in (reference.first_page, reference.last_page) if page)
    return span or reference.article_number


def _is_preprint(reference: Reference) -> bool:
    if reference.kind is ReferenceKind.PREPRINT:
        return True
    if reference.venue:
        return venues.is_arxiv(reference.venue)
    return bool(reference.arxiv) and not (reference.volume or reference.first_page)
