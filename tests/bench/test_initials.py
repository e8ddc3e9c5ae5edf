"""Authors printed with initials, and the scores of both halves of such a corpus."""

from __future__ import annotations

import pytest

from kg.identity.persons.mention import PersonMention
from kg.identity.persons.person_name import PersonName, parse_name
from kg.identity.persons.surveying import census_of
from kg.identity.score import score
from kg.release.evaluation.corpus import Corpus

from .initials import STYLES, halves, in_style, named, restyled
from .strangers import with_strangers


@pytest.mark.parametrize(
    ("style", "name", "given"),
    [
        ("as printed", "Ana-Eva María Lind", "Ana-Eva María"),
        ("every initial", "A.-E. M. Lind", "A.-E. M."),
        ("first initial", "A. Lind", "A."),
        ("MEDLINE", "AEM Lind", "AEM"),
    ],
)
def test_styles(style: str, name: str, given: str) -> None:
    one = PersonMention(
        "a", "a", "Ana-Eva María Lind", "Ana-Eva María", "Lind", coauthors=["Tom van den Reed"]
    )
    changed = restyled(one, STYLES[style])
    assert (changed.name, changed.given, changed.family) == (name, given, "Lind")
    assert changed.coauthors == [
        "Tom van den Reed" if style == "as printed" else f"{'T' if style == 'MEDLINE' else 'T.'} van den Reed"
    ]


def test_a_name_without_given_names_stays() -> None:
    assert restyled(PersonMention("a", "a", "Plato"), STYLES["every initial"]).name == "Plato"


def test_halves() -> None:
    mentions = [
        PersonMention(f"{name}{number}", f"{name}{number}", name, None, None, coauthors=["Uma Ray"], listed=2)
        for name in ("Ada Quill", "Tom Reed", "Ina Holm", "Bo Ek", "Eva Lind", "Jon Moe")
        for number in range(3)
    ]
    corpus = Corpus(
        "invented", mentions, {one.key: one.name for one in mentions}, {one.key for one in mentions}
    )
    one = in_style(corpus, STYLES["first initial"])
    learned, held = halves(one, census_of(one.mentions), named(corpus))
    assert (learned.held, held.held) == (False, True)
    assert sum(half.methods["kg"].mentions for half in (learned, held)) == len(mentions)
    assert learned.methods["initial and family name"].f1 == held.methods["full name"].f1 == 1
    assert "with strangers 1.0000" in str(held)


def _named(*names: str) -> tuple[dict[str, str], dict[str, PersonName]]:
    """Return one cluster of mentions 0, 1, … of these names."""
    printed = {str(number): parse_name(name, None, None) for number, name in enumerate(names)}
    return dict.fromkeys(printed, "A. Quill"), printed


@pytest.mark.parametrize(
    ("other", "precision"),
    [
        ("Agnes Quill", 2 / 3),
        ("A. Quill", 1),  # it may be Ada's
        ("Ada Eva Quill", 1),
        ("Anna Quill", 2 / 3),
    ],
)
def test_a_stranger_counts_whose_name_is_anothers(other: str, precision: float) -> None:
    clusters, names = _named("Ada Quill", "A. Quill", other)
    gold = {"0": "Ada", "1": "Ada"}
    found = with_strangers(score(gold, clusters), gold, clusters, names)
    assert found.precision == pytest.approx(precision)
    assert found.recall == 1


def test_strangers_elsewhere_and_to_a_person_of_initials_only_count_for_nothing() -> None:
    clusters, names = _named("Ada Quill", "Agnes Quill", "Eva Reed", "A. Quill")
    gold = {"0": "Ada", "3": "A."}
    apart = clusters | {"1": "Agnes Quill", "2": "Eva Reed"}
    assert with_strangers(score(gold, apart), gold, apart, names).precision == 1 / 2
    alone = {"3": "A."}
    assert with_strangers(score(alone, clusters), alone, clusters, names).precision == 1
