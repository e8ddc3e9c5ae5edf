"""Are two records of one paper? Evidence, weighed and put into words.

Each observation about a pair (how titles, author lists, places, years, abstracts, identifiers stand to each
other) has a weight, and the weights add up to the log-odds that the two are records of one paper: the model
of Fellegi and Sunter (1969). `FEATURES` lists all observations there are; `python -m tests.bench.matching`
learns their weights, in `paper_weights.json`, from gold, and how to set the sum right
(`kg.identity.calibration`). Nothing is decided by a title alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, get_args

import orjson

from kg.identity.bylines import BylineKinship, compare_bylines
from kg.identity.calibration import Calibration, calibration_of, probability
from kg.identity.comparable import AbstractWords, Comparable
from kg.identity.folding import tokens
from kg.identity.imprints import PLACES, compare_places, names_place, years_apart
from kg.identity.title_census import NO_CENSUS, TitleCensus
from kg.identity.titles import TITLES, TitleKinship, compare_titles
from kg.keys import key_of
from kg.records import WorkRecord

SAME: Final = 0.9
"""From which sum of weights on, as a probability, records are joined; that is before it is set right."""
UNDECIDED: Final = 0.5
_PREPRINT_DOI: Final = (
    "10.1101/", "10.26434/", "10.31219/", "10.31234/", "10.21203/", "10.20944/", "10.2139/", "10.36227/",
    "10.22541/", "10.48550/", "10.5281/",
)  # fmt: skip
FEATURES: Final = (
    "at first",
    *(f"title {kinship}" for kinship in TITLES), "title of a column", "title of a column, same list",
    *(f"authors {kinship}" for kinship in get_args(BylineKinship)),
    *(f"place {kinship}" for kinship in PLACES), "place named by the other",
    "near title of these people there",
    "date same", "year same", "years 1 apart", "years 2 or 3 apart", "years more apart",
    "abstract same", "abstract same, short", "abstract nearly same", "abstract similar", "abstract different",
    "identifier same", "stated same", "isbn same", "arxiv different", "doi different",
)  # fmt: skip
"""The observations that can be made of a pair; `at first` holds of every pair that is compared."""

_ONE_TITLE: Final[frozenset[TitleKinship]] = frozenset(
    {"same long", "same of five", "same of three", "same short", "same common", "reworded", "slip"}
)
_NEAR_TITLE: Final[frozenset[TitleKinship | None]] = frozenset(
    {"contained", "subtitle", "goes on", "nearly", "mostly"}
)
_OTHER_WORDS: Final = frozenset(f"title {one}" for one in (*_NEAR_TITLE, "partly", "different"))
_ONE_PAPER: Final = frozenset({
    "identifier same", "stated same", "isbn same", "abstract same", "abstract nearly same",
    "place same pages", "place named by the other",
})  # fmt: skip
Observation = tuple[str, str]
"""One of `FEATURES`, and how it is told."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely two records are of one paper (0 to 1), by which rule, and why, in words.

    `weighed` is the same as the weights alone have it, by which it is decided.
    `shared` names the identifier schemes in which both state the same value; `versions` tells that they are
    of one piece of work that appeared twice, at a meeting and in a periodical: two works that are linked;
    `reworded` that their titles differ in words, and neither an abstract nor a page speaks for one paper.
    """

    confidence: float
    rule: str
    words: str
    shared: frozenset[str] = frozenset()
    versions: bool = False
    reworded: bool = False
    weighed: float = 1.0

    @property
    def outcome(self) -> str:
        """Return `same`, `undecided` or `different`."""
        if self.weighed >= SAME:
            return "same"
        return "undecided" if self.weighed >= UNDECIDED else "different"


@cache
def _learned() -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads((Path(__file__).parent / "paper_weights.json").read_bytes())
    return found


@cache
def weights() -> dict[str, float]:
    """Return the weight of each of `FEATURES`, in natural log-odds."""
    return {str(name): float(weight) for name, weight in _learned()["weights"].items()}


@cache
def calibration() -> Calibration:
    """Return what sets the sum of weights right."""
    return calibration_of(_learned().get("calibration", ()))


def compare(a: WorkRecord, b: WorkRecord, census: TitleCensus = NO_CENSUS) -> Verdict:
    """Weigh what speaks for and against `a` and `b` being records of one paper, in the light of a census."""
    return verdict_on(Comparable.of(a), Comparable.of(b), census)


def verdict_on(a: Comparable, b: Comparable, census: TitleCensus = NO_CENSUS) -> Verdict:
    """Weigh two records as `compare` does, by what was taken from each before."""
    seen = list(observe(a, b, census))
    names = {name for name, _ in seen}
    odds = weights()["at first"] + sum(weights()[name] for name in names)
    weighed, confidence = probability(odds), round(probability(calibration().odds(odds)), 3)
    words = "; ".join(words for _, words in seen)
    shared, versions, reworded = frozenset(_shared(a, b)), _are_versions(names), _reworded(names)
    return Verdict(confidence, _rule(names), words, shared, versions, reworded, weighed)


def _rule(names: set[str]) -> str:
    if "identifier same" in names:
        return "SAME-IDENTIFIER"
    if "stated same" in names:
        return "STATED-SAME"
    if "isbn same" in names:
        return "SAME-ISBN"
    if _are_versions(names):
        return "TWO-VERSIONS"
    if any(name.startswith("title ") and weights()[name] > 0 for name in names):
        return "SAME-TITLE-EVIDENCE"
    if names & {"abstract same", "abstract same, short", "abstract nearly same", "abstract similar"}:
        return "SAME-ABSTRACT"
    return "SAME-PEOPLE-EVIDENCE"


def _reworded(names: set[str]) -> bool:
    return bool(names & _OTHER_WORDS) and not names & _ONE_PAPER


def _are_versions(names: set[str]) -> bool:
    return (
        "place two versions" in names
        and any(name.startswith("authors ") and weights()[name] > 0 for name in names)
        and any(name.startswith("title ") and weights()[name] > 0 for name in names)
    )


def observe(a: Comparable, b: Comparable, census: TitleCensus = NO_CENSUS) -> Iterator[Observation]:
    """Yield what is observed of two records, in the order in which it is told."""
    shared = _shared(a, b)
    stated = None if shared else _stated_same(a, b)
    if shared:
        yield "identifier same", f"same {' and '.join(sorted(shared))}"
    elif stated:
        yield "stated same", stated
    if not a.isbns.isdisjoint(b.isbns):
        yield "isbn same", "same ISBN"
    for scheme in sorted(_contrary(a, b)):
        if not (stated and scheme == "doi"):  # what is one work in two places has two
            yield f"{scheme} different", f"different {scheme}"
    bylines = compare_bylines(a.byline, b.byline)
    titles: TitleKinship | None = None
    if a.title and b.title:
        titles = compare_titles(a.title, b.title, partial(_around, a, b))
        if titles in _ONE_TITLE and (census.column(a.title.stated) or census.column(b.title.stated)):
            alike = bylines is not None and bylines[0].startswith("all")
            whole = alike and a.byline.length == b.byline.length > 1
            name = "title of a column, same list" if whole else "title of a column"
            yield name, "same title, but one that recurs in its venue year by year"
        else:
            yield f"title {titles}", TITLES[titles]
    if bylines is not None:
        yield f"authors {bylines[0]}", bylines[1]
    yield from _abstracts(a.abstract, b.abstract)
    yield from _dates(a, b)
    if names_place(a.imprint, b.imprint):
        yield "place named by the other", "one names the journal, volume and page of the other"
        return
    places = compare_places(a.imprint, b.imprint, census.one_venue)
    if places is not None:
        yield f"place {places}", PLACES[places]
    everybody = bylines is not None and (bylines[0].startswith("all") or bylines[0] == "the one author")
    if titles in _NEAR_TITLE and places == "same venue and year" and everybody:
        yield "near title of these people there", "by the same people there in that year"


def _around(a: Comparable, b: Comparable) -> frozenset[str]:
    """Return the words of authors, venues and years, which stand in a title that was taken apart wrongly."""
    found = set(a.byline.words | b.byline.words)
    for place in (a.imprint, b.imprint):
        found.update(tokens(place.venue or ""))
        found.update(str(place.year or "").split())
    return frozenset(found)


def _shared(a: Comparable, b: Comparable) -> set[str]:
    """Return the schemes in which both state the same value."""
    mine, other = a.identifiers, b.identifiers
    return {one for one in mine if one in other and not mine[one].isdisjoint(other[one])}


def _contrary(a: Comparable, b: Comparable) -> set[str]:
    """Return the schemes in which the two differ as one paper's records should not."""
    mine, other = a.identifiers, b.identifiers
    both = {one for one in ("arxiv", "doi") if one in mine and one in other}
    found = {one for one in both if mine[one].isdisjoint(other[one])}
    if "doi" in found:
        # a preprint server's DOI beside the journal's is what one expects of one paper
        servers = [any(one.startswith(_PREPRINT_DOI) for one in dois["doi"]) for dois in (mine, other)]
        if servers[0] != servers[1]:
            found.discard("doi")
    return found


def _stated_same(a: Comparable, b: Comparable) -> str | None:
    """Return in words that one record says the other to be the same work, or null."""
    for one, other in ((a, b), (b, a)):
        if one.same:
            keys = {key_of(scheme, value) for scheme, some in other.identifiers.items() for value in some}
            if found := one.same & keys:
                return f"one states that it is the same work as {min(found)}"
    return None


def _abstracts(a: AbstractWords | None, b: AbstractWords | None) -> Iterator[Observation]:
    """Observe the abstracts by their words."""
    if a is None or b is None:
        return
    if a.letters == b.letters and a.words == b.words:
        yield ("abstract same" if len(a.words) >= 15 else "abstract same, short"), "same abstract"
        return
    alike = len(set(a.words).intersection(b.words)) / max(1, min(len(a.words), len(b.words)))
    if alike >= 0.85:
        yield "abstract nearly same", "nearly the same abstract"
    elif alike >= 0.6:
        yield "abstract similar", "similar abstract"
    else:
        yield "abstract different", "different abstracts"


def _dates(a: Comparable, b: Comparable) -> Iterator[Observation]:
    """Observe the dates: a preprint and its journal version may lie years apart."""
    gap = years_apart(a.imprint, b.imprint)
    if gap is None:
        return
    mine, other = a.imprint.date, b.imprint.date
    if mine and mine == other and len(mine) == 10:
        yield "date same", "same date"
    elif gap == 0:
        yield "year same", "same year"
    else:
        name = "years 1 apart" if gap == 1 else "years 2 or 3 apart" if gap <= 3 else "years more apart"
        yield name, f"{gap} year{'s' * (gap > 1)} apart"
