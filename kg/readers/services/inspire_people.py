"""The people of INSPIRE's records: authors, editors, supervisors, and the groups that they wrote for."""

from __future__ import annotations

from typing import Any

from kg.readers.draft import Draft
from kg.readers.inverted_names import person
from kg.readers.json_values import count, objects, plain, text, texts
from kg.readers.services.service import filled


def people(stated: dict[str, Any], draft: Draft) -> None:
    """State authors; editors, supervisors and the groups on whose behalf they wrote are contributors."""
    fields = draft.fields
    authors, others = [], []
    for one in objects(stated.get("authors")):
        made, roles = _author(one), texts(one.get("inspire_roles"))
        if "editor" in roles or "supervisor" in roles:
            others.append(made | {"role": "editor" if "editor" in roles else "supervisor"})
        else:
            authors.append(made)
    groups = [name for one in objects(stated.get("collaborations")) if (name := plain(one.get("value")))]
    authors += [{"name": name, "kind": "collective"} for name in texts(stated.get("corporate_author"))]
    if authors:
        others += [
            {"name": _group(name), "kind": "collective", "role": "other", "role_as_stated": "collaboration"}
            for name in groups
        ]
    else:
        authors = [{"name": _group(name), "kind": "collective"} for name in groups]
    total = count(stated.get("author_count"))
    fields["authors"], fields["contributors"] = authors, others
    if total is not None and total > len(authors) + len(others):
        fields["authors_complete"] = False


def _group(name: str) -> str:
    return (
        name
        if name.lower().endswith(("collaboration", "group", "team", "project"))
        else f"{name} Collaboration"
    )


def _author(one: dict[str, Any]) -> dict[str, Any]:
    printed = plain(one.get("full_name")) or ", ".join(
        filter(None, [plain(one.get("last_name")), plain(one.get("first_name"))])
    )
    found = person(printed) if printed else None
    made: dict[str, Any] = dict(found) if isinstance(found, dict) else {"name": found}
    identifiers = {}
    for each in objects(one.get("ids")):
        scheme, value = (text(each.get("schema")) or "").lower(), text(each.get("value"))
        if value and scheme == "orcid":
            made["orcid"] = value
        elif value and scheme:
            identifiers["inspire-bai" if scheme == "inspire bai" else scheme.replace(" ", "-")] = value
    raw = [text(each.get("value")) for each in objects(one.get("raw_affiliations"))]
    known = [text(each.get("value")) for each in objects(one.get("affiliations"))]
    return filled(
        made | {"identifiers": identifiers, "affiliations": list(dict.fromkeys(filter(None, raw or known)))}
    )
