"""Which papers of the graph name each other: in their references, and in other relations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kg.facts import EditorialNotice
from kg.identity.blocking_keys import hashed
from kg.identity.blocks import blocks
from kg.identity.relations import notices, related_keys
from kg.identity.resolution import Linked
from kg.release.pipeline.ingested_records import Records
from kg.release.pipeline.key_files import CITES, RELATED
from kg.release.pipeline.shards import WorkFolder

_HOW = CITES | RELATED


@dataclass(slots=True)
class PaperLinks:
    """What papers name, by the reference of their first record.

    `cites` has the mint keys of the papers cited, `related` those of others by the hash of the identifier
    that names them, `told` what notices say of a paper, `versions` the keys of its other versions.
    """

    cites: dict[int, list[str]] = field(default_factory=dict)
    related: dict[int, dict[int, str]] = field(default_factory=dict)
    told: dict[int, list[EditorialNotice]] = field(default_factory=dict)
    versions: dict[int, list[str]] = field(default_factory=dict)

    def linked(self) -> Iterator[tuple[int, Linked]]:
        """Yield each paper that is related to others, with how it is."""
        for root in sorted({*self.related, *self.told, *self.versions}):
            told = sorted(self.told.get(root, ()), key=lambda one: (one.relation, one.record))
            yield root, Linked(self.related.get(root, {}), tuple(told), tuple(self.versions.get(root, ())))


def find_links(
    folder: WorkFolder, root: Callable[[int], int], key: Callable[[int], str], records: Records
) -> PaperLinks:
    """Return the links between papers; `root` gives the first record of a record's paper, `key` its key."""
    links = PaperLinks()
    cites: dict[int, set[str]] = {}
    for digest, members in blocks(folder.files("cited")):
        named = sorted({root(one >> 2) for one in members if not one & _HOW})
        if not named:
            continue
        citing = {root(one >> 2) for one in members if one & _HOW == CITES}
        relating = sorted({one >> 2 for one in members if one & _HOW == RELATED})
        for target in named:
            mint = key(target)
            for one in citing - {target}:
                cites.setdefault(one, set()).add(mint)
            for one in relating:
                # of several papers that have an identifier, the first is taken: which is meant nobody says
                links.related.setdefault(root(one), {}).setdefault(digest, mint)
        for one in relating:
            _tell(links, one, digest, [target for target in named if target != root(one)], records, key, root)
    links.cites = {one: sorted(cites[one]) for one in sorted(cites)}
    return links


def _tell(
    links: PaperLinks,
    reference: int,
    digest: int,
    targets: list[int],
    records: Records,
    key: Callable[[int], str],
    root: Callable[[int], int],
) -> None:
    """Note what a record says of the papers that it names, if it is a notice of them."""
    listing = records.at(reference)
    for named in {one for one in related_keys(listing.record) if hashed(one) == digest}:
        for relation, day in notices(listing.record, named):
            for target in targets:
                told = EditorialNotice(relation, key(root(reference)), listing.record_id, day)
                if told not in links.told.setdefault(target, []):
                    links.told[target].append(told)
