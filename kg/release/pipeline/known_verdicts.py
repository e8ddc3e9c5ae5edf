"""Verdicts on pairs of records that a build before weighed; each holds while it would come out the same.

A verdict follows from both records, and from what the census of titles says of their titles and venues. So
it is noted what was asked of the census (see `kg.release.cache`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import orjson

from kg.identity.comparable import Comparable
from kg.identity.paper_evidence import Verdict, verdict_on
from kg.identity.title_census import AskedCensus, TitleCensus
from kg.release.cache import BuildCache, Result, key_of
from kg.release.pipeline.ingest import OFFSET_BITS
from kg.release.pipeline.shards import WorkFolder

_FILE: Final = "verdicts.jsonl"
_MOST: Final = 1 << 20
"""Pairs that are known: each that was known before takes some 200 bytes of memory."""


class KnownVerdicts:
    """Weighs pairs of records, but for those of which the `cache` has the verdict.

    `comparable` gives what a record is compared by, `read` the key of what was read of a shard, null where it
    must not be recalled.
    """

    def __init__(
        self,
        cache: BuildCache | None,
        read: Mapping[int, str | None],
        folder: WorkFolder,
        comparable: Callable[[int], Comparable],
        census: TitleCensus,
    ) -> None:
        self._cache, self._read, self._comparable, self._census = cache, read, comparable, census
        self._work, self._key = folder.path, key_of("verdicts")
        self._before: dict[bytes, bytes] = {}
        self._noted, self._made = 0, False
        self._now: BinaryIO | None = None
        if cache is not None:
            self._before = self._recalled(cache)
            self._now = (self._work / _FILE).open("wb")

    def _recalled(self, cache: BuildCache) -> dict[bytes, bytes]:
        """Return what is known of pairs of records that were read just so, by their references."""
        then: dict[str, str] | None = cache.recall(self._key, self._work)
        if then is None:
            return {}
        same = {number for number, key in self._read.items() if key and then.get(f"{number}") == key}
        found = {}
        with (self._work / _FILE).open("rb") as lines:
            for line in lines:
                pair, _, rest = line.partition(b"\t")
                a, _, b = pair.partition(b" ")
                if int(a) >> OFFSET_BITS in same and int(b) >> OFFSET_BITS in same:
                    found[pair] = rest
        return found

    def weigh(self, a: int, b: int) -> Verdict:
        """Return the verdict on two records; one that they are different may come without its words."""
        pair = b"%d %d" % (a, b)
        row = self._before.get(pair)
        if row is not None:
            told, spreads, venues = orjson.loads(row)
            if self._holds(spreads, venues):
                self._note(pair, row)
                return _verdict(told)
        census = AskedCensus(self._census)
        verdict = verdict_on(self._comparable(a), self._comparable(b), census)
        if self._now is not None and self._read.get(a >> OFFSET_BITS) and self._read.get(b >> OFFSET_BITS):
            asked = list(census.spreads.items()), [[*names, met] for names, met in census.venues.items()]
            self._note(pair, orjson.dumps([_told(verdict), *asked], option=orjson.OPT_APPEND_NEWLINE))
            self._made = True
        return verdict

    def _note(self, pair: bytes, row: bytes) -> None:
        if self._now is not None and self._noted < _MOST:
            self._now.write(b"%s\t%s" % (pair, row))
            self._noted += 1

    def _holds(self, spreads: list[tuple[int, float]], venues: list[tuple[int, int, bool]]) -> bool:
        """Tell whether the census says what it said."""
        census = self._census
        return all(census.spread(title) == spread for title, spread in spreads) and all(
            census.met(a, b) == met for a, b, met in venues
        )

    def keep(self) -> None:
        """Keep what is known now.

        Raises:
            OSError: the disk is full.
        """
        if self._cache is None or self._now is None:
            return
        self._now.flush()
        path: Path = self._work / _FILE
        if self._made or self._noted != len(self._before):
            read = {f"{number}": key for number, key in self._read.items() if key}
            self._cache.keep(self._key, self._work, Result(read, [path]))

    def close(self) -> None:
        """Remove the file."""
        if self._now is not None:
            self._now.close()
            (self._work / _FILE).unlink()


def _told(verdict: Verdict) -> list[Any]:
    """Return a verdict as JSON can hold it; of what is plainly different nobody asks the words."""
    plain = verdict.outcome == "different" and not verdict.shared and not verdict.versions
    return [
        verdict.confidence,
        verdict.rule,
        "" if plain else verdict.words,
        sorted(verdict.shared),
        verdict.versions,
        verdict.reworded,
        verdict.weighed,
    ]


def _verdict(told: list[Any]) -> Verdict:
    confidence, rule, words, shared, versions, reworded, weighed = told
    return Verdict(confidence, rule, words, frozenset(shared), versions, reworded, weighed)
