"""Which IRI a cluster keeps: of the strongest key, then of most keys, in whatever order claims come."""

from __future__ import annotations

from itertools import permutations

from kg.identity.registry import KeyClaim, settle

AUTHORSHIP, ORCID = 13, 0


def claims(cluster: str, owner: str, *keys: str, rank: int = AUTHORSHIP) -> list[KeyClaim]:
    return [KeyClaim(cluster, key, owner, rank) for key in keys]


def test_who_has_more_papers_keeps_the_iri_when_two_become_one() -> None:
    few, many = claims("a", "a", "a"), claims("a", "m", "m", "n", "o")
    settled = [settle(order) for order in permutations(few + many)]
    assert all(one == settled[0] for one in settled)
    assert settled[0].kept == {"a": "m"}
    assert settled[0].replaced == {"a": "m"}


def test_of_as_many_papers_the_smaller_iri_stays() -> None:
    settled = settle(claims("b", "b", "b", "c") + claims("b", "m", "m", "n"))
    assert settled.kept == {}
    assert settled.replaced == {"m": "b"}


def test_an_identifier_is_stronger_than_many_papers() -> None:
    settled = settle(claims("z", "z", "z", rank=ORCID) + claims("z", "m", "m", "n", "o"))
    assert settled.kept == {}
    assert settled.replaced == {"m": "z"}


def test_an_iri_whose_mint_key_nobody_holds_gives_way() -> None:
    settled = settle(claims("z", "z", "z") + claims("z", "gone", "m", "n", "o"))
    assert settled.replaced == {"gone": "z"}
