"""How well `kg check` tells wrong fields from fields that are written another way.

    python -m tests.bench.checking                  # 500 references, in half of them one or two wrong fields
    python -m tests.bench.checking --references 2000 --seed 7 --show 20

Builds a release of invented papers, writes references to them as people write them, plants errors, and
counts: of the wrong fields those that are found, of the right ones those that are called wrong. Ends with 1
where fewer than 99 % of the wrong ones are found, or more than 1 % of the right ones are called wrong.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import orjson
from click.testing import CliRunner

from kg.cli import kg

from . import planting

LEAST_FOUND = 0.99
MOST_FALSE = 0.01
_FIELDS = ("title", "authors", "year", "venue", "volume", "issue", "pages", "publisher", "doi")


@dataclass
class Score:
    """What was planted, found, and called wrong without being so."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: int = 0
    false: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of wrong fields that were found, from 0 to 1."""
        return self.found.total() / max(1, self.planted.total())

    @property
    def false_share(self) -> float:
        """The share of right fields that were called wrong, from 0 to 1."""
        return self.false.total() / max(1, self.right)


def run(references: int, seed: int, folder: Path, *, bibtex: bool = False) -> Score:
    """Build, plant, check and count, with files in `folder`; with `bibtex` the references are BibTeX."""
    chance = random.Random(seed)
    papers = [planting.paper(number) for number in range(references + references // 5)]
    _write(folder / "papers.jsonl", papers)
    told, planted = [], []
    for record in chance.sample(papers, references):
        other = planting.rewritten(record, chance)
        wrong: list[str] = []
        if chance.random() < 0.5:
            wrong = planting.spoiled(other, chance, chance.randint(1, 2))
        told.append(other)
        planted.append(wrong)
    asked = folder / "references.jsonl"
    _write(asked, told)
    if bibtex:
        asked = folder / "references.bib"
        _kg("convert", str(folder / "references.jsonl"), "--to", "bibtex", "--output", str(asked))
    _kg("build", str(folder / "papers.jsonl"), "--data", str(folder / "data"))
    checked = _kg("check", str(asked), "--data", str(folder / "data"), "--to", "json")
    return _scored(told, planted, orjson.loads(checked))


def _scored(
    told: Sequence[planting.Record], planted: Sequence[list[str]], verdicts: Sequence[dict[str, object]]
) -> Score:
    score = Score()
    for record, wrong, verdict in zip(told, planted, verdicts, strict=True):
        differences = verdict["differences"]
        assert isinstance(differences, list)
        called = {_name(one["field"]) for one in differences}
        spoiled = {_name(name) for name in wrong}
        for name in spoiled:
            score.planted[name] += 1
            score.found[name] += name in called
        right = {name for name in _FIELDS if record.get(name)} - spoiled
        score.right += len(right)
        score.false.update(called & right)
        score.lost += verdict["status"] == "not found"
        if (spoiled - called) or (called & right) or verdict["status"] == "not found":
            score.examples.append(f"planted {sorted(spoiled)}: {orjson.dumps(verdict).decode()}")
    return score


def _name(name: str) -> str:
    """Return the field of a record that a difference, or an error, is in."""
    return "authors" if name.startswith("author") else name


def _write(path: Path, records: Sequence[planting.Record]) -> None:
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))


def _kg(*arguments: str) -> str:
    result = CliRunner().invoke(kg, arguments, catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    return result.stdout


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--references", type=click.IntRange(10), default=500, show_default=True, help="How many.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the chance that plants.")
@click.option("--show", type=click.IntRange(0), default=0, help="Print so many of those that went wrong.")
@click.option("--bibtex", is_flag=True, help="Write the references as BibTeX first.")
def main(references: int, seed: int, show: int, bibtex: bool) -> None:
    """Plant errors in references and count how many `kg check` finds, and how many it invents."""
    with TemporaryDirectory(prefix="kg-checking-") as folder:
        score = run(references, seed, Path(folder), bibtex=bibtex)
    click.echo(f"{'field':10} {'planted':>8} {'found':>8} {'false':>8}")
    for name in _FIELDS:
        click.echo(f"{name:10} {score.planted[name]:8} {score.found[name]:8} {score.false[name]:8}")
    click.echo(
        f"wrong fields found: {score.recall:.2%} of {score.planted.total()}; right fields called wrong: "
        f"{score.false_share:.2%} of {score.right}; references not found: {score.lost} of {references}"
    )
    for line in score.examples[:show]:
        click.echo(line)
    sys.exit(score.recall < LEAST_FOUND or score.false_share > MOST_FALSE)


if __name__ == "__main__":
    main()
