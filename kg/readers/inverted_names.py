"""Names as reference managers list them: `Family, Given, Suffix`, and `Collective,` with a comma."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.repair.authorship.nobody import is_nobody
from kg.repair.collectives import is_collective, is_generic
from kg.repair.names import is_stated_suffix
from kg.repair.shift import is_common_given_name
from kg.repair.texts.html_markup import entities

Person = dict[str, Any] | str

_INITIALS_LAST: Final = re.compile(r"([^\W\d_][^\d,;]{0,60}[^\W\d_]) ([A-Z]{1,3})")
_EAST_ASIAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_INITIAL: Final = re.compile(r"[^\W\d_]\.\s")
_INITIALS_FIRST: Final = r"[A-Z]\.?(?:[ -]?[A-Z]\.?){0,2} [A-Z][\w'’-]{2,40}"
TWO_PEOPLE: Final = re.compile(rf"{_INITIALS_FIRST}\s{{0,3}},\s{{0,3}}{_INITIALS_FIRST}")
"""Two people in the place of one, `B. Lind, S. Berg`: initials stand before either name."""
_SUFFIXES: Final = frozenset(["Jr", "Sr", "jr", "sr", "Jnr", "Snr", "II", "III", "IV", "2nd", "3rd", "4th"])


def person(text: str) -> Person:
    """Return the parts of a name, or the name as text, for `kg.readers.people`."""
    plain = " ".join(text.split())
    if ";" in plain or plain.count(",") > 2 or TWO_PEOPLE.fullmatch(plain):
        return plain
    family, *rest = [part.strip() for part in plain.split(",")]
    rest = [part for part in rest if part]
    if not rest and (found := _INITIALS_LAST.fullmatch(plain)) and not found[1].isupper():
        given = " ".join(f"{letter}." for letter in found[2])
        return {"given": given, "family": found[1], "printed": plain, "name": f"{given} {found[1]}"}
    if not rest:
        marked = plain.endswith(",") and " " in family
        return {"name": family, "kind": "collective"} if marked and family else family
    if is_collective(family) and (all(map(is_generic, family.split())) or is_collective(plain)):
        return plain
    if len(rest) == 1 and _EAST_ASIAN.search(family) and _EAST_ASIAN.search(rest[0]):
        return plain  # which is read in that order
    if len(rest) == 1:
        return plain if is_generation(rest[0]) else {"given": rest[0], "family": family}
    if _is_suffix(rest[1]):
        return {"given": rest[0], "family": family, "suffix": rest[1]}
    if _is_suffix(rest[0]):
        return {"given": rest[1], "family": family, "suffix": rest[0]}
    return plain


def unit(whole: str) -> Person:
    """Return a name that its source holds to be one unit: a collective, or a person whose parts are open."""
    if is_collective(whole):
        return {"name": whole, "kind": "collective"}
    if is_nobody(whole):
        return whole
    first = whole.partition(" ")[0]
    if " " not in whole or is_common_given_name(first) or _INITIAL.match(whole):
        return {"name": whole, "printed": whole} if "," not in whole else whole
    return {"name": whole, "kind": "collective"}


def people(values: list[str]) -> list[Person]:
    """Return whom values name, each of which may name several, parted by `;` (of no entity) or line ends."""
    return [person(one) for value in values for one in re.split(r"[;\n]", entities(value)) if one.strip()]


def is_generation(part: str) -> bool:
    """Tell whether a part of a name is `Jr.`, `III` and the like; `M.D.` may as well be initials."""
    return part.rstrip(".") in _SUFFIXES


def _is_suffix(part: str) -> bool:
    return part.rstrip(".") in _SUFFIXES or is_stated_suffix(part)
