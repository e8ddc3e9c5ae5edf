"""The abstract page of arXiv, as text: one paper in the midst of much navigation.

Fields are told by their labels (`Title:`, `Authors:`, `Abstract:`, `Comments:`, `Subjects:`, `Cite as:`,
`Journal reference:`, `Related DOI:`, ...), which stand glued to their values. What stands below the history
of submissions is navigation and says nothing of the paper, though it repeats parts of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.identifiers import ArxivId
from kg.readers import reader
from kg.readers.layout import Textual
from kg.readers.page import Draft, date, textual
from kg.readers.printed_names import PrintedNames, cut
from kg.readers.source import Document
from kg.records import Item, Rejection, Version, WorkRecord
from kg.repair.author_list import folded
from kg.taxonomy import category, named

FORMAT: Final = "arxiv-abs"
_LABEL: Final = re.compile(
    r"(Title|Authors?|Abstract|Comments?|Subjects?|Report number|MSC classes|ACM classes|Cite as|"
    r"Journal reference|Related DOI|DOI)\s*:\s*(.*)",
    re.DOTALL,
)
_STOP: Final = re.compile(
    r"(?:View (?:a )?PDF|View HTML|Download|Submission history|Full-text links|arXiv-issued DOI|"
    r"DOI\(s\) linking|\[Submitted on|From:|\[v\d+\] |Access Paper|"
    r"Focus to learn more|Bibliographic Tools|Current browse context)"
)
_END: Final = re.compile(r"(?:Full-text links|Access Paper|Current browse context|References & Citations)")
_SUBMITTED: Final = "[Submitted on "
_WHEN: Final = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})(?: \(([^()]*+)\))?")
_HISTORY: Final = re.compile(
    r"\[v(\d+)\] (?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})"
    r"(?: (\d\d:\d\d:\d\d) (?:UTC|GMT))?(?: \(([\d.,]+ ?[KMG]?B)\))?"
)
_ID: Final = re.compile(r"arXiv:((?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)")
_DOI: Final = re.compile(r"(?<!\d)10\.\d{4,9}")
_VIEW: Final = re.compile(r"View a PDF of the paper titled (.*), by (.*)")
_OTHERS: Final = re.compile(r" and (\d+) other authors?$")
_HIDDEN: Final = re.compile(
    r"(?:[,;]\s*+|(?<!\s)\s*+)et al\.?\s*+\(\s*+([\d,]++) additional authors? not shown\s*+\).*+"
)
_SIGNS: Final = tuple(
    re.compile(sign, re.MULTILINE)
    for sign in (
        r"^[^\S\n]*+Cite\s++as:\s*+arXiv:",
        r"^[^\S\n]*+\[Submitted on \d",
        r"^Submission history",
        r"^Title:\s*+\S",
        r"^Authors:\s*+\S",
        r"^Subjects:.*\([\w.-]++\)",
        r"^[^\S\n]*+View a PDF of the paper titled",
    )
)


def sniff(head: str) -> float:
    """Tell how surely `head` begins such a page: by labels that only it has."""
    found = sum(sign.search(head) is not None for sign in _SIGNS)
    return 0.97 if found >= 3 and "arXiv" in head else 0


@reader(FORMAT, "An abstract page of arXiv, saved as text", sniff=sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the paper of the page; of several pages in one document, the paper of each."""
    lines = list(document.lines())
    held = textual(lines)
    for page, last in _pages(held, lines[-1].number if lines else 1):
        found = _Page(page)
        if not found.labels and found.identifier() is None:
            excerpt = page[0].text[:80] if page else ""
            first = page[0].number if page else 1
            yield Rejection(document.name, first, "no field of an abstract page is there", excerpt)
            continue
        yield _work(document.name, found, last)


def _pages(lines: list[Textual], last: int) -> list[tuple[list[Textual], int]]:
    """Part the lines into pages, each beginning with its first line of navigation."""
    titles = [place for place, line in enumerate(lines) if line.text.startswith("Title:")]
    cuts = [0]
    for earlier, place in itertools.pairwise(titles):
        tops = [n for n in range(earlier + 1, place) if lines[n].text.startswith("Skip to main content")]
        heads = [n for n in range(earlier + 1, place) if re.match(r"arXiv:\S+ \(", lines[n].text)]
        if tops or heads:
            cuts.append(tops[-1] if tops else heads[-1])
    ends = [*cuts[1:], len(lines)]
    return [
        (lines[start:end], last if end == len(lines) else lines[end].number - 1)
        for start, end in zip(cuts, ends, strict=True)
    ]


@dataclass(slots=True)
class _Page:
    """The labelled values of one page, each as the lines it stands on, and its lines down to the history."""

    lines: Sequence[Textual]
    labels: dict[str, list[str]] = field(default_factory=dict)
    head: list[str] = field(default_factory=list)
    unended: str | None = None
    """The label whose value is the last that there is of the page."""

    def __post_init__(self) -> None:
        current: list[str] | None = None
        ended = False
        for line in self.lines:
            text = line.text.replace("\u00a0", " ").strip(" \t")
            match = _LABEL.fullmatch(
                line.text.strip(" \t\u00a0").replace("\u00a0", " ", 1) if _glued(line.text) else text
            )
            ended = ended or _END.match(text) is not None
            if not ended:
                self.head.append(text)
            if match and not ended and match[1] not in self.labels:
                current = self.labels.setdefault(
                    match[1].rstrip("s") if match[1] in _PLURAL else match[1], []
                )
                value = line.text.split(":", 1)[1]
                current.extend([value.lstrip(" \t\u00a0")] if value.strip(" \t\u00a0") else [])
            elif (
                _STOP.match(text)
                or ended
                or (line.after_gap and current and not self._abstract_open(current))
            ):
                current = None
            elif current is not None:
                current.append(line.text.strip(" \t"))
        if current is not None:
            self.unended = next(label for label, value in self.labels.items() if value is current)

    def _abstract_open(self, current: list[str]) -> bool:
        return current is self.labels.get("Abstract")

    def value(self, label: str) -> str | None:
        """Return what stands behind a label, on one line; None if nothing does."""
        return " ".join(self.labels.get(label, [])) or None

    def identifier(self) -> ArxivId | None:
        """Return the identifier with the version shown: that of the head, else that of `Cite as`."""
        found = [
            identifier
            for text in self.head
            for match in _ID.finditer(text)
            if (identifier := ArxivId.parse(match[1]))
        ]
        if not found:
            return None
        value = next((one.value for text in self.labels.get("Cite as", [])[:1] for match in _ID.finditer(text)
                      if (one := ArxivId.parse(match[1]))), found[0].value)  # fmt: skip
        return ArxivId(
            value, next((one.version for one in found if one.value == value and one.version), None)
        )


_PLURAL: Final = frozenset(["Authors", "Comments", "Subjects"])


def _glued(text: str) -> bool:
    return "\u00a0" in text[:24]


def _work(file: str, page: _Page, last: int) -> WorkRecord:
    draft = Draft(file, FORMAT, page.lines[0].number, last)
    draft.text("title", page.value("Title"))
    draft.abstract(page.labels.get("Abstract", []))
    if page.unended == "Abstract":
        draft.ends("abstract")
    draft.text("comment", page.value("Comment"))
    draft.text("journal_ref", page.value("Journal reference"))
    draft.text("report_no", page.value("Report number"))
    _identify(draft, page)
    _authors(draft, page)
    _subjects(draft, page)
    _dates(draft, page)
    draft.lost()
    if not draft.fields.get("title"):
        _title_elsewhere(draft, page)
    draft.faults(line for line in page.lines if "\ufffd" in line.text or line.fault)
    return draft.record()


def _identify(draft: Draft, page: _Page) -> None:
    identifier = page.identifier()
    if identifier is None:
        draft.damaged("identifier_invalid", "arxiv_id", "the page states no arXiv identifier")
    else:
        draft.fields["arxiv_id"], draft.fields["version"] = identifier.value, identifier.version
    related = page.value("Related DOI") or page.value("DOI")
    issued = next((text for text in page.head if "10.48550/" in text), None)
    # the publisher's DOI names more than the e-print; the one that arXiv issues follows from its identifier
    if stated := related or issued:
        draft.doi(" ".join(word for word in stated.split() if _DOI.search(word)) or stated)


def _authors(draft: Draft, page: _Page) -> None:
    printed = page.value("Author")
    if not printed:
        return
    hidden = _HIDDEN.search(printed)
    found = cut(printed[: hidden.start()] if hidden else printed, breaks_off=page.unended == "Author")
    if hidden:
        found = replace(found, complete=False)
    draft.printed(found)
    if found.complete:
        _count(draft, page, found, printed)


def _count(draft: Draft, page: _Page, found: PrintedNames, printed: str) -> None:
    """Hold the list against `by First Author and 2 other authors`."""
    view = next((match for text in page.head if (match := _VIEW.fullmatch(text))), None)
    others = _OTHERS.search(view[2]) if view else None
    # arXiv's own count is of commas: those within affiliations too, and none where `and` stood
    if others and int(others[1]) + 1 > max(len(found.names), printed.count(",") + 1):
        note = f"the page counts {int(others[1]) + 1} authors and prints {len(found.names)}"
        draft.damaged("authors_odd", "authors", note)
        draft.fields["authors_complete"] = False


def _subjects(draft: Draft, page: _Page) -> None:
    codes: list[str] = []
    for subject in re.split(r";\s*", page.value("Subject") or ""):
        match = re.search(r"\(([A-Za-z.-]+)\)\s*$", subject)
        if match:
            codes.append(match[1])
        elif subject.strip():
            possible = named(subject)
            codes.extend([possible[0].code] if len(possible) == 1 else [])
            if len(possible) != 1:
                draft.damaged("category_ambiguous" if possible else "category_unknown", "categories", subject)
    for code in codes:
        if category(code) is None:
            draft.damaged("category_unknown", "categories", code)
    known = list(dict.fromkeys(entry.code for code in codes if (entry := category(code))))
    cited = next(
        (match[1] for text in page.head if (match := re.search(r"arXiv:[^\s:]++ \[([\w.-]++)\]", text))), None
    )
    primary = category(cited) if cited else None
    draft.fields["categories_as_stated"] = tuple(codes) or ((cited,) if cited else ())
    draft.fields["categories"] = tuple(known) or ((primary.code,) if primary else ())
    draft.fields["primary_category"] = primary.code if primary else known[0] if known else None
    for label, scheme in (("MSC classes", "MSC"), ("ACM classes", "ACM")):
        classes = [one.strip() for one in re.split(r"[,;]\s*", page.value(label) or "") if one.strip()]
        draft.fields["keywords"] = draft.fields.get("keywords", ()) + tuple(
            f"{scheme} {one}" for one in classes
        )


def _dates(draft: Draft, page: _Page) -> None:
    versions = []
    for text in page.head:
        if match := _HISTORY.match(text):
            day = date(match[2], match[3], match[4])
            submitted = f"{day}T{match[5]}Z" if day and match[5] else day
            versions.append(Version(number=int(match[1]), submitted=submitted, size=match[6]))
        elif text.startswith("From:"):
            draft.text("submitter", text.removeprefix("From:").split("[")[0])
    draft.fields["versions"] = tuple(versions)
    stated = next((one for text in page.head if (one := _submitted(text)) is not None), None)
    moments = [(date(day, month, year), note) for day, month, year, note in _WHEN.findall(stated or "")]
    if stated and (not moments or moments[0][0] is None):
        draft.damaged("date_invalid", "submitted", stated)
    draft.fields["date_as_stated"] = stated
    draft.fields["submitted"] = (
        moments[0][0] if moments else _day(versions[0].submitted) if versions else None
    )
    for day_, note in moments:
        shown = re.search(r"this version(?:, v(\d+))?", note)
        if shown and shown[1]:
            draft.fields["version"] = int(shown[1])
        if shown and day_ and day_ != draft.fields["submitted"]:
            draft.fields["updated"] = day_
    if not moments and len(versions) > 1:
        draft.fields["updated"] = _day(versions[-1].submitted)


def _submitted(text: str) -> str | None:
    """Return what a line says of when it was submitted, up to its last bracket."""
    start, end = text.find(_SUBMITTED) + len(_SUBMITTED), text.rfind("]")
    return text[start:end] if len(_SUBMITTED) <= start <= end and _SUBMITTED in text else None


def _day(instant: str | None) -> str | None:
    return instant[:10] if instant else None


def _title_elsewhere(draft: Draft, page: _Page) -> None:
    """Take a lost title from the link to the PDF, which repeats it."""
    for line in page.lines:
        match = _VIEW.fullmatch(folded(line.text))
        if match:
            draft.text("title", match[1])
            draft.damage = [
                one.model_copy(update={"note": "given again in the link to the PDF"})
                if one.kind == "title_lost"
                else one
                for one in draft.damage
            ]
            return
