"""What the name of a venue says of its kind, where its words leave no doubt.

"Proceedings" alone does not: the Proceedings of the IEEE are a journal, those of the 57th Annual Meeting
a volume. A name that may be of several kinds says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kg.identity.folding import fold, title_key
from kg.identity.venue_words import words_of
from kg.kinds import VenueKind
from kg.repair.book_series import is_series_of_proceedings
from kg.repair.venue_parts import venue_parts

_WORD: Final = re.compile(r"[^\W_]+")
_ACRONYM_YEAR: Final = re.compile(r"([A-Z][A-Za-z+&/@-]{1,19}) ?['’]?((?:19|20)\d\d|\d\d)")
_RUN_TOGETHER: Final = re.compile(r"(?<=[a-z]\.)(?=[A-Z])")
_ORDINAL: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_ORDINALS: Final = frozenset({
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth", "thirtieth", "fortieth", "fiftieth",
})  # fmt: skip
_EVENTS: Final = frozenset({
    "conference", "conferences", "workshop", "workshops", "symposium", "symposia", "congress", "colloquium",
    "meeting", "convention", "conferencia", "conferenza", "konferenz", "tagung", "fachtagung", "kongress",
    "congres", "congresso", "congreso", "simposio", "simposium", "colloque", "coloquio", "convegno",
    "encontro", "jornadas", "journees", "rencontres", "jahrestagung", "arbeitstagung",
})  # fmt: skip
_LONG: Final = {"proc": "proceedings", "conf": "conference", "symp": "symposium", "wkshp": "workshop"}
_PRINTED: Final = frozenset({("conference", "series"), ("conference", "ser")})
_SERIES: Final = frozenset({"lncs", "lnai", "lnbi", "lnee", "lnicst", "lnme", "ccis"})
_PERIODICALS: Final = frozenset({
    "JMLR", "TMLR", "TACL", "JAIR", "PAMI", "TPAMI", "PNAS", "CACM", "JACM", "PRL", "PRD", "TKDE", "TOIS",
    "TOSEM", "TNNLS", "TOCHI", "TIST", "IJCV", "JASA", "JAMA", "BMJ", "NEJM", "PVLDB", "PACMPL", "IJRR",
    "MNRAS", "ApJ", "TCS", "JCP", "JHEP", "SIMAX", "SICOMP", "TODS", "TOPLAS",
})  # fmt: skip
_OF_JOURNALS: Final = frozenset({"j", "lett", "trans", "zh"})
_OF_PERIODICALS: Final = frozenset({"rev", "ann", "bull", "arch", "mag"})
_NO_PERIODICAL: Final = frozenset({
    "conf", "proc", "symp", "wkshp", "congr", "meet", "lect", "notes", "lib", "sch", "ser", "handb", "encycl",
    "rep", "inst", "univ", "ed", "press", "soc", "assoc", "st",
})  # fmt: skip
"""Words, shortened, of names that are no periodical's, or not of it alone."""
_REPOSITORIES: Final = frozenset({
    "biorxiv", "medrxiv", "chemrxiv", "psyarxiv", "socarxiv", "engrxiv", "eartharxiv", "techrxiv", "zenodo",
    "figshare", "ssrn", "ssrnelectronicjournal", "researchsquare", "preprintsorg", "dryad", "hal",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedKinds:
    """Kinds that a name allows, how sure that is, and why."""

    kinds: frozenset[VenueKind]
    confidence: float
    words: str


@lru_cache(maxsize=1 << 14)
def by_name(name: str) -> NamedKinds | None:
    """Return what the name of a venue says of its kind, or null."""
    if title_key(name) in _REPOSITORIES:
        return _known(0.97, "its name is that of a repository", "repository")
    words = [_LONG.get(word, word) for word in _WORD.findall(fold(name))]
    if not words:
        return None
    if words[:3] == ["lecture", "notes", "in"] or words[0] in _SERIES:
        return _of_series(words)
    spaced = _RUN_TOGETHER.sub(" ", name)  # `AIP Conf.Proc.`
    if is_series_of_proceedings(spaced) or _PRINTED.intersection(pairwise(words)):
        known = _known(0.9, "its name is that of a series of proceedings", "book-series")
        return None if {"journal", "j"}.intersection(words) else known
    events = _EVENTS.intersection(words)
    dated = any(_is_date(word) for word in words) or venue_parts(name).ordinal is not None
    if "journal" in words or "transactions" in words:
        return None if events or "proceedings" in words else _of_journal(words)
    if "proceedings" in words and (events or dated):
        return _known(0.95, "its name says proceedings of a meeting", "proceedings")
    if events:
        if dated:
            return _known(0.9, "its name says a meeting, and which", "proceedings")
        return _known(0.9, "its name says a series of meetings", "conference-series")
    if (short := _by_abbreviation(name)) is not None:
        return short
    match = _ACRONYM_YEAR.fullmatch(name.strip())
    if match and sum(c.isupper() for c in match[1]) > 1 and match[1] not in _PERIODICALS:
        return _known(0.85, "its name is an acronym and a year, as those of conferences are", "proceedings")
    return None


def _of_series(words: list[str]) -> NamedKinds:
    if any(word.isdecimal() for word in words):
        return _known(0.95, "its name is a numbered volume of a book series", "book", "proceedings")
    return _known(0.95, "its name is that of a book series", "book-series")


def _of_journal(words: list[str]) -> NamedKinds | None:
    """Read `Journal of …` and `Transactions on …`; a name that only ends so may be a newspaper's."""
    pairs = set(pairwise(words))
    if any(("journal", after) in pairs for after in ("of", "for", "on", "de", "fur")):
        return _known(0.95, "its name says journal of a subject", "journal")
    if any(("transactions", after) in pairs for after in ("on", "of", "in")):
        return _known(0.95, "its name says transactions", "journal")
    return None


def _by_abbreviation(name: str) -> NamedKinds | None:
    """Read titles of which each word is shortened, as ISO 4 has those of periodicals: `Eur.Phys.J.`."""
    words = words_of(name)
    if len(words.words) < 2 or not all(
        stop or len(word) == 1 for word, stop in zip(words.words, words.stopped, strict=True)
    ):
        return None
    if not _NO_PERIODICAL.isdisjoint(words.words):
        return None
    if not _OF_JOURNALS.isdisjoint(words.words):
        return _known(0.9, "its name is the abbreviation of a journal's", "journal")
    if not _OF_PERIODICALS.isdisjoint(words.words):
        return _known(0.85, "its name is the abbreviation of a periodical's", "journal", "magazine")
    return None


def _is_date(word: str) -> bool:
    return bool(word in _ORDINALS or _YEAR.fullmatch(word) or _ORDINAL.fullmatch(word))


def _known(confidence: float, words: str, *kinds: VenueKind) -> NamedKinds:
    return NamedKinds(frozenset(kinds), confidence, words)
