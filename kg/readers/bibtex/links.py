"""What identifies the work of an entry, and where it is on the web."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import ArxivId, Isbn, Issn
from kg.identifiers.accession import BIBTEX_FIELDS, LINKING, VENUES_FIELD, numbered
from kg.readers.bibtex.fielded import Fielded
from kg.readers.bibtex.fields import PARTS
from kg.readers.carried_numbers import put
from kg.readers.eprint_places import identified, number_in
from kg.readers.notes import identifiers_in
from kg.readers.serials import told_once
from kg.taxonomy import category

_URL: Final = re.compile(r"(?:https?|ftp)://[^\s{}\\]{4,2000}", re.IGNORECASE)
_TILDE: Final = re.compile(
    r"\{\\(?:textasciitilde|~)\s?(?:\{\s?\})?\}|\\(?:textasciitilde|~)\s?(?:\{\s?\})?|\$\\sim\$"
)
_ESCAPED: Final = re.compile(r"\{?\\([_&%#~{}$-])\}?")
_BIBCODE: Final = re.compile(r"\b((?:1[89]|20)\d\d[A-Za-z&][A-Za-z0-9&.]{13}[A-Z.:])(?![\w.])")
_DBLP: Final = re.compile(
    r"dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/rec/(?:bib[012]?/)?"
    r"((?:journals|conf|books|series|reference|phd|tr|data)/[\w/.-]{3,100}?)(?:\.(?:bib|html))?\s*$"
)
_SPLIT: Final = re.compile(r"\s{0,5}(?:[,;/|]|\band\b)\s{0,5}|\s{2,9}")
_ISSNS: Final = re.compile(r"\d{4}\s?[-‐‑–]?\s?\d{3}[\dXx]")
_GOOGLE: Final = re.compile(r"[\w-]{12}", re.ASCII)
_NUMBERS: Final = {name: scheme for scheme, name in BIBTEX_FIELDS.items()} | {"zbl": "zbl"}
_ELSEWHERE: Final = frozenset(["unique-id", "biburl"])
_PLACES: Final = {
    "pubmed": "pmid", "pmid": "pmid", "medline": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "hdl": "handle",
    "handle": "handle", "jstor": "jstor", "googlebooks": "google-books", "doi": "doi", "hal": "hal",
    "urn": "urn", "ssrn": "ssrn", "biorxiv": "biorxiv", "medrxiv": "medrxiv", "zenodo": "zenodo",
}  # fmt: skip


def read_links(fielded: Fielded, fields: dict[str, Any]) -> None:
    """Read identifiers and addresses of an entry into `fields`, those of its record."""
    identifiers: dict[str, str] = {}
    fields["identifiers"] = identifiers
    if value := fielded.raw("doi"):
        fields["doi"] = _address(value)
    _eprint(fielded, fields, identifiers)
    for name, scheme in (
        ("pmid", "pmid"),
        ("pubmed_id", "pmid"),
        ("pubmedid", "pmid"),
        ("pmcid", "pmcid"),
        ("pmc", "pmcid"),
    ):
        if value := fielded.text(name):
            identifiers.setdefault(scheme, value)
    for name, scheme in _NUMBERS.items():
        if name in _ELSEWHERE or not (value := fielded.text(name)):
            continue
        if any(map(str.isdigit, value)) or (scheme == "google-books" and _GOOGLE.fullmatch(value)):
            identifiers.setdefault(scheme, value)
        else:
            fielded.unused(name)
    if (value := fielded.text("unique-id", "wos")) is not None:
        identifiers["wos"] = value.removeprefix("ISI:").removeprefix("WOS:")
    if (value := fielded.raw("adsurl")) is not None:
        if found := _BIBCODE.search(value.replace("%26", "&").replace("\\&", "&")):
            identifiers.setdefault("bibcode", found[1])
        else:
            fielded.unused("adsurl")
    if (value := fielded.raw("biburl")) is not None:
        if found := _DBLP.search(value):
            identifiers.setdefault("dblp", found[1])
        else:
            fielded.unused("biburl")
    _books(fielded, fields, identifiers)
    _serials(fielded, fields)
    _addresses(fielded, fields)
    _in_note(fielded, fields, identifiers)


def _address(value: str) -> str:
    """Return a DOI or address without the escapes that TeX wants."""
    return _ESCAPED.sub(r"\1", _TILDE.sub("~", value)).strip().strip("{}").strip()


def _eprint(fielded: Fielded, fields: dict[str, Any], identifiers: dict[str, str]) -> None:
    if value := fielded.text("arxivid", "arxiv"):
        fields["arxiv_id"] = value
    value = fielded.raw("eprint")
    if value is None:
        return
    plain = _address(value)
    place = (fielded.text("eprinttype", "archiveprefix") or "").lower().strip()
    number = ArxivId.parse(plain)
    if place in ("arxiv", "") and number is not None:
        fields.setdefault("arxiv_id", plain)
        code = fielded.text("eprintclass", "primaryclass")
        if code and category(code):
            fields["primary_category"], fields["categories"] = code, [code]
        elif code:
            fielded.unused("eprintclass", "primaryclass")
    elif place in _PLACES:
        scheme = _PLACES[place]
        if scheme == "doi":
            fields.setdefault("doi", plain)
        else:
            identifiers.setdefault(scheme, plain)
    elif place and place != "arxiv":
        identifiers.setdefault(re.sub(r"\W+", "-", place), plain)
        fielded.used("eprintclass", "primaryclass")
    elif plain.startswith("http"):
        fields.setdefault("url", plain)
    elif place == "arxiv":
        fields.setdefault("arxiv_id", plain)  # for the check of identifiers to refuse
    else:
        fielded.unused("eprint")


def _books(fielded: Fielded, fields: dict[str, Any], identifiers: dict[str, str]) -> None:
    value = fielded.text("isbn")
    if not value:
        return
    numbers = [one for one in _SPLIT.split(value) if sum(char.isdigit() for char in one) > 8] or [value]
    if len(numbers) == 1 and not Isbn.parse(value) and Issn.parse(value):  # EndNote has one field for both
        fields.setdefault("venue_identifiers", {}).setdefault("issn", value)
        return
    if fielded.kind in PARTS:
        fields.setdefault("venue_identifiers", {})["isbn"] = numbers[0]
    else:
        identifiers["isbn"] = numbers[0]
    whose = "venue" if fielded.kind in PARTS else "work"
    others = [{"scheme": "isbn", "value": one, "of": whose} for one in numbers[1:]]
    fields["other_identifiers"] = [*fields.get("other_identifiers", ()), *others]


def _serials(fielded: Fielded, fields: dict[str, Any]) -> None:
    of_venue = fields.setdefault("venue_identifiers", {})
    if value := fielded.text("issn"):
        numbers = _ISSNS.findall(value) or [value]
        if (other := of_venue.get("issn")) and other not in numbers:
            numbers.append(other)
        of_venue["issn"] = numbers[0]
        further = [{"scheme": "issn", "value": one, "of": "venue"} for one in numbers[1:]]
        fields["other_identifiers"] = [*fields.get("other_identifiers", ()), *further]
    if value := fielded.text("eissn"):
        of_venue["eissn"] = value
        told_once(of_venue)
    if value := fielded.text("issnl", "issn-l"):
        put(fields, LINKING, value)
    for one in (fielded.text(VENUES_FIELD) or "").split(";"):
        if known := numbered(one):
            put(fields, *known)


def _addresses(fielded: Fielded, fields: dict[str, Any]) -> None:
    """Read the first address that an entry states; one of a resolver tells an identifier, too."""
    for name in ("url", "ee", "link", "bdsk-url-1", "howpublished"):
        value = fielded.raw(name)
        if value is None:
            continue
        found = _URL.search(_address(value))
        if found is None:
            fielded.unused(name)
            continue
        address = found[0].rstrip(".,;") if name == "howpublished" else found[0]
        for name_of, value_of in identified(address).items():
            fields.setdefault(name_of, value_of)
        for scheme, value_of in number_in(address).items():
            fields["identifiers"].setdefault(scheme, value_of)
        if "url" not in fields:
            fields["url"] = address
        elif fields["url"] != address:
            fielded.unused(name)


def _in_note(fielded: Fielded, fields: dict[str, Any], identifiers: dict[str, str]) -> None:
    """Read identifiers that a note states by their names, as in `PMID: 1234567`."""
    for name, value in identifiers_in(fielded.text("note") or "").items():
        (fields if name in ("doi", "arxiv_id") else identifiers).setdefault(name, value)
