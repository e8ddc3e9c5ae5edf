"""One Crossref work, under the keys of Crossref's JSON, as a record."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import ArxivId
from kg.identifiers.accession import numbered
from kg.readers.carried_numbers import put
from kg.readers.crossref.container import read_container
from kg.readers.crossref.dates import read_dates
from kg.readers.crossref.kinds import degree_kind
from kg.readers.crossref.links import read_links
from kg.readers.crossref.people import read_people
from kg.readers.draft import Draft
from kg.readers.json_values import inside, plain, text, texts
from kg.repair.texts.html_markup import entities, without_tags

_HEADING: Final = re.compile(
    r"<(?:jats:)?title> ?(?:abstract|summary|résumé|zusammenfassung|resumen)[.:]? ?</(?:jats:)?title> ?",
    re.IGNORECASE,
)
_SUBTITLE: Final = re.compile(r"<subtitle>(.{1,2000}?)</subtitle>", re.DOTALL)
_VERSION: Final = re.compile(r"[vV]?([1-9]\d{0,3})(?:\.0)?")


def fill(stated: dict[str, Any], draft: Draft) -> None:
    """State all that a work says."""
    draft.fields["doi"] = text(stated.get("DOI"))
    if observed := text(inside(stated, "indexed", "date-time")):
        draft.fields["observed"] = observed[:10]
    _kind(stated, draft, text(stated.get("type")))
    _texts(stated, draft)
    read_people(stated, draft)
    read_container(stated, draft)
    read_dates(stated, draft)
    read_links(stated, draft)


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
        own = abstract[heading.end() :] if heading else abstract
        fields["abstract"] = own if without_tags(own).strip() else None
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
    numbers = [one for one in texts(stated.get("alternative-id")) if one.lower() != doi]
    eprints = [one.removeprefix("arXiv:") for one in numbers if one.startswith("arXiv:")]
    fields["arxiv_id"] = next(filter(ArxivId.parse, eprints), None)
    further: list[dict[str, str]] = []
    fields |= {"identifiers": {}, "other_identifiers": further}
    for one in numbers:
        if one.removeprefix("arXiv:") == fields["arxiv_id"]:
            continue
        known = numbered(one)
        if known is None or known[0] in fields["identifiers"]:
            further.append({"scheme": "alternative-id", "value": one})
        else:
            put(fields, *known)
    if match := _VERSION.fullmatch(text(inside(stated, "version", "version")) or ""):
        fields["version"] = int(match[1])


def _address(stated: dict[str, Any]) -> str | None:
    """Return the address of a work where it is another than that of its DOI."""
    address = text(stated.get("URL"))
    return None if address and "doi.org/" in address else address
