"""The table of features, as the README has it: written from the declared list and the weights."""

from __future__ import annotations

from collections.abc import Mapping

from kg.identity.persons.features.declared import FEATURES

HEAD = "| feature | its number | weight |\n| --- | --- | ---: |\n"


def table(weights: Mapping[str, float]) -> str:
    """Return the table in Markdown; a weight that was set by hand, not learned, is marked so."""
    return HEAD + "".join(
        f"| {one.name} | {one.about} | {weights[one.name]:g}{'' if one.learned else ' (by hand)'} |\n"
        for one in FEATURES
    )
