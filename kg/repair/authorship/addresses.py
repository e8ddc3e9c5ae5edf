"""Addresses of institutions that stand in a list of authors as if they were authors.

Deposits of some publishers state what follows each name in print, its affiliation, as one more author. A
department with its university, its town and its country is an address; what signs papers under its own name
(a society, a ministry, a survey, a museum) is called by that name alone, at most with its country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.repair.countries import is_country

ADDRESS_RULE: Final = "AFFILIATION-AS-AUTHOR"
ADDRESS_CONFIDENCE: Final = 0.9
"""That an address is where the person works to whom `holders` gives it; by the looks of Crossref's works."""

_LEAST_PARTS: Final = 3
_UNIT: Final = re.compile(
    r"(?:department|dept\.?|dep\.?|division|faculty|school|college|section|unit|chair|clinic|centre|center|"
    r"laboratory|laboratoire|institute|institut|instituto|istituto|departamento|département|dipartimento|"
    r"facultad|faculdade|faculté|facoltà|fakultät|lehrstuhl|abteilung|klinik|service|servicio|serviço)\b",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    r"\b(?:universit\w+|univ|universidad\w*|hospital\w*|academy|akademi\w+|college|polytechnic\w*|"
    r"politecnico|hochschule|klinikum|institute|institut|instituto|center|centre)\b",
    re.IGNORECASE,
)


def is_address(name: str) -> bool:
    """Tell whether the name of an organisation is an address: a unit, what it belongs to, and a country.

    >>> is_address("Department of Owls, University of Lund, Lund, Sweden")
    True
    >>> is_address("Ministry of Health, Kenya")
    False
    """
    parts = [part.strip(" .;") for part in name.split(",")]
    if len(parts) < _LEAST_PARTS or not is_country(parts[-1]):
        return False
    unit = next((place for place, part in enumerate(parts[:-1]) if _UNIT.search(part)), None)
    return unit is not None and any(_WHOLE.search(part) for part in parts[unit + 1 : -1])


def holders(addresses: Sequence[bool]) -> dict[int, int | None]:
    """Return, by the place of each address of a list, the place of the author whose it is, if that is known.

    It is known where one address follows an author, and where as many addresses follow all authors as there
    are. Where authors have none before the first address, nothing is said: then an organisation may sign.

    >>> holders([False, True, False, True]), holders([False, False, True, True])
    ({1: 0, 3: 2}, {2: 0, 3: 1})
    >>> holders([False, True, True]), holders([True, False])
    ({1: None, 2: None}, {})
    """
    places = [place for place, is_one in enumerate(addresses) if is_one]
    authors = len(addresses) - len(places)
    if not places or addresses[0]:
        return {}
    if len(places) == authors and places[0] == authors:
        return {place: place - authors for place in places}
    alone = all(
        not addresses[place - 1] and (place + 1 == len(addresses) or not addresses[place + 1])
        for place in places
    )
    if alone and authors == len(places):
        return {place: place - 1 for place in places}
    return dict.fromkeys(places)
