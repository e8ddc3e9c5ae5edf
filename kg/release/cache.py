"""What steps of a build made, kept beside the releases, so that the next one need not make it again.

    DIR/cache/<made by>/<key>    one result: the value of a step, and the files that it wrote

A key is a digest of everything that a step is a function of, so an entry is never asked for by another
version of the code, with other options or for other content (`kg.release.maker` tells the version). Where
something is only looked up in a table of the whole build, it is noted what was looked up and found, and the
result `holds` as long as the same would be found (a verifying trace: Mokhov, Mitchell, Peyton Jones, "Build
Systems à la Carte", ICFP 2018).

Nothing is lost with the cache: it may be deleted at any time, and an entry that is not what was written is
passed over. A release shares no file with it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final, NoReturn, TypeVar

import orjson
import zstandard

FOLDER: Final = "cache"
_DIGEST_BYTES: Final = 20
_LEVEL: Final = 1
_BLOCK: Final = 1 << 20
_NUMBER_BYTES: Final = 8
_UNFINISHED: Final = ".unfinished"
_LARGEST: Final = 512 << 20
"""Bytes of files of one result that are kept: an entry is checked in memory, and is a sixth of that."""
_MOST: Final = 2
"""How many times what the last build used of it the cache may hold."""
_GRAIN: Final = 3.0
"""Seconds by which the clock of a file system may differ from ours."""

_Value = TypeVar("_Value")
Asked = Mapping[str, Mapping[str, Any]]
"""What was looked up: by table and key what was found, null where nothing was."""


class WatchedTable(dict[str, _Value]):
    """A table that notes in `asked` what is looked up in it; it cannot be read as a whole."""

    def __init__(self, table: Mapping[str, _Value]) -> None:
        super().__init__(table)
        self.asked: dict[str, _Value | None] = {}

    def __contains__(self, key: object) -> bool:
        return self.get(str(key)) is not None

    def __getitem__(self, key: str) -> _Value:
        found: _Value | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """Return what stands under a key, or the default."""
        found = self.asked[key] = super().get(key)
        return default if found is None else found

    def _whole(self, *_: object) -> NoReturn:
        raise TypeError("what is looked up here is noted one by one")

    __iter__ = __len__ = keys = values = items = copy = _whole


@dataclass(frozen=True, slots=True)
class Result:
    """What a step made: a value for JSON, and the files that it wrote."""

    value: Any
    files: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class BuildCache:
    """The results that one version of kg left in a folder; `reads` is off where all is to be made anew."""

    folder: Path
    reads: bool = True

    @classmethod
    def of(cls, directory: Path, made_by: str, *, reads: bool = True) -> BuildCache:
        """Return the cache of a data directory, without what other versions and killed builds left there.

        Raises:
            OSError: the folder cannot be written.
        """
        folder = directory / FOLDER / made_by
        folder.mkdir(parents=True, exist_ok=True)
        for other in folder.parent.iterdir():
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
        for path in folder.glob(f"*{_UNFINISHED}"):
            path.unlink(missing_ok=True)
        return cls(folder, reads)

    def holds(self, key: str) -> bool:
        """Tell whether there is an entry under a key; it may turn out to be broken."""
        return self.reads and (self.folder / key).is_file()

    def recall(self, key: str, work: Path) -> Any:
        """Return the value under a key, None if there is none, and lay its files into the folder `work`.

        Raises:
            OSError: the disk is full.
        """
        path = self.folder / key
        try:
            data = path.read_bytes() if self.reads else b""
        except OSError:
            return None
        body, digest = data[:-_DIGEST_BYTES], data[-_DIGEST_BYTES:]
        if len(body) < _NUMBER_BYTES or blake2b(body, digest_size=_DIGEST_BYTES).digest() != digest:
            return None
        size = int.from_bytes(body[:_NUMBER_BYTES], "big")
        head = orjson.loads(_unpacked(body[_NUMBER_BYTES : _NUMBER_BYTES + size]))
        _lay(head["files"], body[_NUMBER_BYTES + size :], work)
        path.touch()
        return head["value"]

    def keep(self, key: str, work: Path, result: Result) -> None:
        """Keep the result of a step whose files are in `work`, unless they are very large.

        Raises:
            OSError: the disk is full.
        """
        files = [(str(path.relative_to(work)), path.stat().st_size) for path in result.files]
        if sum(size for _, size in files) > _LARGEST:
            return
        try:
            head = orjson.dumps({"value": result.value, "files": files})
        except orjson.JSONEncodeError as error:
            if "surrogates" in str(error):  # text that no encoding has: it is made anew each time
                return
            raise
        packer = zstandard.ZstdCompressor(level=_LEVEL)
        packed, found = packer.compress(head), blake2b(digest_size=_DIGEST_BYTES)
        with NamedTemporaryFile(dir=self.folder, suffix=_UNFINISHED, delete=False) as out:
            compressing = packer.compressobj()

            def write(block: bytes) -> None:
                found.update(block)
                out.write(block)

            write(len(packed).to_bytes(_NUMBER_BYTES, "big"))
            write(packed)
            for path in result.files:
                for block in _blocks(path):
                    write(compressing.compress(block))
            write(compressing.flush())
            out.write(found.digest())
        Path(out.name).replace(self.folder / key)

    def sweep(self, since: float) -> None:
        """Delete what no build used since then (seconds of the epoch), the oldest first, past a limit.

        That is twice the size of what was used.
        """
        states = [(path.stat(), path) for path in self.folder.iterdir() if path.is_file()]
        ordered = sorted(((state.st_mtime, state.st_size, path) for state, path in states), reverse=True)
        most = _MOST * sum(size for time, size, _ in ordered if time >= since - _GRAIN)
        for _, size, path in ordered:
            most -= size
            if most < 0:
                path.unlink(missing_ok=True)


def key_of(step: str, *parts: object) -> str:
    """Return the key of a step and of all that it is a function of: values that JSON can hold, and sets."""
    text = orjson.dumps([step, parts], default=_plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    return blake2b(text, digest_size=_DIGEST_BYTES).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, set | frozenset):
        return sorted(value)
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    raise TypeError(f"{type(value)} is no part of a key")


def holds(asked: Asked, tables: Mapping[str, Mapping[str, Any]]) -> bool:
    """Tell whether each table gives what it gave when a result was made."""
    return all(
        name in tables and all(_same(tables[name].get(key), value) for key, value in found.items())
        for name, found in asked.items()
    )


def _same(found: Any, noted: Any) -> bool:
    """Tell whether what a table gives is what was noted; JSON has lists for tuples."""
    return bool((list(found) if isinstance(found, tuple) else found) == noted)


def _unpacked(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(data)


def _blocks(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _lay(files: Sequence[tuple[str, int]], packed: bytes, work: Path) -> None:
    """Write files one after the other from what was packed as one."""
    with zstandard.ZstdDecompressor().stream_reader(packed) as source:
        for name, size in files:
            path = work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as out:
                while size and (block := source.read(min(_BLOCK, size))):
                    out.write(block)
                    size -= len(block)
