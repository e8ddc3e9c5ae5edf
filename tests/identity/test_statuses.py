"""What became of papers: as stated, and as titles, comments and abstracts say."""

from __future__ import annotations

from typing import Any

import pytest

from kg.identity.authors import IdentifiedRecord
from kg.identity.expressions import expressions
from kg.identity.statuses import read, set_statuses
from kg.records import WorkRecord
from kg.works import FieldDecision, Status

from .records import record


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"comment": "This paper has been withdrawn"}, ["withdrawn"]),
        ({"comment": "Withdrawn"}, ["withdrawn"]),
        ({"comment": "Withdrawn: an error in section 2"}, ["withdrawn"]),
        ({"comment": "Withdrawn due to a sign error"}, ["withdrawn"]),
        ({"comment": "This submission has been withdrawn by arXiv administrators"}, ["withdrawn"]),
        ({"abstract": "This paper has been withdrawn by the author."}, ["withdrawn"]),
        ({"comment": "This paper is superseded by arXiv:1506.00002"}, ["superseded"]),
        ({"title": "RETRACTED: On docks"}, ["retracted"]),
        ({"title": "Retracted article: On docks"}, ["retracted"]),
        ({"title": "Withdrawn: On docks"}, ["withdrawn"]),
        ({"comment": "12 pages; an earlier version was withdrawn"}, []),
        ({"comment": "Withdrawn from the Lindholm conference, now in the journal"}, []),
        ({"abstract": "We study how troops were withdrawn. This paper has been long."}, []),
        ({"abstract": "This paper has been withdrawing from deep water."}, []),
        ({"title": "Retracted muscles of the lark"}, []),
        ({"title": "Retraction: On docks"}, []),
        ({"comment": "supersedes arXiv:1506.00002"}, []),
    ],
)
def test_words_that_say_a_status(stated: dict[str, Any], expected: list[str]) -> None:
    assert [one.kind for one in read(record(**stated))] == expected


def statuses(*records: WorkRecord) -> tuple[dict[str, list[Status]], list[FieldDecision]]:
    listings = [IdentifiedRecord(f"doc-{number}", one) for number, one in enumerate(records, start=1)]
    appeared = expressions(listings, "key", frozenset())
    loose, decisions = set_statuses(listings, appeared)
    held = {one.path: one.statuses for one in appeared.expressions if one.statuses}
    return held | ({"": loose} if loose else {}), decisions


def test_a_withdrawal_is_the_eprints_and_a_retraction_the_journals() -> None:
    held, decisions = statuses(
        record(
            arxiv_id="1506.00001", doi="10.1234/dock", venue="Docks", comment="Withdrawn",
            statuses=[{"kind": "retracted", "date": "2016"}],
        )
    )  # fmt: skip
    assert {path: [(one.kind, one.date) for one in found] for path, found in held.items()} == {
        "arxiv/1506.00001": [("withdrawn", None)],
        "doi/10.1234/dock": [("retracted", "2016")],
    }
    assert [(one.rule, one.on, one.supported) for one in decisions] == [
        ("STATUS-COMMENT", "arxiv/1506.00001", ["doc-1"])
    ]


def test_what_is_stated_needs_no_decision_and_two_records_make_one_status() -> None:
    held, decisions = statuses(
        record(doi="10.1234/dock", statuses=[{"kind": "retracted", "date": "2016"}]),
        record(doi="10.1234/dock", statuses=[{"kind": "retracted", "by": "10.1234/notice"}]),
    )
    ((one,),) = held.values()
    assert (one.date, one.by, one.records) == ("2016", "10.1234/notice", ["doc-1", "doc-2"])
    assert not decisions


def test_a_paper_that_appeared_nowhere_holds_its_status_itself() -> None:
    held, _ = statuses(record(title="Lost", statuses=[{"kind": "withdrawn"}]))
    assert [one.kind for one in held[""]] == ["withdrawn"]
