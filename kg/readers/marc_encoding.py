"""How the text of a binary MARC record is coded: UTF-8, MARC-8, or an encoding of eight bits that is neither.

MARC 21 knows UTF-8 and MARC-8 (https://www.loc.gov/marc/specifications/speccharintro.html), in which an
accent stands before its letter, and other scripts begin with an escape. Catalogues write others all the same.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from kg.readers.unnamed_encoding import guessed_encoding, name_of

_HIGH: Final = re.compile(rb"[\x80-\xff]+")
_FEW: Final = 6
_CODED: Final = 9  # where the leader says how text is coded
_NO_MARC8: Final = re.compile(
    rb"[\x80-\x87\x8f-\xa0\xaf\xbb\xc9-\xdf\xfc\xfd\xff]|[\xe0-\xfe](?![A-Za-z\xe0-\xfe])"
)
"""Bytes that MARC-8 (ANSEL) leaves open, and accents with no letter behind them."""
_ACCENTED: Final = re.compile(rb"([\xe0-\xea\xee\xf0])([A-Za-z])")
_ACCENTS: Final = {
    0xE0: "\u0309", 0xE1: "\u0300", 0xE2: "\u0301", 0xE3: "\u0302", 0xE4: "\u0303", 0xE5: "\u0304",
    0xE6: "\u0306", 0xE7: "\u0307", 0xE8: "\u0308", 0xE9: "\u030c", 0xEA: "\u030a", 0xEE: "\u030b",
    0xF0: "\u0327",
}  # fmt: skip
_UTF8: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ESCAPE: Final = re.compile(rb"\x1b(?![gbps]|\$?[(),-]?!?[1-9A-Zb])")
LOST: Final = "an escape of MARC-8 in it leads nowhere; letters may be lost"
NO_UTF8: Final = "its text is not UTF-8, as its leader says; letters that are lost are shown as �"


class Coded(NamedTuple):
    """The bytes of a record, whether they are UTF-8, and what is to be said of them."""

    content: bytes
    unicode: bool
    note: str = ""


def coded(content: bytes) -> Coded:
    """Return a record in UTF-8 or MARC-8, in which its bytes are where they were, or each read as a letter.

    Its directory no longer fits where letters have other lengths than before.
    """
    try:
        content.decode()
    except UnicodeDecodeError:
        pass
    else:
        return Coded(content, unicode=True, note=LOST if _ESCAPE.search(content) else "")
    stated = content[_CODED : _CODED + 1] == b"a"
    if stated and _is_mostly_utf8(content):
        return Coded(content, unicode=False, note=NO_UTF8)
    if not stated and _may_be_marc8(content):
        return Coded(content, unicode=False, note=LOST if _ESCAPE.search(content) else "")
    guess = guessed_encoding(content.replace(b"\x1e", b"\n").replace(b"\x1f", b"\n") + b"\n")
    sure = f", {guess.confidence:.0%} sure by its letters" if guess.confidence < 1 else ""
    note = f"its text is neither UTF-8 nor MARC-8; read as {name_of(guess.page)}{sure}"
    return Coded(content.decode(guess.page, "replace").encode(), unicode=True, note=note)


def _may_be_marc8(content: bytes) -> bool:
    """Tell whether a record can be MARC-8: its accents stand before letters that have such.

    Where an escape leads to another script, anything may be.
    """
    if b"\x1b" in content:
        return True
    runs = _HIGH.findall(content)
    high = sum(map(len, runs))
    if high >= _FEW and sum(len(run) for run in runs if len(run) > 2) * 2 > high:
        return False
    if _NO_MARC8.search(content):
        return False
    pairs = _ACCENTED.findall(content)
    known = sum(_is_letter(chr(letter[0]) + _ACCENTS[accent[0]]) for accent, letter in pairs)
    return known * 2 >= len(pairs)


def _is_letter(accented: str) -> bool:
    return len(unicodedata.normalize("NFC", accented)) == 1


def _is_mostly_utf8(content: bytes) -> bool:
    high = sum(map(len, _HIGH.findall(content)))
    return sum(map(len, _UTF8.findall(content))) * 2 > high
