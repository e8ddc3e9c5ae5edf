"""Carries IRIs from the release before to the one that is built."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg.digests import KNOWN, opaque
from kg.identity.blocking_keys import key_rank
from kg.identity.paper_clusters import Clusters
from kg.identity.people import strength
from kg.identity.registry import Settlement, settle
from kg.iris import Iris, bare, local, tail
from kg.keys import names_nobody
from kg.release.asking import text_of
from kg.release.pipeline.shards import WorkFolder
from kg.release.published import Release
from kg.release.registry.holders import placed_agents
from kg.release.registry.key_join import KeyJoin
from kg.release.registry.rows import collapsed, earliest, venue_rows
from kg.release.registry.table import NAME, SPLIT_OFF, RegistryRow, read_rows, release_number, write_rows
from kg.release.sorting import sort_unique

KINDS: Final = ("paper", "person", "org", "venue")
_RETIRED: Final = ("replaced", "split", "withdrawn")


class Carrier:
    """Settles the IRIs of one build against `previous`, the release before; there may be none.

    `papers` comes first, then `people`, then `rows` and `tombstones`.
    """

    def __init__(self, previous: Release | None, folder: WorkFolder) -> None:
        self._previous, self._folder = previous, folder
        self._path = previous.path / NAME if previous else None
        self.number = 1 + (release_number(self._path) if self._path else 0)
        self._plain: dict[str, str] = {}
        self._tombstones: dict[tuple[str, str], RegistryRow] = {}
        self._settled: dict[str, Settlement] = {kind: Settlement() for kind in KINDS}
        self._derived: dict[tuple[str, str], list[str]] = {}
        self._index: KeyJoin | None = None

    @property
    def carries(self) -> bool:
        """Whether there is a release before, so that keys have to be collected."""
        return self._previous is not None

    def papers(
        self, clusters: Clusters, root: Callable[[int], int]
    ) -> tuple[dict[int, str], dict[int, list[str]]]:
        """Settle papers by the files of `kind` `mint`: reference, own mint key, and further keys of a record.

        Returns:
            By first record, the keys of papers that keep another IRI, and of those that they took over.
        """
        index, groups = self._opened(), clusters.groups
        grouped: dict[int, list[list[str]]] = defaultdict(list)

        def rows() -> Iterator[tuple[str, str, str, int]]:
            for path in self._folder.files("mint"):
                with path.open(encoding="utf-8", newline="\n") as source:
                    for line in source:
                        reference, *keys = line.rstrip("\n").split("\t")
                        first = root(int(reference))
                        if first in groups or first in clusters.alone:
                            grouped[first].append(keys)
                        else:
                            yield from _paper_rows(keys[1], keys[1:])
            for first in sorted(grouped):
                yield from _paper_rows(_default(first), [key for keys in grouped[first] for key in keys])

        def _default(first: int) -> str:
            records = grouped[first]
            return (
                records[0][0] if first in clusters.alone else min((keys[1] for keys in records), key=key_rank)
            )

        index.add_now(rows())
        settled = self._settle("paper")
        return self._by_reference(settled, root, grouped, _default)

    def _by_reference(
        self,
        settled: Settlement,
        root: Callable[[int], int],
        grouped: dict[int, list[list[str]]],
        default: Callable[[int], str],
    ) -> tuple[dict[int, str], dict[int, list[str]]]:
        """Find the records of the few papers whose IRI is not the one that their key gives."""
        found: dict[int, str] = {}
        former: dict[int, list[str]] = {}
        taken: dict[str, list[str]] = defaultdict(list)
        for old, new in settled.replaced.items():
            taken[new].append(old)
        wanted = {*settled.kept} | set(taken)
        if not wanted:
            return {}, {}
        names: dict[str, str] = {}
        for path in self._folder.files("mint"):
            with path.open(encoding="utf-8", newline="\n") as source:
                for line in source:
                    reference, *keys = line.rstrip("\n").split("\t")
                    first = root(int(reference))
                    cluster = opaque("paper", default(first) if first in grouped else keys[1])
                    iri = settled.kept.get(cluster, cluster)
                    if cluster in wanted or iri in wanted:
                        names.update((opaque("paper", key), key) for key in keys[1:])
                        if cluster in settled.kept:
                            found[first] = iri
                        if iri in taken:
                            former[first] = taken[iri]
        plain = {iri: names.get(iri) or self._mint_key(iri) for iri in {*found.values(), *settled.replaced}}
        self._plain.update((iri, plain[iri]) for iri in found.values())
        return (
            {first: plain[iri] for first, iri in found.items()},
            {first: [plain[iri] for iri in old] for first, old in former.items()},
        )

    def people(self, canonical: Callable[[str], str]) -> dict[str, str]:
        """Settle persons and teams by the files of kind `people`: kind, agent key or nothing, own keys.

        Returns:
            The mint key of each agent, by canonical key or own key, that is not what that key gives.
        """
        index = self._opened()
        unnamed: dict[str, str] = {}
        for _, key, _, own in placed_agents(self._folder, canonical):
            if names_nobody(key) and own:
                unnamed[key] = min(unnamed.get(key, own[0]), own[0])

        def rows() -> Iterator[tuple[str, str, str, int]]:
            for kind, key, agent, own in placed_agents(self._folder, canonical):
                cluster = opaque(kind, mint := unnamed.get(key, key))
                # what a team is called is all its key on other papers
                known = (mint, agent) if kind == "org" and agent else (mint, agent, *own)
                for one in dict.fromkeys(known):
                    if one == mint or one not in ("", key):
                        yield kind, opaque(kind, one), cluster, strength(one)[0]

        index.add_now(rows())
        kept = {kind: self._settle(kind).kept for kind in ("person", "org")}
        if not any(kept.values()):
            return {}
        found: dict[str, str] = {}
        for kind, key, _, _ in placed_agents(self._folder, canonical):
            iri = kept[kind].get(opaque(kind, unnamed.get(key, key)))
            if iri is not None:
                found[key] = KNOWN + iri
        return found

    def venues(self, clusters: Iterable[tuple[str, Sequence[str]]]) -> dict[str, str]:
        """Settle venues by the key that each is known by, with all its keys; return as `people` does."""
        self._opened().add_now(venue_rows(plain := list(clusters)))
        kept = self._settle("venue").kept
        return {final: KNOWN + kept[one] for final, _ in plain if (one := opaque("venue", final)) in kept}

    def tombstones(self) -> tuple[list[RegistryRow], dict[tuple[str, str], list[str]]]:
        """Return the rows of all retired IRIs, and what each new thing was split off.

        What replaces an IRI is never retired itself.
        """
        if not self.carries:
            return [], {}
        index, found, derived = self._opened(), dict(self._tombstones), dict(self._derived)
        for kind in KINDS:
            settled = self._settled[kind]
            for old, new in settled.replaced.items():
                found[kind, old] = self._row(kind, old, "replaced", [new], "joined with what replaces it")
            for old, many in settled.split.items():
                found[kind, old] = self._row(kind, old, "split", many, "nothing holds its mint key any more")
            retired = [*settled.replaced, *settled.split]
            for old in index.gone(kind, settled.kept, retired):
                found[kind, old] = self._row(
                    kind, old, "withdrawn", [], "nothing in the sources stands for it"
                )
            for cluster, origins in settled.derived.items():
                derived[kind, settled.kept.get(cluster, cluster)] = origins
            kept = set(settled.kept.values())
            for one in [one for one in {**found, **derived} if one[0] == kind]:
                lives = one[1] in kept or (one[1] not in settled.kept and index.is_live(*one))
                if lives and one[1] not in retired:
                    found.pop(one, None)
                else:
                    derived.pop(one, None)
        return [collapsed(row, found) for _, row in sorted(found.items())], derived

    def _row(self, kind: str, old: str, status: str, new: Iterable[str], reason: str) -> RegistryRow:
        replacements = tuple(f"{kind}/{one}" for one in new)
        return RegistryRow(f"{kind}/{old}", kind, "#" + old, self.number, status, replacements, reason)

    def write(
        self, path: Path, retired: Iterable[RegistryRow], derived: Mapping[tuple[str, str], Sequence[str]]
    ) -> None:
        """Write the registry: rows of this build (files of kind `registry`), those of before, retired IRIs.

        `derived` says of new things what they were split off.
        """
        plain, ordered = self._folder.path / "registry.tsv", self._folder.path / "registry-sorted.tsv"
        gone = {}
        with plain.open("w", encoding="utf-8", newline="\n") as out:
            for row in retired:
                out.write(row.line())
                gone[row.iri] = row
            for iri, key in sorted(self._plain.items()):
                if local("paper", iri) not in gone and not key.startswith(KNOWN):
                    out.write(RegistryRow(local("paper", iri), "paper", key, self.number, "active").line())
            for (kind, new), origins in sorted(derived.items()):
                reason = SPLIT_OFF + " ".join(f"{kind}/{old}" for old in origins)
                out.write(
                    RegistryRow(f"{kind}/{new}", kind, "#" + new, self.number, "active", (), reason).line()
                )
            for row in read_rows(self._path) if self._path else ():
                # a key that has become an IRI of its own leads there
                own = row.status == "key" and self._is_own(row.kind, row.key.removeprefix("#"))
                retired_as = gone[row.iri].status if row.iri in gone else ""
                kept = row.status == "key" if retired_as == "withdrawn" else not retired_as
                if row.status in ("key", "active") and kept and not own:
                    out.write(row.line())
        sort_unique([plain, *self._folder.files("registry")], ordered)
        with ordered.open(encoding="utf-8", newline="\n") as source:
            write_rows(path, self.number, earliest(source, self.number))
        if self._index is not None:
            self._index.close()

    def _is_own(self, kind: str, key: str) -> bool:
        """Tell whether a key makes the IRI of a cluster, which has not kept another."""
        return key not in self._settled[kind].kept and self._opened().is_live(kind, key)

    def _opened(self) -> KeyJoin:
        """Return the index, filled with what the release before knew."""
        if self._index is not None:
            return self._index
        assert self._previous is not None
        assert self._path is not None
        self._index = index = KeyJoin(self._folder.path / "registry.sqlite")
        index.add_before(self._known(self._path))
        store, start = self._previous.open_store(), len(self._previous.base)
        for kind in KINDS:
            prefix = f"{self._previous.base}{kind}/"
            iris = (row[0].value for row in store.rows(text_of(f"described-{kind}", without="names")))
            index.add_active((kind, iri[start + len(kind) + 1 :]) for iri in iris if iri.startswith(prefix))
        return index

    def _known(self, path: Path) -> Iterator[tuple[str, str, str]]:
        for row in read_rows(path):
            if row.status == "key":
                yield row.kind, row.key.removeprefix("#"), row.digest
            elif row.status == "active" and row.key.startswith("#"):
                origins = row.reason.removeprefix(SPLIT_OFF).split()
                self._derived[row.kind, row.digest] = [tail(one) for one in origins]
            elif row.status == "active":
                self._plain[row.digest] = row.key
            elif row.status in _RETIRED:
                self._tombstones[row.kind, row.digest] = row
                if row.status == "replaced":
                    yield row.kind, row.digest, tail(row.replaced_by[0])

    def _settle(self, kind: str) -> Settlement:
        index = self._opened()
        index.ready()
        self._settled[kind] = settle(index.claims(kind))
        return self._settled[kind]

    def _mint_key(self, iri: str) -> str:
        """Return the mint key of a paper that no record has any more, from the release that had it."""
        if iri in self._plain:
            return self._plain[iri]
        assert self._previous is not None
        paper = NamedNode(bare(Iris(self._previous.base).paper(KNOWN + iri)))
        text = text_of("mint-key-of-paper", {"paper": [paper]})
        rows = self._previous.open_store().rows(text)
        return next((row[0].value for row in rows), KNOWN + iri)


def _paper_rows(default: str, keys: Iterable[str]) -> Iterator[tuple[str, str, str, int]]:
    cluster = opaque("paper", default)
    yield "paper", cluster, cluster, key_rank(default)[0]
    for key in dict.fromkeys(keys):
        if key != default:
            yield "paper", opaque("paper", key), cluster, key_rank(key)[0]
