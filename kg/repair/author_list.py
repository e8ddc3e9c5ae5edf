"""Author lists: from entries as printed to authors, with what is damaged and what was mended.

Two layouts are known: `given_first` ("Nidhi Vyas") and `family_first` ("Vyas, Nidhi"). Each entry is
read again where it was wrongly decoded, freed of the word `null`, told person from collective, and
split; then the list as a whole is held against a slip of its halves (`kg.repair.shift`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.records import Damage
from kg.repair import misaligned_names, shift
from kg.repair.authorship.gate import is_plain, read
from kg.repair.authorship.named import NamedPeople
from kg.repair.collectives import is_collective
from kg.repair.mojibake import RepairedText
from kg.repair.name_entries import AuthorList, NameEntry, finished, folded, is_null, mended_all
from kg.repair.names import split, split_as_arxiv

_SEPARATORS: Final = frozenset([":", ";", "-", "--", "–", "—", "."])


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
    entries: list[NameEntry] = []
    notes = AuthorList()
    for place, (text, mended) in enumerate(texts):
        beside = affiliations[place] if place < len(affiliations) else ()
        sound = (
            is_plain(text)
            or "null" in text
            or text.endswith(f" {misaligned_names.SEPARATOR}")
            or (mended is not None and not mended.lossless)
        )
        reading = None if sound else read(text)
        if reading and [person.name for person in reading.people] != [text]:
            _admit(entries, notes, printed[place].strip(), reading, mended, beside)
            continue
        entry = NameEntry(printed[place].strip(), mended=[mended] if mended else [])
        entry.pattern = mended.pattern if mended else None
        if place < len(affiliations):
            entry.affiliations = affiliations[place]
        _read_given_first(entry, text)
        entries.append(entry)
    halves: list[misaligned_names.Half] = [(entry.given, entry.family) for entry in entries]
    heads = _separated(entries, halves, context)
    slipped = any(family == misaligned_names.SEPARATOR for _, family in halves)
    for place, entry in enumerate(entries):
        if place in heads or halves[place][1] == misaligned_names.SEPARATOR:
            continue
        found = None
        if entry.collective:
            found = shift.slipped_collective(entry.name, context) or shift.leading_collective(
                entry.name, context
            )
        elif entry.whole and (found := shift.slipped_collective(entry.whole, context)):
            heads[place] = misaligned_names.CONFIDENCE
        if found:
            halves[place] = found
            slipped = True
        elif not entry.collective and entry.whole:
            parts = split_as_arxiv(entry.whole)
            halves[place] = (parts.given, parts.family)
    if slipped and len(halves) > 1 and halves[-1][0] is None and not entries[-1].collective:
        halves[-1] = (halves[-1][1], None)  # a list that breaks off after a given name
    result = finished(
        entries,
        misaligned_names.realign(halves, heads) if slipped else None,
        complete=complete and notes.complete,
    )
    result.damage += notes.damage
    result.repairs += notes.repairs
    if not slipped and len(entries) > 2:
        result.damage += _doubts(entries)
    return result


def _doubts(entries: list[NameEntry]) -> list[Damage]:
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
    entries: list[NameEntry],
    notes: AuthorList,
    printed: str,
    reading: NamedPeople,
    mended: RepairedText | None,
    beside: tuple[str, ...],
) -> None:
    """Add the entries that the gate gives for one text, and what it says of them to `notes`."""
    damage, repairs = reading.notes(printed, "authors", len(entries))
    notes.damage += damage
    notes.repairs += repairs
    notes.complete = notes.complete and reading.complete
    for person in reading.people:
        entry = NameEntry(person.printed or printed, mended=[mended] if mended else [])
        entry.affiliations = (*person.affiliations, *beside)
        if person.collective:
            entry.family, entry.collective = person.name, True
        else:
            entry.whole = person.name
            entry.given, entry.family, entry.suffix = person.given, person.family, person.suffix
        entries.append(entry)


def _separated(
    entries: list[NameEntry], halves: list[misaligned_names.Half], context: str
) -> dict[int, float]:
    """Take the colons out of names such as `Greg :`, and return the places of the collectives before them."""
    heads: dict[int, float] = {}
    for place, entry in enumerate(entries):
        name, _, end = (entry.whole or "").rpartition(" ")
        if not name or end != misaligned_names.SEPARATOR:
            continue
        halves[place] = (name, misaligned_names.SEPARATOR)
        if place:
            given, collective, confidence = shift.before_separator(entries[place - 1].name, context)
            halves[place - 1] = (given, collective)
            heads[place - 1] = confidence
    return heads


def _read_given_first(entry: NameEntry, text: str) -> None:
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
