"""JSON as a stream of bytes: where values end, on which line they begin, with a bounded piece held at once.

Values are found by their brackets and strings alone (RFC 8259, sections 2 and 7), so that one which is not
valid inside does not hide the next. A string ends with its line at the latest: no line end may stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.readers.compression import Broken

# all up to the next bracket outside a string, or to a quotation mark whose string has no end (yet)
_INSIDE: Final = re.compile(rb'(?:[^"{}\[\]]++|"(?:[^"\\\r\n]++|\\.)*+")*+', re.DOTALL)
_KEY: Final = re.compile(rb'"((?:[^"\\\r\n]++|\\.)*+)"[ \t\r\n]*+:[ \t\r\n]*+', re.DOTALL)
_SCALAR: Final = re.compile(rb'"(?:[^"\\\r\n]++|\\.)*+"|[^\s",{}\[\]]++', re.DOTALL)
# blanks, byte order marks of files that were put one after another, and the separator of RFC 7464
_BETWEEN: Final = re.compile(rb"(?:[\s,\x1e]++|\xef\xbb\xbf)*+")
_LINE_END: Final = re.compile(rb"[\r\n]")
_WIDEST: Final = 256
_DEEPEST: Final = 250
_PAIRS: Final = {ord("}"): ord("{"), ord("]"): ord("[")}


class MalformedJson(Exception):
    """What stands here is no JSON. `str(error)` says why, `at` is the place where that shows."""

    def __init__(self, reason: str, at: int) -> None:
        """Say why, and at which byte of the stream."""
        super().__init__(reason)
        self.at = at


class JsonScanner:
    """A stream of bytes and a place in it. All places are counted in bytes from the beginning of the stream.

    What stands before both `at` and `mark` may be forgotten whenever more is read.
    """

    def __init__(self, chunks: Iterator[bytes], limit: int) -> None:
        """Begin at the first byte of `chunks`; no value may have more than `limit` bytes."""
        self.at = 0
        self.mark: int | None = None
        self.fault: str | None = None
        """Why the stream ended before its time, if it did."""
        self._chunks, self._limit = chunks, limit
        self._held = b""
        self._base = 0
        self._ended = False
        self._end_of_line: bytes | None = None
        self._counted, self._line = 0, 1

    def line(self, at: int) -> int:
        """Return the number of the line, from 1, on which a byte stands that is still held."""
        end = self._end_of_line or b"\n"
        low, high = sorted((at - self._base, self._counted - self._base))
        passed = self._held.count(end, low, high)
        self._line += passed if at > self._counted else -passed
        self._counted = at
        return self._line

    def text(self, start: int, stop: int) -> bytes:
        """Return the bytes from `start` to `stop`, of which the first is still held."""
        return self._held[start - self._base : stop - self._base]

    def next(self) -> bytes:
        """Go on over blanks and commas, and return the byte that stands there; nothing at the end."""
        while True:
            found = _BETWEEN.match(self._held, self.at - self._base)
            end = self._base + (found.end() if found else 0)
            # a byte order mark may be cut by the end of what is held
            if end + 2 < self._top() or self._ended:
                self.at = end
                return self.text(end, end + 1)
            self.at = end
            self._more()

    def end_of_value(self, start: int) -> int:
        """Return the place after the object or array that begins at `start`.

        Raises:
            Malformed: its brackets do not fit, it does not end, or it is longer than the limit.
        """
        open_ones = bytearray()
        at = start
        while True:
            found = _INSIDE.match(self._held, at - self._base)
            at = self._base + (found.end() if found else 0)
            if at - start > self._limit:
                raise MalformedJson(f"it has more than {self._limit:,} bytes", at)
            if at == self._top():
                if not self._more():
                    raise MalformedJson(self.fault or "the file ends before it does", at)
                continue
            byte = self._held[at - self._base]
            if byte == ord('"'):
                at = self._after_string(at, start)
                continue
            at += 1
            if byte not in _PAIRS:
                open_ones.append(byte)
                if len(open_ones) > _DEEPEST:
                    raise MalformedJson(f"its brackets are more than {_DEEPEST} deep", at)
                continue
            if open_ones.pop() != _PAIRS[byte]:
                raise MalformedJson(f"a {chr(byte)!r} closes what it did not open", at)
            if not open_ones:
                return at

    def key(self) -> str:
        """Go on over a key of an object and its colon, to the value, and return the key.

        Raises:
            Malformed: no key stands there.
        """
        found = self._match(_KEY)
        if found is None:
            raise MalformedJson("a key and a colon should stand here", self.at)
        self.at = self._base + found.end()
        return found[1].decode("utf-8", "replace")

    def scalar(self) -> bytes:
        """Go on over a text, a number or a word, and return it; nothing where none stands there."""
        found = self._match(_SCALAR)
        if found is None:
            return b""
        self.at = self._base + found.end()
        return found[0]

    def find(self, pattern: re.Pattern[bytes], start: int) -> int | None:
        """Return where `pattern` is found first from `start` on; None if nowhere near.

        What it finds has at most 256 bytes.
        """
        while True:
            found = pattern.search(self._held, start - self._base)
            if found and (found.end() < len(self._held) or self._ended):
                return self._base + found.start()
            if self._top() - start > self._limit:
                return None
            start = max(start, self._top() - _WIDEST)
            if not self._more():
                return None

    def full_line(self, start: int, limit: int) -> bytes | None:
        """Return what stands from `start` to the end of the line; None if that is more than `limit` bytes."""
        looked = start
        while True:
            found = _LINE_END.search(self._held, looked - self._base)
            if found or self._ended:
                return self.text(start, self._base + (found.start() if found else len(self._held)))
            looked = self._top()
            if looked - start > limit:
                return None
            self._more()

    def ended(self, at: int) -> bool:
        """Tell whether the stream ends at `at`."""
        return self._ended and at >= self._top()

    def stop(self) -> None:
        """Go to the end, and forget the rest."""
        self.at = self._counted = self._base = self._top()
        self.mark, self._held, self._ended = None, b"", True

    # ---- what is held

    def _top(self) -> int:
        return self._base + len(self._held)

    def _more(self, count: int = 1) -> bool:
        """Hold at least `count` more bytes; tell whether there were any."""
        coming: list[bytes] = []
        size = 0
        while size < count and not self._ended:
            try:
                chunk = next(self._chunks, b"")
            except Broken as error:
                chunk, self.fault = b"", f"{error}; what follows is lost"
            self._ended = not chunk
            coming.append(chunk)
            size += len(chunk)
        keep = self.at if self.mark is None else min(self.at, self.mark)
        if self._end_of_line is None and size:
            start = self._held + b"".join(coming)
            self._end_of_line = b"\r" if b"\n" not in start and b"\r" in start else b"\n"
        self.line(keep)
        self._held = b"".join((self._held[keep - self._base :], *coming))
        self._base = keep
        return size > 0

    def _match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Match `pattern` where the stream stands, with all that belongs to the match held."""
        while True:
            found = pattern.match(self._held, self.at - self._base)
            reached = found.end() if found else len(self._held)
            if self._ended or reached < len(self._held) or self._top() - self.at > self._limit:
                return found
            if found is None and _LINE_END.search(self._held, self.at - self._base):
                return None
            self._more(self._top() - self.at)

    def _after_string(self, at: int, start: int) -> int:
        """Return where to go on after the quotation mark at `at`, whose string has no end in what is held."""
        looked = at + 1
        while True:
            line_end = _LINE_END.search(self._held, looked - self._base)
            if line_end:
                return self._base + line_end.end()  # a string that was never closed
            if self._top() - start > self._limit:
                raise MalformedJson(f"it has more than {self._limit:,} bytes", at)
            looked = self._top()
            if not self._more(self._top() - at):  # doubles, so that a long string is not read over and over
                raise MalformedJson(self.fault or "the file ends inside a text", at)
            if _INSIDE.match(self._held, at - self._base).end() > at - self._base:  # type: ignore[union-attr]
                return at
