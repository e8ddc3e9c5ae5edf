"""Which concepts of two schemes mean the same: a label is not enough."""

from __future__ import annotations

import pytest

from kg.identity.tallies import merged
from kg.identity.topics.concepts import (
    FIELD,
    MOST_WITNESSES,
    PAPER,
    TERM,
    VENUE,
    Concept,
    dump_concept,
    load_concept,
)
from kg.identity.topics.matching import TERMS_BESIDE, decided, labels, matches


def concept(scheme: str, term: str, code: str | None = None, **beside: list[str]) -> Concept:
    made = Concept(scheme, scheme, code or term.casefold(), code)
    made.terms[term] += 1
    for kind, found in beside.items():
        made.stand_beside(kind, found)
    return made


def match(one: Concept, other: Concept) -> tuple[str, bool] | None:
    found = list(matches(_by_label(one, other)))
    return (found[0].rule, found[0].exact) if found else None


def _by_label(*concepts: Concept) -> list[tuple[str, Concept]]:
    return sorted(((label, one) for one in concepts for label in labels(one)), key=lambda pair: pair[0])


FREE = "keywords-of-x"


@pytest.mark.parametrize(
    ("kind", "shared", "rule"),
    [
        (PAPER, ["p1"], ("TOPIC-LABEL-PAPER", True)),
        (FIELD, ["cs"], ("TOPIC-LABEL-FIELD", True)),
        (VENUE, ["v1"], ("TOPIC-LABEL-FIELD", True)),
        (TERM, ["a", "b"], ("TOPIC-LABEL-BESIDE", False)),
        (TERM, ["a"], None),
    ],
)
def test_something_else_must_be_shared(kind: str, shared: list[str], rule: tuple[str, bool] | None) -> None:
    assert TERMS_BESIDE == 2
    here, there = concept("mesh", "Tide Gauges", "D1"), concept(FREE, "tide gauges")
    here.stand_beside(kind, shared)
    there.stand_beside(kind, [*shared, "else"])
    assert match(here, there) == rule


def test_one_word_is_close_at_most_in_a_field() -> None:
    here, there = concept("mesh", "Kernel", "D2", f=["math"]), concept(FREE, "kernel", f=["math"])
    assert match(here, there) == ("TOPIC-LABEL-FIELD", False)


def test_one_label_alone_matches_nothing() -> None:
    assert match(concept("mesh", "Kernel", "D2", f=["math"]), concept(FREE, "kernel", f=["bio"])) is None


def test_terms_of_one_scheme_are_not_compared() -> None:
    assert match(concept("mesh", "Tide", "D1", p=["p"]), concept("mesh", "tide", "D2", p=["p"])) is None


@pytest.mark.parametrize("written", ["Computer Science - Computation and Language", "cs.CL"])
def test_a_category_is_met_by_the_ways_to_write_it(written: str) -> None:
    category = concept("arxiv", "Computation and Language", "cs.CL")
    assert match(category, concept(FREE, written)) == ("TOPIC-ARXIV-NAME", True)


def test_the_stronger_scheme_is_matched() -> None:
    coded, free = concept("mesh", "Tides", "D1", p=["p"]), concept("a-list", "tides", p=["p"])
    other = concept(FREE, "tides", p=["p"])
    found = list(matches(_by_label(free, coded, other)))
    assert [(one.concept, one.other) for one in found] == [
        ("a-list/tides", "mesh/D1"), (f"{FREE}/tides", "mesh/D1"),
    ]  # fmt: skip


def test_what_is_only_close_is_not_decided() -> None:
    (close,) = matches(
        _by_label(concept("mesh", "Kernel", "D2", f=["math"]), concept(FREE, "kernel", f=["math"]))
    )
    assert decided(close).outcome == "undecided"
    assert decided(close).things == [f"topic:{FREE}/kernel", "topic:mesh/D2"]


def test_the_label_is_what_most_works_write() -> None:
    one = concept(FREE, "TIDES")
    one.also(concept(FREE, "Tides"))
    one.also(concept(FREE, "tides"))
    assert (one.label, one.others) == ("tides", ["TIDES", "Tides"])
    one.also(concept(FREE, "Tides"))
    assert one.label == "Tides"


def test_shards_are_brought_together() -> None:
    lines = sorted(
        b"%s\t%s\t%d\n" % (b'"x/tides"', dump_concept(one), shard)
        for shard, one in enumerate([concept("x", "tides", p=["p1"]), concept("x", "Tides", p=["p2"])])
    )
    (made,) = merged(lines, load_concept)
    assert made.terms == {"tides": 1, "Tides": 1}
    assert made.beside[PAPER] == {"p1", "p2"}
    assert load_concept(dump_concept(made)) == made


def test_what_stands_beside_is_kept_in_bounds() -> None:
    one = concept("x", "tides", t=[f"t{n}" for n in range(MOST_WITNESSES * 2)])
    assert len(one.beside[TERM]) == MOST_WITNESSES
