"""How well venues are resolved: names of known venues, with ISSN or venue id hidden from the resolver.

Records of any format tell their venue by its ISSNs, the ACL Anthology by its ids of venues, and lists of
journals by the title and the abbreviation in one row. Volumes count as their series.
"""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.errors import UnreadableInput
from kg.identity.decisions import Decisions
from kg.identity.folding import title_key
from kg.identity.venue_clusters import VenueClusters, cluster_venues
from kg.identity.venue_nodes import Nodes, key_of
from kg.identity.venues import venue_mentions
from kg.readers.acl_volume import VENUE_SCHEME
from kg.records import WorkRecord
from kg.release.evaluation.acl import acl_records
from kg.release.evaluation.evaluation import Cost, Evaluation, peak_megabytes, scores
from kg.release.evaluation.held_out import held_out
from kg.release.evaluation.records import records_of
from kg.release.evaluation.reliability import Judged, reliability
from kg.unions import Unions
from kg.works import VenueMention

_SERIALS: Final = ("issn", "lissn", "issn-l", "issnl", "eissn")
_MOST: Final = "a volume counts as its series; of records of one venue every second is given its abbreviation"


@dataclass(frozen=True, slots=True)
class GoldVenueMention:
    """A mention of a venue whose venue is known, and where in it the paper stands."""

    mention: VenueMention
    venue: str
    volume: str = ""
    year: int | None = None


@dataclass(slots=True)
class VenueCorpus:
    """Mentions of venues that are known."""

    name: str
    mentions: list[GoldVenueMention] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def venue_corpus(path: Path) -> VenueCorpus:
    """Return the venues of records, of the ACL Anthology (a folder or tar file), or of CSV lists of journals.

    Raises:
        UnreadableInput: there is no venue in it that is known, or it cannot be read.
        UnknownFormat: the layout of the file is not known.
    """
    tables = sorted(path.glob("*.csv")) if path.is_dir() else [path] if path.suffix == ".csv" else []
    if tables:
        found = VenueCorpus("titles of journals and their abbreviations", list(_listed(tables)))
    elif path.is_dir() or path.name.endswith((".tar", ".tgz", ".tar.gz")):
        found = VenueCorpus("venues of the ACL Anthology", list(_by_id(acl_records(path)[0])))
    else:
        records = list(records_of(path))
        found = VenueCorpus("venues of records", [*_by_issn(records), *_by_id(records)], [_MOST])
    if not found.mentions:
        raise UnreadableInput(
            str(path), "there is no venue in it that is known", advice="give records whose venues have ISSNs"
        )
    return found


def _listed(tables: list[Path]) -> Iterator[GoldVenueMention]:
    """Yield title and abbreviation of each row; rows of one title are of one journal.

    Rows are left out whose abbreviation stands for several titles.
    """
    rows = {row: None for table in tables for row in _rows(table)}
    titles: dict[str, set[str]] = defaultdict(set)
    for title, short in rows:
        titles[title_key(short)].add(title_key(title))
    for title, short in rows:
        if len(titles[title_key(short)]) == 1:
            for name in (title, short):
                yield GoldVenueMention(
                    VenueMention(key_of(name, {}), name, "journal"), title_key(title) or title
                )


def _rows(table: Path) -> Iterator[tuple[str, str]]:
    try:
        text = table.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(table), f"it cannot be read: {error}") from error
    first = text.partition("\n")[0]
    for row in csv.reader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ","):
        if len(row) > 1 and row[0].strip() and row[1].strip() and row[0] != row[1]:
            yield row[0], row[1]


def _by_issn(records: list[WorkRecord]) -> Iterator[GoldVenueMention]:
    """Yield the venues of records that state an ISSN of it; those that have one in common are one venue."""
    unions = Unions[str]()
    stated = []
    for record in records:
        ids = {value for scheme, value in record.venue_identifiers.items() if scheme.lower() in _SERIALS}
        ids |= {one.value for one in record.other_identifiers if one.of == "venue" and one.scheme in _SERIALS}
        if ids and record.venue:
            first, *others = sorted(ids)
            for other in others:
                unions.join(first, other)
            stated.append((record, first))
    for number, (record, issn) in enumerate(stated):
        short = record.venue_abbreviation if number % 2 else None
        hidden: dict[str, object] = {
            "venue_identifiers": {}, "other_identifiers": (), "venue_abbreviation": None,
            "venue": short or record.venue,
        }  # fmt: skip
        yield from _named(record.model_copy(update=hidden), unions.root(issn))


def _by_id(records: list[WorkRecord]) -> Iterator[GoldVenueMention]:
    """Yield the venues of records that have an id of the ACL Anthology."""
    for record in records:
        ids = [one.value for one in record.other_identifiers if one.scheme == VENUE_SCHEME]
        if ids and record.venue:
            kept = tuple(one for one in record.other_identifiers if one.scheme != VENUE_SCHEME)
            yield from _named(record.model_copy(update={"other_identifiers": kept}), ids[0])


def _named(record: WorkRecord, venue: str) -> Iterator[GoldVenueMention]:
    for mention in venue_mentions(record.model_copy(update={"arxiv_id": None})):
        yield GoldVenueMention(mention, venue, record.volume or "", record.year)


def run_venues(corpus: VenueCorpus) -> Evaluation:
    """Resolve the venues of a corpus, and score what came of it beside the folded name alone."""
    begun = time.process_time()
    nodes = Nodes()
    for number, one in enumerate(corpus.mentions):
        nodes.add(one.mention, 1, f"{number:09}")
    for one in corpus.mentions:
        nodes.placed(one.mention.key, one.volume, one.year)
    clusters = cluster_venues(nodes, {}, Decisions())
    seconds = time.process_time() - begun
    gold = {str(number): one.venue for number, one in enumerate(corpus.mentions)}
    found = {key: _series(corpus.mentions[int(key)].mention, nodes, clusters) for key in gold}
    methods = {
        "kg": found,
        "folded name": {key: title_key(corpus.mentions[int(key)].mention.name) for key in gold},
    }
    first: dict[str, str] = {}
    for key, one in zip(gold, corpus.mentions, strict=True):
        first.setdefault(one.mention.key, key)
    judged = [
        Judged(first[one.a], first[one.b], one.confidence, one.rule)
        for one in clusters.joined
        if one.a in first and one.b in first
    ]
    apart = {key for key, venue in gold.items() if held_out(venue)}
    return Evaluation(
        corpus=corpus.name,
        of="mentions",
        things="venues",
        number=len(gold),
        known=len(gold),
        whole={"all": scores(gold, list(gold), methods), "held out": scores(gold, sorted(apart), methods)},
        reliability=reliability(judged, gold, set(gold)),
        clusters=len(set(found.values())),
        undecided=sum(one.outcome == "undecided" for one in clusters.decisions),
        cost=Cost({"resolving": seconds}, len(gold), peak_megabytes()),
        notes=corpus.notes,
    )


def _series(mention: VenueMention, nodes: Nodes, clusters: VenueClusters) -> str:
    """Return the series of meetings that a mention is of, else the venue itself."""
    for one in nodes.series.get(mention.key, {}).values():
        if one.kind is None:
            return clusters.final(one.key)
    return clusters.final(mention.key)
