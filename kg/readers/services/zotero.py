"""Zotero's own JSON: items of its Web API, and exports of Better BibTeX.

https://www.zotero.org/support/dev/web_api/v3/types_and_fields. Notes, attachments and annotations are no
works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.identifiers import Pmcid, Pmid
from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft, first
from kg.readers.eprint_places import eprint_place, identified
from kg.readers.fates import FieldTable
from kg.readers.json_values import objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.notes import identifiers_in
from kg.readers.printed_dates import slashed, state_publication
from kg.readers.ris_kinds import DEGREES
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import day, event, service
from kg.records import ContributorRole

_KEPT: Final = "it says how the library keeps the item"
_PRIVATE: Final = "a note of whoever keeps the library is private"
KINDS: Final[dict[str, WorkType]] = {
    "journalArticle": "journal-article", "conferencePaper": "proceedings-article",
    "bookSection": "book-chapter", "book": "book",
    "report": "report", "thesis": "thesis", "preprint": "preprint", "computerProgram": "software",
    "dataset": "dataset",
    "encyclopediaArticle": "reference-entry", "dictionaryEntry": "reference-entry",
}  # fmt: skip
"""Kinds of works by Zotero's own words, which its exports to other formats keep."""
VENUES: Final[dict[str, tuple[str, VenueKind | None]]] = {
    "journalArticle": ("publicationTitle", "journal"), "magazineArticle": ("publicationTitle", "magazine"),
    "newspaperArticle": ("publicationTitle", "newspaper"),
    "conferencePaper": ("proceedingsTitle", "proceedings"),
    "bookSection": ("bookTitle", "book"), "encyclopediaArticle": ("encyclopediaTitle", "book"),
    "dictionaryEntry": ("dictionaryTitle", "book"), "webpage": ("websiteTitle", None),
    "blogPost": ("blogTitle", None),
    "preprint": ("repository", "repository"), "forumPost": ("forumTitle", None),
    "dataset": ("repository", "repository"),
}  # fmt: skip
"""Where an item has the name of what it is in, and what kind of venue that is."""
_ROLES: Final[dict[str, tuple[ContributorRole, str | None]]] = {
    "editor": ("editor", None), "seriesEditor": ("editor", "seriesEditor"),
    "translator": ("translator", None),
    "contributor": ("other", "contributor"), "bookAuthor": ("other", "bookAuthor"),
    "reviewedAuthor": ("reviewed-author", None),
    "interviewer": ("interviewer", None), "sponsor": ("sponsor", None),
}  # fmt: skip
_AUTHORS: Final = frozenset(
    ["author", "programmer", "inventor", "presenter", "podcaster", "artist", "interviewee", "cartographer"]
)
_FROM_EXTRA: Final = "identifiers arxiv_id doi"
_NO_WORKS: Final = {"attachment": "an attachment", "note": "a note", "annotation": "an annotation"}

TABLE: Final = FieldTable(
    read={
        "itemType": "work_type work_type_as_stated", "title": "title", "shortTitle": "titles",
        "creators[].*": "authors editors contributors", "abstractNote": "abstract",
        "date": "published dates year date_as_stated",
        "publicationTitle": "venue arxiv_id", "bookTitle": "venue", "proceedingsTitle": "venue",
        "encyclopediaTitle": "venue",
        "dictionaryTitle": "venue", "websiteTitle": "venue", "blogTitle": "venue", "forumTitle": "venue",
        "repository": "venue arxiv_id",
        "journalAbbreviation": "venue_abbreviation", "volume": "volume", "issue": "issue", "pages": "pages",
        "series": "series",
        "seriesTitle": "series", "seriesNumber": "series_number", "edition": "edition", "place": "place",
        "publisher": "publisher",
        "university": "publisher", "institution": "publisher", "company": "publisher", "numPages": "extent",
        "DOI": "doi", "ISSN": "venue_identifiers other_identifiers",
        "ISBN": "identifiers venue_identifiers other_identifiers", "url": "url doi arxiv_id",
        "accessDate": "dates", "language": "language languages", "rights": "licenses",
        "tags[].tag": "keywords", "tags[]": "keywords", "extra": _FROM_EXTRA, "extra[]": _FROM_EXTRA,
        "conferenceName": "event", "meetingName": "event",
        "thesisType": "work_type work_type_as_stated", "reportNumber": "report_no", "archiveID": "arxiv_id",
        "number": "report_no",
        "citationKey": "stated", "genre": "work_type",
    },
    dropped={
        "key": _KEPT, "version": _KEPT, "itemKey": _KEPT, "itemID": _KEPT, "libraryID": _KEPT,
        "collections[]*": _KEPT, "relations.*": _KEPT,
        "dateAdded": _KEPT, "dateModified": _KEPT, "attachments[].*": _KEPT, "notes[].*": _PRIVATE,
        "uri": _KEPT, "select": _KEPT,
        "libraryCatalog": _KEPT, "tags[].type": _KEPT, "seeAlso*": _KEPT, "inPublications": _KEPT,
        "deleted": _KEPT,
    },
)  # fmt: skip


def _items(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    held = entry.get("data")
    item = held if isinstance(held, dict) and "itemType" in held else entry
    if item.get("itemType") not in _NO_WORKS:
        yield item


def fill(stated: dict[str, Any], draft: Draft) -> str | None:
    """State what an item of Zotero says; return why it is none, where it is none."""
    fields = draft.fields
    word = text(stated.get("itemType")) or ""
    if not word:
        return "it is no item of Zotero: it has no itemType"
    fields["title"], fields["abstract"] = plain(stated.get("title")), text(stated.get("abstractNote"))
    short = plain(stated.get("shortTitle"))
    fields["titles"] = [{"text": short, "kind": "short"}] if short and short != fields["title"] else []
    fields["doi"] = text(stated.get("DOI"))
    fields["identifiers"] = {}
    _place(stated, draft, word)
    _people(stated, draft, word)
    _kind(stated, draft, word)
    if printed := text(stated.get("date")):
        state_publication(slashed(printed.replace("-00", "")), draft)
    if read_on := day(stated.get("accessDate")):
        fields["dates"] = [*fields.get("dates", ()), {"kind": "accessed", "date": read_on}]
    fields |= spoken(*texts(stated.get("language")))
    fields["licenses"] = [{"license": words}] if (words := text(stated.get("rights"))) else []
    fields["keywords"] = list(dict.fromkeys([
        *(one for each in objects(stated.get("tags")) if (one := plain(each.get("tag")))),
        *(one for one in texts(stated.get("tags"))),
    ]))  # fmt: skip
    if key := text(stated.get("citationKey")):
        fields["stated"] = [{"field": "citation-key", "value": key}]
    _extra("\n".join(_lines(stated.get("extra"))), draft)
    return None


def _people(stated: dict[str, Any], draft: Draft, word: str) -> None:
    fields = draft.fields
    fields |= {"authors": [], "editors": [], "contributors": []}
    whole = word in ("book", "report", "thesis", "dataset", "computerProgram") or not fields.get("venue")
    for one in objects(stated.get("creators")):
        kind = text(one.get("creatorType")) or "author"
        family, given, name = (plain(one.get(key)) for key in ("lastName", "firstName", "name"))
        if family and given:
            made: dict[str, Any] = {"given": given, "family": family}
        elif name or family or given:
            made = {"name": name or family or given}
        else:
            continue
        if kind in _AUTHORS:
            fields["authors"].append(made)
        elif kind == "editor" and not whole:
            fields["editors"].append(made)
        else:
            role, said = _ROLES.get(kind, ("other", kind))
            fields["contributors"].append(made | {"role": role} | ({"role_as_stated": said} if said else {}))


def _place(stated: dict[str, Any], draft: Draft, word: str) -> None:
    fields = draft.fields
    key, kind = VENUES.get(word, ("publicationTitle", None))
    venue = plain(stated.get(key)) or plain(stated.get("publicationTitle"))
    place = eprint_place(venue) if venue else None
    number = text(stated.get("archiveID"))
    if number and number.lower().startswith("arxiv"):
        fields["arxiv_id"] = number
    if place is not None:
        fields["arxiv_id"] = fields.get("arxiv_id") or place.number
    elif venue:
        fields["venue"], fields["venue_kind"] = venue, kind
    fields["venue_abbreviation"] = plain(stated.get("journalAbbreviation"))
    for field, name in (
        ("volume", "volume"), ("issue", "issue"), ("edition", "edition"), ("place", "place"),
        ("extent", "numPages"),
        ("series_number", "seriesNumber"), ("report_no", "reportNumber"), ("url", "url"),
    ):  # fmt: skip
        fields[field] = text(stated.get(name))
    fields["pages"] = (
        re.sub(r"(?<=\w)\s?[-–—]{1,2}\s?(?=\w)", "-", printed)
        if (printed := text(stated.get("pages")))
        else None
    )
    fields["series"] = plain(stated.get("seriesTitle")) or plain(stated.get("series"))
    fields["publisher"] = first(
        plain(stated.get(name)) for name in ("publisher", "university", "institution", "company")
    )
    fields["event"] = event(stated.get("conferenceName") or stated.get("meetingName"))
    part = bool(fields.get("venue")) and word in (
        "bookSection",
        "conferencePaper",
        "encyclopediaArticle",
        "dictionaryEntry",
    )
    fields.update(issns_and_isbns(texts(stated.get("ISSN")), texts(stated.get("ISBN")), part=part))
    for name, value in identified(fields["url"] or "").items():
        fields[name] = fields.get(name) or value


def _kind(stated: dict[str, Any], draft: Draft, word: str) -> None:
    found = KINDS.get(word)
    if word == "thesis":
        degree = (text(stated.get("thesisType")) or "").lower()
        found = next((kind for sign, kind in DEGREES if sign in degree), "thesis")
    draft.fields["work_type"] = found
    draft.fields["work_type_as_stated"] = word if word != found else None


def _lines(extra: object) -> list[str]:
    return extra.splitlines() if isinstance(extra, str) else texts(extra)


def _extra(extra: str, draft: Draft) -> None:
    """Read the lines `PMID: 123` of the field for all that Zotero has none for."""
    fields = draft.fields
    for name, value in identifiers_in(extra).items():
        if name in ("doi", "arxiv_id"):
            fields[name] = fields.get(name) or value
        elif (Pmid if name == "pmid" else Pmcid).parse(value):
            fields["identifiers"].setdefault(name, value)


service(
    "zotero",
    "Zotero's own JSON: its Web API, and exports of Better BibTeX",
    fill,
    TABLE,
    told_by=("itemType", "data.itemType", "items.itemType"),
    lists=("items",),
    of=_items,
)
