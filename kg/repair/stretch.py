"""Stretches of text that may be damaged UTF-8, and how surely they are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from kg.repair.codepages import CodePage
from kg.repair.utf8 import Hole, Piece, pieces, script

# What may follow a word: after a capital it is punctuation before it is half of a letter.
_CLOSING: Final = frozenset("’”“‘»«…–—™®©°ºª¹²³·\u00a0›‹•†‡¡¿")
# Genuine in the midst of a word: McÉwen, DeÁngelis. The part before the capital.
_PREFIX: Final = re.compile(
    r"(?:^|[^a-z])(?:m[ac]c?|[dl][aeiou]|del|des|van|von|fitz|al|el|ben|st|o|d|l)$", re.IGNORECASE
)
_MATHEMATICS: Final = frozenset("π∂∑∏∫Ω∞≠≤≥±≈√◊∆µ°")
_SPACES: Final = frozenset(" \t\u00a0")
_LONG: Final = 3


class Strength(IntEnum):
    """How surely a stretch is damaged.

    Not at all; only beside a sure one in the same text; also where other texts of the list are; by itself.
    """

    NONE = 0
    FAINT = 1
    WEAK = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of a text, what they were, and how surely.

    `alternative` is the letter that they end in if the blank after them is the other half of it and
    also a blank of its own.
    """

    start: int
    end: int
    pieces: tuple[Piece, ...]
    strength: Strength
    alternative: str | None = None

    @property
    def holes(self) -> int:
        """How many characters are lost."""
        return sum(isinstance(piece, Hole) for piece in self.pieces)

    @property
    def gain(self) -> int:
        """How many characters are given back, lost ones counted half."""
        return 2 * len(self.pieces) - self.holes


def stretches(text: str, page: CodePage) -> list[Stretch]:
    """Return the stretches of `text` that are UTF-8 read through `page`, in their order.

    Where the page is not Latin and its letters stand elsewhere in a way that is no UTF-8, the text is
    in that script, and nothing is returned.
    """
    lost = (
        frozenset(range(0x80, 0xA0)) if page.iso_twin and not _shows_windows(text, page) else page.undefined
    )
    found = []
    for run in page.run.finditer(text):
        start, end = run.span()
        # a blank that opens or closes a run is a blank, unless a letter needs it
        while start < end and text[start] == "\u00a0":
            start += 1
        parts = pieces(page.bytes_of(text[start:end]), lost) if start < end else None
        if parts is None:
            while end > start and text[end - 1] == "\u00a0":
                end -= 1
            parts = pieces(page.bytes_of(text[start:end]), lost) if start < end else None
        if parts is None:
            if not page.latin and any(script(char) not in (None, "LATIN") for char in text[start:end]):
                return []
            continue
        found.append(_closed(text, start, end, parts, page))
    return found


def _shows_windows(text: str, page: CodePage) -> bool:
    """Tell whether `text` shows a character of the page for a byte that ISO pages leave to controls."""
    return any(0x80 <= page.to_byte.get(char, 0) < 0xA0 and not "\x80" <= char < "\xa0" for char in text)


def _closed(text: str, start: int, end: int, parts: list[Piece], page: CodePage) -> Stretch:
    """Return the stretch, with a blank after it taken for its last byte (A0) where that is so."""
    alternative = None
    parts = [part.only or part if isinstance(part, Hole) else part for part in parts]
    last = parts[-1]
    if isinstance(last, Hole) and last.missing == 1:
        whole = (last.left + b"\xa0").decode("utf-8", "replace")
        if len(whole) == 1 and script(whole) is not None:
            following = text[end + 1] if end + 1 < len(text) else ""
            begins = whole.isupper() and following.islower() and not text[:start][-1:].isalpha()
            ends = not following or following in " ,;.)"
            if text[end : end + 1] == " " and (ends or begins):
                parts, end = [*parts[:-1], whole], end + 1
            elif text[end : end + 1] == " ":
                alternative, end = whole, end + 1
            elif end == len(text):
                parts = [*parts[:-1], Hole(last.left, 1, last.options + whole)]
    closing = parts[-1]
    if isinstance(closing, Hole) and "”" in closing.options and _quoted(text[:start], page):
        parts = [*parts[:-1], "”"]
    return Stretch(start, end, tuple(parts), _strength(text, start, end, parts, page), alternative)


def _quoted(text: str, page: CodePage) -> bool:
    """Tell whether a quotation is open at the end of `text`, whose closing sign the page does not show."""
    shown: dict[int, str] = {}
    for char, byte in page.to_byte.items():
        shown.setdefault(byte, char)
    damaged = "".join(shown.get(byte, " ") for byte in "“".encode())
    return "“" in text or damaged in text


def _unlikely(char: str) -> bool:
    return char in _TONED or script(char) == "MARK"


_TONED: Final = frozenset("ǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǦǧǨǩǪǫǰǴǵǸǹ")


def _strength(text: str, start: int, end: int, parts: list[Piece], page: CodePage) -> Strength:
    before = text[start - 1] if start else ""
    after = text[end : end + 1] if text[end - 1] not in _SPACES or isinstance(parts[-1], str) else ""
    run = text[start:end]
    whole = [part for part in parts if isinstance(part, str)]
    scripts = {script(char) for char in whole} - {"MARK"}
    touching = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    if not whole:
        return _strength_of_holes(text, start, before, after, parts, page, touching=touching)
    if not all(script(char) or _sign(char) for char in whole):
        return Strength.NONE
    if not page.latin and (scripts == {"LATIN"} or not scripts) and any(map(_unlikely, whole)):
        return Strength.NONE  # what Ã and its neighbours give in the pages of DOS and of the Macintosh
    if scripts - {None, "LATIN"}:
        if touching:  # a Greek letter may follow a command of TeX
            return Strength.FAINT if scripts == {"GREEK"} else Strength.NONE
        return _strength_of_script(run, before, after, whole, page)
    if any("\x80" <= char < "\xa0" for char in run):
        return Strength.STRONG  # controls stand in no text that is meant
    if page.latin:
        doubtful = _natural(run, before, after) or (run[-1] == " " and not before.isalpha() and run[0] != "Ã")
        return Strength.WEAK if doubtful else Strength.STRONG
    if page.name == "mac-roman":
        return _strength_in_mathematics(run, before, after)
    if touching and "LATIN" in scripts:
        return Strength.STRONG
    return Strength.STRONG if _shows_sign(run) and not _natural(run, before, after) else Strength.WEAK


def _strength_of_script(run: str, before: str, after: str, whole: list[str], page: CodePage) -> Strength:
    """Judge a stretch that gives letters of another script than the Latin one."""
    scripts = {script(char) for char in whole} - {None, "LATIN", "MARK"}
    if len(scripts - {"CJK", "HIRAGANA", "KATAKANA"}) > 1:
        return Strength.NONE
    letters = sum(script(char) in scripts for char in whole)
    if letters >= (2 if page.latin else _LONG):
        return Strength.STRONG
    # one Greek letter, as in mathematics
    alone = scripts == {"GREEK"} and _shows_sign(run) and not _natural(run, before, after)
    return Strength.STRONG if alone else Strength.WEAK


def _strength_in_mathematics(run: str, before: str, after: str) -> Strength:
    """Judge a stretch of Mac Roman, whose lead bytes are the root and other signs of mathematics."""
    if run[1:2] in _MATHEMATICS:
        return Strength.STRONG if before.isalpha() and after.islower() else Strength.WEAK
    if run[1:2].isalpha():
        return Strength.STRONG
    return Strength.STRONG if before.isalpha() or after.islower() else Strength.WEAK


def _shows_sign(run: str) -> bool:
    """Tell whether a stretch has a character that is neither letter nor mark."""
    return any(unicodedata.category(char)[0] not in "LM" for char in run)


def _strength_of_holes(
    text: str, start: int, before: str, after: str, parts: list[Piece], page: CodePage, *, touching: bool
) -> Strength:
    """Judge a stretch of which no character is whole."""
    if any(isinstance(part, Hole) and part.missing > 1 for part in parts) and page.latin:
        return Strength.NONE
    if not page.latin:
        if page.name != "cp874":
            return Strength.NONE
        return Strength.STRONG if touching else Strength.FAINT
    if text[start] == "Ã" and after and after in "OE" and (before.isupper() or not before.isalpha()):
        return Strength.NONE  # JOÃO, MÃE
    leads = [part.left[0] for part in parts if isinstance(part, Hole)]
    if not all(0xC3 <= lead <= 0xC5 for lead in leads):
        return Strength.NONE
    if len(leads) > 1:
        return Strength.FAINT
    if before.islower() and (after.islower() or not after.isalpha()):
        return Strength.FAINT if _PREFIX.search(text[max(0, start - 5) : start]) else Strength.STRONG
    if leads[0] == 0xC3 and not before.isalpha() and after and after in "bcdfghjklmnpqrstvwxz":
        return Strength.STRONG
    return Strength.FAINT


def _sign(char: str) -> bool:
    """Tell whether `char` is a sign that stands in titles and abstracts."""
    code = ord(char)
    return (
        0xA0 <= code <= 0xBF
        or char in "×÷"
        or 0x2010 <= code <= 0x209C
        or 0x20A0 <= code <= 0x22FF
        or code >= 0x1F300
    )


def _natural(run: str, before: str, after: str) -> bool:
    """Tell whether a stretch of Latin letters and signs may well be meant as it stands."""
    if run.startswith("Ăş"):  # Romanian
        return not before.isalpha()
    lead, rest = run[0], run[1:]
    if run == "Ã©":  # no name ends in this sign
        return False
    if len(run) != 2 or rest not in _CLOSING or after.isalpha():
        return False
    if lead == "Â" and rest not in "’”“‘»…–—\u00a0":
        return False
    if before.isalpha():
        return before.isupper()
    return lead not in "ÃÂ"
