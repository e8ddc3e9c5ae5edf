"""Pages of arXiv that list e-prints, as text or HTML: new ones, those of a month, results of a search.

    [1] arXiv:2409.12345 [pdf, html, other]          arXiv:2405.00999 [pdf, other]  cs.CL cs.LG
    Title: Kettle Networks                           A Kettle that Listens
    Minh Ha, Jan van der Molen                       Authors: Ada Lind, Bo Ot
    Comments: 12 pages                               Abstract: We make kettles listen. △ Less
    Subjects: Machine Learning (cs.LG)               Submitted 3 June, 2024; v1 submitted 1 May, 2024; …

Either has an entry for each identifier with its formats. A list (https://arxiv.org/list/cs.LG/new) has the
abstract last, if at all, and no date of an e-print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.identifiers import ArxivId
from kg.readers import reader
from kg.readers.arxiv_subjects import state_subjects
from kg.readers.layout import Textual
from kg.readers.page import PageDraft, date, head_lines, textual
from kg.readers.page_fates import by_lines
from kg.readers.printed_names import cut_page
from kg.readers.shown_pages import read_shown
from kg.readers.source import Document
from kg.records import Item, Rejection, WorkRecord
from kg.repair.name_entries import folded
from kg.taxonomy import category

NAME: Final = "arxiv-list"
_ID: Final = r"(?:[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d{1,3})?"
_HEAD: Final = re.compile(
    rf"(?:\[\d{{1,5}}\]\s{{0,3}})?(?:arXiv:\s?)?({_ID})\s{{0,3}}(?:\([^()]{{1,60}}\)\s{{0,3}})?"
    r"\[(?:(?:abs|pdf|ps|html|other|view|src)\b[,\s]{0,3}){1,6}\]:?(.{0,300})"
)
_LABEL: Final = re.compile(
    r"(Title|Authors?|Abstract|Comments?|Subjects?|Journal[- ]ref|Report[- ](?:no|number)|MSC[- ]class|"
    r"ACM[- ]class|DOI)\s?:\s?(.*)",
    re.IGNORECASE,
)
_SAID: Final = {
    "author": "authors", "comment": "comments", "subject": "subjects", "report-number": "report-no",
}  # fmt: skip
_SUBMITTED: Final = re.compile(
    r"Submitted (?P<last>\d{1,2} [A-Z][a-z]{2,8},? \d{4})"
    r"(?:; v1 submitted (?P<first>\d{1,2} [A-Z][a-z]{2,8},? \d{4}))?"
    r"(?:;\s?originally announced.*)?[;.]?"
)
_DAY: Final = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2,8}),? (\d{4})")
_DOI_TAG: Final = re.compile(r"\bdoi\s{1,3}(10\.\d{4,9}/\S{1,200})")
_CODES: Final = re.compile(r"(?:[a-z-]{2,12}(?:\.[A-Za-z-]{2,8})?(?:\s|$)){1,12}")
_SHORT: Final = re.compile(r".{0,4000}▽ More\s?", re.DOTALL)
_CUT: Final = re.compile(r"…\s?▽ More$")
_LESS: Final = re.compile(r"\s?△ Less$")
# what stands between the entries of a page
_BETWEEN: Final = re.compile(
    r"(?:New|Cross|Cross-list|Replacement)s? (?:submissions|lists)\b.*|Total of \d.*|"
    r"Showing (?:up|new|first)\b.*|"
    r"\[ ?(?:total|showing|Total)\b.*|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4}.*|"
    r"Search v\d.*|About(?: Help)?|(?:Previous )?(?:Next )?(?:\d{1,3} ){1,12}…?.*|Links to: .*"
)
_HTML: Final = re.compile(r"""class\s{0,3}=\s{0,3}["'](?:list-identifier|list-title|arxiv-result)\b""")


def _sniff(head: str) -> float:
    if head.lstrip("\ufeff \t\r\n").startswith("<"):
        return 0.97 if _HTML.search(head) and "/abs/" in head else 0.0
    lines = [line.strip(" \t\u00a0\r") for line in head_lines(head)]
    begun = any(_HEAD.fullmatch(line.replace("\u00a0", " ")) for line in lines)
    return 0.98 if begun and any(map(_LABEL.match, lines)) else 0.0


@reader(NAME, "pages of arXiv that list e-prints, new or found, as text or HTML", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield each e-print that the page lists.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    if document.head().lstrip("\ufeff \t\r\n").startswith("<"):
        yield from read_shown(document, _of_text, NAME)
    else:
        yield from _of_text(document)


@by_lines
def _of_text(document: Document) -> Iterator[Item]:
    held: list[Textual] = []
    begun = False
    for line in textual(document.lines()):
        if _HEAD.fullmatch(_shown(line)):
            if begun:
                yield _work(document.name, held)
            held, begun = [line], True
        elif begun:
            held.append(line)
    if begun:
        yield _work(document.name, held)
    else:
        yield Rejection(document.name, 1, "the page lists no e-print of arXiv", "")


def _shown(line: Textual) -> str:
    return " ".join(line.text.replace("\u00a0", " ").split(" ")).strip()


class _Entry:
    """The lines of an entry by what they are."""

    def __init__(self, lines: list[Textual]) -> None:
        self.labels: dict[str, list[str]] = {}
        self.bare: list[str] = []  # lines without a label: title, authors or abstract
        self.tags = ""
        self.submitted: re.Match[str] | None = None
        self.last = lines[0].number
        head = _HEAD.fullmatch(_shown(lines[0]))
        self.number, self.tags = (head[1], head[2]) if head else ("", "")
        current: list[str] | None = None
        for line in lines[1:]:
            text = _shown(line)
            if _BETWEEN.fullmatch(text):
                break
            self.last = line.number
            if label := _LABEL.fullmatch(text):
                name = label[1].lower().replace(" ", "-")
                current = self.labels.setdefault(_SAID.get(name, name), [])
                current += [label[2]] if label[2] else []
            elif found := _SUBMITTED.fullmatch(text):
                self.submitted, current = found, None
            elif not self.labels and not self.bare and self._is_tags(text):
                self.tags += f" {text}"
            elif current is not None and self._goes_on(current, line):
                current.append(text)
            else:
                current = None
                self.bare.append(text)

    def _is_tags(self, text: str) -> bool:
        if _DOI_TAG.match(text):
            return True
        return _CODES.fullmatch(text) is not None and all(map(category, text.split()))

    def _goes_on(self, current: list[str], line: Textual) -> bool:
        """Tell whether a line goes on with the value before: an abstract, a wrapped list, an empty label."""
        if current is self.labels.get("abstract") or not current:
            return True
        return line.text.startswith(("  ", "\t")) or current[-1].endswith((",", ";"))

    def value(self, label: str) -> str | None:
        return " ".join(self.labels.get(label, ())) or None


def _work(file: str, lines: list[Textual]) -> WorkRecord:
    entry = _Entry(lines)
    draft = PageDraft(file, NAME, lines[0].number, entry.last)
    fields = draft.fields
    if (number := ArxivId.parse(entry.number)) is not None:
        fields["arxiv_id"], fields["version"] = number.value, number.version
    title, names, abstract = _unlabelled(entry)
    draft.text("title", title)
    draft.abstract([abstract] if abstract else [])
    draft.text("comment", entry.value("comments"))
    draft.text("journal_ref", entry.value("journal-ref"))
    draft.text("report_no", entry.value("report-no"))
    if names:
        draft.printed(cut_page(names))
    _state_tags(entry, draft)
    _state_dates(entry, draft)
    if not fields.get("title"):
        draft.damaged("title_lost", "title")
    if not fields.get("authors"):
        draft.damaged("authors_lost", "authors")
        fields["authors_complete"] = False
    draft.faults(lines)
    return draft.record()


def _unlabelled(entry: _Entry) -> tuple[str | None, str | None, str | None]:
    """Return title, authors and abstract: in a list the title has a label, in a search the others have."""
    title, names, abstract = (entry.value(name) for name in ("title", "authors", "abstract"))
    bare = entry.bare
    if title is None:
        return " ".join(bare) or None, names, _whole(abstract)
    if names is None and bare:
        names, *bare = bare
    return title, names, _whole(abstract) or " ".join(bare) or None


def _whole(abstract: str | None) -> str | None:
    """Return the abstract that a page of results shows, which may stand there twice, cut and whole."""
    if abstract is None or _CUT.search(abstract):
        return _CUT.sub("…", abstract) if abstract else None
    return _LESS.sub("", _SHORT.sub("", abstract))


def _state_tags(entry: _Entry, draft: PageDraft) -> None:
    dois = [found[1] for found in _DOI_TAG.finditer(entry.tags)]
    if stated := entry.value("doi") or next(iter(dois), None):
        draft.doi(stated)
    if subjects := entry.value("subjects"):
        state_subjects(draft, subjects)
    else:
        codes = [code for code in _DOI_TAG.sub(" ", entry.tags).split() if category(code)]
        state_subjects(draft, "; ".join(f"({code})" for code in codes))
    for label, scheme in (("msc-class", "MSC"), ("acm-class", "ACM")):
        classes = [one.strip() for one in re.split(r"[,;]\s*", entry.value(label) or "") if one.strip()]
        draft.fields["keywords"] = draft.fields.get("keywords", ()) + tuple(
            f"{scheme} {one}" for one in classes
        )


def _state_dates(entry: _Entry, draft: PageDraft) -> None:
    if entry.submitted is None:
        return
    last, first = (_day(entry.submitted[name]) for name in ("last", "first"))
    draft.fields["submitted"] = first or last
    if first and last and first != last:
        draft.fields["updated"] = last
    draft.fields["date_as_stated"] = folded(entry.submitted[0]).rstrip(".;")


def _day(text: str | None) -> str | None:
    found = _DAY.fullmatch(text) if text else None
    return date(found[1], found[2], found[3]) if found else None
