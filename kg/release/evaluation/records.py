"""Records of any format beside a table of gold: corpora that anyone can bring.

A folder holds `records.…` in any format that kg reads, packed or not, and `gold.tsv`. The gold names a
record by its identifier of the scheme `set`, else by any of its identifiers, else by its number in the
file, from 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import UnreadableInput
from kg.identity.persons.gathering import mentions_of_record
from kg.readers import detect
from kg.readers.source import Document
from kg.records import WorkRecord
from kg.release.evaluation.corpus import Corpus, Listed
from kg.release.evaluation.gold import read_persons

_GOLD = "gold.tsv"


def persons_of_records(
    path: Path, blocks: int | None = None, *, gold: Path | None = None, name: str = "records with gold"
) -> Corpus:
    """Return records of a folder or file whose authors are known by a table: record, position, person.

    What identifies a person is hidden from the resolver. `gold` is the table, else `gold.tsv` beside the
    records. With `blocks`, a sample of so many blocks of names.

    Raises:
        UnreadableInput: a file is missing or cannot be read, or no line of the gold is of a record.
        UnknownFormat: the layout of the records is not known.
    """
    source, table = gold_beside(path, gold)
    doubled: list[str] = []
    known = read_persons(table, doubled)
    corpus = Corpus.of(name, _listed(source, known), blocks)
    if not corpus.gold:
        some = next(iter(known))
        raise UnreadableInput(
            str(table),
            f"no line of it is of an author in {source}",
            advice=f"does a record there have the identifier {some[0]}, and an author at position {some[1]}?",
        )
    if doubled:
        shown = ", ".join(doubled[:3])
        corpus.notes.append(f"{len(doubled)} mentions have two persons, of whom the first counts: {shown}")
    if not blocks and (missing := len(known) - len(corpus.gold)):
        corpus.notes.append(f"{missing} lines of the gold are of no author in the records, and do not count")
    return corpus


def _listed(source: Path, known: dict[tuple[str, int], str]) -> Iterator[Listed]:
    left = dict(known)
    for number, record in enumerate(records_of(source), start=1):
        names = names_of(record, number)
        hidden = {"orcid", *(scheme for one in record.authors for scheme in one.identifiers)}
        listed = Listed(list(mentions_of_record(record, f"{number}", hidden)), {})
        for mention in listed.mentions:
            position = int(mention.key.rpartition("#")[2]) + 1
            for name in names:
                if person := left.pop((name, position), None):
                    listed.gold[mention.key] = person
        listed.curated = set(listed.gold)
        yield listed


def gold_beside(path: Path, gold: Path | None = None) -> tuple[Path, Path]:
    """Return the file of records and the table of gold that a folder or file of records stands for.

    Raises:
        UnreadableInput: there is no such file.
    """
    source = path
    if path.is_dir():
        found = sorted(path.glob("records.*"))
        if not found:
            raise UnreadableInput(str(path), "there is no file records.… in it")
        source = found[0]
    table = gold or source.with_name(_GOLD)
    if not table.exists():
        raise UnreadableInput(str(table), "there is no such table", advice="give one with --gold")
    return source, table


def records_of(path: Path) -> Iterator[WorkRecord]:
    """Yield the records of a file, in any format.

    Raises:
        UnreadableInput: it cannot be read.
        UnknownFormat: its layout is not known.
    """
    document = Document(path)
    for one in detect(document).parse(document):
        if isinstance(one, WorkRecord):
            yield one


def names_of(record: WorkRecord, number: int) -> list[str]:
    """Return what a table of gold may call a record that is the `number`th of its file, from 1."""
    if name := record.identifiers.get("set"):
        return [name]
    stated = (record.doi, record.arxiv_id, *record.identifiers.values())
    return [*dict.fromkeys(one for one in stated if one), str(number)]
