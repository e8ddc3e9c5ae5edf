"""Affiliations that are an address of the Research Organization Registry, or hold one: they are identified.

Some systems have `https://ror.org/…` where the name should stand, or write it behind the name.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import Ror

_ADDRESS: Final = re.compile(
    r"[\s,;(\[]{0,4}(?:ROR:?\s)?(?:https?://)?(?:www\.)?ror\.org/(0[a-z0-9]{6}\d\d)/?[)\]]{0,2}[\s,;.]{0,4}",
    re.IGNORECASE,
)
_HINT: Final = re.compile(r"ror\.org/|^\s?0[a-z0-9]{6}\d\d\s?$", re.IGNORECASE)


def identify_organisations(people: object) -> None:
    """Make the addresses in the affiliations of people, those of a record under way, identifiers.

    An affiliation that is an address and nothing else names nothing, and is an organisation without a name.
    """
    for entry in people if isinstance(people, list) else ():
        stated = entry.get("affiliations") if isinstance(entry, dict) else None
        if not isinstance(stated, list) or not any(
            isinstance(one, str) and _HINT.search(one) for one in stated
        ):
            continue
        texts: list[Any] = []
        known = [
            held | {"name": None} if Ror.parse(held.get("name") or "") else held
            for held in entry.get("organisations") or ()
        ]
        for one in stated:
            name, number = apart(one) if isinstance(one, str) else (one, None)
            texts += [name] if name and name not in texts else []
            if number and all(number not in held["identifiers"].values() for held in known):
                known.append({"name": name or None, "identifiers": {"ror": number}})
        entry["affiliations"], entry["organisations"] = texts, known


def apart(text: str) -> tuple[str, str | None]:
    """Return a text without the one address of ROR in it, and its identifier; None where it is none.

    >>> apart("https://ror.org/05a28rw58")
    ('', '05a28rw58')
    >>> apart("ETH Zurich (https://ror.org/05a28rw58)")
    ('ETH Zurich', '05a28rw58')
    """
    if alone := Ror.parse(text):
        return "", alone.value
    found = list(_ADDRESS.finditer(text))
    if len(found) != 1 or (number := Ror.parse(found[0][1])) is None:
        return text, None
    before, after = text[: found[0].start()].strip(" ,;"), text[found[0].end() :].strip(" ,;")
    return ", ".join(filter(None, (before, after))), number.value
