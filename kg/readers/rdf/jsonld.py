"""JSON-LD without a network: a context that is named by its address comes with kg, or is refused.

schema.org's context is read with ours, which says of the lists of people that they are lists: publishers
state the order of authors so, and without it JSON-LD has none (JSON-LD 1.1, section 4.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any, Final

import orjson

from kg.readers.json_entries import JsonEntry
from kg.readers.rdf.vocabulary import FOLDER
from kg.readers.source import Document
from kg.records import Rejection

_SCHEMA: Final = re.compile(
    r"https?://(?:www\.)?schema\.org/?(?:docs/jsonldcontext\.json(?:ld)?)?|"
    r"https://raw\.githubusercontent\.com/schemaorg/schemaorg/[\w./-]{1,60}/schemaorgcontext\.jsonld"
)
_CODEMETA: Final = re.compile(
    r"https?://(?:doi\.org/10\.5063/schema/codemeta-[\w.]{1,12}|w3id\.org/codemeta/[\w.]{1,12}|"
    r"raw\.githubusercontent\.com/codemeta/codemeta/[\w./-]{1,40}/codemeta\.jsonld)"
)
_NOBODY: Final = frozenset(["", "n/a", "na", "none", "null", "unknown", "undefined", "-", "#"])
"""Values of `@id` that name nothing, so that all that bear them would be taken for one thing."""

_SCRIPT: Final = re.compile(
    r"<script\b[^>]{0,300}?type\s{0,3}=\s{0,3}[\"']?application/ld\+json[^>]{0,300}>", re.IGNORECASE
)
_WRAPPING: Final = re.compile(r"//\s{0,9}<!\[CDATA\[|<!\[CDATA\[|//\s{0,9}\]\]>|\]\]>|<!--|-->")
_LONGEST: Final = 16 << 20  # characters of a page


class UnknownContext(Exception):
    """A context is named by an address that is not known here; `str(error)` is the address."""


@cache
def context(name: str) -> Any:
    """Return a context that comes with kg."""
    return orjson.loads((FOLDER / f"{name}.jsonld").read_bytes())["@context"]


def localised(value: Any) -> Any:
    """Return a JSON-LD value in which each context named by its address stands itself.

    Raises:
        UnknownContext: one of them does not come with kg.
    """
    if isinstance(value, list):
        return [localised(one) for one in value]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    for key, inner in value.items():
        if key == "@context":
            made[key] = _local_context(inner)
        elif key in ("@id", "id") and isinstance(inner, str) and inner.strip().lower() in _NOBODY:
            continue
        else:
            made[key] = localised(inner)
    return made


def _local_context(stated: Any) -> Any:
    if isinstance(stated, list):
        return _all_known(stated)
    if isinstance(stated, dict):
        vocabulary = stated.get("@vocab")
        if isinstance(vocabulary, str) and _SCHEMA.fullmatch(vocabulary):
            return context("schema-org") | {key: value for key, value in stated.items() if key != "@vocab"}
        return {key: value for key, value in stated.items() if key != "@import"}
    if isinstance(stated, str):
        if _SCHEMA.fullmatch(stated):
            return context("schema-org")
        if _CODEMETA.fullmatch(stated):
            return context("codemeta")
        raise UnknownContext(stated[:200])
    return stated


def _all_known(stated: list[Any]) -> list[Any]:
    """Return the contexts of a list that come with kg or stand in it; what only others define has no meaning.

    Raises:
        UnknownContext: none of those that are named by an address comes with kg.
    """
    made: list[Any] = []
    unknown: list[UnknownContext] = []
    named = 0
    for one in stated:
        try:
            made.append(_local_context(one))
            named += isinstance(one, str)
        except UnknownContext as error:
            unknown.append(error)
    if unknown and not named:
        raise unknown[0]
    return made


def unknown_contexts(value: Any) -> list[str]:
    """Return the addresses of contexts in a list that are passed over, each once (`localised`)."""
    found: dict[str, None] = {}
    pile = [value]
    while pile:
        one = pile.pop()
        if isinstance(one, dict):
            for each in one["@context"] if isinstance(one.get("@context"), list) else ():
                if isinstance(each, str) and not _SCHEMA.fullmatch(each) and not _CODEMETA.fullmatch(each):
                    found[each[:200]] = None
            pile += one.values()
        elif isinstance(one, list):
            pile += one
    return list(found)


def scripts(document: Document) -> Iterator[JsonEntry | Rejection]:
    """Yield the JSON-LD that is embedded in a page of HTML: the objects of each script."""
    held: list[str] = []
    size = 0
    for line in document.lines():
        held.append(line.text)
        size += len(line.text) + 1
        if size > _LONGEST:
            break
    text = "\n".join(held)
    for match in _SCRIPT.finditer(text):
        end = text.find("</script", match.end())
        body = text[match.end() : end if end >= 0 else len(text)]
        first = text.count("\n", 0, match.end()) + 1
        last = first + body.count("\n")
        content = _WRAPPING.sub("", body).strip()
        if "&quot;" in content and '"' not in content:
            content = unescape(content)
        encoded = content.encode("utf-8", "replace")
        try:
            value = orjson.loads(encoded)
        except orjson.JSONDecodeError as error:
            reason = f"the JSON-LD of the page is not valid JSON: {error.msg}"
            yield Rejection(document.name, first, reason, content[:200])
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield JsonEntry(one, first, last, encoded)
