"""Pages of HTML that say in their head what work they are of, as publishers and repositories write them.

The tags are those of https://scholar.google.com/intl/en/scholar/inclusion.html#indexing (Highwire Press,
EPrints, PRISM, bepress, Dublin Core). What a page shows is not read. A page is one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from kg.identifiers import ArxivId
from kg.kinds import VenueKind, WorkType
from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.dublin_core.record import dublin_core
from kg.readers.eight_bit import text_lines
from kg.readers.eprint_places import eprint_place, identified
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import Person, person
from kg.readers.language_codes import spoken
from kg.readers.leaves import Leaf
from kg.readers.page_tags import PageTags, Tag
from kg.readers.printed_dates import slashed, state_publication
from kg.readers.ris_kinds import DEGREES
from kg.readers.serials import issns_and_isbns
from kg.readers.source import Document
from kg.records import Item, Rejection
from kg.repair.texts.html_markup import entities

NAME: Final = "html-page"
_SIGN: Final = re.compile(
    r"""name\s{0,3}=\s{0,3}["']?(?:(?:bepress_|wkhealth_)?citation_title|eprints\.title)\b""", re.IGNORECASE
)
_DUBLIN: Final = re.compile(r"""name\s{0,3}=\s{0,3}["']?(?:dc|dcterms)\.title\b""", re.IGNORECASE)
_AUTHOR: Final = re.compile(r"citation_authors?\b|eprints\.creators_name", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_REPOSITORIES: Final = re.compile(
    r"(?:bio|med|chem|psy|soc|engr|eartha|tech|edu|law)rxiv|ssrn|research square|preprints(?:\.org)?|zenodo",
    re.IGNORECASE,
)
_ADDRESSES: Final = ("abstract_html_url", "public_url", "fulltext_html_url", "pdf_url")
_PAGE: Final = "it is of the page, not of the work"

_READ: Final = {
    "title": "title", "author": "authors", "authors": "authors", "author_institution": "authors",
    "author_orcid": "authors", "editor": "editors contributors", "journal_title": "venue arxiv_id",
    "conference_title": "venue event", "conference": "venue event", "conference_name": "venue event",
    "inbook_title": "venue", "book_title": "venue", "journal_abbrev": "venue_abbreviation",
    "series_title": "series", "issn": "venue_identifiers", "eissn": "venue_identifiers",
    "isbn": "identifiers venue_identifiers", "volume": "volume", "issue": "issue", "pages": "pages",
    "firstpage": "pages", "lastpage": "pages", "publication_date": "published", "date": "published submitted",
    "cover_date": "published", "year": "published", "online_date": "dates updated", "doi": "doi",
    "pmid": "identifiers", "arxiv_id": "arxiv_id", "publisher": "publisher", "language": "language languages",
    "keywords": "keywords", "abstract": "abstract", "article_type": "work_type_as_stated",
    "dissertation_institution": "contributors", "dissertation_name": "work_type",
    "technical_report_institution": "contributors", "technical_report_number": "report_no",
    "reference": "references", "place": "place", **dict.fromkeys(_ADDRESSES, "url"),
}  # fmt: skip
TABLE: Final = FieldTable(
    read={f"citation/{name}": field for name, field in _READ.items()},
    dropped={
        "page/*": _PAGE, "citation/author_email": "an e-mail address is not published",
        "citation/fulltext_world_readable": _PAGE, "citation/pdf_size": _PAGE,
    },
)  # fmt: skip


def _sniff(head: str) -> float:
    if not head.lstrip("\ufeff \t\r\n").startswith("<"):
        return 0.0
    if _SIGN.search(head):
        return 0.96 if _AUTHOR.search(head) else 0.8
    return 0.7 if _DUBLIN.search(head) else 0.0


@reader(NAME, "pages of HTML with tags about the work that they are of (Highwire, Dublin Core)", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of the work that the page is of.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    page = PageTags()
    page.take(text_lines(document))
    lines = (page.first_tag or 1, page.last_tag or 1)
    if any(tag.vocabulary == "citation" for tag in page.tags):
        yield from _work(document, page.tags, lines)
    elif any(tag.vocabulary == "dc" for tag in page.tags):
        yield from _dublin(document, page.tags, lines)
    else:
        yield Rejection(document.name, 1, "no tag in its head says what work it is of", "")


def _dublin(document: Document, tags: list[Tag], lines: tuple[int, int]) -> Iterator[Item]:
    element = Element("dc")
    for tag in tags:
        if tag.vocabulary == "dc":
            one = SubElement(element, tag.name, {"lang": tag.language} if tag.language else {})
            one.text = tag.value
    if document.fates is not None:
        document.fates.drop([Leaf(tag.path, tag.value) for tag in tags if tag.vocabulary != "dc"], _PAGE)
    yield from dublin_core(document, element, lines, None)


class _Stated:
    """The values of Highwire's tags, by name."""

    def __init__(self, tags: list[Tag]) -> None:
        self.tags = [tag for tag in tags if tag.vocabulary == "citation"]

    def all(self, *names: str) -> list[str]:
        return [tag.value for name in names for tag in self.tags if tag.name == name]

    def first(self, *names: str) -> str | None:
        return next(iter(self.all(*names)), None)


def _work(document: Document, tags: list[Tag], lines: tuple[int, int]) -> Iterator[Item]:
    stated = _Stated(tags)
    leaves = [
        Leaf(f"citation/{tag.name}" if tag.vocabulary == "citation" else tag.path, tag.value) for tag in tags
    ]
    draft = Draft(document, NAME, lines, leaves, TABLE, excerpt=stated.first("title") or "")
    fields = draft.fields
    fields["title"] = stated.first("title")
    fields["authors"] = _people(stated)
    fields["abstract"] = stated.first("abstract")
    words = map(entities, stated.all("keywords"))
    fields["keywords"] = [one.strip() for word in words for one in re.split(r"[;|]", word) if one.strip()]
    fields |= spoken(*stated.all("language"))
    _place(stated, fields)
    _identifiers(stated, fields)
    _kind(stated, fields)
    _dates(stated, draft)
    fields["references"] = [_reference(one) for one in stated.all("reference")]
    yield from draft.finish()


def _people(stated: _Stated) -> list[Person]:
    """Return the authors, each with the affiliations and the ORCID iD that follow the name."""
    found: list[Person] = []
    for tag in stated.tags:
        if tag.name == "author":
            found.append(person(tag.value))
        elif tag.name == "authors":
            found += [person(one) for one in entities(tag.value).split(";") if one.strip()]
        elif tag.name in ("author_institution", "author_orcid") and found:
            one = found[-1]
            made: dict[str, Any] = {"name": one} if isinstance(one, str) else one
            if tag.name == "author_orcid":
                made["orcid"] = tag.value
            else:
                made["affiliations"] = [*made.get("affiliations", ()), tag.value]
            found[-1] = made
    return found


def _place(stated: _Stated, fields: dict[str, Any]) -> None:
    journal, book = stated.first("journal_title"), stated.first("inbook_title", "book_title")
    meeting = stated.first("conference_title", "conference", "conference_name")
    places: tuple[tuple[str | None, VenueKind], ...] = (
        (journal, "journal"), (book, "proceedings" if meeting else "book"), (meeting, "proceedings"),
    )  # fmt: skip
    venue, kind = next(((name, kind) for name, kind in places if name), (None, None))
    if venue and _REPOSITORIES.fullmatch(venue):
        kind = "repository"
    place = eprint_place(venue) if venue else None
    if place is not None:
        fields["arxiv_id"] = place.number
    elif venue:
        fields["venue"], fields["venue_kind"] = venue, kind
    if meeting and venue != meeting:
        fields["event"] = {"name": meeting}
    fields["editors" if venue else "contributors"] = [
        one if venue else ({"name": one} if isinstance(one, str) else one) | {"role": "editor"}
        for one in map(person, stated.all("editor"))
    ]
    for name in ("volume", "issue", "publisher", "place"):
        fields[name] = stated.first(name)
    fields["series"] = stated.first("series_title")
    short = stated.first("journal_abbrev")
    fields["venue_abbreviation"] = short if short != venue else None
    first, last = stated.first("firstpage"), stated.first("lastpage")
    fields["pages"] = stated.first("pages") or "-".join(dict.fromkeys(filter(None, (first, last)))) or None
    issued = stated.first("dissertation_institution", "technical_report_institution")
    if issued:
        one = {"name": issued, "kind": "collective", "role": "institution"}
        fields["contributors"] = [*fields.get("contributors", ()), one]
    fields["report_no"] = stated.first("technical_report_number")


def _identifiers(stated: _Stated, fields: dict[str, Any]) -> None:
    part = bool(fields.get("venue"))
    numbers = [*stated.all("issn"), *(f"{one} (electronic)" for one in stated.all("eissn"))]
    fields.update(issns_and_isbns(numbers, stated.all("isbn"), part=part))
    fields["doi"] = stated.first("doi")
    if number := stated.first("pmid"):
        fields["identifiers"]["pmid"] = number
    if (number := stated.first("arxiv_id")) and ArxivId.parse(number):
        fields["arxiv_id"] = number
    if address := stated.first(*_ADDRESSES):
        fields["url"] = address
        for name, value in identified(address).items():
            fields[name] = fields.get(name) or value


def _kind(stated: _Stated, fields: dict[str, Any]) -> None:
    kinds: dict[VenueKind | None, WorkType] = {
        "journal": "journal-article", "proceedings": "proceedings-article", "book": "book-chapter",
        "repository": "preprint",
    }  # fmt: skip
    found = kinds.get(fields.get("venue_kind"))
    if stated.all("dissertation_institution", "dissertation_name"):
        degree = (stated.first("dissertation_name") or "").lower()
        found = next((kind for sign, kind in DEGREES if sign in degree), "thesis")
    elif stated.all("technical_report_institution", "technical_report_number"):
        found = "report"
    elif fields.get("arxiv_id") and not fields.get("venue"):
        found = "preprint"
    fields["work_type"], fields["work_type_as_stated"] = found, stated.first("article_type")


def _dates(stated: _Stated, draft: Draft) -> None:
    fields = draft.fields
    issued, online = (
        stated.first("publication_date", "cover_date", "date", "year"), stated.first("online_date"),
    )  # fmt: skip
    if stated.all("arxiv_id") and not stated.all("journal_title"):
        # arXiv's own: the first version, and the one that is shown
        fields["submitted"] = slashed(issued).date if issued else None
        fields["updated"] = slashed(online).date if online else None
        return
    if issued or online:
        state_publication(slashed(issued or online or ""), draft)
    if issued and online and (day := slashed(online).date):
        fields["dates"] = [*fields.get("dates", ()), {"kind": "published-online", "date": day}]


def _reference(text: str) -> dict[str, Any]:
    """Return a cited work, stated part by part (`citation_title=…; citation_author=…`), or as printed."""
    if not text.startswith("citation_"):
        return {"text": text}
    parts: dict[str, list[str]] = {}
    for one in re.split(r";\s{0,3}(?=citation_)", text):
        name, _, value = one.partition("=")
        if value.strip(" ;"):
            parts.setdefault(name.removeprefix("citation_").strip(), []).append(value.strip(" ;"))
    said = {name: values[0] for name, values in parts.items()}
    year = _YEAR.search(said.get("publication_date") or said.get("year") or "")
    first, last = said.get("firstpage"), said.get("lastpage")
    made = {
        "title": said.get("title"), "authors": "; ".join(parts.get("author", ())) or None,
        "venue": said.get("journal_title") or said.get("inbook_title") or said.get("conference_title"),
        "volume": said.get("volume"), "issue": said.get("issue"), "doi": said.get("doi"),
        "pages": said.get("pages") or (f"{first}-{last}" if first and last else first),
        "year": int(year[1]) if year else None,
    }  # fmt: skip
    return {key: value for key, value in made.items() if value} or {"text": text}
