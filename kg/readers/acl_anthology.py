"""The ACL Anthology's XML: one collection a file, volumes of papers with their authors.

https://github.com/acl-org/acl-anthology (data/xml, schema.rnc). An author's `id` is the Anthology's own,
given by hand where a name is ambiguous; it is kept as the identifier `acl`. What the Anthology holds is a
journal's or stands in proceedings: which, the volume says by its `type`, else the collection by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from pydantic import ValidationError

from kg.readers import reader
from kg.readers.acl_fields import SHAPE, AclFates
from kg.readers.acl_people import people, text_of
from kg.readers.acl_volume import journal_by_name, volume, year_of
from kg.readers.decoding import mended
from kg.readers.source import Document
from kg.readers.values import checked
from kg.readers.xml_entries import XmlEntry, element_of, entries
from kg.records import Damage, Item, Notice, Rejection, Source, WorkRecord

NAME: Final = "acl-anthology"
SITE: Final = "https://aclanthology.org/"

_HEADS: Final = frozenset(["collection", "volume"])
_BODIES: Final[dict[str, frozenset[str]]] = {
    "meta": frozenset(["volume"]), "event": frozenset(["meta"]),
    "paper": frozenset(), "frontmatter": frozenset(),
}  # fmt: skip
_OLD_COLLECTION: Final = re.compile(r"[A-Z]\d\d")
_TEXTS: Final = {
    "title": "title", "abstract": "abstract", "doi": "doi", "pages": "pages", "language": "language",
    "note": "comment", "issue": "issue", "journal-issue": "issue", "journal-volume": "volume",
    "journal": "venue", "journal-title": "venue",
}  # fmt: skip
_READ: Final = frozenset(
    [*_TEXTS, "author", "editor", "url", "retracted", "removed", "revision", "erratum", "pwccode"]
)
_LEFT_OUT: Final = "left out (said once a file)"


def _sniff(head: str) -> float:
    return 0.98 if re.search(r"<collection\s++id=", head) and "<volume" in head else 0.0


@reader(NAME, "ACL Anthology XML", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record a paper; one that is not well-formed is a rejection, and harms no other.

    Front matter has no record of its own: what its volume states stands with each paper. Elements that are
    not read are named in a notice, once a file.
    """
    collection = _Collection(document)
    for entry in entries(document, _HEADS, _BODIES, shape=SHAPE):
        if isinstance(entry, Notice):
            yield entry
        else:
            yield from collection.see(entry)
    collection.account.end()


class _Collection:
    """What is open: the collection and the volume, and what has been said already."""

    def __init__(self, document: Document) -> None:
        self._name = document.name
        self.account = AclFates(document.fates)
        self._id = self._volume = ""
        self._of_volume: dict[str, Any] = {}
        self._editors = people((), "editors")
        self._said: set[str] = set()

    def see(self, entry: XmlEntry) -> Iterator[Item]:
        """Take in one piece of the document."""
        element = element_of(entry, self._name)
        if isinstance(element, Rejection):
            yield element
            if entry.tag == "volume" and entry.whole:
                self._volume, self._of_volume = "?", {}
            return
        for note in dict.fromkeys(entry.notes):
            yield Notice(self._name, entry.first_line, note)
        if entry.tag != "paper":
            self.account.of_volume(element, begins=entry.tag in _HEADS)
        if entry.tag == "collection":
            self._id = element.get("id", "")
        elif entry.tag == "volume":
            self._volume = element.get("id", "")
            self._of_volume = _kinds(element.get("type"), self._id) | _dated(self._id)
            self._editors = people((), "editors")
        elif entry.tag == "meta":
            head = volume(element, self._id, self._volume)
            self._of_volume |= head.fields
            self._editors = head.editors
            yield from self._say(head.unread, entry.first_line)
        elif entry.tag == "paper":
            yield from self._paper(element, entry)
        else:
            yield from self._say([entry.tag], entry.first_line)

    def _say(self, tags: list[str], line: int, what: str = _LEFT_OUT) -> Iterator[Notice]:
        for tag in dict.fromkeys(tags):
            if tag not in self._said:
                self._said.add(tag)
                yield Notice(self._name, line, f"what <{tag}> states is {what}")

    def _paper(self, paper: Element, entry: XmlEntry) -> Iterator[Item]:
        paper_id = self._identifier(paper.get("id", ""))
        record: dict[str, Any] = self._of_volume | {"identifiers": {"acl": paper_id}}
        for tag, key in _TEXTS.items():
            if text := text_of(paper.find(tag)):
                record[key] = text
        own = paper.findall("editor")
        authors = people(paper.findall("author"), "authors")
        editors = people(own, "editors") if own else self._editors
        record["authors"], record["authors_complete"] = authors.entries, authors.complete
        record["editors"] = editors.entries
        record["repairs"] = [*authors.repairs, *editors.repairs]
        damage = [*editors.damage, *authors.damage]
        if url := text_of(paper.find("url")):
            record["url"] = url if "://" in url else f"{SITE}{url}"
        if (code := paper.find("pwccode")) is not None and (url := code.get("url")):
            record["code"], record["code_url"] = True, url
        record["statuses"] = list(_statuses(paper))
        if entry.notes:
            note = "; ".join(dict.fromkeys(entry.notes))
            damage.append(Damage(kind="other", field="source", note=note))
        damage += checked(record)
        record["stated"] = self.account.unread(paper)
        source = Source(file=self._name, format=NAME, first_line=entry.first_line, last_line=entry.last_line)
        try:
            made = mended(WorkRecord(source=source, **record, damage=tuple(damage)))
        except ValidationError as error:
            self.account.settle(paper, None)
            first = error.errors(include_url=False)[0]
            reason = f"paper {paper_id}: {first['loc']}: {first['msg']}"
            yield Rejection(self._name, entry.first_line, reason)
            return
        self.account.settle(paper, made)
        yield made
        unread = [child.tag for child in paper if child.tag not in _READ]
        yield from self._say(unread, entry.first_line, "kept only as stated (said once a file)")
        if any((one.get("id") or "").endswith("/unverified") for one in paper.iter("author")):
            yield from self._say(['author id="…/unverified"'], entry.first_line)

    def _identifier(self, number: str) -> str:
        """Return the Anthology's identifier of a paper: `P19-1001`, `2020.acl-main.1`."""
        if not _OLD_COLLECTION.fullmatch(self._id):
            return f"{self._id}-{self._volume}.{number}"
        width = 2 if self._id[0] == "W" else 3
        return f"{self._id}-{self._volume.rjust(4 - width, '0')}{number.rjust(width, '0')}"


def _kinds(stated: str | None, collection: str) -> dict[str, Any]:
    """Return the kinds of a volume and its papers: as its `type` says, else by the collection's name."""
    if stated == "journal" or (stated is None and journal_by_name(collection)):
        return {"work_type": "journal-article", "venue_kind": "journal"}
    if stated in ("proceedings", None):
        return {"work_type": "proceedings-article", "venue_kind": "proceedings"}
    return {"work_type_as_stated": stated}


def _dated(collection: str) -> dict[str, Any]:
    year = year_of(collection)
    return {"year": year} if year else {}


def _statuses(paper: Element) -> Iterator[dict[str, Any]]:
    """Yield what became of a paper: withdrawn, retracted, revised or corrected by an erratum."""
    for tag, kind in (("removed", "withdrawn"), ("retracted", "retracted")):
        for one in paper.findall(tag):
            yield _status(kind, one, text_of(one), None)
    for one in paper.findall("revision"):
        if one.get("id") != "1":  # the first is the paper as it appeared
            note = text_of(one) or f"revision {one.get('id', '')}".strip()
            yield _status("corrected", one, note, one.get("href"))
    for one in paper.findall("erratum"):
        yield _status("corrected", one, f"erratum {one.get('id', '')}".strip(), text_of(one))


def _status(kind: str, element: Element, note: str | None, file: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": kind, "note": note}
    day = element.get("date") or ""
    if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", day):
        found["date"] = day
    if file:
        found["by"] = file if "://" in file else f"{SITE}{file}.pdf"
    return found
