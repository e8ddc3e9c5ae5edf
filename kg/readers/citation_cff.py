"""CITATION.cff: how a piece of software or a data set wants to be cited (Citation File Format 1.2.0).

https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md. A file is a record of
the software, and a second one of the work that it wants to be cited instead (`preferred-citation`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.identifiers import ArxivId
from kg.kinds import WorkType
from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.eight_bit import text_lines
from kg.readers.fates import FieldTable
from kg.readers.json_values import inside, objects, text, texts
from kg.readers.language_codes import spoken
from kg.readers.leaves import Leaf, json_leaves
from kg.readers.printed_dates import extended, printed, state_publication
from kg.readers.serials import serial_numbers
from kg.readers.source import Document
from kg.readers.yaml_entries import MOST, MalformedYaml, load
from kg.records import Item, Rejection

FORMAT: Final = "citation-cff"
_SIGN: Final = re.compile(r"(?:^|\n)cff-version:\s")
_ABOUT_FILE: Final = "it says how the file is to be read, nothing of the work"
_PRIVATE: Final = "it is a way to reach a person"

_PEOPLE: Final = {
    f"{group}[].{key}": reason
    for group in ("authors", "contact", "editors", "editors-series", "recipients", "senders", "translators")
    for key, reason in {
        "email": "an e-mail address is not published", "address": _PRIVATE, "city": _PRIVATE, "fax": _PRIVATE,
        "post-code": _PRIVATE, "region": _PRIVATE, "tel": _PRIVATE,
    }.items()
}  # fmt: skip
_NAMED: Final = {
    f"{group}[].{key}": fields
    for group, fields in (("authors", "authors"), ("editors", "editors contributors"),
                          ("translators", "contributors"))
    for key in ("given-names", "family-names", "name-particle", "name-suffix", "name", "alias", "affiliation",
                "orcid")
}  # fmt: skip
TABLE: Final = FieldTable(
    read={
        "type": "work_type work_type_as_stated", "title": "title", "abstract": "abstract",
        "keywords[]": "keywords", "doi": "doi", "identifiers[].value": "other_identifiers doi arxiv_id",
        "identifiers[].type": "other_identifiers doi arxiv_id", "url": "url", "repository": "url", **_NAMED,
        "repository-code": "code_url url", "license": "license", "license[]": "license",
        "license-url": "licenses", "date-released": "published", "date-published": "published",
        "date-accessed": "dates", "year": "year published", "month": "published", "journal": "venue",
        "collection-title": "venue series", "conference.name": "event", "conference.city": "event",
        "conference.date-start": "event", "conference.date-end": "event", "volume": "volume",
        "issue": "issue", "start": "pages", "end": "pages", "pages": "extent", "publisher.name": "publisher",
        "institution.name": "contributors", "isbn": "identifiers venue_identifiers",
        "issn": "venue_identifiers", "pmcid": "identifiers", "languages[]": "language languages",
        "edition": "edition",
        "notes": "comment", "status": "comment", "location.name": "place", "number": "report_no",
        "references[].*": "references",
    },
    dropped=_PEOPLE | {
        "cff-version": _ABOUT_FILE, "message": _ABOUT_FILE, "contact[].*": _PRIVATE,
    },
)  # fmt: skip

_KINDS: Final[dict[str, WorkType]] = {
    "software": "software", "software-code": "software", "software-executable": "software",
    "software-container": "software", "software-virtual-machine": "software", "dataset": "dataset",
    "data": "dataset", "article": "journal-article", "conference-paper": "proceedings-article",
    "proceedings": "proceedings", "conference": "proceedings", "book": "book", "thesis": "thesis",
    "report": "report", "encyclopedia": "reference-entry", "generic": "other",
}  # fmt: skip


def _sniff(head: str) -> float:
    return 0.98 if _SIGN.search(head) else 0.0


@reader(FORMAT, "CITATION.cff, how software and data want to be cited", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of the software or data set, and that of the work to be cited in its place.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    held: list[str] = []
    size = last = 0
    for line in text_lines(document):
        size, last = size + len(line.text), line.number
        if size <= MOST:
            held.append(line.text)
    try:
        value = load("\n".join(held)) if size <= MOST else None
    except MalformedYaml as why:
        yield Rejection(document.name, 1, str(why), " ".join(held[:5])[:200])
        return
    if not isinstance(value, dict):
        reason = "it has no keys" if size <= MOST else f"it has more than {MOST:,} characters"
        yield Rejection(document.name, 1, reason, " ".join(held[:5])[:200])
        return
    yield from _record(document, value, (1, last), top=True)
    if isinstance(preferred := value.get("preferred-citation"), dict):
        first = next((n for n, line in enumerate(held, 1) if line.startswith("preferred-citation:")), 1)
        yield from _record(document, preferred, (first, last), top=False)


def _record(
    document: Document, value: dict[str, Any], lines: tuple[int, int], *, top: bool
) -> Iterator[Item]:
    preferred = value.get("preferred-citation")
    own = {
        key: inner for key, inner in value.items() if inner is not preferred or not isinstance(inner, dict)
    }
    leaves: list[Leaf] = list(json_leaves(own))  # those of the preferred work are counted with its record
    draft = Draft(document, FORMAT, lines, leaves, TABLE, excerpt=text(value.get("title")) or "")
    fields = draft.fields
    kind = text(value.get("type")) or ("software" if top else "")
    fields["work_type"] = found = _KINDS.get(kind)
    fields["work_type_as_stated"] = kind if kind != found else None
    fields["title"], fields["abstract"] = text(value.get("title")), text(value.get("abstract"))
    fields["keywords"] = texts(value.get("keywords"))
    _people(fields, value)
    _place(fields, value)
    _dates(draft, value)
    _links(fields, value)
    fields["references"] = [_reference(one) for one in objects(value.get("references"))]
    if isinstance(preferred := value.get("preferred-citation"), dict):
        relation = {
            "kind": "related",
            "as_stated": "preferred-citation",
            "title": text(preferred.get("title")),
        }
        if doi := text(preferred.get("doi")):
            relation |= {"scheme": "doi", "identifier": doi}
        fields["relations"] = [*fields.get("relations", ()), relation]
    yield from draft.finish()


def _people(fields: dict[str, Any], value: dict[str, Any]) -> None:
    fields["authors"] = [_person(one) for one in objects(value.get("authors"))]
    editors = [_person(one) for one in objects(value.get("editors"))]
    contributors = [_person(one) | {"role": "translator"} for one in objects(value.get("translators"))]
    if value.get("journal") or value.get("collection-title"):
        fields["editors"] = editors
    else:
        contributors += [one | {"role": "editor"} for one in editors]
    if name := text(inside(value, "institution", "name")):
        contributors.append({"name": name, "kind": "collective", "role": "institution"})
    fields["contributors"] = contributors


def _person(one: dict[str, Any]) -> dict[str, Any]:
    """Return a person or an entity, which has a `name` alone."""
    said = {key: text(value) for key, value in one.items()}
    family = " ".join(filter(None, [said.get("name-particle"), said.get("family-names")]))
    made: dict[str, Any] = {"orcid": said.get("orcid")}
    if said.get("name"):
        made |= {"name": said["name"], "kind": "collective"}
    elif family and said.get("given-names"):
        made |= {"given": said["given-names"], "family": family, "suffix": said.get("name-suffix")}
    else:
        made["name"] = family or said.get("given-names") or said.get("alias")
    if place := said.get("affiliation"):
        made["affiliations"] = [place]
    if (mail := said.get("email")) and "@" in mail:
        made["email_domain"] = mail.rpartition("@")[2]
    return {key: value for key, value in made.items() if value}


def _place(fields: dict[str, Any], value: dict[str, Any]) -> None:
    journal, collection = text(value.get("journal")), text(value.get("collection-title"))
    fields["venue"] = journal or collection
    fields["venue_kind"] = (
        "journal"
        if journal
        else "proceedings"
        if collection and fields["work_type"] == "proceedings-article"
        else None
    )
    fields["series"] = collection if journal else None
    for name, *path in (
        ("volume", "volume"), ("issue", "issue"), ("edition", "edition"), ("extent", "pages"),
        ("publisher", "publisher", "name"), ("place", "location", "name"), ("comment", "notes"),
    ):  # fmt: skip
        fields[name] = text(inside(value, *path))
    fields["comment"] = fields["comment"] or text(value.get("status"))
    fields["report_no"] = text(value.get("number")) if fields["work_type"] == "report" else None
    first, last = text(value.get("start")), text(value.get("end"))
    fields["pages"] = f"{first}-{last}" if first and last and first != last else first or last
    event = {"name": "name", "place": "city", "start": "date-start", "end": "date-end"}
    fields["event"] = {
        name: found for name, key in event.items() if (found := text(inside(value, "conference", key)))
    } or None
    fields |= spoken(*texts(value.get("languages")))
    licences = texts(value.get("license"))
    fields["license"] = licences[0] if len(licences) == 1 else None
    more = licences if len(licences) > 1 else []
    fields["licenses"] = [{"license": one} for one in (*more, *texts(value.get("license-url")))]


def _dates(draft: Draft, value: dict[str, Any]) -> None:
    if day := text(value.get("date-released")) or text(value.get("date-published")):
        state_publication(extended(day), draft)
    elif year := text(value.get("year")):
        state_publication(printed(year, text(value.get("month"))), draft)
    if day := text(value.get("date-accessed")):
        draft.fields["dates"] = [
            *draft.fields.get("dates", ()),
            {"kind": "accessed", "date": extended(day).date},
        ]


def _links(fields: dict[str, Any], value: dict[str, Any]) -> None:
    fields["doi"] = text(value.get("doi"))
    part = bool(fields.get("venue"))
    fields.update(serial_numbers(texts(value.get("isbn")), of_book=True, part=part))
    if number := text(value.get("issn")):
        fields["venue_identifiers"]["issn"] = number
    if number := text(value.get("pmcid")):
        fields["identifiers"]["pmcid"] = number
    for one in objects(value.get("identifiers")):
        scheme, number = (text(one.get("type")) or "").lower(), text(one.get("value"))
        if not number:
            continue
        if scheme == "doi" and not fields["doi"]:
            fields["doi"] = number
        elif scheme == "other" and number.lower().startswith("arxiv:") and ArxivId.parse(number):
            fields["arxiv_id"] = number
        elif number != fields["doi"]:
            known = {"scheme": scheme or "other", "value": number}
            fields["other_identifiers"] = [*fields.get("other_identifiers", ()), known]
    fields["code_url"] = text(value.get("repository-code"))
    fields["url"] = text(value.get("url")) or text(value.get("repository")) or fields["code_url"]


def _reference(one: dict[str, Any]) -> dict[str, Any]:
    """Return a work that the software rests on, by the parts that are stated."""
    people = [_person(author) for author in objects(one.get("authors"))]
    listed = "; ".join(
        person.get("name") or " ".join(filter(None, [person.get("given"), person.get("family")]))
        for person in people
    )
    year = (
        text(one.get("year")) or (text(one.get("date-released")) or text(one.get("date-published")) or "")[:4]
    )
    first, last = text(one.get("start")), text(one.get("end"))
    address = text(one.get("url")) or text(one.get("repository-code"))
    made = {
        "title": text(one.get("title")), "authors": listed or None, "doi": text(one.get("doi")),
        "venue": text(one.get("journal")) or text(one.get("collection-title")),
        "volume": text(one.get("volume")), "issue": text(one.get("issue")),
        "pages": f"{first}-{last}" if first and last else first,
        "year": int(year) if re.fullmatch(r"[12]\d{3}", year) else None,
        "identifiers": {"url": address} if address else {},
    }  # fmt: skip
    return {key: value for key, value in made.items() if value}
