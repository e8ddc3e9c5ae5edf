"""ORCID records: the person as a profile, and each work on the record, in XML or JSON of the public API.

https://info.orcid.org/documentation/. The record says that its works are the person's, not at which place of
the author list: that is decided as for any profile page. So keep one record a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from pydantic import ValidationError

from kg.readers import json_entries, reader
from kg.readers.draft import Draft
from kg.readers.fates import PRIVATE, FieldTable
from kg.readers.leaves import Shape, json_leaves
from kg.readers.orcid_values import day, inside, of_json, of_xml, several, text
from kg.readers.orcid_work import TABLE, fill
from kg.readers.source import Document
from kg.readers.values import normal
from kg.readers.xml_elements import Parsed, elements, pass_over
from kg.records import Item, Notice, Profile, Rejection, Source

NAME: Final = "orcid"

_BODIES: Final[dict[str, frozenset[str]]] = {
    "person": frozenset(), "group": frozenset(), "work": frozenset(["work"]),
    "employment-summary": frozenset(),
}  # fmt: skip
_XML: Final = re.compile(r"www\.orcid\.org/ns/(?:record|person|activities|work|bulk)")
_JSON: Final = re.compile(
    r'"(orcid-identifier|work-summary|activities-summary|given-names|put-code|external-ids)"\s?:'
)
_VERSION_1: Final = re.compile(r'"orcid-profile"\s?:')
_IDENTIFIERS: Final = {
    "scopus author id": "scopus", "researcherid": "researcherid", "isni": "isni", "gnd": "gnd",
    "viaf": "viaf",
    "loop profile": "loop", "ciência id": "ciencia-id", "researcher name resolver id": "nrid",
}  # fmt: skip
_OF_RECORD: Final = "it is of the record, not of the person or a work"
_OF_PERSON: Final = "a profile has no field for it"
PERSON: Final = FieldTable(
    read={
        "name.given-names": "given name variants", "name.family-name": "family name variants",
        "name.credit-name": "name", "other-names.other-name[].content": "variants", "path": "identifiers",
        "external-identifiers.external-identifier[].external-id-type": "identifiers",
        "external-identifiers.external-identifier[].external-id-value": "identifiers",
        "employment-summary.organization.name": "affiliations",
        "researcher-urls.researcher-url[].url": "urls", "last-modified-date": "source",
    },
    dropped={"*": _OF_PERSON, "emails.*": PRIVATE},
)  # fmt: skip


def _sniff(head: str) -> float:
    if head.lstrip("\ufeff \t\r\n")[:1] == "<":
        return 0.97 if _XML.search(head) else 0.0
    if _VERSION_1.search(head[:4000]):
        return 0.0
    found = set(_JSON.findall(head[:20_000]))
    sure = {"orcid-identifier"} <= found or {"work-summary", "external-ids"} <= found
    return 0.96 if sure else 0.9 if {"put-code", "external-ids"} <= found or "given-names" in found else 0.0


@reader(NAME, "ORCID records: a person and their works, XML or JSON", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the profile of the person, then a record a group of works."""
    return _of_xml(document) if document.head().lstrip()[:1] == "<" else _of_json(document)


def _of_xml(document: Document) -> Iterator[Item]:
    person: tuple[dict[str, Any], Parsed] | None = None
    employers: list[dict[str, Any]] = []
    for one in elements(document, frozenset(), _BODIES, shape=Shape()):
        if not isinstance(one, Parsed):
            yield one
            continue
        value = of_xml(one.element)
        value = value if isinstance(value, dict) else {}
        if one.tag == "employment-summary":
            employers.append(value)
            continue
        if person is not None:
            yield from _person(person[0], document, person[1].lines, person[1].entry.text, employers)
            person, employers = None, []
        if one.tag == "person":
            person = value, one
        elif one.tag == "work":
            yield from _work({"work-summary": [value]}, document, one.lines, one.entry.text)
        elif one.element.find("work-summary") is not None:
            yield from _work(value, document, one.lines, one.entry.text)
        else:
            pass_over(document, one.element, Shape(), _OF_RECORD)
    if person is not None:
        yield from _person(person[0], document, person[1].lines, person[1].entry.text, employers)


def _of_json(document: Document) -> Iterator[Item]:
    for one in json_entries.entries(document, ("bulk",)):
        if isinstance(one, Rejection):
            yield one
            continue
        lines = one.first_line, one.last_line
        value = of_json(one.value)
        value = value if isinstance(value, dict) else {}
        works = next(
            (held for held in (inside(value, "activities-summary", "works"), value.get("works"), value)
             if inside(held, "group")), None,
        )  # fmt: skip
        person = value.get("person") or (value if "name" in value else None)
        single = value.get("work") or (value if "put-code" in value and "title" in value else None)
        told: list[Any] = []
        if isinstance(person, dict):
            number = inside(value, "orcid-identifier")
            stated = {"path": text(number, "path")} | person
            employers = list(_employers(value))
            told += [person, *employers]
            if isinstance(number, dict) and "path" not in person:
                number.pop("path", None)
            yield from _person(stated, document, lines, one.excerpt, employers)
        for group in several(works, "group"):
            told.append(group)
            yield from _work(group, document, lines, one.excerpt)
        if isinstance(single, dict):
            told.append(single)
            yield from _work({"work-summary": [single]}, document, lines, one.excerpt)
        elif person is None and works is None:
            said = text(value, "error", "user-message") or text(value, "error", "developer-message")
            reason = f"ORCID says: {said}" if said else "it is no record, person or work of ORCID"
            yield Rejection(document.name, one.first_line, reason[:300], one.excerpt)
        if document.fates is not None:
            document.fates.drop(json_leaves(_without(value, told)), _OF_RECORD)


def _without(value: Any, told: list[Any]) -> Any:
    """Return a value without those objects in it of which a profile or record tells."""
    if any(value is one for one in told):
        return None
    if isinstance(value, dict):
        return {key: _without(inner, told) for key, inner in value.items()}
    return [_without(inner, told) for inner in value] if isinstance(value, list) else value


def _employers(value: object) -> Iterator[dict[str, Any]]:
    """Yield what a record's JSON (versions 2 and 3) says of those who employ or employed the person."""
    held = inside(value, "activities-summary", "employments")
    yield from several(held, "employment-summary")
    for group in several(held, "affiliation-group"):
        for one in several(group, "summaries"):
            yield from several(one, "employment-summary")


def _work(group: Any, document: Document, lines: tuple[int, int], excerpt: str) -> Iterator[Item]:
    if not isinstance(group, dict):
        return
    draft = Draft(document, NAME, lines, list(json_leaves(group)), TABLE, excerpt=excerpt)
    fill(group, draft)
    yield from draft.finish()


def _person(
    stated: dict[str, Any],
    document: Document,
    lines: tuple[int, int],
    excerpt: str,
    employers: list[dict[str, Any]],
) -> Iterator[Item]:
    """Yield the profile of a person; where the name is not public, say so."""
    urls = [url for one in several(stated, "researcher-urls", "researcher-url") if (url := text(one, "url"))]
    given, family = text(stated, "name", "given-names"), text(stated, "name", "family-name")
    whole = " ".join(filter(None, (given, family)))
    name = text(stated, "name", "credit-name") or whole
    others = [whole]
    others += [
        other for one in several(stated, "other-names", "other-name") if (other := text(one, "content"))
    ]
    number = normal("orcid", (text(stated, "path") or "").strip("/").split("/")[0])
    identifiers = {"orcid": number} if number else {}
    for one in several(stated, "external-identifiers", "external-identifier"):
        word, value = (text(one, "external-id-type") or "").lower(), text(one, "external-id-value")
        scheme = _IDENTIFIERS.get(word) or "-".join(word.split())
        if scheme and value and (form := normal(scheme, value)):
            identifiers.setdefault(scheme, form)
    affiliations = [found for one in employers if (found := text(one, "organization", "name"))]
    made: Profile | None = None
    if name:
        try:
            made = Profile(
                source=Source(file=document.name, format=NAME, first_line=lines[0], last_line=lines[1],
                              observed=day(stated, "last-modified-date")),
                name=name, given=given if family else None, family=family if given else None,
                identifiers=identifiers, affiliations=tuple(dict.fromkeys(affiliations)),
                urls=tuple(dict.fromkeys(urls)),
                variants=tuple(one for one in dict.fromkeys(others) if one and one != name),
            )  # fmt: skip
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            yield Rejection(document.name, lines[0], str(problem["msg"]), excerpt[:200])
    if document.fates is not None:
        leaves = [
            *json_leaves(stated),
            *(leaf for one in employers for leaf in json_leaves(one, "employment-summary")),
        ]
        document.fates.settle(leaves, made, PERSON)
    if made is not None:
        yield made
    elif not name:
        yield Notice(
            document.name, lines[0], f"the name of the person is not public ({number or 'no ORCID iD'})"
        )
