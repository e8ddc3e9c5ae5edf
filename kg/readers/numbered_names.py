"""Names with the number of a namesake, as dblp has them: `Wei Wang 0001` is one of several people."""

from __future__ import annotations

import re
from typing import Any, Final

_NUMBERED: Final = re.compile(r"(.{1,300}[^\W\d_]\.?) 0\d{3}")


def unnumbered(author: dict[str, Any]) -> None:
    """Take the number of a namesake off the name of `author`, an object, and keep it as an identifier."""
    given, family = author.get("given"), author.get("family")
    if isinstance(given, str) and isinstance(family, str) and (match := _NUMBERED.fullmatch(given)):
        author["given"] = match[1]
        author["identifiers"] = {"dblp-name": f"{match[1]} {family}{given[len(match[1]) :]}"} | (
            author.get("identifiers") or {}
        )
        author.pop("name", None)
        return
    name = author.get("name") or (f"{given} {family}" if given and family else family)
    match = _NUMBERED.fullmatch(name) if isinstance(name, str) else None
    if match is None or not isinstance(author.setdefault("identifiers", {}), dict):
        return
    author["identifiers"] = {"dblp-name": name, **author["identifiers"]}
    for key in ("given", "family"):
        author.pop(key, None)
    author["name"] = match[1]
