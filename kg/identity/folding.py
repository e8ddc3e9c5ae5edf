"""Keys under which names and titles are compared: folded, never shown.

Mapping specification, section 3.2. A key groups what may be the same; it never says that it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

# Letters that have no canonical decomposition but are commonly written without their mark.
_PLAIN: Final = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "æ": "ae", "Æ": "ae",
     "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ħ": "h", "Ħ": "h"}
)  # fmt: skip
_NOT_WORD: Final = re.compile(r"[\W_]+")
_TEX_COMMAND: Final = re.compile(r"\\[a-zA-Z]+")
_NOT_ALNUM: Final = bytes(c for c in range(128) if not chr(c).isalnum())
_SPLIT: Final = bytes(ord(chr(c).lower()) if chr(c).isalnum() else 32 for c in range(128)) + bytes(128)
_LOWER: Final = bytes(ord(chr(c).lower()) for c in range(128)) + bytes(128)


def fold(text: str) -> str:
    """Return `text` without case, accents and compatibility variants."""
    if text.isascii():
        return text.lower()
    return _combining().sub("", unicodedata.normalize("NFKD", text.translate(_PLAIN))).casefold()


@cache
def _combining() -> re.Pattern[str]:
    """Return what finds combining marks; to make it, sixty thousand characters are looked at, once."""
    marks = (chr(code) for code in range(0x300, 0x10000) if unicodedata.combining(chr(code)))
    return re.compile(f"[{''.join(map(re.escape, marks))}]+")


def tokens(name: str) -> list[str]:
    """Return the folded words of `name`, in their order."""
    if name.isascii():
        return name.encode().translate(_SPLIT).decode().split()  # bytes translate ten times as fast
    return [word for word in _NOT_WORD.split(fold(name)) if word]


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Return the folded words of a name in alphabetical order: a blocking key, not an identity."""
    return " ".join(sorted(tokens(name)))


def title_key(title: str) -> str:
    """Return the folded letters and digits of a title, TeX commands left out."""
    if "\\" in title:
        title = _TEX_COMMAND.sub("", title)
    if title.isascii():
        return title.encode().translate(_LOWER, _NOT_ALNUM).decode()
    return _NOT_WORD.sub("", fold(title))
