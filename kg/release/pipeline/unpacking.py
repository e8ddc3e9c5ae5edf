"""Compressed sources, decompressed once into the work folder, so that several processes can read them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.readers.compression import Broken, compressed
from kg.readers.lines import in_lines
from kg.release.pipeline.shards import SourceFile, WorkFolder

_MOST: Final = 200
"""How many times its size a source may expand to; what is beyond is read as a stream, and fills no disk."""


def unpacked(source: SourceFile, folder: WorkFolder, number: int) -> SourceFile:
    """Return a source with its content as a plain file, where it is compressed and has an entry a line.

    Any other comes back as it is; so does one whose data break off, for its reader to tell where.
    """
    with Path(source.path).open("rb") as file:
        if not compressed(file.read(4)):
            return source
    path = folder.file("unpacked", number, "bin")
    size = 0
    try:
        document = source.document()
        if not in_lines(document.head().encode()):
            return source
        with path.open("wb") as output:
            for block in document.blocks():
                size += output.write(block)
                if size > source.bytes * _MOST:
                    break
    except (Broken, InputError):
        size = 0
    if not 0 < size <= source.bytes * _MOST:
        path.unlink(missing_ok=True)
        return source
    return replace(source, content=str(path), bytes=size)


def remove_unpacked(folder: WorkFolder) -> None:
    """Remove the plain files of all sources, when they have been read."""
    for path in folder.files("unpacked"):
        path.unlink()
