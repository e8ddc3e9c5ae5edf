"""Identifiers of PubMed and PubMed Central (https://www.ncbi.nlm.nih.gov/pmc/pmctopmid/)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from kg.identifiers.print_marks import bare

_PMID: Final = re.compile(
    r"(?:(?:pmid|pubmed|medline)\s?:?\s?|info:pmid/|(?:https?://)?(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/|"
    r"(?:https?://)?pubmed\.ncbi\.nlm\.nih\.gov/)?0{0,8}([1-9]\d{0,7})/?",
    re.IGNORECASE | re.ASCII,
)
_PMCID: Final = re.compile(
    r"(?:pmcid\s?:?\s?|(?:https?://)?(?:www\.)?(?:ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/)?"
    r"(?:pmc\s?:?\s?)?0{0,8}([1-9]\d{0,7})(?:\.\d{1,2})?/?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Pmid:
    """A number of PubMed."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the number that `text` is, bare, with `PMID`, or as an address; None if it is none."""
        match = _PMID.fullmatch(bare(text))
        return cls(match[1]) if match else None

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.value}/"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Pmcid:
    """An identifier of PubMed Central, with `PMC` and without version."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the identifier that `text` is, bare, with `PMC`, or as an address; else None."""
        match = _PMCID.fullmatch(bare(text))
        return cls(f"PMC{match[1]}") if match else None

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.value}/"

    def __str__(self) -> str:
        return self.value
