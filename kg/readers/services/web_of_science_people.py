"""People in Web of Science's JSON: names with their roles, and the addresses and numbers that stand apart."""

from __future__ import annotations

from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.inverted_names import person
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.services.service import filled

_EDITORS: Final = frozenset(["book_editor", "editor"])
_COLLECTIVE: Final = frozenset(["corp", "book_corp", "anon"])


def people(stated: dict[str, Any], draft: Draft) -> None:
    """State authors, editors and others of a record of the Expanded API, and where they worked."""
    places = _places(stated)
    numbers = _numbers(stated)
    authors: list[dict[str, Any]] = []
    editors: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    pointed = False
    for one in objects(inside(stated, "static_data", "summary", "names", "name")):
        role = text(one.get("role")) or "author"
        if role == "anon":
            continue
        made = _named(one) | numbers.get(_key(one), {})
        if role in _COLLECTIVE:
            made["kind"] = "collective"
        at = [places[each] for each in (text(one.get("addr_no")) or "").split() if each in places]
        pointed = pointed or bool(at)
        if at:
            made["affiliations"] = at
        if one.get("reprint") == "Y":
            made["corresponding"] = True
        if role in ("author", "corp", "inventor"):
            authors.append(made)
        elif role in _EDITORS and draft.fields.get("venue"):
            editors.append({key: value for key, value in made.items() if key != "corresponding"})
        else:
            others.append({key: value for key, value in made.items() if key != "corresponding"} | (
                {"role": "editor"} if role in _EDITORS else {"role": "other", "role_as_stated": role}
            ))  # fmt: skip
    fields = draft.fields
    fields["authors"], fields["editors"], fields["contributors"] = authors, editors, others
    if not pointed:
        fields["institutions"] = list(dict.fromkeys(places.values()))


def of_starter(stated: dict[str, Any], draft: Draft) -> None:
    """State authors and editors of a record of the Starter API."""
    names = stated.get("names")
    held = names if isinstance(names, dict) else {}
    draft.fields["authors"] = [_short(one) for one in objects(held.get("authors"))]
    key = "editors" if draft.fields.get("venue") else "contributors"
    editors = [_short(one) for one in objects(held.get("bookEditors"))]
    others = [
        _short(one) | {"role": "other", "role_as_stated": "book author"} for one in objects(held.get("books"))
    ]
    draft.fields["contributors"] = others
    if key == "editors":
        draft.fields["editors"] = editors
    else:
        draft.fields["contributors"] += [one | {"role": "editor"} for one in editors]


def _short(one: dict[str, Any]) -> dict[str, Any]:
    found = person(plain(one.get("displayName")) or plain(one.get("wosStandard")) or "")
    number = text(one.get("researcherId"))
    made: dict[str, Any] = dict(found) if isinstance(found, dict) else {"name": found}
    return filled(made | {"identifiers": {"researcherid": number} if number else None})


def _named(one: dict[str, Any]) -> dict[str, Any]:
    family, given = plain(one.get("last_name")), plain(one.get("first_name"))
    if family and given:
        made: dict[str, Any] = {"given": given, "family": family, "suffix": plain(one.get("suffix"))}
    else:
        found = person(plain(one.get("full_name")) or plain(one.get("display_name")) or family or "")
        made = dict(found) if isinstance(found, dict) else {"name": found}
    number = text(one.get("r_id"))
    return filled(
        made
        | {
            "orcid": text(one.get("orcid_id")),
            "identifiers": {"researcherid": number} if number else None,
        }
    )


def _key(one: dict[str, Any]) -> tuple[str, str]:
    return (plain(one.get("last_name")) or "").casefold(), (plain(one.get("first_name")) or "").casefold()


def _numbers(stated: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the ORCID and ResearcherID of those whose name stands once among the contributors."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    twice: set[tuple[str, str]] = set()
    for one in objects(inside(stated, "static_data", "contributors", "contributor")):
        name = next(iter(objects(one.get("name"))), {})
        number = text(name.get("r_id"))
        made = filled({
            "orcid": text(name.get("orcid_id")),
            "identifiers": {"researcherid": number} if number else None,
        })  # fmt: skip
        key = _key(name)
        if key in found:
            twice.add(key)
        if all(key):
            found[key] = made
    return {key: made for key, made in found.items() if key not in twice}


def _places(stated: dict[str, Any]) -> dict[str, str]:
    """Return the addresses as printed, by their numbers."""
    found: dict[str, str] = {}
    listed = inside(stated, "static_data", "fullrecord_metadata", "addresses", "address_name")
    for place, one in enumerate(objects(listed), 1):
        spec = next(iter(objects(one.get("address_spec"))), {})
        number = count(spec.get("addr_no"))
        if address := plain(spec.get("full_address")) or ", ".join(texts(spec.get("city"))):
            found[str(number if number is not None else place)] = address
    return found
