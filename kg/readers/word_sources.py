"""Word's bibliographies in XML (`Sources.xml`, `<b:Sources>`), as Word, JabRef and KBibTeX write them.

ECMA-376, part 1, 22.6 (bibliography). People stand in a list for each role; a place has a city, a region and
a country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.kinds import VenueKind, WorkType
from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.eprint_places import identified
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person as listed
from kg.readers.leaves import Shape, xml_leaves
from kg.readers.markup import text_of
from kg.readers.printed_dates import printed, slashed, state_publication
from kg.readers.ris_kinds import DEGREES
from kg.readers.serials import serial_numbers
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements
from kg.records import ContributorRole, Item

NAME: Final = "word-sources"

_SIGN: Final = re.compile(
    r"\A(?:\s++|<\?[^>]{0,500}>|<!--(?:(?!-->).){0,2000}-->){0,20}+"
    r"<(?:[\w.-]{1,30}:)?Sources?\b[^>]{0,2000}officeDocument/(?:2006/)?bibliography",
    re.DOTALL,
)
_KINDS: Final[dict[str, WorkType]] = {
    "JournalArticle": "journal-article", "Book": "book", "BookSection": "book-chapter",
    "ConferenceProceedings": "proceedings-article", "Report": "report",
}  # fmt: skip
_ROLES: Final[dict[str, ContributorRole]] = {
    "Translator": "translator", "Compiler": "compiler", "Interviewer": "interviewer",
    "BookAuthor": "other", "Editor": "editor",
}  # fmt: skip
_AUTHORS: Final = frozenset(
    ["Author", "Artist", "Inventor", "Interviewee", "Composer", "Performer", "Director"]
)
_VENUES: Final[tuple[tuple[str, VenueKind | None], ...]] = (
    ("JournalName", "journal"), ("PeriodicalTitle", None), ("BookTitle", "book"),
    ("InternetSiteTitle", None),
)  # fmt: skip
_PLACE: Final = ("City", "StateProvince", "CountryRegion")
_OWN: Final = "it is how Word keeps the entry"
_NUMBERS: Final = "venue_identifiers identifiers other_identifiers doi"
TABLE: Final = FieldTable(
    read={f"Source/{path}": field for path, field in {
        "Title": "title", "ShortTitle": "titles", "Author/*": "authors editors contributors",
        "SourceType": "work_type work_type_as_stated", "BIBTEX_Entry": "work_type work_type_as_stated",
        "ThesisType": "work_type work_type_as_stated", "Year": "published year date_as_stated",
        "Month": "published", "Day": "published", "JournalName": "venue", "PeriodicalTitle": "venue",
        "BookTitle": "venue", "InternetSiteTitle": "venue", "ConferenceName": "event venue",
        "Publisher": "publisher", "Institution": "contributors", "Department": "contributors",
        "City": "place", "StateProvince": "place", "CountryRegion": "place", "Volume": "volume",
        "Issue": "issue", "Pages": "pages", "Edition": "edition", "StandardNumber": _NUMBERS, "DOI": "doi",
        "URL": "url doi arxiv_id", "YearAccessed": "dates", "MonthAccessed": "dates", "DayAccessed": "dates",
        "BIBTEX_Abstract": "abstract", "BIBTEX_KeyWords": "keywords", "BIBTEX_Series": "series",
    }.items()},
    dropped={f"Source/{path}": why for path, why in {
        "Tag": _OWN, "Guid": _OWN, "LCID": _OWN, "RefOrder": _OWN, "BIBTEX_Key": _OWN,
        "Comments": "a note of whoever keeps the library is private",
    }.items()},
)  # fmt: skip
SHAPE: Final = Shape()


def _sniff(head: str) -> float:
    return 0.97 if _SIGN.match(head) else 0.0


@reader(NAME, "Word's bibliographies in XML", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each `<b:Source>`; one that is not well-formed is a rejection.

    Raises:
        UnreadableInput: the document cannot be read, or its encoding is not known.
    """
    for one in elements(document, frozenset(), {"Source": frozenset()}, shape=SHAPE):
        if not isinstance(one, Parsed):
            yield one
            continue
        leaves = list(xml_leaves(one.element, shape=SHAPE))
        draft = Draft(document, NAME, one.lines, leaves, TABLE, excerpt=one.entry.text)
        _fill(one.element, draft)
        yield from draft.finish()


def _fill(source: Element, draft: Draft) -> None:
    fields = draft.fields
    stated = {one.tag: text for one in source if not len(one) and (text := text_of(one))}
    fields["title"] = stated.get("Title")
    if short := stated.get("ShortTitle"):
        fields["titles"] = [{"text": short, "kind": "short"}] if short != fields["title"] else []
    _kind(stated, draft)
    _people(source, draft)
    if year := stated.get("Year"):
        loose = (
            slashed(year)
            if not re.fullmatch(r"\d{4}", year)
            else printed(year, stated.get("Month"), stated.get("Day"))
        )
        state_publication(loose, draft)
    if year := stated.get("YearAccessed"):
        accessed = printed(year, stated.get("MonthAccessed"), stated.get("DayAccessed"))
        fields.setdefault("dates", []).append(
            {"kind": "accessed", "date": accessed.date, "as_stated": None if accessed.date else year}
        )
    _venue(stated, draft)
    fields["publisher"], fields["edition"] = stated.get("Publisher"), stated.get("Edition")
    fields["place"] = ", ".join(stated[key] for key in _PLACE if key in stated)
    fields["volume"], fields["issue"] = stated.get("Volume"), stated.get("Issue")
    fields["pages"], fields["series"] = stated.get("Pages"), stated.get("BIBTEX_Series")
    fields["abstract"] = stated.get("BIBTEX_Abstract")
    fields["keywords"] = [
        one for one in re.split(r"\s{0,5}[;,]\s{0,5}", stated.get("BIBTEX_KeyWords", "")) if one
    ]
    _identifiers(stated, draft)


def _kind(stated: dict[str, str], draft: Draft) -> None:
    """State the kind by Word's word, by BibTeX's where an exporter left it, and by the degree."""
    fields, word, degree = draft.fields, stated.get("SourceType"), stated.get("ThesisType", "")
    if known := stated.get("BIBTEX_Entry"):
        draft.kind(known)
    elif word in _KINDS:
        fields["work_type"] = _KINDS[word]
    fields["work_type_as_stated"] = degree or known or word
    found = next((kind for sign, kind in DEGREES if sign in degree.lower()), None)
    if found or "thesis" in degree.lower():
        fields["work_type"] = found or "thesis"


def _people(source: Element, draft: Draft) -> None:
    fields = draft.fields
    of_part = (text_of(source.find("SourceType")) or "") in ("BookSection", "ConferenceProceedings")
    for held in source.findall("Author"):
        for role in held:
            people = [made for one in role.findall("NameList/Person") for made in _person(one)]
            people += [
                {"name": name, "kind": "collective"}
                for one in role.findall("Corporate")
                if (name := text_of(one))
            ]
            if role.tag in _AUTHORS:
                fields.setdefault("authors", []).extend(people)
            elif role.tag == "Editor" and (of_part or not source.findall("Author/Author")):
                fields.setdefault("editors", []).extend(people)
            else:
                kind = _ROLES.get(role.tag, "other")
                made = [
                    one | {"role": kind, "role_as_stated": role.tag if kind == "other" else None}
                    for one in people
                ]
                fields.setdefault("contributors", []).extend(made)
    for tag in ("Institution", "Department"):
        if (name := text_of(source.find(tag))) is not None:
            body = {"name": name, "kind": "collective", "role": "institution"}
            fields.setdefault("contributors", []).append(body)


def _person(one: Element) -> Iterator[dict[str, Any]]:
    """Yield whom a `<b:Person>` names: one, or more where an exporter put `and …` into a middle name."""
    family, first = text_of(one.find("Last")), text_of(one.find("First"))
    middle, *others = re.split(r"(?:^|\s)and\s", text_of(one.find("Middle")) or "")
    given = " ".join(part for part in (first, middle.strip()) if part)
    if family and given:
        yield {"family": family, "given": given}
    elif family or given:
        yield {"name": family or given}
    for name in others:
        found = listed(name)
        yield found if isinstance(found, dict) else {"name": found}


def _venue(stated: dict[str, str], draft: Draft) -> None:
    fields = draft.fields
    meeting = stated.get("ConferenceName")
    for tag, kind in _VENUES:
        if name := stated.get(tag):
            fields["venue"] = name
            fields["venue_kind"] = "proceedings" if meeting and tag == "BookTitle" else kind
            break
    if meeting and meeting != fields.get("venue"):
        fields["event"] = {"name": meeting}
    if meeting and not fields.get("venue"):
        fields["venue"], fields["venue_kind"] = meeting, "proceedings"


def _identifiers(stated: dict[str, str], draft: Draft) -> None:
    fields, number = draft.fields, stated.get("StandardNumber")
    fields["doi"] = stated.get("DOI")
    if number and re.match(r"(?:doi\W{0,3}|https?://(?:dx\.)?doi\.org/)?10\.\d{4}", number, re.IGNORECASE):
        fields["doi"] = fields["doi"] or number
    elif number:
        bare = re.sub(r"^\W{0,3}(?:ISBN|ISSN)(?:-?1[03])?\W{0,3}", "", number, flags=re.IGNORECASE)
        of_book = fields.get("work_type") in ("book", "dissertation", "masters-thesis", "thesis", "report")
        if re.match(r"[\dXx -]{8,20}$", bare):
            found = serial_numbers([bare], of_book=len(re.sub(r"\W", "", bare)) > 8, part=not of_book)
            fields |= {key: found[key] for key in ("venue_identifiers", "identifiers", "other_identifiers")}
    if address := stated.get("URL"):
        known = identified(address)
        for key, value in known.items():
            fields[key] = fields.get(key) or value
        fields["url"] = address if address.startswith(("http://", "https://")) else None
