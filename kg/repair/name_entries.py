"""Entries of an author list: read, mended, told person from collective, and made authors of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.records import Author, Damage, Repair
from kg.repair import misaligned_names
from kg.repair.mojibake import RepairedText, mend_name
from kg.repair.names import NameParts

# What software prints for a value that is missing. The family name Null is none of them, nor is Nan.
_NULLS: Final = frozenset(
    ["null", "NULL", "none", "None", "nan", "NaN", "undefined", "N/A", "n/a", "(null)", "<null>"]
)
NULL_CONFIDENCE: Final = 0.99


@dataclass(slots=True)
class AuthorList:
    """The authors of one record, with what the list shows broken and what was mended."""

    authors: list[Author] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    complete: bool = True


@dataclass(slots=True)
class NameEntry:
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
    mended: list[RepairedText] = field(default_factory=list)
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


def mended_all(texts: Sequence[str]) -> list[tuple[str, RepairedText | None]]:
    """Return each of `texts`, with folded blanks, mended if it was wrongly decoded.

    The code page that surely damaged one of them lets doubtful places in the others count.
    """
    found = [None if text.isascii() and "?" not in text else mend_name(text) for text in texts]
    pages = {mended.page for mended in found if mended and mended.page}
    if len(pages) == 1:
        page = pages.pop()
        found = [
            mended or (None if text.isascii() else mend_name(text, page))
            for text, mended in zip(texts, found, strict=True)
        ]
    return [
        (folded(mended.text if mended else text), mended) for text, mended in zip(texts, found, strict=True)
    ]


def finished(
    entries: list[NameEntry], realigned: list[misaligned_names.Realigned] | None, *, complete: bool = True
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


def _author(entry: NameEntry, position: int) -> Author:
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


def _report(result: AuthorList, entry: NameEntry, position: int) -> None:
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


def _realigned(
    result: AuthorList, entries: list[NameEntry], one: misaligned_names.Realigned, position: int
) -> None:
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


def pattern_of(parts: Iterable[tuple[str, RepairedText | None]]) -> str:
    """Return the pattern of a name from those of its parts, in reading order."""
    return " ".join(
        mended.pattern if mended and mended.pattern else re.escape(text) for text, mended in parts
    )
