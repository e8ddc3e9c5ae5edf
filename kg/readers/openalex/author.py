"""One OpenAlex author as a profile: a person among many, as far as OpenAlex's own clustering knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from kg.identifiers import Orcid
from kg.readers.json_entries import JsonEntry
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.leaves import json_leaves
from kg.readers.openalex.fields import AUTHOR
from kg.readers.openalex.identifiers import short
from kg.readers.source import Document
from kg.records import Damage, Item, Profile, Rejection
from kg.repair.names import split


def author(document: Document, format_name: str, entry: JsonEntry) -> Iterator[Item]:
    """Yield the profile of an author, or a rejection that says why there is none."""
    stated, leaves = entry.value, list(json_leaves(entry.value))
    name, identifier = plain(stated.get("display_name")), short(stated.get("id"), "A")
    reason = "it stands for the authors that OpenAlex has deleted" if not identifier else "it states no name"
    made: Profile | None = None
    if name and identifier:
        source = {
            "file": document.name, "format": format_name, "first_line": entry.first_line,
            "last_line": entry.last_line, "observed": (text(stated.get("updated_date")) or "")[:10] or None,
        }  # fmt: skip
        try:
            made = Profile.model_validate(
                {"source": source, "name": name, "kind": "record"} | _fields(stated, name, identifier)
            )
        except ValidationError as error:
            reason = error.errors(include_url=False)[0]["msg"]
    if document.fates is not None:
        document.fates.settle(leaves, made, AUTHOR)
    yield made or Rejection(document.name, entry.first_line, reason, entry.excerpt)


def _fields(stated: dict[str, Any], name: str, identifier: str) -> dict[str, Any]:
    halves = split(name)
    identifiers, damage = {"openalex": identifier}, []
    if written := text(stated.get("orcid")) or text(inside(stated, "ids", "orcid")):
        if orcid := Orcid.parse(written):
            identifiers["orcid"] = str(orcid)
        else:
            damage.append(
                Damage(kind="identifier_invalid", field="identifiers", note=f"no ORCID iD: {written[:80]}")
            )
    ids = stated.get("ids")
    addresses = [text(ids.get(key)) for key in ("wikipedia", "scopus")] if isinstance(ids, dict) else []
    institutions = [
        *objects(stated.get("last_known_institutions")), *objects(stated.get("last_known_institution"))
    ]  # fmt: skip
    return {
        "given": halves.given, "family": halves.family, "identifiers": identifiers, "damage": damage,
        "variants": [one for one in texts(stated.get("display_name_alternatives")) if one != name],
        "affiliations": list(dict.fromkeys(
            found for one in institutions if (found := plain(one.get("display_name")))
        )),
        "urls": [one for one in addresses if one],
        "h_index": count(inside(stated, "summary_stats", "h_index")),
        "papers_total": count(stated.get("works_count")), "citations": count(stated.get("cited_by_count")),
    }  # fmt: skip
