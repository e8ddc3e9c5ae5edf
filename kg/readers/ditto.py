r"""A dash in the place of authors, `———`, `---`, `\bysame`: those of the entry before.

So lists of references print it (Chicago Manual of Style 14.67, `\bysame` of amsrefs). What is no list that
people wrote has no such order: there, such a sign names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from kg.records import Author, Repair, WorkRecord

RULE: Final = "AUTHOR-DITTO"
LISTS: Final = frozenset(
    ["bibtex", "bibtexml", "biblioscape", "csl-json", "endnote", "endnote-xml", "mendeley", "papis",
     "refworks", "ris", "word-sources", "zotero"]
)  # fmt: skip
"""Formats of lists of references."""
_CONFIDENCE: Final = 0.9
_COMMAND: Final = re.compile(
    r"[{\s]{0,9}\\?(?:bysame|rule\s?\{|leavevmode|vrule|hrule|\d[\d.]{0,6}(?:em|pt|in|cm|mm)\s?\d)",
    re.IGNORECASE,
)
_DASHES: Final = re.compile(r"[\s{}~$.,:;\\_‐-―-]{1,80}")
_LONG: Final = "—―"
_SHORT: Final = "-‐‑‒–_"


def is_ditto(text: str) -> bool:
    r"""Tell whether `text` stands for the authors of the entry before.

    >>> [is_ditto(one) for one in (r"\bysame", "———.", "______", "-", "Bysam, Ada")]
    [True, True, True, False, False]
    """
    if _COMMAND.match(text):
        return True
    if not _DASHES.fullmatch(text):
        return False
    return sum(map(text.count, _LONG)) * 3 + sum(map(text.count, _SHORT)) >= 3


def resolve(record: dict[str, Any], before: Sequence[Author]) -> None:
    """Put the authors of the entry before where an entry of `record`, one under way, stands for them.

    Each is a repair that is not certain. Without any before, the sign is left, and names nobody.
    """
    for field in ("authors", "editors", "contributors"):
        stated = record.get(field)
        if isinstance(stated, list) and before and any(is_ditto(_text(entry)) for entry in stated):
            record[field] = [new for entry in stated for new in _of(entry, field, before, record)]


def heading(record: WorkRecord) -> Sequence[Author]:
    """Return the people under whom a list has the entry of `record`: its authors, or who edited it."""
    editors = [one for one in record.contributors if one.role == "editor"]
    return record.authors or record.editors or editors


def _of(entry: Any, field: str, before: Sequence[Author], record: dict[str, Any]) -> list[Any]:
    text = _text(entry)
    if not is_ditto(text):
        return [entry]
    repair = Repair(
        field=field, rule=RULE, before=text[:2000], after="; ".join(one.name for one in before)[:2000],
        certain=False, confidence=_CONFIDENCE, note="the people of the entry before",
    )  # fmt: skip
    record["repairs"] = [*record.get("repairs", ()), repair]
    role = {key: entry[key] for key in ("role", "role_as_stated") if isinstance(entry, dict) and key in entry}
    stated = ("name", "given", "family", "suffix", "kind")
    return [
        {key: value for key in stated if (value := getattr(one, key)) is not None} | {"printed": text} | role
        for one in before
    ]


def _text(entry: Any) -> str:
    if isinstance(entry, dict):
        parts = [entry.get("name")] if entry.get("name") else [entry.get("given"), entry.get("family")]
        return " ".join(part for part in parts if isinstance(part, str))
    return entry if isinstance(entry, str) else ""
