"""The command line that learns the weights: `python -m tests.bench.weights --help`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import inf
from pathlib import Path

import click
import orjson

from kg.errors import InputError
from kg.identity.calibration import calibration_of, probability
from kg.identity.persons import evidence
from kg.identity.persons.census import Census
from kg.identity.persons.evidence import calibrations, weights
from kg.identity.persons.features.declared import FEATURES
from kg.identity.persons.features.feature import Feature
from kg.identity.persons.surveying import census_of
from kg.identity.persons.thresholds import THRESHOLDS
from kg.release.evaluation.corpus import Corpus
from kg.release.evaluation.trial import run_trial

from .corpora import SOURCES, Source
from .crossfit import crossfit
from .fitting import Expected, Lesson, fit
from .lessons import lessons
from .table import table

FILE = Path(evidence.__file__).parent / "weights.json"
RIDGE = 3.0
"""How firmly a weight stays where it started: as if so many lessons spoke for it."""
LEAST = 0.02
"""What a feature that speaks for one side weighs at least, so that its words are never idle."""
_NO_MARGINS = {"initials only": 0.0, "several initials only": 0.0}
MADE = (
    "Written by `python -m tests.bench.weights --write`; nothing here is edited by hand. Natural-log odds, "
    "learned by logistic regression from pairs of clusters that the resolver weighed in blocks of names of "
    "the half that kg.release.evaluation.held_out does not hold out. What is not learned is as "
    "kg.identity.persons.features.declared sets it, thresholds are as kg.identity.persons.thresholds does. "
    "The calibration has knots of log-odds before and after (kg.identity.calibration), by which the told "
    "confidence of joins is set right: of equal initials, and of other names."
)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--corpora",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("../shared/corpora"),
    show_default=True,
    help="Where the gold lies.",
)
@click.option(
    "--blocks", type=click.IntRange(1), help="Learn from so many blocks of names of each corpus only."
)
@click.option(
    "--rounds", type=click.IntRange(1), default=3, show_default=True, help="Lessons are taken anew so often."
)
@click.option("--keep", is_flag=True, help="Keep the weights as they are; learn the calibration alone.")
@click.option("--write", is_flag=True, help="Write weights.json.")
@click.option(
    "--table", "shown", is_flag=True, help="Print the table of features with the weights, learn nothing."
)
def main(corpora: Path, blocks: int | None, rounds: int, keep: bool, write: bool, shown: bool) -> None:
    """Learn the weights of persons from gold, and print the scores on blocks that were held out."""
    if shown:
        click.echo(table(weights()), nl=False)
        return
    read = []
    for source in SOURCES:
        try:
            corpus = source.read(corpora, blocks)
        except InputError as error:
            raise click.ClickException(str(error)) from error
        census = census_of(corpus.mentions)
        corpus.mentions = corpus.concerned()
        read.append((source, corpus, census))
        click.echo(f"{source.name}: {len(corpus.mentions):,} mentions, {len(corpus.curated):,} with gold")
    found = dict(weights()) if keep else learn(read, rounds)
    for feature in FEATURES:
        click.echo(f"{feature.name:32} {feature.start:+8.3f} {found[feature.name]:+8.3f}")
    taken = [one for source, corpus, census in read for one in lessons(corpus, census, source.counts)]
    knots = crossfit([(corpus, census) for _, corpus, census in read], taken, _learned_from)
    for line, points in knots.items():
        told = ", ".join(f"{probability(before):.3f} to {probability(after):.3f}" for before, after in points)
        click.echo(f"confidence by {line}: {told}")
    calibrations().update({line: calibration_of(points) for line, points in knots.items()})
    if write:
        content = {"made": MADE, "weights": found, "calibration": knots}
        FILE.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
    for source, corpus, _ in read:
        for choice, methods in run_trial(corpus).whole.items():
            if "held out" in choice:
                told = ", ".join(f"{method} {score.f1:.4f}" for method, score in methods.items())
                click.echo(f"{source.name}, {choice}: {told}")


def learn(read: list[tuple[Source, Corpus, Census]], rounds: int) -> dict[str, float]:
    """Return the weights, and use them from now on; lessons are taken anew in each round.

    What is taken off for initials is left out until all is learned: it mends what the gold makes of them.
    """
    expected = {one.name: _expected(one) for one in FEATURES}
    weights().clear()
    weights().update({one.name: one.start for one in FEATURES} | THRESHOLDS | _NO_MARGINS)
    taken: list[Lesson] = []
    for number in range(1, rounds + 1):
        for source, corpus, census in read:
            taken += lessons(corpus, census, source.counts)
        click.echo(f"round {number}: {len(taken):,} lessons", err=True)
        found = fit(taken, expected)
        weights().update({name: round(weight, 3) for name, weight in found.items()})
    weights().update(THRESHOLDS)
    return dict(weights())


def _learned_from(taken: Sequence[Lesson]) -> dict[str, float]:
    """Return what lessons alone make of the weights, from what one expects before any gold."""
    return fit(taken, {one.name: _expected(one) for one in FEATURES})


def _expected(feature: Feature) -> Expected:
    if not feature.learned:
        return Expected(feature.start, feature.start, feature.start, RIDGE)
    lowest, highest = {"for": (LEAST, inf), "against": (-inf, -LEAST), "both": (-inf, inf)}[feature.speaks]
    return Expected(feature.start, lowest, highest, RIDGE)


if __name__ == "__main__":
    sys.exit(main())
