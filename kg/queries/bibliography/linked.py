"""What the graph states of grants and related works of a paper, as a reference has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.iris import name_in
from kg.queries.bibliography.facts import Row
from kg.vocab import CITO, DCTERMS, FRBR, SCHEMA
from kg.writers.references.related import Cited, CitedGrant, RelatedIdentifier

_KINDS: Final = {
    SCHEMA["exampleOfWork"]: "version-of", SCHEMA["workExample"]: "has-version",
    DCTERMS["isPartOf"]: "part-of", DCTERMS["hasPart"]: "has-part",
    FRBR["supplementOf"]: "supplement-to", FRBR["supplement"]: "has-supplement",
    CITO["corrects"]: "corrects", CITO["isCorrectedBy"]: "corrected-by",
    CITO["retracts"]: "retracts", CITO["isRetractedBy"]: "retracted-by",
    FRBR["successorOf"]: "replaces", FRBR["successor"]: "replaced-by",
    SCHEMA["translationOfWork"]: "translation-of", SCHEMA["workTranslation"]: "has-translation",
    CITO["reviews"]: "review-of", CITO["isReviewedBy"]: "has-review",
    CITO["repliesTo"]: "comment-on", CITO["hasReplyFrom"]: "has-comment",
    CITO["isCitedBy"]: "cited-by", DCTERMS["relation"]: "related",
}  # fmt: skip
_ANY_DOI: Final = re.compile(r"(?<![\w/.])10\.\d{4,9}/[^\s;]+")
_DOI: Final = "https://doi.org/"
_ARXIV: Final = "https://arxiv.org/abs/"


def grants(rows: Iterable[Row]) -> tuple[CitedGrant, ...]:
    """Return the grants of a paper, in a fixed order."""
    found: dict[str, dict[str, str | None]] = {}
    for row in sorted(rows, key=lambda row: sorted(row.items())):
        made = found.setdefault(row.get("grant") or row.get("funder", ""), {})
        made |= {"funder": row.get("name"), "award": row.get("award"), "title": row.get("title")}
        if row.get("value", "").startswith("10.13039/"):
            made["registry"] = row["value"]
    return tuple(sorted((CitedGrant(**one) for one in found.values()), key=_order))


def _order(grant: CitedGrant) -> tuple[str, str, str]:
    return grant.funder or "", grant.award or "", grant.title or ""


def related(rows: Iterable[Row]) -> tuple[RelatedIdentifier, ...]:
    """Return the works that a paper is related to, those it cites excepted, in a fixed order."""
    found = {
        RelatedIdentifier(kind, *known)
        for row in rows
        if (kind := _KINDS.get(row["relation"])) and (known := _identified(row))
    }
    return tuple(sorted(found, key=lambda one: (one.kind, one.scheme, one.identifier)))


def cited(rows: Iterable[Row], printed: Iterable[Row]) -> tuple[Cited, ...]:
    """Return the works that a paper cites, in a fixed order: that of its list is not known.

    They are those of the record that states most of them, as stated; where none does, those in the graph.
    """
    lists: dict[str, list[str]] = {}
    for row in printed:
        lists.setdefault(row["record"], []).append(row["text"])
    if lists:
        texts = max(lists.items(), key=lambda one: (len(one[1]), one[0]))[1]
        return tuple(Cited(doi=_doi(text), text=text) for text in sorted(texts))
    return tuple(sorted(set(_cited(rows)), key=lambda one: (one.doi or "~", one.title or "")))


def _doi(text: str) -> str | None:
    """Return the one DOI in a text."""
    found = {one.rstrip(".,)]") for one in _ANY_DOI.findall(text)}
    return found.pop() if len(found) == 1 else None


def _cited(rows: Iterable[Row]) -> Iterator[Cited]:
    held: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row.get("doi", ""), reverse=True):
        if row["relation"] == CITO["cites"]:
            held[row["other"]] = row
    for row in held.values():
        if row.get("doi") or row.get("title"):
            yield Cited(doi=row.get("doi"), title=row.get("title"))


def _identified(row: Row) -> tuple[str, str] | None:
    """Return scheme and identifier of the other work: its DOI, an arXiv number, or an address."""
    if doi := row.get("doi"):
        return "doi", doi
    other = row["other"]
    if other.startswith(_DOI):
        return "doi", other.removeprefix(_DOI)
    if other.startswith(_ARXIV):
        return "arxiv", other.removeprefix(_ARXIV)
    return None if name_in("paper", other) else ("url", other)
