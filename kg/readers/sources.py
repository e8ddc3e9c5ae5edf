"""What a user names as sources, as documents: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.readers.pipe import special
from kg.readers.source import Document

# what stands beside data to describe them
_ABOUT: Final = re.compile(
    r"(readme|licen[cs]e|copying|notice|changelog|checksums|sha256sums)([._-].*)?", re.IGNORECASE
)


def documents(
    names: Iterable[str],
    tell: Callable[[str], object] = lambda _: None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Document]:
    """Yield a document for each file that `names` stand for, each file once, in a fixed order.

    A name is a file, `-` (standard input), a folder, which stands for all files in it and in its
    folders, or a glob such as `dumps/**/*.jsonl`, for a shell that does not expand it. In folders
    hidden files and those that only describe the data (README, LICENSE, …) are passed over. What a folder
    or glob holds beside plain files (pipes, devices, links that lead out of the folder or nowhere) is passed
    over, too, and `tell` is called with a line about each; a link that is named itself is followed. A name
    that stands for nothing comes as a document that cannot be opened, so that opening it says why. `columns`
    is the map of columns of tables, as a user gives it.
    """
    seen: set[tuple[int, int] | str] = set()
    for name in names:
        for path in _files(name, tell):
            key = _identity(path)
            if key not in seen:
                seen.add(key)
                document = Document(path)
                document.columns = columns
                yield document


def _files(name: str, tell: Callable[[str], object]) -> list[str]:
    if name == "-":
        return [name]
    if Path(name).is_dir():
        return _plain(_inside(name), name, tell) or [name]
    if glob.has_magic(name) and not Path(name).exists():
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
        found = [path for match in matches for path in (_inside(match) if Path(match).is_dir() else [match])]
        return _plain(list(dict.fromkeys(found)), _root(name), tell) or [name]
    return [name]


def _inside(folder: str) -> list[str]:
    found = []
    for parent, folders, files in os.walk(folder):
        # a link to a folder is not gone into: what it leads to is read where it is, if it is inside
        links = [one for one in folders if (Path(parent) / one).is_symlink()]
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one not in links)
        found += [
            str(Path(parent) / file)
            for file in (*files, *links)
            if not file.startswith(".") and not _ABOUT.fullmatch(file)
        ]
    return sorted(found)


def _root(pattern: str) -> str:
    """Return the folder in which a glob looks: the parts of its path before the first with a sign."""
    parts = Path(pattern).parts
    before = next(place for place, part in enumerate(parts) if glob.has_magic(part))
    return str(Path(*parts[:before]))


def _plain(paths: list[str], folder: str, tell: Callable[[str], object]) -> list[str]:
    """Return those of `paths` that are plain files inside `folder`, and tell why the others are not read."""
    root = Path(folder).resolve()
    found = []
    for path in paths:
        why = _passed_over(Path(path), root)
        if why is None:
            found.append(path)
        elif why:
            tell(f"{Document(path).name}: note: it was passed over: {why}")
    return found


def _passed_over(path: Path, root: Path) -> str | None:
    """Return why a file of a folder is not read; None where it is, and nothing where that is no news."""
    try:
        target = path.resolve(strict=True)
        kind = special(path)
    except (OSError, RuntimeError):
        return "it is a link that leads nowhere" if path.is_symlink() else None
    if not target.is_relative_to(root):
        return "it leads out of the folder (name it itself to have it read)"
    if kind is not None:
        return f"it is {kind}, not a plain file"
    return "" if target.is_dir() else None


def _identity(path: str) -> tuple[int, int] | str:
    """Return what two names of one file have in common."""
    try:
        state = Path(path).stat()
    except OSError:
        return path
    return state.st_dev, state.st_ino
