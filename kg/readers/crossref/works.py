"""Works in Crossref's JSON: an answer of its REST API for one work or many, JSON Lines, or a file of a dump.

The keys are those of https://api.crossref.org/swagger-ui/index.html (Work), as of its public data files.
Several shapes of a value are taken as one: a title as a text or a list, empty lists and nulls anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.readers import json_head, reader
from kg.readers.crossref.container import read_container
from kg.readers.crossref.dates import read_dates
from kg.readers.crossref.fields import TABLE
from kg.readers.crossref.kinds import NOT_WORKS, degree_kind
from kg.readers.crossref.links import read_links
from kg.readers.crossref.people import read_people
from kg.readers.draft import Draft
from kg.readers.fates import Leaf, json_leaves
from kg.readers.json_entries import JsonEntry, entries
from kg.readers.json_values import inside, plain, text, texts
from kg.readers.source import Document
from kg.records import Item, Rejection
from kg.repair.texts.html_markup import entities

FORMAT: Final = "crossref-json"
LISTS: Final = ("items", "message.items")

_OWN: Final = frozenset(
    ["is-referenced-by-count", "indexed", "deposited", "content-domain", "reference-count",
     "references-count", "issn-type", "prefix", "member", "update-policy", "short-container-title"]
)  # fmt: skip
_HEADING: Final = re.compile(
    r"<(?:jats:)?title> ?(?:abstract|summary|résumé|zusammenfassung|resumen)[.:]? ?</(?:jats:)?title> ?",
    re.IGNORECASE,
)
_SUBTITLE: Final = re.compile(r"<subtitle>(.{1,2000}?)</subtitle>", re.DOTALL)
_VERSION: Final = re.compile(r"[vV]?([1-9]\d{0,3})(?:\.0)?")
_ASSERTED: Final = frozenset(["received", "revised", "accepted", "first_online"])


def _sniff(head: str) -> float:
    opening = json_head.keys(head, LISTS)
    if "DOI" in opening.entry and len(opening.entry & _OWN) > 1:
        return 0.98
    if "message-type" in opening.entry | opening.holder and "message" in opening.entry | opening.holder:
        return 0.95
    return 0.9 if "message.items" in opening.holder and "status" in opening.holder else 0.0


@reader(
    FORMAT, "Crossref works in JSON: answers of the API, JSON Lines, dumps", sniff=_sniff, splittable=True
)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record or rejection for each work.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    for entry in entries(document, LISTS):
        if isinstance(entry, Rejection):
            yield entry
        else:
            yield from _work(document, entry)


def _work(document: Document, entry: JsonEntry) -> Iterator[Item]:
    stated = entry.value
    if isinstance(message := stated.get("message"), dict) and "DOI" not in stated:
        stated = message
    leaves = list(_leaves(stated))
    lines = (entry.first_line, entry.last_line)
    draft = Draft(document, FORMAT, lines, leaves, TABLE, excerpt=entry.excerpt)
    kind = text(stated.get("type"))
    if kind in NOT_WORKS:
        yield from draft.reject(f"it describes a {kind}, not a work")
        return
    if "DOI" not in stated and not stated.keys() & _OWN:
        yield from draft.reject("it is no work of Crossref: it has no DOI")
        return
    draft.fields["doi"] = text(stated.get("DOI"))
    if observed := text(inside(stated, "indexed", "date-time")):
        draft.fields["observed"] = observed[:10]
    _kind(stated, draft, kind)
    _texts(stated, draft)
    read_people(stated, draft)
    read_container(stated, draft)
    read_dates(stated, draft)
    read_links(stated, draft)
    yield from draft.finish()


def _leaves(stated: dict[str, Any]) -> Iterator[Leaf]:
    """Yield the leaves of a work; the path of an asserted date carries the name of the assertion."""
    asserted = stated.get("assertion")
    yield from json_leaves({key: value for key, value in stated.items() if key != "assertion"})
    for one in asserted if isinstance(asserted, list) else [asserted]:
        name = one.get("name") if isinstance(one, dict) else None
        path = f"assertion[{name}]" if name in _ASSERTED else "assertion[]"
        yield from json_leaves(one, path)


def _kind(stated: dict[str, Any], draft: Draft, kind: str | None) -> None:
    """State what kind of work it is; a posted work is a preprint where Crossref says so."""
    subtype = text(stated.get("subtype"))
    if kind == "posted-content":
        draft.fields["work_type_as_stated"] = f"{kind} ({subtype})" if subtype else kind
        if subtype == "preprint":
            draft.fields["work_type"] = "preprint"
    elif kind == "dissertation":
        draft.fields |= {"work_type": degree_kind(texts(stated.get("degree"))), "work_type_as_stated": kind}
    else:
        draft.kind(kind)


def _texts(stated: dict[str, Any], draft: Draft) -> None:
    """State titles, abstract, language, numbers and what else is one text."""
    fields = draft.fields
    titles = texts(stated.get("title"))
    subtitles = texts(stated.get("subtitle"))
    if titles and (match := _SUBTITLE.search(entities(titles[0]))):
        rest = _SUBTITLE.sub(" ", entities(titles[0]), count=1)
        titles[0] = " ".join(rest.split()) or titles[0]
        subtitles.insert(0, " ".join(match[1].split()))
    title = titles[0] if titles else None
    fields |= {"title": title, "subtitle": next(iter(subtitles), None)}
    others = [(one, "alternative") for one in (*titles[1:], *subtitles[1:])]
    others += [(one, "original") for one in texts(stated.get("original-title"))]
    others += [(one, "short") for one in texts(stated.get("short-title"))]
    fields["titles"] = [{"text": one, "kind": kind} for one, kind in others if one != title]
    if abstract := text(stated.get("abstract")) or text(stated.get("description")):
        heading = _HEADING.match(abstract)
        fields["abstract"] = abstract[heading.end() :] if heading else abstract
    for key, field in (
        ("publisher", "publisher"), ("publisher-location", "place"), ("volume", "volume"),
        ("page", "pages"), ("article-number", "article_number"), ("edition-number", "edition"),
        ("language", "language"),
    ):  # fmt: skip
        fields[field] = plain(stated.get(key))
    fields["issue"] = plain(stated.get("issue")) or plain(inside(stated, "journal-issue", "issue"))
    fields["url"] = text(inside(stated, "resource", "primary", "URL")) or _address(stated)
    fields["subjects"] = [{"term": term} for one in texts(stated.get("subject")) if (term := plain(one))]
    doi = (fields["doi"] or "").lower()
    fields["other_identifiers"] = [
        {"scheme": "alternative-id", "value": one}
        for one in texts(stated.get("alternative-id"))
        if one.lower() != doi
    ]
    if match := _VERSION.fullmatch(text(inside(stated, "version", "version")) or ""):
        fields["version"] = int(match[1])


def _address(stated: dict[str, Any]) -> str | None:
    """Return the address of a work where it is another than that of its DOI."""
    address = text(stated.get("URL"))
    return None if address and "doi.org/" in address else address
