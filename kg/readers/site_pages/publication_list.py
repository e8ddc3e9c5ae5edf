"""What pages that list papers have in common: an element a paper, whose parts are told by their marks.

A mark is an identifier or a name that tests of the site use (`#author-name`), a class (`title`), a property
of microdata (`@headline`), or the element itself (`<a>`); the first that is known tells the part.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.eight_bit import DecodedLine, text_lines
from kg.readers.fates import Fate, FieldTable
from kg.readers.leaves import Leaf
from kg.readers.page_parser import TOO_LONG, PageParser
from kg.readers.source import Document
from kg.records import Item, Profile, Rejection, Source
from kg.repair.names import split

_VOID: Final = frozenset(
    ["br", "img", "meta", "link", "input", "hr", "source", "wbr", "area", "col", "embed"]
)
_HIDDEN: Final = frozenset(["script", "style", "template", "svg"])
_MARKS: Final = str.maketrans("", "", "\u200b\u202a\u202b\u202c\u200e\u200f\u2066\u2067\u2068\u2069")
_NESTED: Final = 12  # parts in parts of a page
_MOST: Final = 5_000  # values of one paper
# the page of one work, which lists others beside it
_OF_ONE: Final = re.compile(
    r"""name\s{0,3}=\s{0,3}["']?(?:citation_title|dc\.title|dcterms\.title)\b""", re.IGNORECASE
)
_SAVED: Final = re.compile(r"saved from url=\(\d{1,6}\)(\S{1,2000})")


@dataclass(slots=True)
class PaperParts:
    """The values of one paper, or of the page around the papers: name of the part and text, in order.

    `owner` is the number of whom the page is of, where `person` of its site states it.
    """

    line: int
    owner: str = ""
    last: int = 0
    values: list[tuple[str, str]] = field(default_factory=list)

    def all(self, part: str) -> list[str]:
        """Return every text of a part."""
        return [text for name, text in self.values if name == part]

    def first(self, part: str) -> str | None:
        """Return the first text of a part, null where it has none."""
        return next(iter(self.all(part)), None)

    def number(self, pattern: re.Pattern[str]) -> str | None:
        """Return what the pattern finds in the addresses of the page, null where they disagree."""
        found = {match[1] for address in self.all("address") if (match := pattern.search(address))}
        return found.pop() if len(found) == 1 else None


OF_THE_PAGE: Final = "it is of the page, not of the person"
"""Why a value outside of papers, that tells nothing of the person, is in no field."""

Attributes = Callable[[str, Mapping[str, str]], Iterator[tuple[str, str]]]
Fill = Callable[[PaperParts, Draft], None]
OfText = Callable[[Iterable[DecodedLine]], "ListedPage"]
Person = Callable[[PaperParts, list[PaperParts]], dict[str, object] | None]


@dataclass(frozen=True, slots=True)
class Site:
    """How the pages of one site are told and read.

    `sign` is found in its pages alone, `row` in the classes of an element that holds a paper. `parts` names
    the parts of a paper by their marks, `around` those outside of papers. `attributes` yields parts that
    attributes of an element state. `fill` reads a paper, `person` makes the fields of the profile. `of_text`
    reads a page that was saved as text, which `text_sign` is found in.
    """

    name: str
    summary: str
    sign: re.Pattern[str]
    row: re.Pattern[str]
    parts: Mapping[str, str]
    around: Mapping[str, str]
    attributes: Attributes
    table: FieldTable
    fill: Fill
    person: Person
    of_person: FieldTable
    of_text: OfText | None = None
    text_sign: re.Pattern[str] | None = None


@dataclass(slots=True)
class ListedPage:
    """What a page states: of its papers, and around them; `last` is its last line."""

    papers: list[PaperParts] = field(default_factory=list)
    around: PaperParts = field(default_factory=lambda: PaperParts(1))
    last: int = 1


class _Page(PageParser):
    """Collects the parts of a page."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.papers: list[PaperParts] = []
        self.around = PaperParts(1)
        self._site = site
        self._open: list[tuple[str, str, bool]] = []  # elements that are open: tag, part, whether it is a row
        self._names = Counter[str]()
        self._texts: dict[int, list[str]] = {}
        self._row = 0  # how many elements are open around and with the row
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        classes = said.get("class", "").split()
        if tag in _HIDDEN:
            self._hidden += 1
        is_row = not self._row and bool(self._site.row.search(f" {' '.join(classes)} "))
        if is_row:
            self.papers.append(PaperParts(self.getpos()[0]))
            self._row = len(self._open) + 1
        for part, value in self._site.attributes(tag, said):
            self._add(part, value)
        if tag in _VOID:
            if tag == "br":
                self.handle_data(" ")
            if is_row:
                self._row = 0
            return
        marks = [f"#{said[key]}" for key in ("id", "data-test-id") if said.get(key)]
        marks += [*classes, *(f"@{one}" for one in said.get("itemprop", "").split()), f"<{tag}>"]
        known = self._site.parts if self._row else self._site.around
        part = next((known[mark] for mark in marks if mark in known), "")
        self._open.append((tag, part, is_row))
        self._names[tag] += 1
        if part and len(self._texts) < _NESTED:
            self._texts[len(self._open)] = []

    def handle_endtag(self, tag: str) -> None:
        if not self._names[tag]:
            return
        while self._open:
            name, part, is_row = self._open[-1]
            if part:
                self._add(part, "".join(self._texts.pop(len(self._open), ())))
            self._open.pop()
            self._names[name] -= 1
            self._hidden -= name in _HIDDEN
            if is_row:
                self._row = 0
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            for texts in self._texts.values():
                texts.append(data)

    def handle_comment(self, data: str) -> None:
        if found := _SAVED.search(data):
            self._add("address", found[1])

    def close_all(self) -> None:
        """End what is still open where the page breaks off."""
        while self._open:
            self.handle_endtag(self._open[-1][0])

    def _add(self, part: str, value: str) -> None:
        held = self.papers[-1] if self._row and self.papers else self.around
        text = " ".join(value.translate(_MARKS).split())
        if text and len(held.values) < _MOST:
            held.values.append((part, text))


def listing(site: Site) -> None:
    """Register the reader of a site's pages."""

    def sniff(head: str) -> float:
        if not head.lstrip("\ufeff \t\r\n").startswith("<"):
            return 0.95 if site.text_sign and site.text_sign.search(head) else 0.0
        if not site.sign.search(head):
            return 0.0
        return 0.5 if _OF_ONE.search(head) else 0.97

    def parse(document: Document) -> Iterator[Item]:
        cut: int | None = None
        if site.of_text and not document.head().lstrip("\ufeff \t\r\n").startswith("<"):
            page = site.of_text(text_lines(document))
        else:
            shown = _Page(site)
            cut = shown.take(text_lines(document))
            shown.close_all()
            page = ListedPage(shown.papers, shown.around, shown.last_line)
        yield from _profile(document, site, page)
        for paper in page.papers:
            leaves = [Leaf(part, text) for part, text in paper.values]
            place = (paper.line, paper.last or paper.line)
            title = paper.first("title") or ""
            draft = Draft(document, site.name, place, leaves, site.table, excerpt=title)
            site.fill(paper, draft)
            yield from draft.finish()
        if cut is not None:
            yield Rejection(document.name, cut, TOO_LONG, "")
        elif not page.papers:
            yield Rejection(document.name, 1, "the page lists no papers, or was saved before it had them", "")

    parse.__doc__ = f"Yield the profile that a page of {site.name} is of, and a record for each paper."
    reader(site.name, site.summary, sniff=sniff)(parse)


def _profile(document: Document, site: Site, page: ListedPage) -> Iterator[Item]:
    """Yield the profile of whom the page is of; a page of papers of several is of nobody."""
    fields = site.person(page.around, page.papers)
    made: Profile | None = None
    if fields and isinstance(name := fields.get("name"), str):
        halves = split(name)
        stated = {"given": halves.given, "family": halves.family, "papers_listed": len(page.papers)} | fields
        source = Source(file=document.name, format=site.name, first_line=1, last_line=page.last)
        try:
            made = Profile.model_validate(stated | {"source": source})
        except ValidationError as error:
            reason = str(error.errors(include_url=False)[0]["msg"])
            yield Rejection(document.name, 1, reason, name[:200])
    if document.fates is not None:
        leaves = [Leaf(part, text) for part, text in page.around.values]
        if made is not None:
            document.fates.settle(leaves, made, site.of_person)
        else:
            for leaf in leaves:
                document.fates.count(Fate(leaf.path, "dropped", "", "it is of the page, not of a paper"))
    if made is not None:
        yield made
