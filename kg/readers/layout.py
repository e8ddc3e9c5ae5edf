"""Which line is which: titles, author lists, abstracts and comments of a page that labels nothing.

A page prints its fields in a fixed order, one line each; when lines are lost, what is left has to be told
by its look. Each line has a cost for each field that it might be, each step from one field to the next has
a cost that says how unusual it is (a lost title, a broken line), and the cheapest reading of the whole page
wins (Viterbi, 1967). So one missing line never throws the rest out of step.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from kg.repair.collectives import is_collective
from kg.repair.family_first import parts_of
from kg.repair.name_entries import is_null
from kg.repair.names import is_suffix
from kg.repair.shift import is_common_given_name

LOST: Final = 3.0
"""Cost of a field that is missing where the page should have it."""

NEVER: Final = 1000.0
_LOOKED_AT: Final = 60
_READ: Final = 20_000
"""Characters of a line by which it is told what the line is."""
_GLUED: Final = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]{2}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SENTENCES: Final = re.compile(r"[a-z)\]%$][.?!]\s+[A-Z$\\(]")
_COMMENT: Final = re.compile(
    r"\b(?:\d+ ?(?:pages?|pp|figures?|figs?|tables?)|pages|figures?|tables?|accepted|appear(?:s|ed|ing)?|"
    r"published|submitted|withdrawn|latex|revtex|appendi(?:x|ces)|supplement\w*|preprint|proceedings|"
    r"workshop|conference|camera|code|version|v\d|arxiv admin|poster|oral|thesis|"
    r"in press|revised|erratum|corrected|resubmi\w+|report|changes|typos?)\b",
    re.IGNORECASE,
)
_LOWER: Final = frozenset(
    ["van", "von", "vom", "zu", "zur", "der", "den", "dem", "des", "del", "della", "de", "da", "di", "do",
     "dos", "du", "la", "las", "le", "les", "ter", "ten", "el", "al", "bin", "ibn", "ben", "y", "e", "et",
     "and", "null", "al.", "abu", "of", "the", "for", "af", "av", "'t", "san"]
)  # fmt: skip
# How abstracts begin, and titles do not.
_PROSE: Final = re.compile(
    r"(?:We|Here,?|In (?:this|the present)|Recently|Using|Motivated by|Based on|It is|There (?:is|are)|"
    r"(?:This|The (?:present|aim of this)|Our) (?:paper|work|article|study|note|thesis|lecture|letter|report|"
    r"survey|review|result)s?)\b",
    re.IGNORECASE,
)
_ABBREVIATION: Final = re.compile(r"(?:\b\w|\b[JS]r|\bal|\betc|\bvs|\bInc|\bSt)\.$")
_ET_AL: Final = re.compile(r"\bet al\.?\s*(?:$|·|\()")


class LineKind(Enum):
    """What a line is: the start of a field, or (in lower case) one more line of it."""

    TITLE = "title"
    AUTHORS = "authors"
    ABSTRACT = "abstract"
    COMMENT = "comment"
    MORE_TITLE = "title+"
    MORE_AUTHORS = "authors+"
    MORE_ABSTRACT = "abstract+"

    @property
    def more(self) -> bool:
        """Whether the line continues the field of the line before."""
        return self.value.endswith("+")

    @property
    def begun(self) -> LineKind:
        """The field that the line belongs to."""
        return LineKind(self.value.rstrip("+"))


@dataclass(frozen=True, slots=True, order=True)
class Textual:
    """One line that is not empty: its number, its text, whether a blank line stands before it.

    `escaped` is the line as it stands where it has entities of HTML, which are read in `text`.
    """

    number: int
    text: str
    after_gap: bool = False
    fault: str | None = None
    escaped: str | None = None


Step = Callable[[LineKind | None, LineKind | None, Textual | None, Textual | None], float]
"""Cost of going from a field to the next (None: the beginning and the end), with both lines."""

Names = Callable[[str], list[str]]
"""Cuts an author line into what should be names or halves of names."""


def read_as(
    lines: Sequence[Textual], cost: Callable[[Textual, LineKind], float], step: Step
) -> list[LineKind]:
    """Return the field of each line in the cheapest reading of all of them."""
    if not lines:
        return []
    fields = list(LineKind)
    best = {field: step(None, field, None, lines[0]) + cost(lines[0], field) for field in fields}
    back: list[dict[LineKind, LineKind]] = []
    for previous, line in itertools.pairwise(lines):
        now: dict[LineKind, float] = {}
        come: dict[LineKind, LineKind] = {}
        for field in fields:
            total, source = min(
                ((best[source] + step(source, field, previous, line), source) for source in fields),
                key=lambda pair: pair[0],
            )
            now[field], come[field] = total + cost(line, field), source
        best = now
        back.append(come)
    last = min(fields, key=lambda field: best[field] + step(field, None, lines[-1], None))
    path = [last]
    for come in reversed(back):
        path.append(come[path[-1]])
    return path[::-1]


def name_share(parts: Sequence[str]) -> float:
    """Return which share of `parts`, or of the first of many, may be a name or half of one."""
    looked = parts[:_LOOKED_AT]
    return sum(map(_name_like, looked)) / len(looked) if looked else 0


@cache
def _name_like(part: str) -> bool:
    words = part.split()
    if not words or len(words) > 7 or len(part) > 80:
        return False
    if is_null(part.strip()) or is_suffix(part) or is_collective(part):
        return True
    if (
        len(words) > 5
        or any(character.isdigit() for character in part)
        or part.rstrip().endswith(("?", "!", ":"))
    ):
        return False
    big = sum(1 for word in words if _begins_big(word))
    small = [word for word in words if word[:1].islower() and word[:1].isascii()]
    return big > 0 and all(word.lower() in _LOWER or "-" in word for word in small)


def _begins_big(word: str) -> bool:
    """Tell whether a word begins as names do; `?` before a letter stands for one that was lost."""
    if word[:1] == "?":
        return word[1:2].isalpha()
    return word[:1].isupper() or not word[:1].isascii() or "'" in word[:2]


def _people(parts: Sequence[str]) -> bool:
    """Tell whether a few words are rather people than a title: whole names, or one that is common."""
    if len(parts) > 1:
        return all(" " in part.strip() for part in parts)
    first = parts[0].split()[0]
    return is_common_given_name(first) or (len(first) == 2 and first[1] == ".")


def authors_cost(text: str, parts: Sequence[str]) -> float:
    """Return how unlike a list of `parts`, cut from `text`, is to a list of authors."""
    if _ET_AL.search(text):
        return -4 + 4 * (1 - name_share(parts))
    cost = 9 * (1 - name_share(parts))
    if len(parts) > 1 and _SENTENCES.search(text[:2000]) and cost > 0:
        cost += 2
    if len(parts) == 1 and len(text.split()) > 4:
        cost += 2
    if ": " in text and not is_collective(text.split(": ")[0].split(", ")[-1]):
        cost += 4  # a colon parts a collective from people, or a title from its rest
    return cost


def title_cost(text: str, parts: Sequence[str]) -> float:
    """Return how unlike a title `text` is."""
    length = len(text)
    cost = 0.0 if length <= 220 else 2.0 if length <= 350 else 8.0
    if _ET_AL.search(text) or "·" in text:
        cost += 4
    if name_share(parts) == 1:
        cost += 3 if len(parts) > 3 else 2 if ": " not in text and _people(parts) else 0
    if _sentence(text):
        cost += 4.0 if _PROSE.match(text) else 1.5
    if text[:1].islower():
        cost += 1
    return cost


def _sentence(text: str) -> bool:
    """Tell whether `text` ends as a sentence does, and not in an initial or abbreviation."""
    end = text.rstrip()
    return end.endswith(".") and _ABBREVIATION.search(end) is None


def are_names(parts: Sequence[str], prose: str) -> bool:
    """Tell whether `parts` are names rather than a title: whole names, of which `prose` has no word.

    A title's words come again in its abstract; names seldom do.
    """
    known = _long_words(prose)
    return bool(parts and known) and all(
        _name_like(part)
        and (1 < len(part.split()) <= 4 or _GLUED.match(part))
        and not known & _long_words(part)
        for part in parts
    )


def is_title(text: str, prose: str) -> bool:
    """Tell whether `text`, which might be a collective's name, is a title: `prose` has most of its words."""
    found = _long_words(text)
    return len(text.split()) > 4 and len(found & _long_words(prose)) * 2 > len(found)


def _long_words(text: str) -> set[str]:
    """Return the beginnings of the words of a text, so that singular and plural are one."""
    return {word[:5].casefold() for word in _WORD.findall(text[:_READ]) if len(word) > 3}


def abstract_cost(text: str, parts: Sequence[str]) -> float:
    """Return how unlike an abstract `text` is."""
    length = len(text)
    cost = -1.0 if length >= 400 else 0.0 if length >= 200 else 2.0 if length >= 90 else 4.0
    if _SENTENCES.search(text[:3000]):
        cost -= 1
    if text.rstrip().endswith((".", "!", "?", "…")) and length >= 60:
        cost -= 0.5
    if _PROSE.match(text) and _sentence(text):
        cost -= 3
    if _ET_AL.search(text) and length < 300:
        cost += 4
    if len(parts) > 3 and name_share(parts) > 0.9:
        cost += 7
    return cost


def comment_cost(text: str) -> float:
    """Return how unlike the comments of an e-print `text` is."""
    cost = 0.0 if len(text) < 300 else 3.0
    return cost - 2 if _COMMENT.search(text[:600]) else cost + 2


def costs(names: Names) -> Callable[[Textual, LineKind], float]:
    """Return the cost function of pages whose author lines `names` cuts."""
    known: dict[int, tuple[float, float, float, float]] = {}

    def cost(line: Textual, field: LineKind) -> float:
        values = known.get(line.number)
        if values is None:
            text = line.text
            parts = names(text[:_READ])
            values = known[line.number] = (
                title_cost(text, parts), authors_cost(text, parts), abstract_cost(text, parts),
                comment_cost(text),
            )  # fmt: skip
        match field.begun:
            case LineKind.TITLE:
                return values[0]
            case LineKind.AUTHORS:
                return values[1]
            case LineKind.COMMENT:
                return values[3]
            case _:
                # a further paragraph may be of any length
                return min(values[2], 0.5) if field.more else values[2]

    return cost


def continues(previous: Textual | None, line: Textual | None) -> bool:
    """Tell whether `line` plainly goes on with the sentence or list of the line before."""
    if previous is None or line is None or line.after_gap:
        return False
    return line.text[:1].islower() or previous.text.rstrip().endswith(
        (",", "-", ":", " and", " of", " for", " the")
    )


def halves(text: str) -> list[str]:
    """Cut a line of the form `Family, Given, Family, Given`."""
    return parts_of(text.replace(";", ","))
