"""How many papers a person would have, were every open question about that person answered with yes.

Counted once, at the build, from what is written for the release: the undecided decisions on persons, and
the authorships that each of these holds. Rankings and pages read it instead of asking.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.iris import Iris
from kg.release.pipeline.shards import WorkFolder
from kg.vocab import CODE, KGO, PRO, XSD

_UNDECIDED: Final = f" {KGO.n('outcome')} {CODE.n('outcome-undecided')} ".encode()
_ON: Final = f" {KGO.n('onResource')} ".encode()
_HELD: Final = f" {PRO.n('isHeldBy')} ".encode()


def write_doubts(folder: WorkFolder, iris: Iris, triples: Iterable[Path], curation: Iterable[Path]) -> Path:
    """Write the quads that give each person in doubt the number of papers that may be theirs.

    `triples` are the files of the works, `curation` those of the decisions. What takes memory are the persons
    in doubt alone.
    """
    output = folder.path / "doubts.nq"
    pairs = [pair for path in curation for pair in _pairs(path)]
    papers: dict[bytes, int] = dict.fromkeys((person for pair in pairs for person in pair), 0)
    for path in triples if papers else ():
        _count(path, papers)
    near: dict[bytes, set[bytes]] = defaultdict(set)
    for persons in pairs:
        for one in persons:
            near[one].update(persons)
    property_, end = f" {KGO.n('perhapsPapers')} ".encode(), f" {iris.curation} .\n".encode()
    with output.open("wb") as out:
        for person in sorted(near):
            perhaps = sum(papers[one] for one in near[person])
            # a team, or a person on profile pages alone, holds nothing that could be counted
            if papers[person] and perhaps > papers[person]:
                out.write(person + property_ + f'"{perhaps}"^^{XSD.n("integer")}'.encode() + end)
    return output


def _pairs(path: Path) -> Iterator[tuple[bytes, ...]]:
    """Yield the things that each undecided decision of a file is about; its lines stand together."""
    node, is_open = b"", False
    things: list[bytes] = []
    with path.open("rb") as source:
        for line in source:
            subject = line[: line.index(b" ")]
            if subject != node:
                if is_open and len(things) > 1:
                    yield tuple(things)
                node, things, is_open = subject, [], False
            is_open |= _UNDECIDED in line
            if _ON in line:
                things.append(line.partition(_ON)[2].split(b" ", 1)[0])
    if is_open and len(things) > 1:
        yield tuple(things)


def _count(path: Path, papers: dict[bytes, int]) -> None:
    """Add the authorships in a file to those who hold them and are asked for."""
    with path.open("rb") as source:
        for line in source:
            if _HELD in line:
                person = line.partition(_HELD)[2].split(b" ", 1)[0]
                if person in papers:
                    papers[person] += 1
