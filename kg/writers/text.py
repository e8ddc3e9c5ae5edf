"""Tables as aligned text, for a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.vocab import PREFIXES, XSD

_GAP: Final = "  "
_LEAST: Final = 16
_LOCAL: Final = re.compile(r"\w([\w.-]*\w)?")
_JOINERS: Final = frozenset("\u200c\u200d")  # needed in Persian, Indic scripts and emoji
_NUMERIC: Final = {
    XSD[name] for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger")
}


def render(
    variables: Sequence[str],
    rows: Iterable[Sequence[NamedNode | BlankNode | Literal | Triple | None]],
    width: int | None = None,
    base: str | None = None,
) -> tuple[str, bool]:
    """Return the table as text, and whether a cell was cut.

    Where the lines would be longer than `width` columns, long texts are cut, the longest first, and
    end in `…`; IRIs and numbers never are. IRIs of known vocabularies get their prefix, and those that
    begin with `base`, the base of the data set, stand without it. Control
    characters are shown, not sent, so that data cannot steer a terminal.
    """
    terms = [list(row) for row in rows]
    cells = [[_cell(term, base) for term in row] for row in terms]
    widths = [
        max([columns(name), *(columns(row[place]) for row in cells)]) for place, name in enumerate(variables)
    ]
    places = range(len(variables))
    numeric = [_numeric(terms, place) for place in places]
    free = [
        not numeric[place] and all(row[place] is None or isinstance(row[place], Literal) for row in terms)
        for place in places
    ]
    limits = _limits(widths, free, width)
    cut = any(limit < wide for limit, wide in zip(limits, widths, strict=True))
    lines = [_line(variables, limits, numeric), _GAP.join("─" * limit for limit in limits)]
    lines += [_line(row, limits, numeric) for row in cells]
    return "\n".join(line.rstrip() for line in lines) + "\n", cut


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 2 if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )  # fmt: skip


def shown(text: str) -> str:
    """Return `text` on one line, with control characters and marks of direction made visible."""
    folded = " ".join(text.split())
    if folded.isprintable():
        return folded
    return "".join(
        char if char.isprintable() or char in _JOINERS else f"\\u{ord(char):04x}" for char in folded
    )


def _cell(term: NamedNode | BlankNode | Literal | Triple | None, base: str | None) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        for prefix, namespace in PREFIXES.items():
            local = term.value.removeprefix(namespace)
            if local != term.value and _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
        return shown(term.value.removeprefix(base or "") or term.value)
    return shown(term.value if isinstance(term, Literal) else str(term))


def _numeric(terms: Sequence[Sequence[object]], place: int) -> bool:
    found = [row[place] for row in terms if row[place] is not None]
    return bool(found) and all(
        isinstance(term, Literal) and term.datatype.value in _NUMERIC for term in found
    )


def _limits(widths: Sequence[int], free: Sequence[bool], width: int | None) -> list[int]:
    """Take columns off the widest texts until the line fits, or nothing more can be taken."""
    limits = list(widths)
    if width is None:
        return limits
    excess = sum(limits) + len(_GAP) * (len(limits) - 1) - width
    while excess > 0:
        able = [place for place, is_free in enumerate(free) if is_free and limits[place] > _LEAST]
        if not able:
            break
        widest = max(able, key=lambda place: limits[place])
        limits[widest] -= 1
        excess -= 1
    return limits


def _line(row: Sequence[str], limits: Sequence[int], numeric: Sequence[bool]) -> str:
    out = []
    for text, limit, right in zip(row, limits, numeric, strict=True):
        fitted = _fitted(text, limit)
        padding = " " * (limit - columns(fitted))
        out.append(padding + fitted if right else fitted + padding)
    return _GAP.join(out)


def _fitted(text: str, limit: int) -> str:
    if columns(text) <= limit:
        return text
    kept = ""
    for char in text:
        if columns(kept) + columns(char) > limit - 1:
            break
        kept += char
    return kept + "…"
