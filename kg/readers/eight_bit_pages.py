"""Code pages in documents that should be UTF-8: JSON (RFC 8259, 8.1), XML that names none, RDF, text.

What is valid UTF-8 stays, so that a document that is put together of both is read whole: letter by letter
where a page has one byte a letter, line by line where it has two. The beginning of a document tells the page.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from kg.readers.lines import ByteLine, Line, decoded
from kg.readers.unnamed_encoding import guessed_encoding, name_of, of_other_letters

_ERRORS: Final = "kg.page."
_HIGH: Final = re.compile(rb"[\x80-\xff]")
LEAST: Final = 4
"""Letters below which no page is told: one may as well be a letter of UTF-8 that was cut."""
_LETTERS: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


class Page(NamedTuple):
    """How bytes are read that are no UTF-8: codec and name of its handler of errors, and words for people."""

    errors: str
    said: str
    codec: str = "utf-8"


class CodePageReader:
    """What is made of bytes of one document that are not UTF-8: nothing, or letters of one code page.

    Where letters of the beginning are UTF-8, others were damaged, and no page is guessed; nor where they are
    few, which a letter of UTF-8 that was cut may be.
    """

    def __init__(self, opening: bytes) -> None:
        """Take the beginning of the document."""
        self._opening = opening
        self._page: Page | None = None
        known = _LETTERS.search(opening) is not None  # which pairs of bytes of another encoding may look like
        self._open = len(_HIGH.findall(opening)) >= LEAST and (
            not known or _of_two_bytes(opening) is not None
        )

    def read(self, content: bytes) -> tuple[str, str] | None:
        """Return a text, and the first time what is to be said of it; None where it is read with U+FFFD."""
        said = ""
        if self._open and self._page is None:
            self._open = False
            whole = b"\n".join((self._opening, content, b""))
            self._page = _of_two_bytes(whole) or page_of(whole)
            said = self._page.said if self._page else ""
        return (content.decode(self._page.codec, self._page.errors), said) if self._page else None

    def line(self, line: ByteLine) -> tuple[Line, str]:
        """Return a line as text, and what is to be said of it."""
        text = decoded(line)
        if text.fault is None or line.fault is not None or (read := self.read(line.content)) is None:
            return text, text.fault or ""
        return Line(line.number, read[0]), f"{text.fault}; {read[1]}" if read[1] else ""


def page_of(opening: bytes) -> Page | None:
    """Return the page that the letters of a document with this beginning tell, if it is of one byte."""
    guess = guessed_encoding(opening)
    if not _is_of_one_byte(guess.page):
        return None
    errors = f"{_ERRORS}{guess.page}"
    codecs.register_error(errors, _handler(guess.page))
    sure = f", {guess.confidence:.0%} sure by its letters" if guess.confidence < 1 else ""
    return Page(errors, f"read as {name_of(guess.page)}{sure} (said once a file)")


def _of_two_bytes(opening: bytes) -> Page | None:
    name = of_other_letters(opening)
    if name is None or _is_of_one_byte(name):
        return None
    return Page("replace", f"read as {name_of(name)} (said once a file)", name)


def fault_of(opening: bytes) -> int | None:
    """Return where the beginning of a document, which may end within a letter, is first no UTF-8."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(opening)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _is_of_one_byte(name: str) -> bool:
    try:
        return len(b"\xe9\xe4".decode(name)) == 2
    except UnicodeDecodeError:
        return False


def _handler(name: str) -> Callable[[UnicodeError], tuple[str, int]]:
    def read(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return error.object[error.start : error.end].decode(name, "replace"), error.end

    return read
