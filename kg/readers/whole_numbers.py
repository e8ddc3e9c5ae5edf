"""Whole numbers as sources print them, of any length."""

from __future__ import annotations

from typing import Final

_MOST_DIGITS: Final = 15  # what is longer is no count, no version and no year, and costs time to read


def whole_number(text: str | None) -> int | None:
    """Return the number that `text` is, from 0; None where it is none, or has more than 15 digits.

    >>> whole_number(" 12 "), whole_number("\u00b2"), whole_number("9" * 5000)
    (12, None, None)
    """
    digits = (text or "").strip()
    plain = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    return int(digits) if plain else None
