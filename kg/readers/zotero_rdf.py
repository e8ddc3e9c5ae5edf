"""Zotero RDF: a library as Zotero exports it, with its items' own words (`z:itemType`).

https://www.zotero.org/support/kb/importing_records_from_online_databases. It is RDF/XML of one layout,
with elements that RDF does not allow (`<rdf:resource>` of attachments), so it is read as XML. Items say what
those of Zotero's JSON say and are read as these are. What an item is part of stands in it, or under its
address elsewhere in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf, Shape, xml_leaves
from kg.readers.markup import text_of
from kg.readers.services import zotero
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements
from kg.records import Item, Notice, Rejection

NAME: Final = "zotero-rdf"
_SIGN: Final = "http://www.zotero.org/namespaces/export#"
_TOP: Final = (
    "Article", "Book", "BookSection", "Document", "Journal", "Description", "Thesis", "Report", "Letter",
    "Manuscript", "Patent", "Recording", "Image", "Illustration", "Legislation", "Memo", "MotionPicture",
    "Data", "Interview", "Blog", "Website", "Forum", "Series", "Periodical", "CourtReporter", "UserItem",
    "Software", "Case", "Statute", "Bill", "Hearing", "Map", "Artwork",
)  # fmt: skip
_BESIDE: Final = ("Attachment", "Collection")
_ROLES: Final = re.compile(
    r"(?:series|reviewed|book)?(?:author|editor|translator|contributor|programmer|interviewer|interviewee|"
    r"director|inventor|presenter|performer|composer|sponsor|cosponsor|cartographer|artist|podcaster|guest|"
    r"producer|recipient|commenter|counsel)s?",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"(ISBN|ISSN|DOI)[:\s]\s{0,3}(.{1,200})", re.IGNORECASE)
_PUBLISHERS: Final = {"thesis": "university", "report": "institution", "computerProgram": "company"}
_KINDS: Final = {"thesis": "thesisType"}
_NUMBERS: Final = {"report": "reportNumber", "preprint": "archiveID"}
SHAPE: Final = Shape(marks=frozenset(["about", "resource", "parseType", "datatype"]))
_PEOPLE: Final = "authors editors contributors"
_CONTAINER: Final = (
    "venue series volume issue venue_abbreviation venue_identifiers other_identifiers identifiers doi"
)
_KEPT: Final = "it says how the library keeps the item"
TABLE: Final = FieldTable(
    read={
        "itemType": "work_type work_type_as_stated", "title": "title", "shortTitle": "titles",
        "abstract": "abstract", "date": "published dates year date_as_stated",
        "language": "language languages",
        "rights": "licenses", "pages": "pages", "numPages": "extent", "edition": "edition",
        "volume": "volume", "number": "issue report_no arxiv_id series_number",
        "description": "identifiers arxiv_id doi",
        "subject": "keywords", "subject/AutomaticTag/value": "keywords", "type": "work_type",
        "dateSubmitted": "dates", "publisher/Organization/name": "publisher venue arxiv_id",
        "publisher/Organization/adr/Address/locality": "place",
        "presentedAt/Conference/title": "event",
        "identifier": "doi identifiers venue_identifiers", "identifier/URI/value": "url doi arxiv_id",
        "isPartOf/*": _CONTAINER, "part/*": _CONTAINER, "repository": "venue arxiv_id",
        "archiveID": "arxiv_id",
        "citationKey": "stated",
        **{f"{role}/Seq/li/Person/{name}": _PEOPLE
           for role in ("authors", "editors", "contributors", "translators", "seriesEditors", "bookAuthors",
                        "programmers", "presenters", "interviewees", "interviewers", "inventors", "artists",
                        "podcasters", "cartographers", "reviewedAuthors", "sponsors", "directors", "guests",
                        "performers", "composers", "producers", "recipients", "commenters", "cosponsors")
           for name in ("surname", "givenName")},
    },
    dropped={"libraryCatalog": _KEPT, "dateAdded": _KEPT, "dateModified": _KEPT, "citationKey@*": _KEPT},
)  # fmt: skip


def _sniff(head: str) -> float:
    return 0.99 if _SIGN in head and "<" in head[:200] else 0.0


@reader(NAME, "Zotero RDF, as Zotero exports a library", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each item; one that is not well-formed is a rejection.

    Raises:
        UnreadableInput: the document cannot be read, or its encoding is not known.
    """
    items: list[Parsed] = []
    places: dict[str, Element] = {}
    bodies: dict[str, frozenset[str]] = {name: frozenset() for name in (*_TOP, *_BESIDE)}
    for piece in elements(document, frozenset(), bodies, shape=SHAPE):
        if isinstance(piece, Notice | Rejection):
            yield piece
        elif piece.element.find("itemType") is not None and piece.tag not in (*_BESIDE, "Memo"):
            items.append(piece)
        elif piece.tag in _BESIDE or piece.tag == "Memo":
            _passed(document, piece.element, "it is an attachment, a note or a collection")
        else:
            places[piece.element.get("about") or ""] = piece.element
    told: set[str] = set()
    for piece in items:
        yield from _record(document, piece, places, told)
    for address in places.keys() - told:
        _passed(document, places[address], "no item is part of it")


def _passed(document: Document, element: Element, reason: str) -> None:
    if document.fates is not None:
        document.fates.drop(_leaves(element), reason)


def _record(
    document: Document, piece: Parsed, places: Mapping[str, Element], told: set[str]
) -> Iterator[Item]:
    element = piece.element
    kind = text_of(element.find("itemType")) or ""
    if kind in ("attachment", "note", "annotation"):
        _passed(document, element, "it is an attachment or a note")
        return
    leaves = list(_leaves(element))
    shared: list[Leaf] = []
    containers = []
    for part in element.findall("isPartOf"):
        address = part.get("resource") or ""
        if address in places:
            containers.append(places[address])
            found = [leaf._replace(path=f"part/{leaf.path}") for leaf in _leaves(places[address])]
            (shared if address in told else leaves).extend(found)
            told.add(address)
        containers += list(part)
    draft = Draft(document, NAME, piece.lines, leaves, TABLE, told=shared, excerpt=piece.entry.text)
    why = zotero.fill(_stated(element, kind, containers), draft)
    if piece.broken:
        draft.odd("source", piece.broken)
    yield from draft.finish() if why is None else draft.reject(why)


def _leaves(element: Element) -> Iterator[Leaf]:
    """Yield the values of an item, without what it is called in RDF."""
    for leaf in xml_leaves(element, shape=SHAPE):
        yield leaf._replace(path=leaf.path.partition("/")[2] or leaf.path)


def _stated(element: Element, kind: str, containers: list[Element]) -> dict[str, Any]:
    """Return an item under the names of Zotero's JSON."""
    made: dict[str, Any] = {
        "itemType": kind,
        "creators": _creators(element),
        "extra": _text(element, "description"),
    }
    for key, tag in (
        ("title", "title"), ("shortTitle", "shortTitle"), ("abstractNote", "abstract"), ("date", "date"),
        ("language", "language"), ("rights", "rights"), ("pages", "pages"), ("numPages", "numPages"),
        ("edition", "edition"), ("accessDate", "dateSubmitted"), ("archiveID", "archiveID"),
        ("citationKey", "citationKey"), ("repository", "repository"), ("extra", "description"),
        (_KINDS.get(kind, "genre"), "type"), ("volume", "volume"), (_NUMBERS.get(kind, "issue"), "number"),
        ("conferenceName", "presentedAt/Conference/title"),
        ("place", "publisher/Organization/adr/Address/locality"),
    ):  # fmt: skip
        if text := _text(element, tag):
            made[key] = text
    if publisher := _text(element, "publisher/Organization/name"):
        made["repository" if kind == "preprint" else _PUBLISHERS.get(kind, "publisher")] = publisher
    made["tags"] = [
        {"tag": text}
        for one in element.findall("subject")
        if (text := _text(one, "AutomaticTag/value") or text_of(one))
    ]
    _numbers(element, made)
    for container in containers:
        _place(container, made, kind)
    return made


def _text(element: Element, path: str) -> str | None:
    return text_of(element.find(path))


def _creators(element: Element) -> list[dict[str, Any]]:
    """Return the people of an item in the order of its roles, and of each role in its own."""
    made = []
    for child in element:
        if not _ROLES.fullmatch(child.tag):
            continue
        for one in child.iter("Person"):
            family, given = _text(one, "surname"), _text(one, "givenName")
            named = (
                {"lastName": family, "firstName": given} if family and given else {"name": family or given}
            )
            made.append({"creatorType": child.tag.removesuffix("s"), **named})
    return made


def _numbers(element: Element, made: dict[str, Any]) -> None:
    """State ISBN, ISSN and DOI, each written behind its name, and the address."""
    for one in element.findall("identifier"):
        if address := _text(one, "URI/value"):
            made.setdefault("url", address)
        elif found := _NUMBER.fullmatch(text_of(one) or ""):
            made.setdefault(found[1].upper(), found[2])


def _place(container: Element, made: dict[str, Any], kind: str) -> None:
    title = _text(container, "title")
    if container.tag == "Series":
        if title:
            made["series"] = title
        if number := _text(container, "number"):
            made["seriesNumber"] = number
        return
    if title:
        made.setdefault(zotero.VENUES.get(kind, ("publicationTitle", None))[0], title)
    for key, tag in (("journalAbbreviation", "alternative"), ("volume", "volume"), ("issue", "number")):
        if text := _text(container, tag):
            made.setdefault(key, text)
    _numbers(container, made)
