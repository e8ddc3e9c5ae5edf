"""References as Scopus lists them in one text, parted by semicolons: in tables, BibTeX and RIS."""

from __future__ import annotations

import re
from typing import Final

_DOI: Final = re.compile(r"(?:DOI:? ?|doi\.org/)\[?(10\.\d{4,9}/[^\s\],;]{1,200})", re.IGNORECASE)


def listed_references(text: str, mark: str = ";") -> list[dict[str, str]]:
    """Return the references in `text`, parted by `mark`, as printed, with the DOI of each that states one."""
    return [_reference(one.strip(" ;\n")) for one in text.split(mark) if one.strip(" ;\n")]


def _reference(text: str) -> dict[str, str]:
    match = _DOI.search(text)
    return {"text": " ".join(text.split())} | ({"doi": match[1].rstrip(".")} if match else {})
