"""The kinds of references of RIS: what they are, what their people did, and what their tags mean."""

from __future__ import annotations

from typing import Final

from kg.kinds import VenueKind, WorkType
from kg.readers.fates import FieldTable

_PATH: Final = "a path on the computer of whoever keeps the list is private"

TABLE: Final = FieldTable(
    read={
        "TY": "work_type work_type_as_stated", "TI": "title", "T1": "title", "CT": "title",
        "BT": "venue title", "T2": "venue series event report_no arxiv_id", "T3": "series",
        "JF": "venue venue_abbreviation arxiv_id",
        "JO": "venue venue_abbreviation arxiv_id", "JA": "venue_abbreviation venue",
        "J2": "venue_abbreviation venue", "J1": "venue_abbreviation", "C3": "venue",
        "C1": "place", "ST": "titles title",
        "TT": "titles", "AU": "authors contributors", "A1": "authors contributors",
        "A2": "editors contributors", "A3": "contributors editors", "A4": "contributors",
        "A5": "contributors",
        "ED": "editors contributors", "VL": "volume issue", "VO": "volume issue", "IS": "issue report_no",
        "SP": "pages extent", "EP": "pages", "C7": "article_number", "ET": "edition dates", "PB": "publisher",
        "CY": "place event", "PP": "place", "M3": "work_type doi", "M1": "work_type report_no",
        "DO": "doi", "DI": "doi", "DOI": "doi", "PMID": "identifiers",
        "PMCID": "identifiers",
        "L3": "doi", "SN": "venue_identifiers identifiers report_no other_identifiers", "C2": "identifiers",
        "AN": "identifiers arxiv_id",
        "UR": "url doi arxiv_id", "LK": "url doi arxiv_id", "L2": "url doi arxiv_id",
        "PY": "published dates year", "Y1": "published dates year event", "DA": "published dates year",
        "Y2": "dates", "AB": "abstract", "N2": "abstract", "KW": "keywords", "LA": "language languages",
        "N1": "comment counts doi event statuses authors_complete references",
        "U1 (number)": "identifiers venue_identifiers report_no",
    },
    dropped={
        "L1 (file)": _PATH, "L2 (file)": _PATH, "L4 (file)": _PATH, "UR (file)": _PATH,
        "ER": "it marks the end of the entry", "RN": "a note of whoever keeps the list is private",
    },
)  # fmt: skip

WORDS: Final = {
    "journal article": "JOUR", "journal": "JOUR", "article": "JOUR", "magazine article": "MGZN",
    "newspaper article": "NEWS", "book": "BOOK", "whole book": "BOOK", "edited book": "EDBOOK",
    "book section": "CHAP", "book chapter": "CHAP", "conference paper": "CPAPER",
    "conference proceedings": "CONF", "conference proceeding": "CONF", "thesis": "THES",
    "dissertation": "THES", "report": "RPRT", "dataset": "DATA", "web page": "ELEC", "generic": "GEN",
    "computer program": "COMP", "electronic article": "EJOUR", "electronic book": "EBOOK",
    "electronic book section": "ECHAP", "unpublished work": "UNPB", "patent": "PAT",
    "std": "STAND", "standard": "STAND",
}  # fmt: skip
"""What some write out in the place of a code."""

KINDS: Final[dict[str, WorkType]] = {
    "JOUR": "journal-article", "EJOUR": "journal-article", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "book-chapter", "ECHAP": "book-chapter", "CPAPER": "proceedings-article",
    "CONF": "proceedings-article", "RPRT": "report", "DATA": "dataset", "COMP": "software",
    "ENCYC": "reference-entry", "DICT": "reference-entry", "GEN": "other", "THES": "thesis",
}  # fmt: skip

CONTAINERS: Final[dict[str, VenueKind | None]] = {
    "JOUR": "journal", "EJOUR": "journal", "ABST": "journal", "INPR": None, "JFULL": None, "MGZN": "magazine",
    "NEWS": "newspaper", "CHAP": "book", "ECHAP": "book", "ENCYC": "book", "DICT": "book",
    "CPAPER": "proceedings", "CONF": "proceedings",
}  # fmt: skip
"""Kinds of works that appeared in something, and what kind of thing that is."""

BOOKS: Final = frozenset(["BOOK", "EBOOK", "EDBOOK", "CLSWK", "SER"])

NUMBERED: Final = BOOKS | {"CHAP", "ECHAP", "CONF", "CPAPER", "THES"}
"""Kinds of which a number in `SN` may be an ISBN."""

HELD: Final = frozenset(["CONF", "CPAPER"])
"""Kinds of works that were presented at a meeting."""

SERIAL: Final = frozenset(["JOUR", "EJOUR", "MGZN", "NEWS"])
"""Kinds that have no edition: what stands in its place is when they appeared before their issue."""

DEGREES: Final[tuple[tuple[str, WorkType], ...]] = (
    ("master", "masters-thesis"), ("m.sc", "masters-thesis"), ("msc", "masters-thesis"),
    ("ph.d", "dissertation"), ("phd", "dissertation"), ("doctor", "dissertation"),
    ("dissertation", "dissertation"),
)  # fmt: skip

IN_SERIES: Final[dict[str, WorkType]] = {
    "conference paper": "proceedings-article", "book chapter": "book-chapter", "book": "book",
}  # fmt: skip
"""What Scopus calls works in a series of books."""

_SERIES_EDITOR: Final = ("editor", "series editor")
ROLES: Final[dict[tuple[str, str], tuple[str, str | None]]] = {
    ("", "ED"): ("editor", None),
    **{(kind, "A2"): ("editor", None) for kind in
       ("CHAP", "ECHAP", "CONF", "CPAPER", "ENCYC", "DICT", "ANCIENT", "BLOG", "MUSIC", "SER")},
    **{(kind, "A2"): _SERIES_EDITOR for kind in
       ("BOOK", "EBOOK", "EDBOOK", "CLSWK", "COMP", "ELEC", "MAP", "RPRT", "UNPB")},
    **{(kind, "A3"): _SERIES_EDITOR for kind in ("CHAP", "ECHAP", "CONF", "CPAPER", "ENCYC", "DICT", "SER")},
    **{(kind, "A3"): ("editor", None) for kind in ("BOOK", "EBOOK", "CLSWK")},
    **{(kind, "A4"): ("translator", None) for kind in
       ("BOOK", "EBOOK", "EDBOOK", "CHAP", "ECHAP", "ENCYC", "DICT", "ANCIENT", "CLSWK")},
    ("THES", "A2"): ("supervisor", None), ("THES", "A3"): ("supervisor", None),
    ("MPCT", "A2"): ("other", "director"), ("MPCT", "A3"): ("other", "producer"),
    ("VIDEO", "A2"): ("other", "director"), ("ADVS", "A2"): ("other", "performer"),
    ("GRANT", "A2"): ("sponsor", None), ("PCOMM", "A2"): ("other", "recipient"),
}  # fmt: skip
"""Role and, where it is not kg's, the word for it, by kind and tag (RIS of 2011, with ED of 2001)."""
