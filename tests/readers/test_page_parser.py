"""Pages of HTML that are made to end a reader with an error, or to keep it busy for long."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.readers import read
from kg.readers.eight_bit import text_lines
from kg.readers.page_parser import MOST, PageParser
from kg.readers.source import Document
from kg.records import Profile, Rejection, WorkRecord

SCHOLAR = '<html><div id="gsc_prf_in">Ada Lind</div><table><tr class="gsc_a_tr"><a class="gsc_a_at">Owls</a>'
TAGS = '<html><meta name="citation_title" content="Owls"><meta name="citation_author" content="Ada Lind">'
ARXIV = (Path(__file__).parent / "cases" / "arxiv-html" / "modern.html").read_text("utf-8")
PAGES = {"google-scholar": SCHOLAR, "html-page": TAGS, "arxiv-html": ARXIV.partition("</body>")[0]}
LONG = "9" * 6_000
ATTACKS = {
    "a section that is none": "<![owl",
    "a section of a browser": "<![if IE]>x<![endif]>",
    "comments that never end": "<!--" * 60_000,
    "lines in a comment that never ends": "<!--" + "\nx" * 100_000,
    "tags that never end": "<a " * 60_000,
    "elements in elements": "<b>" * 30_000 + "</p>" * 30_000,
    "parts in parts": '<a class="gsc_a_at">x' * 5_000,
    "a number that is none": '<a class="gsc_a_ac">²</a><td class="gsc_rsb_std">²</td>',
    "a number without end": f'<a class="gsc_a_ac">{LONG}</a><td class="gsc_rsb_std">{LONG}</td>',
    "cells with nothing in them": "<td> " * 60_000,
}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_ends_its_reader(name: str, attack: str) -> None:
    document = Document.of_bytes((PAGES[name] + ATTACKS[attack]).encode(), "page.html")
    items = list(read(document, name))
    assert any(isinstance(item, WorkRecord | Profile) for item in items)
    assert not [item for item in items if isinstance(item, Rejection)]


class Counting(PageParser):
    """Counts the characters that it is given to look at, those again that it looks at again."""

    looked = 0

    def feed(self, data: str) -> None:
        self.looked += len(self.rawdata) + len(data)
        super().feed(data)


def test_what_never_ends_is_not_looked_at_with_each_line() -> None:
    page, text = Counting(), "<!--" + "\nx" * 400_000
    page.take(text_lines(Document.of_bytes(text.encode(), "page.html")))
    assert page.looked < 4 * len(text)


def test_a_page_is_read_up_to_its_limit_and_that_is_said() -> None:
    text = SCHOLAR + "</tr>\n" + f"{'x' * 999}\n" * (MOST // 999 + 2)
    *_, last = read(Document.of_bytes(text.encode(), "page.html"), "google-scholar")
    assert isinstance(last, Rejection)
    assert "longer than one may be" in last.reason
