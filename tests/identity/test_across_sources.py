"""One paper in the ACL Anthology, in a list of a conference and on arXiv: found, and no other with it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, Final

import pytest

from kg.identity.papers import resolve_papers
from kg.records import Author, WorkRecord
from kg.release.evaluation.acl import acl_records
from kg.release.evaluation.pairs import hidden

NUMBER: Final = 2000
NO_PLACE: Final[dict[str, Any]] = {
    "venue_kind": None, "work_type": None, "pages": None, "volume": None, "issue": None, "publisher": None,
    "editors": (), "event": None, "venue_identifiers": {}, "series": None, "published": None,
}  # fmt: skip


def listed(record: WorkRecord) -> WorkRecord:
    """Return a paper as a list of a conference's papers has it: title, authors, acronym, year."""
    return record.model_copy(update=NO_PLACE | {"venue": "ACL", "abstract": None})


def eprint(record: WorkRecord, number: int) -> WorkRecord:
    """Return a paper as arXiv has it: up to two years before, other marks, order and initials of authors."""
    chance = random.Random(number)
    authors = [_initials(one) if number % 3 == 0 else one for one in record.authors]
    if number % 4 == 0:
        chance.shuffle(authors)
    title = record.title or ""
    year = (record.year or 2000) - number % 3
    changed = {
        "title": (title, title.replace(":", " -"), title.title(), title.replace("-", " "))[number % 4],
        "authors": tuple(one.model_copy(update={"position": at}) for at, one in enumerate(authors)),
        "abstract": None, "venue": None, "year": year, "published": f"{year}-05-01", "work_type": "preprint",
        "arxiv_id": f"{year % 100:02}{1 + number % 12:02}.{number:05}",
    }  # fmt: skip
    return record.model_copy(update=NO_PLACE | changed)


def _initials(author: Author) -> Author:
    given = " ".join(f"{word[0]}." for word in (author.given or "").split())
    if not given or not author.family:
        return author
    return author.model_copy(update={"given": given, "name": f"{given} {author.family}"})


@pytest.mark.slow
def test_a_paper_is_found_in_another_source_and_no_other(shared: Path) -> None:
    records = [
        hidden(one)
        for one in acl_records(shared / "corpora" / "acl-anthology" / "acl-anthology-2021.tar.gz")[0]
        if one.year in (2020, 2021) and one.authors and one.title and one.work_type != "proceedings"
    ]
    some = random.Random(5).sample(records, NUMBER)
    for others in ([listed(one) for one in some], [eprint(one, at) for at, one in enumerate(some)]):
        groups = resolve_papers([*some, *others]).groups.values()
        pairs = [
            (a, b - NUMBER) for group in groups for a in group for b in group if a < NUMBER <= b
        ]  # one of each source
        right = sum(a == b for a, b in pairs)
        # a few papers appeared twice, in a workshop and in a journal: one work by title and authors
        same = sum(a == b or some[a].title == some[b].title for a, b in pairs)
        assert right / NUMBER >= 0.999
        assert same / len(pairs) >= 0.998
