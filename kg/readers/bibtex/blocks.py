"""A BibTeX file taken apart into its blocks (`@article{…}`, `@string(…)`) before anything in them is read.

BibTeX counts all braces, and ignores what stands between blocks (btxdoc, section 2; biber's btparse). Here
an entry that is never closed ends where the next one begins at the start of a line, so that it costs itself
only; one that a brace too many closed early goes on with the fields that follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from kg.readers.eight_bit import DecodedLine

MOST: Final = 4_000_000
"""Characters that one block may have."""

_START: Final = re.compile(r"@[ \t]{0,10}([^\W\d_][\w.+-]{0,60})[ \t]{0,40}([{(])")
_NAME_ONLY: Final = re.compile(r"\s{0,40}@[ \t]{0,10}[^\W\d_][\w.+-]{0,60}[ \t]{0,40}")
_NEXT: Final = re.compile(
    r"[ \t]{0,8}@[ \t]?[^\W\d_][\w.+-]{1,60}[ \t]{0,4}[{(][ \t]{0,8}[^\s{}(),=\"]{0,200}[ \t]{0,8}(?:[,=]|$)"
    r"|[ \t]{0,8}@[ \t]?(?:comment|string|preamble)[ \t]{0,4}[{(]",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(r"\s{0,40},?\s{0,40}[A-Za-z][\w+.:-]{0,60}\s{0,40}=\s{0,40}[{\"\w]")
_BRACE: Final = re.compile(r"[{}]")
_ROUND: Final = re.compile(r"[{}\")]")


@dataclass(slots=True)
class BibtexBlock:
    r"""One block: its kind in lower case (`article`, `string`), what its delimiters hold, and its lines.

    `unclosed` says that its end is missing; `escaped` that `\{` and `\}` are no braces in it, since its
    braces match only so; `reopened` that a brace too many had closed it. `guessed` says that the encoding of
    one of its lines at least is a guess. The kind `""` is text between blocks.
    """

    kind: str
    first_line: int
    last_line: int
    opening: str = ""
    parts: list[str] = field(default_factory=list)
    round: bool = False
    unclosed: bool = False
    escaped: bool = False
    reopened: bool = False
    guessed: str = ""

    @property
    def body(self) -> str:
        """What stands between the delimiters."""
        return "\n".join(self.parts)

    @property
    def raw(self) -> str:
        """The block as it stands, without its last delimiter."""
        return self.opening + self.body


def blocks(lines: Iterable[DecodedLine]) -> Iterator[BibtexBlock]:
    """Yield the blocks of a file in their order, and the text between them as blocks of the kind `""`."""
    return _Cutter(lines).run()


class _Cutter:
    def __init__(self, lines: Iterable[DecodedLine]) -> None:
        self._lines = iter(lines)
        self._open: BibtexBlock | None = None
        self._closed: BibtexBlock | None = None  # until it is known that no fields follow it
        self._rest = ""  # what stands on the line after its end
        self._held: list[DecodedLine] = []  # the lines of an open comment
        self._depth = 0
        self._quoted = False
        self._size = 0

    def run(self) -> Iterator[BibtexBlock]:
        while True:
            while (line := next(self._lines, None)) is not None:
                yield from self._line(line)
            if self._open is None:
                break
            if self._open.kind == "comment":
                self._give_up_comment()
                continue
            yield from self._end_open()
            break
        if self._closed is not None:
            yield self._closed

    def _line(self, line: DecodedLine) -> Iterator[BibtexBlock]:
        at = 0
        if self._open is not None:
            if self._open.kind != "comment" and _NEXT.match(line.text):
                yield from self._end_open()
            else:
                at = self._inside(line, 0)
        if self._open is None:
            yield from self._outside(line, at)

    def _outside(self, line: DecodedLine, at: int) -> Iterator[BibtexBlock]:
        """Look for blocks on a line from `at` on, which no block holds."""
        text = line.text
        if at == 0 and self._reopens(text):
            at = self._inside(line, 0)
            if self._open is not None:
                return
        if at == 0 and "@" in text and _NAME_ONLY.fullmatch(text):  # its brace is on the next line
            if (following := next(self._lines, None)) is not None:
                joined = DecodedLine(line.number, text.rstrip() + following.text.lstrip(), following.guessed)
                self._lines = chain([joined], self._lines)
            return
        while (found := _START.search(text, at)) is not None:
            between = text[at : found.start()]
            if "%" in between:
                break
            yield from self._between(line, between)
            if self._closed is not None:
                yield self._closed
                self._closed = None
            self._open = BibtexBlock(
                found[1].lower(), line.number, line.number, found[0], round=found[2] == "("
            )
            self._depth, self._quoted, self._size, self._held = 1, False, 0, []
            at = self._inside(line, found.end())
            if self._open is not None:
                return
        yield from self._between(line, text[at:])

    def _between(self, line: DecodedLine, text: str) -> Iterator[BibtexBlock]:
        if text.strip(" \t\r,;%"):
            if self._closed is not None:
                yield self._closed
                self._closed = None
            yield BibtexBlock("", line.number, line.number, parts=[text])

    def _reopens(self, text: str) -> bool:
        """Take up the block that was just closed again, where fields follow it."""
        closed = self._closed
        if closed is None or closed.kind in ("comment", "string", "preamble") or not _FIELD.match(text):
            return False
        closed.reopened = True
        if closed.parts:
            closed.parts[-1] += self._rest
        self._open, self._closed = closed, None
        self._depth, self._quoted = 1, False
        return True

    def _inside(self, line: DecodedLine, start: int) -> int:
        """Take a line into the open block from `start` on; return where the block ends, if it does."""
        block = self._open
        if block is None:  # never: only called with an open block
            return start
        if block.kind == "comment":
            self._held.append(
                line if start == 0 else DecodedLine(line.number, line.text[start:], line.guessed)
            )
        end = self._end(line.text, start, block)
        block.last_line = line.number
        block.guessed = block.guessed or line.guessed
        block.parts.append(line.text[start:] if end < 0 else line.text[start:end])
        if end >= 0:
            self._closed, self._open = block, None
            self._rest = line.text[end + 1 :]
            return end + 1
        self._size += len(line.text) + 1
        if self._size > MOST:
            if block.kind == "comment":
                self._give_up_comment()
            else:
                block.unclosed, block.parts = True, block.parts[:100]
                self._closed, self._open, self._rest = block, None, ""
        return len(line.text)

    def _end(self, text: str, start: int, block: BibtexBlock) -> int:
        """Return the place of the delimiter that closes `block`; less than 0 if it is not on the line."""
        if block.round:
            return self._round_end(text, start)
        closing = text.count("}", start)
        if closing < self._depth:
            self._depth += text.count("{", start) - closing
            return -1
        for brace in _BRACE.finditer(text, start):
            self._depth += 1 if brace[0] == "{" else -1
            if self._depth == 0:
                return brace.start()
        return -1

    def _round_end(self, text: str, start: int) -> int:
        for mark in _ROUND.finditer(text, start):
            match mark[0]:
                case "{":
                    self._depth += 1
                case "}":
                    self._depth = max(1, self._depth - 1)
                case '"':
                    self._quoted = not self._quoted if self._depth == 1 else self._quoted
                case _ if self._depth == 1 and not self._quoted:
                    return mark.start()
        return -1

    def _end_open(self) -> Iterator[BibtexBlock]:
        """End the open block, whose end is missing, before the next one; of escaped braces it may match."""
        block = self._open
        if block is None:
            return
        self._open = None
        body = block.body.rstrip().rstrip(",;")
        if body.endswith(")" if block.round else "}") and _balance(body[:-1]) == 0:
            block.escaped, block.parts = True, [body[:-1]]
        else:
            block.unclosed = True
        yield block

    def _give_up_comment(self) -> None:
        """Read the lines of a comment that never ends as what stands between blocks."""
        self._lines = chain(self._held[1:], self._lines)
        self._open, self._held = None, []


def _balance(text: str) -> int:
    return text.replace("\\\\", "").replace("\\{", "").count("{") - text.replace("\\\\", "").replace(
        "\\}", ""
    ).count("}")
