"""The page of an author at Google Scholar, saved as HTML: the person, and the papers that are listed.

The classes of its elements are those of https://scholar.google.com/citations?user=…. Names and places of
papers are cut there: a list of authors that ends in `...` is not complete, and a name that does has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.eight_bit import text_lines
from kg.readers.eprint_places import eprint_place
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person as printed_person
from kg.readers.leaves import Leaf
from kg.readers.page_parser import TOO_LONG, PageParser
from kg.readers.source import Document
from kg.records import Item, Profile, Rejection, Source
from kg.repair.names import split

NAME: Final = "google-scholar"
_SIGN: Final = re.compile(r"\bgsc_(?:prf_in|a_tr|a_t)\b")
_CUT: Final = re.compile(r"\s?(?:\.\.\.|…)$")
_PLACE: Final = re.compile(
    r"(?P<venue>.{2,300}?)(?:\s(?P<volume>\d{1,5})(?:\s?\((?P<issue>[^()]{1,20})\))?)?"
    r"(?:,\s(?P<pages>[A-Za-z]?\d[\w:.]{0,12}(?:[-–][A-Za-z]?\d[\w:.]{0,12})?))?"
)
_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)
_NESTED: Final = 8  # parts in parts of a page
_YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)
_USER: Final = re.compile(r"[?&]user=([\w-]{12})\b")
_PARTS: Final = {
    "gsc_prf_in": "name", "gsc_a_at": "title", "gs_gray": "gray", "gs_oph": "year-shown", "gsc_a_ac": "cited",
    "gsc_a_h": "year", "gsc_prf_ila": "link", "gsc_prf_inta": "field", "gsc_rsb_std": "figure",
    "gsc_prf_il": "line",
}  # fmt: skip
_VOID: Final = frozenset(["br", "img", "meta", "link", "input", "hr", "source", "wbr"])
_MARKS: Final = str.maketrans("", "", "\u202a\u202b\u202c\u200e\u200f\u2066\u2067\u2068\u2069")
_NO_FIELD: Final = "a profile has no field for it"
PERSON: Final = FieldTable(
    read={"name": "name", "user": "identifiers", "line": "affiliations", "figure": "citations h_index"},
    dropped={"field": _NO_FIELD, "link": _NO_FIELD},
)
TABLE: Final = FieldTable(
    read={
        "title": "title", "gray": "authors venue volume issue pages arxiv_id", "year": "year published",
        "cited": "counts",
    },
    dropped={"year-shown": "it is stated twice"},
)  # fmt: skip


class _Page(PageParser):
    """Collects the texts of a page by the classes of their elements: of the person, and of each paper."""

    def __init__(self) -> None:
        super().__init__()
        self.person: list[tuple[str, str]] = []
        self.papers: list[tuple[int, list[tuple[str, str]]]] = []
        self.user = ""
        self._open: list[tuple[str, str]] = []  # the elements that are open: tag, and part that it is
        self._names = Counter[str]()  # how many of each tag are open
        self._texts: dict[int, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        classes = f"{said.get('class', '')} {said.get('id', '')}".split()
        if not self.user and (found := _USER.search(said.get("href", ""))):
            self.user = found[1]
        if tag in _VOID:
            return
        if "gsc_a_tr" in classes:
            self.papers.append((self.getpos()[0], []))
        part = next((_PARTS[one] for one in classes if one in _PARTS), "")
        self._open.append((tag, part))
        self._names[tag] += 1
        if part and len(self._texts) < _NESTED:
            self._texts[len(self._open)] = []

    def handle_endtag(self, tag: str) -> None:
        if not self._names[tag]:
            return
        while self._open:
            name, part = self._open[-1]
            if part and (text := _folded("".join(self._texts.pop(len(self._open), ())))):
                held = self.papers[-1][1] if self.papers else self.person
                held.append((part, text))
            self._open.pop()
            self._names[name] -= 1
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        for texts in self._texts.values():
            texts.append(data)


def _folded(text: str) -> str:
    return " ".join(text.translate(_MARKS).split())


def _sniff(head: str) -> float:
    return 0.98 if head.lstrip("\ufeff \t\r\n").startswith("<") and _SIGN.search(head) else 0.0


@reader(NAME, "the page of an author at Google Scholar, saved as HTML", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the profile of the person, then the record of each paper that is listed.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    page = _Page()
    cut = page.take(text_lines(document))
    yield _profile(document, page, page.last_line)
    for number, parts in page.papers:
        yield from _paper(document, number, parts)
    if cut is not None:
        yield Rejection(document.name, cut, TOO_LONG, "")


def _profile(document: Document, page: _Page, last: int) -> Item:
    stated: dict[str, list[str]] = {}
    for part, text in page.person:
        stated.setdefault(part, []).append(text)
    name = next(iter(stated.get("name", ())), "")
    made: Profile | None = None
    if name:
        halves = split(name)
        figures = [int(text) if _NUMBER.fullmatch(text) else None for text in stated.get("figure", ())]
        cited, _, h_index = (figures + [None] * 3)[:3]
        made = Profile(
            source=Source(file=document.name, format=NAME, first_line=1, last_line=last),
            name=name, given=halves.given, family=halves.family,
            identifiers={"google-scholar": page.user} if page.user else {},
            affiliations=tuple(stated.get("line", ())[:1]), citations=cited, h_index=h_index,
            papers_listed=len(page.papers),
        )  # fmt: skip
    if document.fates is not None:
        leaves = [Leaf(part, text) for part, text in page.person] + (
            [Leaf("user", page.user)] if page.user else []
        )
        document.fates.settle(leaves, made, PERSON)
    return made or Rejection(document.name, 1, "the page names no person", "")


def _paper(document: Document, number: int, parts: list[tuple[str, str]]) -> Iterator[Item]:
    stated: dict[str, list[str]] = {}
    for part, text in parts:
        stated.setdefault(part, []).append(text)
    leaves = [Leaf(part, text) for part, text in parts]
    title = next(iter(stated.get("title", ())), None)
    draft = Draft(document, NAME, (number, number), leaves, TABLE, excerpt=title or "")
    fields: dict[str, Any] = draft.fields
    fields["title"] = title
    gray = stated.get("gray", [])
    names = _CUT.sub("", gray[0]) if gray else ""
    fields["authors"] = [printed_person(one.strip()) for one in names.split(",") if one.strip()]
    if gray and names != gray[0]:
        fields["authors_complete"] = False
    shown = next(iter(stated.get("year-shown", ())), "")
    if len(gray) > 1 and (place := gray[1].removesuffix(shown).rstrip(" ,")):
        _place(place, draft)
    if (year := next(iter(stated.get("year", ())), "")) and re.fullmatch(r"[12]\d{3}", year, re.ASCII):
        fields |= {"year": int(year), "published": year}
    if _NUMBER.fullmatch(cited := next(iter(stated.get("cited", ())), "")):
        fields["counts"] = [{"kind": "citations", "value": int(cited)}]
    yield from draft.finish()


def _place(text: str, draft: Draft) -> None:
    """State where a paper appeared: `Journal 4 (2), 101-118`, `arXiv preprint arXiv:2009.09496`."""
    if (eprint := eprint_place(text)) is not None:
        draft.fields |= {"arxiv_id": eprint.number, "work_type": "preprint"}
        return
    found = _PLACE.fullmatch(text)
    if found is None or _CUT.search(found["venue"]):
        draft.odd("venue", f"its name is cut: {text}")
        return
    stated = {key: value for key, value in found.groupdict().items() if value}
    if "issue" not in stated and _YEAR.fullmatch(stated.get("volume", "")):  # of `Kettle Days 2019`
        stated["venue"] = f"{stated['venue']} {stated.pop('volume')}"
    draft.fields |= stated
