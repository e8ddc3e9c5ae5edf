"""Blocks of like names on disk: family name and first initial, segment by segment.

All mentions of one family name are in one segment; a segment is what one process holds in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final
from zlib import crc32

import orjson

from kg.identity.persons.mention import PersonMention, dump_mention, load_mention
from kg.identity.persons.person_name import PersonName, parse_name

SEGMENTS: Final = 64
_LEFT_OUT: Final = "left-out.json"


def block_key(name: PersonName) -> str:
    """Return the block of a name: the last word of the family name, and the first initial."""
    return f"{name.family[-1]} {name.first[:1]}"


def name_of(mention: PersonMention) -> PersonName:
    """Return the name of a mention, taken apart."""
    return parse_name(mention.name, mention.given, mention.family, mention.suffix)


class MentionWriter:
    """Lays the mentions of one shard aside, one file a segment; use it as a context."""

    def __init__(self, folder: Path, shard: int) -> None:
        self._paths = [folder / f"{segment}" / f"{shard}.jsonl" for segment in range(SEGMENTS)]
        self._stack = ExitStack()
        self._files: list[BinaryIO | None] = [None] * SEGMENTS

    def __enter__(self) -> MentionWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, mention: PersonMention) -> None:
        """Write one mention into the segment of its family name."""
        segment = segment_of(name_of(mention))
        output = self._files[segment]
        if output is None:
            path = self._paths[segment]
            path.parent.mkdir(parents=True, exist_ok=True)
            output = self._files[segment] = self._stack.enter_context(path.open("wb"))
        output.write(dump_mention(mention))


def segment_of(name: PersonName) -> int:
    """Return the segment of a name: that of the last word of its family name."""
    return crc32(name.family[-1].encode("utf-8", "surrogatepass")) % SEGMENTS


def segment_mentions(folder: Path, segment: int) -> Iterator[PersonMention]:
    """Yield the mentions of one segment, in no particular order."""
    left_out = _left_out(folder)
    for path in sorted((folder / f"{segment}").glob("*.jsonl")):
        with path.open("rb") as source:
            for mention in map(load_mention, source):
                if mention.paper not in left_out:
                    yield mention


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
