"""What a citation needs to know of a paper."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, Literal

from kg.repair.names import is_suffix
from kg.writers.references.related import Cited, CitedGrant, RelatedIdentifier

_PARTICLES: Final = re.compile(r"(?:[^\W\d_]+['’]?\s+|[^\W\d_]{1,2}['’])+(?=\S)")
_SPAN: Final = re.compile(r"(?:(?<!\s)\s++)?+[-–—]++\s*+")

UNTITLED: Final = "Untitled paper"
"""How a title begins that is none: of a paper whose title is not known."""


class ReferenceKind(Enum):
    """What kind of publication is cited; `ANY_THESIS` is of unknown degree, `ENTRY` of a dictionary."""

    PREPRINT = "preprint"
    ARTICLE = "article"
    CONFERENCE = "conference"
    PROCEEDINGS = "proceedings"
    REPORT = "report"
    THESIS = "thesis"
    MASTERS_THESIS = "masters-thesis"
    ANY_THESIS = "any-thesis"
    BOOK = "book"
    CHAPTER = "chapter"
    ENTRY = "entry"
    DATASET = "dataset"
    SOFTWARE = "software"
    STANDARD = "standard"
    PEER_REVIEW = "peer-review"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Name:
    """An author: a team by its whole name, a person by family and given name.

    A person of whom no family name is known has the whole name as `family`, and an empty `given`. `suffix` is
    what stands behind a name, such as "Jr."; `affiliations` are as printed.
    """

    family: str
    given: str = ""
    team: bool = False
    suffix: str = ""
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()

    @property
    def particle(self) -> str:
        """The words before the family name that begin small, such as "van der"."""
        match = _PARTICLES.match(self.family)
        words = match[0] if match else ""
        kept = [word for word in words.split() if word[0].islower()]
        return " ".join(kept) if kept and self.family.startswith(" ".join(kept)) else ""

    @property
    def whole(self) -> str:
        """The name in reading order."""
        return f"{self.given} {self.family} {self.suffix}".strip()


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper as it is cited; dates as precise as they are known, `list_complete` speaks of the authors.

    `title` is the whole title, `subtitle` what of it is a subtitle. Where a paper stands on several ranges of
    pages, `first_page` has all of them, and `last_page` nothing.
    `venue` is what it appeared in, `event` the conference or the like where it was presented; editors,
    series, edition, place, ISBN and ISSN are the venue's, but for a book's own. `statuses` are words such as
    `retracted`, with their dates: what became of it. `remarks` is what else its source says to readers,
    `own_key` the key that it is cited by already. `issn` is that of the print edition where it is known, else
    any; `identifiers` are the numbers that data bases gave to the paper, scheme and value, but those with a
    field of their own, `venue_numbers` those of the venue, each with its mark. `extent` is how
    long it is, `accessed` when it was read (ISO 8601). `cited` are the works of its list of references,
    `periodical` is what an article stands in that is no journal.
    """

    kind: ReferenceKind
    title: str
    authors: tuple[Name, ...]
    iri: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    venue: str | None = None
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    arxiv_class: str | None = None
    isbn: str | None = None
    issn: str | None = None
    eissn: str | None = None
    subtitle: str | None = None
    abbreviation: str | None = None
    license: str | None = None
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    article_number: str | None = None
    report_number: str | None = None
    series_number: str | None = None
    event: str | None = None
    event_place: str | None = None
    pmid: str | None = None
    publisher: str | None = None
    place: str | None = None
    series: str | None = None
    edition: str | None = None
    statuses: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    url: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    list_complete: bool = True
    own_key: str | None = None
    pmcid: str | None = None
    periodical: Literal["magazine", "newspaper"] | None = None
    grants: tuple[CitedGrant, ...] = ()
    cited: tuple[Cited, ...] = ()
    related: tuple[RelatedIdentifier, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    event_start: str | None = None
    event_end: str | None = None
    extent: str | None = None
    short_title: str | None = None
    accessed: str | None = None
    venue_numbers: tuple[tuple[str, str], ...] = ()

    @property
    def main_title(self) -> str:
        """The title without its subtitle."""
        if not self.subtitle or not self.title.endswith(self.subtitle):
            return self.title
        return self.title.removesuffix(self.subtitle).rstrip().removesuffix(":") or self.title

    @property
    def language(self) -> str | None:
        """The one language that it is in; None where there are several, or none is known."""
        return self.languages[0] if len(self.languages) == 1 else None

    @property
    def stated_title(self) -> str | None:
        """The title; None where no source states one, and `title` only says so to people."""
        return None if self.title.startswith(UNTITLED) else self.title

    @property
    def notes(self) -> list[str]:
        """What a reader must know: what became of the paper, and that its list of authors is cut."""
        said = [f"{status[:1].upper()}{status[1:]}." for status in self.statuses]
        return said if self.list_complete else [*said, "The list of authors is not complete."]

    @property
    def date(self) -> str | None:
        """The day of publication (ISO 8601), where it is known."""
        return (
            f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
            if self.year and self.month and self.day
            else None
        )

    @property
    def school(self) -> str | None:
        """Who gave out a thesis or report: its publisher, else where it appeared."""
        return self.publisher or self.venue

    @property
    def key(self) -> str:
        """Its own key; else one in ASCII: first author (of a team its first word), year, first title word."""
        if self.own_key:
            return self.own_key
        first = _folded(self.authors[0].family if self.authors else "anonymous").split()
        named = first[:1] if self.authors and self.authors[0].team else first[-1:]
        words = [word for word in _folded(self.title).split() if word not in _SMALL]
        parts = ("".join(named), str(self.year or ""), words[0] if words else "")
        return "".join(parts) or "untitled"


_SMALL: Final = frozenset({"a", "an", "the", "on", "of", "in", "for", "and", "to", "with", "from", "by"})


def _folded(text: str) -> str:
    """Return the ASCII letters and digits of `text`, small, other signs as blanks."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def page_range(pages: str | None) -> tuple[str | None, str | None]:
    """Return first and last page of `12–19`; of what is not one range, all and no last page."""
    ends = _SPAN.split(pages or "")
    if len(ends) != 2 or not all(ends) or any(mark in (pages or "") for mark in ",;+&"):
        return pages or None, None
    return ends[0], ends[1]


def with_subtitle(title: str, subtitle: str | None) -> str:
    """Return a title with its subtitle behind it, unless it has it already."""
    if not subtitle or subtitle in title:
        return title
    return f"{title}{'' if title.endswith(('?', '!', ':')) else ':'} {subtitle}"


def name_of(printed: str, given: str | None, family: str | None, *, team: bool) -> Name:
    """Return a name as it is printed, cut where its holder's family name begins.

    A name whose holder prints it otherwise elsewhere is cut before its last word and the particles
    before that ("Ludwig van der Berg"), as the name itself says no more.
    """
    printed = " ".join(printed.split())
    if team:
        return Name(printed, team=True)
    before, _, last = printed.rpartition(" ")
    if " " in before and is_suffix(last) and last != family:
        return replace(name_of(before.rstrip(","), given, family, team=False), suffix=last)
    if family and (printed == family or printed.endswith(f" {family}")):
        return Name(family, printed[: len(printed) - len(family)].strip())
    if family and given and printed.startswith(f"{given} ") is False and printed == f"{family} {given}":
        return Name(family, given)
    words = printed.split()
    cut = len(words) - 1
    while cut > 1 and words[cut - 1][:1].islower():
        cut -= 1
    return Name(" ".join(words[cut:]), " ".join(words[:cut]))
