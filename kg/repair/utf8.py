"""UTF-8 with holes: sequences whose last bytes were dropped, and what they may have been."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.repair.codepages import UNKNOWN

# Scripts that names and titles are written in; what decodes to anything else was not damaged UTF-8.
_SCRIPTS: Final = frozenset(
    {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "HEBREW", "ARABIC", "DEVANAGARI", "BENGALI", "GURMUKHI",
     "GUJARATI", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "THAI", "LAO", "TIBETAN", "MYANMAR",
     "GEORGIAN", "HANGUL", "ETHIOPIC", "KHMER", "MONGOLIAN", "HIRAGANA", "KATAKANA", "CJK", "BOPOMOFO"}
)  # fmt: skip
_LATIN_BEYOND: Final = frozenset("ƀƁƏƒƗƠơƯưƶǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǝǦǧǨǩǪǫǰǴǵǸǹȘșȚțȞȟȦȧȨȩȮȯȲȳəɛɔŋ")


@dataclass(frozen=True, slots=True)
class Hole:
    """A character of which bytes are missing: those that are left, and what it may have been."""

    left: bytes
    missing: int
    options: str

    @property
    def only(self) -> str | None:
        """The one character that it can have been, if there is but one."""
        return (
            self.options if len(self.options) == 1 and ord(self.options) not in range(0x180, 0x250) else None
        )


Piece = str | Hole


def _length(lead: int) -> int:
    if 0xC2 <= lead <= 0xDF:
        return 2
    if 0xE0 <= lead <= 0xEF:
        return 3
    return 4 if 0xF0 <= lead <= 0xF4 else 0


def pieces(values: Sequence[int], lost: Iterable[int]) -> list[Piece] | None:
    """Return the characters that bytes spell as UTF-8, with holes where trailing bytes are missing.

    Args:
        values: bytes from 0x80 on; UNKNOWN for one that is there but not known.
        lost: the bytes that may be missing.

    Returns:
        None where they are no UTF-8, whatever is missing.
    """
    found: list[Piece] = []
    lost = tuple(sorted(lost))
    place = 0
    while place < len(values):
        length = _length(values[place])
        if not length:
            return None
        end = place + 1
        while end < len(values) and end < place + length and 0x80 <= values[end] <= 0xBF:
            end += 1
        left = bytes(values[place:end])
        if len(left) == length:
            try:
                found.append(left.decode())
            except UnicodeDecodeError:  # overlong, a surrogate, or beyond Unicode
                return None
        else:
            while end < len(values) and end < place + length and values[end] == UNKNOWN:
                end += 1
            missing = length - len(left)
            found.append(Hole(left, missing, options(left, missing, lost)))
        place = end
    return found


@lru_cache(maxsize=1024)
def options(left: bytes, missing: int, lost: tuple[int, ...]) -> str:
    """Return the characters of names and text that `left` and `missing` bytes out of `lost` may have been."""
    if missing > 1:
        return ""
    chars = []
    for last in itertools.product(lost, repeat=missing):
        try:
            char = (left + bytes(last)).decode()
        except UnicodeDecodeError:
            continue
        if script(char) is not None or char in "‐‑–—‘’‚“”„…€™‰•′″":
            chars.append(char)
    return "".join(chars)


@lru_cache(maxsize=4096)
def script(char: str) -> str | None:
    """Return the script of a letter that names are written in, such as `LATIN`; None for anything else."""
    category = unicodedata.category(char)
    if category[0] not in "LM":
        return None
    if category[0] == "M" and 0x300 <= ord(char) <= 0x36F:
        return "MARK"
    code = ord(char)
    if code < 0x250:
        # the rest of Latin Extended-B is not for names, and is what closing quotes after É decode to
        return "LATIN" if code < 0x180 or char in _LATIN_BEYOND else None
    if char in _LATIN_BEYOND or 0x1E00 <= code < 0x1F00:
        return "LATIN"
    name = unicodedata.name(char, "").split()
    return name[0] if name and name[0] in _SCRIPTS - {"LATIN"} else None
