"""Keys under which records of one paper meet though their titles differ, and sketches that keep others apart.

A slip of the pen, a lost word or another title is bridged by the beginning and the end of the title, its
words in any order, its longest words, and by an author with the year and a long word. Each key is made of
few words, so that a record has a bounded number of them; one that many records hold tells nothing and is
passed over (`MOST`). Design, section 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from zlib import crc32

from kg.identity.bylines import families, names
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
_FEW: Final = 5
_NAME_BITS: Final = 12
_NAMES: Final = (1 << _NAME_BITS) - 1
_LONG_LIST: Final = 1 << 62


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
    """Return 63 bits that stand for the authors, by family and initial; 0 where that is not known of all.

    Up to five authors have twelve bits each; of a longer list each has one of sixty, under a mark.
    """
    people = names(record)
    if not people or len(people) < len(record.authors):
        return 0
    if any(not initial or "?" in family + initial for family, initial in people):
        return 0
    hashes = [crc32(f"{family} {initial}".encode("utf-8", "surrogatepass")) for family, initial in people]
    if len(hashes) <= _FEW:
        return sum((one % _NAMES + 1) << place * _NAME_BITS for place, one in enumerate(hashes))
    bits = _LONG_LIST
    for one in hashes:
        bits |= 1 << one % _NAMES % _BITS
    return bits


def acquainted(a: int, b: int) -> bool:
    """Tell whether two lists may have an author in common, by their sketches."""
    if not a or not b or (a & b & _LONG_LIST):
        return not a or not b or (a & b) != _LONG_LIST
    if a & _LONG_LIST:
        a, b = b, a
    few = {(a >> place * _NAME_BITS) % (_NAMES + 1) - 1 for place in range(_FEW)} - {-1}
    if b & _LONG_LIST:
        return any(b >> one % _BITS & 1 for one in few)
    return any((b >> place * _NAME_BITS) % (_NAMES + 1) - 1 in few for place in range(_FEW))
