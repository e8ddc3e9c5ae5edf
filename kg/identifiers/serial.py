"""Numbers of serials and books: ISSN (ISO 3297) and ISBN (ISO 2108)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from kg.identifiers.print_marks import bare

_REMARK: Final = r"(?:\s?[(\[][^()\[\]]{1,40}[)\]])?"
_ISSN: Final = re.compile(
    r"(?:(?:[elp]-?)?issn(?:-l)?|urn:issn|https?://(?:portal|urn)\.issn\.org/(?:resource/issn|urn:issn))?"
    rf"[\s:/]{{0,3}}(\d{{4}})[-‐‑–−\s]?(\d{{3}}[\dX]){_REMARK}",
    re.IGNORECASE | re.ASCII,
)
_ISBN: Final = re.compile(
    rf"(?:urn:)?(?:[ep]-?)?(?:isbn(?:-1[03])?)?[\s:]{{0,3}}([\dX][\dX\s‐‑–−-]{{8,16}}[\dX]){_REMARK}",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Issn:
    """An International Standard Serial Number with hyphen; its check digit (ISO 3297) has been verified."""

    value: str

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Self | None:
        """Return the ISSN that `text` is; None if it is none or its check digit fails."""
        match = _ISSN.fullmatch(bare(text))
        if match is None:
            return None
        digits = (match[1] + match[2]).upper()
        total = sum(int(digit) * weight for digit, weight in zip(digits[:7], range(8, 1, -1), strict=True))
        if "0123456789X"[-total % 11] != digits[7]:
            return None
        return cls(f"{digits[:4]}-{digits[4:]}")

    @property
    def url(self) -> str:
        """Its address at the ISSN portal."""
        return f"https://portal.issn.org/resource/ISSN/{self.value}"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Isbn:
    """An International Standard Book Number: 13 digits without hyphens; one of 10 digits is converted.

    The check digit (ISO 2108) has been verified.
    """

    value: str

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Self | None:
        """Return the ISBN that `text` is; None if it is none or its check digit fails."""
        match = _ISBN.fullmatch(bare(text))
        if match is None:
            return None
        digits = re.sub(r"[^\dX]", "", match[1].upper())
        if len(digits) == 10 and "X" not in digits[:9]:
            total = sum(
                int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)
            )
            if "0123456789X"[-total % 11] != digits[9]:
                return None
            return cls(f"978{digits[:9]}{_ean_check('978' + digits[:9])}")
        if len(digits) != 13 or "X" in digits or not digits.startswith(("978", "979")):
            return None
        return cls(digits) if _ean_check(digits[:12]) == digits[12] else None

    @property
    def url(self) -> str:
        """Its name as a URN (RFC 3187)."""
        return f"urn:isbn:{self.value}"

    def __str__(self) -> str:
        return self.value


def _ean_check(digits: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-total % 10)
