"""Web of Science: the tagged text that its export gives (`FN`, `VR`, then `PT` to `ER` for each, `EF`).

The tags are those of Clarivate's list of field tags for the Core Collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import Person, person
from kg.readers.language_codes import spoken
from kg.readers.printed_dates import printed, slashed, state_publication
from kg.readers.serials import serial_numbers
from kg.readers.source import Document
from kg.readers.tagged import Dialect, TaggedEntry, Tags, read
from kg.readers.web_of_science_kinds import kind_of
from kg.readers.web_of_science_lists import addresses, cited, grants, numbers_of_people
from kg.readers.whole_numbers import whole_number
from kg.records import Item
from kg.repair.texts.html_markup import entities

FORMAT: Final = "web-of-science"
_TAG: Final = re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*)|$)")
_DIALECT: Final = Dialect(
    _TAG, first=frozenset(["PT"]), last=frozenset(["ER"]), around=frozenset(["FN", "VR", "EF"]), indented=True
)
_SIGN: Final = re.compile(r"\A[\ufeff\s]{0,20}FN [^\n]{0,200}\n\s{0,20}VR \d")
_ALONE: Final = re.compile(r"(?:^|\n)PT [JBSPC]\r?\n(?:AU|BA|BE|CA|GP) [^\n]{2,300}\r?\n")
_HEADER: Final = "it describes the export, not a work"

TABLE: Final = FieldTable(
    read={
        "PT": "work_type venue_kind", "AU": "authors", "AF": "authors", "CA": "authors", "BE": "editors",
        "BA": "contributors", "BF": "contributors", "GP": "contributors", "SP": "contributors",
        "TI": "title", "SO": "venue title", "SE": "series", "LA": "language languages",
        "DT": "work_type work_type_as_stated statuses", "CT": "event", "CY": "event", "CL": "event",
        "DE": "keywords", "AB": "abstract", "C1": "authors", "RI": "authors", "OI": "authors",
        "FU": "funding", "CR": "references", "NR": "counts", "TC": "counts", "Z9": "counts",
        "PU": "publisher", "PI": "place", "SN": "venue_identifiers", "EI": "venue_identifiers",
        "BN": "venue_identifiers identifiers", "J9": "venue_abbreviation", "JI": "venue_abbreviation",
        "PD": "published dates", "PY": "published year", "VL": "volume", "IS": "issue", "BP": "pages",
        "PS": "pages",
        "EP": "pages", "AR": "article_number", "DI": "doi", "D2": "venue_identifiers", "EA": "dates",
        "PG": "extent", "WC": "subjects", "SC": "subjects", "UT": "identifiers", "PM": "identifiers",
    },
    dropped={
        "EM": "an e-mail address is not published", "DA": "it says when the list was exported",
        "FN": _HEADER, "VR": _HEADER, "EF": _HEADER,
    },
)  # fmt: skip


def _sniff(head: str) -> float:
    if _SIGN.match(head):
        return 0.97
    return 0.9 if _ALONE.search(head) else 0.0


@reader(FORMAT, "Web of Science, tagged text", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    return read(document, _DIALECT, _entry, TABLE.dropped)


def _entry(document: Document, entry: TaggedEntry) -> Iterator[Item]:
    tags = Tags(entry.values)
    leaves = tags.leaves(TABLE, "entry")
    lines = (entry.first_line, entry.last_line)
    draft = Draft(document, FORMAT, lines, leaves, TABLE, excerpt=entry.excerpt)
    _work(draft, tags)
    leaves[:] = tags.leaves(TABLE, "entry")
    if not entry.begun:
        draft.odd("source", "the entry does not begin with PT")
    if not entry.ended:
        draft.odd("source", "the entry has no end (ER)")
    yield from draft.finish()


def _work(draft: Draft, tags: Tags) -> None:
    fields = draft.fields
    part = tags.first("PT") or ""
    fields["title"] = tags.first("TI")
    if fields["title"] or not tags.has("SO"):
        fields["venue"] = tags.first("SO")
    else:
        fields["title"] = tags.first("SO")
    _people(fields, tags)
    _kind(fields, tags, part)
    if (abstract := tags.first("AB")) and abstract != "[No Abstract Available]":
        fields["abstract"] = abstract
    fields["keywords"] = _words(tags, "DE")
    fields["subjects"] = [
        {"term": term, "scheme": scheme}
        for tag, scheme in (("WC", "Web of Science Categories"), ("SC", "Web of Science Research Areas"))
        for term in _words(tags, tag)
    ]
    fields |= spoken(*tags.listed("LA"))
    _place(fields, tags)
    _dates(draft, tags)
    _numbers(fields, tags)
    fields["references"] = [cited(line) for line in tags.listed("CR")]
    fields["funding"] = grants(tags.first("FU") or "")


def _words(tags: Tags, tag: str) -> list[str]:
    return [word.strip() for word in entities(tags.first(tag) or "").split(";") if word.strip()]


def _people(fields: dict[str, Any], tags: Tags) -> None:
    short, full = tags.listed("AU"), tags.listed("AF")
    authors: list[Person] = [person(name) for name in (full if len(full) >= len(short) else short)]
    collectives = tags.listed("CA")
    numbers = numbers_of_people(tags.first("OI") or "", tags.first("RI") or "")
    places = addresses(tags.listed("C1"))
    found: list[Person] = []
    used: set[str] = set()
    for position, one in enumerate(authors):
        names = [
            name.casefold() for name in (*full[position : position + 1], *short[position : position + 1])
        ]
        more: dict[str, Any] = {}
        for name in names:
            more |= numbers.get(name, {})
            used |= {name} if name in numbers else set()
            if name in places and "affiliations" not in more:
                more["affiliations"] = places[name]
        found.append(({"name": one} if isinstance(one, str) else one) | more if more else one)
    if not used:
        tags.unread("OI", "RI")
    if not places:
        tags.unread("C1")
    fields["authors"] = [*found, *({"name": name, "kind": "collective"} for name in collectives)]
    editors = [person(name) for name in tags.listed("BE")]
    fields["editors"] = editors if fields.get("venue") else []
    contributors = [] if fields.get("venue") else [_in_role(one, "editor", None) for one in editors]
    book = tags.listed("BF") or tags.listed("BA")
    contributors += [_in_role(person(name), "other", "book author") for name in book]
    tags.all("BA")
    contributors += [
        _in_role({"name": name, "kind": "collective"}, "other", "book author") for name in tags.listed("GP")
    ]
    for name in (tags.first("SP") or "").split(";"):
        if name.strip():
            contributors.append(_in_role({"name": name.strip(), "kind": "collective"}, "sponsor", None))
    fields["contributors"] = contributors


def _in_role(one: Person, role: str, stated: str | None) -> dict[str, Any]:
    made = {"name": one} if isinstance(one, str) else one
    return made | {"role": role} | ({"role_as_stated": stated} if stated else {})


def _kind(fields: dict[str, Any], tags: Tags, part: str) -> None:
    stated = (tags.first("DT") or "").strip("-")
    words = [word.strip() for word in stated.split(";")]
    found, fields["statuses"] = kind_of(words, journal=part == "J")
    fields["work_type"] = found
    fields["work_type_as_stated"] = stated if stated and stated != found else None
    if fields.get("venue"):
        kinds = {"J": "journal", "B": "book", "S": None, "C": "proceedings"}
        fields["venue_kind"] = (
            "proceedings" if found == "proceedings-article" and part != "J" else kinds.get(part)
        )


def _place(fields: dict[str, Any], tags: Tags) -> None:
    fields["series"] = tags.first("SE")
    if tags.has("SE"):  # of which these are the short names then
        tags.unread("JI", "J9")
    else:
        fields["venue_abbreviation"] = tags.first("JI", "J9")
        tags.unread("J9") if tags.has("JI") else None
    event = {"name": tags.first("CT"), "place": tags.first("CL")}
    if held := tags.first("CY"):
        found = slashed(held)
        event |= {"start": found.date, "end": found.end}
    fields["event"] = {key: value for key, value in event.items() if value} or None
    for name, tag in (("publisher", "PU"), ("place", "PI"), ("volume", "VL"), ("issue", "IS"),
                      ("article_number", "AR"), ("extent", "PG")):  # fmt: skip
        fields[name] = tags.first(tag)
    first, last = tags.first("BP"), tags.first("EP")
    whole = tags.first("PS")
    if whole and (first or last):
        tags.unread("PS")
    fields["pages"] = f"{first}-{last}" if first and last and first != last else first or last or whole


def _dates(draft: Draft, tags: Tags) -> None:
    year, day = tags.first("PY"), tags.first("PD")
    if year:
        state_publication(printed(year, day), draft)
    elif day:
        tags.unread("PD")
    if early := tags.first("EA"):
        found = slashed(early)
        one = {"kind": "published-online", "date": found.date, "as_stated": None if found.date else early}
        kept = {key: value for key, value in one.items() if value}
        draft.fields["dates"] = [*draft.fields.get("dates", ()), kept]


def _numbers(fields: dict[str, Any], tags: Tags) -> None:
    fields["doi"] = tags.first("DI")
    alone = not fields.get("venue")
    found = serial_numbers(tags.all("BN"), of_book=True, part=not alone)
    fields.update(found)
    for tag, scheme in (("SN", "issn"), ("EI", "eissn"), ("D2", "doi")):
        if number := tags.first(tag):
            fields["venue_identifiers"][scheme] = number
    if number := tags.first("UT"):
        base, _, rest = number.partition(":")
        known = {"MEDLINE": "pmid", "INSPEC": "inspec", "WOS": "wos", "ISI": "wos"}.get(base)
        fields["identifiers"][known or "wos"] = rest if known else number
    if number := tags.first("PM"):
        fields["identifiers"]["pmid"] = number
    counts = [("citations", tags.first("Z9", "TC")), ("references", tags.first("NR"))]
    tags.first("TC")
    fields["counts"] = [
        {"kind": kind, "value": whole} for kind, value in counts if (whole := whole_number(value)) is not None
    ]
