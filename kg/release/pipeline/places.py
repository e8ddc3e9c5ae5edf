"""Where the records are that decisions of people name: from keys to references.

Only what decisions name is searched: records by their ids in the files of their documents, papers by
their blocking keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.identity.blocking_keys import hashed
from kg.identity.blocks import members_of
from kg.keys import block_keys, record_of
from kg.release.pipeline.ingested_records import Records
from kg.release.pipeline.shards import WorkFolder


@dataclass(slots=True)
class Places:
    """The references to records that each key may lead to; for an authorship's digest, candidates only."""

    found: dict[str, set[int]] = field(default_factory=dict)

    def of(self, keys: Iterable[str]) -> set[int]:
        """Return the references that any of `keys` leads to."""
        return {reference for key in keys for reference in self.found.get(key, ())}

    def every(self) -> list[int]:
        """Return all references, in ascending order."""
        return sorted({reference for references in self.found.values() for reference in references})


def find_places(folder: WorkFolder, keys: set[str]) -> Places:
    """Search the records that `keys` name."""
    places = Places({key: set() for key in keys})
    by_record: dict[str, list[str]] = defaultdict(list)
    by_block: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        if record := record_of(key):
            by_record[record].append(key)
        for block in block_keys(key):
            by_block[hashed(block)].append(key)
    for reference, record in _records(folder, set(by_record)):
        for key in by_record[record]:
            places.found[key].add(reference)
    for number, members in members_of(folder.files("keys"), set(by_block)) if by_block else ():
        for key in by_block[number]:
            places.found[key].update(members)
    return places


def _records(folder: WorkFolder, wanted: set[str]) -> Iterator[tuple[int, str]]:
    documents = {one.partition("-")[0] for one in wanted}
    for path in folder.files("records") if wanted else ():
        if _document(path) in documents:
            for reference, line in Records(folder).of(int(path.stem)):
                found = line.partition(b"\t")[0].decode()
                if found in wanted:
                    yield reference, found


def _document(path: Path) -> str:
    with path.open("rb") as source:
        return source.read(16).decode()
