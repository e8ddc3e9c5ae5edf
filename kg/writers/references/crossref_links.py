"""Funders, references and relations of a work, in Crossref's JSON."""

from __future__ import annotations

from typing import Any, Final

from kg.writers.references.reference import Reference
from kg.writers.references.related import Cited

_RELATIONS: Final = {
    "version-of": "is-version-of", "has-version": "has-version", "preprint-of": "is-preprint-of",
    "has-preprint": "has-preprint", "part-of": "is-part-of", "has-part": "has-part",
    "supplement-to": "is-supplement-to", "has-supplement": "is-supplemented-by",
    "corrects": "is-correction-of", "corrected-by": "is-corrected-by", "retracts": "is-retraction-of",
    "retracted-by": "is-retracted-by", "replaces": "replaces", "replaced-by": "is-replaced-by",
    "translation-of": "is-translation-of", "has-translation": "has-translation",
    "review-of": "is-review-of", "has-review": "has-review", "comment-on": "is-comment-on",
    "has-comment": "has-comment", "same-as": "is-same-as", "cites": "references",
    "cited-by": "is-referenced-by", "related": "is-related-material",
}  # fmt: skip
_SCHEMES: Final = {"url": "uri"}


def funders(reference: Reference) -> list[dict[str, Any]]:
    """Return the funders in the order in which they are stated, each with the awards that stand together."""
    found: list[dict[str, Any]] = []
    for grant in reference.grants:
        funder = _filled({"name": grant.funder, "DOI": grant.registry})
        last = {key: found[-1][key] for key in ("name", "DOI") if key in found[-1]} if found else None
        if last != funder or not grant.award:
            found.append(funder)
        if grant.award:
            found[-1].setdefault("award", []).append(grant.award)
        if grant.award and grant.title:
            about = {"award-number": [grant.award], "title": grant.title}
            found[-1].setdefault("award-info", []).append(about)
    return found


def references(reference: Reference) -> list[dict[str, Any]]:
    """Return the works that are cited; one without a key has its number."""
    return [_cited(one, number) for number, one in enumerate(reference.cited, 1)]


def _cited(one: Cited, number: int) -> dict[str, Any]:
    return _filled({
        "key": one.key or f"ref{number}", "DOI": one.doi, "unstructured": one.text, "author": one.authors,
        "year": str(one.year) if one.year else None, "article-title": one.title, "journal-title": one.venue,
        "volume": one.volume, "issue": one.issue, "first-page": one.pages, "ISSN": one.issn,
        "ISBN": one.isbn,
    })  # fmt: skip


def relations(reference: Reference) -> dict[str, list[dict[str, str]]]:
    """Return the related works by Crossref's word for what the paper is to them."""
    found: dict[str, list[dict[str, str]]] = {}
    for one in reference.related:
        scheme = _SCHEMES.get(one.scheme, one.scheme)
        said = {"id-type": scheme, "id": one.identifier, "asserted-by": "subject"}
        several = found.setdefault(_RELATIONS[one.kind], [])
        if said not in several:
            several.append(said)
    return found


def _filled(stated: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in stated.items() if value}
