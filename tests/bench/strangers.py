"""What lumping costs beside people whom the gold does not name: precision with strangers.

Gold of ORCID and of the ACL Anthology names some mentions of a block only. B³ over these alone lets a method
that joins whoever shares initials off: with whom else it joined them is not looked at. Here a mention without
gold counts against a cluster as well, where its name as printed shows it to be somebody else's.

It is somebody else's if both it and the person of the gold are printed with a given name spelled out, and
the two names contradict each other (`kg.identity.persons.relation`). That assumes that this rule is right and
that nobody bears two such names, as one who married may. One whose name fits counts for nothing, though it
may be a namesake's; nor is it asked whether strangers are told from one another. So it is less than what
lumping costs, by a rule of kg's own, which saw no printed name when it put together what is scored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from kg.identity.persons.person_name import PersonName
from kg.identity.persons.relation import relate
from kg.identity.score import Score


def with_strangers(
    score: Score, gold: Mapping[str, str], clusters: Mapping[str, str], names: Mapping[str, PersonName]
) -> Score:
    """Return the score of the mentions of `gold` with strangers in their clusters against the precision.

    `clusters` and `names`, as printed, are of all mentions, of those without gold as well. Recall, and all
    that is counted in pairs, stay as they are.
    """
    persons: dict[str, set[PersonName]] = defaultdict(set)
    both: Counter[tuple[str, str]] = Counter()
    for mention, person in gold.items():
        both[person, clusters[mention]] += 1
        if names[mention].is_full:
            persons[person].add(names[mention])
    known = Counter(clusters[mention] for mention in gold)
    others: dict[str, Counter[PersonName]] = defaultdict(Counter)
    for mention, cluster in clusters.items():
        if cluster in known and mention not in gold and names[mention].is_full:
            others[cluster][names[mention]] += 1
    precise = sum(
        count * count / (known[cluster] + _strangers(persons[person], others[cluster]))
        for (person, cluster), count in both.items()
    )
    return replace(score, precision=precise / max(len(gold), 1))


def _strangers(borne: Collection[PersonName], others: Mapping[PersonName, int]) -> int:
    """Return how many mentions bear a name that contradicts each of those that a person is printed with."""
    if not borne:
        return 0
    return sum(count for name, count in others.items() if all(relate(name, one) is None for one in borne))
