"""Records that a build laid aside: papers are compared without what stands beside the authors' names."""

from __future__ import annotations

from itertools import combinations

import pytest

from kg.identity.paper_evidence import compare
from kg.records import Author, WorkRecord
from kg.release.pipeline.ingested_records import bare
from tests.golden.case import CASES, Case


def line(record: WorkRecord) -> bytes:
    """Return a record as the first step writes it."""
    return b"source/1\t" + record.model_dump_json(exclude_defaults=True).encode()


@pytest.mark.parametrize("name", sorted(one.name for one in CASES.iterdir()))
def test_what_is_left_out_changes_no_comparison(name: str) -> None:
    works = [one for one in Case(CASES / name).items() if isinstance(one, WorkRecord)]
    known: dict[tuple[str | None, ...], Author] = {}
    less = [bare(line(one), known)[0].record for one in works]
    for (a, b), (short, other) in zip(combinations(works, 2), combinations(less, 2), strict=True):
        assert compare(a, b) == compare(short, other)


def test_it_is_what_stands_beside_names_that_is_left_out() -> None:
    works = [one for name in ("article-in-full", "organisations") for one in Case(CASES / name).items()]
    full = [one for one in works if isinstance(one, WorkRecord)]
    assert any(author.affiliations for one in full for author in one.authors)
    for one in full:
        short = bare(line(one), {})[0].record
        assert [a.name for a in short.authors] == [a.name for a in one.authors]
        assert not any(a.affiliations or a.orcid or a.organisations for a in short.authors)
