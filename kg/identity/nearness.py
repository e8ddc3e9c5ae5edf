"""Keys under which records of one paper meet though their titles differ, and sketches that keep others apart.

A slip of the pen, a lost word or another title is bridged by the beginning and the end of the title, its
words in any order, its longest words, and by an author with the year and a long word. Each key is made of
few words, so that a record has a bounded number of them; one that many records hold tells nothing and is
passed over (`MOST`). Design, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from zlib import crc32

from kg.identity.bylines import families
from kg.identity.dates import public_year
from kg.identity.titles import telling_words
from kg.records import WorkRecord

MOST: Final = 100
"""Records that may share such a key; of more, none is compared for it."""
_ENDS: Final = 18
_LEAST_WORDS: Final = 3
_LONGEST: Final = 2
_AUTHORS: Final = 3
_LEAST_FAMILY: Final = 2
_TEAM: Final = 3
_BITS: Final = 60


def near_keys(record: WorkRecord) -> Iterator[str]:
    """Yield keys under which the record may meet others of its paper whose title is not quite the same."""
    people = families(record)
    if len(people) >= _TEAM:
        yield f"people={' '.join(sorted(people))}"
    words = telling_words(record.title or "")
    if not words:
        return
    whole = "".join(words)
    longest = sorted(set(words), key=lambda word: (-len(word), word))[: _LONGEST + 1]
    if len(words) >= _LEAST_WORDS:
        yield f"start={whole[:_ENDS]}"
        yield f"end={whole[-_ENDS:]}"
        yield f"words={' '.join(sorted(set(words)))}"
        yield f"long={' '.join(sorted(longest))}"
    for family in people[:1] if len(words) >= _LEAST_WORDS else ():
        yield f"first={family} {words[0]} {words[1]}"
        yield f"last={family} {words[-2]} {words[-1]}"
    year = public_year(record)
    for family in [one for one in people[:_AUTHORS] if len(one) >= _LEAST_FAMILY]:
        for word in longest[:_LONGEST]:
            yield f"by={family} {year or ''} {word}"


def sketch(record: WorkRecord) -> int:
    """Return 60 bits that stand for the family names of the authors; 0 where there is none to go by.

    Two records of which no bit is in common have no author in common; those of long lists have many bits.
    """
    people = families(record)
    return 0 if len(people) < len(record.authors) else sketch_of(people)


def sketch_of(names: Iterable[str]) -> int:
    """Return the sketch of folded family names."""
    bits = 0
    for name in names:
        bits |= 1 << crc32(name.encode("utf-8", "surrogatepass")) % _BITS
    return bits
