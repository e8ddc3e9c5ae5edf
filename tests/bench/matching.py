"""Learns the weights of `kg.identity.paper_evidence` from gold: `python -m tests.bench.matching FOLDER`.

Gold are corpora of FOLDER whose pairs people found, and records of one source beside what another source
would make of them. Weights are those that explain the gold best without leaving what was set by hand far
without cause (logistic regression, a normal prior around `matching.toml`): what the gold never shows keeps
its weight. Half of the papers are held out (`kg.release.evaluation.held_out`): no weight is learned on them,
and the scores printed are theirs. What sets the sum of weights right is learned by cross-fitting on the other
half: on each quarter, with weights of the other. With `--write` all replace `paper_weights.json`.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import log
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import click
import orjson

from kg.identity import paper_evidence
from kg.identity.blocking_keys import hashed, identifier_keys, meeting_keys
from kg.identity.calibration import Calibration, calibration_of, probability
from kg.identity.comparable import Comparable
from kg.identity.nearness import MOST, acquainted, near_keys, sketch
from kg.identity.paper_evidence import FEATURES, SAME, observe
from kg.identity.title_census import census, marks_of
from kg.readers import detect
from kg.readers.source import Document
from kg.records import WorkRecord
from kg.release.evaluation.acl import acl_records
from kg.release.evaluation.held_out import held_out
from kg.release.evaluation.pairs import hidden, paper_pairs
from kg.release.evaluation.restating import restated
from tests.bench.calibrating import fitted, quarter

WEIGHTS: Final = Path(paper_evidence.__file__).parent / "paper_weights.json"
HAND: Final = Path(__file__).parent / "matching.toml"
NATURAL: Final = ("DBLP-ACM", "Cora")
"""Gold that people found, by which confidence is set right."""
PRIOR: Final = 2.0
"""How much each weight is held where it was set by hand: the inverse of the variance of the normal prior."""
_ACL: Final = 10  # one in so many volumes of the ACL Anthology, each with all its papers
_ROUNDS: Final = 400


@dataclass(frozen=True, slots=True)
class Row:
    """One pair: what was observed, whether it is one paper, how much it counts, the papers of both."""

    seen: frozenset[str]
    same: bool
    weight: float
    papers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gold:
    """Records, the paper of each, and how much all pairs of them count together.

    `publications` says that two versions of one work are two papers of the gold, or not, as it happens: pairs
    that may be versions then say nothing.
    """

    name: str
    records: Sequence[WorkRecord]
    papers: Sequence[str]
    weight: float
    publications: bool = False


def gold(folder: Path) -> Iterator[Gold]:
    """Yield the gold that there is in a folder of corpora."""
    yield _paired("DBLP-ACM", folder / "papers-dblp-acm", 700)
    yield _paired("Cora", folder / "papers-cora", 400, publications=True)
    anthology = acl_records(folder / "acl-anthology" / "acl-anthology-2021.tar.gz")[0]
    chosen = [one for one in anthology if crc32((one.venue or "").encode()) % _ACL == 0]
    yield _twins("ACL Anthology", chosen, 500)
    yield _twins("Crossref", _stated(folder / "crossref"), 250)
    yield _twins("arXiv", _stated(folder / "arxiv-oai-dc"), 150)


def _paired(name: str, folder: Path, weight: float, *, publications: bool = False) -> Gold:
    """Return a corpus of records with a table of pairs that are of one paper."""
    corpus = paper_pairs(folder)
    return Gold(name, corpus.records, corpus.gold, weight, publications)


def _twins(name: str, records: Sequence[WorkRecord], weight: float) -> Gold:
    """Return records of different papers, and what another source would make of each."""
    plain = [hidden(one) for one in records]
    again = [restated(one, number) for number, one in enumerate(plain)]
    return Gold(name, [*plain, *again], [str(one) for one in range(len(plain))] * 2, weight)


def _stated(folder: Path) -> list[WorkRecord]:
    """Return the records of the files of a folder that have a title and an identifier, each of these once."""
    found: dict[str, WorkRecord] = {}
    for path in sorted(folder.iterdir()):
        for record in _read(path):
            if record.title and (keys := identifier_keys(record)):
                found.setdefault(keys[0], record)
    return list(found.values())


def _read(path: Path) -> Iterator[WorkRecord]:
    document = Document(path)
    for item in detect(document).parse(document):
        if isinstance(item, WorkRecord):
            yield item


def meetings(records: Sequence[WorkRecord]) -> set[tuple[int, int]]:
    """Return the pairs of records that share a key, as `kg build` would compare them."""
    blocks: dict[int, set[int]] = defaultdict(set)
    for number, record in enumerate(records):
        for key in {*meeting_keys(record), *near_keys(record)}:
            blocks[hashed(key)].add(number)
    sketches = [sketch(one) for one in records]
    return {
        (a, b)
        for members in blocks.values()
        if len(members) <= MOST
        for a, b in combinations(sorted(members), 2)
        if acquainted(sketches[a], sketches[b])
    }


def rows(one: Gold) -> list[Row]:
    """Return the pairs of a corpus that meet, weighed so that large papers do not drown small ones."""
    counted, sizes = census(marks_of(one.records)), Counter(one.papers)
    compared = [Comparable.of(record) for record in one.records]
    found = []
    for a, b in sorted(meetings(one.records)):
        mine, other = one.papers[a], one.papers[b]
        seen = frozenset(name for name, _ in observe(compared[a], compared[b], counted))
        if one.publications and _may_be_versions(seen, same=mine == other):
            continue
        size = max(1, sizes[mine] - 1) if mine == other else max(1.0, (sizes[mine] * sizes[other]) ** 0.5 / 2)
        found.append(Row(seen, mine == other, 1 / size, frozenset({mine, other})))
    total = sum(row.weight for row in found)
    return [Row(row.seen, row.same, row.weight * one.weight / total, row.papers) for row in found]


_VERSIONS: Final = {
    "place two versions", "place perhaps two versions", "place meeting and periodical", "place preprint",
}  # fmt: skip
_ONE_TITLE: Final = {
    "title same long", "title same of five", "title same of three", "title same short", "title reworded",
    "title slip", "title with its source",
}  # fmt: skip


def _may_be_versions(seen: frozenset[str], *, same: bool) -> bool:
    if seen & _VERSIONS:
        return True
    known_place = any(name.startswith("place same") for name in seen)
    return not same and bool(seen & _ONE_TITLE) and not known_place


def hand() -> tuple[dict[str, float], set[str]]:
    """Return the weights set by hand, and the names of those that are not learned."""
    stated: dict[str, Any] = tomllib.loads(HAND.read_text("utf-8"))
    return stated["weights"], set(stated["fixed"])


def learn(pairs: Iterable[Row]) -> dict[str, float]:
    """Return the weight of each observation: the most likely ones by the pairs and the prior."""
    before, fixed = hand()
    patterns: dict[frozenset[str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in pairs:
        patterns[row.seen | {"at first"}][row.same] += row.weight
    weights = dict(before)
    for _ in range(_ROUNDS):
        slope = dict.fromkeys(FEATURES, 0.0)
        bend = dict.fromkeys(FEATURES, 0.0)
        for seen, (apart, same) in patterns.items():
            likely = probability(sum(weights[name] for name in seen))
            off, sure = same - (apart + same) * likely, (apart + same) * likely * (1 - likely)
            for name in seen:
                slope[name] += off
                bend[name] += sure * len(seen) / 2  # bounds the whole matrix of second derivatives
        for name in FEATURES:
            if name not in fixed:
                step = slope[name] - PRIOR * (weights[name] - before[name])
                weights[name] += max(-0.5, min(0.5, step / (bend[name] + PRIOR)))
    return {name: round(weights[name], 2) for name in FEATURES}


def calibrated(pairs: Sequence[Row], natural: Sequence[Row]) -> list[list[float]]:
    """Return the knots that set sums of weights right, each pair judged by weights learned without it.

    Only `natural` pairs are judged, those of gold that people found: how often restated records look alike
    says nothing of how often others do.
    """
    judged = []
    for fold in (False, True):
        weights = learn(row for row in pairs if not any(quarter(one) == fold for one in row.papers))
        # of pairs of two papers only half are in one fold: each stands for another
        judged += [
            (_odds(row, weights), row.same, row.weight * len(row.papers))
            for row in natural
            if all(quarter(one) == fold for one in row.papers)
        ]
    return fitted(judged)


def _odds(row: Row, weights: dict[str, float]) -> float:
    return weights["at first"] + sum(weights[one] for one in row.seen)


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights, and what sets their sum right."""

    weights: dict[str, float]
    calibration: Calibration

    def likely(self, row: Row) -> float:
        """Return how likely a pair is of one paper, from 0 to 1."""
        return probability(self.calibration.odds(_odds(row, self.weights)))


def _apart(row: Row) -> bool:
    """Tell whether a pair is of papers on which no weight is learned."""
    return all(map(held_out, row.papers))


def _learned_on(row: Row) -> bool:
    return not any(map(held_out, row.papers))


def report(name: str, pairs: Sequence[Row], learned: Learned) -> str:
    """Return a line of scores: precision and recall of joins, by pairs that meet, and the mean log loss."""
    right = wrong = missed = loss = 0.0
    for row in pairs:
        likely, joined = learned.likely(row), probability(_odds(row, learned.weights)) >= SAME
        loss -= row.weight * log(max(1e-6, likely if row.same else 1 - likely))
        right += row.weight * (row.same and joined)
        wrong += row.weight * (not row.same and joined)
        missed += row.weight * (row.same and not joined)
    total = sum(row.weight for row in pairs)
    return (
        f"{name:24}{len(pairs):>8}{right / max(1e-9, right + wrong):>11.4f}"
        f"{right / max(1e-9, right + missed):>9.4f}{loss / total:>10.4f}"
    )


def reliability(pairs: Sequence[Row], learned: Learned) -> Iterator[str]:
    """Yield lines that tell, of pairs, the share that is one paper by how sure the weights are."""
    bounds = (0.0, 0.1, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01)
    judged = [(row, learned.likely(row)) for row in pairs]
    for low, high in pairwise(bounds):
        found = [(row, sure) for row, sure in judged if low <= sure < high]
        total = sum(row.weight for row, _ in found)
        if total:
            share = sum(row.weight * row.same for row, _ in found) / total
            mean = sum(row.weight * sure for row, sure in found) / total
            yield f"{low:>6.2f} to {high:.2f}{len(found):>10}{share:>9.3f}{mean:>12.3f}"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--write", is_flag=True, help="Replace the weights of kg.")
def main(folder: Path, *, write: bool) -> None:
    """Learn the weights by which records are taken for one paper, from the corpora in FOLDER."""
    every: dict[str, list[Row]] = {one.name: rows(one) for one in gold(folder)}
    pairs = [row for found in every.values() for row in found]
    chosen = [row for row in pairs if _learned_on(row)]
    natural = [row for name in NATURAL for row in every[name] if _learned_on(row)]
    weights, knots = learn(chosen), calibrated(chosen, natural)
    learned = Learned(weights, calibration_of(knots))
    click.echo(f"{'held out':24}{'pairs':>8}{'precision':>11}{'recall':>9}{'log loss':>10}")
    for name, found in every.items():
        click.echo(report(name, [row for row in found if _apart(row)], learned))
    click.echo(f"\n{'confidence':>14}{'pairs':>10}{'right':>9}{'confidence':>12}")
    for line in reliability([row for row in pairs if _apart(row)], learned):
        click.echo(line)
    if write:
        made = (
            "Natural-log odds that two records are of one paper, an observation each "
            "(kg.identity.paper_evidence). Learned by `python -m tests.bench.matching --write` from "
            "DBLP-ACM, Cora and restated records of the ACL Anthology, Crossref and arXiv, around weights "
            "set by hand. The calibration has knots of log-odds before and after (kg.identity.calibration)."
        )
        content = {"made": made, "weights": weights, "calibration": knots}
        WEIGHTS.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")


if __name__ == "__main__":
    main(prog_name="python -m tests.bench.matching")
