"""What Crossref and DataCite call the relation of one work to another.

Crossref: relations of works (https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/
relationships/) and updates (…/crossmark/version-control-corrections-and-retractions/); DataCite: relationType
(https://datacite-metadata-schema.readthedocs.io, appendix). Both write them in several ways.
"""

from __future__ import annotations

from typing import Final

from kg.kinds import StatusKind
from kg.records.statement import RelationKind

_WORDS: Final[dict[str, RelationKind]] = {
    "isversionof": "version-of", "ismanuscriptof": "version-of", "isformatof": "version-of",
    "isvariantformof": "version-of", "isnewversionof": "replaces", "hasversion": "has-version",
    "hasmanuscript": "has-version", "hasformat": "has-version", "isoriginalformof": "has-version",
    "ispreviousversionof": "replaced-by", "isreplacedby": "replaced-by", "isobsoletedby": "replaced-by",
    "replaces": "replaces", "obsoletes": "replaces",
    "ispreprintof": "preprint-of", "haspreprint": "has-preprint",
    "ispartof": "part-of", "ispublishedin": "part-of", "haspart": "has-part",
    "issupplementto": "supplement-to", "issupplementedby": "has-supplement",
    "istranslationof": "translation-of", "hastranslation": "has-translation",
    "isreviewof": "review-of", "reviews": "review-of", "hasreview": "has-review",
    "isreviewedby": "has-review",
    "iscommenton": "comment-on", "isreplyto": "comment-on", "hascomment": "has-comment",
    "hasreply": "has-comment", "isidenticalto": "same-as", "issameas": "same-as",
    "references": "cites", "cites": "cites", "isreferencedby": "cited-by", "iscitedby": "cited-by",
    "iscorrectionof": "corrects", "corrects": "corrects", "iscorrectedby": "corrected-by",
    "isretractionof": "retracts", "retracts": "retracts", "isretractedby": "retracted-by",
}  # fmt: skip
_UPDATES: Final[dict[str, tuple[RelationKind, RelationKind, StatusKind]]] = {
    "correction": ("corrects", "corrected-by", "corrected"),
    "corrigendum": ("corrects", "corrected-by", "corrected"),
    "erratum": ("corrects", "corrected-by", "corrected"),
    "retraction": ("retracts", "retracted-by", "retracted"),
    "newversion": ("replaces", "replaced-by", "superseded"),
    "newedition": ("replaces", "replaced-by", "superseded"),
}
_WITHDRAWALS: Final = frozenset(["withdrawal", "removal"])


def relation(stated: str) -> RelationKind:
    """Return the kind of a relation by the word of the source; `related` where it is in no list."""
    return _WORDS.get(_folded(stated), "related")


def update(stated: str) -> RelationKind:
    """Return what a notice of the type `stated` does to the work that it updates."""
    known = _UPDATES.get(_folded(stated))
    return known[0] if known else "related"


def updated_by(stated: str) -> RelationKind:
    """Return what a work is to a notice of the type `stated` about it."""
    known = _UPDATES.get(_folded(stated))
    return known[1] if known else "related"


def status(stated: str) -> StatusKind | None:
    """Return what became of a work of which a notice of the type `stated` says so; None if nothing.

    An addendum, a clarification, an expression of concern and a partial retraction leave it as it is.
    """
    word = _folded(stated)
    known = _UPDATES.get(word)
    return known[2] if known else "withdrawn" if word in _WITHDRAWALS else None


def _folded(stated: str) -> str:
    return "".join(char for char in stated.lower() if char.isalnum())
