"""In which encoding a list is that names none and is no UTF-8: told by how its letters follow one another.

Each rule asks for what texts in the other encodings do not have (Unicode's mapping tables of GB 2312,
EUC-KR, EUC-JP, Windows-1251, 1253, 1256 and KOI8-R). Where none holds the letters are Latin ones, and the
code page is told by `kg.readers.latin_pages`.
"""

from __future__ import annotations

import re
from typing import Final

from kg.readers.latin_pages import CodePageGuess, guessed

_LEAST: Final = 12
"""Bytes above ASCII below which nothing can be told."""
_MOSTLY: Final = 0.95
_HIGH: Final = re.compile(rb"[\x80-\xff]+")
_WORDS: Final = re.compile(rb"[\xa8\xb8\xc0-\xff]{3,}")
_GREEK: Final = re.compile(
    rb"[\xe1-\xfe][\xdc-\xdf]"
)  # small letters with an accent, capitals in Windows-1251
_ARTICLE: Final = b"\xc7\xe1"  # `al-` in Windows-1256, with which a word of four begins
_NAMES: Final = {
    "cp1252": "Windows-1252", "cp1251": "Windows-1251", "cp1253": "Windows-1253", "cp1256": "Windows-1256",
    "koi8_r": "KOI8-R", "gb18030": "GB 18030", "euc_kr": "EUC-KR", "euc_jp": "EUC-JP",
    "cp1250": "Windows-1250", "mac-roman": "Mac OS Roman", "iso8859-2": "ISO 8859-2",
    "cp850": "code page 850", "cp1254": "Windows-1254", "cp1257": "Windows-1257",
    "mac-latin2": "Mac OS Central European", "cp852": "code page 852",
}  # fmt: skip


def name_of(encoding: str) -> str:
    """Return an encoding by the name that people know."""
    return _NAMES[encoding]


def guessed_encoding(opening: bytes) -> CodePageGuess:
    """Return the encoding that a list with this beginning seems to be in, and how sure that is."""
    if name := of_other_letters(opening):
        return CodePageGuess(name, 1.0)
    return guessed(_lines(opening))


def of_other_letters(opening: bytes) -> str | None:
    """Return Python's name of the encoding where the letters of a list are surely no Latin ones."""
    lines = _lines(opening)
    runs = [run for line in lines for run in _HIGH.findall(line)]
    size = sum(map(len, runs))
    if size < _LEAST:
        return None
    return _of_two_bytes(runs, size) or _of_one_byte(runs, size)


def _lines(opening: bytes) -> list[bytes]:
    every = opening.split(b"\n")
    every = every[:-1] or every  # the last may be cut
    return [line for line in every if not line.isascii() and not _is_utf8(line)]


def _of_two_bytes(runs: list[bytes], size: int) -> str | None:
    """Return the encoding where letters are pairs of bytes above 0xA0."""
    even = b"".join(run for run in runs if len(run) % 2 == 0)
    if len(even) < _MOSTLY * size or min(even, default=0) < 0xA1:
        return None
    leads = even[::2]
    kana = sum(lead in (0xA4, 0xA5) for lead in leads) / len(leads)
    later = sum(0xC9 <= lead <= 0xF7 for lead in leads) / len(leads)
    hanzi = sum(0xB0 <= lead <= 0xF7 for lead in leads) / len(leads)
    name = "euc_jp" if kana > 0.1 else "gb18030" if hanzi > 0.7 and later > 0.15 else None
    if name is None and hanzi > 0.7 and later < 0.02:
        name = "euc_kr"
    return name if name and _decodes(even, name) else None


def _of_one_byte(runs: list[bytes], size: int) -> str | None:
    """Return the encoding where whole words are of letters above 0xBF."""
    words = [word for run in runs for word in _WORDS.findall(run)]
    letters = b"".join(words)
    if len(letters) < 0.8 * size:
        return None
    if sum(word.startswith(_ARTICLE) for word in words) > 0.1 * len(words):
        return "cp1256"
    small = sum(letter >= 0xE0 for letter in letters) / len(letters)
    if small > 0.6 and sum(bool(_GREEK.search(word)) for word in words) > 0.15 * len(words):
        return "cp1253"
    return "cp1251" if small > 0.7 else "koi8_r" if small < 0.3 else None


def _decodes(content: bytes, name: str) -> bool:
    try:
        content.decode("gb2312" if name == "gb18030" else name)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
