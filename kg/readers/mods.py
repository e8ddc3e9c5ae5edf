"""MODS, the Metadata Object Description Schema: records of libraries, alone or in a collection.

https://www.loc.gov/standards/mods/ (versions 3.0 to 3.8). What a part stands in is its `relatedItem` of the
type `host`; what has no field, such as notes and physical location, is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.kinds import VenueKind
from kg.readers import reader
from kg.readers.date_parts import stated_date
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.isbd import bare
from kg.readers.language_codes import language_tag, spoken
from kg.readers.leaves import Leaf, Shape, xml_leaves
from kg.readers.markup import text_of
from kg.readers.metadata import metadata
from kg.readers.mods_parts import kind, origin, part, people
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements
from kg.records import Item

NAME: Final = "mods"

_BODIES: Final[dict[str, frozenset[str]]] = {"mods": frozenset(["mods"])}
_BEGIN: Final = re.compile(r"<(?:[\w.-]{1,30}:)?(?:mods|modsCollection)[\s>]")
_MARKS: Final = re.compile(r"loc\.gov/mods/v3|<(?:[\w.-]{1,30}:)?titleInfo[\s>]")
_TYPED: Final = {
    "identifier": "type", "titleInfo": "type", "relatedItem": "type", "note": "type", "abstract": "type",
    "accessCondition": "type", "detail": "type", "namePart": "type",
}  # fmt: skip
_LAYOUT: Final = frozenset(["ID", "type", "encoding", "keyDate", "authority", "authorityURI", "usage",
"point",
                            "version", "schemaLocation", "qualifier", "displayLabel", "unit", "script",
                            "transliteration", "altRepGroup"])  # fmt: skip
SHAPE: Final = Shape(typed=_TYPED, marks=_LAYOUT)
_RELATIONS: Final = {
    "preceding": "replaces", "succeeding": "replaced-by", "original": "version-of", "constituent": "has-part",
    "otherVersion": "version-of", "otherFormat": "same-as", "isReferencedBy": "cited-by",
    "references": "cites",
    "reviewOf": "review-of",
}  # fmt: skip
_WORK: Final = {"doi": "doi", "arxiv": "arxiv", "hdl": "handle", "handle": "handle", "urn": "urn",
"pmid": "pmid",
                "pmcid": "pmcid", "pmc": "pmcid", "isbn": "isbn", "lccn": "lccn", "oclc": "oclc",
                "bibcode": "bibcode"}  # fmt: skip
_PARTS: Final = frozenset(["journal-article", "book-chapter", "proceedings-article"])
_OF_ALL: Final = "authors editors contributors event"
TABLE: Final = FieldTable(
    read={
        "mods/titleInfo*": "title titles subtitle", "mods/titleInfo.*": "titles title",
        "mods/name/*": _OF_ALL,
        "mods/name@*": _OF_ALL, "mods/genre": "work_type work_type_as_stated",
        "mods/originInfo/place*": "place",
        "mods/originInfo/publisher": "publisher", "mods/originInfo/date*": "dates published",
        "mods/originInfo/copyrightDate": "dates", "mods/originInfo/edition": "edition",
        "mods/language/languageTerm": "language languages", "mods/language": "language languages",
        "mods/physicalDescription/extent": "extent",
        "mods/abstract": "abstract abstracts", "mods/abstract@lang": "abstracts language",
        "mods/subject/*": "subjects keywords",
        "mods/subject@*": "subjects", "mods/classification*": "subjects",
        "mods/part/*": "volume issue pages published extent",
        "mods/identifier.issn": "venue_identifiers", "mods/identifier.uri": "url doi",
        "mods/location/url*": "url",
        "mods/relatedItem.host/titleInfo/*": "venue",
        "mods/relatedItem.host/titleInfo.abbreviated/*": "venue_abbreviation",
        "mods/relatedItem.host/identifier.issn": "venue_identifiers",
        "mods/relatedItem.host/identifier.isbn": "venue_identifiers",
        "mods/relatedItem.host/part/*": "volume issue pages published extent",
        "mods/relatedItem.host/originInfo/publisher": "publisher",
        "mods/relatedItem.host/originInfo/place*": "place",
        "mods/relatedItem.host/originInfo/date*": "dates published",
        "mods/relatedItem.host/name/*": "editors",
        "mods/relatedItem.host/genre": "venue_kind",
        "mods/relatedItem.host/relatedItem.series/titleInfo/*": "series series_number",
        "mods/relatedItem.series/titleInfo/*": "series series_number",
        "mods/accessCondition@href": "licenses",
        "mods/accessCondition.use-and-reproduction@href": "licenses",
        "mods/recordInfo/recordChangeDate": "source",
    }
    | {f"mods/identifier.{scheme}": "doi identifiers arxiv_id other_identifiers" for scheme in _WORK}
    | {f"mods/relatedItem.{word.lower()}/titleInfo/*": "relations" for word in _RELATIONS}
    | {f"mods/relatedItem.{word.lower()}/identifier*": "relations" for word in _RELATIONS},
    dropped={"mods/name/namePart.date": "no field has the years of a life"},
)  # fmt: skip


def _sniff(head: str) -> float:
    if not _BEGIN.search(head) or not _MARKS.search(head):
        return 0.0
    return 0.5 if "OAI-PMH" in head[:2000] else 0.96


@reader(NAME, "MODS records of libraries and repositories", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record a `<mods>`."""
    for one in elements(document, frozenset(), _BODIES, shape=SHAPE):
        if not isinstance(one, Parsed):
            yield one
            continue
        draft = Draft(document, NAME, one.lines, leaves(one.element), TABLE, excerpt=one.entry.text)
        fill(one.element, draft)
        yield from draft.finish()


@metadata("{http://www.loc.gov/mods/v3}mods", "{http://www.loc.gov/mods/}mods", "mods")
def record(
    document: Document, element: Element, lines: tuple[int, int], _header: str | None
) -> Iterator[Item]:
    """Yield the record of a `<mods>` that stands in a record of another format.

    `_header`, the identifier that its repository gives it, is added by that format's reader.
    """
    draft = Draft(document, NAME, lines, leaves(element), TABLE)
    fill(element, draft)
    yield from draft.finish()


def leaves(mods: Element) -> list[Leaf]:
    """Return the values of a `<mods>` whose names have no namespaces."""
    return list(xml_leaves(mods, shape=SHAPE))


def fill(mods: Element, draft: Draft) -> None:
    """State in `draft` what a `<mods>` says, whose names have no namespaces."""
    fields = draft.fields
    words = [text_of(one) for one in mods.iterfind("language/languageTerm")]
    words += [one.text for one in mods.iterfind("language") if one.find("languageTerm") is None]
    fields |= spoken(*words)
    _titles(mods, draft)
    kind(mods, draft)
    fields |= people(mods, of_part=fields.get("work_type") in _PARTS)
    origin(mods, draft)
    part(mods, draft)
    _identifiers(mods, draft)
    _contents(mods, draft)
    _related(mods, draft)
    fields["observed"] = stated_date(text_of(mods.find("recordInfo/recordChangeDate")))


def _title(info: Element) -> str | None:
    """Return the title of `<titleInfo>` with what is before it and its part, the subtitle left out."""
    short = info.get("type") == "abbreviated"
    before, main = text_of(info.find("nonSort")), text_of(info.find("title"))
    main = main if short else bare(main)
    if before and main:
        main = f"{before}{main}" if before.endswith(("'", "’")) else f"{before} {main}"
    parts = [bare(text_of(info.find(tag))) for tag in ("partNumber", "partName")]
    return ". ".join(filter(None, (main, *parts))) or None


def _titles(mods: Element, draft: Draft) -> None:
    for info in mods.findall("titleInfo"):
        text, word = _title(info), info.get("type")
        subtitle = bare(text_of(info.find("subTitle")))
        if text is None:
            continue
        if word is None and not draft.fields.get("title"):
            draft.fields |= {"title": text, "subtitle": subtitle}
            continue
        made = {"translated": "translated", "abbreviated": "short"}.get(word or "", "alternative")
        language = language_tag(info.get("lang"))
        whole = f"{text}: {subtitle}" if subtitle else text
        draft.fields.setdefault("titles", []).append({"text": whole, "kind": made, "language": language})


def _identifiers(mods: Element, draft: Draft) -> None:
    fields = draft.fields
    fields["identifiers"] = {}
    for one in mods.findall("identifier"):
        word, value = (one.get("type") or "").strip().lower(), text_of(one)
        if not value or one.get("invalid") == "yes":
            continue
        scheme = _WORK.get(word)
        if scheme == "doi" or (word in ("", "uri") and "doi.org/10." in value):
            fields.setdefault("doi", value)
        elif scheme == "arxiv":
            fields.setdefault("arxiv_id", value)
        elif scheme and scheme in fields["identifiers"]:
            fields.setdefault("other_identifiers", []).append({"scheme": scheme, "value": value})
        elif scheme:
            fields["identifiers"][scheme] = value
        elif word in ("issn", "issn-l"):
            fields.setdefault("venue_identifiers", {}).setdefault(
                "issn" if word == "issn" else "lissn", value
            )
        elif word == "uri" and value.startswith(("http://", "https://")):
            fields.setdefault("url", value)
    for one in mods.iterfind("location/url"):
        if (value := text_of(one)) and value.startswith(("http://", "https://")):
            fields.setdefault("url", value)


def _contents(mods: Element, draft: Draft) -> None:
    """State abstracts, subjects, classes, extent and licence."""
    fields = draft.fields
    for one in mods.findall("abstract"):
        if text := text_of(one):
            if not fields.get("abstract"):
                fields["abstract"] = text
            else:
                made = {"text": text, "language": language_tag(one.get("lang"))}
                fields.setdefault("abstracts", []).append(made)
    for one in mods.findall("subject"):
        terms = [text for child in one for text in [_term(child)] if text]
        if not terms:
            continue
        if scheme := one.get("authority"):
            code = one.get("valueURI") or next(
                (child.get("valueURI") for child in one if child.get("valueURI")), None
            )
            fields.setdefault("subjects", []).append(
                {"term": "—".join(terms), "scheme": scheme, "code": code}
            )
        else:
            fields.setdefault("keywords", []).extend(terms)
    for one in mods.findall("classification"):
        fields.setdefault("subjects", []).append({"scheme": one.get("authority"), "code": text_of(one)})
    fields["extent"] = text_of(mods.find("physicalDescription/extent")) or fields.get("extent")
    for one in mods.findall("accessCondition"):
        if (address := one.get("href") or "").startswith(("http://", "https://")):
            fields.setdefault("licenses", []).append({"license": address})
            fields.setdefault("license", address)


def _term(child: Element) -> str | None:
    if child.tag == "name":
        return ", ".join(text for one in child.findall("namePart") if (text := text_of(one)))
    return _title(child) if child.tag == "titleInfo" else text_of(child)


def _related(mods: Element, draft: Draft) -> None:
    for item in mods.findall("relatedItem"):
        word, info = item.get("type") or "", item.find("titleInfo")
        title = _title(info) if info is not None else None
        numbers = {
            (one.get("type") or "").lower(): text
            for one in item.findall("identifier")
            if (text := text_of(one))
        }
        if word == "host":
            _host(item, title, numbers, draft)
        elif word == "series" and info is not None:
            _series(info, draft)
        elif word in _RELATIONS and (title or numbers):
            made: dict[str, Any] = {"kind": _RELATIONS[word], "title": title}
            known = next(
                ((s, v) for s, v in numbers.items() if s in ("doi", "isbn", "issn", "arxiv", "pmid")), None
            )
            made |= {"scheme": known[0], "identifier": known[1]} if known else {}
            draft.fields.setdefault("relations", []).append(made)


def _series(info: Element, draft: Draft) -> None:
    if title := _title(info):
        number = bare(text_of(info.find("partNumber")))
        draft.fields["series"] = title.removesuffix(f". {number}") if number else title
        draft.fields["series_number"] = number


_HOSTS: Final[dict[str, VenueKind]] = {
    "conference publication": "proceedings", "academic journal": "journal", "magazine": "magazine",
    "newspaper": "newspaper", "book": "book", "collection": "book",
}  # fmt: skip
"""What a host is called in the lists of MARC and of bibutils."""


def _host(item: Element, title: str | None, numbers: dict[str, str], draft: Draft) -> None:
    fields = draft.fields
    fields["venue"] = title
    short = item.find("titleInfo[@type='abbreviated']")
    fields["venue_abbreviation"] = _title(short) if short is not None else None
    held = {scheme: numbers[scheme] for scheme in ("issn", "isbn") if scheme in numbers}
    fields.setdefault("venue_identifiers", {}).update(held)
    if "issn" in held and "isbn" not in held:
        fields["venue_kind"] = "journal"
    for genre in filter(None, map(text_of, item.findall("genre"))):
        if kind := _HOSTS.get(genre.strip(" .").lower()):  # as bibutils writes them
            fields["venue_kind"] = kind
            if kind == "proceedings" and title:
                fields.setdefault("work_type", "proceedings-article")
    if title and fields.get("work_type") == "proceedings":  # what is in them is a paper
        fields |= {"work_type": "proceedings-article", "venue_kind": "proceedings"}
    if (series := item.find("relatedItem[@type='series']/titleInfo")) is not None:
        _series(series, draft)
    part(item, draft)
    origin(item, draft, of_host=True)
    if editors := people(item, of_part=False).get("editors"):
        fields["editors"] = editors
