"""The parts that the text of a release is made of, so that the next build can tell which it has again.

A part is a piece (`kg.release.cutting`) of a file of the pipeline: of the triples of one shard, of the
decisions of one segment. Each is a member of its own in the gzip files of the dumps (RFC 1952, section 2.2:
several members are one file). So a part that is as it was is taken over compressed, and one that changed is
read back alone.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

import orjson

from kg.errors import ReleaseDamaged

NAME: Final = "parts.json"
"""The file of a release that lists them."""

_BLOCK: Final = 1 << 20
_DIGEST_BYTES: Final = 20


@dataclass(frozen=True, slots=True)
class Member:
    """Where a part stands in a compressed dump, in bytes, and the digest of its compressed bytes."""

    start: int
    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name within the build, size, lines and digest of its text, its members in both dumps.

    A part of named graphs has no member in Turtle. `lines` is 0 where an older kg did not count them.
    """

    name: str
    bytes: int
    lines: int
    digest: str
    nquads: Member
    turtle: Member | None = None


class Digested:
    """Passes compressed bytes on, and digests them."""

    def __init__(self, output: BinaryIO) -> None:
        self._output, self._found = output, blake2b(digest_size=_DIGEST_BYTES)

    def write(self, data: bytes) -> int:
        """Write bytes."""
        self._found.update(data)
        return self._output.write(data)

    def flush(self) -> None:
        """Do nothing: the file under it is flushed when it is closed."""

    def hexdigest(self) -> str:
        """Return the digest of all that was written."""
        return self._found.hexdigest()


def write_parts(folder: Path, parts: Sequence[Part], made_by: str) -> None:
    """List the parts of the release in `folder`; `made_by` tells what wrote the members (`kg.release.maker`).

    Raises:
        OSError: the file cannot be written.
    """
    document = {"madeBy": made_by, "parts": list(map(_row, parts))}
    (folder / NAME).write_bytes(orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE))


def read_parts(folder: Path) -> tuple[list[Part], str]:
    """Return the parts of the release in `folder` in their order, and what wrote them; none of an older kg.

    Raises:
        ReleaseDamaged: the list is broken.
    """
    path = folder / NAME
    try:
        document = orjson.loads(path.read_bytes())
        return list(map(_part, document["parts"])), str(document["madeBy"])
    except FileNotFoundError:
        return [], ""
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseDamaged(f"{path}: cannot be read: {error}") from error


def _row(part: Part) -> list[Any]:
    """Return a part as it is listed, without the names of what is told: there are many parts."""
    members = [part.nquads, *([part.turtle] if part.turtle else [])]
    return [part.name, part.bytes, part.lines, part.digest, *([*astuple(one)] for one in members)]


def _part(row: Any) -> Part:
    """Return what is listed as a part; an older kg named all that it told."""
    if isinstance(row, dict):
        turtle = Member(**row["turtle"]) if row["turtle"] else None
        return Part(
            row["name"], row["bytes"], row.get("lines", 0), row["digest"], Member(**row["nquads"]), turtle
        )
    name, size, lines, digest, nquads, *turtle = row
    return Part(name, size, lines, digest, Member(*nquads), *(Member(*one) for one in turtle))


def digest_of(path: Path) -> str:
    """Return the digest of a file's content: BLAKE2b of 160 bits, hexadecimal."""
    found = blake2b(digest_size=_DIGEST_BYTES)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class KnownParts:
    """Parts that a dump of another release has: the dump, and its members by the digests of their text."""

    dump: Path
    members: dict[str, Member] = field(default_factory=dict)


NOTHING_KNOWN: Final = KnownParts(Path())


def copy_member(dump: Path, member: Member) -> Iterator[bytes]:
    """Yield the compressed bytes of a member of a dump, all of them checked once the last is taken.

    Raises:
        ReleaseDamaged: they are not what was written.
        OSError: the dump cannot be read.
    """
    found, left = blake2b(digest_size=_DIGEST_BYTES), member.length
    with dump.open("rb") as file:
        file.seek(member.start)
        while left and (block := file.read(min(_BLOCK, left))):
            found.update(block)
            left -= len(block)
            yield block
    if left or found.hexdigest() != member.digest:
        raise ReleaseDamaged(f"{dump}: it is not what was written")


def read_text(dump: Path, part: Part) -> Iterator[bytes]:
    """Yield the text of a part from the N-Quads dump of its release, block by block.

    Raises:
        ReleaseDamaged: the dump is not what was written.
        OSError: it cannot be read.
    """
    with gzip.open(BytesIO(b"".join(copy_member(dump, part.nquads)))) as file:
        while block := file.read(_BLOCK):
            yield block
