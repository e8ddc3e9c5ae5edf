"""Identifiers of people: ORCID iDs, and the ISNI that they are a block of (ISO 27729)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from kg.identifiers.iso7064 import mod_11_2
from kg.identifiers.print_marks import bare

_DIGITS: Final = r"(\d{4})[-‐‑–−\s]?(\d{4})[-‐‑–−\s]?(\d{4})[-‐‑–−\s]?(\d{3}[\dX])"
_ORCID: Final = re.compile(
    r"(?:orcid(?:[ -]?id)?\s?:?\s?)?(?:(?:(?:https?:)?//)?(?:www\.)?orcid\.org/)?" + _DIGITS + r"/?",
    re.IGNORECASE | re.ASCII,
)
_ISNI: Final = re.compile(
    r"(?:isni\s?:?\s?)?(?:(?:(?:https?:)?//)?(?:www\.)?isni\.org/(?:isni/|page/)?)?" + _DIGITS + r"/?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Orcid:
    """An ORCID iD with its hyphens; its check digit (ISO 7064, MOD 11-2) has been verified."""

    value: str

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Self | None:
        """Return the iD that `text` is, bare or as an address; None if it is none or its check fails."""
        value = _checked(_ORCID.fullmatch(bare(text)))
        return cls("-".join((value[:4], value[4:8], value[8:12], value[12:]))) if value else None

    @property
    def url(self) -> str:
        """The address that is the iD in full."""
        return f"https://orcid.org/{self.value}"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Isni:
    """An International Standard Name Identifier: 16 characters, its check verified."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the identifier that `text` is, bare, in groups, or as an address; None if it is none."""
        value = _checked(_ISNI.fullmatch(bare(text)))
        return cls(value) if value else None

    @property
    def url(self) -> str:
        """The address that resolves it."""
        return f"https://isni.org/isni/{self.value}"

    def __str__(self) -> str:
        return self.value


def _checked(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    value = "".join(match.groups()).upper()
    return value if mod_11_2(value[:15]) == value[15] else None
