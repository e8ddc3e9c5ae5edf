"""Which half of one name is the family name: by a comma, by its script, by its capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.repair.collectives import is_generic
from kg.repair.names import NameParts, is_generation, is_suffix, split
from kg.repair.shift import is_common_given_name

TURNED_CONFIDENCE: Final = 0.9
"""That the word in capitals is the family name, as in France and East Asia, and initials are none."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_INITIAL: Final = re.compile(r"[^\W\d_]\.(?:-?[^\W\d_]\.){0,3}")
_EAST_ASIAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff々〇]+")
_SHORT_FAMILIES: Final = _set(
    """LI WU XU MA HU YU HE LU GU DU QI SU NI YE FU LE HO KO OH NG BAI CAI DAI FAN GAO GUO HAN JIN LIN
    LIU LUO PAN QIU REN SHI SUN TAN WAN WEI XIA XIE YAN YAO YIN ZHU ZOU KIM LEE MAI VU DO TA HA PARK
    CHOI"""
)


@dataclass(frozen=True, slots=True)
class Ordered:
    """A name in reading order with its parts; `turned` is the guess that turned it, `doubt` what is open."""

    name: str
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    turned: str | None = None
    doubt: str | None = None


def ordered(text: str) -> Ordered:
    """Return the parts of the name of one person."""
    if "," in text:
        return _at_comma(text)
    tokens = text.split(" ")
    if len(tokens) > 1:
        if len(tokens) == 2 and len(tokens[1]) < 4 and _shortened(tokens):
            return Ordered(text, doubt="it may end in initials or in a family name in capitals")
        if found := _in_capitals(tokens) or _initials_last(tokens) or _suffix_between(tokens):
            return found
    parts = split(text)
    return Ordered(text, *parts)


def _suffix_between(tokens: list[str]) -> Ordered | None:
    """Read `A. B. Jr Lind`: the suffix of a family name stands before it."""
    place = len(tokens) - 2
    if place < 1 or not is_generation(tokens[place]):
        return None
    given, family, suffix = " ".join(tokens[:place]), tokens[-1], tokens[place]
    name = NameParts(given, family, suffix).name
    return Ordered(name, given, family, suffix, turned="a suffix stands before the family name")


def _at_comma(text: str) -> Ordered:
    family, *rest = [part.strip() for part in text.split(",")]
    rest = [part for part in rest if part]
    suffix = None
    for place in (len(rest) - 1, 0):
        if (
            rest
            and suffix is None
            and is_suffix(rest[place])
            and (len(rest) > 1 or not _initials_like(rest[0]))
        ):
            suffix = rest.pop(place)
    if not family or not rest:
        name = " ".join(part for part in (family, suffix) if part)
        if not family or suffix is None:
            return Ordered(name or text)
        parts = split(family)
        return Ordered(name, parts.given, parts.family, suffix)
    if len(rest) > 1:
        return Ordered(text, doubt="its commas are of no known use")
    given = rest[0]
    if _EAST_ASIAN.fullmatch(family) and _EAST_ASIAN.fullmatch(given):
        return Ordered(f"{family} {given}", given, family)
    return Ordered(NameParts(given, family, suffix).name, given, family, suffix)


def _initials_like(part: str) -> bool:
    """Tell whether a suffix may rather be initials: `Lind, V.`."""
    return len(part.strip(".")) == 1 or part in ("MD", "M.D.")


def _shortened(tokens: list[str]) -> bool:
    """Tell whether two words may be a family name and initials, as in `Lind AB`."""
    first, last = tokens
    return (
        last.isalpha()
        and last.isupper()
        and last.isascii()
        and not first.isupper()
        and len(first) > 2
        and last not in _SHORT_FAMILIES
        and not is_common_given_name(first)
    )


def _initials_last(tokens: list[str]) -> Ordered | None:
    """Read `Lind A. B.`: what ends in initials begins with the family name, unless that is a given name."""
    count = next(
        (n for n, token in enumerate(reversed(tokens)) if not _INITIAL.fullmatch(token)), len(tokens)
    )
    if not count or count == len(tokens) or _INITIAL.fullmatch(tokens[0]):
        return None
    family, given = " ".join(tokens[:-count]), " ".join(tokens[-count:])
    if is_common_given_name(tokens[0]):
        return Ordered(" ".join(tokens), doubt="it ends in initials")
    return Ordered(f"{given} {family}", given, family, turned="the initials stand last")


def _in_capitals(tokens: list[str]) -> Ordered | None:
    """Read `LIU Yi`: the one word, or the words, in capitals before others that are not."""
    loud = [_loud(token) for token in tokens]
    if not loud[0] or all(loud):
        return None
    count = loud.index(False)
    quiet = tokens[count:]
    if any(loud[count:]) or not all(
        token[:1].isupper() and (len(token) > 1 or not token.isascii()) and not _is_of_a_group(token)
        for token in quiet
    ):
        return None
    family, given = " ".join(tokens[:count]), " ".join(quiet)
    return Ordered(f"{given} {family}", given, family, turned="the family name is in capitals")


def _is_of_a_group(token: str) -> bool:
    """Tell whether a word is none of a person's names: `SRA International`, `TIPSTER SE/CM`."""
    return "/" in token or is_generic(token)


def _loud(token: str) -> bool:
    letters = token.replace("-", "").replace("'", "").replace("’", "")
    if not letters.isalpha() or not letters.isupper():
        return False
    return len(letters) > 2 or letters in _SHORT_FAMILIES
