"""The same document in other bytes: line ends of old Macs, NUL where a block was lost, UTF-16, code pages.

What is read of it is the same, and that it was otherwise is said. The documents are the cases of all readers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

import pytest

from kg.errors import InputError
from kg.readers import detect, read
from kg.readers.source import Document
from kg.records import Notice, Profile, Rejection, WorkRecord
from tests.readers.cases import Case, cases

FEW: Final = 4
"""Letters in a code page, below which none is guessed."""
NOT_OF_TEXT: Final = frozenset(["rdf"])
"""Formats that are read as bytes by a library, which takes UTF-8 alone."""


def declared(text: str) -> str:
    """Return a text without the encoding that its XML declares."""
    return re.sub(r"""(<\?xml[^>]*?)\sencoding=["'][\w-]+["']""", r"\1", text)


def old_mac(text: str) -> bytes:
    return text.replace("\r\n", "\n").replace("\n", "\r").encode()


def nulls(text: str) -> bytes:
    return text.replace(" ", " \0", 3).encode()


def utf_16(text: str) -> bytes:
    return b"\xff\xfe" + declared(text).encode("utf-16-le")


def windows(text: str) -> bytes:
    return declared(text).encode("cp1252")


def old_mac_letters(text: str) -> bytes:
    return declared(text).replace("\r\n", "\n").replace("\n", "\r").encode("mac-roman")


Form = Callable[[str], bytes]
FORMS: Final[tuple[Form, ...]] = (old_mac, nulls, utf_16, windows, old_mac_letters)
CODE_PAGES: Final = (windows, old_mac_letters)


@cache
def text_of(case: Case) -> str | None:
    """Return the text of a case that is whole, recognised and in UTF-8; None for others."""
    try:
        text = case.input.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    found = seen(text.encode(), case.input.name)
    if found is None or found[0] != case.format or not found[1] or "\0" in text:
        return None
    return text if not re.search("[\ud800-\udfff\x80-\x9f]", text) else None


def seen(content: bytes, name: str) -> tuple[str, list[object], list[str]] | None:
    """Return the format of a document, whom and what is read of it, and what is said; None if refused."""
    try:
        found = detect(Document.of_bytes(content, name)).name
        items = list(read(Document.of_bytes(content, name), found))
    except InputError:
        return None
    works: list[object] = [
        (one.title, [author.name for author in one.authors]) if isinstance(one, WorkRecord) else one.name
        for one in items
        if isinstance(one, WorkRecord | Profile)
    ]
    return (
        found,
        works,
        [one.reason for one in items if isinstance(one, Rejection)]
        + [one.message for one in items if isinstance(one, Notice)],
    )


def has_a_page(case: Case) -> bool:
    """Tell whether it can be told of a case in a code page that it is in one, and is looked for."""
    letters = sum(not char.isascii() for char in case.input.read_text("utf-8", errors="ignore"))
    return letters >= FEW and case.format not in NOT_OF_TEXT


TRIALS: Final = [
    (case, form) for case in cases() for form in FORMS if form not in CODE_PAGES or has_a_page(case)
]


@pytest.mark.parametrize(("case", "form"), TRIALS, ids=lambda one: getattr(one, "name", "") or one.__name__)
def test_what_is_read_does_not_hang_on_the_bytes(case: Case, form: Form) -> None:
    text = text_of(case)
    if text is None:
        pytest.skip("the document is broken on purpose, or no UTF-8")
    try:
        content = form(text)
    except UnicodeEncodeError:
        pytest.skip("it has letters that the code page has not")
    before, after = seen(text.encode(), case.input.name), seen(content, case.input.name)
    assert before is not None
    assert after is not None
    assert after[:2] == before[:2]
    if form is nulls:
        assert any("NUL" in note for note in after[2])
    if form in CODE_PAGES:
        assert any("read as" in note for note in after[2]), after[2]
