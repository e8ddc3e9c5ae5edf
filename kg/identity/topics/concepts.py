"""One description of each concept, from all works on it: what it is called, and what stands beside it.

A process counts what its own works say; the counts of all are brought together by key, in their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import orjson

from kg.facts import Subject, Topic
from kg.identity.tallies import tally_line
from kg.identity.topics.keywords import folded
from kg.identity.topics.schemes import ARXIV, known
from kg.taxonomy import lineage, taxonomy

MOST_WITNESSES: Final = 48
"""Of each kind, what stands beside a concept that is kept to tell whether two mean the same."""
_MOST_FORMS: Final = 20

PAPER: Final = "p"
FIELD: Final = "f"
VENUE: Final = "v"
TERM: Final = "t"


@dataclass(slots=True)
class Concept:
    """A concept: its scheme, its preferred and other labels, and what it stands beside, by kind of witness.

    `terms` are its normal forms by how many works have them; `local` is what tells it from all others.
    """

    scheme: str
    scheme_label: str
    key: str
    code: str | None = None
    terms: Counter[str] = field(default_factory=Counter)
    stated: set[str] = field(default_factory=set)
    beside: dict[str, set[str]] = field(default_factory=dict)

    @property
    def local(self) -> str:
        """Return scheme and key."""
        return f"{self.scheme}/{self.key}"

    @property
    def topic(self) -> Topic:
        """Return the concept as the graph has it."""
        return Topic(self.scheme, self.scheme_label, self.key, self.label, self.code, self.others)

    @property
    def label(self) -> str:
        """Return the normal form that most works have; of two, that with less capitals, then the first."""
        return min(self.terms, key=lambda one: (-self.terms[one], _capitals(one), one), default=self.key)

    @property
    def others(self) -> list[str]:
        """Return further forms, as stated."""
        return sorted({*self.terms, *self.stated} - {self.label, ""})[:_MOST_FORMS]

    def also(self, other: Concept) -> None:
        """Take what other works say of the same concept."""
        self.terms.update(other.terms)
        self.stated |= other.stated
        self.code = self.code or other.code
        for kind, found in other.beside.items():
            self.stand_beside(kind, sorted(found))

    def stand_beside(self, kind: str, witnesses: Iterable[str]) -> None:
        """Note what stands beside it, as far as there is room."""
        held = self.beside.setdefault(kind, set())
        for one in witnesses:
            if len(held) >= MOST_WITNESSES:
                break
            held.add(one)


class Concepts:
    """What the works of one shard say of concepts, arXiv's categories among them."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Concept] = {}

    def __len__(self) -> int:
        """Return how many concepts there are beside arXiv's."""
        return sum(scheme != ARXIV for scheme, _ in self._found)

    def add(
        self, work: str, subjects: Sequence[Subject], topics: Sequence[str], venues: Sequence[str]
    ) -> None:
        """Count the subjects of a work, given its key, topics (codes of arXiv's taxonomy) and venues."""
        if not subjects:
            return
        fields = {lineage(code)[-1] for code in topics}
        fields |= {found.field for one in subjects if (found := known(one.scheme)) and found.field}
        terms = sorted({folded(one.term) for one in subjects if one.term})
        for one in subjects:
            concept = self._concept(one)
            if one.term:
                concept.terms[one.term] += 1
            concept.stated.update(one.stated)
            own = folded(one.term) if one.term else ""
            concept.stand_beside(TERM, [term for term in terms if term != own])
            concept.stand_beside(PAPER, [work])
            concept.stand_beside(FIELD, sorted(fields))
            concept.stand_beside(VENUE, sorted(set(venues) - {ARXIV}))
        for code in topics:
            category = self._category(code)
            category.stand_beside(PAPER, [work])
            category.stand_beside(TERM, terms)

    def _concept(self, one: Subject) -> Concept:
        place = one.scheme, one.key
        if place not in self._found:
            self._found[place] = Concept(one.scheme, one.scheme_label, one.key, one.code)
        return self._found[place]

    def _category(self, code: str) -> Concept:
        place = ARXIV, code
        if place not in self._found:
            made = self._found[place] = Concept(ARXIV, ARXIV, code, code)
            made.terms[taxonomy()[code].name] += 1
            made.stand_beside(FIELD, [lineage(code)[-1]])
        return self._found[place]

    def lines(self, shard: int) -> Iterator[bytes]:
        """Yield key, JSON and the number of the shard of each concept, so that equal ones all count."""
        for _, one in sorted(self._found.items()):
            yield tally_line(one.local, dump_concept(one), shard)


def dump_concept(one: Concept) -> bytes:
    """Return a concept as JSON."""
    beside = {kind: sorted(found) for kind, found in one.beside.items()}
    terms = dict(sorted(one.terms.items()))
    return orjson.dumps([one.scheme, one.scheme_label, one.key, one.code, terms, sorted(one.stated), beside])


def load_concept(text: bytes) -> Concept:
    """Read back what `dump_concept` wrote."""
    scheme, label, key, code, terms, stated, beside = orjson.loads(text)
    witnesses = {kind: set(found) for kind, found in beside.items()}
    return Concept(scheme, label, key, code, Counter(terms), set(stated), witnesses)


def _capitals(text: str) -> int:
    return sum(map(str.isupper, text))
