"""The elements of dblp's XML, the field of a record that each goes to, and the kinds of its entries."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from kg.kinds import WorkType
from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf, Shape, xml_leaves

WORKS: Final[dict[str, WorkType | None]] = {
    "article": "journal-article", "inproceedings": "proceedings-article", "proceedings": "proceedings",
    "book": "book", "incollection": "book-chapter", "phdthesis": "dissertation",
    "mastersthesis": "masters-thesis", "data": "dataset",
}  # fmt: skip
"""The elements that are works, and their kinds; `publtype` may say another."""

_READ: Final = {
    "@key": "identifiers", "@publtype": "work_type work_type_as_stated statuses", "author": "authors",
    "author@orcid": "authors", "author@pid": "authors", "editor": "editors", "editor@orcid": "editors",
    "editor@pid": "editors", "title": "title", "booktitle": "venue venue_abbreviation", "pages": "pages",
    "year": "year", "address": "place", "journal": "venue", "volume": "volume series_number arxiv_id",
    "number": "issue", "month": "published", "ee": "doi arxiv_id identifiers url other_identifiers",
    "cite": "references", "crossref": "venue_identifiers", "publisher": "publisher",
    "isbn": "identifiers venue_identifiers other_identifiers", "series": "series", "school": "contributors",
    "chapter": "article_number", "publnr": "report_no", "rel@uri": "relations", "rel@label": "relations",
    "rel@type": "relations", "stream": "venue_identifiers other_identifiers",
}  # fmt: skip
_OWN: Final = "it is a page of dblp's own"
_DROPPED: Final = {
    "@mdate": "it is when dblp last touched its entry", "@cdate": "it is when dblp made its entry",
    "url": _OWN, "publisher@href": _OWN, "series@href": _OWN, "title@bibtex": "the title itself is read",
    "ee@type": "it says how to come by the work", "cite@label": "it is the number of the reference in print",
    "rel@sort": "it is the order on a page of dblp's", "author@aux": "it is a mark of dblp's for its editors",
}  # fmt: skip


def _paths(table: dict[str, str]) -> dict[str, str]:
    """Return a table for every kind of entry."""
    return {
        f"{tag}{path}" if path.startswith("@") else f"{tag}/{path}": said
        for tag in (*WORKS, "www")
        for path, said in table.items()
    }


TABLE: Final = FieldTable(read=_paths(_READ) | {"www/url": "url"}, dropped=_paths(_DROPPED))
SHAPE: Final = Shape(mixed=frozenset(["title", "booktitle"]), typed={"note": "type"})


def leaves(element: Element) -> list[Leaf]:
    """Return the leaves of an entry; a title with markup is one."""
    return list(xml_leaves(element, shape=SHAPE))
