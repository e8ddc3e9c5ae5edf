"""Code pages through which UTF-8 is read by mistake, and what its bytes look like in each.

A single-byte code page shows each byte of a UTF-8 sequence as one character. What it leaves undefined
is printed as a C1 control (the ISO pages have them there), dropped, or shown as U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
UNKNOWN: Final = -1
"""Stands for a byte that was shown as U+FFFD."""


@dataclass(frozen=True, slots=True)
class CodePage:
    """One single-byte code page.

    `rule` names the repair, `to_byte` gives the byte of each character beyond ASCII, and `undefined`
    are the bytes that have none; `iso_twin` says that an ISO page differs from it only in having
    controls at 80 to 9F, so that any of these may have been dropped. `latin` says that its letters are
    Latin ones, so that damage stands among letters of the same script. `run` finds stretches of its
    characters, `hint` whatever may be damage, quickly and with false alarms.
    """

    name: str
    rule: str
    latin: bool
    iso_twin: bool
    to_byte: Mapping[str, int]
    undefined: frozenset[int]
    run: re.Pattern[str]
    hint: re.Pattern[str]

    def bytes_of(self, run: str) -> list[int]:
        """Return the bytes that `run`, a match of `self.run`, was made from."""
        return [self.to_byte.get(char, UNKNOWN) for char in run]


def _code_page(name: str, rule: str, *, latin: bool = False) -> CodePage:
    to_byte: dict[str, int] = {}
    undefined = set()
    for byte in range(0x80, 0x100):
        try:
            char = bytes([byte]).decode(name)
        except UnicodeDecodeError:
            undefined.add(byte)
            continue
        if 0x80 <= ord(char) < 0xA0:
            undefined.add(byte)
        to_byte.setdefault(char, byte)
    to_byte.setdefault("\u00a0", 0xA0)
    iso_twin = name in ("cp874", "cp1252")
    # C1 controls: the byte itself, printed by the ISO page or where the page has nothing
    for byte in range(0x80, 0xA0) if iso_twin else sorted(undefined):
        to_byte.setdefault(chr(byte), byte)

    def chars(first: int, last: int) -> str:
        return "".join(re.escape(char) for char, byte in to_byte.items() if first <= byte <= last)

    trail = chars(0x80, 0xBF)
    hints = [f"[{chars(0xC2, 0xDF)}][{trail}]"]
    if iso_twin:  # the last byte may be missing
        hints.append(f"[{chars(0xE0, 0xF4)}][{trail}]")
    else:
        hints.append(f"[{chars(0xE0, 0xF4)}][{trail}][{trail}]")
    if latin:
        hints.append(f"[a-z][{chars(0xC3, 0xC5)}]|{chars(0xC3, 0xC3)}[a-z]")
    elif iso_twin:
        hints.append(f"[A-Za-z][{chars(0xC2, 0xF4)}]|[{chars(0xC2, 0xF4)}][A-Za-z]")
    return CodePage(
        name,
        rule,
        latin,
        iso_twin,
        to_byte,
        frozenset(undefined),
        re.compile(f"[{''.join(map(re.escape, to_byte))}{REPLACEMENT}]+"),
        re.compile("|".join(hints)),
    )


_PAGES: Final = (
    ("cp874", "ENC-TIS620"),
    ("cp1252", "ENC-CP1252"),
    ("cp1250", "ENC-CP1250"),
    ("iso8859-2", "ENC-LATIN2"),
    ("cp1254", "ENC-CP1254"),
    ("cp1257", "ENC-CP1257"),
    ("cp1251", "ENC-CP1251"),
    ("koi8-r", "ENC-KOI8R"),
    ("cp1253", "ENC-CP1253"),
    ("cp1256", "ENC-CP1256"),
    ("mac-roman", "ENC-MACROMAN"),
    ("cp437", "ENC-CP437"),
    ("cp850", "ENC-CP850"),
    ("cp866", "ENC-CP866"),
)
_LATIN: Final = frozenset({"ENC-CP1252", "ENC-CP1250", "ENC-LATIN2", "ENC-CP1254", "ENC-CP1257"})
"""Rules of the pages whose letters are Latin ones."""


@cache
def code_pages() -> tuple[CodePage, ...]:
    """Return the pages, worked out once one is asked for.

    The likeliest stands first: several give the same characters for one damage, and the first is named.
    """
    return tuple(_code_page(name, rule, latin=rule in _LATIN) for name, rule in _PAGES)


DOUBLE_BYTE: Final = (
    ("gbk", "ENC-GBK"),
    ("cp932", "ENC-CP932"),
    ("cp949", "ENC-CP949"),
    ("big5", "ENC-BIG5"),
)
"""Code pages of two bytes a character, by Python's name, with the rule that each repair names."""

EAST_ASIAN_RUN: Final = re.compile("[⺀-鿿가-힯豈-﫿！-￮]+")
"""A stretch of Han, Kana or Hangul, full or half width."""


@cache
def suspect() -> re.Pattern[str]:
    """Return what finds what may be damage in any page. Sound text mostly has no match."""
    return re.compile(
        "|".join(
            [
                *dict.fromkeys(page.hint.pattern for page in code_pages()),
                "[A-Za-z][⺀-鿿가-힯豈-﫿！-￮]|[⺀-鿿가-힯豈-﫿！-￮][A-Za-z]",
                f"[{REPLACEMENT}\x80-\x9f]",
            ]
        )
    )
