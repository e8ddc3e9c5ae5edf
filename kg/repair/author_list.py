"""Author lists: from entries as printed to authors, with what is damaged and what was mended.

Two layouts are known: `given_first` ("Nidhi Vyas") and `family_first` ("Vyas, Nidhi"). Each entry is
read again where it was wrongly decoded, freed of the word `null`, told person from collective, and
split; then the list as a whole is held against a slip of its halves (`kg.repair.shift`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.records import Author, Damage, Repair
from kg.repair import shift
from kg.repair.authorship.gate import Reading, is_plain, read
from kg.repair.collectives import is_collective
from kg.repair.mojibake import Mended, mend_text
from kg.repair.names import NameParts, split, split_as_arxiv

# What software prints for a value that is missing. The family name Null is none of them, nor is Nan.
_NULLS: Final = frozenset(
    ["null", "NULL", "none", "None", "nan", "NaN", "undefined", "N/A", "n/a", "(null)", "<null>"]
)
_SEPARATORS: Final = frozenset([":", ";", "-", "--", "–", "—", "."])
NULL_CONFIDENCE: Final = 0.99


@dataclass(slots=True)
class AuthorList:
    """The authors of one record, with what the list shows broken and what was mended."""

    authors: list[Author] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    complete: bool = True


@dataclass(slots=True)
class Entry:
    """One entry of a list while it is read: as printed, and its parts as far as they are known.

    A collective has its whole name in `family`, and `given` is null.
    """

    printed: str
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    collective: bool = False
    whole: str | None = None
    affiliations: tuple[str, ...] = ()
    null: bool = False
    mended: list[Mended] = field(default_factory=list)
    pattern: str | None = None
    unsplit: bool = False

    @property
    def name(self) -> str:
        """The name in reading order."""
        return self.whole or NameParts(self.given, self.family, self.suffix).name


def is_null(part: str) -> bool:
    """Tell whether `part` is what software prints for a missing value."""
    return part in _NULLS


def folded(text: str) -> str:
    """Return `text` with its blanks made single, and none at its ends."""
    return " ".join(text.split())


def given_first(
    names: Iterable[str],
    *,
    context: str = "",
    complete: bool = True,
    affiliations: Sequence[tuple[str, ...]] = (),
) -> AuthorList:
    """Read a list whose entries print the given name first.

    Args:
        names: the entries verbatim, without separators.
        context: title and abstract of the paper, as evidence for the name of a collective.
        complete: false where the source cuts the list.
        affiliations: those of each entry, where the source prints them.
    """
    printed = [name for name in names if folded(name) and folded(name) not in _SEPARATORS]
    texts = mended_all(printed)
    entries: list[Entry] = []
    notes = AuthorList()
    for place, (text, mended) in enumerate(texts):
        beside = affiliations[place] if place < len(affiliations) else ()
        sound = is_plain(text) or "null" in text or (mended is not None and not mended.lossless)
        reading = None if sound else read(text)
        if reading and [person.name for person in reading.people] != [text]:
            _admit(entries, notes, printed[place].strip(), reading, mended, beside)
            continue
        entry = Entry(printed[place].strip(), mended=[mended] if mended else [])
        entry.pattern = mended.pattern if mended else None
        if place < len(affiliations):
            entry.affiliations = affiliations[place]
        _read_given_first(entry, text)
        entries.append(entry)
    halves: list[shift.Half] = [(entry.given, entry.family) for entry in entries]
    heads = _separated(entries, halves, context)
    slipped = any(family == shift.SEPARATOR for _, family in halves)
    for place, entry in enumerate(entries):
        if place in heads or halves[place][1] == shift.SEPARATOR:
            continue
        found = None
        if entry.collective:
            found = shift.slipped_collective(entry.name, context) or shift.leading_collective(
                entry.name, context
            )
        elif entry.whole and (found := shift.slipped_collective(entry.whole, context)):
            heads[place] = shift.CONFIDENCE
        if found:
            halves[place] = found
            slipped = True
        elif not entry.collective and entry.whole:
            parts = split_as_arxiv(entry.whole)
            halves[place] = (parts.given, parts.family)
    if slipped and len(halves) > 1 and halves[-1][0] is None and not entries[-1].collective:
        halves[-1] = (halves[-1][1], None)  # a list that breaks off after a given name
    result = finished(
        entries, shift.realign(halves, heads) if slipped else None, complete=complete and notes.complete
    )
    result.damage += notes.damage
    result.repairs += notes.repairs
    if not slipped and len(entries) > 2:
        result.damage += _doubts(entries)
    return result


def _doubts(entries: list[Entry]) -> list[Damage]:
    """Return damage for each collective before whose name a given name may stand."""
    return [
        Damage(
            kind="authors_odd",
            field="authors",
            position=place,
            note=f"{entry.name!r} may be a given name and a collective; then every later name is wrong",
        )
        for place, entry in enumerate(entries)
        if entry.collective and shift.doubtful_collective(entry.name)
    ]


def _admit(
    entries: list[Entry],
    notes: AuthorList,
    printed: str,
    reading: Reading,
    mended: Mended | None,
    beside: tuple[str, ...],
) -> None:
    """Add the entries that the gate gives for one text, and what it says of them to `notes`."""
    damage, repairs = reading.notes(printed, "authors", len(entries))
    notes.damage += damage
    notes.repairs += repairs
    notes.complete = notes.complete and reading.complete
    for person in reading.people:
        entry = Entry(person.printed or printed, mended=[mended] if mended else [])
        entry.affiliations = (*person.affiliations, *beside)
        if person.collective:
            entry.family, entry.collective = person.name, True
        else:
            entry.whole = person.name
            entry.given, entry.family, entry.suffix = person.given, person.family, person.suffix
        entries.append(entry)


def _separated(entries: list[Entry], halves: list[shift.Half], context: str) -> dict[int, float]:
    """Take the colons out of names such as `Greg :`, and return the places of the collectives before them."""
    heads: dict[int, float] = {}
    for place, entry in enumerate(entries):
        name, _, end = (entry.whole or "").rpartition(" ")
        if not name or end != shift.SEPARATOR:
            continue
        halves[place] = (name, shift.SEPARATOR)
        if place:
            given, collective, confidence = shift.before_separator(entries[place - 1].name, context)
            halves[place - 1] = (given, collective)
            heads[place - 1] = confidence
    return heads


def _read_given_first(entry: Entry, text: str) -> None:
    tokens = text.split()
    if len(tokens) > 1 and (tokens[0] == "null" or tokens[-1] == "null"):
        entry.null = True
        tokens = tokens[1:] if tokens[0] == "null" else tokens[:-1]
    name = " ".join(tokens)
    if len(tokens) == 1 and is_null(name):
        entry.null = True
        return
    if is_collective(name):
        entry.family, entry.collective = name, True
        return
    entry.whole = name
    entry.given, entry.family, entry.suffix = split(name)
    if entry.null and entry.family is None:
        entry.family = name


def mended_all(texts: Sequence[str]) -> list[tuple[str, Mended | None]]:
    """Return each of `texts`, with folded blanks, mended if it was wrongly decoded.

    The code page that surely damaged one of them lets doubtful places in the others count.
    """
    found = [None if text.isascii() else mend_text(text) for text in texts]
    pages = {mended.page for mended in found if mended and mended.page}
    if len(pages) == 1:
        page = pages.pop()
        found = [
            mended or (None if text.isascii() else mend_text(text, page))
            for text, mended in zip(texts, found, strict=True)
        ]
    return [
        (folded(mended.text if mended else text), mended) for text, mended in zip(texts, found, strict=True)
    ]


def finished(
    entries: list[Entry], realigned: list[shift.Realigned] | None, *, complete: bool = True
) -> AuthorList:
    """Make authors of `entries`, in the order and with the halves that `realigned` gives, if any."""
    result = AuthorList(complete=complete)
    if realigned is None:
        for position, entry in enumerate(entries):
            _report(result, entry, position)
            if entry.name:
                result.authors.append(_author(entry, position))
            else:
                result.complete = False
        return result
    result.damage.append(
        Damage(
            kind="names_misaligned", field="authors", note="given and family names slipped by a collective"
        )
    )
    for position, entry in enumerate(entries):
        _report(result, entry, position)
    for position, one in enumerate(realigned):
        _realigned(result, entries, one, position)
    return result


def _author(entry: Entry, position: int) -> Author:
    return Author(
        position=position,
        name=entry.name,
        given=None if entry.collective else entry.given,
        family=None if entry.collective else entry.family,
        suffix=entry.suffix,
        kind="collective" if entry.collective else "person",
        printed=entry.printed,
        affiliations=entry.affiliations,
    )


def _report(result: AuthorList, entry: Entry, position: int) -> None:
    """Add what was damaged and mended in the entry itself."""
    if entry.mended:
        whole = max(entry.mended, key=lambda mended: not mended.lossless)
        result.damage.append(whole.damage("authors", position))
        result.repairs.append(whole.repair("authors", entry.printed, entry.name, position, entry.pattern))
    if entry.null:
        result.damage.append(Damage(kind="null_token", field="authors", position=position))
        result.repairs.append(
            Repair(
                field="authors",
                position=position,
                rule="NAME-NULL",
                before=entry.printed,
                after=entry.name or None,
                certain=bool(entry.name),
                confidence=NULL_CONFIDENCE if entry.name else 0,
            )
        )


def _realigned(result: AuthorList, entries: list[Entry], one: shift.Realigned, position: int) -> None:
    sources = [place for place in (one.given_from, one.family_from) if place is not None]
    suffix = entries[one.family_from].suffix if one.family_from is not None else None
    parts = NameParts(one.given, one.family, suffix)
    name = one.collective or parts.name
    if not name:
        result.complete = False
        return
    before = entries[position].printed if position < len(entries) else entries[sources[0]].printed
    result.authors.append(
        Author(
            position=position,
            name=name,
            given=one.given,
            family=one.family,
            suffix=None if one.collective else suffix,
            kind="collective" if one.collective else "person",
            printed=entries[position].printed if position < len(entries) else None,
        )
    )
    if one.lost:
        result.damage.append(
            Damage(
                kind="name_lost", field="authors", position=position, note=f"the {one.lost} name was cut off"
            )
        )
    if (
        position >= len(entries)
        or name != entries[position].name
        or entries[position].collective != bool(one.collective)
    ):
        result.repairs.append(
            Repair(
                field="authors",
                position=position,
                rule="NAME-SHIFT",
                before=before,
                after=name,
                certain=False,
                confidence=one.confidence,
                note="halves of the printed entries " + " and ".join(str(place) for place in sources),
            )
        )


def pattern_of(parts: Iterable[tuple[str, Mended | None]]) -> str:
    """Return the pattern of a name from those of its parts, in reading order."""
    return " ".join(
        mended.pattern if mended and mended.pattern else re.escape(text) for text, mended in parts
    )
