"""The profile of a person in dblp: names, and what else is known of whoever bears them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from pydantic import ValidationError

from kg.identifiers import Orcid
from kg.readers.arxiv_fields import folded, text_at
from kg.readers.dblp.fields import leaves
from kg.readers.dblp.names import SCHEME, parted
from kg.readers.fates import FieldTable
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed
from kg.records import Item, Profile, Rejection, Source
from kg.repair.names import split

_PREFIX: Final = "homepages/"
_TOLD: Final = {
    "disambiguation": "pages that tell people of one name apart and are of none",
    "group": "pages of groups, which are no persons",
    "noshow": "pages that dblp itself does not show",
}
_MOVED: Final = "pages of persons that lead to another page"
_BARE: Final = "pages of persons that say no more than a name"
_ADDRESSES: Final = (
    (
        "google-scholar",
        re.compile(
            r"https?://scholar\.google\.[a-z.]{2,6}/citations\?(?:\w{1,20}=[^&\s]{0,40}&){0,4}user=([\w-]{8,20})(?:&\S{0,60})?"
        ),
    ),
    ("wikidata", re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q\d{1,12})")),
    ("isni", re.compile(r"https?://(?:www\.)?isni\.org/(?:isni/)?([\dX]{16})")),
    ("viaf", re.compile(r"https?://viaf\.org/viaf/(\d{1,25})/?")),
    ("gnd", re.compile(r"https?://d-nb\.info/gnd/([\dX-]{5,12})")),
    ("github", re.compile(r"https?://github\.com/([\w-]{1,39})/?")),
)
_TABLE: Final = FieldTable(
    read={
        f"{tag}/{path}": field for tag in ("www", "person") for path, field in (
            ("author", "name variants identifiers"), ("url", "identifiers urls"),
            ("note.affiliation", "affiliations"), ("note.uname", "variants"), ("author@orcid", "identifiers"),
        )
    } | {"www@key": "identifiers", "person@key": "identifiers", "person/author@pid": "identifiers"},
    dropped={
        f"{tag}{path}": why for tag in ("www", "person") for path, why in (
            ("@mdate", "it is when dblp last touched its entry"),
            ("/title", "it is the same for all: Home Page"),
            ("@publtype", "it says what the page is"), ("/*", "a profile has no place for it"),
            ("@*", "a profile has no place for it"),
        )
    },
)  # fmt: skip


def person(one: Parsed, document: Document, name: str, told: Counter[str]) -> Iterator[Item]:
    """Yield the profile of a person; what is none, or says no more than a name, is counted in `told`."""
    element = one.element
    found = leaves(element)
    why = next((_TOLD[word] for word in (element.get("publtype") or "").split() if word in _TOLD), None)
    why = why or (_MOVED if element.find("crossref") is not None else None)
    made: Profile | None = None
    if why is None:
        fields = _fields(element)
        if not (fields.keys() - {"name", "given", "family", "identifiers"}) and (
            set(fields.get("identifiers", ())) <= {"dblp"}
        ):
            why = _BARE
        else:
            place = Source(file=document.name, format=name, first_line=one.lines[0], last_line=one.lines[1])
            try:
                made = Profile(source=place, kind="record", **fields)
            except ValidationError as error:
                problem = error.errors(include_url=False)[0]
                reason = (
                    f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}"
                    if "name" in fields
                    else "it has no name"
                )
                yield Rejection(document.name, one.lines[0], reason, one.entry.text[:80])
    if document.fates is not None:
        if why:
            document.fates.drop(found, why)
        else:
            document.fates.settle(found, made, _TABLE)
    if why:
        told[why] += 1
    if made is not None:
        yield made


def _fields(element: Element) -> dict[str, Any]:
    names = [text for entry in element.findall("author") if (text := folded("".join(entry.itertext())))]
    identifiers: dict[str, str] = {}
    if (key := element.get("key") or "").startswith(_PREFIX):
        identifiers["dblp"] = key.removeprefix(_PREFIX)
    variants: list[str] = []
    others: list[dict[str, str]] = []
    for text in names:
        plain, numbered = parted(text)
        variants.append(plain)
        if numbered and identifiers.setdefault(SCHEME, numbered) != numbered:
            others.append({"scheme": SCHEME, "value": numbered})
    for entry in element.findall("author"):
        if orcid := Orcid.parse(entry.get("orcid") or ""):
            identifiers.setdefault("orcid", str(orcid))
    urls = [url for entry in element.findall("url") if (url := folded(entry.text))]
    pages = [url for url in urls if not _identified(url, identifiers, others)]
    variants += _notes(element, "uname")
    affiliations = _notes(element, "affiliation")
    fields: dict[str, Any] = {"name": variants[0] if variants else text_at(element, "title")}
    parts = split(fields["name"] or "")
    fields |= {"given": parts.given, "family": parts.family, "identifiers": identifiers or {}}
    fields |= {
        "variants": tuple(dict.fromkeys(one for one in variants[1:] if one != fields["name"])),
        "affiliations": tuple(dict.fromkeys(affiliations)), "urls": tuple(dict.fromkeys(pages)),
        "other_identifiers": tuple(others),
    }  # fmt: skip
    return {key: value for key, value in fields.items() if value}


def _notes(element: Element, kind: str) -> list[str]:
    notes = (entry for entry in element.findall("note") if entry.get("type") == kind)
    return [text for entry in notes if (text := folded("".join(entry.itertext())))]


def _identified(url: str, identifiers: dict[str, str], others: list[dict[str, str]]) -> bool:
    """Take an address for the identifier that it is; false where it is none."""
    scheme, value = ("orcid", str(Orcid.parse(url))) if "orcid.org/" in url and Orcid.parse(url) else ("", "")
    for name, pattern in _ADDRESSES:
        if match := pattern.fullmatch(url):
            scheme, value = name, match[1]
    if not scheme:
        return False
    if identifiers.setdefault(scheme, value) != value:
        others.append({"scheme": scheme, "value": value})
    return True
