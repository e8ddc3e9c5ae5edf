"""Scores as a person reads them: tables of what came of trying a resolver on gold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.identity.score import Score
from kg.release.evaluation import Evaluation

_COLUMNS = {
    "found": 9, "B³ P": 8, "B³ R": 8, "B³ F1": 8, "pair P": 8, "pair R": 8, "pair F1": 9, "split": 7,
    "lumps": 7,
}  # fmt: skip
_HEAD = "".join(f"{name:>{width}}" for name, width in _COLUMNS.items())
_WIDTH = 40


def told(one: Evaluation) -> Iterator[str]:
    """Yield the lines that tell an evaluation."""
    yield f"{one.corpus}: {one.number} {one.of}, {one.known} with a known {one.things[:-1]}"
    yield from one.notes
    yield ""
    rows = {
        f"{choice}, {method}": found
        for choice, methods in one.whole.items()
        for method, found in methods.items()
        if found.mentions
    }
    yield from table(rows, of=one.of, things=one.things)
    for title, parts in one.parts.items():
        yield ""
        yield f"kg by {title}"
        yield from table(parts, head=False)
    if one.reliability:
        yield ""
        title = f"joins of known {one.of}, held out"
        yield f"{title:{_WIDTH}}{'joins':>9}{'right':>9}{'share':>9}{'confidence':>12}"
        for name, row in one.reliability.items():
            yield f"{name:{_WIDTH}}{row.joins:>9}{row.right:>9}{row.share:>9.3f}{row.confidence:>12.3f}"
    cost = one.cost
    steps = " and ".join(f"{seconds:.1f} s {step}" for step, seconds in cost.seconds.items())
    yield ""
    yield (
        f"{one.clusters} {one.things} found; {one.undecided} pairs undecided; processor time {steps}, where"
        f" {cost.resolved} {one.of} were resolved ({cost.per_million:.0f} s for a million);"
        f" {cost.megabytes:.0f} MB at most, reading included"
    )


def table(
    scores: Mapping[str, Score], *, head: bool = True, of: str = "mentions", things: str = "persons"
) -> Iterator[str]:
    """Yield a line for each score, under its name."""
    if head:
        yield f"{'':{_WIDTH}}{of:>13}{things:>14}{_HEAD}"
    for name, one in scores.items():
        yield (
            f"{name:{_WIDTH}}{one.mentions:>13}{one.persons:>14}{one.clusters:>9}"
            f"{one.precision:>8.4f}{one.recall:>8.4f}{one.f1:>8.4f}"
            f"{one.pair_precision:>8.4f}{one.pair_recall:>8.4f}{one.pair_f1:>9.4f}{one.split:>7}{one.lumps:>7}"
        )
