"""Which one of a series of meetings a name says: `57th`, `Fifty-Seventh`, `22e`, `XIII`."""

from __future__ import annotations

import re
from typing import Final

_ONES: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
    "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Final = (
    {word: number for number, word in enumerate(_ONES, 1)}
    | {f"{ten[:-1]}ieth": 10 * number for number, ten in enumerate(_TENS, 2)}
    | {
        f"{ten}{mark}{one}": 10 * number + small
        for number, ten in enumerate(_TENS, 2)
        for small, one in enumerate(_ONES[:9], 1)
        for mark in "- "
    }
)
_DIGITS: Final = (
    r"(?P<digits>\d{1,3})(?:\s?-?(?:st|nd|rd|th)|\s?\^\{?(?:st|nd|rd|th)\}?|e|re|es|i?[eè]mes?|[ªº°]|a\.|"
    r"\.(?=\s[A-Z]))"
)
_ROMAN: Final = r"(?P<roman>X{0,4}(?:IX|IV|V?I{0,3}))(?=\s[A-Z][a-z])"
_SPELT: Final = (
    "(?P<word>(?:(?:"
    + "|".join(_TENS)
    + ")[- ])?(?:"
    + "|".join(_ONES)
    + ")|(?:"
    + "|".join(f"{ten[:-1]}ieth" for ten in _TENS)
    + "))"
)
SPELT: Final = _SPELT.replace("?P<word>", "?:")
"""An ordinal in words."""
_ORDINAL: Final = re.compile(rf"(?<![\w-])(?:the\s)?(?:{_DIGITS}|{_SPELT})(?![\w])\s?", re.IGNORECASE)
_NUMERAL: Final = re.compile(rf"(?<![\w-]){_ROMAN}\s")
_LAST: Final = re.compile(r"(?<=[a-z)])\s(?P<roman>X{0,4}(?:IX|IV|V?I{0,3}))$")
_VALUES: Final = {"I": 1, "V": 5, "X": 10}
_LEAST: Final = 3  # `II` at the end is a part of a title as often as a meeting's number


def cut_ordinal(text: str) -> tuple[int, str] | None:
    """Return the first ordinal of `text`, from 1, and the text without it; None where it has none."""
    match = _ORDINAL.search(text)
    if match:
        digits, word = match["digits"], match["word"]
        value = int(digits) if digits else _WORDS[word.lower()]
    else:
        match = next((one for one in _NUMERAL.finditer(text) if len(one["roman"]) > 1), None)
        value = _roman(match["roman"]) if match else 0
    last = _LAST.search(text) if match is None else None
    if last and last["roman"] and (value := _roman(last["roman"])) >= _LEAST:
        match = last
    if match is None or value == 0:
        return None
    return value, f"{text[: match.start()]}{text[match.end() :]}".strip()


def _roman(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))
