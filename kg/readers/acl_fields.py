"""What becomes of the values of the ACL Anthology's XML: those of a paper, and those of its volume."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from kg.readers.fates import Fates, FieldTable
from kg.readers.leaves import Leaf, Shape, xml_leaves
from kg.records import Stated, WorkRecord

SHAPE: Final = Shape(mixed=frozenset(["title", "abstract", "booktitle", "shortbooktitle", "award"]))
_CHECKSUM: Final = "the checksum of a file"
_GUESSED: Final = "the Anthology says that it is a guess"
_ALONE: Final = "its volume has no paper that was read"
TABLE: Final = FieldTable(
    {
        "collection@id": "identifiers", "volume@id": "identifiers", "paper@id": "identifiers",
        "volume@type": "work_type venue_kind work_type_as_stated",
        "meta/booktitle": "venue", "meta/journal-title": "venue", "meta/publisher": "publisher",
        "meta/address": "place", "meta/volume": "volume", "meta/journal-volume": "volume",
        "meta/journal-issue": "issue", "meta/editor*": "editors", "meta/isbn": "venue_identifiers",
        "meta/venue": "other_identifiers",
        "meta/year": "year", "meta/month": "published", "paper/title": "title",
        "paper/abstract": "abstract", "paper/doi": "doi", "paper/pages": "pages",
        "paper/language": "language", "paper/note": "comment", "paper/issue": "issue",
        "paper/journal-issue": "issue", "paper/journal-volume": "volume", "paper/journal": "venue",
        "paper/journal-title": "venue", "paper/author*": "authors", "paper/editor*": "editors",
        "paper/url": "url", "paper/retracted*": "statuses", "paper/removed*": "statuses",
        "paper/revision*": "statuses", "paper/erratum*": "statuses", "paper/pwccode@url": "code_url",
    },
    {
        "frontmatter*": "front matter has no record of its own",
        "event*": "the event has no record of its own",
        "meta*": "no field of a paper has a place for it",
        "meta/url": "the papers of the volume have addresses of their own",
        "collection*": "no field of a paper has a place for it",
        "volume*": "no field of a paper has a place for it",
        **{f"{one}@hash": _CHECKSUM for one in (
            "paper/url", "paper/attachment", "paper/revision", "paper/erratum", "meta/url", "paper/video",
        )},
    },
)  # fmt: skip


class AclFates:
    """Counts the fates of one document's values.

    What is said of a volume is settled with its first paper, since a paper's record is where it stands.
    """

    def __init__(self, fates: Fates | None) -> None:
        self._fates = fates
        self._of_volume: list[Leaf] = []

    def of_volume(self, element: Element, *, begins: bool) -> None:
        """Take what is said of a collection or volume; `begins` where it is the start of one."""
        if self._fates is not None:
            if begins and element.tag == "volume":  # the one before had no paper
                before = [leaf for leaf in self._of_volume if not leaf.path.startswith("collection")]
                self._fates.drop(before, _ALONE)
                self._of_volume = [leaf for leaf in self._of_volume if leaf not in before]
            self._of_volume += xml_leaves(element, shape=SHAPE)

    def unread(self, paper: Element) -> list[Stated]:
        """Return those values of a paper that no field has a place for."""
        return TABLE.unread(xml_leaves(paper, shape=SHAPE))

    def settle(self, paper: Element, record: WorkRecord | None) -> None:
        """Count what became of the values of a paper; None where it was rejected."""
        if self._fates is None:
            return
        leaves = [*xml_leaves(paper, shape=SHAPE)]
        guessed = [leaf for leaf in leaves if leaf.path.endswith("author@id") and _is_guess(leaf.value)]
        self._fates.drop(guessed, _GUESSED)
        leaves = [leaf for leaf in leaves if leaf not in guessed]
        if record is not None:
            leaves += self._of_volume
            self._of_volume = []
        self._fates.settle(leaves, record, TABLE)

    def end(self) -> None:
        """Count what was said of a volume of which no paper was read."""
        if self._fates is not None:
            self._fates.drop(self._of_volume, _ALONE)
            self._of_volume = []


def _is_guess(identifier: str) -> bool:
    return identifier.endswith("/unverified")
