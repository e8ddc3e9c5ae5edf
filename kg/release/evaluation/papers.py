"""How well papers are joined: records of known papers beside the same as another source would state them.

Each record gets a twin without identifiers: initials for given names, another year, another case and no
abstract, or a list of authors that is cut. A twin and its record are one paper; any two others are not.
"""

from __future__ import annotations

import time
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from kg.errors import UnreadableInput
from kg.identity.keys import hashed, meeting_keys
from kg.identity.papers import PaperResolver
from kg.identity.score import Score, score
from kg.readers import detect
from kg.readers.source import Document
from kg.records import Author, WorkRecord
from kg.release.evaluation.corpora import acl_records

_MOST_CUT = 3


@dataclass(slots=True)
class PaperTrial:
    """What came of it: the score of records by paper, undecided pairs, seconds of processor time."""

    score: Score
    undecided: int
    seconds: float


def paper_records(path: Path) -> list[WorkRecord]:
    """Return the records of a file that kg reads, or of the ACL Anthology (a folder or a tar file).

    Raises:
        UnreadableInput: there is none in it, or it cannot be read.
        UnknownFormat: the layout of the file is not known.
    """
    if path.is_dir() or path.name.endswith((".tar", ".tgz", ".tar.gz")):
        return acl_records(path)[0]
    document = Document(path)
    records = [one for one in detect(document).parse(document) if isinstance(one, WorkRecord)]
    if not records:
        raise UnreadableInput(str(path), "there is no record of a paper in it")
    return records


def run_paper_trial(records: Sequence[WorkRecord]) -> PaperTrial:
    """Join records, with their identifiers hidden, and their twins, and score what came of it."""
    plain = [_hidden(one) for one in records]
    every = [*plain, *(restated(one, number) for number, one in enumerate(plain))]
    start = time.process_time()
    resolver = PaperResolver(every.__getitem__)
    blocks: dict[int, list[int]] = {}
    for reference, one in enumerate(every):
        for key in set(meeting_keys(one)):
            blocks.setdefault(hashed(key), []).append(reference)
    for _, members in sorted(blocks.items()):
        if len(members) > 1:
            resolver.add(members)
    clusters = resolver.resolve()
    seconds = time.process_time() - start
    gold: dict[str, Hashable] = {str(place): place % len(plain) for place in range(len(every))}
    found = {str(one): root for root, group in clusters.groups.items() for one in group}
    return PaperTrial(score(gold, found), len(clusters.undecided), seconds)


def _hidden(record: WorkRecord) -> WorkRecord:
    return record.model_copy(update={"identifiers": {}, "doi": None, "arxiv_id": None})


def restated(record: WorkRecord, number: int) -> WorkRecord:
    """Return a record as another source may state it; which way depends on its title and number alone."""
    way = crc32(f"{number} {record.title}".encode("utf-8", "surrogatepass"))
    authors = record.authors
    update: dict[str, object] = {"abstract": None}
    if way & 1:
        update["authors"] = authors = tuple(map(_initials, authors))
    if way & 2 and record.year:
        update |= {"year": record.year + 1, "submitted": None, "published": None}
    if way & 4 and record.title:
        update["title"] = record.title.upper() if way & 8 else record.title + "."
    if way & 16 and len(authors) > _MOST_CUT:
        update |= {"authors": authors[:_MOST_CUT], "authors_complete": False}
    return record.model_copy(update=update)


def _initials(author: Author) -> Author:
    if not author.given or not author.family:
        return author
    given = " ".join(f"{word[0]}." for word in author.given.split())
    return author.model_copy(update={"given": given, "name": f"{given} {author.family}"})
