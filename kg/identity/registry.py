"""Which published IRI a cluster keeps, when clusters changed since the release before.

Mapping specification, section 3.4. A key claims the IRI that it was published under. A cluster that
claims one keeps it; one that claims several keeps that with the strongest mint key, of equals that by which
most of its keys were known, and the others lead to it. An IRI that several claim stays with the cluster that
holds the key it was minted from; where none does, it is split among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

_Won = tuple[int, int, str]
"""An IRI, the rank of the key it was minted from, and how many keys of the cluster it had, below zero."""
_UNHELD: Final = 99
"""The rank of an IRI whose mint key nobody holds."""


@dataclass(frozen=True, slots=True)
class KeyClaim:
    """One key of a cluster that was published under an IRI before.

    `cluster` is what the cluster would be called if nothing had been published: the digest of its
    strongest key. `key` and `owner` are digests too; `rank` tells how strong keys of its kind are, 0 the
    strongest.
    """

    cluster: str
    key: str
    owner: str
    rank: int


@dataclass(slots=True)
class Settlement:
    """What became of the IRIs: all as digests, and only where it is not what the cluster's key gives.

    `kept` maps a cluster to the IRI that it keeps, `replaced` an IRI to the one it was merged into, `split`
    one to what it was split into, and `derived` a cluster to the IRIs that it was split off.
    """

    kept: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    split: dict[str, list[str]] = field(default_factory=dict)
    derived: dict[str, list[str]] = field(default_factory=dict)


def settle(claims: Iterable[KeyClaim]) -> Settlement:
    """Give each IRI to a cluster.

    `claims` must hold all claims of each cluster, and all on each IRI, that it holds one of. The result does
    not depend on their order.
    """
    won, lost, unheld = _awarded(claims)
    result = Settlement()
    for cluster, owners in sorted(won.items()):
        *_, keep = min(owners)
        if keep != cluster:
            result.kept[cluster] = keep
        result.replaced.update((owner, keep) for *_, owner in owners if owner != keep)
    for owner, clusters in unheld.items():
        result.split[owner] = sorted(result.kept.get(cluster, cluster) for cluster in clusters)
    result.derived = {cluster: sorted(lost[cluster]) for cluster in sorted(lost) if cluster not in won}
    return result


def _awarded(
    claims: Iterable[KeyClaim],
) -> tuple[dict[str, list[_Won]], dict[str, list[str]], dict[str, list[str]]]:
    """Return what each cluster wins, what it loses, and what is split among several."""
    by_owner: dict[str, list[KeyClaim]] = defaultdict(list)
    for claim in sorted(set(claims), key=lambda one: (one.owner, one.rank, one.cluster, one.key)):
        by_owner[claim.owner].append(claim)
    won: dict[str, list[_Won]] = defaultdict(list)
    lost: dict[str, list[str]] = defaultdict(list)
    unheld: dict[str, list[str]] = {}
    for owner, found in by_owner.items():
        clusters = list(dict.fromkeys(claim.cluster for claim in found))
        # of two that hold the key itself, the one that is called by it
        holders = sorted(
            (claim for claim in found if claim.key == owner),
            key=lambda one: (one.cluster != owner, one.rank, one.cluster),
        )
        if not holders and len(clusters) > 1:
            unheld[owner] = clusters
            continue
        winner = (holders or found)[0]
        keys = sum(claim.cluster == winner.cluster for claim in found)
        won[winner.cluster].append((winner.rank if holders else _UNHELD, -keys, owner))
        for cluster in clusters:
            if cluster != winner.cluster:
                lost[cluster].append(owner)
    return won, lost, unheld
