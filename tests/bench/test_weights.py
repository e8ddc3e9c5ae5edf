"""The weights of persons: how they are learned, and that documents and declared list agree with them."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, inf
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.identity.persons.evidence import calibrations, weights
from kg.identity.persons.features.declared import FEATURES
from kg.identity.persons.thresholds import THRESHOLDS

from .calibrating import fitted
from .weights.__main__ import main
from .weights.fitting import Expected, Lesson, fit
from .weights.table import table

README = Path(__file__).parents[2] / "README.md"
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"


def test_each_feature_has_a_weight_and_each_weight_a_feature() -> None:
    names = [one.name for one in FEATURES]
    assert len(names) == len(set(names))
    assert weights().keys() == {*names, *THRESHOLDS}
    assert THRESHOLDS.items() <= weights().items()


@pytest.mark.parametrize("feature", FEATURES, ids=lambda one: one.name)
def test_a_weight_speaks_for_its_side_and_keeps_what_is_not_learned(feature: object) -> None:
    one = next(one for one in FEATURES if one is feature)
    weight = weights()[one.name]
    assert {"for": weight > 0, "against": weight < 0, "both": True}[one.speaks]
    assert one.learned or weight == one.start


def test_the_readme_has_the_table_of_features() -> None:
    assert f"<!-- features -->\n\n{table(weights())}\n<!-- end" in README.read_text(encoding="utf-8")


def lessons() -> Iterator[Lesson]:
    """Yield lessons of which the shares follow known odds: 2 for the one feature, -1 for the other."""
    for one in (0.0, 1.0):
        for other in (0.0, 1.0):
            share = 1 / (1 + exp(-(2 * one - other)))
            features = {"bias": 1.0, "one": one, "other": other}
            yield Lesson(features, True, 1000 * share)
            yield Lesson(features, False, 1000 * (1 - share))


def free(weight: float = 0.0, lowest: float = -inf, highest: float = inf) -> Expected:
    return Expected(weight, lowest, highest, 0.001)


def test_a_fit_finds_the_odds_that_made_the_lessons() -> None:
    found = fit(list(lessons()), {"bias": free(), "one": free(), "other": free()})
    assert found == pytest.approx({"bias": 0.0, "one": 2.0, "other": -1.0}, abs=0.01)


def test_a_weight_keeps_its_bounds_and_what_no_lesson_tells_its_start() -> None:
    expected = {
        "bias": free(),
        "one": free(highest=1.0),
        "other": free(0.5, lowest=0.02),
        "unseen": free(0.7),
    }
    found = fit(list(lessons()), expected)
    assert found["one"] == pytest.approx(1.0)
    assert found["other"] == pytest.approx(0.02)
    assert found["unseen"] == pytest.approx(0.7)


def test_a_calibration_rises_and_makes_surer_only_where_it_may() -> None:
    judged = [(score / 10, True, 1.0) for score in range(1, 60) for _ in range(9)]
    held, risen = fitted(judged), fitted(judged, surer=True)
    assert all(after <= before for before, after in held if before > 0)
    assert any(after > before + 0.5 for before, after in risen)
    for knots in (held, risen):
        assert knots == sorted(knots)
        assert [after for _, after in knots] == sorted(after for _, after in knots)


@pytest.mark.skipif(not CORPORA.exists(), reason="the corpora are not beside the project")
def test_the_program_learns_from_a_few_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    before, lines = dict(weights()), dict(calibrations())
    monkeypatch.setattr("tests.bench.weights.__main__.SOURCES", _small())
    try:
        result = CliRunner().invoke(main, ["--corpora", str(CORPORA), "--blocks", "30", "--rounds", "1"])
    finally:
        weights().clear()
        weights().update(before)
        calibrations().update(lines)
    assert "confidence by initials: " in result.output
    assert result.exit_code == 0, result.output
    assert "held out: kg 0." in result.output or "held out: kg 1." in result.output


def _small() -> tuple[object, ...]:
    from .weights.corpora import SOURCES

    return tuple(one for one in SOURCES if "ORCID" in one.name)
