"""Pages of sites that list papers: what they are told from, and pages that are damaged."""

from __future__ import annotations

import pytest

from kg.readers import detect, read
from kg.readers.source import Document
from kg.records import Rejection, WorkRecord
from tests.readers.cases import Case, cases

PAGES = [
    case
    for name in ("acm-page", "dblp-page", "google-scholar", "researchgate-page", "semantic-scholar-page")
    for case in cases(name)
    if case.input.suffix == ".html"
]
WHOLE = [case for case in PAGES if not case.name.endswith("/empty")]


def detected(page: bytes) -> str:
    return detect(Document.of_bytes(page, "a.html")).name


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_a_page_of_one_work_that_lists_others_is_of_that_work(case: Case) -> None:
    tags = (
        b'<head><meta name="citation_title" content="Lids"><meta name="citation_author" content="Lind, Ada">'
    )
    page = case.input.read_bytes().replace(b"<head>", tags)
    assert detected(case.input.read_bytes()) == case.format
    assert detected(page) == "html-page"
    [record] = read(Document.of_bytes(page, "a.html"))
    assert isinstance(record, WorkRecord)
    assert record.title == "Lids"


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case.name)
def test_a_page_that_breaks_off_has_what_stands_before(case: Case) -> None:
    page = case.input.read_bytes()
    for stop in range(len(page) // 3, len(page), 97):
        found = list(read(Document.of_bytes(page[:stop], "a.html"), case.format))
        titles = [one.title for one in found if isinstance(one, WorkRecord)]
        assert titles or any(isinstance(one, Rejection) for one in found)
        whole = [one.title for one in read(case.document(), case.format) if isinstance(one, WorkRecord)]
        assert titles[:-1] == whole[: len(titles[:-1])]
