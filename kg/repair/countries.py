"""Names of countries in English as affiliations have them."""

from __future__ import annotations

from kg.repair.lexicon import word_list


def is_country(name: str) -> bool:
    """Tell whether `name` alone is the name of a country, as an affiliation would end with it."""
    folded = name.casefold().removeprefix("the ").replace(".", "").strip()
    return folded in word_list("places", "countries")
