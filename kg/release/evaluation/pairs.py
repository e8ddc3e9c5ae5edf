"""Records beside a table of pairs that are one paper: the usual benchmarks of paper identity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UnreadableInput
from kg.records import WorkRecord
from kg.release.evaluation.gold import read_pairs
from kg.release.evaluation.records import gold_beside, names_of, records_of
from kg.unions import Unions


@dataclass(slots=True)
class PaperCorpus:
    """Records, and the paper of each, by its place: named by the first of the paper's records.

    The papers are the groups that pairs of the gold join, directly or by others; a record in no pair is a
    paper by itself. `sides` is the source of each record where the gold has pairs of two sources alone, and
    only such pairs count then. `notes` say what a reader of the scores should know.
    """

    name: str
    records: list[WorkRecord]
    gold: list[str]
    sides: list[str] | None = None
    notes: list[str] = field(default_factory=list)


def paper_pairs(path: Path, *, gold: Path | None = None, name: str = "records with pairs") -> PaperCorpus:
    """Return records of a folder or file, and the papers that a table of pairs makes of them.

    Identifiers that the records state are hidden, so that text alone decides. `gold` is the table, else
    `gold.tsv` beside the records.

    Raises:
        UnreadableInput: a file is missing or cannot be read, or no pair is of two records.
        UnknownFormat: the layout of the records is not known.
    """
    source, table = gold_beside(path, gold)
    records: list[WorkRecord] = []
    places: dict[str, int] = {}
    for number, record in enumerate(records_of(source), start=1):
        for one in names_of(record, number):
            places.setdefault(one, len(records))
        records.append(hidden(record))
    pairs = read_pairs(table)
    known = [(places[a], places[b]) for a, b in pairs if a in places and b in places]
    if not known:
        raise UnreadableInput(str(table), f"no pair of it is of two records in {source}")
    papers = _papers(known, len(records))
    labels = {place: one for one, place in reversed(places.items())}
    corpus = PaperCorpus(name, records, [labels[place] for place in papers])
    if _is_of_two_sources(pairs):
        corpus.sides = [labels[place][:1] for place in range(len(records))]
        corpus.notes.append(
            "the gold has pairs of two sources alone: pairs within one source count neither way"
        )
    if missing := len(pairs) - len(known):
        corpus.notes.append(f"{missing} pairs of the gold are not of two records there, and do not count")
    return corpus


def hidden(record: WorkRecord) -> WorkRecord:
    """Return a record without what identifies it."""
    return record.model_copy(
        update={"identifiers": {}, "doi": None, "arxiv_id": None, "other_identifiers": ()}
    )


def _is_of_two_sources(pairs: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the ids of each column begin with one letter, and those of the other with another."""
    left, right = {a[:1] for a, _ in pairs}, {b[:1] for _, b in pairs}
    return len(left) == len(right) == 1 and left != right and not any(one.isdigit() for one in left | right)


def _papers(pairs: Iterable[tuple[int, int]], number: int) -> list[int]:
    """Return for each record the first record of its paper."""
    unions = Unions[int]()
    for a, b in pairs:
        unions.join(a, b)
    return [unions.root(one) for one in range(number)]
