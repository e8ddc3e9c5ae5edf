"""Names of people as dblp has them: a name is a key, and a number tells namesakes apart."""

from __future__ import annotations

import re
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.arxiv_fields import folded

SCHEME: Final = "dblp-name"
"""Scheme of a name with its number, `Wei Wang 0001`: of one person, by dblp's word."""

_NUMBERED: Final = re.compile(r"(.{1,300}?)\s(\d{4})")


def parted(text: str) -> tuple[str, str | None]:
    """Return a name without its number, and the whole where it has one."""
    match = _NUMBERED.fullmatch(text)
    return (match[1], text) if match else (text, None)


def person(entry: Element) -> dict[str, Any] | None:
    """Return an author or editor of an entry; None where there is no name."""
    text = folded("".join(entry.itertext()))
    if not text:
        return None
    name, numbered = parted(text)
    found: dict[str, Any] = {"name": name, "orcid": entry.get("orcid")}
    identifiers = {SCHEME: numbered, "dblp": entry.get("pid")}
    return found | {"identifiers": {scheme: value for scheme, value in identifiers.items() if value}}
