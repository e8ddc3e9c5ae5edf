"""Keys that several papers have, though they were found to be different: whose each is.

Two records state one e-print or DOI, and everything else speaks against their being one paper: the first has
it, and the others are told by what else they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.identity.blocking_keys import identifiers, key_rank, mint_key
from kg.keys import is_record_key
from kg.records import WorkRecord

_OF_EXPRESSIONS: Final = ("arxiv", "doi")
"""Schemes of identifiers by which a publication is told: it is of one paper."""


def collisions(papers: Iterable[tuple[int, Sequence[WorkRecord]]], denied: dict[int, set[str]]) -> set[int]:
    """Return the first references of papers whose mint key an earlier, different paper has.

    `papers` are pairs of a paper's first reference and its records, in ascending order. To `denied`, by first
    references, are added the schemes of identifiers that a paper must not claim, as an earlier one has them.
    """
    taken: dict[str, int] = {}
    owners: dict[tuple[str, str], int] = {}
    alone: set[int] = set()
    for root, records in papers:
        key = min((mint_key(one, "") for one in records), key=key_rank)
        if not is_record_key(key) and taken.setdefault(key, root) != root:
            alone.add(root)
        for held in {held for one in records for held in identifiers(one) if held[0] in _OF_EXPRESSIONS}:
            if held[0] not in denied.get(root, ()) and owners.setdefault(held, root) != root:
                denied.setdefault(root, set()).add(held[0])
    return alone
