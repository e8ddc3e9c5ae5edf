"""One row of a table, from the cells of its fields to the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from kg.identifiers import Isbn, Issn
from kg.kinds import VenueKind, WorkType
from kg.readers.date_parts import stated_date
from kg.readers.draft import Draft
from kg.readers.language_codes import spoken
from kg.readers.listed_references import listed_references
from kg.readers.printed_dates import printed, slashed, state_publication
from kg.readers.table import people
from kg.readers.table.columns import PLAIN
from kg.readers.table.fields import SCHEMES
from kg.readers.table.grants import grants
from kg.readers.table.venues import of_book, of_scholar, of_xplore
from kg.readers.web_of_science_kinds import kind_of
from kg.records import Damage, Repair
from kg.repair.authorship.named import SPLIT_RULE
from kg.repair.texts.html_markup import entities

Cells = Mapping[str, list[str]]
"""The cells of a row that hold something, by field."""

_DIRECT: Final = (
    "title", "subtitle", "abstract", "venue", "venue_abbreviation", "series", "series_number", "volume",
    "issue", "pages", "article_number", "publisher", "place", "extent", "edition", "report_no", "journal_ref",
    "license", "comment", "doi", "arxiv_id", "url",
)  # fmt: skip
_KINDS: Final[dict[str, WorkType]] = {
    "article": "journal-article", "review": "review-article", "conference paper": "proceedings-article",
    "proceedings paper": "proceedings-article", "proceeding": "proceedings-article",
    "chapter": "book-chapter", "monograph": "book", "edited book": "book",
    "journalarticle": "journal-article", "conferencepaper": "proceedings-article",
    "booksection": "book-chapter", "book": "book",
    "data paper": "journal-article", "article; proceedings paper": "proceedings-article",
    "article; early access": "journal-article", "review; early access": "review-article",
    "article; book chapter": "book-chapter", "computerprogram": "software",
    "journal article": "journal-article",
    "conference proceedings article": "proceedings-article", "book chapter": "book-chapter",
}  # fmt: skip
"""Words of the exports for kinds of works, which mean these in them alone."""

_PLACES: Final[dict[str, VenueKind]] = {"J": "journal", "B": "book", "C": "proceedings"}
"""What Web of Science calls the kinds of places, of which `S` are series of books."""

FIELDS: Final = frozenset([
    *_DIRECT, "kind", "year", "date", "authors", "short-names", "glued-names", "full-names",
    "book-authors", "group-authors",
    "author-affiliations", "bracketed-affiliations", "ordered-affiliations",
    "orcid-list", "researcherid-list", "address-list", "editors", "first-page",
    "last-page", "issn", "eissn", "isbn", "keywords", "subject", "affiliations", "language", "citations",
    "event", "event-place", "reference-list", "funding-list", "author-ids scopus", "book-groups",
    "venue-kind", "event-date", "day-of-year", "anthology", "references-lens", *SCHEMES,
])  # fmt: skip
"""The fields of a map of columns that are read here, beside identifiers and dates by name."""
ONCE: Final = FIELDS - {
    "keywords", "subject", "issn", "eissn", "isbn", "affiliations", "reference-list", "references-lens",
    "funding-list", "book-groups", "group-authors", "bracketed-affiliations", *SCHEMES,
}  # fmt: skip
"""Those that have one value, so that a second column for one of them is stated only."""

_RETRACTED: Final = re.compile(r"retracted(?: publication)?", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(\d{1,12})(?:\.0{1,3})?")
_YEAR: Final = re.compile(r"(1\d{3}|2\d{3})(?:\.0{1,3})?")
_MARKS: Final = ";|\n,"
"""What parts a list in a cell; the first that is there does."""
_UNGLUED: Final = 0.9
"""That names without a mark between them are parted where a capital letter follows a small one."""
_IN_BOOKS: Final = ("book", "proceedings", "dissertation", "thesis", "masters-thesis", "report")


def fill(draft: Draft, cells: Cells, preset: str) -> None:
    """Read the cells of one row into the fields of a draft; `preset` is the name of their map."""
    fields = draft.fields
    cells = {  # a semicolon that ends an entity parts no list
        field: several if field in _DIRECT else [entities(one) for one in several]
        for field, several in cells.items()
    }
    for field in _DIRECT:
        if text := _first(cells, field):
            fields[field] = text
    if book := _first(cells, "anthology"):
        of_book(fields, book)
    if preset == "publish-or-perish":
        of_scholar(draft)
    _kind(draft, cells, preset)
    _dates(draft, cells)
    _authors(draft, cells)
    if editors := _first(cells, "editors"):
        fields["editors"] = people.names(editors)
    ends = [text for field in ("first-page", "last-page") if (text := _first(cells, field))]
    if ends and "pages" not in fields:
        fields["pages"] = "-".join(dict.fromkeys(ends))
    _identifiers(draft, cells)
    fields["keywords"] = [word for cell in cells.get("keywords", ()) for word in _several(cell)]
    fields["subjects"] = [{"term": term} for cell in cells.get("subject", ()) for term in _several(cell)]
    fields["subjects"] += [
        {"term": term, "scheme": scheme}
        for field, scheme in SCHEMES.items()
        for cell in cells.get(field, ())
        for term in _parts(cell)
    ]
    fields["institutions"] = [
        one for cell in cells.get("affiliations", ()) for one in _several(cell, _MARKS[:-1])
    ]  # an address has commas of its own
    fields |= spoken(_first(cells, "language"))
    if (count := _first(cells, "citations")) and (number := _NUMBER.fullmatch(count)):
        fields["counts"] = [{"kind": "citations", "value": int(number[1])}]
    if met := ({"name": name} if (name := _first(cells, "event")) else {}) | _held(cells):
        fields["event"] = met
    fields["references"] = [
        one for cell in cells.get("reference-list", ()) for one in listed_references(cell)
    ] + [{"identifiers": {"lens": one}} for cell in cells.get("references-lens", ()) for one in _parts(cell)]
    fields["funding"] = [one for cell in cells.get("funding-list", ()) for one in grants(cell)]


def _held(cells: Cells) -> dict[str, str]:
    """Return where and when a meeting was: `21 October 2019 through 24 October 2019` in Scopus."""
    days = slashed((_first(cells, "event-date") or "").replace(" through ", " - "))
    held = {"place": _first(cells, "event-place"), "start": days.date, "end": days.end}
    return {key: value for key, value in held.items() if value}


def _kind(draft: Draft, cells: Cells, preset: str) -> None:
    word = _first(cells, "kind")
    if place := _first(cells, "venue-kind"):
        words = _parts(word or "")
        draft.fields["work_type"], draft.fields["statuses"] = kind_of(words, journal=place == "J")
        draft.fields["work_type_as_stated"] = word
        met = draft.fields["work_type"] == "proceedings-article" and place != "J"
        draft.fields["venue_kind"] = (
            ("proceedings" if met else _PLACES.get(place)) if draft.fields.get("venue") else None
        )
        return
    if word is None:
        return
    if _RETRACTED.search(word):
        draft.fields["statuses"] = [{"kind": "retracted", "note": word}]
    known = _KINDS.get(word.lower()) if preset not in (PLAIN, "columns") else None
    if preset == "ieee":
        known = of_xplore(word, draft.fields)
    if known:
        draft.fields |= {"work_type": known, "work_type_as_stated": word}
    elif word.lower() in ("article", "review"):  # of a journal, of a book: a plain table does not say
        draft.fields["work_type_as_stated"] = word
    else:
        draft.kind(word)


def _dates(draft: Draft, cells: Cells) -> None:
    fields = draft.fields
    if year := _first(cells, "year"):
        if match := _YEAR.fullmatch(year):
            fields["year"] = int(match[1])
            if day := _first(cells, "day-of-year"):
                state_publication(printed(match[1], day), draft)
        elif day := stated_date(year):
            fields |= {"published": day, "year": int(day[:4])}
    if (date := _first(cells, "date")) and (day := stated_date(date)):
        fields["published"] = day
        fields.setdefault("year", int(day[:4]))
    elif date:
        fields["date_as_stated"] = date
    for field, several in cells.items():
        head, _, kind = field.partition(" ")
        if head == "date" and kind and (day := stated_date(several[0]) or slashed(several[0]).date):
            fields.setdefault("dates", []).append({"kind": kind, "date": day})


def _unglued(draft: Draft, cell: str) -> list[str]:
    """Return the names of a list without marks between them, and say that they were guessed at."""
    initials = people.glued_initials(cell)
    names = initials or people.glued_names(cell)
    if len(names) > 1:
        guess = Repair(
            field="authors", position=0, rule=SPLIT_RULE, before=cell[:2000], after="; ".join(names)[:2000],
            certain=False, confidence=_UNGLUED, note="parted where a capital letter follows "
            f"{'an initial' if initials else 'a small one'}",
        )  # fmt: skip
        draft.fields["repairs"] = [*draft.fields.get("repairs", ()), guess]
        note = f"nothing stands between the names; cut into {len(names)} names: {cell[:200]}"
        draft.damage.append(Damage(kind="authors_odd", field="authors", note=note))
    return names


def _authors(draft: Draft, cells: Cells) -> None:
    """Read the list of authors: full names where there are as many as short ones, with ids and addresses."""
    short = people.names(_first(cells, "authors") or "") if _first(cells, "authors") else []
    if people.glued_initials(_first(cells, "authors") or ""):
        short = _unglued(draft, _first(cells, "authors") or "")
    if cell := _first(cells, "short-names"):
        short = people.short_names(cell)
    if cell := _first(cells, "glued-names"):
        short = _unglued(draft, cell)
    entries: list[Any] = short
    if cell := _first(cells, "full-names"):
        full = people.with_ids(cell)
        entries = full if len(full) >= len(short) else short
    elif not short and (cell := _first(cells, "book-authors")):
        entries = list(people.full_names(cell))
    ids = _parts(_first(cells, "author-ids scopus") or "")
    if entries is short and len(ids) == len(entries):
        entries = [
            _with(entry, {"identifiers": {"scopus": one}}) for entry, one in zip(entries, ids, strict=True)
        ]
    entries = [_placed(entry, cells) for entry in entries]
    if found := _affiliations(draft, cells, len(entries)):
        entries = [
            _with(entry, {"affiliations": several}) for entry, several in zip(entries, found, strict=True)
        ]
    draft.fields["contributors"] = [
        {"name": name, "kind": "collective", "role": "other", "role_as_stated": "book author"}
        for cell in cells.get("book-groups", ())
        for name in people.names(cell)
    ]
    groups = [name for cell in cells.get("group-authors", ()) for name in people.names(cell)]
    if groups and entries:
        draft.odd("authors", "where the groups stand among the authors is not stated; they stand last")
    entries += [{"name": name, "kind": "collective"} for name in groups]
    if entries:
        draft.fields["authors"] = entries


def _affiliations(draft: Draft, cells: Cells, count: int) -> list[list[str]] | None:
    """Return the affiliations of each author; those of a list that is not as long are of none."""
    if (cell := _first(cells, "author-affiliations")) and (found := people.affiliated(cell, count)):
        return found
    places = [people.bracketed(cell, count) for cell in cells.get("bracketed-affiliations", ())]
    if (cell := _first(cells, "ordered-affiliations")) and not (inorder := people.in_order(cell, count)):
        draft.fields["institutions"] += _parts(cell)
    elif cell:
        places.append(inorder)
    return next((one for one in places if one), None)


def _placed(entry: Any, cells: Cells) -> Any:
    """Return an entry with what other columns say of the person by name: ORCID, ResearcherID, addresses."""
    name = people.folded_name(entry)
    made: dict[str, Any] = {}
    if (cell := _first(cells, "orcid-list")) and (orcid := people.by_name(cell).get(name)):
        made["orcid"] = orcid
    if (cell := _first(cells, "researcherid-list")) and (number := people.by_name(cell).get(name)):
        made["identifiers"] = {"researcherid": number}
    if (cell := _first(cells, "address-list")) and (several := people.addresses(cell).get(name)):
        made["affiliations"] = several
    return _with(entry, made) if made else entry


def _with(entry: Any, more: dict[str, Any]) -> dict[str, Any]:
    return (entry if isinstance(entry, dict) else {"name": entry}) | more


def _identifiers(draft: Draft, cells: Cells) -> None:
    fields = draft.fields
    identifiers = {
        scheme: several[0]
        for field, several in cells.items()
        if field.startswith("identifier ") and (scheme := field.partition(" ")[2])
    }
    venue: dict[str, str] = {}
    further: list[dict[str, str]] = []
    in_series = bool(cells.get("anthology") and fields.get("series"))  # of which the ISSN is
    for field in ("issn", "eissn"):
        numbers = [one for cell in cells.get(field, ()) for one in _several(cell)]
        if field == "issn":  # some programs have one column for both
            numbers += [one for cell in cells.get("isbn", ()) for one in _several(cell) if _is_issn(one)]
        if numbers and not in_series:
            venue[field] = numbers.pop(0)
        of = "series" if in_series else "venue"
        further += [{"scheme": field, "value": number, "of": of} for number in numbers]
    own = fields.get("work_type") in _IN_BOOKS
    for number in (one for cell in cells.get("isbn", ()) for one in _several(cell) if not _is_issn(one)):
        held = identifiers if own else venue
        if held.setdefault("isbn", number) != number:
            further.append({"scheme": "isbn", "value": number, "of": "work" if own else "venue"})
    fields |= {"identifiers": identifiers, "venue_identifiers": venue, "other_identifiers": further}


def _is_issn(number: str) -> bool:
    """Tell whether what stands for an ISBN is an ISSN, perhaps with its medium in brackets."""
    return Isbn.parse(number) is None and Issn.parse(number.partition("(")[0].strip()) is not None


def _first(cells: Cells, field: str) -> str | None:
    return next(iter(cells.get(field, ())), None)


def _parts(cell: str) -> list[str]:
    return [part for one in cell.split(";") if (part := one.strip())]


def _several(cell: str, marks: str = _MARKS) -> list[str]:
    mark = next((mark for mark in marks if mark in cell), ";")
    return [part for one in cell.split(mark) if (part := one.strip())]
