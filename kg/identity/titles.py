"""Are two titles of one paper? What tells notices, parts of a series and extensions from the paper itself.

A title that is the same says little where it is short or common. One that differs by a word says that
it is another paper, unless the word is a slip or says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import Final
from unicodedata import name

from kg.identity.names import fold, title_key, tokens

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
_SMALL: Final = frozenset(
    """a an the of on for in and to with by from at as is are der die das und le la les de des du et el los
    y""".split()  # noqa: SIM905
)


def weigh_titles(a: str, b: str) -> tuple[float, str]:
    """Return the log-odds that the titles give for one paper, and why, in words."""
    one, two = (_LABEL.sub("", _spelled(fold(title)), count=1) for title in (a, b))
    if notice(one) != notice(two):
        return -8.0, "one title is that of a notice"
    mine, other = title_key(one), title_key(two)
    if mine == other:
        if mine in _GENERIC or _SERIAL.match(one):
            return -1.5, "same title, but a common one"
        count = len(tokens(one))
        return (3.0 if count >= 6 else 2.2 if count >= 4 else 1.0 if count >= 3 else 0.0), "same title"
    if _numbers(one) != _numbers(two):
        return -8.0, "titles differ in a number"
    alike = SequenceMatcher(None, mine, other, autojunk=False).ratio()
    starts = bool(mine and other) and (mine.startswith(other) or other.startswith(mine))
    apart = _apart(one, two)
    if (alike >= 0.6 or starts) and not _MORE.isdisjoint(apart):
        return -4.0, "one title is that of an extension"
    if alike >= 0.9 and not apart:
        return 1.5, "nearly the same title"
    if starts:
        return -0.5, "one title has words that the other lacks"
    return (-1.0, "similar title") if alike >= 0.6 else (-4.0, "different titles")


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


def _numbers(title: str) -> Counter[str]:
    """Return the numbers of a folded title: digits, Roman ones, words, and letters that number parts."""
    found = Counter(
        _NUMBERS.get(word, word) for word in tokens(title) if word.isdecimal() or word in _NUMBERS
    )
    found.update(_PART.findall(title))
    return found


def _apart(a: str, b: str) -> set[str]:
    """Return the words of one title that the other lacks, but for small ones and slips of the pen."""
    mine, other = Counter(tokens(a)), Counter(tokens(b))
    left, right = mine - other, other - mine
    found = {
        word
        for some, others in ((left, right), (right, left))
        for word in some
        if word not in _SMALL and not any(_slip(word, like) for like in others)
    }
    together, whole = "".join(sorted("".join(left.elements()))), "".join(sorted("".join(right.elements())))
    return set() if together == whole else found  # wind-chimes, windchimes


def _slip(a: str, b: str) -> bool:
    """Tell whether two words are one but for a slip or an ending; `unsupervised` is not `supervised`."""
    return a[0] == b[0] and SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.85
