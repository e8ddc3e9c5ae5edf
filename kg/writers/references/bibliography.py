"""A list of references as one document, whose entries are cited by keys of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.writers.references.reference import Reference

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Bibliography:
    """References in the order in which they are written; they may be a stream, and are then read once.

    `style` names a citation style of the CSL repository, such as `apa`, for formats that are prose.
    """

    references: Iterable[Reference]
    style: str | None = None

    def __iter__(self) -> Iterator[Reference]:
        """Yield the references; where two have one key, the later one's ends in a letter: `vyas2020ab`."""
        taken: set[str] = set()
        repeated: dict[str, int] = {}
        for reference in self.references:
            key = reference.key
            while key in taken:
                number = repeated[reference.key] = repeated.get(reference.key, 0) + 1
                key = f"{reference.key}{_letters(number)}"
            taken.add(key)
            yield reference if key == reference.key else replace(reference, own_key=key)


def _letters(number: int) -> str:
    """Count in letters: a, b, …, z, aa, ab and so on."""
    text = ""
    while number:
        number, place = divmod(number - 1, len(_LETTERS))
        text = _LETTERS[place] + text
    return text
