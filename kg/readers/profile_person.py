"""The person of an aggregator's profile: name, main field, and the numbers that the page states."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.layout import Textual
from kg.readers.page import read_entities
from kg.records import MOST, Profile, Repair, Source
from kg.repair.author_list import given_first
from kg.repair.name_entries import folded
from kg.taxonomy import candidates, resolve_short

_NUMBER: Final = r"(\d[\d,.]*+(?: ++[\d,.]++)*+)\s*+([KMB]?)"
_STATS: Final = {
    "h_index": re.compile(rf"h-?index:?\s*+{_NUMBER}", re.IGNORECASE),
    "papers_total": re.compile(rf"{_NUMBER}\s*+papers?", re.IGNORECASE),
    "citations": re.compile(rf"{_NUMBER}\s*+citations?", re.IGNORECASE),
    "novelty_percent": re.compile(rf"Novelty:?\s*+{_NUMBER}\s*+%?", re.IGNORECASE),
    "ai_score": re.compile(rf"AI\s*+Score:?\s*+{_NUMBER}\s*+%?", re.IGNORECASE),
}
_SCALE: Final = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
_SURE, _GUESSED = 1.0, 0.8
_WHOLE: Final = frozenset(["h_index", "papers_total", "citations"])


def stat_named(text: str) -> str | None:
    """Return which of the numbers a line is, such as `h-index117`; None if it is none."""
    return next((name for name, stat in _STATS.items() if stat.fullmatch(text.strip())), None)


_MOST_DIGITS: Final = 12


def is_stat(text: str) -> bool:
    """Tell whether a line is one of the numbers."""
    return stat_named(text) is not None


def person(
    file: str, format_name: str, top: list[Textual], listed: int
) -> tuple[Profile | None, list[Textual]]:
    """Read the person's name and numbers; return also the lines that are neither."""
    stated: dict[str, Any] = {}
    repairs: list[Repair] = []
    names: list[Textual] = []
    rest: list[Textual] = []
    for line in top:
        text = folded(line.text)
        stat = next(((name, match) for name, stat in _STATS.items() if (match := stat.fullmatch(text))), None)
        if stat:
            stated.setdefault(stat[0], _number(stat[1][1], stat[1][2], whole=stat[0] in _WHOLE))
        elif not names and not rest and not candidates(text):
            names.append(line)
        elif "main_field" not in stated and candidates(text) and len(text) < 20:
            entry, sure = resolve_short(text, ())
            stated["main_field"] = entry.code if entry and sure else text
            if entry and entry.code != text:
                repairs.append(expansion("main_field", text, entry.code, sure=sure))
        else:
            rest.append(line)
    if not names or len(names[0].text) > 100:
        return None, names + rest
    found = given_first([names[0].text])
    author = found.authors
    if not author:
        return None, rest
    profile = Profile(
        source=Source(file=file, format=format_name, first_line=names[0].number, last_line=top[-1].number),
        name=author[0].name,
        given=author[0].given,
        family=author[0].family,
        printed=names[0].text.strip(),
        kind="profile",
        papers_listed=listed,
        damage=tuple(one.model_copy(update={"field": "name", "position": None}) for one in found.damage),
        repairs=(
            *((read_entities(names[0], "name"),) if names[0].escaped else ()),
            *(one.model_copy(update={"field": "name", "position": None}) for one in found.repairs),
            *repairs,
        ),
        **stated,
    )
    return profile, rest


def _number(digits: str, scale: str, *, whole: bool) -> int | float | None:
    """Return a number such as `216,183`, `12.3` with `K`, or `61`; None where it is none."""
    plain = digits.replace(",", "").replace(" ", "")
    if not scale and whole and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain):
        plain = plain.replace(".", "")
    if len(plain) > _MOST_DIGITS:
        return None
    try:
        value = float(plain) * _SCALE[scale.upper()]
    except ValueError:
        return None
    if value > MOST:
        return None
    return round(value) if whole or value.is_integer() else value


def expansion(name: str, before: str, after: str, *, sure: bool) -> Repair:
    """Return the repair that gives a short category code in full."""
    return Repair(
        field=name,
        rule="CAT-SHORT",
        before=before,
        after=after,
        certain=sure,
        confidence=_SURE if sure else _GUESSED,
        note=None
        if sure
        else "of " + ", ".join(one.code for one in candidates(before)) + ", by the page's other subjects",
    )
