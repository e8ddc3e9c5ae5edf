"""What is lost of the score, of a corpus whose resolution is known."""

from __future__ import annotations

import pytest

from kg.identity.persons.mention import PersonMention
from kg.identity.persons.surveying import census_of
from kg.identity.score import score
from kg.release.evaluation.corpus import Corpus

from .losses import Losses, told

NAMES = ("Ada Quill", "Tom Reed", "Ina Holm", "Bo Ek", "Eva Lind", "Jon Moe")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return six namesakes of whom the gold says that two and two are one, and that joined ones are two."""
    with_one = [["Uma Ray", "Sol Dahl"]] * 2
    mentions = [
        PersonMention(f"{name}{number}", f"{name}{number}", name, coauthors=others, listed=3, year=2010)
        for name in NAMES
        for number, others in enumerate([*with_one, [f"Lone{name[:2]} Oak"]])
    ]
    gold = {one.key: f"{one.name} {'a' if one.key[-1] in '02' else 'b'}" for one in mentions}
    return Corpus("invented", mentions, gold, set(gold))


@pytest.mark.parametrize("held", [False, True])
def test_losses_add_up_to_what_the_score_lacks(corpus: Corpus, *, held: bool) -> None:
    losses = Losses(corpus, census_of(corpus.mentions), held=held)
    keys = [one.key for one in losses.counted]
    assert keys
    scored = score(
        {key: corpus.gold[key] for key in keys}, {key: losses.persons.get(key, key) for key in keys}
    )
    assert scored.recall < 1 > scored.precision
    assert sum(one.cost for one in losses.found if one.recall) == pytest.approx(1 - scored.recall)
    assert sum(one.cost for one in losses.found if not one.recall) == pytest.approx(1 - scored.precision)


def test_each_loss_has_its_evidence_in_words(corpus: Corpus) -> None:
    losses = Losses(corpus, census_of(corpus.mentions), held=False)
    apart = next(one for one in losses.found if one.recall)
    kind, words = losses.reason(apart)
    assert kind.startswith(("nothing but the names", "too little"))
    assert "no co-author in common" in words
    assert told(apart.a).startswith(f"1 of {apart.a[0].name} (1); no place; 2010")
