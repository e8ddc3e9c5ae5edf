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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kg.readers import reader
from kg.readers.layout import LOST, NEVER, Field, Textual, costs, read_as
from kg.readers.page import MONTHS, Draft, date, textual
from kg.readers.printed_names import cut
from kg.readers.source import Document
from kg.records import Item, Notice, Profile, Repair, Source, WorkRecord
from kg.repair.author_list import folded, given_first
from kg.taxonomy import candidates, resolve_short

FORMAT: Final = "profile-page"
_MONTH: Final = "|".join(sorted({name.title() for name in MONTHS}, key=len, reverse=True))
_CODE: Final = r"[A-Za-z]{2,8}(?:-[A-Za-z]{2,7})?(?:\.[A-Za-z-]{2,8})?"
_HEADER: Final = re.compile(
    rf"\s*(?P<code>{_CODE}?)?[\s·|]*(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}}), ?"
    r"(?P<year>\d{4})[\s·|]*(?P<flag>Code)?\s*"
)
_UNDATED: Final = re.compile(rf"\s*(?P<code>{_CODE}?)[\s·|]*(?P<flag>Code)?\s*")
_NUMBER: Final = r"(\d[\d,. ]*?)\s*([KMB]?)"
_STATS: Final = {
    "h_index": re.compile(rf"h-?index:?\s*{_NUMBER}", re.IGNORECASE),
    "papers_total": re.compile(rf"{_NUMBER}\s*papers?", re.IGNORECASE),
    "citations": re.compile(rf"{_NUMBER}\s*citations?", re.IGNORECASE),
    "novelty_percent": re.compile(rf"Novelty:?\s*{_NUMBER}\s*%?", re.IGNORECASE),
    "ai_score": re.compile(rf"AI\s*Score:?\s*{_NUMBER}\s*%?", re.IGNORECASE),
}
_SCALE: Final = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
_TAGS: Final = re.compile(r"\s+·\s+|\s*\u00a0·\s*")
_SURE, _GUESSED = 1.0, 0.8


def sniff(head: str) -> float:
    """Tell how surely `head` begins such a page: by the lines that begin its papers."""
    lines = head.splitlines()
    headers = sum(_HEADER.fullmatch(line) is not None for line in lines)
    stats = sum(any(stat.fullmatch(line.strip()) for stat in _STATS.values()) for line in lines[:40])
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


@reader(FORMAT, "An aggregator's profile of one author, with h-index, citations and papers", sniff=sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the profile of the person, then each paper listed."""
    lines = textual(document.lines())
    start = next((place for place, line in enumerate(lines) if _HEADER.fullmatch(line.text)), len(lines))
    top, entries = lines[:start], _entries(lines[start:])
    profile, unread = _profile(document.name, top, len(entries))
    if profile is None and lines:
        yield Notice(document.name, lines[0].number, "the name that heads a profile is missing")
    if unread:
        # what stands before the first header and is no number of the person: an entry whose header is lost
        entries.insert(0, _Entry(None, lines=unread))
        profile = profile.model_copy(update={"papers_listed": len(entries)}) if profile else None
    if profile is not None:
        yield profile
    context = [entry.code for entry in entries if entry.code and len(candidates(entry.code)) == 1]
    context = [candidates(code)[0].code for code in context]
    if profile is not None and profile.main_field:
        context += [profile.main_field] * 2
    for entry in entries:
        yield _work(document.name, entry, context)


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


def _profile(file: str, top: list[Textual], listed: int) -> tuple[Profile | None, list[Textual]]:
    """Read the person's name and numbers; return also the lines that are neither."""
    stated: dict[str, Any] = {}
    repairs: list[Repair] = []
    names: list[Textual] = []
    rest: list[Textual] = []
    for line in top:
        text = folded(line.text)
        stat = next(((name, match) for name, stat in _STATS.items() if (match := stat.fullmatch(text))), None)
        if stat:
            stated.setdefault(stat[0], _number(stat[1][1], stat[1][2], whole=stat[0] in _WHOLE))
        elif not names and not rest and not candidates(text):
            names.append(line)
        elif "main_field" not in stated and candidates(text) and len(text) < 20:
            entry, sure = resolve_short(text, ())
            stated["main_field"] = entry.code if entry and sure else text
            if entry and entry.code != text:
                repairs.append(_expansion("main_field", text, entry.code, sure=sure))
        else:
            rest.append(line)
    if not names or len(names[0].text) > 100:
        return None, names + rest
    found = given_first([names[0].text])
    author = found.authors
    profile = Profile(
        source=Source(file=file, format=FORMAT, first_line=names[0].number, last_line=top[-1].number),
        name=author[0].name,
        given=author[0].given,
        family=author[0].family,
        printed=names[0].text.strip(),
        kind="profile",
        papers_listed=listed,
        damage=tuple(one.model_copy(update={"field": "name", "position": None}) for one in found.damage),
        repairs=(
            *(one.model_copy(update={"field": "name", "position": None}) for one in found.repairs),
            *repairs,
        ),
        **stated,
    )
    return profile, rest


_WHOLE: Final = frozenset(["h_index", "papers_total", "citations"])


def _number(digits: str, scale: str, *, whole: bool) -> int | float | None:
    """Return a number such as `216,183`, `12.3` with `K`, or `61`; None where it is none."""
    plain = digits.replace(",", "").replace(" ", "")
    if not scale and whole and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain):
        plain = plain.replace(".", "")
    try:
        value = float(plain) * _SCALE[scale.upper()]
    except ValueError:
        return None
    return round(value) if whole or value.is_integer() else value


def _expansion(name: str, before: str, after: str, *, sure: bool) -> Repair:
    return Repair(
        field=name,
        rule="CAT-SHORT",
        before=before,
        after=after,
        certain=sure,
        confidence=_SURE if sure else _GUESSED,
        note=None
        if sure
        else "of " + ", ".join(one.code for one in candidates(before)) + ", by the page's other subjects",
    )


def _step(source: Field | None, target: Field | None, _before: Textual | None, line: Textual | None) -> float:
    gap = line is not None and line.after_gap
    if target is Field.COMMENT or source is Field.COMMENT:
        return NEVER
    if source is None:
        apart = 1.0 if gap else 0.0
        return {Field.TITLE: apart, Field.AUTHORS: LOST - apart, Field.ABSTRACT: 4.0 - apart}.get(
            target or Field.MORE_TITLE, NEVER
        )
    if target is None:
        return {Field.TITLE: 2 * LOST, Field.AUTHORS: LOST}.get(source.begun, 0.0)
    if target.more:
        if target.begun is not source.begun:
            return NEVER
        return {Field.ABSTRACT: 1.0 if gap else 0.3}.get(target.begun, 4.0 if gap else 1.5)
    order = (Field.TITLE, Field.AUTHORS, Field.ABSTRACT)
    jump = order.index(target) - order.index(source.begun)
    if jump < 1:
        return NEVER
    return (jump - 1) * LOST + (0.0 if gap else 0.5)


def _work(file: str, entry: _Entry, context: list[str]) -> WorkRecord:
    first = entry.header or entry.lines[0]
    draft = Draft(file, FORMAT, first.number, entry.lines[-1].number if entry.lines else first.number)
    found: dict[Field, list[str]] = {one: [] for one in Field}
    fields = read_as(entry.lines, costs(lambda text: cut(_TAGS.split(text)[0]).names), _step)
    for one, line in zip(fields, entry.lines, strict=True):
        found[one.begun].append(line.text)
    draft.text("title", " ".join(found[Field.TITLE]))
    draft.abstract(found[Field.ABSTRACT])
    if found[Field.AUTHORS]:
        _authors(draft, " ".join(found[Field.AUTHORS]))
    draft.fields["code"] = entry.flag
    draft.fields["submitted"], draft.fields["date_as_stated"] = entry.day, entry.stated
    if entry.header is None:
        draft.damaged("head_cut", "submitted", "the line with category and date is missing")
    elif entry.day is None:
        draft.damaged("date_invalid", "submitted", entry.stated or "the date is missing")
    if entry.code:
        _categorise(draft, entry.code, context)
    draft.lost()
    draft.faults([*([entry.header] if entry.header else []), *entry.lines])
    return draft.record()


def _authors(draft: Draft, line: str) -> None:
    names, *tags = _TAGS.split(line, maxsplit=1)
    found = cut(names)
    context = f"{draft.fields.get('title', '')} {draft.fields.get('abstract', '')}"
    draft.authors(given_first(found.names, context=context, complete=found.complete))
    draft.fields["institutions"] = tuple(tag.strip() for tag in ",".join(tags).split(",") if tag.strip())


def _categorise(draft: Draft, code: str, context: list[str]) -> None:
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
        draft.repairs.append(_expansion("primary_category", code, entry.code, sure=sure))
