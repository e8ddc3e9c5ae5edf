"""The parts that the text of a release is made of, so that the next build can tell which it has again.

A part is one file of the pipeline: the triples of one shard, the decisions of one segment. Each is a member
of its own in the gzip files of the dumps (RFC 1952, section 2.2: several members are one file). So a part
that is as it was is taken over compressed, and one that changed is read back alone.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final

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


def part_name(path: Path) -> str:
    """Return the name of the part that is written in a file: of its folder and its own."""
    return f"{path.parent.name}/{path.name}"


def write_parts(folder: Path, parts: Sequence[Part], made_by: str) -> None:
    """List the parts of the release in `folder`; `made_by` tells what wrote the members (`kg.release.maker`).

    Raises:
        OSError: the file cannot be written.
    """
    document = {"madeBy": made_by, "parts": [asdict(part) for part in parts]}
    (folder / NAME).write_bytes(orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE))


def read_parts(folder: Path) -> tuple[list[Part], str]:
    """Return the parts of the release in `folder` in their order, and what wrote them; none of an older kg.

    Raises:
        ReleaseDamaged: the list is broken.
    """
    path = folder / NAME
    try:
        document = orjson.loads(path.read_bytes())
        parts = [
            Part(
                one["name"],
                one["bytes"],
                one.get("lines", 0),
                one["digest"],
                Member(**one["nquads"]),
                Member(**one["turtle"]) if one["turtle"] else None,
            )
            for one in document["parts"]
        ]
        return parts, str(document["madeBy"])
    except FileNotFoundError:
        return [], ""
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise ReleaseDamaged(f"{path}: cannot be read: {error}") from error


def digest_of(path: Path) -> str:
    """Return the digest of a file's content: BLAKE2b of 160 bits, hexadecimal."""
    found = blake2b(digest_size=_DIGEST_BYTES)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """Parts that a dump of another release has as well: the dump, and its member by their file."""

    dump: Path
    members: dict[Path, Member] = field(default_factory=dict)


NOTHING_KNOWN: Final = Known(Path())


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


def read_text(dump: Path, part: Part, work: Path) -> Iterator[bytes]:
    """Yield the text of a part from the N-Quads dump of its release, block by block.

    `work` is a folder to lay the compressed bytes into.

    Raises:
        ReleaseDamaged: the dump is not what was written.
        OSError: it cannot be read.
    """
    member = work / "member.gz"
    with member.open("wb") as out:
        out.writelines(copy_member(dump, part.nquads))
    with gzip.open(member) as file:
        while block := file.read(_BLOCK):
            yield block
    member.unlink()
