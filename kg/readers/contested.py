"""Identifiers that a record states of several of its authors: whose they are is not known.

Some deposits put the ORCID iD of one author on all of them, and some sources have one number for everybody
they do not know (OpenAlex's `A9999999999`). An identifier is one person's (ORCID, "Structure of the ORCID
Identifier"), so that none of them keeps it, unless all have one name: then the first does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kg.records import Author, Damage


def without_contested(authors: list[Any], field: str) -> Iterator[Damage]:
    """Take contested identifiers out of `authors`, objects of a record; yield what damage that is."""
    bearers: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for author in authors:
        if isinstance(author, dict) and author.get("kind") != "collective":
            for held in _identifiers(author):
                bearers[held].append(author)
    for (scheme, value), several in bearers.items():
        if len(several) == 1:
            continue
        kept = 1 if len({str(one.get("name")).casefold() for one in several}) == 1 else 0
        for one in several[kept:]:
            if scheme == "orcid" and one.get("orcid") == value:
                del one["orcid"]
            else:
                one["identifiers"] = {key: own for key, own in one["identifiers"].items() if key != scheme}
        names = ", ".join(str(one.get("name")) for one in several[:4])
        whose = "one author stands there twice" if kept else "whose it is is not known"
        yield Damage(
            kind="identifier_invalid",
            field=field,
            note=f"{scheme} {value} of {len(several)} authors ({names}): {whose}"[:500],
        )


def is_contested(authors: tuple[Author, ...]) -> bool:
    """Tell whether two authors of a record have one identifier."""
    held = [
        pair
        for one in authors
        if (one.orcid or one.identifiers) and one.kind != "collective"
        for pair in _identifiers({"orcid": one.orcid, "identifiers": one.identifiers})
    ]
    return len(set(held)) < len(held)


def _identifiers(author: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(orcid := author.get("orcid"), str):
        yield "orcid", orcid
    stated = author.get("identifiers")
    for scheme, value in stated.items() if isinstance(stated, dict) else ():
        if isinstance(value, str) and (scheme, value) != ("orcid", orcid):
            yield scheme, value
