"""Identifiers of the Research Organization Registry (https://ror.readme.io/docs/identifier)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from kg.identifiers.print_marks import bare

_ROR: Final = re.compile(
    r"(?:ror\s?:\s?|(?:(?:https?:)?//)?(?:www\.)?ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d\d)/?",
    re.IGNORECASE | re.ASCII,
)
_DIGITS: Final = {char: value for value, char in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}


@dataclass(frozen=True, slots=True)
class Ror:
    """An identifier of the Research Organization Registry: 9 characters, lower case, check digits verified.

    Crockford's base 32 with two check digits by ISO 7064 MOD 97-10
    (https://ror.readme.io/docs/identifier).
    """

    value: str

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Self | None:
        """Return the identifier that `text` is, bare or as an address; None if it is none."""
        match = _ROR.fullmatch(bare(text))
        if match is None:
            return None
        value = match[1].lower()
        number = 0
        for char in value[:7]:
            number = number * 32 + _DIGITS[char]
        return cls(value) if 98 - number * 100 % 97 == int(value[7:]) else None

    @property
    def url(self) -> str:
        """The address that is the identifier in full."""
        return f"https://ror.org/{self.value}"

    def __str__(self) -> str:
        return self.value
