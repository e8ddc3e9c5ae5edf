"""When two volumes, issues or page ranges are the same, however they are written."""

from __future__ import annotations

import re
from typing import Final

_SPAN: Final = re.compile(r"(?:\s?[-‐‑‒–—−]{1,3}\s?)|(?:\s?/\s?)")
_LABEL: Final = re.compile(
    r"\b(?:volume|vol|number|no|issue|iss|pages|page|pp|p|art|article)\b\.?\s{0,3}", re.IGNORECASE
)
_ROMAN: Final = re.compile(r"(?=[ivxlcdm])m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_PART: Final = re.compile(r"([a-z]*+)0*+([0-9]*+)([a-z]*+)")


def same_number(theirs: str, ours: str) -> bool:
    """Tell whether two volumes or issues are the same: `Vol. 05` and `5`, `XII` and `12`, `3–4` and `3/4`."""
    one, two = _parts(theirs), _parts(ours)
    # some write the section of a journal before its volume: D76
    return one == two or [part.lstrip(_LETTERS) for part in one] == [part.lstrip(_LETTERS) for part in two]


def same_pages(theirs: str, ours: str) -> bool:
    """Tell whether two page ranges are the same: `117-25` is `117–125`; a first page stands for all."""
    one, two = _parts(theirs), _parts(ours)
    if not one or not two:
        return True
    one, two = (_spelled([part.removeprefix("e") or part for part in parts]) for parts in (one, two))
    return one == two if len(one) == len(two) else one[0] == two[0]


def _parts(text: str) -> list[str]:
    """Return the numbers of a text without labels and leading zeros, in small letters."""
    plain = _LABEL.sub("", text.strip()).lower().replace(" ", "").replace(",", "")
    return [_arabic(part) for part in _SPAN.split(plain) if part]


def _arabic(part: str) -> str:
    if _ROMAN.fullmatch(part):
        values = [_VALUES[letter] for letter in part]
        return str(sum(v if v >= max(values[i:]) else -v for i, v in enumerate(values)))
    match = _PART.fullmatch(part)
    return "".join(match.groups()) if match else part


def _spelled(parts: list[str]) -> list[str]:
    """Write the end of a range in full where it is cut: 117–25 is 117–125."""
    first, *rest = parts
    if rest and first.isdecimal() and rest[-1].isdecimal() and len(rest[-1]) < len(first):
        return [first, first[: -len(rest[-1])] + rest[-1]]
    return [first, *rest[-1:]]
