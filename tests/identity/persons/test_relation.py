"""How names are related, by a table of pairs."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest

from kg.identity.persons.evidence import weights
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.person_name import parse_name
from kg.identity.persons.relation import Relation, relate
from kg.identity.persons.variants import own_key, variant_keys
from kg.identity.persons.waiting import Waiting, connected
from kg.identity.persons.wording import RELATIONS

TWO_NAMES = "two names"
TABLE: dict[str, list[list[str]]] = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
PAIRS = [(expected, *pair) for expected, pairs in TABLE.items() for pair in pairs]


@pytest.mark.parametrize(("expected", "one", "two"), PAIRS)
def test_relation_of_two_names(expected: str, one: str, two: str) -> None:
    a, b = (parse_name(name, None, None) for name in (one, two))
    assert (relate(a, b) or TWO_NAMES) == expected
    assert (relate(b, a) or TWO_NAMES) == expected


def test_each_relation_has_a_weight_and_words() -> None:
    assert {f"name: {one}" for one in get_args(Relation)} <= weights().keys()
    assert set(get_args(Relation)) == RELATIONS.keys()


@pytest.mark.parametrize("pair", TABLE["short form"])
def test_short_forms_of_another_initial_are_found_by_their_variants(pair: list[str]) -> None:
    a, b = (parse_name(name, None, None) for name in pair)
    if a.first[0] != b.first[0]:
        assert own_key(a) in variant_keys(b)
        assert own_key(b) in variant_keys(a)


@pytest.mark.parametrize(
    ("given", "family", "other"),
    [
        ("Marta", "R. Vela-Ruiz", "Marta Vela-Ruiz"),
        ("Ina", "M. Holm", "Ina M. Holm"),
        ("Ana", "e Silva", "Ana Silva"),
    ],
)
def test_initials_before_a_family_name_are_given_names(given: str, family: str, other: str) -> None:
    stated = parse_name(f"{given} {family}", given, family)
    assert relate(stated, parse_name(other, other.split()[0], other.split()[-1])) in ("equal", "shorter")


def test_a_part_of_a_family_name_may_stand_behind_an_initial() -> None:
    short, full = parse_name("M. Lima", "M.", "Lima"), parse_name("Maria Reis Lima", "Maria", "Reis Lima")
    assert relate(short, full) == "part"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("K. Bretonnel", "Reed"), ("Kevin", "Bretonnel Reed")),
        (("Ada Holm", "Quill"), ("Ada", "O. Holm Quill")),
        (("Ada", "H. Quill"), ("Ada", "Holm Quill")),
        (("Tomas Reis", "Lima"), ("Tomas Jose", "Reis Lima")),
        (("Ada", "Mayfield"), ("Ada Mayfield", "Quill")),
    ],
)
def test_a_part_of_a_family_name_may_stand_among_given_names(
    one: tuple[str, str], two: tuple[str, str]
) -> None:
    a, b = (parse_name(f"{given} {family}", given, family) for given, family in (one, two))
    assert relate(a, b) in ("part", "shorter", "middle")
    assert relate(b, a) == relate(a, b)


def test_a_part_that_is_not_in_the_other_makes_two_names() -> None:
    one, two = (
        parse_name("Ada Mayfield", "Ada", "Mayfield"),
        parse_name("Ada Maria Quill", "Ada Maria", "Quill"),
    )
    assert relate(one, two) is None


@pytest.mark.parametrize(
    ("one", "two"), [("Ada Mayfield", "Ada Mayfield Quill"), ("Ada Quillamore", "Ada Quillamare")]
)
def test_names_of_other_blocks_meet_by_a_key(one: str, two: str) -> None:
    a, b = (Waiting.of(MentionCluster.of(PersonMention(name, name, name))) for name in (one, two))
    assert a.own & b.variants
    assert [len(group) for group in connected([(a, "a"), (b, "b")])] == [2]


def test_three_capitals_of_a_family_name_are_no_initials() -> None:
    assert parse_name("KIM Jordan", "KIM", "Jordan").given == ("kim",)
    assert parse_name("MA Jordan", "MA", "Jordan").given == ("m", "a")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Jürgen Quüll", "Juergen Quuell"),
        ("J. Quüll", "J. Quuell"),
        ("Jürgen Quüll", "J. Quuell"),
        ("Đorđe Đorić", "Djordje Djoric"),
        ("Taro Ohnoda", "Taro Onoda"),
        ("Quan Tai Man", "Tai-Man Quan"),
        ("Sergey Yakovenko", "Sergei Iakovenko"),
    ],
)
def test_other_spellings_meet_though_their_blocks_differ(one: str, two: str) -> None:
    a, b = (Waiting.of(_profile(name)) for name in (one, two))
    assert a.own & b.variants or b.own & a.variants
    assert relate(parse_name(one, None, None), parse_name(two, None, None))


def _profile(name: str) -> MentionCluster:
    return MentionCluster.of(PersonMention(key=name, paper=name, name=name))


@pytest.mark.parametrize("name", ["Nadia Reed", "N. Reed", "Nadia Maria Reed", "Wei Chen"])
def test_a_name_does_not_wait_for_those_of_its_own_block(name: str) -> None:
    stated = parse_name(name, None, None)
    assert f"{stated.first[:1]} {stated.core}" not in variant_keys(stated)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (("A.", "Mayfield Quill"), ("A. M.", "Quill"), "part"),
        (("A.", "Mayfield Quill"), ("A.", "Quill"), "part"),
        (("A.", "Mayfield-Quill"), ("A. B.", "Quill"), "part"),
        (("A.", "Mayfield Quill"), ("B.", "Quill"), None),
        (("A. B.", "Mayfield Quill"), ("A. C.", "Quill"), None),
        (("A.", "Mayfield Wang"), ("A.", "Wang"), None),
        (("A.", "Chen Wang"), ("A. C.", "Wang"), None),
    ],
)
def test_a_part_of_a_family_name_beside_initials(
    one: tuple[str, str], two: tuple[str, str], expected: Relation | None
) -> None:
    a, b = (parse_name(" ".join(parts), *parts) for parts in (one, two))
    assert relate(a, b) == relate(b, a) == expected
