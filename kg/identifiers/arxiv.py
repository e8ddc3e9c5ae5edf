"""arXiv identifiers (https://info.arxiv.org/help/arxiv_identifier.html)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from kg.identifiers.doi import ARXIV_DOI_PREFIX, Doi
from kg.identifiers.print_marks import bare

_BEFORE: Final = (
    r"(?:(?:oai:)?arxiv(?:\.org)?\s?[:.]?\s?|(?:(?:https?:)?//)?(?:doi\.org/)?10\.48550/arxiv\.|"
    r"(?:(?:https?:)?//)?(?:[a-z\d-]{1,20}\.){0,3}(?:arxiv|alphaxiv|ar5iv)\.org/"
    r"(?:abs|pdf|html|format|src|e-print|ps)/|abs/)?"
)
_ARXIV: Final = re.compile(
    _BEFORE + r"(?:(?P<new>(?P<yy>\d\d)(?P<mm>0[1-9]|1[0-2])\.(?P<seq>\d{4,5}))"
    r"|(?P<archive>[a-z]{2,10}(?:-[a-z]{2,4})?)(?:\.[a-z]{2,3}(?:-[a-z]{2,4})?)?/(?P<number>(?P<oldyy>\d\d)(?:0[1-9]|1[0-2])\d{3}))"
    r"(?:v(?P<version>[1-9]\d{0,3}))?(?:\.pdf)?/?(?:\s?[\[(][\w.-]{2,20}[\])])?(?:[?#][^\s]*)?",
    re.IGNORECASE,
)


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
        match = _ARXIV.fullmatch(bare(text))
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
