"""Given names that stand for one another: short forms, and the forms that other languages have of a name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from kg.repair.shift import is_common_given_name

_OTHER_LANGUAGES: Final = "="
_FEMININE: Final = frozenset(
    "la le na ne ta te ia ella elle etta ette ina ine anna anne".split()  # noqa: SIM905
)
"""What makes another name, a woman's, of a man's: Daniel and Danielle, Paul and Pauline."""
_GENDERED: Final = frozenset({"ao", "ae", "eo"})
"""Last letters by which two given names differ that are two names: Mario and Maria."""


def stand_for_one_another(a: str, b: str) -> bool:
    """Tell whether a person called `a` may also be called `b` (both folded), by the table of forms.

    The full form stands for all of its line and short forms for one another; forms of two other languages
    are two names, and so are full forms of two lines.
    """
    mine, other = _lines().get(a), _lines().get(b)
    if mine is None or other is None:
        return False
    return any(not (foreign and other[line]) for line, foreign in mine.items() if line in other)


def forms_of(given: str) -> Iterator[str]:
    """Yield the other forms under which a person called `given` (folded) may be found."""
    for line in _lines().get(given, ()):
        yield from (form for form in _members()[line] if stand_for_one_another(given, form))


def is_other_name(short: str, long: str) -> bool:
    """Tell whether the folded `long`, which begins with `short`, is a name of its own."""
    return long[len(short) :] in _FEMININE and is_given_name(short)


def are_two_names(a: str, b: str) -> bool:
    """Tell whether two folded words that differ by a letter are two given names rather than a slip of one."""
    return (is_given_name(a) and is_given_name(b)) or (
        a[:-1] == b[:-1] and "".join(sorted(a[-1] + b[-1])) in _GENDERED
    )


def is_given_name(word: str) -> bool:
    """Tell whether a folded word is known as a given name."""
    return word in _lines() or is_common_given_name(word)


@cache
def _lines() -> dict[str, dict[int, bool]]:
    """Return the numbers of the lines of each form, and whether another language has it there."""
    found: dict[str, dict[int, bool]] = {}
    lines = (Path(__file__).parent / "nicknames.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        foreign = False
        for form in line.split("\t") if not line.startswith("#") else ():
            if form == _OTHER_LANGUAGES:
                foreign = True
            else:
                found.setdefault(form, {})[number] = foreign
    return found


@cache
def _members() -> dict[int, list[str]]:
    members: dict[int, list[str]] = {}
    for form, lines in _lines().items():
        for line in lines:
            members.setdefault(line, []).append(form)
    return members
