"""Countries by the names that affiliations give them, from `countries.tsv`: names of ISO 3166-1 and others.

The table has English names, usual short forms and own names, with their codes of two letters. Georgia and
Jersey are not in it: a state and a part of one are called so, too.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Final

from kg.identity.folding import tokens

MOST_WORDS: Final = 6
"""Words of the longest name of a country."""
_STATE_CODES: Final = frozenset({
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "HI", "ID", "IL", "IN", "IA", "KS", "KY",
    "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC",
    "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI",
    "WY", "DC", "GA",
})  # fmt: skip
_STATES: Final = frozenset({
    "alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware",
    "florida", "hawaii", "idaho", "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana",
    "maine", "maryland", "massachusetts", "michigan", "minnesota", "mississippi", "missouri", "montana",
    "nebraska", "nevada", "new hampshire", "new jersey", "new mexico", "new york", "north carolina",
    "north dakota", "ohio", "oklahoma", "oregon", "pennsylvania", "rhode island", "south carolina",
    "south dakota", "tennessee", "texas", "utah", "vermont", "virginia", "washington", "west virginia",
    "wisconsin", "wyoming", "district of columbia",
})  # fmt: skip


def _folded(name: str) -> str:
    return " ".join(tokens(name))


@cache
def _by_name() -> dict[str, str]:
    text = files(__package__).joinpath("countries.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), dialect="excel-tab")
    return {_folded(row["name"]): row["code"] for row in rows}


def country_called(name: str) -> str | None:
    """Return the code of two letters (ISO 3166-1) of a country by its name, or null."""
    return _by_name().get(_folded(name))


def is_state(text: str) -> bool:
    """Tell whether a text is a state of the United States: its name, or its code in capitals."""
    return text.strip(". ") in _STATE_CODES or _folded(text) in _STATES
