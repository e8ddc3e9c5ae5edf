"""Identifiers in their normal forms, with check digits: parsed, or None where the text is none.

Each class holds a value in normal form and has `parse(text)`, which takes what sources print (a bare
value, a `doi:` or `arXiv:` prefix, a resolver address) and returns None for anything else; nothing is
raised. `str(identifier)` is the normal form and `url` the address that resolves it. Mapping
specification, section 4.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self
from urllib.parse import quote, unquote

ARXIV_DOI_PREFIX: Final = "10.48550/arxiv."
"""What the DOIs that arXiv itself issues begin with, in normal form."""

_DOI: Final = re.compile(
    r"(?:doi\s*[:=]?\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:doi:)?|info:doi/|urn:doi:)?(10\.\d{4,9}(?:\.\d+)*/\S+)",
    re.IGNORECASE,
)
_ARXIV: Final = re.compile(
    r"(?:arxiv\s*:\s*|(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html|format|src|e-print)/)?"
    r"(?:(?P<new>(?P<yy>\d\d)(?P<mm>0[1-9]|1[0-2])\.(?P<seq>\d{4,5}))"
    r"|(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2,3})?/(?P<number>(?P<oldyy>\d\d)(?:0[1-9]|1[0-2])\d{3}))"
    r"(?:v(?P<version>[1-9]\d{0,3}))?(?:\.pdf)?/?(?:\s*\[[\w.-]+\])?",
    re.IGNORECASE,
)
_ORCID: Final = re.compile(
    r"(?:orcid\s*:?\s*|(?:https?://)?(?:www\.)?orcid\.org/)?(\d{4})[-‐‑–\s]?(\d{4})[-‐‑–\s]?(\d{4})[-‐‑–\s]?(\d{3}[\dX])/?",
    re.IGNORECASE,
)
_ISSN: Final = re.compile(
    r"(?:e-?issn|p-?issn|issn(?:-l)?|urn:issn|https?://portal\.issn\.org/resource/issn)?[\s:/]*(\d{4})[-‐‑–]?(\d{3}[\dX])",
    re.IGNORECASE,
)
_ISBN: Final = re.compile(r"(?:urn:)?(?:isbn(?:-1[03])?)?[\s:]*([\dX][\dX\s‐‑–-]{8,16}[\dX])", re.IGNORECASE)
_ROR: Final = re.compile(
    r"(?:ror\s*:\s*|(?:https?://)?(?:www\.)?ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d\d)/?", re.IGNORECASE
)
_ROR_DIGITS: Final = {char: value for value, char in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}
_TRAILING: Final = ".,;:!?'\"’”>"


@dataclass(frozen=True, slots=True)
class Doi:
    """A Digital Object Identifier: lower case, without resolver (DOI Handbook, 2.4: case-insensitive)."""

    value: str

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Self | None:
        """Return the DOI that `text` is, with or without prefix or resolver; None if it is none."""
        match = _DOI.fullmatch(text.strip())
        if match is None:
            return None
        name = match[1].rstrip(_TRAILING)
        if name.endswith(")") and name.count("(") < name.count(")"):
            name = name.removesuffix(")").rstrip(_TRAILING)
        if "%" in name and "://" in text:
            name = unquote(name)
        return cls(name.lower()) if not name.endswith("/") or name.count("/") > 1 else None

    @property
    def url(self) -> str:
        """The address that resolves it."""
        return "https://doi.org/" + quote(self.value, safe="/:;()._-~!*',@&=+$")

    @property
    def arxiv(self) -> ArxivId | None:
        """The e-print it stands for, where arXiv issued it (`10.48550/arXiv.…`)."""
        return ArxivId.parse(self.value.removeprefix(ARXIV_DOI_PREFIX)) if self.issued_by_arxiv else None

    @property
    def issued_by_arxiv(self) -> bool:
        """Whether arXiv issued it, so that it names the e-print and no other publication."""
        return self.value.startswith(ARXIV_DOI_PREFIX)

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class ArxivId:
    """An arXiv identifier, and the version where one is stated.

    `value` is without version, in the new style (`2009.09496`, since 2007-04) or the old one
    (`hep-th/9901001`; a subject class as in `math.GT/0309136` is no part of it). See
    https://info.arxiv.org/help/arxiv_identifier.html.
    """

    value: str
    version: int | None = None

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Self | None:
        """Return the identifier that `text` is, with or without `arXiv:`, address or version; else None."""
        match = _ARXIV.fullmatch(text.strip())
        if match is None:
            return None
        version = int(match["version"]) if match["version"] else None
        if match["new"]:
            month = match["yy"] + match["mm"]
            # four digits until 2014-12, five since 2015-01
            if month < "0704" or len(match["seq"]) != (4 if month < "1501" else 5):
                return None
            return cls(match["new"], version)
        year = int(match["oldyy"])
        if 7 < year < 91:
            return None
        return cls(f"{match['archive'].lower()}/{match['number']}", version)

    @property
    def month(self) -> str:
        """The month in which the number was given, such as `2020-09`."""
        digits = self.value.rpartition("/")[2]
        return f"{'19' if digits[0] == '9' and '/' in self.value else '20'}{digits[:2]}-{digits[2:4]}"

    @property
    def doi(self) -> Doi:
        """The DOI that arXiv issues for it."""
        return Doi(ARXIV_DOI_PREFIX + self.value.lower())

    @property
    def url(self) -> str:
        """The address of its abstract page."""
        return f"https://arxiv.org/abs/{self}"

    def __str__(self) -> str:
        return self.value if self.version is None else f"{self.value}v{self.version}"


@dataclass(frozen=True, slots=True)
class Orcid:
    """An ORCID iD with its hyphens; its check digit (ISO 7064, MOD 11-2) has been verified."""

    value: str

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Self | None:
        """Return the iD that `text` is, bare or as an address; None if it is none or its check fails."""
        match = _ORCID.fullmatch(text.strip())
        if match is None:
            return None
        value = "-".join(match.groups()).upper()
        digits = value.replace("-", "")
        total = 0
        for digit in digits[:15]:
            total = (total + int(digit)) * 2
        return cls(value) if "0123456789X"[(12 - total % 11) % 11] == digits[15] else None

    @property
    def url(self) -> str:
        """The address that is the iD in full."""
        return f"https://orcid.org/{self.value}"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Issn:
    """An International Standard Serial Number with hyphen; its check digit (ISO 3297) has been verified."""

    value: str

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Self | None:
        """Return the ISSN that `text` is; None if it is none or its check digit fails."""
        match = _ISSN.fullmatch(text.strip())
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
        match = _ISBN.fullmatch(text.strip())
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
        match = _ROR.fullmatch(text.strip())
        if match is None:
            return None
        value = match[1].lower()
        number = 0
        for char in value[:7]:
            number = number * 32 + _ROR_DIGITS[char]
        return cls(value) if 98 - number * 100 % 97 == int(value[7:]) else None

    @property
    def url(self) -> str:
        """The address that is the identifier in full."""
        return f"https://ror.org/{self.value}"

    def __str__(self) -> str:
        return self.value


def _ean_check(digits: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-total % 10)
