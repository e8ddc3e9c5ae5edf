"""Where two records say that their paper appeared, compared: venue, volume, pages, year.

A paper has one place in an issue. The same venue in another year, or other pages of it, is another paper; a
meeting's volume and, later, a periodical are two versions of one piece of work.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final, Literal

from kg.identity.dates import public_date
from kg.identity.folding import fold, title_key, tokens
from kg.identity.venues import is_arxiv
from kg.records import WorkRecord

PlaceKinship = Literal[
    "same pages", "same venue and year", "same venue", "other pages", "other year of the venue",
    "preprint", "meeting and periodical", "two versions", "perhaps two versions", "other venue",
]  # fmt: skip
"""How the places of two records stand to each other; `PLACES` says each in words."""

PLACES: Final[dict[PlaceKinship, str]] = {
    "same pages": "same first page",
    "same venue and year": "same venue in that year",
    "same venue": "same venue",
    "other pages": "other pages of the same venue",
    "other year of the venue": "another year of the same venue",
    "preprint": "one is a preprint, report or thesis",
    "meeting and periodical": "one in a meeting's volume, one in a periodical",
    "two versions": "one in a meeting's volume, one in a periodical of another year",
    "perhaps two versions": "in two venues in different years, perhaps a meeting's and a periodical",
    "other venue": "other venues",
}

OneVenue = Callable[[str, str], bool]
Medium = Literal["draft", "meeting", "periodical", "unknown"]

_PERIODICAL: Final = frozenset(
    """journal journals transactions trans letters lett magazine annals bulletin review reviews record
    archives archiv zeitschrift revue acta gazette quarterly newsletter""".split()  # noqa: SIM905
)
_MEETING: Final = frozenset(
    """conference conferences conf workshop workshops symposium symp sympos congress colloquium meeting
    proceedings proc advances""".split()  # noqa: SIM905
)
_DRAFT: Final = frozenset(
    """technical tech rep report arxiv corr preprint preprints biorxiv medrxiv thesis dissertation manuscript
    unpublished submitted""".split()  # noqa: SIM905
)
_LITTLE: Final = frozenset(
    """a an and at for from in of on the to de der des die du et la le les und proc proceedings annual
    international intl national acm ieee st nd rd th vol volume pp pages first second third fourth fifth sixth
    seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
    eighteenth nineteenth twentieth twenty thirtieth thirty fortieth forty fiftieth fifty""".split()  # noqa: SIM905
)
_BY_TYPE: Final[dict[str, Medium]] = {
    "preprint": "draft", "report": "draft", "thesis": "draft", "dissertation": "draft",
    "masters-thesis": "draft", "journal-article": "periodical", "review-article": "periodical",
    "proceedings-article": "meeting", "workshop-paper": "meeting",
}  # fmt: skip
_BY_KIND: Final[dict[str, Medium]] = {
    "journal": "periodical", "magazine": "periodical", "newspaper": "periodical",
    "conference-series": "meeting", "proceedings": "meeting", "repository": "draft",
}  # fmt: skip
_CAPITALS: Final = re.compile(r"\b[A-Z][A-Za-z]{0,10}[A-Z]\b")
_ACRONYM_YEAR: Final = re.compile(r"\b[A-Za-z]{3,10}[-'’ ]{1,2}[0-9]{2}$")
_BEFORE_NUMBER: Final = re.compile(r"[^0-9]{3,200}")
_FIRST_PAGE: Final = re.compile(r"[A-Za-z]{0,3}[0-9]{1,9}")
_LEAST_ACRONYM: Final = 3


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where and when a record says that its paper appeared, as it is compared; null is what it does not say.

    `date` is when it became public, in its precision, `year` as stated; `page` the first one, or the article
    number, folded; `identifiers` are pairs of scheme and value of the venue; `reference` is a journal
    reference as stated.
    """

    date: str | None = None
    year: int | None = None
    venue: str | None = None
    identifiers: frozenset[tuple[str, str]] = frozenset()
    medium: Medium = "unknown"
    volume: str | None = None
    page: str | None = None
    reference: str | None = None

    @classmethod
    def of(cls, record: WorkRecord) -> Imprint:
        """Take what a record says."""
        return cls(
            public_date(record),
            record.year,
            record.venue,
            frozenset(record.venue_identifiers.items()),
            medium(record),
            fold(record.volume) if record.volume else None,
            first_page(record),
            record.journal_ref,
        )


def compare_places(a: Imprint, b: Imprint, known: OneVenue = lambda *_: False) -> PlaceKinship | None:
    """Return how the places where two records appeared stand to each other; null where one says nothing.

    `known` tells whether two names are known to be of one venue.
    """
    apart = years_apart(a, b)
    same = same_venue(a, b, known)
    # of venues whose names are not known to be of one, the volume must be stated
    told = same is not False or bool(a.volume and b.volume)
    if told and a.page and a.page == b.page and (apart or 0) <= 1 and not _other(a.volume, b.volume):
        return "same pages"
    if same:
        if apart or (apart is None and _other(a.volume, b.volume)):
            return "other year of the venue"
        if _other(a.page, b.page):
            return "other pages"
        return "same venue and year" if apart == 0 else "same venue"
    media = a.medium, b.medium
    if "draft" in media:
        return "preprint" if media[0] != media[1] else None
    if set(media) == {"meeting", "periodical"}:
        return "two versions" if apart else "meeting and periodical"
    if same is False and apart and "unknown" in media and media[0] != media[1]:
        return "perhaps two versions"
    return None if same is None else "other venue"


def names_place(a: Imprint, b: Imprint) -> bool:
    """Tell whether the journal reference of one record names venue, volume and first page of the other."""
    return _named_by(a, b) or _named_by(b, a)


def _named_by(one: Imprint, other: Imprint) -> bool:
    if not one.reference or not other.venue or not other.page or not other.volume:
        return False
    named = {word.lstrip("0") for word in tokens(one.reference)}
    if other.page not in named or other.volume.lstrip("0") not in named:
        return False
    letters = _BEFORE_NUMBER.match(one.reference)
    return bool(letters) and _one_name(letters[0] if letters else "", other.venue)


def same_venue(a: Imprint, b: Imprint, known: OneVenue) -> bool | None:
    """Tell whether two records name one venue; null where one names none."""
    if not a.venue or not b.venue:
        return None
    shared = not a.identifiers.isdisjoint(b.identifiers)
    return shared or _one_name(a.venue, b.venue) or known(a.venue, b.venue)


@lru_cache(maxsize=1 << 14)
def _one_name(a: str, b: str) -> bool:
    """Tell whether two names are of one venue: equal, abbreviated word by word, or an acronym."""
    a, b = unescape(a), unescape(b)
    if title_key(a) == title_key(b):
        return True
    kinds = medium_of_name(a), medium_of_name(b)
    if "periodical" in kinds and kinds[0] != kinds[1]:
        return False  # VLDB, and the VLDB Journal
    mine, other = _telling(a), _telling(b)
    if min(len(mine), len(other)) > 1 and (_abbreviates(mine, other) or _abbreviates(other, mine)):
        return True
    return not _acronyms(a, mine).isdisjoint(_acronyms(b, other))


def series_key(venue: str) -> str:
    """Return the words of a venue's name without which time it was: the same for each volume of a series."""
    return " ".join(_telling(unescape(venue))) or title_key(venue)


def _telling(name: str) -> list[str]:
    return [word for word in tokens(name) if word not in _LITTLE and not word[0].isdecimal()]


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Tell whether each word of a name begins, in order, a word of the other."""
    rest = iter(long)
    return all(any(one.startswith(word) for one in rest) for word in short)


def _acronyms(name: str, words: list[str]) -> set[str]:
    """Return the acronyms in a name, and the one that its words give."""
    found = {fold(one) for one in _CAPITALS.findall(name) if len(one) >= _LEAST_ACRONYM}
    if len(words) >= _LEAST_ACRONYM:
        found.add("".join(word[0] for word in words))
    return found


def medium(record: WorkRecord) -> Medium:
    """Return in what a record says its paper appeared: as it states, else by the words of the venue."""
    if record.work_type in _BY_TYPE:
        return _BY_TYPE[record.work_type]
    if record.venue_kind in _BY_KIND:
        return _BY_KIND[record.venue_kind]
    if record.arxiv_id and (not record.venue or is_arxiv(record.venue)):
        return "draft"
    return medium_of_name(unescape(record.venue)) if record.venue else "unknown"


@lru_cache(maxsize=1 << 14)
def medium_of_name(venue: str) -> Medium:
    """Return what the words of a venue's name say of it."""
    words = tokens(venue)
    if _DRAFT.intersection(words):
        return "draft"
    if _MEETING.intersection(words) and not {"journal", "transactions"}.intersection(words):
        return "meeting"
    if _ACRONYM_YEAR.search(venue):
        return "meeting"
    if _PERIODICAL.intersection(words) or (words and words[-1] == "j") or words[:1] == ["j"]:
        return "periodical"
    return "unknown"


def first_page(record: WorkRecord) -> str | None:
    """Return the first page of a record, or its article number, folded; null where it states none."""
    found = _FIRST_PAGE.search(record.pages or record.article_number or "")
    return found[0].lower().lstrip("0") or None if found else None


def years_apart(a: Imprint, b: Imprint) -> int | None:
    """Return how many years lie between two papers; null where one record states none."""
    return abs(int(a.date[:4]) - int(b.date[:4])) if a.date and b.date else None


def _other(a: str | None, b: str | None) -> bool:
    """Tell whether two volumes, or pages, are stated and differ."""
    return bool(a and b) and a != b
