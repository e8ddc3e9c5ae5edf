"""A tagged reference as a record: what the tags of RIS mean, by the kind of reference."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import ArxivId, Pmcid, Pmid, stated_dois
from kg.readers.draft import Draft
from kg.readers.eprint_places import eprint_place, identified
from kg.readers.fates import is_private
from kg.readers.inverted_names import people
from kg.readers.languages import language
from kg.readers.printed_dates import printed, slashed, state_publication
from kg.readers.ris_kinds import BOOKS, CONTAINERS, DEGREES, KINDS, NUMBERED, ROLES
from kg.readers.serials import serial_numbers
from kg.readers.tagged import Tags

_VOLUME_ISSUE: Final = re.compile(r"(\d{1,5})\s?\((\d{1,4}(?:[-–/]\d{1,4})?)\)")
_HISTORY: Final = {
    "received": "received", "accepted": "accepted", "revised": "revised", "rev-recd": "revised",
    "epub": "published-online", "collection": "issued",
}  # fmt: skip
_CITED: Final = re.compile(r"cited by\s?:?\s{0,3}(\d{1,7})", re.IGNORECASE)


def read_reference(draft: Draft, tags: Tags, kind: str, word: str) -> None:
    """Read a reference of `kind`, that its list calls `word`, into the fields of `draft`."""
    fields = draft.fields
    _titles(fields, tags, kind)
    _people(fields, tags, kind)
    _place(fields, tags, kind)
    _identifiers(fields, tags, kind)
    _kind(fields, tags, kind, word)
    _dates(draft, tags)
    if abstract := tags.text("AB", "N2"):
        fields["abstract"] = abstract
        tags.all("N2") if tags.has("AB") and tags.text("N2") == abstract else None
    fields["keywords"] = [
        one.strip() for value in tags.listed("KW") for one in value.split(";") if one.strip()
    ]
    if text := tags.first("LA"):
        fields["language"] = language(text)
        tags.unread("LA") if fields["language"] is None else None
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


def _place(fields: dict[str, Any], tags: Tags, kind: str) -> None:
    if kind in CONTAINERS:
        venue = tags.first("JF", "BT", "T2", "JO", "C3", "JA", "J2")
        place = eprint_place(venue) if venue else None
        if place is not None and place.number:
            fields["arxiv_id"] = place.number
        if venue and place is None:
            fields["venue"], fields["venue_kind"] = venue, CONTAINERS[kind]
        for tag in ("JF", "BT", "T2", "JO"):  # the same once more
            if tags.has(tag) and tags.first(tag) != venue:
                tags.unread(tag)
        short = next(
            (one for tag in ("JA", "J2", "J1", "JO") if (one := tags.first(tag)) and one != venue), None
        )
        fields["venue_abbreviation"] = short if place is None else None
        fields["series"] = tags.first("T3")
    elif kind in BOOKS:
        fields["series"] = tags.first("T2", "T3")
    elif kind not in ("THES", ""):
        fields["series"] = tags.first("T3")
        fields["venue"] = tags.first("T2", "JF", "JO", "BT")
    else:
        fields["series"] = tags.first("T3")
    fields["volume"] = volume = tags.first("VL", "VO")
    if kind == "RPRT":
        fields["report_no"] = tags.first("IS", "M1")
    else:
        fields["issue"] = tags.first("IS")
    if volume and not tags.has("IS") and kind != "RPRT" and (both := _VOLUME_ISSUE.fullmatch(volume)):
        fields["volume"], fields["issue"] = both[1], both[2]  # `50(2)`, with the issue in the volume's place
    first, last = tags.first("SP"), tags.first("EP")
    if first and last and last != first and "-" not in first:
        fields["pages"] = f"{first}-{last}"
    else:
        fields["pages"] = first or last
    fields["article_number"] = tags.first("C7") if kind in ("JOUR", "EJOUR") else None
    fields["edition"] = tags.first("ET")
    fields["publisher"] = tags.first("PB")
    fields["place"] = tags.first("CY", "PP")


_MAYBE_EPRINTS: Final = (None, "other", "journal-article", "preprint")
"""Kinds that a list gives to e-prints too, as RIS has no word for them; a thesis at arXiv is a thesis."""


def _kind(fields: dict[str, Any], tags: Tags, kind: str, word: str) -> None:
    found = KINDS.get(kind)
    if kind == "THES":
        stated = tags.first("M3") or tags.first("M1") or ""
        found = next((degree for sign, degree in DEGREES if sign in stated.lower()), "thesis")
        tags.unread("M3", "M1") if found == "thesis" else None
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
        for tag in ("M3", "N1", "L3"):
            stated = tags.first(tag)
            if stated and len(stated) < 100 and stated_dois(stated).names:
                fields["doi"] = stated
                break
            tags.unread(tag)
    found = serial_numbers(tags.all("SN"), of_book=kind in NUMBERED, part=kind in CONTAINERS)
    fields.update(found)
    if kind == "RPRT" and not any(char.isdigit() for char in tags.first("SN") or "0"):
        fields["report_no"] = fields.get("report_no") or tags.first("SN")
    identifiers: dict[str, str] = fields["identifiers"]
    if (number := tags.first("C2")) and number.upper().startswith("PMC") and Pmcid.parse(number):
        identifiers["pmcid"] = number
    else:
        tags.unread("C2")
    _accession(fields, identifiers, tags)
    _links(fields, tags)


def _accession(fields: dict[str, Any], identifiers: dict[str, str], tags: Tags) -> None:
    """Read the accession number where the data base that gave it is stated, too."""
    if marked := tags.first("U1 (pmid)"):
        identifiers["pmid"] = marked.partition("[")[0].strip()
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
    if web:
        fields["url"] = web[0]
    for value in tags.all("UR", "LK", "L2"):
        if not web or web[0] not in value:
            tags.unread_value(value)


def _dates(draft: Draft, tags: Tags) -> None:
    year, day = tags.first("PY", "Y1"), tags.first("DA")
    found = slashed(year) if year else None
    closer = slashed(day) if day else None
    if year and day and closer and closer.date is None and found and found.date == year:
        closer = printed(year, day)  # `May 12`, of the year stated beside it
    if (
        closer
        and closer.date
        and (found is None or found.date is None or (closer.date.startswith(found.date) and found.exact))
    ):
        found = closer
    elif day:
        tags.unread("DA")
    if tags.has("PY") and tags.has("Y1") and tags.first("Y1") != year:
        tags.unread("Y1")
    if found is not None:
        state_publication(found, draft)
    _history(draft, tags, year)
    if visited := tags.first("Y2"):
        access = slashed(visited)
        if access.date and access.exact and access.date[:4] >= "1991":
            stated = {"kind": "accessed", "date": access.date}
            draft.fields["dates"] = [*draft.fields.get("dates", ()), stated]
        else:
            tags.unread("Y2")


def _history(draft: Draft, tags: Tags, year: str | None) -> None:
    """Read what PMC states after the date, `PY - 2013/02/15/received`, as a date of that meaning."""
    if not tags.has("PY") or tags.first("PY") != year:
        return
    for value in tags.all("PY")[1:]:
        date, bar, word = value.rpartition("/")
        kind, found = _HISTORY.get(word.strip().lower()), slashed(date) if bar else None
        if kind and found and found.date and found.exact:
            stated = {"kind": kind, "date": found.date}
            draft.fields["dates"] = [*draft.fields.get("dates", ()), stated]
        else:
            tags.unread_value(value)


def _notes(fields: dict[str, Any], tags: Tags) -> None:
    notes = []
    for value in tags.all("N1"):
        if (found := _CITED.search(value)) and len(value) < 400:
            fields["counts"] = [{"kind": "citations", "value": int(found[1])}]
        if is_private(value):
            tags.unread_value(value)
        elif value != fields.get("doi") and not (found and len(value) < 20):
            notes.append(value)
    fields["comment"] = "\n".join(notes) or None
