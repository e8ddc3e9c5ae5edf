"""Who is stated to bear each personal identifier, over all records: where the names are of several people.

What is stated is gathered from what `ingest` laid aside of agents, of those identifiers alone that are stated
of several names, sorted on disk and decided one identifier at a time (`kg.identity.contested`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

import orjson

from kg.identity.blocking_keys import hashed
from kg.identity.blocks import blocks
from kg.identity.contested import Contested, StatedIdentifier, contested, is_of_one
from kg.identity.folding import name_key
from kg.identity.persons.one_bearer import Borne
from kg.keys import key_of, place_of, split_key, split_place
from kg.records import Profile
from kg.release.pipeline.barred_identifiers import Pair, write_barred
from kg.release.pipeline.ingested_records import Records
from kg.release.pipeline.shards import WorkFolder
from kg.release.sorting import sort_unique

_SORT_MEMORY: Final = 64 << 20
_REGISTRIES: Final = {"orcid": "orcid", "dblp": "dblp"}
"""The schemes of which a format holds the registry's own records of people, by the name of the format."""
_OF_PEOPLE: Final = b'"collective":false'


def find_contested(
    folder: WorkFolder, root: Callable[[int], int], records: Records, pages: Sequence[Profile]
) -> dict[int, list[Contested]]:
    """Return by paper (its first record) the entries that do not keep an identifier; lay aside the barred.

    `root` gives the first record of a record's paper; `pages` state identifiers of their persons.
    """
    wanted = {key for key, _ in blocks(folder.files("bearers"))}
    stating = [*_of_pages(pages)]
    wanted.update(hashed(key) for key, _ in stating)
    found: dict[int, list[Contested]] = {}
    barred: set[Pair] = set()
    if not wanted:
        return found
    on_pages: dict[str, list[StatedIdentifier]] = {}
    for key, one in stating:
        on_pages.setdefault(key, []).append(one)

    def listed(paper: int) -> Collection[str]:
        return {name_key(one.name) for one in records.at(paper).record.authors} if paper >= 0 else ()

    for key, rows in _stated(folder, wanted):
        beside = on_pages.get(key, [])
        if is_of_one({borne for borne, _, _ in rows} | {one.borne for one in beside}):
            continue
        stated = [
            StatedIdentifier(borne, root(reference), records.at(reference).record_id, position)
            for borne, reference, position in rows
        ]
        papers = {one.record: one.paper for one in stated}
        for taken in contested(*split_key(key), [*stated, *beside], listed):
            if taken.record:
                found.setdefault(papers[taken.record], []).append(taken)
            if not taken.position:
                barred.add((key, taken.name))
    write_barred(folder, barred)
    return {paper: sorted(taken, key=_place) for paper, taken in sorted(found.items())}


def _place(taken: Contested) -> tuple[str, int, str, str, str]:
    return taken.record, taken.position, taken.scheme, taken.value, taken.name


def _of_pages(pages: Sequence[Profile]) -> Iterator[tuple[str, StatedIdentifier]]:
    """Yield the key of each identifier of a page's person, with what states it; a page counts as a paper."""
    for number, page in enumerate(pages, 1):
        if page.kind == "heading":
            continue
        borne = Borne(page.name, page.given, page.family, tuple(sorted(set(page.variants) - {page.name})))
        further = ((one.scheme, one.value) for one in page.other_identifiers)
        for scheme, value in sorted({*page.identifiers.items(), *further}):
            own = _REGISTRIES.get(page.source.format) == scheme
            yield key_of(scheme, value), StatedIdentifier(borne, -number, own=own)


def _stated(
    folder: WorkFolder, wanted: Collection[int]
) -> Iterator[tuple[str, list[tuple[Borne, int, int]]]]:
    """Yield each wanted identifier's key, with the names, records and positions that it is stated of."""
    plain, ordered = folder.path / "bearers.tsv", folder.path / "bearers-sorted.tsv"
    with plain.open("wb") as out:
        for path in (*folder.files("agents"), *folder.files("asides")):
            with path.open("rb") as source:
                for line in source:
                    _, reference, text = line.split(b"\t", 2)
                    if _OF_PEOPLE in text and int(reference) >= 0:
                        out.writelines(_rows(orjson.loads(text), int(reference), wanted))
    sort_unique([plain], ordered, memory=_SORT_MEMORY)
    plain.unlink()
    with ordered.open("rb") as source:
        for key, group in groupby(source, key=lambda line: line.split(b"\t", 1)[0]):
            yield key.decode(), [_parsed(line) for line in group]
    ordered.unlink()


def _rows(agent: dict[str, Any], reference: int, wanted: Collection[int]) -> Iterator[bytes]:
    for scheme, value in agent["identifiers"]:
        key = key_of(scheme, value)
        if hashed(key) in wanted:
            position = int(split_place(place_of(agent["own"]))[1]) if agent["own"] else 0
            row = *map(agent.get, ("name", "given", "family", "alternates")), reference, position
            yield b"%s\t%s\n" % (key.encode(), orjson.dumps(row))


def _parsed(line: bytes) -> tuple[Borne, int, int]:
    name, given, family, alternates, reference, position = orjson.loads(line.split(b"\t", 1)[1])
    return Borne(name, given, family, tuple(alternates)), reference, position
