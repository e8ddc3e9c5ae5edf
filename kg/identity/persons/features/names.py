"""The features of names: the part of the declared list that tells what two names say of each other."""

from __future__ import annotations

from typing import Final

from kg.identity.persons.features.feature import ClusterPair, Feature, FeatureGroup, Features


def syllables(_: ClusterPair, found: Features) -> None:
    """Note that the names are of syllables: more people bear one than its parts let one expect."""
    found["syllables"] = 1.0


SYLLABLES: Final = FeatureGroup(
    syllables,
    (Feature("syllables", "a family name of names of syllables, Chinese and Korean ones", 0, "both"),),
    lambda a, b: a.best_name.syllabic or b.best_name.syllabic,
)
NAMES: Final = (
    Feature("bias", "what any pair of one block begins with", 0, "both"),
    Feature("name", "logarithm of how many people are thought to bear the name", -0.9, "against"),
    Feature("name: equal", "the same name", 1.5, "both"),
    Feature("name: middle", "a middle initial beside the name spelled out", 0, "both"),
    Feature("name: shorter", "a middle name only in one", 0, "both"),
    Feature("name: initials", "both give the same initials only", 1.5, "both"),
    Feature("name: fewer initials", "both give initials only, one of them fewer", 0, "both"),
    Feature("name: initial", "an initial beside a name that it fits", 1.5, "both"),
    Feature("name: short form", "one given name is a short form of the other", -3.5, "against"),
    Feature("name: near", "a slip of the pen, or another transliteration", -2.5, "against"),
    Feature("name: shifted", "one leaves out the first of the given names", -2, "against", learned=False),
    Feature(
        "name: called", "an initial fits, but only one has the name behind it", -3, "against", learned=False
    ),
    Feature("name: part", "one bears a part of the family name of the other", -1.5, "against"),
    Feature("name: reversed", "the same names in the other order", -2, "against", learned=False),
    Feature("name: misspelt", "the family names differ by a vowel or so", -6, "against", learned=False),
    Feature("name: missing", "one has a family name only", -1, "against"),
)
"""Features of the names, told last."""
