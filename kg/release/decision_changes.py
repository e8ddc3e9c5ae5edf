"""Decisions of persons that came out otherwise, or more or less sure, than in the release before.

A decision keeps its IRI as long as it is about the same mentions, so the two releases are compared by IRI.
Outcomes and confidences are read from both stores as streams and sorted on disk; the rest is read of those
that differ only. How sure a decision is depends on the census of all names, so unrelated files change it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

from pyoxigraph import NamedNode

from kg.identity.persons.wording import figures
from kg.iris import PERSON_DECISIONS
from kg.release.asking import text_of
from kg.release.difference import ComparedRelease
from kg.release.sorting import sort_unique
from kg.store import Store
from kg.vocab import CODE

HOW: Final = ("decided otherwise", "less sure", "surer")
"""What may have become of a decision."""
_CODE: Final = CODE["outcome-"]


@dataclass(frozen=True, slots=True)
class DecisionOutcome:
    """What a release decided: the outcome, and how sure (0 to 1)."""

    outcome: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a release decided so: the rule, how common the name was held to be, and by what census, in words.

    `census` has no person's name in it, and is empty where the release is of an older kg. `things` are the
    persons that the decision is about, their IRIs without base.
    """

    rule: str
    census: str
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """One decision in two releases; its IRI has no base."""

    iri: str
    before: DecisionOutcome
    after: DecisionOutcome

    @property
    def how(self) -> str:
        """One of `HOW`."""
        if self.before.outcome != self.after.outcome:
            return "decided otherwise"
        return "surer" if self.before.confidence < self.after.confidence else "less sure"


class DecisionComparison:
    """Two releases, old and new, whose decisions are compared.

    Raises:
        ReleaseDamaged: one of them cannot be read (also while reading).
    """

    def __init__(self, old: ComparedRelease, new: ComparedRelease) -> None:
        self._old, self._new = (old.base, old.open_store()), (new.base, new.open_store())

    def reconsidered(self) -> Iterator[DecisionChange]:
        """Yield the decisions that are in both releases and came out otherwise, ordered by IRI."""
        with TemporaryDirectory() as folder:
            before = _outcomes(*self._old, Path(folder, "old.tsv"))
            after = _outcomes(*self._new, Path(folder, "new.tsv"))
            with closing(before), closing(after):
                rows = merge(((iri, 0, one) for iri, one in before), ((iri, 1, one) for iri, one in after))
                for iri, group in groupby(rows, key=lambda row: row[0]):
                    found = [one for _, _, one in group]
                    if len(found) > 1 and found[0] != found[1]:
                        yield DecisionChange(iri.decode(), _verdict(found[0]), _verdict(found[1]))

    def grounds(self, iri: str) -> tuple[Grounds, Grounds]:
        """Return on what either release took a decision that is in both."""
        return _grounds(*self._old, iri), _grounds(*self._new, iri)


def _verdict(told: bytes) -> DecisionOutcome:
    outcome, _, confidence = told.decode().partition("\t")
    return DecisionOutcome(outcome, float(confidence))


def _grounds(base: str, store: Store, iri: str) -> Grounds:
    text = text_of("grounds", {"x": [NamedNode(f"{base}{iri}")]})
    rows = [[term.value for term in row] for row in cast("Iterable[Any]", store.query(text))]
    rule, words = min((row[:2] for row in rows), default=("", ""))
    things = sorted({row[2].removeprefix(base) for row in rows})
    return Grounds(rule, figures(words), tuple(things))


def _outcomes(base: str, store: Store, path: Path) -> Generator[tuple[bytes, bytes], None, None]:
    """Yield IRI without base, and outcome and confidence, of the decisions of a release, ordered by IRI."""
    start = f"{base}{PERSON_DECISIONS}"
    plain = path.with_suffix(".plain")
    with plain.open("wb") as out:
        for row in cast("Iterable[Any]", store.query(text_of("outcomes"))):
            iri = row[0].value
            if iri.startswith(start):
                code = row[1].value.removeprefix(_CODE)
                out.write(f"{iri.removeprefix(base)}\t{code}\t{row[2].value}\n".encode())
    sort_unique([plain], path)
    plain.unlink()
    with path.open("rb") as source:
        for line in source:
            iri_bytes, _, told = line.rstrip(b"\n").partition(b"\t")
            yield iri_bytes, told
