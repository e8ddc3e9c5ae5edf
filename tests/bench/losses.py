"""What costs persons most of their score: `python -m tests.bench.losses CORPORA --only acl`.

B3 recall is lost where a person stands in several clusters, precision where a cluster holds several persons;
each pair of pieces costs what B3 would gain if they were one, or two (Bagga and Baldwin 1998). The largest
are printed, with the names, places and years of both pieces and with what is weighed between them, and before
them how much is lost by what kind of reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import inf
from pathlib import Path

import click

from kg.identity.persons.blocking import block_key, name_of
from kg.identity.persons.census import Census
from kg.identity.persons.evidence import Scales, Weighed
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.mention_cluster import MentionCluster
from kg.identity.persons.namesakes import Namesakes
from kg.identity.persons.resolver import resolve_mentions
from kg.identity.persons.surveying import census_of
from kg.identity.persons.wording import words_of
from kg.release.evaluation.corpus import Corpus
from kg.release.evaluation.held_out import held_out

from .weights.corpora import SOURCES

SHOWN = 3


@dataclass(slots=True)
class Loss:
    """Two pieces: of one person in two clusters (`recall`), or of two persons in one; and what it costs."""

    recall: bool
    cost: float
    a: Sequence[PersonMention]
    b: Sequence[PersonMention]


class Losses:
    """What a resolution of a corpus loses on one half of the blocks of names."""

    def __init__(self, corpus: Corpus, census: Census, *, held: bool) -> None:
        self._corpus, self._scales = corpus, Scales(census)
        self.persons = resolve_mentions(corpus.concerned(), census).persons
        self.counted = [
            one
            for one in corpus.concerned()
            if one.key in corpus.curated and held_out(block_key(name_of(one))) == held
        ]

    @cached_property
    def found(self) -> list[Loss]:
        """Return every loss, the largest first; costs are shares of B3 recall or precision."""
        found = [*self._between(recall=True), *self._between(recall=False)]
        return sorted(found, key=lambda one: (-one.cost, one.a[0].key, one.b[0].key))

    def _between(self, *, recall: bool) -> Iterator[Loss]:
        pieces: dict[str, dict[str, list[PersonMention]]] = defaultdict(lambda: defaultdict(list))
        for one in self.counted:
            person, cluster = self._corpus.gold[one.key], self.persons.get(one.key, one.key)
            whole, part = (person, cluster) if recall else (cluster, person)
            pieces[whole][part].append(one)
        for parts in pieces.values():
            every = sum(map(len, parts.values()))
            for a, b in combinations(parts.values(), 2):
                yield Loss(recall, 2 * len(a) * len(b) / every / len(self.counted), a, b)

    def reason(self, loss: Loss) -> tuple[str, str]:
        """Return the kind of reason for which two pieces are apart, or are one, and the evidence in words."""
        a, b = (self._profile(piece) for piece in (loss.a, loss.b))
        if forbidden := a.forbids(b):
            return forbidden, forbidden
        weighed = self._scales.weigh(a, b, -inf, Namesakes([a, b]))
        if weighed is None:
            return "names contradict each other", "names contradict each other"
        return _kind(weighed), f"{weighed.score:+.2f}: {words_of(a, b, weighed)}"

    def _profile(self, mentions: Sequence[PersonMention]) -> MentionCluster:
        first, *others = (MentionCluster.of(one) for one in mentions)
        for one in others:
            first.absorb(one)
        return first


def _kind(weighed: Weighed) -> str:
    if weighed.score < 0:
        return f"too little speaks for it: {weighed.relation}"
    if not weighed.context:
        return f"nothing but the names: {weighed.relation}"
    return f"enough speaks for it: {weighed.relation}"


def told(mentions: Sequence[PersonMention]) -> str:
    """Say of whom a piece is: names, places and years, the commonest first."""
    names = Counter(one.name for one in mentions)
    places = Counter(place for one in mentions for place in one.affiliations)
    years = sorted(one.year for one in mentions if one.year)
    span = f"{years[0]} to {years[-1]}" if years else "no year"
    return f"{len(mentions)} of {_most(names)}; {_most(places) or 'no place'}; {span}"


def _most(counted: Counter[str]) -> str:
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{text} ({number})" for text, number in ordered[:SHOWN])


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("corpora", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--only", type=click.Choice([one.name for one in SOURCES]), multiple=True, help="This corpus only."
)
@click.option("--held-out", "held", is_flag=True, help="Look at the half on which nothing is learned.")
@click.option("--top", type=click.IntRange(0), default=20, show_default=True, help="Print so many losses.")
def main(corpora: Path, only: tuple[str, ...], *, held: bool, top: int) -> None:
    """List what costs most of the B3 score of persons, with the evidence."""
    for source in SOURCES:
        if only and source.name not in only:
            continue
        corpus = source.read(corpora, None)
        losses = Losses(corpus, census_of(corpus.mentions), held=held)
        for recall, name in ((True, "recall"), (False, "precision")):
            kinds: dict[str, float] = defaultdict(float)
            for one in losses.found:
                if one.recall == recall:
                    kinds[losses.reason(one)[0]] += one.cost
            click.echo(f"{source.name}: {name} lost by kind (share of mentions)")
            for kind, cost in sorted(kinds.items(), key=lambda one: -one[1]):
                click.echo(f"  {cost:.4f}  {kind}")
        for one in losses.found[:top]:
            click.echo(f"{one.cost:.4f} {'torn apart' if one.recall else 'lumped'}")
            click.echo(f"  {told(one.a)}\n  {told(one.b)}\n  {losses.reason(one)[1]}")


if __name__ == "__main__":
    main()
