"""What a user names as sources, as documents: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.readers.source import Document

# what stands beside data to describe them
_ABOUT: Final = re.compile(
    r"(readme|licen[cs]e|copying|notice|changelog|checksums|sha256sums)([._-].*)?", re.IGNORECASE
)


def documents(names: Iterable[str]) -> Iterator[Document]:
    """Yield a document for each file that `names` stand for, each file once, in a fixed order.

    A name is a file, `-` (standard input), a folder, which stands for all files in it and in its
    folders, or a glob such as `dumps/**/*.jsonl`, for a shell that does not expand it. In folders
    hidden files and those that only describe the data (README, LICENSE, …) are passed over. A name
    that stands for nothing comes as a document that cannot be opened, so that opening it says why.
    """
    seen: set[tuple[int, int] | str] = set()
    for name in names:
        for path in _files(name):
            key = _identity(path)
            if key not in seen:
                seen.add(key)
                yield Document(path)


def _files(name: str) -> list[str]:
    if name == "-":
        return [name]
    if Path(name).is_dir():
        return _inside(name) or [name]
    if glob.has_magic(name) and not Path(name).exists():
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
        found = [path for match in matches for path in (_inside(match) if Path(match).is_dir() else [match])]
        return list(dict.fromkeys(found)) or [name]
    return [name]


def _inside(folder: str) -> list[str]:
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        found += [
            str(Path(parent) / file)
            for file in files
            if not file.startswith(".") and not _ABOUT.fullmatch(file)
        ]
    return sorted(found)


def _identity(path: str) -> tuple[int, int] | str:
    """Return what two names of one file have in common."""
    try:
        state = Path(path).stat()
    except OSError:
        return path
    return state.st_dev, state.st_ino
