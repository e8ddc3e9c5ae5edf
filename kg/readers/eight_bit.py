"""Lines of lists that may be older than Unicode: in the encoding that the list names, or that is guessed.

BibTeX, RIS and the other lists of reference managers are often in an encoding of eight bits. Some name it:
JabRef in a first line, TeX editors in a magic comment, KBibTeX in a comment of its own.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.readers.latin_pages import CodePageGuess
from kg.readers.source import Document
from kg.readers.unnamed_encoding import guessed_encoding, name_of
from kg.records import Notice, Rejection

_STATED: Final = re.compile(
    r"(?:^%{0,3}[ \t]{0,4}encoding[:=][ \t]{0,4}"
    r"|-\*-[^\n]{0,80}?coding:[ \t]{0,4}"
    r"|!\s?TeX[ \t]{1,4}(?:file)?encoding[ \t]{0,4}=[ \t]{0,4}"
    r"|x-kbibtex-encoding=)"
    r"[\"']?([A-Za-z][\w.:-]{1,30})",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD: Final = 8_000
_NAMES: Final = {
    "ansinew": "cp1252", "latin": "latin-1", "applemac": "mac-roman", "macroman": "mac-roman",
    "iso8859_1": "latin-1", "ansi": "cp1252",
}  # fmt: skip


class DecodedLine(NamedTuple):
    """A line as text: its number from 1, and the encoding that was guessed where its bytes were no UTF-8."""

    number: int
    text: str
    guessed: str = ""


def stated_encoding(head: str) -> str | None:
    """Return the encoding that the beginning of a list names, if Python knows it and it is not UTF-8."""
    if (found := _STATED.search(head[:_HEAD])) is None:
        return None
    word = found[1].lower().rstrip(".")
    try:
        name = codecs.lookup(_NAMES.get(word, word)).name
    except LookupError:
        return None
    return None if name.startswith(("utf", "ascii", "us-ascii")) or not _is_of_text(name) else name


def text_head(document: Document) -> str:
    """Return the beginning of `document` as `text_lines` reads it, without a byte order mark.

    Raises:
        UnreadableInput: it cannot be opened, is empty, or is no text.
    """
    head, opening = document.head(), document.opening()
    try:
        codecs.getincrementaldecoder("utf-8")().decode(opening)  # which may end within a letter
    except UnicodeDecodeError:
        pass
    else:
        return head
    return _decoded(opening, stated_encoding(head) or guessed_encoding(opening).page).removeprefix("\ufeff")


def text_lines(document: Document) -> Iterator[DecodedLine]:
    """Yield the lines of `document` as text.

    A line that is not UTF-8 is read in the encoding that the document names, else in the one that its letters
    tell (`kg.readers.unnamed_encoding`), which is said once. Lines that could not be read whole
    are added to the faults of the document.

    Raises:
        UnreadableInput: it cannot be opened, is empty, or is no text.
    """
    document.faults.clear()
    opening = document.opening()
    stated = stated_encoding(document.head())
    guess: CodePageGuess | None = None
    for number, content, fault in document.byte_lines():
        if fault:
            excerpt = content[:80].decode("utf-8", "replace")
            document.faults.append(Rejection(document.name, number, fault, excerpt))
        try:
            yield DecodedLine(number, content.decode())
            continue
        except UnicodeDecodeError:
            pass
        if stated is not None:
            yield DecodedLine(number, _decoded(content, stated))
            continue
        if guess is None:
            guess = guessed_encoding(opening + b"\n" + content + b"\n")
            sure = f", {guess.confidence:.0%} sure by its letters" if guess.confidence < 1 else ""
            said = f"read as {name_of(guess.page)}{sure} (said once a file)"
            note = f"its bytes are not UTF-8 and no encoding is named; {said}"
            document.faults.append(Notice(document.name, number, note))
        yield DecodedLine(number, _decoded(content, guess.page), guessed=name_of(guess.page))


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode(encoding, "replace")


def _is_of_text(name: str) -> bool:
    """Tell whether an encoding turns bytes into text: hex and zip are codecs of Python, too."""
    try:
        return isinstance(b"a".decode(name), str)
    except (LookupError, UnicodeError):
        return False
