"""OpenAlex: what its records leave open stays open."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from kg.readers import detect, read
from kg.readers.fates import Fates
from kg.readers.leaves import json_leaves
from kg.readers.openalex.abstract import RestoredAbstract, abstract_of
from kg.readers.source import Document
from kg.records import WorkRecord
from tests.readers.cases import cases


def work(**stated: Any) -> WorkRecord:
    content = orjson.dumps({"id": "https://openalex.org/W1", "title": "T", "authorships": []} | stated)
    document = Document.of_bytes(content, "work.json")
    document.fates = Fates()
    assert detect(document).name == "openalex"
    (made,) = read(document)
    assert isinstance(made, WorkRecord), made
    assert document.fates.total() == sum(1 for _ in json_leaves(orjson.loads(content)))
    return made


@pytest.mark.parametrize(
    ("count", "more", "complete"),
    [
        (3, {}, True), (99, {}, True), (100, {}, False), (101, {}, True),
        (3, {"is_authors_truncated": True}, False),
        (100, {"authors_count": 100}, True), (100, {"authors_count": 942}, False), (0, {}, None),
    ],
)  # fmt: skip
def test_a_list_that_openalex_may_have_cut_is_not_said_to_be_whole(
    count: int, more: dict[str, Any], complete: bool | None
) -> None:
    authors = [{"raw_author_name": f"Ada Lind{chr(97 + n % 26) * (1 + n // 26)}"} for n in range(count)]
    made = work(authorships=authors, **more)
    assert len(made.authors) == count
    assert made.authors_complete is complete


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ({"two": [1, 3], "One": [0], "three": [2]}, RestoredAbstract("One two three two")),
        ({"One": [0], "four": [3]}, RestoredAbstract("One … four", missing=2)),
        ({"One": [0], "two": [0, 1]}, RestoredAbstract("One two two", doubled=1)),
        ({"far": [10**9], "One": [0], "odd": [-1, True, "x"]}, RestoredAbstract("One")),
        ({}, RestoredAbstract(None)),
        (None, RestoredAbstract(None)),
        ([], RestoredAbstract(None)),
        ("{", RestoredAbstract(None)),
    ],
)
def test_an_abstract_is_put_together_and_its_holes_are_counted(
    index: object, expected: RestoredAbstract
) -> None:
    assert abstract_of(index) == expected


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ({"type": "article", "type_crossref": "proceedings-article"}, "proceedings-article"),
        ({"type": "article", "type_crossref": "journal-article"}, "journal-article"),
        ({"type": "article", "primary_location": {"source": {"type": "conference"}}}, "proceedings-article"),
        ({"type": "article", "primary_location": {"source": {"type": "repository"}}}, None),
        ({"type": "article"}, None), ({"type": "erratum"}, "correction"), ({"type": "paratext"}, None),
        ({"type": "dissertation"}, "thesis"), ({"type": "libguides"}, None),
    ],
)  # fmt: skip
def test_an_article_is_of_a_journal_only_where_that_is_stated(
    stated: dict[str, Any], kind: str | None
) -> None:
    made = work(**stated)
    assert made.work_type == kind
    assert (made.work_type_as_stated or made.work_type) == stated["type"]


def test_a_name_that_openalex_mistook_is_no_spelling_of_the_author() -> None:
    entries = [
        {
            "raw_author_name": "Bo Sørensen",
            "author": {
                "display_name": "Karl Anders",
                "orcid": "0000-0002-1825-0097",
                "id": "https://openalex.org/A1",
            },
        },
        {"raw_author_name": "B. Sorensen", "author": {"display_name": "Bo Sørensen"}},
        {"raw_author_name": "王小明", "author": {"display_name": "Xiaoming Wang"}},
    ]
    made = work(authorships=entries)
    assert [author.variants for author in made.authors[:2]] == [(), ("Bo Sørensen",)]
    assert "Xiaoming Wang" in made.authors[2].variants
    assert (made.authors[0].orcid, made.authors[0].identifiers) == (None, {})
    (damage,) = made.damage
    assert damage.note == "OpenAlex takes Bo Sørensen for Karl Anders, whose identifiers are left out"


def test_the_fates_of_every_case_sum_to_its_leaves() -> None:
    for case in cases("openalex"):
        document = case.document()
        items = case.items(document)
        assert items
        assert document.fates is not None
        assert all(fate.reason for fate in document.fates.counts if fate.kind == "dropped")
