"""One answer of a repository: which records it holds, and how to ask for the next."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import ParseError, fromstring

_OAI: Final = "{http://www.openarchives.org/OAI/2.0/}"
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?")


@dataclass(frozen=True, slots=True)
class OaiResponse:
    """What an answer says; `whole` is false where its XML is broken, so that its end may be lost."""

    content: bytes
    identifiers: tuple[str, ...]
    datestamps: tuple[str, ...]
    token: str | None
    at: str | None
    whole: bool

    @property
    def mark(self) -> str:
        """Tell this answer from others by the records in it."""
        return hashlib.sha256("\n".join(self.identifiers).encode()).hexdigest()[:16]


def answer(content: bytes, root: Any) -> OaiResponse:
    """Return what an answer says; `root` is its XML as far as it could be parsed."""
    headers = root.findall(f".//{_OAI}header") if root is not None else []
    texts = [(_text(one, "identifier"), _text(one, "datestamp")) for one in headers]
    days = [day for _, day in texts if day and _MOMENT.fullmatch(day)]
    token = root.find(f".//{_OAI}resumptionToken") if root is not None else None
    return OaiResponse(
        content,
        tuple(name or "" for name, _ in texts),
        tuple(days),
        ((token.text or "").strip() or None) if token is not None else None,
        _text(root, "responseDate") if root is not None else None,
        _is_whole(content),
    )


def _text(element: Any, name: str) -> str | None:
    found = element.find(f"{_OAI}{name}")
    return (found.text or "").strip() or None if found is not None else None


def _is_whole(content: bytes) -> bool:
    try:
        fromstring(content)  # noqa: S314 - of entities that are declared the parser bounds the expansion
    except (ParseError, ValueError, LookupError):
        return False
    return True
