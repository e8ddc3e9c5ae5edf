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
from kg.repair.lexicon import word_list

MOST_WORDS: Final = 6
"""Words of the longest name of a country."""


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
    names, codes = word_list("places", "states"), word_list("places", "state-codes")
    return text.strip(". ") in codes or _folded(text) in names
