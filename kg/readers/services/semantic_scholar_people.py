"""Authors of Semantic Scholar as profiles: of its API, alone or with their papers, and of its data set."""

from __future__ import annotations

from typing import Any, Final

from kg.identifiers import Orcid
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, inside, plain, text, texts

_KEYS: Final = ("authorId", "authorid")
PERSON: Final = FieldTable(
    read={
        "authorId": "identifiers", "authorid": "identifiers", "externalIds.ORCID": "identifiers",
        "externalIds.ORCID[]": "identifiers", "externalids.ORCID": "identifiers",
        "externalids.ORCID[]": "identifiers", "name": "name", "aliases[]": "variants",
        "affiliations[]": "affiliations", "homepage": "urls", "url": "urls", "paperCount": "papers_total",
        "papercount": "papers_total", "citationCount": "citations", "citationcount": "citations",
        "hIndex": "h_index", "hindex": "h_index",
    },
    dropped={"*": "a profile has no field for it"},
)  # fmt: skip


def is_person(stated: dict[str, Any]) -> bool:
    """Tell whether an entry is an author, not a paper, which has no number of an author of its own."""
    return any(key in stated for key in _KEYS) and "title" not in stated


def person(stated: dict[str, Any]) -> dict[str, Any] | None:
    """Return the fields of the profile of an author; None where the entry is none."""
    if not is_person(stated):
        return None
    small = {key.lower(): value for key, value in stated.items()}
    name = plain(small.get("name"))
    identifiers = {"s2": number} if (number := text(small.get("authorid"))) else {}
    if orcid := Orcid.parse(text(inside(small, "externalids", "ORCID")) or ""):
        identifiers["orcid"] = str(orcid)
    return {
        "name": name, "identifiers": identifiers,
        "variants": [one for one in texts(small.get("aliases")) if one != name],
        "affiliations": texts(small.get("affiliations")),
        "urls": [one for key in ("homepage", "url") if (one := text(small.get(key)))],
        "papers_total": count(small.get("papercount")), "citations": count(small.get("citationcount")),
        "h_index": count(small.get("hindex")),
    }  # fmt: skip
