"""Ovid: what it exports of MEDLINE, Embase, PsycINFO, BIOSIS and others, tagged or with whole labels.

An entry begins with its number, `<1>`. Tagged, a value follows its tag (`TI  - …`); else it stands on the
lines behind its label, which begin with blanks. The tags are those of
https://ospguides.ovid.com/OSPguides/medline.htm and of the guides of the other data bases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.identifiers import Pmid
from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.eight_bit import text_lines
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import is_generation, person
from kg.readers.isbd import unstopped
from kg.readers.language_codes import spoken
from kg.readers.leaves import Leaf
from kg.readers.printed_dates import slashed, state_publication
from kg.readers.pubmed_facts import kind
from kg.readers.serials import issns_and_isbns
from kg.readers.source import Document
from kg.records import Item
from kg.repair.texts.html_markup import entities

NAME: Final = "ovid"
MOST: Final = 400_000
"""Characters that one value may have; what is beyond is left out."""
_NUMBER: Final = re.compile(r"\ufeff?\s{0,9}<\s?\d{1,7}\.?\s?>\s*")
_TAG: Final = re.compile(r"([A-Z][A-Z0-9])\s{1,3}-(?:\s(.*)|$)")
_LABEL: Final = re.compile(r"(?=[A-Z])[A-Za-z][A-Za-z /()&'-]{1,60}:?\s*")
_SIGN: Final = re.compile(
    r"\A\ufeff?\s{0,100}<\s?\d{1,7}\.?\s?>[^\n]{0,9}\n\s{0,9}"
    r"(?:VN\s{1,3}- |[A-Z]{2}\s{1,3}- |(?:Accession Number|Unique Identifier|Title|Authors?|Score|Database|"
    r"Status|VN|DB|UI|AN|TI)[^\n]{0,20}\n)"
)
_TAGS: Final = {
    "UI": "uid", "AN": "accession", "PM": "pmid", "DB": "base", "TI": "title", "TT": "original",
    "AU": "author", "FA": "full name", "IN": "institution", "SO": "source", "JT": "journal", "JN": "journal",
    "TA": "abbreviation", "JA": "abbreviation", "BT": "book", "VI": "volume", "IP": "issue", "PG": "pages",
    "DP": "date", "DG": "date", "YR": "year", "AB": "abstract", "IS": "issn", "IL": "issn linking",
    "IE": "issn electronic", "IB": "isbn", "DO": "doi", "DI": "doi", "PT": "kind", "DT": "kind",
    "LG": "language", "LA": "language", "MH": "mesh", "SH": "mesh", "KW": "keyword", "ID": "keyword",
    "PB": "publisher", "PU": "publisher", "PL": "place", "EN": "edition", "PN": "patent", "XL": "link",
    "VN": "vendor", "UP": "update", "ED": "entry date", "CD": "create date",
}  # fmt: skip
_LABELS: Final = {
    "unique identifier": "uid", "accession number": "accession", "pmid": "pmid", "database": "base",
    "title": "title", "original title": "original", "author": "author", "authors": "author",
    "author full name": "full name", "authors full name": "full name", "institution": "institution",
    "authors full name institution": "full name", "source": "source", "journal": "journal",
    "journal name": "journal", "journal abbreviation": "abbreviation", "abbreviated source": "abbreviation",
    "book title": "book", "volume": "volume", "issue": "issue", "page": "pages", "pages": "pages",
    "date of publication": "date", "year of publication": "year", "publication year": "year",
    "abstract": "abstract", "issn": "issn", "issn print": "issn", "issn linking": "issn linking",
    "issn electronic": "issn electronic", "isbn": "isbn", "digital object identifier": "doi", "doi": "doi",
    "publication type": "kind", "document type": "kind", "language": "language", "keyword heading": "keyword",
    "keywords": "keyword", "mesh subject headings": "mesh", "mesh subject heading": "mesh",
    "publisher": "publisher", "vn": "vendor", "db": "base", "ui": "uid", "ti": "title", "an": "accession",
    "link to the ovid full text or citation": "link", "update date": "update", "score": "score",
}  # fmt: skip
# `Heron Letters. 12(3):101-19, 2019 Mar 07.`
_SOURCE: Final = re.compile(
    r"(?P<venue>[^.].{1,250}?)\.\s{0,3}(?:Vol\.?\s)?(?P<volume>[A-Za-z]{0,6}\s?\d[\w/-]{0,12})?"
    r"\s?(?:\((?P<issue>[^()]{1,40})\))?\s?(?:[:,]\s?(?:pp\s)?(?P<pages>[A-Za-z]{0,4}\d[\w., -]{0,40}?))?"
    r"[,;]\s(?P<date>[^,;]{0,30}(?:, )?(?:1[89]|20)\d\d[^,;]{0,30}?)\.?"
)
_ROLE: Final = re.compile(r"\s{0,3}\[[^\[\]]{1,200}\]")
_INITIALS: Final = re.compile(r"(?<= [A-Z])\.$|(?<= [A-Z]{2})\.$|(?<= [A-Z]{3})\.$")
_NATIVE: Final = re.compile(r"\.?\s\[([A-Z][a-z]{2,20})\]\.?$")
_SERVICE: Final = "it is of Ovid's service, not of the work"
TABLE: Final = FieldTable(
    read={
        "uid": "identifiers",
        "pmid": "identifiers",
        "accession": "identifiers",
        "title": "title language",
        "original": "titles",
        "author": "authors",
        "full name": "authors",
        "source": "venue volume issue pages published year",
        "journal": "venue",
        "abbreviation": "venue_abbreviation",
        "book": "venue",
        "volume": "volume",
        "issue": "issue",
        "pages": "pages",
        "date": "published dates year",
        "year": "year published",
        "abstract": "abstract",
        "issn": "venue_identifiers",
        "issn linking": "venue_identifiers",
        "issn electronic": "venue_identifiers",
        "isbn": "identifiers venue_identifiers",
        "doi": "doi",
        "kind": "work_type work_type_as_stated statuses",
        "language": "language languages",
        "mesh": "subjects",
        "keyword": "keywords",
        "publisher": "publisher",
        "place": "place",
        "edition": "edition",
        "patent": "other_identifiers",
    },
    dropped=dict.fromkeys(("vendor", "link", "update", "entry date", "create date", "score"), _SERVICE),
)


def _sniff(head: str) -> float:
    return 0.96 if _SIGN.match(head.replace("\r\n", "\n")) else 0.0


@reader(NAME, "Ovid: its tagged and its labelled exports, of any of its data bases", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    held: list[tuple[str, list[str]]] = []
    begin = last = 1
    for line in text_lines(document):
        if _NUMBER.fullmatch(line.text):
            if held:
                yield from _record(document, held, (begin, last))
            held, begin = [], line.number
        elif line.text.strip():
            _add(held, line.text)
            last = line.number
    if held:
        yield from _record(document, held, (begin, last))


def _add(held: list[tuple[str, list[str]]], text: str) -> None:
    """Add a line to the values of an entry: it begins one, or goes on with the one before."""
    if found := _TAG.match(text):
        held.append((_TAGS.get(found[1], found[1]), [found[2] or ""]))
    elif _LABEL.fullmatch(text) and (not held or _LABELS.get(_folded(text)) or held[-1][1]):
        held.append((_LABELS.get(_folded(text), text.strip(" :")), []))
    elif held and sum(map(len, held[-1][1])) < MOST:
        held[-1][1].append(text.strip())


def _folded(label: str) -> str:
    return " ".join(re.sub(r"[^a-z]+", " ", label.lower().replace("'", "")).split())


class _Values:
    """The values of an entry by name, each with its lines."""

    def __init__(self, held: list[tuple[str, list[str]]]) -> None:
        self._held = [(name, [line for line in lines if line]) for name, lines in held]
        self.unread: set[str] = set()

    def lines(self, *names: str) -> list[str]:
        return [line for name in names for own, lines in self._held if own == name for line in lines]

    def first(self, *names: str) -> str | None:
        for name in names:
            for own, lines in self._held:
                if own == name and lines:
                    return " ".join(" ".join(lines).split())
        return None

    def leaves(self) -> Iterator[Leaf]:
        for name, lines in self._held:
            if value := " ".join(" ".join(lines).split()):
                yield Leaf(f"entry/{name}" if name in self.unread else name, value)


def _record(document: Document, held: list[tuple[str, list[str]]], lines: tuple[int, int]) -> Iterator[Item]:
    values = _Values(held)
    leaves: list[Leaf] = []
    draft = Draft(document, NAME, lines, leaves, TABLE, excerpt=values.first("title", "source") or "")
    _work(values, draft)
    leaves += values.leaves()
    yield from draft.finish()


def _work(values: _Values, draft: Draft) -> None:
    fields = draft.fields
    title = _WHAT.sub("", values.first("title") or "")
    native = _NATIVE.search(title)  # `[On fens]. [German]`
    title = title[: native.start()] if native else title
    fields["title"] = unstopped(title[1:-1] if title.startswith("[") and title.endswith("]") else title)
    if original := unstopped(values.first("original")):
        fields["titles"] = [{"text": original, "kind": "original"}]
    fields["authors"] = _authors(values)
    fields["abstract"] = "\n".join(values.lines("abstract")) or None
    fields |= spoken(*(values.lines("language") or ([native[1]] if native else [])))
    fields["keywords"] = [
        word.strip(" *")
        for line in values.lines("keyword")
        for word in entities(line).split(";")
        if word.strip(" *")
    ]
    fields["subjects"] = [
        {"term": term.strip(" *"), "scheme": "MeSH"}
        for line in values.lines("mesh")
        for term in entities(line).split(";")
        if term.strip(" *")
    ]
    _place(values, draft)
    types = [one for line in values.lines("kind") for one in re.split(r"[.;]\s{0,3}", line) if one]
    kind(types, draft)
    if any(word.lower() in ("book chapter", "chapter") for word in types):
        fields["work_type"], fields["venue_kind"] = "book-chapter", "book"
    elif fields.get("venue") and any("journal" in word.lower() for word in types):
        fields["venue_kind"] = "journal"
    _identifiers(values, fields)


_DEGREES: Final = re.compile(
    r"(?:^|,?\s)(?:(?:M\.?D|Ph\.?D|R\.?N|M\.?P\.?H|M\.?Sc|B\.?Sc|M\.?B\.?A|FAAN|FACP|FRCS|FRCP|DVM|DDS|MBBS|DO|BSN|MSN|"
    r"PharmD|DrPH|Dr|Prof)\.?(?:,?\s|$)){1,6}[\s\d,.+*]{0,12}$"
)
"""Degrees at the end of an author, whose name stands family first, with marks of footnotes behind them."""
_WHAT: Final = re.compile(
    r"[.?!]?\s?\[(?:Article|Review|Miscellaneous|Editorial|Letter|Report|Comment|Erratum)\]\.?$"
)


def _authors(values: _Values) -> list[Any]:
    full, short = values.lines("full name"), values.lines("author")
    listed = full if len(full) >= len(short) or any(";" in line for line in full) else short
    found: list[Any] = []
    for line in listed:  # what is in brackets says what somebody did, with an address
        for name in _ROLE.sub("", entities(line)).split(";"):
            plain = _DEGREES.sub("", name.strip())
            plain = plain if "," in plain else _INITIALS.sub("", plain)
            family, _, given = plain.partition(", ")
            *rest, last = given.split(" ")
            if rest and is_generation(last):
                found.append({"family": family, "given": " ".join(rest), "suffix": last})
            elif plain:
                found.append(person(plain))
    return found


def _place(values: _Values, draft: Draft) -> None:
    fields = draft.fields
    found = _SOURCE.fullmatch(values.first("source") or "")
    said = found.groupdict() if found else {}
    if not found:
        values.unread.add("source")
    fields["venue"] = values.first("journal", "book") or said.get("venue")
    if "[Editor" in (fields["venue"] or ""):  # the editors of a book, and its title
        fields["venue"] = values.first("journal", "book")
        values.unread.add("source")
    fields["venue_abbreviation"] = values.first("abbreviation")
    for name in ("volume", "issue", "pages"):
        fields[name] = values.first(name) or said.get(name)
    for name in ("publisher", "place", "edition"):
        fields[name] = values.first(name)
    stated = values.first("date") or said.get("date") or values.first("year")
    if stated:
        state_publication(slashed(stated), draft)


def _identifiers(values: _Values, fields: dict[str, Any]) -> None:
    part = bool(fields.get("venue"))
    serials = [
        *values.lines("issn"),
        *(f"{one} (linking)" for one in values.lines("issn linking")),
        *(f"{one} (electronic)" for one in values.lines("issn electronic")),
    ]
    fields.update(issns_and_isbns(serials, values.lines("isbn"), part=part))
    fields["doi"] = values.first("doi")
    base = (values.first("base") or "medline").lower()
    number = values.first("pmid") or (values.first("uid") if "medline" in base or "pubmed" in base else None)
    if number and Pmid.parse(number):
        fields["identifiers"]["pmid"] = number
    else:
        values.unread |= {"uid", "pmid"}
    values.unread.add("accession")
    for one in values.lines("patent"):
        fields["other_identifiers"].append({"scheme": "patent", "value": one})
