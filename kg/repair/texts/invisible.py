"""Characters that show nothing: controls, zero-width and bidirectional marks, byte order marks, soft hyphens.

Kept are those that are part of how a word is written: joiners in the scripts that need them and in emoji,
variation selectors, the tags of flags (The Unicode Standard, chapters 9, 12, 23).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

RULE: Final = "SPACE-INVISIBLE"

_BREAK: Final = re.compile(
    "(?:(?<![ \t])[ \t]++)?+[\x0b\x0c\x1c-\x1f\x85\u2028\u2029][ \t\x0b\x0c\x1c-\x1f\x85\u2028\u2029]*+"
)
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0001\U000e0020-\U000e007f]"
)
_SHOWN: Final = re.compile(f"{_HIDDEN.pattern}|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_OVERRIDE: Final = re.compile("[\u202d\u202e]")
_JOINERS: Final = frozenset("\u200c\u200d")
# letters of these scripts are never joined, so that a joiner beside them says nothing
_UNJOINED: Final = (
    "LATIN",
    "GREEK",
    "CYRILLIC",
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
    "ARMENIAN",
    "HEBREW",
)


def hides(text: str) -> bool:
    """Tell whether `text` may hold such characters; at once for most text."""
    return not text.isprintable() and (_HIDDEN.search(text) or _BREAK.search(text)) is not None


def without(text: str) -> str:
    """Return `text` without them; what breaks a line outside a line's end becomes a blank."""
    text = _HIDDEN.sub(lambda match: _kept(text, match.start()), text)
    return _BREAK.sub(" ", text)


def escaped(text: str) -> str:
    r"""Return `text` with each character that shows nothing as its number, such as `\u200b`."""
    return _SHOWN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def turns(text: str) -> bool:
    """Tell whether `text` is shown in another order than it is stored in, by an override of its direction."""
    return _OVERRIDE.search(text) is not None


def _kept(text: str, place: int) -> str:
    char = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if char in _JOINERS:
        return char if _joins(before) and (char == "\u200c" or _joins(after) or not after) else ""
    if "\U000e0020" <= char <= "\U000e007f":
        return char if before and (before == "\U0001f3f4" or "\U000e0020" <= before <= "\U000e007f") else ""
    return ""


def _joins(char: str) -> bool:
    if not char or char.isascii():
        return False
    category = unicodedata.category(char)
    if category in ("So", "Sk", "Mn", "Mc"):
        return True
    return category[0] == "L" and not unicodedata.name(char, "").startswith(_UNJOINED)
