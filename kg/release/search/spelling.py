"""Words that are spelled nearly as one that was typed.

One letter is wrong, missing or too many, or has changed places with its neighbour: four of five slips of the
pen are one of these (Damerau, A Technique for Computer Detection and Correction of Spelling Errors,
Communications of the ACM 7(3), 1964).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from string import ascii_lowercase
from typing import Final

SHORTEST: Final = 4
"""Letters of a word; a shorter one is nearly spelled as too many others."""
_LONGEST: Final = 16
_MOST_WORDS: Final = 6
_MOST_REPLACED: Final = 3
_MOST_FORMS: Final = 3
_MOST_TEXTS: Final = 9

Count = Callable[[str, bool], int]
"""Tells how many things have a word, or a word that begins so; counting may stop early."""


def neighbours(word: str) -> list[str]:
    """Return all words of which one such slip of the pen makes `word`, the likelier slips first.

    Letters that have changed places may have another between them.
    """
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    letters = sorted(set(ascii_lowercase) | set(word))
    found = [
        *(head + tail[1] + tail[0] + tail[2:] for head, tail in splits if len(tail) > 1),
        *(head + tail[2] + tail[1] + tail[0] + tail[3:] for head, tail in splits if len(tail) > 2),
        *(head + tail[1:] for head, tail in splits if tail),
        *(head + letter + tail for head, tail in splits for letter in letters),
        *(head + letter + tail[1:] for head, tail in splits if tail for letter in letters),
    ]
    return [form for form in dict.fromkeys(found) if form != word]


def respelled(words: Sequence[str], count: Count) -> Iterator[str]:
    """Yield texts that may be meant by folded `words`, the likeliest first; the last word may be unfinished.

    Words that nothing has are replaced, all of them at once; where there are none, one of the longest words.
    """
    if not words or len(words) > _MOST_WORDS:
        return
    last = len(words) - 1
    unknown = [at for at, word in enumerate(words) if not count(word, at == last or len(word) == 1)]
    if len(unknown) > _MOST_REPLACED:
        return

    def forms(at: int) -> list[str]:
        if not SHORTEST <= len(words[at]) <= _LONGEST:
            return []
        for unfinished in (False, True) if at == last else (False,):
            counted = {form: count(form, unfinished) for form in neighbours(words[at])}
            found = sorted((form for form in counted if counted[form]), key=lambda form: -counted[form])
            if found:
                return found[:_MOST_FORMS]
        return []

    def texts() -> Iterator[tuple[str, ...]]:
        if unknown:
            yield from product(*(forms(at) if at in unknown else [word] for at, word in enumerate(words)))
            return
        longest = sorted(range(len(words)), key=lambda at: -len(words[at]))
        for at in longest[:_MOST_REPLACED]:
            for form in forms(at):
                yield (*words[:at], form, *words[at + 1 :])

    yield from (" ".join(text) for text in islice(texts(), _MOST_TEXTS))
