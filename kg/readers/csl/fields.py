"""The variables of CSL, and what becomes of each; the types of items."""

from __future__ import annotations

from typing import Final

from kg.identifiers.accession import LINKING, MARKS, OF_VENUE, REPORT
from kg.kinds import VenueKind, WorkType
from kg.readers.fates import FieldTable
from kg.records import ContributorRole

ROLES: Final[dict[str, tuple[ContributorRole, str | None]]] = {
    "translator": ("translator", None), "illustrator": ("illustrator", None), "compiler": ("compiler", None),
    "interviewer": ("interviewer", None), "reviewed-author": ("reviewed-author", None),
    "curator": ("curator", None), "collection-editor": ("editor", "collection-editor"),
    "editorial-director": ("other", "editorial-director"), "container-author": ("other", "container-author"),
    "original-author": ("other", "original-author"), "composer": ("other", "composer"),
    "director": ("other", "director"), "recipient": ("other", "recipient"), "chair": ("other", "chair"),
    "contributor": ("other", "contributor"), "guest": ("other", "guest"), "host": ("other", "host"),
    "narrator": ("other", "narrator"), "organizer": ("other", "organizer"),
    "performer": ("other", "performer"),
    "producer": ("other", "producer"), "script-writer": ("other", "script-writer"),
    "series-creator": ("other", "series-creator"), "executive-producer": ("other", "executive-producer"),
    "editor-translator": ("editor", "editor-translator"),
}  # fmt: skip
"""Role of each name variable beside author and editor, and the word for it where it is not kg's."""

KINDS: Final[dict[str, WorkType]] = {
    "article-journal": "journal-article", "paper-conference": "proceedings-article",
    "chapter": "book-chapter", "book": "book", "classic": "book", "report": "report", "dataset": "dataset",
    "software": "software", "entry": "reference-entry", "entry-dictionary": "reference-entry",
    "entry-encyclopedia": "reference-entry", "thesis": "thesis",
}  # fmt: skip
CONTAINERS: Final[dict[str, VenueKind]] = {
    "article-journal": "journal", "article-magazine": "magazine", "article-newspaper": "newspaper",
    "paper-conference": "proceedings", "chapter": "book", "entry-dictionary": "book",
    "entry-encyclopedia": "book",
}  # fmt: skip
"""What kind of thing an item of a type appeared in."""

TYPES: Final = frozenset(
    [*KINDS, *CONTAINERS, "article", "bill", "broadcast", "collection", "document", "event", "figure",
     "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
     "musical_score", "pamphlet", "patent", "performance", "periodical", "personal_communication", "post",
     "post-weblog", "regulation", "review", "review-book", "song", "speech", "standard", "treaty", "webpage",
     "journal-article", "proceedings-article", "book-chapter", "posted-content"]
)  # fmt: skip

_LIST: Final = "it says how the list is kept, nothing of the work"
_NAMES: Final = {f"{name}*": "contributors" for name in ROLES}


def _whose(scheme: str) -> str:
    """Return the field in which a number of a scheme, or with a mark, is kept."""
    if scheme == REPORT:
        return "report_no"
    return "venue_identifiers" if scheme == LINKING or scheme.startswith(OF_VENUE) else "identifiers"


TABLE: Final = FieldTable(
    read={
        "type": "work_type work_type_as_stated", "genre": "work_type work_type_as_stated", "title": "title",
        "title-short": "titles", "shortTitle": "titles", "original-title": "titles",
        "author*": "authors contributors authors_complete", "editor*": "editors contributors", **_NAMES,
        "editortranslator*": "contributors", "container-title": "venue arxiv_id",
        "container-title[]": "venue",
        "container-title-short": "venue_abbreviation", "journalAbbreviation": "venue_abbreviation",
        "collection-title": "series", "collection-number": "series_number", "volume": "volume",
        "issue": "issue", "page": "pages article_number",
        "number": "report_no arxiv_id article_number other_identifiers", "number-of-pages": "extent",
        "edition": "edition",
        "publisher": "publisher arxiv_id venue", "publisher-place": "place", "event": "event",
        "event-title": "event", "event-place": "event", "event-date*": "event", "event.*": "event",
        "issued*": "published dates year date_as_stated", "accessed*": "dates", "original-date*": "dates",
        "submitted*": "dates", "available-date*": "dates", "DOI": "doi", "URL": "url doi arxiv_id",
        "ISBN": "identifiers venue_identifiers", "ISSN": "venue_identifiers", "ISBN[]": "identifiers",
        "ISSN[]": "venue_identifiers", "PMID": "identifiers", "PMCID": "identifiers",
        "archive": "arxiv_id venue",
        "archive_location": "arxiv_id", "abstract": "abstract", "keyword": "keywords",
        "keyword[]": "keywords",
        "language": "language languages", "note": "comment identifiers arxiv_id statuses authors_complete",
        "status": "comment statuses",
        "reviewed-title": "relations", "article-number": "article_number",
        "license": "licenses",
        **{f"custom.{scheme}": _whose(scheme) for scheme in MARKS}, "custom.eissn": "venue_identifiers",
        "custom.arxiv-category": "primary_category",
    },
    dropped={
        "citation-number": _LIST, "citation-label": _LIST, "first-reference-note-number": _LIST,
        "locator": _LIST, "year-suffix": _LIST, "page-first": "it is the first of the pages",
        "*.static-ordering": _LIST,
    },
)  # fmt: skip
