"""An article in TEI: what its header says of it, and the references and grants in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.draft import Draft
from kg.readers.languages import language
from kg.readers.leaves import Leaf, xml_leaves
from kg.readers.markup import text_of
from kg.readers.source import Document
from kg.readers.tei.fields import ARTICLE, SHAPE
from kg.readers.tei.people import person
from kg.readers.tei.structure import fill, reference, state_date
from kg.readers.tei.structures import TOLD, pointing, resolve
from kg.readers.xml_elements import Parsed
from kg.records import Item

MOST: Final = 20_000
"""References that one article may have; what stands behind them are works of a list."""
_BLOCKS: Final = ("head", "p", "ab")
_APART: Final = re.compile(r"[;•·|]|,(?=\s)")


def described(holder: Element) -> Element | None:
    """Return the `<biblStruct>` of the work that a header, or a `<biblFull>`, is of; None without one."""
    return _file(holder).find("sourceDesc/biblStruct")


def _file(holder: Element) -> Element:
    found = holder.find("fileDesc")
    return holder if found is None else found


class Article:
    """One article while its pieces come."""

    def __init__(self, header: Parsed) -> None:
        """Begin it with its header."""
        self._header = header
        self._references: list[Element] = []
        self._grants: list[Element] = []
        self._last = header.lines[1]

    def add(self, piece: Parsed) -> bool:
        """Take in a reference or a grant; tell whether it is one of the article's."""
        if self._header.tag != "teiHeader" or len(self._references) >= MOST:
            return False
        if piece.tag == "org" and piece.element.get("type") != "funding":
            return False
        (self._grants if piece.tag == "org" else self._references).append(piece.element)
        self._last = piece.lines[1]
        return True

    @property
    def waits(self) -> bool:
        """Whether the places of its authors are named behind it."""
        return next(pointing(self._header.element), None) is not None

    def finish(
        self, document: Document, name: str, structures: dict[str, Element] | None = None
    ) -> Iterator[Item]:
        """Yield its record; `structures` are named behind it, each counted with the first that uses it."""
        holder = self._header.element
        self._part_doubtful()
        pieces = (holder, *self._references, *self._grants)
        leaves: list[Leaf] = [leaf for one in pieces for leaf in xml_leaves(one, shape=SHAPE)]
        used = resolve(holder, structures) if structures else []
        for org in used:
            leaves += xml_leaves(org, shape=SHAPE) if org.tag != TOLD else ()
            org.tag = TOLD
        lines = (self._header.lines[0], self._last)
        draft = Draft(document, name, lines, leaves, ARTICLE, excerpt=self._header.entry.text)
        struct = described(holder)
        if struct is not None:
            fill(struct, draft)
        self._of_file(draft)
        self._of_profile(draft)
        draft.fields["references"] = [
            reference(one, Draft(document, name, lines, (), ARTICLE)) for one in self._references
        ]
        yield from draft.finish()

    def _part_doubtful(self) -> None:
        """Name apart what GROBID could give to nobody, so that it is only stated.

        Affiliations without an author are often other lines of a page, and funders without a grant are as
        often those of an author's declared interests.
        """
        holder = self._header.element
        for entry in holder.findall(".//analytic/author"):
            if person(entry) is None:
                entry.tag = "author.of-nobody"
        known = {one.get("id") for one in self._grants}
        for funder in holder.findall(".//titleStmt/funder"):
            if (funder.get("ref") or "").removeprefix("#") not in known:
                funder.tag = "funder.of-no-grant"

    def _of_file(self, draft: Draft) -> None:
        """State what the description of the file adds to that of the work."""
        fields, file = draft.fields, _file(self._header.element)
        if not fields.get("title"):
            fields["title"] = text_of(file.find("titleStmt/title"))
        if not fields.get("authors"):
            fields["authors"] = [made for one in file.findall("titleStmt/author") if (made := person(one))]
        fields["publisher"] = fields.get("publisher") or text_of(file.find("publicationStmt/publisher"))
        for one in file.findall("publicationStmt/date"):
            if one.get("type") in ("published", "whenPublished") and not fields.get("published"):
                state_date(one, draft)
        for one in file.findall("publicationStmt/idno"):
            if one.get("type") == "halId" and (number := text_of(one)):
                fields["identifiers"].setdefault("hal", number)
        licences = file.findall("publicationStmt/availability/licence")
        stated = [text for one in licences if (text := one.get("target") or text_of(one))]
        fields["licenses"] = [{"license": text} for text in stated]
        funders = [_grant(one, self._grants) for one in file.findall("titleStmt/funder")]
        fields["funding"] = [grant for several in funders for grant in several]

    def _of_profile(self, draft: Draft) -> None:
        fields, header = draft.fields, self._header.element
        fields["language"] = fields.get("language") or language(header.get("lang", ""))
        application = header.find("encodingDesc/appInfo/application")
        fields["observed"] = (application.get("when") or "")[:10] or None if application is not None else None
        if (abstract := header.find("profileDesc/abstract")) is not None:
            blocks = [text for one in abstract.iter() if one.tag in _BLOCKS and (text := text_of(one))]
            fields["abstract"] = "\n".join(blocks) or text_of(abstract) or fields.get("abstract")
        for held in header.findall("profileDesc/textClass/keywords"):
            words = [text for one in held.iter("term") if (text := text_of(one))]
            if not words and (loose := text_of(held)):  # a list that was not parted is no keyword
                words = (
                    parts
                    if len(parts := [word for one in _APART.split(loose) if (word := one.strip())]) > 1
                    else []
                )
            fields["keywords"] = [*fields.get("keywords", ()), *words]


def _grant(funder: Element, grants: list[Element]) -> list[dict[str, Any]]:
    """Return what a `<funder>` gave, by the `<org>` to which it points."""
    name = text_of(funder.find("orgName[@type='full']")) or text_of(funder.find("orgName"))
    mark = (funder.get("ref") or "").removeprefix("#")
    grant = next(one for one in grants if one.get("id") == mark)
    titles = [one for one in grant.findall("orgName") if one.get("type") in ("project", "grant-name")]
    made = {"funder": {"name": name} if name else None, "award_title": text_of(titles[0]) if titles else None}
    numbers = [text_of(one) for one in grant.findall("idno") if one.get("type") == "grant-number"]
    several = [made | {"award": number} for number in numbers or [None]]
    return [{key: value for key, value in one.items() if value} for one in several]
