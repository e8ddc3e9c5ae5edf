"""Blocks of like names on disk: family name and first initial, segment by segment.

All mentions of one family name are in one segment; a segment is what one process holds in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from struct import Struct
from typing import Final
from zlib import crc32

import orjson

from kg.identity.persons.mention import PersonMention, dump_mention, load_mention
from kg.identity.persons.person_name import PersonName, parse_name

SEGMENTS: Final = 64
_LEFT_OUT: Final = "left-out.json"
_MENTIONS: Final = "mentions"
_HEAD: Final = Struct(f"<{SEGMENTS + 1}Q")
"""Where the segments begin in a file of mentions, and where the last ends."""
_KEPT: Final = 256
"""Files whose places of segments a process remembers; it reads each of them for many segments."""
_MOST_HELD: Final = 32 << 20
"""Bytes of mentions that are held until they are written."""


def block_key(name: PersonName) -> str:
    """Return the block of a name: the last word of the family name, and the first initial."""
    return f"{name.family[-1]} {name.first[:1]}"


def name_of(mention: PersonMention) -> PersonName:
    """Return the name of a mention, taken apart."""
    return parse_name(mention.name, mention.given, mention.family, mention.suffix)


class MentionWriter:
    """Lays the mentions of one shard aside, those of a segment together; use it as a context.

    Its files begin with the places of the segments. A shard has several where it has many mentions: of one,
    what is not yet written is held in memory.
    """

    def __init__(self, folder: Path, shard: int) -> None:
        self._folder, self._shard = folder / _MENTIONS, shard
        self._lines: list[list[bytes]] = [[] for _ in range(SEGMENTS)]
        self._held = self._written = 0

    def __enter__(self) -> MentionWriter:
        return self

    def __exit__(self, *_: object) -> None:
        if self._held:
            self._write()

    def add(self, mention: PersonMention) -> None:
        """Write one mention into the segment of its family name."""
        line = dump_mention(mention)
        self._lines[segment_of(name_of(mention))].append(line)
        self._held += len(line)
        if self._held > _MOST_HELD:
            self._write()

    def _write(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        places = [_HEAD.size]
        for lines in self._lines:
            places.append(places[-1] + sum(map(len, lines)))
        with (self._folder / f"{self._shard:08}-{self._written:04}.bin").open("wb") as output:
            output.write(_HEAD.pack(*places))
            for lines in self._lines:
                output.writelines(lines)
                lines.clear()
        self._held, self._written = 0, self._written + 1


def mention_files(folder: Path, shard: int) -> list[Path]:
    """Return the files that hold the mentions of a shard."""
    return sorted((folder / _MENTIONS).glob(f"{shard:08}-*.bin"))


def segment_of(name: PersonName) -> int:
    """Return the segment of a name: that of the last word of its family name."""
    return crc32(name.family[-1].encode("utf-8", "surrogatepass")) % SEGMENTS


def segment_mentions(folder: Path, segment: int) -> Iterator[PersonMention]:
    """Yield the mentions of one segment, in no particular order."""
    left_out = _left_out(folder)
    for path in sorted((folder / _MENTIONS).glob("*.bin")):
        places = _places(path, path.stat().st_mtime_ns)
        if places[segment] == places[segment + 1]:
            continue
        with path.open("rb") as source:
            source.seek(places[segment])
            lines = source.read(places[segment + 1] - places[segment]).splitlines()
        for mention in map(load_mention, lines):
            if mention.paper not in left_out:
                yield mention


@lru_cache(maxsize=_KEPT)
def _places(path: Path, _written: int) -> tuple[int, ...]:
    """Return where each segment of a file begins, and where the last one ends."""
    with path.open("rb") as source:
        return _HEAD.unpack(source.read(_HEAD.size))


def leave_out(folder: Path, papers: Iterable[str]) -> None:
    """Have the mentions of some papers passed over: their records turned out to be of other papers."""
    (folder / _LEFT_OUT).write_bytes(orjson.dumps(sorted(papers)))


def _left_out(folder: Path) -> frozenset[str]:
    path = folder / _LEFT_OUT
    return frozenset(orjson.loads(path.read_bytes())) if path.exists() else frozenset()


def blocks_of(mentions: Sequence[PersonMention]) -> Iterator[tuple[str, list[PersonMention]]]:
    """Yield each block with its mentions in the order of their keys; blocks in the order of theirs."""
    found: dict[str, list[PersonMention]] = {}
    for mention in mentions:
        found.setdefault(block_key(name_of(mention)), []).append(mention)
    for key in sorted(found):
        yield key, sorted(found[key], key=lambda one: one.key)
