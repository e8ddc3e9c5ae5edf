"""A list of authors as it is typed at arXiv: names with affiliations in brackets.

https://info.arxiv.org/help/prep.html#author: `A. Author (Kiel), B. Author (1 and 2), ((1) Ulm, (2) Bonn)`.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.arxiv_authors import without_tex
from kg.readers.draft import Draft
from kg.records import Repair
from kg.repair.names import is_suffix

_AND: Final = re.compile(r"(?<!\s)\s++and\s++|^\s*+and\s++|(?<!\s)\s*+[,;]\s*+(?:and\s++)?", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"[\d\s,;*]{1,40}(?:and[\d\s,;*]{1,40}){0,4}")
_KEY: Final = re.compile(r"\(\s?(\d{1,3}|\*{1,3}|[a-z])\s?\)\s*+")


def names_in(text: str, draft: Draft) -> list[dict[str, Any]]:
    """Return the authors that a list as typed names, each with its affiliations.

    TeX accents are read, with a repair each. A comma before a suffix parts nothing.
    """
    entries, notes = _taken_apart(text)
    repairs: list[Repair] = draft.fields.setdefault("repairs", [])
    found: list[dict[str, Any]] = []
    for name, brackets in entries:
        if not name:
            if found and brackets:
                found[-1]["affiliations"] += _affiliations(brackets, notes)
            continue
        plain = without_tex(name, "authors", len(found), draft.damage, repairs)
        if found and is_suffix(plain) and not brackets:
            found[-1]["name"] += f" {plain}"
            continue
        found.append({"name": plain, "affiliations": _affiliations(brackets, notes)})
    return found


def _affiliations(brackets: list[str], notes: dict[str, str]) -> list[str]:
    """Return what the brackets at a name say, numbers by what they stand for."""
    found: list[str] = []
    for one in brackets:
        if _NUMBERS.fullmatch(one) or one in notes:
            keys = re.findall(r"\d+|\*+|[a-z]", one.replace("and", " "))
            found += [notes[key] for key in keys if key in notes]
        elif one:
            found.append(one)
    return list(dict.fromkeys(found))


def _taken_apart(text: str) -> tuple[list[tuple[str, list[str]]], dict[str, str]]:
    """Return the names, each with what stands in brackets at it, and what numbers stand for."""
    entries: list[tuple[str, list[str]]] = []
    notes: dict[str, str] = {}
    name = ""
    brackets: list[str] = []
    for outside, inside in _bracketed(text):
        first, *others = _AND.split(outside)
        name += first
        for other in others:
            entries.append((name.strip(), brackets))
            name, brackets = other, []
        if inside is None:
            continue
        if found := _notes(inside):
            notes |= found
        else:
            brackets.append(" ".join(inside.split()))
    entries.append((name.strip(), brackets))
    return [(one.strip(" ."), more) if one in ("", ".") else (one, more) for one, more in entries], notes


def _bracketed(text: str) -> list[tuple[str, str | None]]:
    """Return `text` as pairs: what stands outside of brackets, and what in the brackets after it."""
    pairs: list[tuple[str, str | None]] = []
    depth, begin, outside = 0, 0, ""
    for place, char in enumerate(text):
        if char == "(":
            if depth == 0:
                outside, begin = text[begin:place], place + 1
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            if depth == 0:
                pairs.append((outside, text[begin:place]))
                begin = place + 1
    if depth:  # it was never closed
        pairs.append((outside, text[begin:].strip()))
    else:
        pairs.append((text[begin:], None))
    return pairs


def _notes(inside: str) -> dict[str, str]:
    """Return what numbers stand for, where brackets say that: `(1) Ulm, (2) Bonn`."""
    parts = _KEY.split(inside)
    if len(parts) < 3 or parts[0].strip():
        return {}
    return {key: value.strip(" ,;.") for key, value in zip(parts[1::2], parts[2::2], strict=True)}
