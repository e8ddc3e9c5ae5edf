"""Ways to divide what is scored: by size of the block, length of the list, names, script and affiliation."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence

from kg.identity.persons.blocking import block_key, name_of
from kg.identity.persons.mention import PersonMention
from kg.identity.score import Score, score_by
from kg.records import WorkRecord

_BLOCKS = (1, 3, 10, 30, 100, 300, 1000)
_LISTS = (1, 2, 3, 5, 10, 50, 300)


def parts_of_persons(
    gold: Mapping[str, Hashable], found: Mapping[str, Hashable], mentions: Sequence[PersonMention]
) -> dict[str, dict[str, Score]]:
    """Score mentions whose person is known by what is stated of them."""
    blocks = {one.key: block_key(name_of(one)) for one in mentions}
    sizes, by_key = Counter(blocks.values()), {one.key: one for one in mentions}
    groups: dict[str, Callable[[str], str]] = {
        "size of the block of names": lambda key: span(sizes[blocks[key]], _BLOCKS),
        "length of the author list": lambda key: span(by_key[key].listed, _LISTS),
        "given name": lambda key: "spelled out" if name_of(by_key[key]).is_full else "initials only",
        "script of the name": lambda key: script(by_key[key].name),
        "affiliation": lambda key: "stated" if by_key[key].affiliations else "not stated",
    }
    return {title: score_by(gold, found, group) for title, group in groups.items()}


def parts_of_papers(
    gold: Mapping[str, Hashable],
    found: Mapping[str, Hashable],
    records: Sequence[WorkRecord],
    titles: Mapping[str, str],
    sides: Mapping[str, str] | None = None,
) -> dict[str, dict[str, Score]]:
    """Score records by what they state; keys are their places, `titles` has the folded title of each."""
    sizes = Counter(titles.values())
    groups: dict[str, Callable[[str], str]] = {
        "records of the same title": lambda key: span(sizes[titles[key]], _BLOCKS),
        "length of the author list": lambda key: span(len(records[int(key)].authors), (0, *_LISTS)),
        "given names": lambda key: _given(records[int(key)]),
        "script of the title": lambda key: script(records[int(key)].title or ""),
        "year": lambda key: "stated" if records[int(key)].year else "not stated",
        "abstract": lambda key: "stated" if records[int(key)].abstract else "not stated",
    }
    return {title: score_by(gold, found, group, sides) for title, group in groups.items()}


def _given(record: WorkRecord) -> str:
    given = [one.given or "" for one in record.authors]
    full = [any(len(word.strip(".")) > 1 for word in one.split()) for one in given]
    return "spelled out" if any(full) else "initials only or none"


def span(number: int, bounds: Sequence[int]) -> str:
    """Return the range of `bounds` that a number is in, written so that ranges sort as text."""
    low = 0
    for high in bounds:
        if number <= high:
            return f"{high:>5}" if high <= low + 1 else f"{low + 1:>5} to {high}"
        low = high
    return f"{low + 1:>5} and more"


def script(name: str) -> str:
    """Return the script of a text: plain Latin, Latin with marks, or the Unicode name of another."""
    letters = [letter for letter in name if letter.isalpha()]
    if all(letter.isascii() for letter in letters):
        return "Latin, plain"
    scripts = Counter(unicodedata.name(letter, "?").split(" ")[0] for letter in letters)
    most = scripts.most_common(1)[0][0]
    return "Latin with marks" if most == "LATIN" else most.capitalize()
