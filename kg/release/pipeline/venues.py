"""Which venues are one, one description of each, and what those that map the papers need to know of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import combinations
from pathlib import Path
from sys import intern
from typing import Final

import orjson

from kg.digests import opaque
from kg.identity.decisions import CompiledDecisions, Decisions
from kg.identity.expressions import Venues
from kg.identity.known_titles import known_titles
from kg.identity.venue_clusters import VenueClusters, cluster_venues
from kg.identity.venue_evidence import Shared
from kg.identity.venue_kinds import Said
from kg.identity.venue_lists import TitleLists, named
from kg.identity.venue_nodes import Nodes, series_of
from kg.identity.venue_together import StatedPlace, Together
from kg.identity.venues import ARXIV, dump_mention, load_mention, merged_venues
from kg.keys import key_of, split_key
from kg.release.authority_files import listed_titles
from kg.release.pipeline.ingest import OFFSET_BITS
from kg.release.pipeline.papers import ShardPlan
from kg.release.pipeline.shards import WorkFolder
from kg.release.sorting import sort_unique
from kg.works import FieldDecision, IdentityDecision, Venue, VenueMention

Settle = Callable[[Sequence[tuple[str, Sequence[str]]]], dict[str, str]]
"""Gives, for venues with all their keys, the key of a published IRI by that which a venue is known by."""

_STATED: Final = 1.0
_MOST_RECORDS: Final = 50  # of one paper; more say nothing more of venues


class VenueResolution:
    """What was decided of venues, and under which keys they go on."""

    def __init__(self, clusters: VenueClusters, members: dict[str, list[str]], known: dict[str, str]) -> None:
        self.clusters, self.members, self.known = clusters, members, known

    def decisions(self) -> list[IdentityDecision]:
        """Return what was decided between venues, of things as they are published."""
        for one in self.clusters.decisions:
            one.things = [key_of("venue", self.published(split_key(thing)[1])) for thing in one.things]
        return self.clusters.decisions

    def published(self, key: str) -> str:
        """Return the key that makes the IRI of the venue of `key`."""
        final = self.clusters.final(key)
        return self.known.get(final, final)


def resolve_venues(
    folder: WorkFolder,
    documents: Mapping[int, str],
    decisions: Decisions,
    settle: Settle | None = None,
    titles: Sequence[Path] = (),
) -> VenueResolution:
    """Decide which venues are one; `settle` says which IRIs of an earlier release they keep.

    `documents` are the sources by the numbers of their shards; `titles` are lists of journals that the
    publisher brings, beside the one that comes with kg.
    """
    nodes = Nodes()
    for one in _said(folder):
        if one.mention.key != ARXIV:
            nodes.add(one.mention, one.count, one.record)
    lists, names = TitleLists(), named(nodes.nodes)
    for listed in (*known_titles(), *(one for path in titles for one in listed_titles(path))):
        lists.add(listed, names)
    shared, together = _placed(folder, documents, nodes)
    clusters = cluster_venues(nodes, shared, decisions, lists, together)
    members: dict[str, list[str]] = defaultdict(list)
    for key in sorted(nodes.nodes):
        members[clusters.final(key)].append(key)
    members[ARXIV].append(ARXIV)
    known = settle(sorted(members.items())) if settle else {}
    return VenueResolution(clusters, members, known)


def _placed(folder: WorkFolder, documents: Mapping[int, str], nodes: Nodes) -> tuple[Shared, Together]:
    """Tell the venues which papers stand in them; count the places and the papers that two have in common."""
    roots: dict[int, int] = {}
    for shard in documents:
        for root, references in ShardPlan.read(folder, shard).groups.items():
            roots.update(dict.fromkeys(references[:_MOST_RECORDS], root))
    found: dict[int, set[StatedPlace]] = defaultdict(set)
    for path in folder.files("placed"):
        with path.open(encoding="utf-8", newline="\n") as source:
            for line in source:
                reference, key, volume, page, year = line.rstrip("\n").split("\t")
                nodes.placed(key, volume, int(year) if year else None)
                if int(reference) in roots:
                    document = documents[int(reference) >> OFFSET_BITS]
                    found[roots[int(reference)]].add(
                        StatedPlace(intern(key), document, volume, page, intern(year))
                    )
    shared: Counter[tuple[str, str]] = Counter()
    together = Together()
    for stated in found.values():
        together.add(sorted(stated))
        places = sorted({(one.volume, one.page, one.key) for one in stated if one.volume and one.page})
        for one, other in combinations(places, 2):
            if one[:2] == other[:2]:
                shared[one[2], other[2]] += 1
    return shared, together


def describe_venues(
    folder: WorkFolder, resolution: VenueResolution, decided: CompiledDecisions
) -> Iterator[tuple[Venue, list[FieldDecision]]]:
    """Yield each venue once, with what was decided of it.

    What those need that map the papers is laid aside for `read_venues` once all venues were taken.
    """
    kinds = {}
    linked: dict[str, list[FieldDecision]] = defaultdict(list)
    for key, decision in resolution.clusters.fields:
        linked[key].append(decision)
    for venue, decisions in merged_venues(_joined(folder, resolution)):
        members = resolution.members[venue.key]
        if venue.kind is not None:
            confidence = next((one.confidence for one in decisions if one.name == "kind"), _STATED)
            kinds[venue.key] = venue.kind, confidence
        venue.part_of = [resolution.published(one) for one in resolution.clusters.series.get(venue.key, ())]
        venue.former = [resolution.published(one) for one in resolution.clusters.former.get(venue.key, ())]
        decisions += linked.get(venue.key, [])
        for target in (one for key in members for one in decided.agents.get(key_of("venue", key), ())):
            venue.alternates = sorted({*venue.alternates, venue.name} - {target.value})
            venue.name = target.value
        venue.key = resolution.published(venue.key)
        yield venue, decisions
    made = Venues(kinds, resolution.clusters.same, resolution.known)
    _names(folder).write_bytes(orjson.dumps(asdict(made)))


def _names(folder: WorkFolder) -> Path:
    return folder.path / "venues.json"


def read_venues(folder: WorkFolder) -> Venues:
    """Return what `describe_venues` laid aside."""
    found = orjson.loads(_names(folder).read_bytes())
    kinds = {key: (kind, confidence) for key, (kind, confidence) in found["kinds"].items()}
    return Venues(kinds, found["same"], found["known"])


def _said(folder: WorkFolder) -> Iterator[Said]:
    """Yield each way in which records describe a venue, those of one key together."""
    ordered = folder.path / "venues-sorted.tsv"
    sort_unique(folder.files("venues"), ordered)
    yield from _read(ordered)


def _read(path: Path) -> Iterator[Said]:
    with path.open("rb") as source:
        for line in source:
            _, text, count, record = line.split(b"\t")
            yield Said(load_mention(text), int(count), record.decode().strip())


def _joined(folder: WorkFolder, resolution: VenueResolution) -> Iterator[Said]:
    """Yield what is said under the keys that venues go on by, and what volumes say of their series."""
    plain, ordered = folder.path / "venues-joined.tsv", folder.path / "venues-joined-sorted.tsv"
    final = resolution.clusters.final
    with plain.open("wb") as out:
        for one in _read(folder.path / "venues-sorted.tsv"):
            mention = one.mention
            own = final(mention.key)
            # a venue's name stays with it: two that were joined go by one key and several names
            out.write(_line(replace(mention, key=own), one))
            for series in series_of(mention):
                if final(series.key) != own:
                    said = VenueMention(
                        final(series.key), series.name, series.kind, abbreviation=series.acronym,
                        identifiers=[list(pair) for pair in series.identifiers], volumes=series.kind is None,
                    )  # fmt: skip
                    out.write(_line(said, one))
    sort_unique([plain], ordered)
    plain.unlink()
    yield from _read(ordered)


def _line(mention: VenueMention, one: Said) -> bytes:
    key, record = mention.key.encode(), one.record.encode()
    return b"%s\t%s\t%d\t%s\n" % (key, dump_mention(mention), one.count, record)


def venue_rows(resolution: VenueResolution, row: Callable[[str, str, str], str]) -> Iterator[str]:
    """Yield the rows of the registry for keys of venues that their IRIs are not made of."""
    for final, keys in sorted(resolution.members.items()):
        if final != ARXIV:
            iri = opaque("venue", resolution.published(final))
            others = {opaque("venue", key) for key in keys} - {iri}
            yield from (row("venue", iri, one) for one in sorted(others))
