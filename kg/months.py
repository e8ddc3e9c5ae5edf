"""The months by their English names: whole, cut to three letters, and as regular expressions find them."""

from __future__ import annotations

from typing import Final

NAMES: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
SHORT: Final = tuple(name[:3].lower() for name in NAMES)
NUMBERS: Final = {word: at % 12 + 1 for at, word in enumerate((*map(str.lower, NAMES), *SHORT))} | {"sept": 9}
"""The number of a month, from 1, by its name or short name in small letters."""
PATTERN: Final = "|".join(f"{name[:3].lower()}(?:{name[3:]})?" for name in NAMES) + "|sept"
"""Finds a name, whole or short, in small letters; put it in a group."""
