"""The four text layouts, by what must hold of any page. What their cases yield is in `cases`."""

from __future__ import annotations

from typing import Any

import pytest

from kg.readers import read
from kg.readers.source import Document
from kg.records import Item, Notice, Rejection, WorkRecord
from tests.readers.cases import FOLDER, Case, cases, plain

LAYOUTS = ("arxiv-abs", "arxiv-dump", "author-page", "profile-page")
PAGES = [case for layout in LAYOUTS for case in cases(layout)]


def _read(content: bytes) -> list[Item]:
    return list(read(Document.of_bytes(content, "input.txt")))


PAPER_PAGE = """Counting Herons with Nets

PEMay 26, 2019Code

Olga Reed, Piet van der Meer

We count herons with nets and say how many there are in the north and in the south.

Related papers

PEMar 8, 2024
Storks in the Rain

Key Findings

We show that storks sing in the rain, and that they do so more often than herons.
"""
NAVIGATION = """Skip to main content

Cite as: arXiv:
Submission history
[v1] Sun, 6 Mar 2022 08:00:00 UTC (12 KB)

Subjects: Populations and Evolution (q-bio.PE)
arXiv
"""


@pytest.mark.parametrize(
    ("page", "missing"),
    [(PAPER_PAGE, "neither numbers of a person"), (NAVIGATION, "neither title nor authors")],
)
def test_a_page_of_a_kind_that_is_not_known_is_refused_by_what_it_lacks(page: str, missing: str) -> None:
    [item] = _read(page.encode())
    assert isinstance(item, Rejection)
    assert missing in item.reason
    assert item.line == 1


def _works(content: str) -> list[WorkRecord]:
    return [item for item in _read(content.encode()) if isinstance(item, WorkRecord)]


def _essence(work: WorkRecord) -> tuple[object, ...]:
    return work.title, [author.name for author in work.authors], work.abstract, work.arxiv_id, work.submitted


CLEAN = [case for case in PAGES if case.name.endswith("/clean")]


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case.format)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.rstrip("\n"),
        lambda text: "\n\n" + text + "\n\n\n",
        lambda text: "".join(line + "\n" for line in text.splitlines() if line),
        lambda text: "\n\n".join(line for line in text.splitlines() if line),
    ],
    ids=["crlf", "bom", "no final newline", "blank around", "no blank lines", "all lines apart"],
)
def test_what_changes_nothing(case: Case, change: Any) -> None:
    text = case.input.read_text("utf-8")
    assert [_essence(work) for work in _works(change(text))] == [_essence(work) for work in _works(text)]


# all that str.split parts at, and what is not seen
BLANKS = [chr(code) for code in range(0x110000) if chr(code).isspace() and chr(code) != "\n"]
BLANKS += ["\u200b", "\u2060", "\ufeff", "\u00ad", "\x00", "\x1b", " \u3000\t", "\u200b "]


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case.format)
def test_a_line_of_blanks_of_any_kind_is_a_blank_line(case: Case) -> None:
    text = case.input.read_text("utf-8")
    lines, ends = text.split("\n"), [work.source.last_line for work in _works(text)]
    for blank in BLANKS:
        changed = [line for place, line in enumerate(lines, 1) for line in [line, *[blank] * (place in ends)]]
        left = _works("\n".join(changed))
        assert [_essence(work) for work in left] == [_essence(work) for work in _works(text)], repr(blank)


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case.format)
def test_a_lost_line_harms_its_own_record_only(case: Case) -> None:
    text = case.input.read_text("utf-8")
    lines, works = text.split("\n"), _works(text)
    for place, line in enumerate(lines):
        if not line:
            continue
        left = [_essence(work) for work in _works("\n".join(lines[:place] + lines[place + 1 :]))]
        hurt = [work for work in works if work.source.first_line <= place + 1 <= work.source.last_line]
        assert len(left) == len(works), f"without line {place + 1}"
        for work in works:
            assert work in hurt or _essence(work) in left, f"without line {place + 1}: {work.title}"


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case.format)
def test_nothing_is_made_up_for_what_is_lost(case: Case) -> None:
    text = case.input.read_text("utf-8")
    lines, works = text.split("\n"), _works(text)
    for place, line in enumerate(lines):
        if not line:
            continue
        for before, after in zip(works, _works("\n".join(lines[:place] + lines[place + 1 :])), strict=True):
            assert after.title in (None, before.title)
            assert after.abstract in (None, before.abstract)
            kinds = {damage.kind for damage in after.damage}
            assert after.title or "title_lost" in kinds
            assert after.authors or ("authors_lost" in kinds and not after.authors_complete)


def test_undecodable_bytes_are_reported_with_their_line() -> None:
    content = (FOLDER / "author-page" / "clean.txt").read_bytes().replace(b"Ruiz", b"Ru\xedz")
    works = [item for item in _read(content) if isinstance(item, WorkRecord)]
    assert len(works) == 3
    assert any(damage.kind == "other" and "line 3" in (damage.note or "") for damage in works[0].damage)
    assert any(damage.kind == "mojibake" and damage.position == 2 for damage in works[0].damage)


ODDITIES = [
    "x",
    "\n\n",
    ", , ,\n",
    "arXiv:\n",
    "null\nnull, null\nnull",
    "null, null\nnull, null\n",
    "CLMay 26, 2019Code",
    "Title:\nAuthors:\nAbstract:\n",
    "; ; ;",
    "(((a, b)",
    "a, (b, c\n" * 50,
    "·\n· ·\nCL\n",
    "\u00a0\n\u00a0x",
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("text", ODDITIES)
def test_nothing_ends_a_reader_by_surprise(layout: str, text: str) -> None:
    document = Document.of_bytes(text.encode(), "input.txt")
    held = [item for item in read(document, layout) if not isinstance(item, Notice)]
    assert all(plain(item) for item in held)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_a_document_of_another_layout_is_survived(case: Case, layout: str) -> None:
    document = Document.of_bytes(case.input.read_bytes(), "input.txt")
    assert [plain(item) for item in read(document, layout)]
