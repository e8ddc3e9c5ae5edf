"""The kinds of works and of venues that a record may state, and the words of other formats for them.

Both lists are closed, so that a kind means one thing wherever it stands. A word that is in neither list
is kept as it was stated; it is never read as the nearest kind. `thesis` is one of unknown degree,
`dissertation` a doctoral one.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

WorkType = Literal[
    "preprint", "journal-article", "proceedings-article", "workshop-paper", "book-chapter", "book",
    "proceedings", "dissertation", "masters-thesis", "thesis", "report", "dataset", "software",
    "review-article", "peer-review", "retraction", "correction", "front-matter", "reference-entry", "other",
]  # fmt: skip
VenueKind = Literal[
    "journal", "magazine", "newspaper", "conference-series", "proceedings", "book-series", "book",
    "repository",
]  # fmt: skip
StatusKind = Literal["withdrawn", "retracted", "corrected", "superseded"]

WORK_TYPES: Final[tuple[WorkType, ...]] = get_args(WorkType)
VENUE_KINDS: Final[tuple[VenueKind, ...]] = get_args(VenueKind)

# BibTeX, BibLaTeX, RIS, CSL, Crossref, DataCite and dblp, where their word can mean one kind only
_WORK_WORDS: Final[dict[str, WorkType]] = {
    "posted-content": "preprint", "eprint": "preprint", "e-print": "preprint",
    "article": "journal-article", "article-journal": "journal-article", "jour": "journal-article",
    "inproceedings": "proceedings-article", "conference-paper": "proceedings-article",
    "paper-conference": "proceedings-article", "conf": "proceedings-article", "cpaper": "proceedings-article",
    "conference": "proceedings-article", "workshop": "workshop-paper",
    "survey": "review-article", "incollection": "book-chapter", "inbook": "book-chapter",
    "chapter": "book-chapter", "chap": "book-chapter", "monograph": "book", "edited-book": "book",
    "conference-proceedings": "proceedings", "proceedings-volume": "proceedings",
    "phdthesis": "dissertation", "phd-thesis": "dissertation", "doctoral-thesis": "dissertation",
    "mastersthesis": "masters-thesis", "master-thesis": "masters-thesis", "thes": "thesis",
    "techreport": "report", "rprt": "report", "technical-report": "report",
    "data": "dataset", "data-set": "dataset", "computer-program": "software", "comp": "software",
    "retraction-notice": "retraction", "erratum": "correction", "corrigendum": "correction",
    "frontmatter": "front-matter", "misc": "other",
}  # fmt: skip
_VENUE_WORDS: Final[dict[str, VenueKind]] = {
    "periodical": "journal", "conference": "conference-series", "workshop": "conference-series",
    "conference-proceedings": "proceedings", "bookseries": "book-series", "preprint-server": "repository",
    "archive": "repository",
}  # fmt: skip


def work_type(stated: str) -> WorkType | None:
    """Return the kind of work that a word stands for, or null where it stands for none or for several."""
    word = _word(stated)
    return _WORK_WORDS.get(word) or next((kind for kind in WORK_TYPES if kind == word), None)


def venue_kind(stated: str) -> VenueKind | None:
    """Return the kind of venue that a word stands for, or null where it stands for none or for several."""
    word = _word(stated)
    return _VENUE_WORDS.get(word) or next((kind for kind in VENUE_KINDS if kind == word), None)


def _word(stated: str) -> str:
    return "-".join(stated.lower().replace("_", " ").replace("-", " ").split())
