"""From what users type to the thing that they mean, or to the reason why it cannot be told."""

from __future__ import annotations

import pytest

from kg.engine import LocalEngine
from kg.errors import AmbiguousName, UsageError
from kg.queries import Lookup
from kg.queries.explanation import explain

BASE = "https://library.test/"
TOPIC = "https://w3id.org/kgpub/topic/arxiv/"


@pytest.mark.parametrize(
    ("kind", "text", "iri"),
    [
        ("paper", "2103.00001", BASE + "paper/tides"),
        ("paper", "arXiv:2103.00001v7", BASE + "paper/tides"),
        ("paper", "arxiv.org/pdf/2103.00001v2.pdf", BASE + "paper/tides"),
        ("paper", "doi: 10.5555/TIDES", BASE + "paper/tides"),
        ("paper", "https://doi.org/10.5555/tides", BASE + "paper/tides"),
        ("paper", BASE + "paper/moss", BASE + "paper/moss"),
        ("paper", "Moss", BASE + "paper/moss"),
        ("paper", 'knots, tides and "deep" ropes', BASE + "paper/knots"),
        ("paper", "KNOTS TIDES AND DEEP ROPES", BASE + "paper/knots"),
        ("person", "0000-0002-1825-0097", BASE + "person/lind"),
        ("person", "https://orcid.org/0000-0002-1825-0097", BASE + "person/lind"),
        ("agent", "Åsa Lind", BASE + "person/lind"),
        ("agent", "lind, asa", BASE + "person/lind"),
        ("agent", "A. Lind", BASE + "person/lind"),
        ("agent", BASE + "person/lindold", BASE + "person/lind"),
        ("agent", "harbour collaboration", BASE + "org/harbour"),
        ("team", "Harbour Collaboration", BASE + "org/harbour"),
        ("venue", "1234-5679", BASE + "venue/ropes"),
        ("venue", "issn:1234-5679", BASE + "venue/ropes"),
        ("venue", "journal of ropes", BASE + "venue/ropes"),
        ("topic", "cs.LG", TOPIC + "cs.LG"),
        ("topic", "arxiv:cs.LG", TOPIC + "cs.LG"),
        ("topic", "LG", TOPIC + "cs.LG"),
        ("topic", "cs.SY", TOPIC + "eess.SY"),
        ("topic", "Geometric Topology", TOPIC + "math.GT"),
        ("topic", TOPIC + "cs.LG", TOPIC + "cs.LG"),
        ("source", "lind.txt", BASE + "source/bbbb"),
        ("thing", "arXiv", BASE + "venue/arxiv"),
        ("thing", BASE + "record/aaaa-1", BASE + "record/aaaa-1"),
    ],
)
def test_it_finds(kind: str, text: str, iri: str, engine: LocalEngine) -> None:
    assert Lookup(engine).resolve(kind, text).value == iri


def test_what_several_share_is_not_chosen_from(engine: LocalEngine) -> None:
    with pytest.raises(AmbiguousName) as caught:
        Lookup(engine).resolve("agent", "Chen Wei")
    assert caught.value.candidates == (
        (BASE + "person/chen1", 'Wei Chen – 2023: Knots, Tides and "Deep" Ropes (author 2)'),
        (BASE + "person/chen2", "Wei Chen – 2021: Moss (author 1)"),
    )


def test_a_short_code_of_two_topics_is_ambiguous(engine: LocalEngine) -> None:
    with pytest.raises(AmbiguousName) as caught:
        Lookup(engine).resolve("topic", "CV")
    assert [label for _, label in caught.value.candidates] == [
        "Computer Vision and Pattern Recognition – cs.CV",
        "Complex Variables – math.CV",
    ]


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("agent", "Lind", "no person or team is known as 'Lind'; near are: Åsa Lind"),
        ("paper", "Learning the Tides", "near are: Learning the Tides from Harbour Logs"),
        ("paper", "2103.99999", "no paper is known as '2103.99999'"),
        ("paper", BASE + "person/lind", "no paper is known as"),
        ("person", "Harbour Collaboration", "no person is known as"),
        ("venue", '"} DROP ALL #', "no venue is known as"),
        ("agent", "   ", "an empty text names no person or team"),
        ("agent", "\ud800", "no valid Unicode"),
    ],
)
def test_what_is_unknown_is_said_with_what_is_near(
    kind: str, text: str, said: str, engine: LocalEngine
) -> None:
    with pytest.raises(UsageError) as caught:
        Lookup(engine).resolve(kind, text)
    assert said in str(caught.value)


def test_an_explanation_gathers_sources_repairs_and_decisions(engine: LocalEngine) -> None:
    found = explain(engine, None, "arXiv:2103.00001")
    assert (found.iri, found.kinds) == (BASE + "paper/tides", ("paper",))
    assert [(one.file, one.first_line, one.last_line) for one in found.sources] == [
        ("records.jsonl", 1, 1),
        ("lind.txt", 5, 9),
    ]
    assert [(one.rule, one.original, one.repaired, one.certain) for one in found.repairs] == [
        ("NAME-NULL", "Harbour Collaboration, null", "Harbour Collaboration", False),
        ("ENC-CP1252", "Ã…sa Lind", "Åsa Lind", True),
    ]
    (decision,) = found.decisions
    assert (decision.rule, decision.outcome, decision.property) == (
        "MAJORITY",
        "value chosen",
        "https://schema.org/name",
    )
    assert decision.supported_by == (BASE + "record/aaaa-1",)
    assert decision.contradicted_by == (BASE + "record/bbbb-1",)


def test_a_person_is_explained_by_the_author_entries(engine: LocalEngine) -> None:
    found = explain(engine, None, BASE + "person/chen1")
    assert [(one.file, one.position, one.printed) for one in found.sources] == [
        ("records.jsonl", 2, "Wei Chen")
    ]
    (decision,) = found.decisions
    assert (decision.outcome, decision.about) == ("undecided", (BASE + "person/chen2",))
