"""A plain listing of e-prints, each ended by its arXiv identifier and date.

    Gemini 1.5: Unlocking multimodal understanding across millions of tokens of context
    Machel Reid, Nikolay Savinov, Denis Teplyashin, ...

    In this report, we present the latest model of the Gemini family ...

    10 pages, 3 figures

    arXiv:2403.05530
    Created: 2024-03-08

Title and authors stand on neighbouring lines, then the abstract, then perhaps comments. Only the lines with
labels are sure: they end a record, and whatever is missing before them is told by the look of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.identifiers import ArxivId
from kg.readers import reader
from kg.readers.layout import LOST, NEVER, LineKind, Textual, are_names, continues, costs, is_title, read_as
from kg.readers.page import PageDraft, head_lines, iso_date, textual
from kg.readers.page_fates import by_lines
from kg.readers.printed_names import cut, names_of
from kg.readers.source import Document
from kg.records import Item, WorkRecord
from kg.taxonomy import category

FORMAT: Final = "arxiv-dump"
_LABEL: Final = re.compile(
    r"\s*(arXiv|Created|Updated|Submitted|Categories|Category|Subjects?|Comments?|Journal[- ]ref(?:erence)?|"
    r"DOI|Report[- ]no|License|MSC[- ]class(?:es)?|ACM[- ]class(?:es)?|Authors?|Title|"
    r"Abstract)\s*:[ \t]*(.*)",
    re.IGNORECASE,
)
# Labels that only ever stand after the abstract; the others may also begin a sentence.
_CLOSING: Final = frozenset(["arxiv", "created", "updated", "submitted"])
_DATE: Final = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ].*)?|(\d{4})(?:-(\d\d))?")
_ID_LINE: Final = re.compile(
    r"(?m)^[ \t]*+arXiv:[ \t]*+(\S++)[ \t]*+(?:\[[\w.-]++\][ \t]*+)?\r?$", re.IGNORECASE
)
_CREATED_LINE: Final = re.compile(r"(?m)^[ \t]*Created:[ \t]*\d{4}-\d\d?-\d\d?[ \t]*\r?$", re.IGNORECASE)


_ORDER: Final = (LineKind.TITLE, LineKind.AUTHORS, LineKind.ABSTRACT, LineKind.COMMENT)
_LONG: Final = 350
Label = tuple[str, str, Textual]


def sniff(head: str) -> float:
    """Tell how surely `head` begins such a listing: by its lines `arXiv:…` and `Created: …`."""
    if (
        re.search(r"(?m)^[ \t>#]*(?:Cite as:|Submission history|\\\\\s*$|Title:|Date:)", head)
        or head.lstrip("\ufeff \n")[:1] in "{<@"
    ):
        return 0
    if head.lstrip().startswith(">"):  # a mail quotes it
        head = "\n".join(head_lines(head))
    known = [match[1] for match in _ID_LINE.finditer(head) if ArxivId.parse(match[1])]
    if known and _CREATED_LINE.search(head):
        return 0.95
    if _CREATED_LINE.search(head):
        return 0.6
    return 0.7 if known else 0


def _step(
    source: LineKind | None, target: LineKind | None, before: Textual | None, line: Textual | None
) -> float:
    gap = line is not None and line.after_gap
    if source is None:
        return {
            LineKind.TITLE: 0.0,
            LineKind.AUTHORS: LOST,
            LineKind.ABSTRACT: 4.0,
            LineKind.COMMENT: 4.0,
        }.get(target or LineKind.MORE_TITLE, NEVER)
    if target is None:
        return {LineKind.TITLE: 5.0, LineKind.AUTHORS: 1.5 * LOST}.get(source.begun, 0.0)
    if target.more:
        if target.begun is not source.begun:
            return NEVER
        if continues(before, line):
            return 0.3
        return {LineKind.ABSTRACT: 2.5 if gap else 0.6}.get(target.begun, 2 * LOST)
    if gap and source.begun in (LineKind.ABSTRACT, LineKind.COMMENT):
        # the next record, where the lines that end this one are lost
        if target is LineKind.TITLE:
            return 4.0
        if target is LineKind.ABSTRACT:
            return 2.0 if line is not None and len(line.text) > _LONG else 4.5
    jump = _ORDER.index(target) - _ORDER.index(source.begun)
    if jump < 1:
        return NEVER
    odd = gap if target is LineKind.AUTHORS else not gap
    return (jump - 1) * LOST + (1.0 if odd else 0.0)


@reader(FORMAT, "A listing of arXiv e-prints, each ended by 'arXiv:ID' and 'Created: date'", sniff=sniff)
@by_lines
def parse(document: Document) -> Iterator[Item]:
    """Yield each e-print, with what is lost of it as damage."""
    body: list[Textual] = []
    labels: list[Label] = []
    first = True
    for line in textual(document.lines()):
        match = _LABEL.fullmatch(line.text)
        label = match[1].lower().replace(" ", "-") if match else ""
        closes = label in _CLOSING
        ended = any(name in _CLOSING for name, _, _ in labels)
        if ended and (not match or (label == "arxiv" and any(name == "arxiv" for name, _, _ in labels))):
            yield from _works(document.name, body, labels, first=first)
            body, labels, first = [], [], False
        if match and (
            closes
            or label in ("title", "authors", "author", "abstract")
            or line.after_gap
            or labels
            or len(line.text) < 200
        ):
            labels.append((label, match[2].strip(), line))
        else:
            body.append(line)
    if body or labels:
        yield from _works(document.name, body, labels, first=first)


def _works(file: str, body: list[Textual], labels: list[Label], *, first: bool) -> Iterator[WorkRecord]:
    """Yield the record that `labels` end, and before it those whose own such lines are lost."""
    part: list[tuple[LineKind, Textual]] = []
    for field, line in zip(read_as(body, costs(names_of), _step), body, strict=True):
        if part and not field.more and _ORDER.index(field) <= _ORDER.index(part[-1][0].begun):
            yield _work(file, part, [], first=first)
            part, first = [], False
        part.append((field, line))
    # only where the document ends have the lines of the last record no label under them
    yield _work(file, part, labels, first=first, breaks_off=not labels)


def _work(
    file: str,
    body: list[tuple[LineKind, Textual]],
    labels: list[Label],
    *,
    first: bool,
    breaks_off: bool = False,
) -> WorkRecord:
    lines = sorted([line for _, line in body] + [line for _, _, line in labels])
    draft = PageDraft(file, FORMAT, lines[0].number, lines[-1].number)
    found: dict[LineKind, list[str]] = {field: [] for field in LineKind}
    for field, line in body:
        found[field.begun].append(line.text)
    _exchange(found)
    stated = {label: value for label, value, _ in reversed(labels) if value}
    draft.text("title", stated.get("title") or " ".join(found[LineKind.TITLE]))
    draft.abstract([stated["abstract"]] if "abstract" in stated else found[LineKind.ABSTRACT])
    draft.text(
        "comment", stated.get("comments") or stated.get("comment") or " ".join(found[LineKind.COMMENT])
    )
    names = stated.get("authors") or stated.get("author") or " ".join(found[LineKind.AUTHORS])
    if names:
        draft.printed(cut(names, breaks_off=breaks_off and body[-1][0].begun is LineKind.AUTHORS))
    if breaks_off and body[-1][0].begun is LineKind.ABSTRACT:
        draft.ends()
    _labelled(draft, stated)
    draft.lost()
    if first and not draft.fields.get("title"):
        draft.damaged("head_cut", "title", "the document begins without a title")
    draft.faults(lines)
    return draft.record()


def _exchange(found: dict[LineKind, list[str]]) -> None:
    """Take for authors what was taken for a title, or the other way round, where the abstract tells."""
    prose = " ".join(found[LineKind.ABSTRACT])
    title, authors = found[LineKind.TITLE], found[LineKind.AUTHORS]
    if title and not authors and are_names(names_of(" ".join(title)), prose):
        found[LineKind.AUTHORS], found[LineKind.TITLE] = title, []
    elif (
        authors and not title and len(names_of(" ".join(authors))) == 1 and is_title(" ".join(authors), prose)
    ):
        found[LineKind.TITLE], found[LineKind.AUTHORS] = authors, []


def _labelled(draft: PageDraft, stated: dict[str, str]) -> None:
    """Read what the labelled lines state."""
    for label, value in stated.items():
        match label.replace(" ", "-"):
            case "arxiv":
                _identify(draft, value)
            case "created" | "submitted":
                _date(draft, "submitted", value)
            case "updated":
                _date(draft, "updated", value)
            case "doi":
                draft.doi(value)
            case "journal-ref" | "journal-reference":
                draft.text("journal_ref", value)
            case "report-no":
                draft.text("report_no", value)
            case "license":
                draft.text("license", value)
            case "categories" | "category" | "subject" | "subjects":
                _categorise(draft, re.findall(r"\(([\w.-]+)\)", value) or re.split(r"[;,\s]+", value))
            case _:
                pass
    if "arxiv" not in stated:
        draft.damaged("identifier_invalid", "arxiv_id", "the line with the arXiv identifier is missing")


def _identify(draft: PageDraft, value: str) -> None:
    listed = re.search(r"\[([\w.-]+)\]\s*$", value)
    identifier = ArxivId.parse(value)
    if identifier is None:
        draft.damaged("identifier_invalid", "arxiv_id", value)
        return
    draft.fields["arxiv_id"], draft.fields["version"] = identifier.value, identifier.version
    if listed and category(listed[1]):
        _categorise(draft, [listed[1]])


def _categorise(draft: PageDraft, codes: Sequence[str]) -> None:
    stated = [code for code in codes if code]
    known = list(dict.fromkeys(entry.code for code in stated if (entry := category(code))))
    draft.fields["categories_as_stated"] = tuple(stated)
    if known:
        draft.fields["categories"], draft.fields["primary_category"] = tuple(known), known[0]
    for code in stated:
        if category(code) is None:
            draft.damaged("category_unknown", "categories", code)


def _date(draft: PageDraft, name: str, value: str) -> None:
    match = _DATE.fullmatch(value)
    found = None
    if match and match[1]:
        found = iso_date(int(match[1]), int(match[2]), int(match[3]))
    elif match and (match[5] is None or 1 <= int(match[5]) <= 12):
        found = value
    if found is None:
        draft.damaged("date_invalid", name, value)
        return
    draft.fields[name] = found
    if name == "submitted":
        draft.fields["date_as_stated"] = value
