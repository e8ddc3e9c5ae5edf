"""Profile pages as a whole: which are of one person, and which papers each gives to its person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.digests import opaque
from kg.identity.profiles import CONFIDENCE, RULE
from kg.works import IdentityDecision


def listing_decisions(
    listed: Iterable[tuple[str, str, list[str]]], agents: Mapping[str, str]
) -> Iterator[IdentityDecision]:
    """Yield for each person why the papers that only profile pages list are held to be of that person.

    `listed` are agents, their authorships without a position, and the records of the pages.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for agent, authorship, records in listed:
        found[_final(agent, agents)][authorship] = records
    for person, papers in sorted(found.items()):
        records = sorted({record for one in papers.values() for record in one})
        several = len(papers) > 1
        yield IdentityDecision(
            name=f"listed-{opaque('decision', person)}",
            outcome="same",
            rule=RULE,
            confidence=CONFIDENCE,
            things=[f"person:{person}", *(f"authorship:{one}" for one in sorted(papers))],
            records=records,
            words=f"the person's profile page lists {'these' if several else 'this'} {len(papers)} "
            f"paper{'s' if several else ''}, whose printed author list{'s are' if several else ' is'} cut, "
            f"damaged or absent and {'do' if several else 'does'} not have the name",
        )


def _final(key: str, agents: Mapping[str, str]) -> str:
    while key in agents:
        key = agents[key]
    return key
