"""The fields of BibTeX and BibLaTeX, and what becomes of each; the kinds of entries.

Names are those of btxdoc (section 3), the biblatex manual (section 2.2), and what reference managers and
publishers add. A field that stands in neither table is kept as it is stated.
"""

from __future__ import annotations

from typing import Final

from kg.identifiers.accession import BIBTEX_FIELDS, VENUES_FIELD
from kg.kinds import VenueKind, WorkType
from kg.readers.fates import FieldTable

KEY: Final = "citation-key"
"""The path at which the key of an entry is kept as stated."""

_ROLES: Final[dict[str, str]] = dict.fromkeys(
    ["translator", "annotator", "commentator", "introduction", "foreword", "afterword", "bookauthor",
     "editora", "editorb", "editorc", "holder", "collaborator", "compiler", "director", "illustrator",
     "reviewer", "interviewer", "advisor", "supervisor", "contributor", "namea", "nameb", "namec"],
    "contributors",
)  # fmt: skip
_LIST: Final = "it says how the list is kept, nothing of the work"
_PATH: Final = "a path on the computer of whoever keeps the list is private"
_NOTE: Final = "a note of whoever keeps the list is private"
_PRINT: Final = "it says how a bibliography is to be sorted or printed, nothing of the work"

KEYWORDS: Final = (
    "keywords", "keyword", "author_keywords", "author-keywords", "keywords-plus", "tags", "tag", "topics",
    "topic", "subjects", "subject", *(f"keywords[{number}]" for number in range(2, 10)),
)  # fmt: skip
"""Fields of keywords, in the words of the programs that write them; one may be stated several times."""
SCHEMES: Final = {
    "web-of-science-categories": "Web of Science Categories",
    "research-areas": "Web of Science Research Areas",
}  # fmt: skip
"""Fields of the terms of a classification, and what that is called."""
TABLE: Final = FieldTable(
    read={
        "entrytype": "work_type work_type_as_stated", "type": "work_type work_type_as_stated",
        "entrysubtype": "venue_kind work_type work_type_as_stated",
        "title": "title", "titleaddon": "title",
        "subtitle": "subtitle",
        "shorttitle": "titles", "origtitle": "titles", "translatedtitle": "titles",
        "author": "authors contributors", "editor": "editors contributors",
        "editortype": "contributors editors",
        "editoratype": "contributors", "editorbtype": "contributors", "editorctype": "contributors",
        **_ROLES,
        "school": "contributors", "institution": "contributors institutions",
        "organization": "contributors publisher",
        "journal": "venue arxiv_id venue_abbreviation", "journaltitle": "venue arxiv_id venue_abbreviation",
        "journalsubtitle": "venue", "booktitle": "venue title", "booksubtitle": "venue",
        "maintitle": "relations", "mainsubtitle": "relations", "shortjournal": "venue_abbreviation",
        "journal-iso": "venue_abbreviation", "abbrev_source_title": "venue_abbreviation",
        "journalabbreviation": "venue_abbreviation", "fjournal": "venue",
        "series": "series",
        "number": "issue series_number report_no other_identifiers", "issue": "issue",
        "volume": "volume arxiv_id", "pages": "pages article_number",
        "eid": "article_number", "article-number": "article_number", "articleno": "article_number",
        "art_number": "article_number", "pagetotal": "extent", "numpages": "extent", "page_count": "extent",
        "edition": "edition", "publisher": "publisher", "location": "place event", "address": "place event",
        "eventtitle": "event", "eventdate": "event", "venue": "event", "conference": "event",
        "date": "published dates year", "year": "year published dates", "month": "published dates",
        "day": "published dates", "urldate": "dates", "origdate": "dates", "accessed": "dates",
        "lastchecked": "dates",
        "doi": "doi", "url": "url doi arxiv_id", "ee": "url doi arxiv_id",
        "howpublished": "url doi arxiv_id work_type", "link": "url doi arxiv_id",
        "bdsk-url-1": "url doi arxiv_id",
        "eprint": "arxiv_id identifiers", "eprinttype": "arxiv_id identifiers",
        "archiveprefix": "arxiv_id identifiers", "eprintclass": "primary_category identifiers",
        "primaryclass": "primary_category identifiers", "arxivid": "arxiv_id", "arxiv": "arxiv_id",
        "pmid": "identifiers", "pubmed_id": "identifiers", "pubmedid": "identifiers", "pmcid": "identifiers",
        "pmc": "identifiers", "isbn": "identifiers venue_identifiers", "issn": "venue_identifiers",
        "eissn": "venue_identifiers", "issnl": "venue_identifiers", "issn-l": "venue_identifiers",
        VENUES_FIELD: "venue_identifiers", "adsurl": "identifiers", "bibcode": "identifiers",
        "biburl": "identifiers",
        **dict.fromkeys(BIBTEX_FIELDS.values(), "identifiers"), "zbl": "identifiers", "wos": "identifiers",
        "reportnumber": "report_no",
        "orcid-numbers": "authors",
        "language": "language languages", "langid": "language languages",
        **dict.fromkeys(KEYWORDS, "keywords"),
        **dict.fromkeys(SCHEMES, "subjects"), "abstract": "abstract",
        "note": "comment identifiers counts statuses",
        "addendum": "comment", "pubstate": "comment", "times-cited": "counts", "crossref": "relations",
        "xref": "relations", "related": "relations", "license": "licenses", "copyright": "licenses",
        "references": "references", "affiliation": "institutions",
        "collaboration": "contributors", "book-group-author": "contributors",
    },
    dropped={
        "comment": _NOTE, "comment-*": _NOTE, "annote": _NOTE, "annotation": _NOTE,
        "file": _PATH, "localfile": _PATH, "local-url": _PATH, "bdsk-file-*": _PATH, "pdf": _PATH,
        "attachment": _PATH, "attachments": _PATH, "local-zo-url-*": _PATH, "files": _PATH,
        "localpath": _PATH,
        "owner": _LIST, "username": _LIST, "timestamp": _LIST, "date-added": _LIST, "date-modified": _LIST,
        "added-at": _LIST, "dateadded": _LIST, "datemodified": _LIST, "creationdate": _LIST,
        "modificationdate": _LIST, "groups": _LIST, "__markedentry": _LIST, "read": _LIST,
        "readstatus": _LIST,
        "ranking": _LIST, "rating": _LIST, "priority": _LIST, "qualityassured": _LIST, "relevance": _LIST,
        "printed": _LIST, "interhash": _LIST, "intrahash": _LIST, "mendeley-tags": _LIST,
        "mendeley-groups": _LIST, "bdsk-color": _LIST, "zotero-key": _LIST,
        "sortkey": _PRINT, "sorttitle": _PRINT, "sortname": _PRINT, "sortyear": _PRINT,
        "sortshorthand": _PRINT,
        "presort": _PRINT, "indextitle": _PRINT, "indexsorttitle": _PRINT,
        "options": _PRINT, "execute": _PRINT,
        "langidopts": _PRINT, "hyphenation": _PRINT, "authortype": _PRINT, "pagination": _PRINT,
        "bookpagination": _PRINT, "nameaddon": _PRINT, "gender": _PRINT, "label": _PRINT, "shorthand": _PRINT,
        "shorthandintro": _PRINT, "shortauthor": _PRINT, "shorteditor": _PRINT, "shortseries": _PRINT,
        "key": _PRINT, "relatedtype": "it stands with the relation", "relatedstring": _PRINT,
        "relatedoptions": _PRINT, "xdata": "the values of the entries that it names were taken over",
        "ids": "a further name of the entry in its list", "language[*": _PRINT,
        "@comment": "a comment of the file, no entry", "@preamble": "TeX for the printed bibliography",
        "@string": "it is put in where its name is used", "@xdata": "it holds values for other entries",
        "@set": "it only names entries that stand elsewhere",
    },
)  # fmt: skip

KINDS: Final[dict[str, WorkType]] = {
    "article": "journal-article", "inproceedings": "proceedings-article", "conference": "proceedings-article",
    "incollection": "book-chapter", "inbook": "book-chapter", "suppbook": "book-chapter",
    "suppcollection": "book-chapter", "book": "book", "mvbook": "book", "collection": "book",
    "mvcollection": "book", "reference": "book", "mvreference": "book", "proceedings": "proceedings",
    "mvproceedings": "proceedings", "phdthesis": "dissertation", "mastersthesis": "masters-thesis",
    "thesis": "thesis", "techreport": "report", "report": "report", "dataset": "dataset", "data": "dataset",
    "software": "software", "inreference": "reference-entry", "preprint": "preprint", "misc": "other",
}  # fmt: skip
"""What an entry type says of the kind of work; the others are kept as stated."""

PARTS: Final[dict[str, VenueKind | None]] = {
    "article": "journal", "suppperiodical": "journal", "inproceedings": "proceedings",
    "conference": "proceedings", "incollection": "book", "inbook": "book", "bookinbook": "book",
    "suppbook": "book", "suppcollection": "book", "inreference": "book",
}  # fmt: skip
"""Entry types of works that appeared in something, and what kind of thing that is."""

WHOLES: Final = frozenset(
    ["book", "mvbook", "booklet", "collection", "mvcollection", "reference", "mvreference", "proceedings",
     "mvproceedings", "periodical", "thesis", "phdthesis", "mastersthesis", "report", "techreport", "manual"]
)  # fmt: skip
"""Entry types of works that appeared in nothing else: a `booktitle` there is for entries that refer to it."""

SUBTYPES: Final[dict[str, VenueKind]] = {"newspaper": "newspaper", "magazine": "magazine"}
SERIAL: Final = frozenset(["article", "suppperiodical", "periodical", "review"])
REPORTS: Final = frozenset(["techreport", "report", "manual", "standard"])
BOOKS: Final = frozenset(
    ["book", "mvbook", "collection", "mvcollection", "reference", "mvreference", "proceedings",
     "mvproceedings", "incollection", "inbook", "inproceedings", "conference", "bookinbook", "suppbook",
     "suppcollection",
     "inreference"]
)  # fmt: skip
