"""How common what is in mentions is: counted segment by segment, in any order."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg.identity.persons.blocking import name_of, segment_mentions
from kg.identity.persons.census import Census
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.person_name import PersonName
from kg.identity.persons.variants import own_key, skeleton_key, variant_keys


def census_of(mentions: Sequence[PersonMention]) -> Census:
    """Count everything in memory."""
    census = Census()
    _count(census, mentions)
    return census


def survey(folder: Path, *segments: int, spellings: bool = False) -> Census:
    """Count segments of the mentions laid aside in `folder`, or only their number and `spellings`."""
    census = Census()
    with no_cycles():
        for segment in segments:
            mentions = list(segment_mentions(folder, segment))
            if spellings:
                census.mentions += len(mentions)
                _count_spellings(census, {name_of(mention) for mention in mentions})
            else:
                _count(census, mentions)
    return census


@contextmanager
def no_cycles() -> Iterator[None]:
    """Spare the search for cycles: mentions have none, and looking through all again costs a fifth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _count(census: Census, mentions: Sequence[PersonMention]) -> None:
    census.count(mentions)
    names = {name_of(mention) for mention in mentions}
    census.count_names(names)
    census.count_circles(mentions)
    _count_spellings(census, names)


def _count_spellings(census: Census, names: Iterable[PersonName]) -> None:
    """Count distinct names as they are written, and might be."""
    keys: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for name in names:
        own = own_key(name)
        keys["N" + own] += 1
        keys.update("X" + key for key in variant_keys(name))
        if key := skeleton_key(name):
            spelled[own] = key
    keys.update("S" + key for key in spelled.values())
    census.spellings.update(keys)
