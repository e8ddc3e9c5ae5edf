"""Scenes of persons: mentions that may be one person's, weighed pair by pair and put together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from kg.identity.folding import tokens
from kg.identity.persons.census import Census
from kg.identity.persons.evidence import Scales
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.namesakes import Namesakes
from kg.identity.persons.resolver import resolve_mentions
from kg.identity.persons.surveying import census_of
from kg.repair.names import split

_SYLLABLES: Final = ("ba", "co", "du", "fe", "gi", "ka", "lo", "mu", "ne", "pi", "ra", "so", "tu", "ve", "zi")
_MOST_WEIGHED: Final = 6
"""Pairs of a larger scene are not told one by one."""


def text(path: Path) -> str:
    """Return the ledger of the scenes in `path`."""
    return "".join(line for scene, census in _scenes(path) for line in _scene(scene, census))


@cache
def _scenes(path: Path) -> list[tuple[dict[str, Any], Census]]:
    """Return the scenes of a file, the mentions of each among a crowd of others that is only counted."""
    scenes = tomllib.loads(path.read_text("utf-8"))["scene"]
    for scene in scenes:
        scene["mentions"] = [
            mention
            for number, stated in enumerate(scene["mentions"])
            for mention in _mentions(number, dict(stated))
        ]
    return [(scene, census_of([*scene["mentions"], *_crowd(**scene.get("crowd", {}))])) for scene in scenes]


def _mentions(number: int, stated: dict[str, Any]) -> Iterator[PersonMention]:
    """Yield a mention, or several alike (`times`), each on a paper of its own unless `paper` is stated."""
    name, others = stated.pop("name"), stated.pop("with", [])
    given, family, suffix = split(name)
    title = [word for word in tokens(stated.pop("title", "")) if len(word) > 2]
    letter = chr(ord("a") + number)
    for copy in range(times := stated.pop("times", 1)):
        key = letter if times == 1 else f"{letter}{copy:02}"
        fields: dict[str, Any] = {"paper": key, "listed": 1 + len(others)} | stated
        yield PersonMention(
            key, name=name, given=given, family=family, suffix=suffix, coauthors=[name, *others], title=title,
            **fields,
        )  # fmt: skip


def _crowd(
    size: int = 0,
    venues: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
    circle: int = 0,
    *,
    initials: bool = False,
) -> list[PersonMention]:
    """Return `size` people of different names; the first `circle` stand in all of `venues` and `topics`.

    With `initials`, their given names are not spelled out.
    """
    found = []
    for number in range(size):
        digits = [number // 15**place % 15 for place in range(4)]
        given, family = ("".join(_SYLLABLES[one] for one in part) for part in (digits[:2], digits[2:] * 2))
        given, family = (
            (f"{given[0].upper()}.", given + family) if initials else (f"{given.title()}n", family)
        )
        name = f"{given} {family.title()}{number}"
        for place in range(max(len(venues), 1)):
            inside = number < circle
            found.append(
                PersonMention(
                    f"crowd-{number}-{place}", f"crowd-{number}-{place}", name, given, family,
                    venue=venues[place] if inside and venues else "elsewhere",
                    topics=[topics[place]] if inside and topics else ["elsewhere"] if topics else [],
                )
            )  # fmt: skip
    return found


def _scene(scene: dict[str, Any], census: Census) -> Iterator[str]:
    yield f"# {scene['about']}\n"
    mentions: list[PersonMention] = scene["mentions"]
    scales = Scales(census)
    if len(mentions) <= _MOST_WEIGHED:
        namesakes = Namesakes([MentionCluster.of(one) for one in mentions])
        for one, other in combinations(mentions, 2):
            yield _weighed(MentionCluster.of(one), MentionCluster.of(other), scales, namesakes)
    resolution = resolve_mentions(mentions, census)
    for decision in resolution.decisions:
        things = " ".join(thing.removeprefix("person:") for thing in decision.things)
        yield (f"{decision.outcome}\t{things}\t{decision.rule}\t{decision.confidence:g}\t{decision.words}\n")
    yield f"{resolution.clusters} of {resolution.mentions}, {resolution.undecided} undecided\n"


def _weighed(one: MentionCluster, other: MentionCluster, scales: Scales, namesakes: Namesakes) -> str:
    pair = f"{one.key} {other.key}\t"
    if why := one.forbids(other):
        return f"{pair}never\t{why}\n"
    weighed = scales.weigh(one, other, -100.0, namesakes)
    if weighed is None:
        return f"{pair}never\tnames contradict each other\n"
    features = ", ".join(f"{name} {value:.3f}" for name, value in sorted(weighed.features.items()))
    context = "" if weighed.context else "\tnothing but the name"
    return (
        f"{pair}{weighed.score:+.3f}\t{weighed.rule}\t{weighed.relation}, {weighed.bearers:.3g} bearers; "
        f"{features}{context}\n"
    )
