"""An opened source document: its bytes, decompressed as they are read, line by line."""

from __future__ import annotations

import codecs
import hashlib
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from kg.errors import UnreadableInput
from kg.readers.compression import Broken, Unfit, compressed
from kg.readers.eight_bit_pages import CodePageReader
from kg.readers.encoding import as_utf8, binary_kind, encoding
from kg.readers.extraction import is_container, text_of
from kg.readers.fates import Fates
from kg.readers.lines import ByteLine, Line, LineCounter, decoded, in_lines, span, split
from kg.readers.null_bytes import without_nulls
from kg.readers.pipe import Pipe, handed_over, read_blocks, special, unopenable
from kg.records import Author, Notice, Rejection

__all__ = ["HEAD", "LINE_LIMIT", "ByteLine", "Document", "Line", "decoded"]

HEAD = 1 << 16
"""Bytes at the beginning of a document by which its format is told: 64 KiB."""

LINE_LIMIT = 32 << 20
"""Bytes that one line may have: 32 MiB. A longer one is reported and skipped."""


class Document:
    """A readable source. `name` is what the user called it (`-` for standard input).

    Where `fates` is set, readers count in it what became of every value (`kg.readers.fates`); `watch` is
    shown each line of a text as it is read; `failed` is set where it could not be read to its end. `columns`
    is the map of fields to columns that a user gives for tables (`kg.readers.table`), `heading` whom the
    last entry that was read stands under in a list of references (`kg.readers.ditto`).

    Files are opened afresh for each reading and closed at its end, so a document can be read again,
    and be sent to another process; standard input and other pipes are read once.
    """

    def __init__(self, path: str | Path, *, name: str | None = None, line_limit: int = LINE_LIMIT) -> None:
        """Name a file, a pipe or `-`; nothing is opened yet.

        Args:
            path: where it is; `-` is standard input.
            name: what to call it in messages and records; otherwise `path`.
            line_limit: the most bytes that a line may have.
        """
        given = str(path) if name is None else name  # which need not be text; what is shown of it must be
        self.name = given.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        self.line_limit = line_limit
        self.faults: list[Rejection | Notice] = []
        self.fates: Fates | None = None
        self.failed = False
        self.columns: Mapping[str, str] | None = None
        self.heading: Sequence[Author] = ()
        self.watch: Callable[[Line], None] | None = None
        self._path = Path(path)
        self._pipe: Pipe | None = None
        self._span: tuple[int, int, int] | None = None  # start, end, number of the first line
        if str(path) == "-":
            self._pipe = Pipe(sys.stdin.buffer)

    @classmethod
    def of_bytes(cls, content: bytes, name: str = "-", *, line_limit: int = LINE_LIMIT) -> Document:
        """Return a document that holds `content` and can be read once."""
        document = cls("-", name=name, line_limit=line_limit)
        document._pipe = Pipe(io.BytesIO(content))
        return document

    def again(self) -> bool:
        """Tell whether this can be read more than once: a file, not a pipe.

        Raises:
            UnreadableInput: it cannot be opened, or is no plain file.
        """
        return not self._is_pipe()

    def head(self) -> str:
        """Return the first 64 KiB, decompressed and decoded with replacement; the document can still be read.

        Raises:
            UnreadableInput: it cannot be opened, is empty, or is no text.
        """
        head = self.opening().decode("utf-8", "replace").removeprefix("\ufeff")
        return head if "\n" in head else head.replace("\r", "\n")

    def lines(self) -> Iterator[Line]:
        """Yield each line, decoded as UTF-8; a byte that is not UTF-8 gives U+FFFD and a fault in `faults`.

        Where none of many is, they are read in the code page that they tell, which is said there as well.

        Raises:
            UnreadableInput: it cannot be opened, is empty, or is no text.
        """
        self.faults.clear()
        guess = CodePageReader(self.opening())
        return (self._told(line, guess) for line in self.byte_lines())

    def _told(self, line: ByteLine, guess: CodePageReader) -> Line:
        text, said = guess.line(line)
        if self.watch is not None:
            self.watch(text)
        if line.fault:
            self.faults.append(Rejection(self.name, line.number, line.fault, text.text[:80]))
        elif said:
            self.faults.append(Notice(self.name, line.number, said))
        return text

    def byte_lines(self) -> Iterator[ByteLine]:
        """Yield each line as bytes.

        Lines end with LF or CR LF; with CR only where the document has no LF. A line beyond the limit
        has a fault and no content. Where the data break off (a cut gzip), the last thing yielded is
        the incomplete line with a fault.

        Raises:
            UnreadableInput: it cannot be opened, is empty, or is no text.
        """
        opening = self.opening()
        end = b"\r" if b"\n" not in opening and b"\r" in opening else b"\n"
        return split(self._text(), end, self.line_limit, self._span[2] if self._span else 1)

    def blocks(self) -> Iterator[bytes]:
        """Yield the content as bytes of UTF-8, some at a time, for readers to whom a line means nothing.

        Raises:
            UnreadableInput: it cannot be opened, is empty, or is no text.
            Broken: the data break off; what came before has been yielded.
        """
        self.opening()
        return self._text()

    # ---- parts of a file, for several processes

    def size(self) -> int | None:
        """Return the bytes of the file, or None where it is not splittable.

        Splittable is an uncompressed file in UTF-8 (or ASCII) whose lines end with LF or CR LF.
        """
        if self._is_pipe():
            return None
        start = next(self._blocks(), b"")[:HEAD]
        if compressed(start) or is_container(start) or encoding(start) or b"\n" not in start:
            return None
        if not in_lines(start):
            return None  # JSON that is not in lines is one piece
        return self._path.stat().st_size

    def range(self, start_byte: int, end_byte: int, first_line: int) -> Document:
        """Return the part of this document whose lines begin in [start_byte, end_byte).

        `first_line` is the number of the first line that begins there. `head` remains that of the
        whole document. Only for documents that have a `size`.
        """
        part = Document(self._path, name=self.name, line_limit=self.line_limit)
        part._span = (start_byte, end_byte, first_line)
        part.columns = self.columns
        return part

    @property
    def path(self) -> Path:
        """Where the file is; without meaning for standard input."""
        return self._path

    @property
    def span(self) -> tuple[int, int, int] | None:
        """The arguments of `range` that made this part, or None for a whole document."""
        return self._span

    def split(self, parts: int) -> list[Document]:
        """Return at most `parts` ranges of about equal size that together are this document.

        A document that is not splittable comes back whole.
        """
        size = self.size()
        if size is None or parts < 2:
            return [self]
        cuts = [size * part // parts for part in range(parts)] + [size]
        ranges, line, blocks = [], 1, LineCounter(self._blocks())
        for start, end in pairwise(cuts):
            if start < end:
                # a line that began before `start` belongs to the part before
                skipped = 0 if start == 0 or blocks.last == b"\n" else 1
                ranges.append(self.range(start, end, line + skipped))
                line += blocks.count_to(end)
        return ranges

    # ---- identity

    def sha256(self) -> str:
        """Return the SHA-256 of the bytes as received (before decompression), in hexadecimal.

        A pipe is read to its end; call this after its lines.

        Raises:
            UnreadableInput: it cannot be opened or read.
        """
        if self._is_pipe() and self._pipe is not None:
            for _ in self._pipe.rest():
                pass
            return self._pipe.digest.hexdigest()
        digest = hashlib.sha256()
        try:
            for block in self._blocks():
                digest.update(block)
        except Broken as error:
            raise UnreadableInput(self.name, str(error)) from None
        return digest.hexdigest()

    def stored(self, path: Path) -> Document:
        """Write the bytes as received to `path` and return that file as a document of the same name.

        Makes a pipe readable more than once.

        Raises:
            UnreadableInput: it cannot be opened or read.
        """
        with path.open("wb") as file:
            try:
                file.writelines(self._blocks())
            except Broken as error:
                raise UnreadableInput(self.name, str(error)) from None
        kept = Document(path, name=self.name, line_limit=self.line_limit)
        kept.columns = self.columns
        return kept

    # ---- bytes

    def opening(self) -> bytes:
        """Return the bytes of `head`, with the same errors."""
        opening, reason = b"", "it is empty"
        blocks = self._pipe.peek() if self._is_pipe() and self._pipe is not None else self._blocks()
        try:
            for chunk in as_utf8(text_of(blocks, lambda _number, _note: None)):
                opening += chunk[:HEAD]
                if len(opening) >= HEAD:
                    break
        except Unfit as error:
            raise UnreadableInput(self.name, error.reason, advice=error.advice) from None
        except Broken as error:
            reason = f"nothing can be read from it: {error}"
        opening = opening[:HEAD]
        if not opening.removeprefix(codecs.BOM_UTF8):
            raise UnreadableInput(self.name, reason, advice="check how the file was made or copied")
        if binary := binary_kind(opening):
            raise UnreadableInput(self.name, binary[0], advice=binary[1])
        return opening.replace(b"\0", b"")

    def _content(self) -> Iterator[bytes]:
        """Return the whole as text; what is to be said of its rows and records is added to the faults."""

        def noted(number: int, note: str) -> None:
            made = Rejection if note.startswith("it is no ") else Notice
            self.faults.append(made(self.name, max(number, 1), note))

        return text_of(self._blocks(), noted)

    def _text(self) -> Iterator[bytes]:
        if self._span is None:
            return without_nulls(as_utf8(self._content()), self.name, self.faults)
        start, stop, first_line = self._span
        inside = span(self._blocks(max(start - 1, 0)), start, stop)
        return without_nulls(inside, self.name, self.faults, first_line)

    def _is_pipe(self) -> bool:
        """Tell whether this can be read only once, and if so make sure that it is held open."""
        if self._pipe is not None:
            return True
        try:
            if (kind := special(self._path)) is None:
                return False
            if not handed_over(self._path):
                advice = (
                    "only plain files are read; hand its content to standard input, and name - as the source"
                )
                raise UnreadableInput(self.name, f"it is {kind}", advice=advice)
            self._pipe = Pipe(self._path.open("rb"), owned=True)
        except OSError as error:
            raise unopenable(self.name, error) from None
        return True

    def _blocks(self, start: int = 0) -> Iterator[bytes]:
        if self._is_pipe() and self._pipe is not None:
            yield from self._pipe.rest()
            return
        try:
            file = self._path.open("rb")
        except OSError as error:
            raise unopenable(self.name, error) from None
        with file:
            file.seek(start)
            yield from read_blocks(file)
