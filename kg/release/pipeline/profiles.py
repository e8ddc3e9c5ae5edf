"""Profile pages as a whole: which are of one person, and which papers each gives to its person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.digests import opaque
from kg.identity.profiles import CONFIDENCE, RULE
from kg.keys import is_profile_key, key_of, page_of
from kg.records import Profile
from kg.release.pipeline.shards import WorkFolder
from kg.works import IdentityDecision

_ENOUGH: Final = 2
"""So many papers in common make two pages of one aggregator and name those of one person."""
_ONE_PERSON: Final = 0.97
"""How sure that is; set by hand, as no gold tells."""


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
            things=[key_of("person", person), *(key_of("authorship", one) for one in sorted(papers))],
            records=records,
            words=f"the person's profile page lists {'these' if several else 'this'} {len(papers)} "
            f"paper{'s' if several else ''}, whose printed author list{'s are' if several else ' is'} cut, "
            f"damaged or absent and {'do' if several else 'does'} not have the name",
        )


def one_person(
    folder: WorkFolder, pages: Mapping[str, Profile]
) -> tuple[list[tuple[str, str]], list[IdentityDecision]]:
    """Return pairs of agent keys that pages prove to be one person's, and what was decided of two pages.

    Two pages of one aggregator that give the same names of papers to their persons are of one person: another
    date of one page. One paper alone may be listed by mistake, and leaves it open.
    """
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in folder.files("pages"):
        for line in path.read_text(encoding="utf-8").splitlines():
            agent, page, paper = line.split("\t")
            shared[agent, page].add(paper)
    pairs: list[tuple[str, str]] = []
    decisions: list[IdentityDecision] = []
    for (agent, page), papers in sorted(shared.items()):
        if not is_profile_key(agent):
            pairs.append((agent, page))  # an identifier of the name that the page is about
        elif pages[agent].source.format == pages[page].source.format:
            same = len(papers) >= _ENOUGH
            pairs += [(agent, page)] if same else []
            decisions.append(_of_two(agent, page, pages, papers, same=same))
    return pairs, decisions


def _of_two(
    one: str, other: str, pages: Mapping[str, Profile], papers: set[str], *, same: bool
) -> IdentityDecision:
    names = sorted({pages[one].name, pages[other].name})
    return IdentityDecision(
        name=f"pages-{page_of(one)}-{page_of(other)}",
        outcome="same" if same else "undecided",
        rule=RULE,
        confidence=_ONE_PERSON if same else 0.5,
        # once both are one person, the papers are what the decision still names beside it
        things=[
            key_of("person", one),
            key_of("person", other),
            *(key_of("paper", paper) for paper in sorted(papers)),
        ],
        words=f"two profile pages of one aggregator, headed {' and '.join(names)}, have {len(papers)} "
        f"paper{'s' if len(papers) > 1 else ''} in common",
    )


def _final(key: str, agents: Mapping[str, str]) -> str:
    while key in agents:
        key = agents[key]
    return key
