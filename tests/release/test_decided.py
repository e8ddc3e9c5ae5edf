"""Whatever people decide of a release, the next one is built, verified, and the same as from `--full`.

The records contradict each other, and the decisions are drawn by chance. More of them:

    KG_FUZZ_BUILT=50 KG_FUZZ_SEED=7 pytest tests/release/test_decided.py
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Final

import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.errors import KgError
from tests.release.contradictory import Contradictory
from tests.release.test_rebuilds import BUILT, SEED, TEAM, Publisher, same, write

_KINDS: Final = ("person", "person", "paper", "venue", "org")
_DESCRIBED: Final = re.compile(r"<([^> ]*/(person|paper|venue|org|record)/[^>]*)> <[^>]*#type>")
_VALUES: Final = (
    ("title", "Corrected owls"), ("name", "Zoe Corrected"), ("date", "2001"), ("venue", "Bog Letters"),
    ("author 1", "Zoe Lind"), ("abstract", "On bogs."),
)  # fmt: skip


class Decider:
    """One who decides by chance about the things of a release."""

    def __init__(self, publisher: Publisher, chance: Random) -> None:
        self._publisher, self._chance = publisher, chance
        self._things: dict[str, list[str]] = {}
        self._text = ""

    def read(self, dump: list[str]) -> None:
        """Take note of what the release describes."""
        self._text, found = "\n".join(dump), set(_DESCRIBED.findall("\n".join(dump)))
        self._things = {kind: sorted(iri for iri, one in found if one == kind) for _, kind in found}

    def decide(self) -> None:
        """Decide something, or try to: it may be told that it cannot be."""
        pick = self._chance.choice
        kind = pick([one for one in _KINDS if one in self._things])
        thing = pick(self._things[kind])
        field, value = pick(_VALUES)
        words = pick(
            [
                ["merge", thing, pick(self._things[kind])],
                self._split(kind),
                ["correct", pick([thing, pick(self._things["record"])]), "--field", field, "--value", value],
                ["correct", pick(self._things["person"]), "--rename", "Zoe New"],
                ["claim", "--orcid", "0000-0002-1825-0097", "--papers", pick(self._things["paper"])],
            ]
        )
        told = CliRunner().invoke(kg, [*words, *self._options(), "--by", "Jo Bek"])
        # what cannot be decided is told, not thrown
        assert isinstance(told.exception, SystemExit | KgError | None), (words, told.exception)

    def _split(self, kind: str) -> list[str]:
        thing = self._chance.choice(self._things[kind])
        if kind not in ("person", "paper"):
            return ["split", thing, "--names", "Bog Research"]
        part = "mention" if kind == "person" else "record"
        lines = [line for line in self._text.splitlines() if thing in line]
        parts = sorted(set(re.findall(rf"<([^>]*/{part}/[^>]*)>", "\n".join(lines)))) or [thing]
        return ["split", thing, f"--{part}s", self._chance.choice(parts)]

    def _options(self) -> list[str]:
        folder = self._publisher.folder
        return [
            "--data",
            str(folder / "data"),
            "--decisions",
            str(self._publisher.sources / "decisions.jsonl"),
        ]


@pytest.mark.parametrize("seed", range(SEED * 1000, SEED * 1000 + BUILT))
def test_a_build_obeys_and_stays_the_same(seed: int, tmp_path: Path) -> None:
    publisher, records, chance = Publisher(tmp_path), Contradictory(seed), Random(seed)
    decider, decisions = Decider(publisher, chance), publisher.sources / "decisions.jsonl"
    for number in range(3):
        records.write(publisher.sources / f"{number}.jsonl", 10)
    for _ in range(3):
        built = publisher.build()
        assert same(built, publisher.again())
        decider.read(built["kg.nq.gz"])
        for _ in range(4):
            decider.decide()
        lines = decisions.read_text(encoding="utf-8").splitlines() if decisions.exists() else []
        if len(lines) > 1:
            # somebody thinks again
            lines.pop(chance.randrange(len(lines)))
            decisions.write_text("\n".join([*lines, ""]), encoding="utf-8")


def test_one_entry_of_two_with_one_name_cannot_be_decided_of(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path)
    write(publisher, {"title": "Owls", "authors": [TEAM, TEAM, {"name": "Owl Club", "kind": "collective"}]})
    lines = publisher.build()["kg.nq.gz"]
    teams = re.findall(r"<([^> ]*/org/[^>]*)> <[^>]*/name> \"The Peat Group\"", "\n".join(lines))
    club = re.findall(r"<([^> ]*/org/[^>]*)> <[^>]*/name> \"Owl Club\"", "\n".join(lines))[0]
    assert len(teams) == 2
    codes, told = [], ""
    for team in teams:
        words = ["merge", team, club, "--data", str(tmp_path / "data"), "--by", "Jo Bek"]
        done = CliRunner().invoke(kg, [*words, "--decisions", str(tmp_path / "decisions.jsonl")])
        codes.append(done.exit_code)
        told += str(done.exception)
    assert sorted(codes) == [0, 1]
    assert "one entry of a list" in told


def test_one_known_from_a_page_without_an_identifier_cannot_be_decided_of(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path)
    page = {"type": "profile", "name": "Ada Lind", "identifiers": {}, "papers_total": 3}
    write(publisher, page, {"title": "Owls", "authors": ["Olga Reed"]})
    lines = "\n".join(publisher.build()["kg.nq.gz"])
    lind, reed = (
        re.findall(rf"<([^> ]*/person/[^>]*)> <[^>]*/name> \"{n}\"", lines)[0]
        for n in ("Ada Lind", "Olga Reed")
    )
    done = CliRunner().invoke(kg, ["merge", lind, reed, "--data", str(tmp_path / "data"), "--by", "Jo Bek"])
    assert "states no identifier" in str(done.exception)
