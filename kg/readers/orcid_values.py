"""ORCID's records in one form, whether they come as XML or as JSON.

Both have the same names (https://github.com/ORCID/orcid-model, record_2.0 to record_3.0). JSON puts most
values into an object of their own, `{"value": "…"}`; XML has attributes where JSON has keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.date_parts import partial

_LISTS: Final = frozenset(
    ["work-summary", "external-id", "contributor", "other-name", "external-identifier", "group", "keyword",
     "researcher-url", "email", "address"]
)  # fmt: skip
_DEEPEST: Final = 40
_AGAIN: Final = "(again)"
"""The key of what stands twice where ORCID has it once."""


def of_json(value: object) -> Any:
    """Return a value of ORCID's JSON without the objects that only hold one value."""
    if isinstance(value, dict):
        stated = {key: one for key, inner in value.items() if (one := of_json(inner)) is not None}
        return stated["value"] if stated.keys() == {"value"} else stated or None
    if isinstance(value, list):
        return [one for inner in value if (one := of_json(inner)) is not None]
    return value


def of_xml(element: Element, depth: int = 0) -> Any:
    """Return an element of ORCID's XML, whose names have no namespaces, as its JSON would have it.

    What is nested deeper than any record of ORCID's is left out.
    """
    made: dict[str, Any] = dict(element.attrib)
    for child in element if depth < _DEEPEST else ():
        inner = of_xml(child, depth + 1)
        if inner is None:
            continue
        if child.tag in _LISTS and element.tag != child.tag:
            made.setdefault(child.tag, []).append(inner)
        elif child.tag in made:
            made.setdefault(_AGAIN, []).append({child.tag: inner})
        else:
            made[child.tag] = inner
    text = " ".join((element.text or "").split())
    if not made:
        return text or None
    return made | ({"value": text} if text else {})


def inside(value: object, *path: str) -> Any:
    """Return what stands in an object under keys, one within another; None where nothing does."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value: object, *path: str) -> str | None:
    """Return the text that stands in an object under keys, with single blanks; None where none does."""
    found = inside(value, *path)
    found = found.get("value") if isinstance(found, dict) else found
    if isinstance(found, bool) or not isinstance(found, str | int):
        return None
    return " ".join(str(found).split()) or None


def several(value: object, *path: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list that stands in an object under keys."""
    found = inside(value, *path)
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, dict):
            yield one


def day(value: object, key: str) -> str | None:
    """Return the date under `key`: its parts, milliseconds since 1970 (JSON), or an instant (XML)."""
    found = inside(value, key)
    if isinstance(found, dict) and "year" in found:
        return partial(text(found, "year"), text(found, "month"), text(found, "day"))
    stated = text(value, key) or ""
    if stated.isascii() and stated.isdigit() and len(stated) == 13:
        return datetime.fromtimestamp(int(stated) / 1000, UTC).date().isoformat()
    parts = stated[:10].split("-")
    return partial(*parts) if len(parts) == 3 else None
