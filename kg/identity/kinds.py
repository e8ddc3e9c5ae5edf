"""The classes of papers, publications and venues: stated, or those that say nothing where no kind is known.

Mapping specification, sections 4.2 to 4.5; design, section 3: kinds are stated, derived by a decision,
or absent, never defaulted. Terms are those of schema.org and FaBiO 2.3.
"""

from __future__ import annotations

from typing import Final

from kg.kinds import VenueKind, WorkType

# kind → schema.org class of the paper, FaBiO class of the work, FaBiO class of the expression
WORKS: Final[dict[WorkType, tuple[str, str, str]]] = {
    "preprint": ("ScholarlyArticle", "ScholarlyWork", "Preprint"),
    "journal-article": ("ScholarlyArticle", "ScholarlyWork", "JournalArticle"),
    "proceedings-article": ("ScholarlyArticle", "ScholarlyWork", "ConferencePaper"),
    "workshop-paper": ("ScholarlyArticle", "ScholarlyWork", "WorkshopPaper"),
    "review-article": ("ScholarlyArticle", "ReviewPaper", "ReviewArticle"),
    "book-chapter": ("Chapter", "Work", "BookChapter"),
    "book": ("Book", "Work", "Book"),
    "proceedings": ("Collection", "Work", "AcademicProceedings"),
    "dissertation": ("Thesis", "ScholarlyWork", "DoctoralThesis"),
    "masters-thesis": ("Thesis", "ScholarlyWork", "MastersThesis"),
    "thesis": ("Thesis", "ScholarlyWork", "Thesis"),
    "report": ("Report", "Report", "ReportDocument"),
    "dataset": ("Dataset", "Dataset", "DataFile"),
    "software": ("SoftwareSourceCode", "Software", "ComputerProgram"),
    "peer-review": ("Review", "Review", "Comment"),
    "retraction": ("CreativeWork", "Retraction", "RetractionNotice"),
    "correction": ("CreativeWork", "Correction", "Expression"),
    "front-matter": ("CreativeWork", "Work", "Expression"),
    "reference-entry": ("CreativeWork", "ReferenceWork", "ReferenceEntry"),
    "other": ("CreativeWork", "Work", "Expression"),
}
UNKNOWN: Final = "Expression"
"""The class of a publication of which no kind is known."""

_ARTICLE: Final = ("ScholarlyArticle", "ScholarlyWork")
_ARTICLES: Final = frozenset({"Preprint", "JournalArticle", "ConferencePaper", "WorkshopPaper"})
_OTHER: Final = ("CreativeWork", "Work")

# kind → FaBiO and schema.org class of the venue
_VENUES: Final[dict[VenueKind, tuple[str, str]]] = {
    "journal": ("Journal", "Periodical"),
    "magazine": ("Magazine", "Periodical"),
    "newspaper": ("Newspaper", "Newspaper"),
    "conference-series": ("Series", "CreativeWorkSeries"),
    "proceedings": ("AcademicProceedings", "Collection"),
    "book-series": ("BookSeries", "BookSeries"),
    "book": ("Book", "Book"),
    "repository": ("Repository", "Collection"),
}
_IN_VENUES: Final[dict[VenueKind, str]] = {
    "journal": "JournalArticle", "magazine": "MagazineArticle", "newspaper": "NewspaperArticle",
    "conference-series": "ConferencePaper", "proceedings": "ConferencePaper",
}  # fmt: skip
VOLUMES: Final[frozenset[VenueKind | None]] = frozenset({"proceedings", "book"})
"""Venues that are one volume, so that its editors, place and ISBN are theirs."""


def work_classes(stated: WorkType | None, publications: list[str]) -> tuple[str, str]:
    """Return a paper's classes in schema.org and FaBiO: of the stated kind, else of its publications'.

    `publications` are their FaBiO classes. A work of no known kind is a creative work, no more.
    """
    if stated:
        return WORKS[stated][:2]
    return _ARTICLE if _ARTICLES.intersection(publications) else _OTHER


def venue_classes(kind: VenueKind | None) -> tuple[str, str]:
    """Return a venue's classes in FaBiO and schema.org; one of no known kind is a collection."""
    return _VENUES[kind] if kind else ("ExpressionCollection", "CreativeWork")


def in_venue(kind: VenueKind, name: str) -> str | None:
    """Return the FaBiO class of what appears in a venue of this kind and name, where that follows."""
    found = _IN_VENUES.get(kind)
    said = name.casefold()
    return "WorkshopPaper" if found == "ConferencePaper" and _of_workshop(said) else found


def _of_workshop(name: str) -> bool:
    return "workshop" in name and not any(word in name for word in ("conference", "symposium", "congress"))
