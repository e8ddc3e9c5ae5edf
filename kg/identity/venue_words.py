"""The words of names of venues, and whether one name abbreviates another.

ISO 4 shortens each word of a title to its beginning (`Phys.` of `Physical`) or contracts it (`Natl.` of
`National`), in their order, and leaves out articles, prepositions and conjunctions. No list of abbreviations
is needed to test that; whether only one title fits is another question, and asked by who knows all names.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from kg.identity.folding import fold
from kg.identity.organisations.countries import country_called
from kg.identity.slips import slip
from kg.identity.venue_apart import of_other_meetings

_WORD: Final = re.compile(r"([^\W_]+)(\.?)")
_RUN_TOGETHER: Final = re.compile(r"(?<=[a-z][a-z.])(?=[A-Z])")  # `Lect.NotesPhys.`
_SOFT: Final = re.compile(r"(?<=[^\W_]{3})['’ʹ′](?=[^\W_])")  # `Eksperimental'noi`, not `l'optique`
_SMALL: Final = frozenset({
    "a", "an", "and", "as", "at", "by", "de", "del", "della", "der", "des", "di", "die", "do", "dos", "du",
    "e", "ed", "el", "en", "et", "for", "from", "fur", "gli", "i", "il", "im", "in", "into", "its", "la",
    "las", "le", "les", "los", "of", "og", "on", "the", "their", "to", "und", "van", "von", "with", "y",
    "zur", "l", "d",
})  # fmt: skip
GENERIC: Final = frozenset({
    "annual", "biennial", "international", "intl", "int", "conference", "conf", "conferences", "meeting",
    "symposium", "symp", "workshop", "workshops", "congress", "colloquium", "joint", "proceedings",
    "proc", "ieee", "acm", "cvf", "ifip", "siam", "usenix", "convention",
})  # fmt: skip
"""Words that many series of meetings have, and what distinguishes them does not lie in."""
_LONG: Final = 5  # special words of a name that is no other's part by chance
_TITLE: Final = 3  # special words of a title without its subtitle
_LETTERS: Final = {"j": "journal", "p": "proceedings"}  # single letters that stand for a word without a stop
_SECTIONS: Final = frozenset("abcdefgh")  # of journals in sections: `Physica A`
_SECTION: Final = frozenset({"section", "sect", "sec", "series", "ser", "part", "pt", "teil", "abteilung"})
_SECTION_NAME: Final = re.compile(r"[A-HXYZ]|[IV]{1,3}|[A-H]-?[IV1-4]{1,3}")
_MOST_LOST: Final = 1
_VOWELS: Final = frozenset("aeiouy")
_NUMERALS: Final = frozenset("ivx0123456789")  # `Physique I` does not abbreviate `Physique III`
_ABOUT: Final = re.compile(
    r"\s?[:;/=]\s(?:an?|the|il|la|le|das|die|journal|official|revista|revue|zeitschrift|rivista|quarterly|review)\b",
    re.IGNORECASE,
)
_SUBTITLE: Final = re.compile(r"\s?[:;/=]\s|\.\s(?=[A-Z][a-z]+\s[a-z])|\s[\u2013\u2014-]\s")
_QUALIFIER: Final = re.compile(r"\s?[(\[][^()\[\]]{1,60}[)\]]$")
_SUPPLEMENT: Final = re.compile(r"\b(?:suppl|proceedings\b|letters\b)", re.IGNORECASE)
_OTHER_PART: Final = re.compile(
    r"\d|\b(?:suppl|proc|summ|monogr|series|section|part|letters|trans|english|russian|int|international|new\sser)",
    re.IGNORECASE,
)
_MEDIUM: Final = re.compile(
    r"\s?[(\[](?:online|print|printed|internet|electronic|web|cd-rom|en\sligne|imprim[eé]e?|en\sl[ií]nea|impres[ao]|"
    r"electronic\sresource|(?:online|print|electronic|internet)\s(?:ed\.|edition|version)|e-journal)[)\]]$",
    re.IGNORECASE,
)
_TOWN: Final = re.compile(r"(?!(?i:print|online|internet|electronic|web)\b)[^\W\d_][^\d()\[\]]{0,40}[a-z.]")
_CATALOGUED: Final = re.compile(r",|\bed\b|\bedition\b")
_COUNTRY: Final = re.compile(
    r"(?<=[a-z.]),?\s(?:of\sthe\sUnited\sStates(?:\sof\sAmerica)?|U\.?\s?S\.?\s?A\.?)$"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a name that count, folded, and which of them a stop follows; `initials` in their order.

    `letters` are the first letters of all words, those that do not count among them; `capitals` are those of
    the words that count, a word in capitals being whole: CACM of Communications of the ACM.
    """

    words: tuple[str, ...]
    stopped: tuple[bool, ...]
    letters: str = field(default="", compare=False)
    capitals: str = field(default="", compare=False)

    @property
    def initials(self) -> str:
        """Return the first letters."""
        return _initials(self.words)

    @property
    def key(self) -> str:
        """Return the words as one text, by which names are the same that differ in nothing else."""
        return " ".join(self.words)


@lru_cache(maxsize=1 << 15)
def words_of(name: str) -> Words:
    """Return the words of a name without those that an abbreviation leaves out."""
    text = _SOFT.sub("", html.unescape(name).replace("&", " and "))
    if "." in text and " " not in text:
        text = _RUN_TOGETHER.sub(" ", text)
    mixed = not text.isupper()
    found = [(fold(match[1]), bool(match[2]), match[1]) for match in _WORD.finditer(text)]
    kept = [
        (word, stop, printed)
        for place, (word, stop, printed) in enumerate(found)
        # a capital letter is no small word: `E-Journal`, `Physica A`
        if word not in _SMALL
        or (stop and (place or len(word) > 1))
        or (printed.isupper() and (len(word) == 1 or mixed))
    ]
    kept = [one for one, after in zip(kept, [*kept[1:], None], strict=False) if not _says_section(one, after)]
    kept = kept or found
    letters = "".join(word[0] for word, _, _ in found)
    capitals = "".join(word if mixed and printed.isupper() else word[0] for word, _, printed in kept)
    return Words(tuple(word for word, _, _ in kept), tuple(stop for _, stop, _ in kept), letters, capitals)


_Found = tuple[str, bool, str]


def _says_section(one: _Found, after: _Found | None) -> bool:
    """Tell whether a word but announces the letter of a section: `Nuclear Physics, Section B`."""
    return one[0] in _SECTION and after is not None and _SECTION_NAME.fullmatch(after[2]) is not None


def abbreviates(short: Words, long: Words) -> bool:
    """Tell whether the words of `short` are those of `long`, in their order, some of them shortened."""
    if len(short.words) != len(long.words) or len(short.words) < 2 or short.words == long.words:
        return False
    lost, plain = 0, not any(short.stopped)  # as Medline writes: `Nurs Sci Q`
    for word, stopped, whole in zip(short.words, short.stopped, long.words, strict=True):
        if word == whole:
            continue
        if (
            len(word) == 1
            and not stopped
            and not (_LETTERS.get(word) == whole or (plain and word not in _SECTIONS))
        ):
            return False
        if not _shortens(word, whole, stopped=stopped):
            return False
        if not stopped and len(whole) - len(word) <= _MOST_LOST:
            return False  # `Genetic` does not abbreviate `Genetics`
        lost += len(whole) - len(word)
    return lost > 0


def _shortens(word: str, whole: str, *, stopped: bool) -> bool:
    """Tell whether `word` is the beginning of `whole`, or a beginning and consonants of the rest in order."""
    if len(word) >= len(whole) or (_NUMERALS.issuperset(word) and _NUMERALS.issuperset(whole)):
        return False
    if whole.startswith(word):
        return True
    at = next(place for place, letter in enumerate(word) if whole[place] != letter)
    rest = word[at:]
    if at < (1 if stopped else 2) or not _VOWELS.isdisjoint(rest):
        return False
    for letter in rest:
        at = whole.find(letter, at) + 1
        if at == 0:
            return False
    return word[-1] == whole[-1] or len(word) >= 4


def acronyms_of(name: Words) -> frozenset[str]:
    """Return the acronyms that a name may have: its initials, with its generic words and without."""
    found = {name.initials, _initials(_special(name.words)), name.letters, name.capitals}
    return frozenset(one for one in found if len(one) > 2)


def likeness(one: str, other: str) -> float:
    """Return from 0 to 1 how many of their words two names of series share, with their subtitles or without.

    Generic words count a fifth. A workshop is not like a conference of the same subject, nor what a
    chapter or a region holds like what the whole does. A long name that
    stands whole in another is like it.
    """
    others = _titles(other)
    return max(_likeness(mine, theirs) for mine in _titles(one) for theirs in others)


@lru_cache(maxsize=1 << 15)
def _titles(name: str) -> tuple[Words, ...]:
    """Return the words of a name, and those before its subtitle where they are enough to know it by."""
    whole, *others = forms_of(name)
    return whole, *(form for form in others if len(_special(form.words)) >= _TITLE)


def _likeness(one: Words, other: Words) -> float:
    first = _met(one.words, other.words)
    second = _met(other.words, first)
    mine, theirs = set(first), set(second)
    if of_other_meetings(mine, theirs):
        return 0.0
    if min(len(first), len(second)) >= _LONG and _stands_in(_special(first), _special(second)):
        return 1.0
    union = _weight(mine | theirs)
    return _weight(mine & theirs) / union if union else 0.0


def _stands_in(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether the words of one of two names, if they are many, stand in the other in a row."""
    short, long = sorted((f" {' '.join(words)} " for words in (one, other)), key=len)
    return short in long and short.count(" ") > _LONG


def _met(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return words as `others` has them: acronyms of words in it spelt out, slips of the pen."""
    if set(words).issubset(others):
        return words
    met: list[str] = []
    initials = _initials(others)
    for word in words:
        if word in others:
            met.append(word)
        elif len(word) > 2 and (at := initials.find(word)) >= 0:
            met += others[at : at + len(word)]
        else:
            at = initials.find(word[0])  # a slip leaves the first letter
            while at >= 0 and not slip(others[at], word):
                at = initials.find(word[0], at + 1)
            met.append(word if at < 0 else others[at])
    return tuple(met)


def _initials(words: Iterable[str]) -> str:
    return "".join([word[0] for word in words])


def _special(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in GENERIC]


def _weight(words: set[str]) -> int:
    """Return how much words weigh, a generic one a fifth of another; as whole numbers, whose sum is exact."""
    return 5 * len(words) - 4 * len(words & GENERIC)


def without_country(name: str) -> str:
    """Return a name without `of the United States of America`, or `USA`, at its end."""
    return _COUNTRY.sub("", name)


def without_medium(name: str) -> str:
    """Return a name without `(Online)`, `(Print)` or the like at its end, which is no other journal's."""
    return _MEDIUM.sub("", name)


@lru_cache(maxsize=1 << 15)
def forms_of(name: str) -> tuple[Words, ...]:
    """Return the words of a name, then without a qualifier (in brackets, `USA`), then without a subtitle."""
    plain = without_country(_QUALIFIER.sub("", name))
    title = _SUBTITLE.split(plain, maxsplit=1)[0]
    return tuple(dict.fromkeys(words_of(one) for one in (name, plain, title) if len(one) > 2)) or (
        words_of(name),
    )


def says_what_it_is(name: str) -> bool:
    """Tell whether the subtitle of a name says what the whole is (`…: a journal of …`), not which part.

    So does what stands behind the letter of a section: `Physica A: …`.
    """
    title = _SUBTITLE.split(name, maxsplit=1)[0]
    if title == name:
        return False
    before, _, last = title.rpartition(" ")
    section = bool(before) and _SECTION_NAME.fullmatch(last) is not None
    if section and _SUPPLEMENT.search(name[len(title) :]):
        return False  # `Owl Physics B - Proceedings Supplements`
    return section or _ABOUT.search(name) is not None or (title.isupper() and " " not in title)


def town_of(name: str) -> str:
    """Return what can be a town in brackets at the end of a name: `paris` of `J Microsc (Paris)`; else ""."""
    found = _QUALIFIER.search(name)
    if found is None or found.start() == 0 or _OTHER_PART.search(found[0]):
        return ""
    told = found[0].strip(" ()[]")
    return "" if _TOWN.fullmatch(told) is None or country_called(told) else fold(told.partition(",")[0])


def is_bare_town(name: str) -> bool:
    """Tell whether brackets at the end of a name say a town, or a publisher, and nothing beside it.

    With its country (`(London, England)`) libraries print it behind titles that others print bare.
    """
    found = _QUALIFIER.search(name)
    return bool(town_of(name)) and found is not None and not _CATALOGUED.search(found[0])


def without_qualifier(name: str) -> str | None:
    """Return a name without what tells it from others of that name, in brackets: `Nature (London)`.

    Null where it has none, or where that says which part or form it is: `(Letters)`, `(Series I)`.
    """
    found = _QUALIFIER.search(name)
    if found is None or found.start() == 0:
        return None
    plain = name[: found.start()]
    spelled = plain.isupper() and " " not in plain  # `EPL (Europhysics Letters)`
    return plain if spelled or not _OTHER_PART.search(found[0]) else None
