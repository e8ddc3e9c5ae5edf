"""Are two titles of one paper? What tells notices, parts of a series and extensions from the paper itself.

A title that is the same says little where it is short or common. One that differs by a word says that
it is another paper, unless the word is a slip or says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final, Literal
from unicodedata import name

from kg.identity.folding import fold, title_key, tokens
from kg.identity.slips import slip

_GENERIC: Final = frozenset(
    {"abstracts", "announcement", "authorindex", "backmatter", "bookreview", "bookreviews", "comment",
     "conclusion", "contents", "correction", "corrigendum", "discussion", "editorial", "editorsnote",
     "erratum", "foreword", "frontmatter", "guesteditorial", "index", "inthisissue", "introduction",
     "letter", "lettertotheeditor", "news", "obituary", "preface", "reply", "response", "retraction",
     "tableofcontents"}
)  # fmt: skip
_SERIAL: Final = re.compile(
    r"\W*((message|letter|note|report|remarks|greetings|words?) from\b|introduction to (the|this) (\w+ )?"
    r"(issue|section|workshop|track|minitrack|volume|proceedings)|(guest )?editors?\b|editorial\b|"
    r"special issue\b|welcome\b|preface\b|foreword\b|front ?matter|call for\b|in memoriam|obituary|"
    r"annual report|(opening|closing) remarks|president\W*s\b|chairs?\W*s?\b)"
)
"""Beginnings of titles that stand in every issue or every year, over different texts."""
_LABEL: Final = re.compile(r"(?<!\W)\W*+(retracted|withdrawn)( article| paper)?\W*:\s*+")
"""What publishers put before the title of an article that they took back: it is the same article."""
_NOTICES: Final = (
    ("erratum", r"((author|publisher|editor)\W{0,2}s?\W+)?(corrections?|errat(um|a)|(corrig|add)end(um|a))"),
    ("retraction", r"((partial )?retraction( (note|notice))?|withdrawal|(editorial )?expression of concern)"),
    ("reply", r"(((the )?(author|editor)\W{0,2}s?\W+)?(reply|response|rejoinder)|(a|in) (reply|response))"),
    ("comment", r"((an? )?(invited )?(comment(s|ary)?|discussion of)|letters? to the editor)"),
    ("review", r"(book review|(a )?review of)"),
    ("supplement", r"(supplement(s|ary|al)?( (material|information|data|file)s?)?|supporting information)"),
    ("note", r"((publisher|editor)\W{0,2}s?\W+note)"),
)  # fmt: skip
_BEFORE: Final = [(kind, re.compile(rf"(?<!\W)\W*+{words}\b")) for kind, words in _NOTICES]
_BEHIND: Final = [(kind, re.compile(rf"(\(|\[|[:.–—-]\s+){words}\W*$")) for kind, words in _NOTICES[:2]]
_NUMBERS: Final = {
    word: str(number)
    for number, words in enumerate(
        ("i one first", "ii two second", "iii three third", "iv four fourth", "v five fifth", "vi six sixth",
         "vii seven seventh", "viii eight eighth", "ix nine ninth", "x ten tenth", "xi", "xii"), start=1
    )
    for word in words.split()
}  # fmt: skip
_ORDINAL: Final = re.compile(r"([0-9]{1,4})(?:st|nd|rd|th)$")
_PART: Final = re.compile(r"\b(?:part|paper|volume|section)\W+([a-h])\b")
_GREEK: Final = re.compile("[α-ρσ-ω]")
_TEX_GREEK: Final = re.compile(
    r"\\(?:var)?("
    + "|".join(name(letter).split()[-1].lower() for letter in "αβγδεζηθικλμνξπρστυφχψω")
    + r")(?![a-z])"
)
_MORE: Final = frozenset(
    {"extended", "extending", "extension", "extensions", "further", "more", "revisited", "revisiting",
     "toward", "towards", "continued", "update", "updated", "again", "sequel"}
)  # fmt: skip
_WAYS: Final = (
    "tutorial|panel|poster|demo|demonstration|short|full|long|experience|position|vision|industrial|invited|"
    "research|extended abstract|abstract|talk|talks|keynote|session|paper|discussion|presentation|slides|only"
)
_FORM: Final = re.compile(
    rf"[(\[]\W{{0,2}}(?:(?:an? )?(?:{_WAYS})\W{{0,2}}){{1,4}}[)\]]"
    r"|^(?:(?:an? )?(?:tutorial|panel|keynote|invited talk)(?: on\b|:))"
    r"|[:?.!—–-]\s{0,3}(?:an? )?(?:tutorial|panel|keynote|invited talk)(?: session| discussion)?\W{0,2}$"
)
"""What says, mostly in brackets, in which form something was presented: one source has it, another not."""
_MARK: Final = re.compile(r"[:.?!;([–—]|\s-+\s")
_ELLIPSIS: Final = re.compile(r"(?:\.\.\.|…)\W{0,3}$")
_SIMILAR: Final = 0.7
_VERY_SIMILAR: Final = 0.82
_PARTLY: Final = 0.4
_TELLING: Final = 4
_FEW: Final = 4
_LEAST_WORDS: Final = 3
_OF_SOURCES: Final = frozenset(
    """proceedings proc conference journal vol volume pp pages page editor editors ed eds appear press
    published""".split()  # noqa: SIM905
)
_LONG_NUMBER: Final = 4
_SMALL: Final = frozenset(
    """a an the of on for in and to with by from at as is are der die das und le la les de des du et el los
    y""".split()  # noqa: SIM905
)


TitleKinship = Literal[
    "notice", "number", "extension",
    "same long", "same of five", "same of three", "same short", "same common",
    "reworded", "slip", "with its source", "cut", "contained", "subtitle", "goes on",
    "nearly", "mostly", "partly", "different",
]  # fmt: skip
"""How two titles stand to each other; `TITLES` says each in words."""

TITLES: Final[dict[TitleKinship, str]] = {
    "notice": "one title is that of a notice",
    "number": "titles differ in a number",
    "extension": "one title is that of an extension",
    "same long": "same title",
    "same of five": "same title",
    "same of three": "same title",
    "same short": "same title",
    "same common": "same title, but a common one",
    "reworded": "same words in the titles",
    "slip": "nearly the same title",
    "with its source": "one title goes on with authors, venue or year",
    "cut": "one title is cut",
    "contained": "one title has all words of the other",
    "subtitle": "one title has a subtitle that the other lacks",
    "goes on": "one title has words that the other lacks",
    "nearly": "very similar title",
    "mostly": "similar title",
    "partly": "slightly similar title",
    "different": "different titles",
}


@dataclass(frozen=True, slots=True)
class FoldedTitle:
    """A title as it is compared: as it is `stated`, and what is told by it, worked out once.

    `plain` is folded, `key` has no blanks and marks, `words` are those of `plain`, `telling` those without
    labels of its form (`(panel)`); `numbers` are those in it, and `notice` says what kind of notice it is of.
    """

    stated: str
    plain: str
    key: str
    words: tuple[str, ...]
    telling: tuple[str, ...]
    numbers: frozenset[str]
    notice: str

    @classmethod
    def of(cls, stated: str) -> FoldedTitle:
        """Take apart a title that a record states."""
        plain = _plain(stated)
        words = tuple(tokens(plain))
        formless = _FORM.sub(" ", plain)
        telling = words if formless == plain else tuple(tokens(formless))
        return cls(stated, plain, title_key(plain), words, telling, _numbers(plain, words), notice(plain))


def compare_titles(
    a: FoldedTitle, b: FoldedTitle, around: Callable[[], frozenset[str]] = frozenset[str]
) -> TitleKinship:
    """Return how the titles of two records stand to each other.

    `around` gives the words of their authors, venues and years: a title that goes on with nothing else was
    taken apart wrongly. It is asked only where a title goes on.
    """
    if a.notice != b.notice:
        return "notice"
    if a.key == b.key:
        return _same(a)
    if _goes_on_with(a.words, b.words, around):
        return "with its source"
    if _contradict(a.numbers, b.numbers):
        return "number"
    left, right, slipped = _leftover(a.telling, b.telling)
    starts = bool(a.key and b.key) and (a.key.startswith(b.key) or b.key.startswith(a.key))
    telling = [sum(word not in _SMALL for word in one.telling) for one in (a, b)]
    least, most = min(telling), max(telling)
    apart = [sum(word not in _SMALL for word in words) for words in (left, right)]
    share = 1 - sum(apart) / max(1, sum(telling))
    if min(apart) == 0 and max(apart) <= _FEW and not _MORE.isdisjoint([*left, *right]):
        return "extension"
    if sum(apart) == 0 and least:
        return "slip" if slipped else "reworded"
    if starts and _ELLIPSIS.search(a.stated if len(a.key) < len(b.key) else b.stated):
        return "cut"
    if starts and least < most:
        return "subtitle" if least >= _LEAST_WORDS and _subtitle(a.plain, b.plain) else "goes on"
    if min(apart) == 0 and least >= _TELLING and most - least <= max(2, least // 2):
        return "contained"
    if share >= _SIMILAR:
        return "nearly" if share >= _VERY_SIMILAR else "mostly"
    return "partly" if share >= _PARTLY else "different"


def _same(title: FoldedTitle) -> TitleKinship:
    """Return how much it says that two records have this title."""
    if title.key in _GENERIC or _SERIAL.match(title.plain):
        return "same common"
    count = len(title.words)
    return (
        "same long" if count >= 6
        else "same of five" if count >= 4
        else "same of three" if count >= 3
        else "same short"
    )  # fmt: skip


def _goes_on_with(a: Sequence[str], b: Sequence[str], around: Callable[[], frozenset[str]]) -> bool:
    """Tell whether the longer of two titles is the other and words of `around`, before or behind it."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    gap = len(long) - len(short)
    if not gap or len(short) < _LEAST_WORDS:
        return False
    rest = long[len(short) :] if long[: len(short)] == short else long[:gap] if long[gap:] == short else None
    if rest is None:
        return False
    words = around()
    return bool(words) and all(word in words or word in _SMALL or word in _OF_SOURCES for word in rest)


def _subtitle(a: str, b: str) -> bool:
    """Tell whether the longer of two titles goes on behind a mark that ends the shorter one."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return any(title_key(part[0]) == title_key(short) for part in _parts(long))


def _parts(title: str) -> Iterator[tuple[str, str]]:
    """Yield each way to cut a title in two at a mark."""
    for found in _MARK.finditer(title):
        yield title[: found.start()], title[found.end() :]


def telling_words(title: str) -> list[str]:
    """Return the folded words of a title in order, without small ones and labels of its form (`(panel)`)."""
    return [word for word in tokens(_FORM.sub(" ", _plain(title))) if word not in _SMALL]


@lru_cache(maxsize=1 << 12)
def _plain(title: str) -> str:
    """Return a folded title without entities, labels of retraction and Greek letters."""
    text = unescape(title) if "&" in title else title
    return _LABEL.sub("", _spelled(fold(text)), count=1)


def _leftover(a: Sequence[str], b: Sequence[str]) -> tuple[list[str], list[str], bool]:
    """Return the words of each title that the other lacks, but for slips, and whether there were slips."""
    left, right = _without(a, b), _without(b, a)
    letters, others = "".join(left), "".join(right)
    if len(letters) == len(others) and sorted(letters) == sorted(others):
        return [], [], False  # wind-chimes, windchimes
    slipped = False
    for word in list(left):
        if (like := next((one for one in right if word[0] == one[0] and slip(word, one)), None)) is not None:
            left.remove(word)
            right.remove(like)
            slipped = True
    return left, right, slipped


def _without(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the words that are not among others, which take away each one as often as they have it."""
    rest, found = list(others), []
    for word in words:
        if word in rest:
            rest.remove(word)
        else:
            found.append(word)
    return found


def _spelled(title: str) -> str:
    """Return a folded title with its Greek letters as words, as TeX has them."""
    if title.isascii():
        return _TEX_GREEK.sub(r"\1", title) if "\\" in title else title
    return _GREEK.sub(lambda letter: name(letter[0]).split()[-1].lower(), title)


def notice(title: str) -> str:
    """Return which kind of notice on another paper a folded title is of; the empty string if of none."""
    return next(
        (kind for kind, pattern in _BEFORE if pattern.match(title)),
        next((kind for kind, pattern in _BEHIND if pattern.search(title)), ""),
    )


def _numbers(title: str, words: Sequence[str]) -> frozenset[str]:
    """Return the numbers of a folded title: digits, Roman ones, words, and letters that number parts."""
    counted = [_ORDINAL.sub(r"\1", word) if word[0].isdecimal() else word for word in words]
    found = {_NUMBERS.get(word, word) for word in counted if word.isdecimal() or word in _NUMBERS}
    return frozenset(found.union(_PART.findall(title)))


def _contradict(mine: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether numbers of two titles speak against one paper; a year or a large one may be left out."""
    left, right = mine - other, other - mine
    if left and right:
        return True
    return any(len(number) < _LONG_NUMBER for number in (*left, *right))
