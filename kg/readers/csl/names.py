"""Names in CSL: parts with particles and suffix, or one literal."""

from __future__ import annotations

from typing import Any, Final

from kg.readers.inverted_names import Person, person, unit
from kg.readers.json_values import text

_YES: Final = frozenset(["1", "true", "yes"])


def names(value: object) -> list[Person]:
    """Return whom a name variable lists: objects, texts, or one of either."""
    several = value if isinstance(value, list) else [value]
    return [found for one in several if (found := _name(one))]


def _name(value: object) -> Person | None:
    if not isinstance(value, dict):
        stated = text(value)
        return person(stated) if stated else None
    said = {key: text(inner) for key, inner in value.items()}
    literal, given, family = said.get("literal") or said.get("name"), said.get("given"), said.get("family")
    more: dict[str, Any] = {"orcid": number} if (number := said.get("ORCID") or said.get("orcid")) else {}
    if places := _places(value.get("affiliation")):
        more["affiliations"] = places
    if family and _is_true(value, "isInstitution"):
        return {"name": family, "kind": "collective"} | more
    if not family:
        alone = literal or given
        found = unit(alone) if alone else None
        return ({"name": found} if isinstance(found, str) else found) | more if found else None
    particles = [said.get("dropping-particle"), said.get("non-dropping-particle")]
    if given and _is_true(value, "parse-names"):
        given, small = _parted(given)
        particles.append(small)
    whole = " ".join(filter(None, [*particles, family]))
    if not given:
        return {"name": whole, "family": whole} | more if any(particles) else _alone(whole, more)
    parts = {"given": given, "family": whole, "suffix": said.get("suffix")}
    return {key: part for key, part in parts.items() if part} | more


def _places(stated: object) -> list[str]:
    """Return affiliations, which Crossref's CSL has as objects with a name, and some write as texts."""
    several = stated if isinstance(stated, list) else [stated]
    names = [text(one.get("name")) if isinstance(one, dict) else text(one) for one in several]
    return [name for name in names if name]


def _is_true(value: dict[str, Any], key: str) -> bool:
    return value.get(key) is True or (text(value.get(key)) or "").lower() in _YES


def _parted(given: str) -> tuple[str, str | None]:
    """Part a given name from the small words at its end, which are particles: `Jean de la`."""
    words = given.split()
    count = next((n for n, word in enumerate(reversed(words)) if not word[0].islower()), len(words))
    if not count or count == len(words):
        return given, None
    return " ".join(words[:-count]), " ".join(words[-count:])


def _alone(family: str, more: dict[str, Any]) -> Person:
    """Return a family name without a given one: often a collective, which is told by its words."""
    return {"name": family} | more if more else family
