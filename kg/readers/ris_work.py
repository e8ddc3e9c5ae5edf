"""A tagged reference as a record: what the tags of RIS mean, by the kind of reference."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import ArxivId, Isbn, Issn, Pmcid, Pmid, stated_dois
from kg.identifiers.accession import bracketed
from kg.readers.carried_numbers import put
from kg.readers.draft import Draft
from kg.readers.eprint_places import identified, number_in
from kg.readers.fates import is_private
from kg.readers.inverted_names import people
from kg.readers.language_codes import spoken
from kg.readers.listed_references import listed_references
from kg.readers.notes import cut_list_in, statuses_in
from kg.readers.printed_dates import slashed
from kg.readers.ris_dates import read_dates
from kg.readers.ris_kinds import BOOKS, CONTAINERS, DEGREES, HELD, IN_SERIES, KINDS, NUMBERED, ROLES
from kg.readers.ris_place import read_place
from kg.readers.serials import serial_numbers
from kg.readers.tagged import Tags
from kg.repair.texts.html_markup import entities

_OF_EXPORT: Final = frozenset(
    ["export date", "cited by", "conference code", "correspondence address", "coden"]
)
"""Parts of the notes of Scopus that speak of the export, or have a place elsewhere."""
_CITED: Final = re.compile(r"cited by\s?:?\s{0,3}(\d{1,7})", re.IGNORECASE)
_REFERENCES: Final = "References:"
_ERIC: Final = re.compile(r"E[DJ]\d{6,8}")


def read_reference(draft: Draft, tags: Tags, kind: str, word: str) -> None:
    """Read a reference of `kind`, that its list calls `word`, into the fields of `draft`."""
    fields = draft.fields
    _titles(fields, tags, kind)
    _people(fields, tags, kind)
    read_place(fields, tags, kind)
    _identifiers(fields, tags, kind)
    _kind(fields, tags, kind, word)
    read_dates(draft, tags, kind)
    if abstract := tags.text("AB", "N2"):
        fields["abstract"] = abstract
        tags.all("N2") if tags.has("AB") and tags.text("N2") == abstract else None
    fields["keywords"] = [
        word
        for value in tags.listed("KW")
        for one in entities(value).split(";")
        if (word := one.strip().lstrip("*"))  # which marks what PubMed holds to be most about
    ]
    if stated := tags.listed("LA"):
        fields |= (found := spoken(*stated))
        tags.unread("LA") if found["language"] is None and not found["languages"] else None
    _notes(fields, tags)


def _titles(fields: dict[str, Any], tags: Tags, kind: str) -> None:
    fields["title"] = tags.first("TI", "T1", "CT") or (tags.first("BT") if kind in BOOKS else None)
    titles = [("ST", "short"), ("TT", "translated")]
    fields["titles"] = [
        {"text": text, "kind": what}
        for tag, what in titles
        if (text := tags.first(tag)) and text != fields["title"]
    ]


def _people(fields: dict[str, Any], tags: Tags, kind: str) -> None:
    """Read people by tag; what `A2` to `A4` mean depends on the kind, and for some kinds on nothing known."""
    authors = people(tags.all("AU", "A1"))
    contributors: list[dict[str, Any]] = []
    if kind == "EDBOOK":
        contributors += _in_role(authors, "editor", None)
    else:
        fields["authors"] = authors
    for tag in ("A2", "A3", "A4", "ED", "A5"):
        named = people(tags.all(tag))
        if not named:
            continue
        role, stated = ROLES.get((kind, tag), ROLES.get(("", tag), ("other", tag)))
        if role == "editor" and kind in CONTAINERS and stated is None:
            fields["editors"] = [*fields.get("editors", ()), *named]
        else:
            contributors += _in_role(named, role, stated)
    fields["contributors"] = contributors


def _in_role(named: list[dict[str, Any] | str], role: str, stated: str | None) -> list[dict[str, Any]]:
    more = {"role": role} | ({"role_as_stated": stated} if stated else {})
    return [({"name": one} if isinstance(one, str) else one) | more for one in named]


_MAYBE_EPRINTS: Final = (None, "other", "journal-article", "preprint")
"""Kinds that a list gives to e-prints too, as RIS has no word for them; a thesis at arXiv is a thesis."""


def _kind(fields: dict[str, Any], tags: Tags, kind: str, word: str) -> None:
    found = KINDS.get(kind)
    if kind == "THES":
        stated = tags.first("M3") or tags.first("M1") or ""
        found = next((degree for sign, degree in DEGREES if sign in stated.lower()), "thesis")
        tags.unread("M3", "M1") if found == "thesis" else None
    if kind == "SER" and (medium := tags.first("M3") or "").lower() in IN_SERIES:
        found, word = IN_SERIES[medium.lower()], medium
    if kind == "CONF" and not fields.get("venue"):
        found = None  # a paper, or the whole volume
    if fields.get("arxiv_id") and not fields.get("venue") and found in _MAYBE_EPRINTS:
        found = "preprint"
    if found:
        fields["work_type"] = found
    if word and found != word:
        fields["work_type_as_stated"] = word


def _identifiers(fields: dict[str, Any], tags: Tags, kind: str) -> None:
    fields["doi"] = tags.first("DO", "DI", "DOI")
    if not fields["doi"]:
        for tag in ("M3", "N1", "L3", "ID"):
            stated = tags.first(tag)
            if stated and len(stated) < 100 and stated_dois(stated).names:
                fields["doi"] = stated
                break
            tags.unread(tag)
    numbers = tags.all("SN")
    if kind == "PAT":
        patents = [{"scheme": "patent", "value": one.strip()} for one in numbers if one.strip()]
        fields.update({"venue_identifiers": {}, "identifiers": {}, "other_identifiers": patents})
    else:
        if kind in ("RPRT", "STAND"):  # what is no ISSN and no ISBN is a number of its own
            own = [one for one in numbers if not any(map(_is_serial, one.split()))]
            fields["report_no"] = fields.get("report_no") or (own[0].strip() if own else None)
            numbers = [one for one in numbers if one not in own]
        part = kind in CONTAINERS and (kind not in HELD or bool(fields.get("venue")))  # else a whole volume
        fields.update(serial_numbers(numbers, of_book=kind in NUMBERED, part=part))
    identifiers: dict[str, str] = fields["identifiers"]
    number = tags.first("C2") or ""
    if number.upper().startswith("PMC") and Pmcid.parse(number):
        identifiers["pmcid"] = number
    elif (tags.first("DB") or "").lower() == "scopus" and Pmid.parse(number):
        identifiers["pmid"] = number
    else:
        tags.unread("C2")
    _accession(fields, identifiers, tags)
    _links(fields, tags)


def _is_serial(number: str) -> bool:
    return Issn.parse(number) is not None or Isbn.parse(number) is not None


def _accession(fields: dict[str, Any], identifiers: dict[str, str], tags: Tags) -> None:
    """Read the accession number where the data base that gave it is stated, too."""
    for marked in tags.all("U1 (number)"):
        if known := bracketed(marked):
            put(fields, *known)
    for scheme in ("pmid", "pmcid"):  # Ovid's and PsycINFO's own
        if own := tags.first(scheme.upper()):
            identifiers.setdefault(scheme, own)
    number = tags.first("AN") or ""
    base = (tags.first("DB", "DP") or "").lower()
    tags.unread("DB", "DP")
    if number.lower().startswith("arxiv:") and ArxivId.parse(number):
        fields["arxiv_id"] = fields.get("arxiv_id") or number
    elif number.upper().startswith("WOS:"):
        identifiers["wos"] = number[4:]
    elif number.upper().startswith("PMC") and Pmcid.parse(number):
        identifiers["pmcid"] = number
    elif base == "eric" and _ERIC.fullmatch(number):
        identifiers["eric"] = number
    elif ("pubmed" in base or "medline" in base or base == "nlm") and Pmid.parse(number):
        identifiers["pmid"] = number
    else:
        tags.unread("AN")


def _links(fields: dict[str, Any], tags: Tags) -> None:
    links = [
        one.strip()
        for value in (*tags.all("UR"), *tags.all("LK"), *tags.all("L2"))
        for one in re.split(r"[;\n]\s{0,9}(?=http)|\n", value)
    ]
    web = [one for one in links if one.startswith(("http", "www.", "ftp:"))]
    for address in web:
        for name, value in identified(address).items():
            fields[name] = fields.get(name) or value
        for scheme, value in number_in(address).items():
            fields["identifiers"].setdefault(scheme, value)
    if web:
        fields["url"] = web[0]
    for value in tags.all("UR", "LK", "L2"):
        if not web or web[0] not in value:
            tags.unread_value(value)


def _notes(fields: dict[str, Any], tags: Tags) -> None:
    notes = []
    for value in tags.all("N1"):
        if (found := _CITED.search(value)) and len(value) < 400:
            fields["counts"] = [{"kind": "citations", "value": int(found[1])}]
        if value.startswith(_REFERENCES) and ";" in value:
            fields["references"] = listed_references(value.removeprefix(_REFERENCES), ";\n")
        elif is_private(value):
            tags.unread_value(value)
        elif not _is_doi(value, fields) and not (found and len(value) < 20):
            notes.append(_note(fields, value))
    fields["comment"] = "\n".join(filter(None, notes)) or None


def _is_doi(note: str, fields: dict[str, Any]) -> bool:
    """Tell whether a note says no more than the DOI, which has a field of its own."""
    return (
        len(note) < 120
        and " " not in re.sub(r"^doi:?\s", "", note, flags=re.IGNORECASE)
        and (stated_dois(note).names == stated_dois(fields.get("doi") or "").names != ())
    )


def _note(fields: dict[str, Any], value: str) -> str:
    """Return what a note says beside what has fields of its own."""
    became, rest = statuses_in(value)
    fields["statuses"] = [*fields.get("statuses", ()), *became]
    cut, rest = cut_list_in(rest)
    if cut:
        fields["authors_complete"] = False
    return _of_scopus(fields, rest) if rest.startswith("Export Date:") else rest


def _of_scopus(fields: dict[str, Any], note: str) -> str:
    """Read the parts of a note of Scopus (`Export Date: …; Conference name: …`); return the rest."""
    left = []
    event: dict[str, str] = {}
    for part in re.split(r";\s|\n", note):
        name, _, value = part.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name in ("conference name", "conference location"):
            event["name" if name.endswith("name") else "place"] = value
        elif name == "conference date":
            held = slashed(value.replace(" through ", " - "))
            event |= {key: day for key, day in (("start", held.date), ("end", held.end)) if day}
        elif name not in _OF_EXPORT:
            left.append(part)
    if event:
        fields["event"] = event | (fields.get("event") or {})
    return "; ".join(left)


def is_file(value: str) -> bool:
    """Tell whether a link leads to a file on a computer, not to the web."""
    return value.lower().startswith(("internal-pdf:", "file:", "/", "c:\\", "d:\\", "~"))
