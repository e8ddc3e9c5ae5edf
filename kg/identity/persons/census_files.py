"""A census on disk: laid aside once, mapped by all processes, and carried from release to release.

How common names and words are hardly changes with a few records more, but each decision is weighed by it and
tells it. So a build takes the census of the release before, unless the number of mentions has changed by more
than a tenth: decisions on people nobody wrote about then stay as they are, to the last digit of their
confidence. Which names there are (`Census.spellings`) is counted anew each time.
"""

from __future__ import annotations

import os
import shutil
import sys
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import orjson

from kg.identity.persons.census import Census
from kg.identity.persons.counts import StringCounts

FILES: Final = ("census.json", "census.table")
"""What a release keeps of its census."""

_TOLD, _COUNTS = FILES
_SPELLINGS: Final = "spellings.table"
_SIZES: Final = ("mentions", "names", "initialled")
_MOST_CHANGE: Final = 0.1
"""A census of so much more or fewer mentions, as part of its own, still holds."""


def holds(folder: Path, mentions: int) -> bool:
    """Tell whether the census in `folder` may stand for that of data with so many mentions."""
    try:
        told = _told(folder)
        counted = int(told["mentions"])
    except (OSError, orjson.JSONDecodeError, KeyError, ValueError):
        return False
    near = abs(counted - mentions) <= _MOST_CHANGE * counted
    return near and told.get("order") == sys.byteorder and (folder / _COUNTS).is_file()


def write_census(folder: Path, census: Census, carried: Path | None = None, made_by: str = "") -> None:
    """Lay the counts aside for the processes that resolve, which share them.

    With `carried`, the folder of another census, that is taken; of `census` only the spellings count.
    `made_by` is what counted, as another version may count otherwise.

    Raises:
        OSError: the disk is full.
    """
    census.spellings.write(folder / _SPELLINGS)
    if carried is not None:
        link_census(carried, folder)
        return
    census.counts.write(folder / _COUNTS)
    told = {name: getattr(census, name) for name in _SIZES} | {"order": sys.byteorder, "madeBy": made_by}
    (folder / _TOLD).write_bytes(orjson.dumps(told))


def link_census(source: Path, target: Path) -> None:
    """Give a census to another folder as well: by links, or by copies where there can be none.

    Raises:
        OSError: the disk is full.
    """
    for name in FILES:
        try:
            os.link(source / name, target / name)
        except OSError:  # another file system, or one without links
            shutil.copy2(source / name, target / name)


def read_census(folder: Path) -> Census:
    """Return the census that was laid aside in `folder`; its tables are mapped."""
    return _load(folder, (folder / _SPELLINGS).stat().st_mtime_ns)


def sizes(folder: Path) -> dict[str, Any]:
    """Return how many mentions and names the census in `folder` is of."""
    told = _told(folder)
    return {name: told.get(name, 0) for name in _SIZES}


def maker(folder: Path) -> str:
    """Return what counted the census in `folder`; nothing where there is none, or it is broken."""
    try:
        return str(_told(folder).get("madeBy", ""))
    except (OSError, orjson.JSONDecodeError):
        return ""


def census_key(folder: Path) -> str:
    """Return a digest of the census in `folder`, but for the spellings."""
    found = blake2b(digest_size=20)
    for name in FILES:
        found.update((folder / name).read_bytes())
    return found.hexdigest()


@lru_cache(maxsize=1)
def _load(folder: Path, _written: int) -> Census:
    counts, spellings = StringCounts.mapped(folder / _COUNTS), StringCounts.mapped(folder / _SPELLINGS)
    return Census(counts, **sizes(folder), spellings=spellings)


def _told(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads((folder / _TOLD).read_bytes())
    return told
