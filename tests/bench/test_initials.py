"""Authors printed with initials, and the scores of both halves of such a corpus."""

from __future__ import annotations

import pytest

from kg.identity.persons.mention import PersonMention
from kg.identity.persons.surveying import census_of
from kg.release.evaluation.corpus import Corpus

from .initials import STYLES, halves, in_style, restyled


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
    learned, held = halves(one, census_of(one.mentions))
    assert (learned.held, held.held) == (False, True)
    assert sum(half.methods["kg"].mentions for half in (learned, held)) == len(mentions)
    assert learned.methods["initial and family name"].f1 == held.methods["full name"].f1 == 1
