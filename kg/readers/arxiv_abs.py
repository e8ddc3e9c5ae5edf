"""The abstract page of arXiv, as text: one paper in the midst of much navigation.

Fields are told by their labels (`Title:`, `Authors:`, `Abstract:`, `Comments:`, `Subjects:`, `Cite as:`,
`Journal reference:`, `Related DOI:`, ...), which stand glued to their values. What stands below the history
of submissions is navigation and says nothing of the paper, though it repeats parts of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.readers import reader
from kg.readers.abstract_page import AbstractPage, pages_of, plain
from kg.readers.arxiv_subjects import state_subjects
from kg.readers.page import PageDraft, date, head_lines, textual
from kg.readers.page_fates import by_lines
from kg.readers.printed_names import PrintedNames, cut_page
from kg.readers.source import Document
from kg.records import Item, Rejection, Status, Version, WorkRecord
from kg.repair.name_entries import folded

FORMAT: Final = "arxiv-abs"
_SUBMITTED: Final = "[Submitted on "
_WHEN: Final = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})(?: \(([^()]*+)\))?")
_HISTORY: Final = re.compile(
    r"\[v([1-9]\d{0,3})\] (?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})"
    r"(?: (\d\d:\d\d:\d\d) (?:UTC|GMT))?(?: \(([\d.,]+ ?[KMG]?B)\))?"
)
_DOI: Final = re.compile(r"(?<!\d)10\.\d{4,9}")
_VIEW: Final = re.compile(r"View a PDF of the paper titled (.*), by (.*)")
_PAGE_TITLE: Final = re.compile(r"\[(?:[a-z.A-Z-]+/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?\] (\S.*)")
_OTHERS: Final = re.compile(r" and (\d{1,6}) other authors?$")
_SIGNS: Final = tuple(
    map(
        re.compile,
        (
            r"Cite as:",
            r"\[Submitted on \d",
            r"Submission history",
            r"Titles?:",
            r"Authors?:",
            r"Subjects?:",
            r"View a PDF of the paper titled",
            r"\[v\d+\](?: |$)",
        ),
    )
)
_UNDER_TITLE: Final = re.compile(r"(.*\S) [·|] (\d{4}-\d\d-\d\d)")
_WITHDRAWN: Final = re.compile(r"This (?:paper|article|submission) has been withdrawn(?: by .*)?")


def sniff(head: str) -> float:
    """Tell how surely `head` begins such a page: by labels that only it has."""
    lines = [plain(line).strip(" \t\u00a0\r") for line in head_lines(head)]
    found = sum(any(map(sign.match, lines)) for sign in _SIGNS)
    return 0.97 if found >= 3 and "arXiv" in head else 0


@reader(FORMAT, "An abstract page of arXiv, saved as text", sniff=sniff)
@by_lines
def parse(document: Document) -> Iterator[Item]:
    """Yield the paper of the page; of several pages in one document, the paper of each."""
    lines = list(document.lines())
    held = [replace(line, text=plain(line.text)) for line in textual(lines)]
    for page, last in pages_of(held, lines[-1].number if lines else 1):
        found = AbstractPage(page)
        if missing := found.missing():
            excerpt = page[0].text[:80] if page else ""
            first = page[0].number if page else 1
            reason = f"it is not known as an abstract page of arXiv: it has {missing}"
            yield Rejection(document.name, first, reason, excerpt)
            continue
        yield _work(document.name, found, last)


def _work(file: str, page: AbstractPage, last: int) -> WorkRecord:
    draft = PageDraft(file, FORMAT, page.lines[0].number, last)
    draft.text("title", page.value("Title"))
    names = page.value("Author") or _unlabelled(draft, page)
    draft.abstract(page.labels.get("Abstract", []))
    if page.unended == "Abstract":
        draft.ends()
    draft.text("comment", page.value("Comment"))
    draft.text("journal_ref", page.value("Journal reference"))
    draft.text("report_no", page.value("Report number"))
    _identify(draft, page)
    _authors(draft, page, names)
    _status(draft, page)
    _subjects(draft, page)
    _dates(draft, page)
    draft.lost()
    if not draft.fields.get("title"):
        _title_elsewhere(draft, page)
    draft.faults(line for line in page.lines if "\ufffd" in line.text or line.fault or line.escaped)
    return draft.record()


def _identify(draft: PageDraft, page: AbstractPage) -> None:
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


def _unlabelled(draft: PageDraft, page: AbstractPage) -> str | None:
    """Read title and authors from a head without labels: the title, and under it `Names · 2020-09-20`."""
    for title, line in itertools.pairwise(page.top()):
        if found := _UNDER_TITLE.fullmatch(line):
            if "title" not in draft.fields:
                draft.text("title", title)
            return found[1]
    return None


def _status(draft: PageDraft, page: AbstractPage) -> None:
    """Read that the paper was withdrawn, which the page says under the abstract."""
    for text in page.head:
        if _WITHDRAWN.fullmatch(text):
            draft.fields["statuses"] = (Status(kind="withdrawn", note=text),)


def _authors(draft: PageDraft, page: AbstractPage, printed: str | None) -> None:
    if not printed:
        return
    found = cut_page(printed, breaks_off=page.unended == "Author")
    draft.printed(found)
    if found.complete:
        _count(draft, page, found, printed)


def _count(draft: PageDraft, page: AbstractPage, found: PrintedNames, printed: str) -> None:
    """Hold the list against `by First Author and 2 other authors`."""
    view = next((match for text in page.head if (match := _VIEW.fullmatch(text))), None)
    others = _OTHERS.search(view[2]) if view else None
    # arXiv's own count is of commas: those within affiliations too, and none where `and` stood
    if others and int(others[1]) + 1 > max(len(found.names), printed.count(",") + 1):
        note = f"the page counts {int(others[1]) + 1} authors and prints {len(found.names)}"
        draft.damaged("authors_odd", "authors", note)
        draft.fields["authors_complete"] = False


def _subjects(draft: PageDraft, page: AbstractPage) -> None:
    cited = next(
        (match[1] for text in page.head if (match := re.search(r"arXiv:[^\s:]++ \[([\w.-]++)\]", text))), None
    )
    state_subjects(draft, page.value("Subject") or "", cited)
    for label, scheme in (("MSC classes", "MSC"), ("ACM classes", "ACM")):
        classes = [one.strip() for one in re.split(r"[,;]\s*", page.value(label) or "") if one.strip()]
        draft.fields["keywords"] = draft.fields.get("keywords", ()) + tuple(
            f"{scheme} {one}" for one in classes
        )


def _dates(draft: PageDraft, page: AbstractPage) -> None:
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
        shown = re.search(r"this version(?:, v([1-9]\d{0,3})(?!\d))?", note)
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


def _title_elsewhere(draft: PageDraft, page: AbstractPage) -> None:
    """Take a lost title from the link to the PDF or the page's own title, which repeat it."""
    for line in page.lines:
        text = folded(line.text)
        match, where = _VIEW.fullmatch(text), "the link to the PDF"
        if match is None:
            match, where = _PAGE_TITLE.fullmatch(text), "the title of the page"
        if match:
            draft.text("title", match[1])
            draft.damage = [
                one.model_copy(update={"note": f"given again in {where}"})
                if one.kind == "title_lost"
                else one
                for one in draft.damage
            ]
            return
