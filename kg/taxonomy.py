"""arXiv's taxonomy of subjects: groups, archives and categories, as facts beside the code.

The table `arxiv-taxonomy.tsv` among the installed ontology files is arXiv's own list (arxiv-base, MIT);
the mapping specification, section 15, describes its columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from kg.resources import folder

Level = Literal["group", "archive", "category"]


@dataclass(frozen=True, slots=True)
class Category:
    """One entry of the taxonomy.

    `code` is arXiv's (`cs.LG`, `hep-th`, `grp_math`); `alias_of` is the code that replaced it or that it
    is another name for; `former_names` are what it was called before; `start` and `end` are months.
    `assignable` says that a paper can bear it: categories, and archives that have no categories.
    """

    code: str
    name: str
    level: Level
    archive: str | None = None
    group: str | None = None
    active: bool = True
    alias_of: str | None = None
    start: str | None = None
    end: str | None = None
    former_names: tuple[str, ...] = ()

    @property
    def suffix(self) -> str | None:
        """The part after the point, such as `LG`, by which some pages name a category; None without one."""
        return self.code.partition(".")[2] or None


@cache
def taxonomy() -> Mapping[str, Category]:
    """Return every entry by its code, in the order of the table."""
    entries = {}
    with (folder("ontology") / "arxiv-taxonomy.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, dialect="excel-tab"):
            entries[row["id"]] = Category(
                code=row["id"],
                name=row["name"],
                level=row["level"],  # type: ignore[arg-type]  # a test holds the column to the three values
                archive=row["archive"] or None,
                group=row["group"] or None,
                active=row["active"] == "1",
                alias_of=row["alias-of"] or None,
                start=row["start"] or None,
                end=row["end"] or None,
                former_names=tuple(name.strip() for name in row["former-names"].split(";") if name.strip()),
            )
    return MappingProxyType(entries)


@cache
def lineage(code: str) -> tuple[str, ...]:
    """Return `code`, the archive of a category and the group of that, from the bottom up; () if unknown."""
    entry = taxonomy().get(code)
    if entry is None:
        return ()
    above = {"category": entry.archive, "archive": entry.group}.get(entry.level)
    return (code, *lineage(above)) if above else (code,)


@cache
def _by_folded_code() -> dict[str, str]:
    return {code.lower(): code for code in taxonomy() if not code.startswith("grp_")}


def category(code: str) -> Category | None:
    """Return the archive or category called `code`, in any case; None if there is none."""
    entry = taxonomy().get(code)
    if entry is not None and entry.level != "group":
        return entry
    known = _by_folded_code().get(code.strip().lower())
    return taxonomy()[known] if known else None


def canonical_code(code: str) -> str | None:
    """Return the code that stands for `code` today, aliases and absorbed archives resolved; else None."""
    entry = category(code)
    if entry is None:
        return None
    return canonical_code(entry.alias_of) if entry.alias_of else entry.code


@cache
def _by_suffix() -> dict[str, tuple[Category, ...]]:
    found: dict[str, list[Category]] = {}
    for entry in taxonomy().values():
        if entry.level == "category" and entry.suffix:
            found.setdefault(entry.suffix.lower(), []).append(entry)
    return {suffix: tuple(entries) for suffix, entries in found.items()}


def candidates(short: str) -> tuple[Category, ...]:
    """Return what a code printed without its archive may stand for.

    `LG` is cs.LG only, `CV` cs.CV or math.CV; a whole code or an archive (`hep-th`) stands for itself.
    Of two names for one category, such as math.IT and cs.IT, the current one is given.
    """
    entry = category(short)
    if entry is not None:
        return (entry,)
    found = {}
    for match in _by_suffix().get(short.strip().lower(), ()):
        code = canonical_code(match.code) if match.alias_of else match.code
        if code:
            found[code] = taxonomy()[code]
    return tuple(found.values())


def resolve_short(short: str, context: Iterable[str]) -> tuple[Category | None, bool]:
    """Return the category that a short code stands for, and whether that is certain.

    Where several are possible, the archives of the codes in `context` (other subjects of the paper or of
    the page) decide, most frequent first, and the result is not certain; without any it is None.
    """
    possible = candidates(short)
    if len(possible) < 2:
        return (possible[0], True) if possible else (None, False)
    votes: dict[str, int] = {}
    for code in context:
        entry = category(code)
        if entry is not None and entry.archive:
            votes[entry.archive] = votes.get(entry.archive, 0) + 1
    ranked = sorted(possible, key=lambda entry: -votes.get(entry.archive or "", 0))
    first, second = (votes.get(entry.archive or "", 0) for entry in ranked[:2])
    return (ranked[0], False) if first > second else (None, False)


@cache
def _by_name() -> dict[str, tuple[Category, ...]]:
    found: dict[str, list[Category]] = {}
    for entry in taxonomy().values():
        if entry.level != "group":
            for name in (entry.name, *entry.former_names):
                found.setdefault(name.casefold(), []).append(entry)
    return {name: tuple(entries) for name, entries in found.items()}


def named(name: str) -> tuple[Category, ...]:
    """Return the archives and categories called `name` now or formerly; `Machine Learning` is two."""
    return _by_name().get(" ".join(name.split()).casefold(), ())
