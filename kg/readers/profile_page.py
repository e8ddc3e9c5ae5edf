"""The profile of one author at an aggregator: numbers of the person, then the papers held to be theirs.

    Oriol Vinyals

    LG
    h-index117
    114papers

    114 Papers

    CVMar 16, 2022Code
    Integrating Language Guidance into Vision-based Deep Metric Learning

    Karsten Roth, Oriol Vinyals, Zeynep Akata · cambridge

    Deep Metric Learning (DML) proposes to learn metric spaces ...

Each paper begins with a line that glues a short category, a date and perhaps `Code` together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.months import NUMBERS
from kg.readers import reader
from kg.readers.layout import LOST, NEVER, LineKind, Textual, costs, read_as
from kg.readers.page import PageDraft, date, head_lines, textual
from kg.readers.page_fates import by_lines
from kg.readers.printed_names import cut
from kg.readers.profile_person import expansion, is_stat, person
from kg.readers.source import Document
from kg.records import Item, Notice, Rejection, WorkRecord
from kg.repair.name_entries import folded
from kg.taxonomy import candidates, resolve_short

FORMAT: Final = "profile-page"
_MONTH: Final = "|".join(sorted({name.title() for name in NUMBERS}, key=len, reverse=True))
_CODE: Final = r"[A-Za-z]{2,8}(?:-[A-Za-z]{2,7})?(?:\.[A-Za-z-]{2,8})?"
_HEADER: Final = re.compile(
    rf"[\s·|]*+(?:(?P<code>{_CODE}?)[\s·|]*+)?(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}}), ?"
    r"(?P<year>\d{4})[\s·|]*+(?:(?P<flag>Code)\s*+)?"
)
_UNDATED: Final = re.compile(rf"\s*+(?P<code>{_CODE}?)[\s·|]*+(?:(?P<flag>Code)\s*+)?")
_TAGS: Final = re.compile(r"(?<!\s)\s++·(?:\s++|$|(?<=\u00a0·))")


def sniff(head: str) -> float:
    """Tell how surely `head` begins such a page: by the lines that begin its papers."""
    lines = head_lines(head)
    headers = sum(_HEADER.fullmatch(line) is not None for line in lines)
    stats = sum(map(is_stat, lines[:40]))
    if headers:
        return 0.95 if stats else 0.8
    return 0.85 if stats > 1 else 0


@dataclass(slots=True)
class _Entry:
    """One paper of the page: its header, and the lines under it."""

    header: Textual | None
    code: str | None = None
    day: str | None = None
    stated: str | None = None
    flag: bool | None = None
    lines: list[Textual] = field(default_factory=list)
    fields: list[LineKind] = field(default_factory=list)


@reader(FORMAT, "An aggregator's profile of one author, with h-index, citations and papers", sniff=sniff)
@by_lines
def parse(document: Document) -> Iterator[Item]:
    """Yield the profile of the person, then each paper listed."""
    lines = textual(document.lines())
    yield from _items(document.name, lines)


def _items(file: str, lines: list[Textual]) -> Iterator[Item]:
    start = next((place for place, line in enumerate(lines) if _HEADER.fullmatch(line.text)), len(lines))
    top, entries = lines[:start], _entries(lines[start:])
    if top and not any(is_stat(line.text) for line in top) and not _heads(top, lines[start:]):
        reason = (
            "it is not known as an author's profile: above the first paper stand neither numbers of a person "
            "(h-index, papers, citations) nor a name that the papers bear"
        )
        yield Rejection(file, top[0].number, reason, top[0].text[:80])
        return
    profile, unread = person(file, FORMAT, top, len(entries))
    if profile is None and lines:
        yield Notice(file, lines[0].number, "the name that heads a profile is missing")
    if unread:
        # what stands before the first header and is no number of the person: an entry whose header is lost
        entries.insert(0, _Entry(None, lines=unread))
    entries = [part for entry in entries for part in _parted(entry)]
    if profile is not None:
        yield profile.model_copy(update={"papers_listed": len(entries)})
    context = [entry.code for entry in entries if entry.code and len(candidates(entry.code)) == 1]
    context = [candidates(code)[0].code for code in context]
    if profile is not None and profile.main_field:
        context += [profile.main_field] * 2
    labels = _labels(entries, profile.name if profile else "")
    for place, entry in enumerate(entries, 1):
        yield _work(file, entry, context, labels, last=place == len(entries))


def _heads(top: Sequence[Textual], rest: Sequence[Textual]) -> bool:
    """Tell whether the page begins with a name and nothing else, which an author list under it bears."""
    name = folded(top[0].text)
    return len(top) == 1 and any(name in map(folded, cut(line.text).names) for line in rest)


def _labels(entries: Sequence[_Entry], owner: str) -> frozenset[str]:
    """Return the lines that stand alone where several papers have their authors, and are not the owner.

    Nobody but the owner has written several papers of the page alone: these are labels of the page itself.
    """
    alone = Counter(
        folded(line.text)
        for entry in entries
        for one, line in zip(entry.fields, entry.lines, strict=True)
        if one is LineKind.AUTHORS
    )
    return frozenset(
        text for text, count in alone.items() if count > 1 and cut(text).names == [text] != [owner]
    )


def _entries(lines: Sequence[Textual]) -> list[_Entry]:
    entries: list[_Entry] = []
    for place, line in enumerate(lines):
        match = _HEADER.fullmatch(line.text)
        if match:
            entry = _Entry(line, match["code"] or None, flag=match["flag"] is not None)
            entry.stated = folded(line.text[match.start("month") : match.end("year")])
            entry.day = date(match["day"], match["month"], match["year"])
            entries.append(entry)
        elif line.after_gap and _undated(line, lines[place + 1 : place + 2]):
            match = _UNDATED.fullmatch(line.text)
            assert match is not None
            entries.append(_Entry(line, match["code"] or None, flag=match["flag"] is not None))
        else:
            entries[-1].lines.append(line)
    return entries


def _undated(line: Textual, following: Sequence[Textual]) -> bool:
    """Tell whether a line is a header that lost its date: a known category alone, with a title under it."""
    match = _UNDATED.fullmatch(line.text)
    if match is None or not match["code"] or not following or following[0].after_gap:
        return False
    return bool(candidates(match["code"])) and (
        match["code"].isupper() or "." in match["code"] or "-" in match["code"]
    )


def _parted(entry: _Entry) -> Iterator[_Entry]:
    """Read which line is which; yield the entry, and each entry after it whose header is lost."""
    order = (LineKind.TITLE, LineKind.AUTHORS, LineKind.ABSTRACT)
    fields = read_as(entry.lines, costs(lambda text: cut(_TAGS.split(text)[0]).names), _step)
    part = _Entry(entry.header, entry.code, entry.day, entry.stated, entry.flag)
    for one, line in zip(fields, entry.lines, strict=True):
        if part.fields and not one.more and order.index(one) <= order.index(part.fields[-1].begun):
            yield part
            part = _Entry(None)
        part.fields.append(one)
        part.lines.append(line)
    yield part


def _step(
    source: LineKind | None, target: LineKind | None, _before: Textual | None, line: Textual | None
) -> float:
    gap = line is not None and line.after_gap
    if target is LineKind.COMMENT or source is LineKind.COMMENT:
        return NEVER
    if source is None:
        apart = 1.0 if gap else 0.0
        starts = {LineKind.TITLE: apart, LineKind.AUTHORS: LOST - apart, LineKind.ABSTRACT: 4.0 - apart}
        return starts.get(target or LineKind.MORE_TITLE, NEVER)
    if target is None:
        return {LineKind.TITLE: 2 * LOST, LineKind.AUTHORS: LOST}.get(source.begun, 0.0)
    if target.more:
        if target.begun is not source.begun:
            return NEVER
        return {LineKind.ABSTRACT: 1.0 if gap else 0.3}.get(target.begun, 4.0 if gap else 1.5)
    if target is LineKind.TITLE and source.begun is LineKind.ABSTRACT:
        return 2.5 if gap else 1.5 * LOST  # the next entry, whose header is lost
    order = (LineKind.TITLE, LineKind.AUTHORS, LineKind.ABSTRACT)
    jump = order.index(target) - order.index(source.begun)
    if jump < 1:
        return NEVER
    return (jump - 1) * LOST + (0.0 if gap else 0.5)


def _work(file: str, entry: _Entry, context: list[str], labels: frozenset[str], *, last: bool) -> WorkRecord:
    lines = [*([entry.header] if entry.header else []), *entry.lines]
    draft = PageDraft(file, FORMAT, lines[0].number, lines[-1].number)
    found: dict[LineKind, list[str]] = {one: [] for one in LineKind}
    for one, line in zip(entry.fields, entry.lines, strict=True):
        if one is LineKind.AUTHORS and folded(line.text) in labels:
            draft.damaged(
                "authors_odd", "authors", f"a label of the page is no author: {folded(line.text)!r}"
            )
            continue
        found[one.begun].append(line.text)
    draft.text("title", " ".join(found[LineKind.TITLE]))
    draft.abstract(found[LineKind.ABSTRACT])
    end = entry.fields[-1].begun if last and entry.fields else None
    if found[LineKind.AUTHORS]:
        _authors(draft, " ".join(found[LineKind.AUTHORS]), breaks_off=end is LineKind.AUTHORS)
    if end is LineKind.ABSTRACT:
        draft.ends()
    draft.fields["code"] = entry.flag
    draft.fields["submitted"], draft.fields["date_as_stated"] = entry.day, entry.stated
    if entry.header is None:
        draft.damaged("head_cut", "submitted", "the line with category and date is missing")
    elif entry.day is None:
        draft.damaged("date_invalid", "submitted", entry.stated or "the date is missing")
    if entry.code:
        _categorise(draft, entry.code, context)
    draft.lost()
    draft.faults(lines)
    return draft.record()


def _authors(draft: PageDraft, line: str, *, breaks_off: bool) -> None:
    names, *tags = _TAGS.split(line, maxsplit=1)
    draft.printed(cut(names, breaks_off=breaks_off and not tags))
    draft.fields["institutions"] = tuple(tag.strip() for tag in ",".join(tags).split(",") if tag.strip())


def _categorise(draft: PageDraft, code: str, context: list[str]) -> None:
    draft.fields["categories_as_stated"] = (code,)
    entry, sure = resolve_short(code, context)
    possible = candidates(code)
    if not possible:
        draft.damaged("category_unknown", "primary_category", code)
        return
    if not sure:
        draft.damaged("category_ambiguous", "primary_category", " ".join(one.code for one in possible))
    if entry is None:
        return
    draft.fields["primary_category"], draft.fields["categories"] = entry.code, (entry.code,)
    if entry.code != code:
        draft.repairs.append(expansion("primary_category", code, entry.code, sure=sure))
