"""Are two records of one paper? Evidence, weighed and put into words.

Each piece of evidence adds to the log-odds that the records describe one work; the weights are set
by hand and listed here. Nothing is decided by a title alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from kg.identity.dates import public_date
from kg.identity.keys import identifier_keys, identifiers
from kg.identity.names import fold, name_key, title_key, tokens
from kg.identity.relations import same_keys
from kg.identity.titles import weigh_titles
from kg.records import WorkRecord

SAME: Final = 0.9
UNDECIDED: Final = 0.5
_PREPRINT_DOI: Final = (
    "10.1101/", "10.26434/", "10.31219/", "10.31234/", "10.21203/", "10.20944/", "10.2139/", "10.36227/",
    "10.22541/", "10.48550/", "10.5281/",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely two records are of one paper (0 to 1), by which rule, and why, in words.

    `shared` names the identifier schemes in which both state the same value.
    """

    confidence: float
    rule: str
    words: str
    shared: frozenset[str] = frozenset()

    @property
    def outcome(self) -> str:
        """Return `same`, `undecided` or `different`."""
        if self.confidence >= SAME:
            return "same"
        return "undecided" if self.confidence >= UNDECIDED else "different"


def compare(a: WorkRecord, b: WorkRecord) -> Verdict:
    """Weigh what speaks for and against `a` and `b` being records of one paper."""
    weights: list[tuple[float, str]] = []
    rule = "SAME-TITLE-EVIDENCE"
    shared, contrary = _identifiers(a, b)
    if shared:
        rule = "SAME-IDENTIFIER"
        weights.append((6.0, f"same {' and '.join(sorted(shared))}"))
    elif stated := _stated_same(a, b):
        rule = "STATED-SAME"
        weights.append((6.0, stated))
        contrary.pop("doi", None)  # what is one work in two places has two
    weights += [(weight, f"different {scheme}") for scheme, weight in contrary.items()]
    titles = _titles(a, b)
    abstracts = _abstracts(a, b)
    if rule == "SAME-TITLE-EVIDENCE" and (titles is None or titles[0] < 0):
        rule = "SAME-ABSTRACT"
    weights += [item for item in (titles, _authors(a, b), abstracts, _dates(a, b)) if item]
    odds = sum(weight for weight, _ in weights) - 1.5
    confidence = round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 3)
    return Verdict(confidence, rule, "; ".join(words for _, words in weights), frozenset(shared))


def _identifiers(a: WorkRecord, b: WorkRecord) -> tuple[set[str], dict[str, float]]:
    """Return the schemes in which both state the same, and those in which they differ, with weights."""
    mine, other = _by_scheme(a), _by_scheme(b)
    both = mine.keys() & other.keys()
    shared = {scheme for scheme in both if not mine[scheme].isdisjoint(other[scheme])}
    contrary: dict[str, float] = {}
    if "arxiv" in both - shared:
        contrary["arxiv"] = -7.0
    if "doi" in both - shared:
        # a preprint server's DOI beside the journal's is what one expects of one paper
        servers = [any(one.startswith(_PREPRINT_DOI) for one in dois["doi"]) for dois in (mine, other)]
        if servers[0] == servers[1]:
            contrary["doi"] = -5.0
    return shared, contrary


def _by_scheme(record: WorkRecord) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for scheme, value in identifiers(record):
        found.setdefault(scheme, set()).add(value)
    return found


def _stated_same(a: WorkRecord, b: WorkRecord) -> str | None:
    """Return in words that one record says the other to be the same work, or null."""
    for one, other in ((a, b), (b, a)):
        if one.relations and (keys := set(same_keys(one)) & set(identifier_keys(other))):
            return f"one states that it is the same work as {min(keys)}"
    return None


def _titles(a: WorkRecord, b: WorkRecord) -> tuple[float, str] | None:
    """Weigh the titles, where both are stated."""
    return weigh_titles(a.title, b.title) if a.title and b.title else None


def person_keys(record: WorkRecord) -> list[str]:
    """Return one key an author: folded family name and first letter of the given name."""
    keys = []
    for author in record.authors:
        if author.family and author.given:
            keys.append(f"{title_key(author.family)} {fold(author.given)[:1]}")
        else:
            keys.append(name_key(author.name))
    return keys


def _authors(a: WorkRecord, b: WorkRecord) -> tuple[float, str] | None:
    """Weigh the share of the shorter list that stands in the longer one."""
    mine, other = person_keys(a), person_keys(b)
    if not mine or not other:
        return None
    short, long = sorted((mine, other), key=len)
    common = len(set(short) & set(long))
    share = common / len(set(short))
    words = f"{common} of {len(short)} authors in common"
    if share >= 0.8:
        gap = len(long) - len(short) if a.authors_complete and b.authors_complete else 0
        return (3.0 if gap <= 2 or gap <= len(long) // 2 else 2.0), words
    return (2.0 if share >= 0.5 else 0.5 if common else -4.5), words


def _abstracts(a: WorkRecord, b: WorkRecord) -> tuple[float, str] | None:
    """Weigh the abstracts by their words."""
    if not a.abstract or not b.abstract:
        return None
    mine, other = set(tokens(a.abstract)), set(tokens(b.abstract))
    if title_key(a.abstract) == title_key(b.abstract):
        return (4.5 if len(mine) >= 15 else 1.5), "same abstract"
    alike = len(mine & other) / max(1, min(len(mine), len(other)))
    if alike >= 0.85:
        return 3.0, "nearly the same abstract"
    return (1.0, "similar abstract") if alike >= 0.6 else (-2.0, "different abstracts")


def _dates(a: WorkRecord, b: WorkRecord) -> tuple[float, str] | None:
    """Weigh the dates: a preprint and its journal version may lie years apart."""
    mine, other = public_date(a), public_date(b)
    if not mine or not other:
        return None
    if mine == other and len(mine) == 10:
        return 1.5, "same date"
    gap = abs(int(mine[:4]) - int(other[:4]))
    if gap == 0:
        return 0.7, "same year"
    words = f"{gap} year{'s' * (gap > 1)} apart"
    return (0.2 if gap <= 3 else -1.5), words
