"""A run of the resolver over a corpus, scored whole and in parts, beside the two usual baselines."""

from __future__ import annotations

import resource
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from zlib import crc32

from kg.identity.names import name_key
from kg.identity.persons.blocking import block_key, name_of
from kg.identity.persons.clustering import Join
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.resolver import Resolution, resolve_mentions
from kg.identity.score import Score, score, score_by
from kg.release.evaluation.corpora import Corpus
from kg.release.evaluation.reliability import Reliability, reliability


@dataclass(slots=True)
class Trial:
    """What came of it: scores by name of the part, seconds of processor time, megabytes at most."""

    corpus: Corpus
    resolution: Resolution
    seconds: float
    megabytes: float
    whole: dict[str, Score] = field(default_factory=dict)
    parts: dict[str, dict[str, Score]] = field(default_factory=dict)
    reliability: dict[str, Reliability] = field(default_factory=dict)
    """Of joins in held-out blocks, of mentions whose person was checked by hand."""


def run_trial(corpus: Corpus) -> Trial:
    """Resolve the mentions of a corpus in memory, and score what came of it."""
    start = time.process_time()
    joins: list[Join] = []
    resolution = resolve_mentions(corpus.mentions, told=joins)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 << (20 if sys.platform == "darwin" else 10)
    )
    trial = Trial(corpus, resolution, seconds, peak)
    known = [mention for mention in corpus.mentions if mention.key in corpus.gold]
    found = {mention.key: resolution.persons.get(mention.key, mention.key) for mention in known}
    full = {mention.key: name_key(mention.name) for mention in known}
    initial = {mention.key: block_key(name_of(mention)) for mention in known}
    for name, chosen in _choices(corpus, known).items():
        gold = {key: corpus.gold[key] for key in chosen}
        for method, clusters in (("kg", found), ("full name", full), ("initial and family name", initial)):
            trial.whole[f"{name}, {method}"] = score(gold, {key: clusters[key] for key in chosen})
    checked = {one.key for one in known if one.key in corpus.curated and held_out(initial[one.key])}
    trial.reliability = reliability(joins, corpus.gold, checked)
    trial.parts = parts_of(corpus.gold, found, known)
    return trial


def _choices(corpus: Corpus, known: list[PersonMention]) -> dict[str, list[str]]:
    """Return the mentions of each choice: all, those of blocks no weight was learned on, curated ones."""
    choices = {"all": [mention.key for mention in known]}
    choices["held out"] = [mention.key for mention in known if held_out(block_key(name_of(mention)))]
    if len(corpus.curated) < len(known):
        choices["curated"] = [key for key in choices["all"] if key in corpus.curated]
        choices["curated, held out"] = [key for key in choices["held out"] if key in corpus.curated]
    return choices


def held_out(block: str) -> bool:
    """Tell whether a block (family name and initial) is of the half on which no weight was learned."""
    return crc32(block.encode("utf-8", "surrogatepass")) % 2 == 1


def parts_of(
    gold: Mapping[str, Hashable], found: Mapping[str, Hashable], mentions: list[PersonMention]
) -> dict[str, dict[str, Score]]:
    """Score by size of the block, length of the author list, and script of the name."""
    blocks = {mention.key: block_key(name_of(mention)) for mention in mentions}
    sizes = Counter(blocks.values())
    lengths = {mention.key: mention.listed for mention in mentions}
    scripts = {mention.key: script(mention.name) for mention in mentions}
    groups: dict[str, Callable[[str], str]] = {
        "size of the block": lambda key: _range(sizes[blocks[key]], (1, 3, 10, 30, 100, 300)),
        "length of the author list": lambda key: _range(lengths[key], (1, 2, 5, 10, 50)),
        "script of the name": lambda key: scripts[key],
    }
    listed = {mention.key: gold[mention.key] for mention in mentions if mention.key in gold}
    return {title: score_by(listed, found, group) for title, group in groups.items()}


def _range(number: int, bounds: tuple[int, ...]) -> str:
    """Return the range that a number is in, so that ranges sort as text."""
    low = 0
    for high in bounds:
        if number <= high:
            return f"{low + 1:>4} to {high:>4}"
        low = high
    return f"{low + 1:>4} and more"


def script(name: str) -> str:
    """Return the script of a name: plain Latin, Latin with marks, or the Unicode name of another."""
    letters = [letter for letter in name if letter.isalpha()]
    if all(letter.isascii() for letter in letters):
        return "Latin, plain"
    scripts = Counter(unicodedata.name(letter, "?").split(" ")[0] for letter in letters)
    most = scripts.most_common(1)[0][0]
    return "Latin with marks" if most == "LATIN" else most.capitalize()
