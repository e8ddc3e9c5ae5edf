"""Values of JSON taken as the kind that is wanted, however loosely a source states them.

A text may stand where a list of texts is meant, a number where a text is, null or an empty text anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.readers.whole_numbers import whole_number
from kg.repair.texts.html_markup import entities


def text(value: object) -> str | None:
    """Return a text or number as text with single blanks; of a list, the first. None where there is none."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, list | tuple):
        return next((found for one in value if (found := text(one))), None)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def plain(value: object) -> str | None:
    """Return a text as `text` does, with its entities read (`Smith &amp; Sons`)."""
    found = text(value)
    return text(entities(found)) if found and "&" in found else found


def texts(value: object) -> list[str]:
    """Return the texts of a list, or the one that stands in its place, each once, in order."""
    several = value if isinstance(value, list | tuple) else [value]
    return list(dict.fromkeys(found for one in several if (found := text(one))))


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list, or the one that stands in its place."""
    several = value if isinstance(value, list | tuple) else [value]
    return [one for one in several if isinstance(one, dict)]


def inside(value: object, *path: str) -> Any:
    """Return what stands in nested objects under the keys of `path`; None where there is nothing."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def count(value: object) -> int | None:
    """Return a number of things, also where it is a text; None where it is none or negative."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str):
        value = whole_number(value)
    return value if isinstance(value, int) and 0 <= value < 1 << 53 else None
