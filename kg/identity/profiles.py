"""What the pages of people say of a paper: whose a printed name is, and who wrote it though no list says so.

Mapping specification, section 4.4; rule AGGREGATOR-PROFILE. A page of an aggregator's own author entity
holds the papers that it lists to be of its person. Where the printed list of such a paper is cut, damaged or
absent and has not the name, the person holds an authorship without a position. A complete list that has not
the name contradicts the page: nothing follows, and that is said. A heading of a name search says only that
names match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.identity.authors import IdentifiedRecord
from kg.identity.folding import name_key
from kg.identity.persons.person_name import parse_name
from kg.identity.persons.relation import Relation, relate
from kg.keys import key_of, page_id
from kg.records import Profile
from kg.works import Authorship, IdentityDecision, Work, own_key

RULE: Final = "AGGREGATOR-PROFILE"
CONFIDENCE: Final = 0.9
"""How sure it is that a paper on an aggregator's profile is of its person; set by hand, as no gold tells."""
_FITS: Final[frozenset[Relation]] = frozenset(
    {"equal", "middle", "shorter", "initials", "fewer initials", "initial", "reversed"}
)

Page = tuple[str, Profile]
"""A profile or heading, with its key: `profile:{document id}-{number of the page in it}`."""


def claim(
    work: Work, stated: Sequence[tuple[Page, IdentifiedRecord]]
) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Tell whose the names of a paper are by the pages that list it; `stated` gives each with its record.

    Returns:
        The headings (key of the heading, key of the agent that it matches, record), and pairs of agent keys
        that stand for one name of the paper, the second that of a page.
    """
    under: list[tuple[str, Authorship, str]] = []
    pairs: list[tuple[str, str]] = []
    for (key, profile), listing in stated:
        matches = _matches(work, profile)
        if profile.kind != "profile":
            if len(matches) == 1 and matches[0].key == name_key(profile.name):
                under.append((key, matches[0], listing.record_id))
        elif len(matches) == 1:
            if matches[0].agent is None:
                matches[0].agent = key
            else:
                pairs.append((matches[0].agent, key))
        elif not _lists(key, profile, listing, stated):
            continue
        elif matches or work.list_status == "complete":
            work.identity.append(_contradicted(work, key, profile, listing, matches))
        else:
            pairs += _listed(work, key, profile, listing)
    # only now: a later page may have told whose a name is
    return [(key, one.agent or own_key(work.key, one), record) for key, one, record in under], pairs


def _matches(work: Work, profile: Profile) -> list[Authorship]:
    """Return the printed entries that bear the name of a page; else those that may be it, written so."""
    wanted = name_key(profile.name)
    people = [one for one in work.authorships if not one.collective]
    if found := [one for one in people if one.key == wanted]:
        return found
    if profile.kind != "profile":
        return []
    name = parse_name(profile.name, profile.given, profile.family)
    return [one for one in people if relate(name, parse_name(one.name, one.given, one.family)) in _FITS]


def _lists(
    key: str, profile: Profile, listing: IdentifiedRecord, stated: Iterable[tuple[Page, IdentifiedRecord]]
) -> bool:
    """Tell whether a record stands on a page that lists the papers of its person, and of nobody else.

    Records of a user's own file that also holds a profile are not told apart from those of the profile.
    """
    others = (one for (one, other), where in stated if where is listing and other.kind == "profile")
    page = profile.source.format == listing.record.source.format != "kg-jsonl"
    return page and all(one == key for one in others)


def _listed(work: Work, key: str, profile: Profile, listing: IdentifiedRecord) -> Iterator[tuple[str, str]]:
    """Give the person of a page an authorship without a position, or the one that another page gave."""
    wanted = name_key(profile.name)
    for one in work.listed:
        if one.key == wanted:
            one.mentions.append(listing.record_id)
            assert one.agent is not None
            yield one.agent, key
            return
    work.listed.append(
        Authorship(
            position=0,
            name=profile.name,
            key=wanted,
            given=profile.given,
            family=profile.family,
            agent=key,
            mentions=[listing.record_id],
            page=page_id(key),
        )
    )


def _contradicted(
    work: Work, key: str, profile: Profile, listing: IdentifiedRecord, matches: Sequence[Authorship]
) -> IdentityDecision:
    if matches:
        printed = ", ".join(sorted({one.name for one in matches}))
        words = f"{len(matches)} entries of its author list may be that person ({printed})"
    else:
        words = f"its complete author list of {len(work.authorships)} has nobody of that name"
    return IdentityDecision(
        name=f"profile-{page_id(key)}",
        outcome="undecided",
        rule=RULE,
        confidence=0.5,
        things=[key_of("person", key), key_of("paper", work.key)],
        records=[listing.record_id],
        words=f"the profile page of {profile.name} lists the paper, but {words}",
    )


def one_list(work: Work, agents: dict[str, str]) -> None:
    """Drop what pages list of people who hold a position of the paper, or are listed already.

    `agents` maps agent keys to those that they stand for, when it is known who is who.
    """
    holders = {_final(one.agent or own_key(work.key, one), agents) for one in work.authorships}
    kept: dict[str, Authorship] = {}
    for one in sorted(work.listed, key=lambda one: one.page):
        assert one.agent is not None
        holder = _final(one.agent, agents)
        if holder in kept:
            kept[holder].mentions += one.mentions
        elif holder not in holders:
            kept[holder] = one
    work.listed = list(kept.values())


def _final(key: str, agents: dict[str, str]) -> str:
    while key in agents:
        key = agents[key]
    return key
