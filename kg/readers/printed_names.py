"""Lists of names printed given name first, cut into entries: commas, `and`, `et al.`, affiliations."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kg.repair.names import is_suffix

_ET_AL: Final = re.compile(r"(?:[,;]\s*+|(?<!\s)\s*+)\b(?:et\s++al\b\.?|and others)\s*+(?:\([\s\S]*+)?$")
_HANGING: Final = re.compile(r"(?:[,;&]|\s(?:and|und|et|y))\s*+$")
_AND: Final = re.compile(r"(?<!\s)\s++(?:and|&|und|et|y)\s++(?=[^\Wa-z\d])")
_NOTE: Final = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_KEYED: Final = re.compile(r"((?<!\d)\d++|[a-z*†‡§])\s*+\)\s*+([^()]+)")
_KEYS: Final = re.compile(r"\(\s*+(?=\(\s*+(?:\d++|[a-z])\s*+(\)))")

_HIDDEN: Final = re.compile(
    r"(?:[,;]\s*+|(?<!\s)\s*+)et al\.?\s*+\(\s*+([\d,]++) additional authors? not shown\s*+\).*+"
)


@dataclass(frozen=True, slots=True)
class PrintedNames:
    """The entries of a list, the affiliations of each, and whether the list is whole.

    `left_out` is its last entry where the text ends in the midst of the list, so that it may be half a name.
    """

    names: list[str]
    affiliations: list[tuple[str, ...]]
    complete: bool
    left_out: str | None = None


def names_of(text: str) -> list[str]:
    """Cut `text` into its names; blanks at their ends are kept, because they may be half of a letter."""
    return cut(text).names


def cut(text: str, *, breaks_off: bool = False) -> PrintedNames:
    """Cut a list into names, with the affiliations that stand in brackets after them.

    Notes that only number affiliations, listed in brackets at the end of the list, are looked up there.
    A list that ends in a comma or `and` is not whole; with `breaks_off` nothing says that it is, and its last
    entry may be half a name.
    """
    shorter = _ET_AL.sub("", text)
    hangs = _HANGING.search(shorter) is not None
    complete = shorter == text and not hangs and not breaks_off
    text, keys = _keys(shorter.strip("\r\n\t").lstrip().rstrip(","))
    names: list[str] = []
    affiliations: list[tuple[str, ...]] = []
    for entry in _entries(text):
        notes = _NOTE.findall(entry)
        name = _NOTE.sub("", entry) if notes else entry
        if names and is_suffix(name) and not notes:
            names[-1] = f"{names[-1]} {name.strip()}"
        elif name.strip():
            names.append(name)
            affiliations.append(_affiliations(notes, keys))
        elif notes and affiliations:
            affiliations[-1] += _affiliations(notes, keys)
    left_out = None
    if breaks_off and shorter == text and not hangs and names:
        left_out = names.pop().strip()
        affiliations.pop()
    return PrintedNames(names, affiliations, complete, left_out)


def cut_page(printed: str, *, breaks_off: bool = False) -> PrintedNames:
    """Cut a list as pages of arXiv print it, which may end in `et al. (12 additional authors not shown)`."""
    hidden = _HIDDEN.search(printed)
    found = cut(printed[: hidden.start()] if hidden else printed, breaks_off=breaks_off)
    return replace(found, complete=False) if hidden else found


def _entries(text: str) -> list[str]:
    """Part `text` at commas and semicolons outside brackets, at a colon after a collective, and at `and`."""
    if "(" not in text:
        parts = re.split(r", |,(?=\S)|;\s*", text)
    else:
        parts, depth, start = [], 0, 0
        for place, char in enumerate(text):
            if char == "(":
                depth += 1
            elif char == ")":
                depth = max(0, depth - 1)
            elif char in ",;" and not depth:
                parts.append(text[start:place])
                start = place + 1
        parts.append(text[start:])
        parts = [part.lstrip() for part in parts]
    found: list[str] = []
    for part in parts:
        if ": " in part and "(" not in part.split(": ")[0]:
            found.extend(part.split(": "))
        elif found or len(parts) == 1 or " and " in part:
            found.extend(_part_at_and(part.removeprefix("and ")))
        else:
            found.append(part)
    return [entry for entry in found if entry.strip()]


def _part_at_and(part: str) -> list[str]:
    if "(" in part:
        return [part]
    pieces = _AND.split(part)
    # `Gravity and Light Collaboration` is one author
    whole = any(len(piece.split()) < 2 for piece in pieces)
    return [part] if whole else pieces


def _keys(text: str) -> tuple[str, dict[str, str]]:
    """Take a closing `((1) Somewhere, (2) Elsewhere)` off the list."""
    end = len(text.rstrip()) - 1
    match = _KEYS.search(text, 0, end) if text[end : end + 1] == ")" else None
    if match is None:
        return text, {}
    keys = {key: place.strip(" ,;") for key, place in _KEYED.findall(text[match.end() : end])}
    return text[: match.start()].rstrip(" ,"), keys


def _affiliations(notes: list[str], keys: dict[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for note in notes:
        stripped = note.strip()
        marks = [mark for mark in re.split(r"[\s,;]+|and", stripped) if mark]
        if keys and all(mark in keys for mark in marks):
            found.extend(keys[mark] for mark in marks)
        elif (
            stripped
            and not re.fullmatch(r"[\d\s,;*†‡§]+|[a-z]", stripped)
            and not stripped.startswith(("for the ", "on behalf of"))
        ):
            found.append(stripped)
    return tuple(dict.fromkeys(found))
