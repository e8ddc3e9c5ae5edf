"""Unrelated files change what is decided of two mentions, and everything that tells of it names the cause."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.release import DataDirectory, Release
from kg.release.changes import read_changes
from kg.release.decision_changes import DecisionChange, DecisionComparison, DecisionOutcome

TWO = [
    {
        "title": "Drift of sand banks in shallow northern lagoons",
        "authors": ["Min Sun", "Bo Ek"],
        "year": 2018,
        "doi": "10.5555/a",
    },
    {
        "title": "How storms move sand banks along cliffs",
        "authors": ["Min Sun", "Cem Aydin"],
        "year": 2019,
        "doi": "10.5555/b",
    },
]
"""Two mentions of one name: words of the titles, and nothing else but the name, make them one."""
HEADS = ("Ba", "Co", "Du", "Fe", "Gi", "Ka", "Mo", "Ne")
UNRELATED = [
    {
        "title": f"Matters of {head}{tail}",
        "authors": [f"{head}{tail}n Sun", f"Min {head}{tail}dal"],
        "year": 1990,
        "doi": f"10.5555/{head}{tail}".lower(),
    }
    for head in HEADS
    for tail in ("ba", "co", "du", "fe", "gi", "ka", "mo", "ne")
]
"""Many people who are called Min, and many whose family name is Sun; none is called both."""


@dataclass(frozen=True)
class Grown:
    """A data directory of two releases: the first without the unrelated papers, the second with them."""

    data: Path
    before: Release
    after: Release

    def run(self, *arguments: str) -> str:
        result = CliRunner().invoke(kg, [*arguments, "--data", str(self.data)])
        assert result.exit_code == 0, (result.output, result.exception)
        return result.stdout


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Grown:
    folder = tmp_path_factory.mktemp("grown")
    data, sources = folder / "data", folder / "sources"
    sources.mkdir()
    for name, records in (("two", TWO), ("unrelated", UNRELATED)):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (sources / f"{name}.jsonl").write_text(lines, "utf-8")
        result = CliRunner().invoke(kg, ["build", str(sources), "--data", str(data)])
        assert result.exit_code == 0, result.output
    before, after = DataDirectory(data).releases()
    return Grown(data, before, after)


@pytest.fixture(scope="module")
def changed(grown: Grown) -> DecisionChange:
    (only,) = DecisionComparison(grown.before, grown.after).reconsidered()
    return only


def test_the_census_is_what_changed_the_decision(grown: Grown, changed: DecisionChange) -> None:
    assert (changed.before.outcome, changed.after.outcome) == ("same", "undecided")
    assert changed.how == "decided otherwise"
    before, after = DecisionComparison(grown.before, grown.after).grounds(changed.iri)
    assert before.census.startswith("a name of about 2 people, ")
    assert before.census.endswith(", by a census of 3 full names at 4 mentions")
    assert after.census == "a name of about 34 people, by a census of 131 full names at 132 mentions"
    assert (len(before.things), len(after.things)) == (1, 2)


def test_a_decision_that_came_out_the_same_is_not_listed(grown: Grown) -> None:
    assert list(DecisionComparison(grown.after, grown.after).reconsidered()) == []


def test_the_diff_lists_it_with_both_censuses(grown: Grown, changed: DecisionChange) -> None:
    text = grown.run("diff")
    told = text[text.index("persons decided otherwise: 1") :].splitlines()
    assert "same, by rule NAME-AND-CONTEXT" in told[2]
    assert "a census of 3 full names at 4 mentions" in told[2]
    assert "undecided, by rule NAME-AND-CONTEXT" in told[3]
    assert "a name of about 34 people, by a census of 131 full names at 132 mentions" in told[3]
    (found,) = json.loads(grown.run("diff", "--to", "json"))["decisions"]
    assert found["iri"] == changed.iri
    assert (found["before"]["outcome"], found["after"]["outcome"]) == ("same", "undecided")


def test_the_release_keeps_it_without_names(grown: Grown) -> None:
    kept: dict[str, Any] = (read_changes(grown.after) or {})["decisions"]
    assert kept["counts"] == {"decided otherwise": 1}
    (one,) = kept["changes"]["decided otherwise"]
    assert one["before"]["confidence"] > one["after"]["confidence"]
    assert "census of 3 full names" in one["before"]["census"]
    assert "Min Sun" not in json.dumps(one)


def test_the_explanation_names_the_cause(grown: Grown, changed: DecisionChange) -> None:
    _, grounds = DecisionComparison(grown.before, grown.after).grounds(changed.iri)
    for person in grounds.things:
        found = json.loads(grown.run("explain", grown.after.base + person, "--to", "json"))
        ((before,),) = [one["before"] for one in found["decisions"] if one["before"]]
        assert (before["release"], before["outcome"]) == (grown.before.id, "same")
        assert before["only_census"]
        assert [text.partition(",")[0] for text in before["then"]] == [
            "same name (Min Sun",
            "by a census of 3 full names at 4 mentions",
        ]
        assert before["now"] == [
            "same name (Min Sun, a name of about 34 people)",
            "by a census of 131 full names at 132 mentions",
        ]
    text = grown.run("explain", *(grown.after.base + person for person in grounds.things))
    assert f"release {grown.before.id} decided: same, by rule NAME-AND-CONTEXT" in text
    assert "the evidence is the same; the census of names is not:" in text


def test_the_first_release_has_nothing_before_it(tmp_path: Path) -> None:
    source = tmp_path / "two.jsonl"
    source.write_text("".join(json.dumps(record) + "\n" for record in TWO), "utf-8")
    data = str(tmp_path / "data")
    runner = CliRunner()
    assert runner.invoke(kg, ["build", str(source), "--data", data]).exit_code == 0
    result = runner.invoke(kg, ["explain", "10.5555/a", "--data", data])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "decided:" not in result.stdout


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        (("same", 0.9), ("same", 0.95), "surer"),
        (("same", 0.9), ("same", 0.8), "less sure"),
        (("undecided", 0.5), ("same", 0.5), "decided otherwise"),
    ],
)
def test_what_became_of_a_decision(before: tuple[str, float], after: tuple[str, float], how: str) -> None:
    assert (
        DecisionChange("curation/identity-persons-a", DecisionOutcome(*before), DecisionOutcome(*after)).how
        == how
    )
