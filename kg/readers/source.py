"""An opened source document: its bytes, decompressed as they are read, line by line."""

from __future__ import annotations

import codecs
import hashlib
import io
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.errors import UnreadableInput
from kg.readers.compression import CHUNK, Broken, compressed, expanded

HEAD = 1 << 16
"""Bytes at the beginning of a document by which its format is told: 64 KiB."""

LINE_LIMIT = 32 << 20
"""Bytes that one line may have: 32 MiB. A longer one is reported and skipped."""

_BOM = codecs.BOM_UTF8
_ENCODINGS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF document", "extract its metadata first"),
    (b"PK\x03\x04", "a ZIP archive or office document", "unpack it first"),
    (b"BZh", "compressed with bzip2", "decompress it with bunzip2, or use gzip or zstd"),
    (b"\xfd7zXZ", "compressed with xz", "decompress it with unxz, or use gzip or zstd"),
    (b"SQLite format 3\x00", "an SQLite database", "export its records as JSON Lines"),
    (b"PAR1", "a Parquet file", "export its records as JSON Lines"),
    (b"\x1f\x8b", "compressed twice", "decompress it once"),
)


class Line(NamedTuple):
    """One line: its number from 1, its text without the line end, and what is wrong with it (or None)."""

    number: int
    text: str
    fault: str | None = None


class ByteLine(NamedTuple):
    """One line as bytes, for readers that parse bytes: number from 1, content without line end, fault.

    A line with a fault is not whole: its content is what there is of it, or empty.
    """

    number: int
    content: bytes
    fault: str | None = None


class Document:
    """A readable source. `name` is what the user called it (`-` for standard input).

    Files are opened afresh for each reading and closed at its end, so a document can be read again,
    and be sent to another process; standard input and other pipes are read once.
    """

    name: str

    def __init__(self, path: str | Path, *, name: str | None = None, line_limit: int = LINE_LIMIT) -> None:
        """Name a file, a pipe or `-`; nothing is opened yet.

        Args:
            path: where it is; `-` is standard input.
            name: what to call it in messages and records; otherwise `path`.
            line_limit: the most bytes that a line may have.
        """
        self.name = str(path) if name is None else name
        self.line_limit = line_limit
        self._path = Path(path)
        self._pipe: _Pipe | None = None
        self._span: tuple[int, int, int] | None = None  # start, end, number of the first line
        if str(path) == "-":
            self._pipe = _Pipe(sys.stdin.buffer)

    @classmethod
    def of_bytes(cls, content: bytes, name: str = "-", *, line_limit: int = LINE_LIMIT) -> Document:
        """Return a document that holds `content` and can be read once."""
        document = cls("-", name=name, line_limit=line_limit)
        document._pipe = _Pipe(io.BytesIO(content))
        return document

    def head(self) -> str:
        """Return the first 64 KiB, decompressed and decoded with replacement; the document can still be read.

        Raises:
            UnreadableInput: it cannot be opened, is empty, or is no text.
        """
        return self._opening().decode("utf-8", "replace").removeprefix("\ufeff")

    def lines(self) -> Iterator[Line]:
        """Yield each line, decoded as UTF-8; a byte that is not UTF-8 gives U+FFFD and a fault.

        Raises:
            UnreadableInput: it cannot be opened, is empty, or is no text.
        """
        return map(decoded, self.byte_lines())

    def byte_lines(self) -> Iterator[ByteLine]:
        """Yield each line as bytes.

        Lines end with LF or CR LF; with CR only where the document has no LF. A line beyond the limit
        has a fault and no content. Where the data break off (a cut gzip), the last thing yielded is
        the incomplete line with a fault.

        Raises:
            UnreadableInput: it cannot be opened, is empty, or is no text.
        """
        opening = self._opening()
        end = b"\r" if b"\n" not in opening and b"\r" in opening else b"\n"
        if self._span is None:
            return _split(_utf8(expanded(self._blocks())), end, self.line_limit, 1)
        start, stop, first_line = self._span
        return _split(
            _span_of(self._blocks(max(start - 1, 0)), start, stop), b"\n", self.line_limit, first_line
        )

    # ---- parts of a file, for several processes

    def size(self) -> int | None:
        """Return the bytes of the file, or None where it is not splittable.

        Splittable is an uncompressed file in UTF-8 (or ASCII) whose lines end with LF or CR LF.
        """
        if self._is_pipe():
            return None
        start = next(self._blocks(), b"")[:HEAD]
        if compressed(start) or _encoding(start) or b"\n" not in start:
            return None
        return self._path.stat().st_size

    def range(self, start_byte: int, end_byte: int, first_line: int) -> Document:
        """Return the part of this document whose lines begin in [start_byte, end_byte).

        `first_line` is the number of the first line that begins there. `head` remains that of the
        whole document. Only for documents that have a `size`.
        """
        part = Document(self._path, name=self.name, line_limit=self.line_limit)
        part._span = (start_byte, end_byte, first_line)
        return part

    def split(self, parts: int) -> list[Document]:
        """Return at most `parts` ranges of about equal size that together are this document.

        A document that is not splittable comes back whole.
        """
        size = self.size()
        if size is None or parts < 2:
            return [self]
        cuts = [size * part // parts for part in range(parts)] + [size]
        ranges, line, blocks = [], 1, _Counter(self._blocks())
        for start, end in zip(cuts, cuts[1:], strict=False):
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
        return Document(path, name=self.name, line_limit=self.line_limit)

    # ---- bytes

    def _opening(self) -> bytes:
        """Return the decompressed first bytes, checked to be text."""
        opening, reason = b"", "it is empty"
        blocks = self._pipe.peek() if self._is_pipe() and self._pipe is not None else self._blocks()
        try:
            for chunk in _utf8(expanded(blocks)):
                opening += chunk
                if len(opening) >= HEAD:
                    break
        except Broken as error:
            reason = f"nothing can be read from it: {error}"
        opening = opening[:HEAD]
        if not opening.removeprefix(_BOM):
            raise UnreadableInput(self.name, reason, advice="check how the file was made or copied")
        if binary := _binary(opening):
            raise UnreadableInput(self.name, binary[0], advice=binary[1])
        return opening

    def _is_pipe(self) -> bool:
        """Tell whether this can be read only once, and if so make sure that it is held open."""
        if self._pipe is not None:
            return True
        try:
            mode = self._path.stat().st_mode
            if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
                return False
            self._pipe = _Pipe(self._path.open("rb"))
        except OSError as error:
            raise self._unopenable(error) from None
        return True

    def _blocks(self, start: int = 0) -> Iterator[bytes]:
        if self._is_pipe() and self._pipe is not None:
            yield from self._pipe.rest()
            return
        try:
            file = self._path.open("rb")
        except OSError as error:
            raise self._unopenable(error) from None
        with file:
            file.seek(start)
            yield from _read(file)

    def _unopenable(self, error: OSError) -> UnreadableInput:
        if isinstance(error, FileNotFoundError):
            return UnreadableInput(self.name, "there is no such file")
        if isinstance(error, IsADirectoryError):
            return UnreadableInput(self.name, "it is a folder", advice="name the files in it")
        if isinstance(error, PermissionError):
            return UnreadableInput(self.name, "no permission to read it", advice="check its permissions")
        return UnreadableInput(self.name, error.strerror or str(error))


def decoded(line: ByteLine) -> Line:
    """Return `line` as text; a byte that is not UTF-8 becomes U+FFFD and a fault that names it."""
    try:
        return Line(line.number, line.content.decode(), line.fault)
    except UnicodeDecodeError as error:
        fault = f"byte 0x{line.content[error.start]:02X} at byte {error.start + 1} of the line is not UTF-8"
        return Line(line.number, line.content.decode("utf-8", "replace"), line.fault or fault)


class _Pipe:
    """A stream that cannot be rewound: what was looked at is kept until it is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._blocks = _read(stream)
        self._kept: list[bytes] = []
        self.digest = hashlib.sha256()

    def _next(self) -> Iterator[bytes]:
        for block in self._blocks:
            self.digest.update(block)
            yield block

    def peek(self) -> Iterator[bytes]:
        """Yield from the beginning, keeping what is yielded."""
        yield from list(self._kept)
        for block in self._next():
            self._kept.append(block)
            yield block

    def rest(self) -> Iterator[bytes]:
        """Yield what was not read so far, and keep nothing."""
        while self._kept:
            yield self._kept.pop(0)
        yield from self._next()


class _Counter:
    """Counts line ends up to given places of a stream of blocks."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._block, self._at, self._base = blocks, b"", 0, 0
        self.last = b""

    def count_to(self, end: int) -> int:
        """Return how many line ends lie between the last place and `end`."""
        count = 0
        while self._base + self._at < end:
            if self._at == len(self._block):
                self._base += len(self._block)
                self._block, self._at = next(self._blocks, b""), 0
                if not self._block:
                    break
            stop = min(len(self._block), end - self._base)
            count += self._block.count(b"\n", self._at, stop)
            self.last = self._block[stop - 1 : stop]
            self._at = stop
        return count


def _read(file: BinaryIO) -> Iterator[bytes]:
    try:
        # read1 hands on what a slow pipe has so far
        read = getattr(file, "read1", file.read)
        while block := read(CHUNK):
            yield block
    except OSError as error:
        raise Broken(f"reading failed: {error.strerror or error}") from None


def _encoding(start: bytes) -> str | None:
    return next((name for mark, name in _ENCODINGS if start.startswith(mark)), None)


def _utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield `chunks` in UTF-8, whatever Unicode encoding their byte order mark names."""
    start = b""
    while len(start) < 4 and (chunk := next(chunks, b"")):
        start += chunk
    encoding = _encoding(start)
    if encoding is None:
        if start:
            yield start
        yield from chunks
        return
    # an unpaired surrogate passes here and is reported as a fault of its line
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    try:
        yield decoder.decode(start).encode("utf-8", "surrogatepass")
        for chunk in chunks:
            yield decoder.decode(chunk).encode("utf-8", "surrogatepass")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Broken(f"it is not valid {encoding[:6].upper()} ({error.reason})") from None


def _binary(opening: bytes) -> tuple[str, str] | None:
    """Return what kind of binary file begins with `opening`, and what to do; None for text."""
    for signature, what, advice in _SIGNATURES:
        if opening.startswith(signature):
            return f"it is {what}, not text", advice
    if opening[257:262] == b"ustar":
        return "it is a tar archive, not text", "unpack it first"
    text = opening.decode("utf-8", "replace")
    odd = sum(text.count(char) for char in "\ufffd\0\1\2\3\4\5\6\7\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17")
    if odd * 10 > len(text) and odd > 1:
        if opening.count(b"\0") * 3 > len(opening):
            return "it is not UTF-8 text", "if it is UTF-16 without a byte order mark, save it as UTF-8"
        return "it is binary data or not UTF-8 text", "if it is text, save it as UTF-8"
    return None


def _span_of(blocks: Iterator[bytes], start: int, stop: int) -> Iterator[bytes]:
    """Yield the lines that begin in [start, stop); `blocks` begin one byte before `start`, if there is one."""
    at = max(start - 1, 0)
    skipping = start > 0
    for block in blocks:
        base, low = at, 0
        at += len(block)
        if skipping:
            found = block.find(b"\n")
            if found < 0:
                continue
            skipping, low = False, found + 1
            if base + low >= stop:
                return
        if at >= stop:
            found = block.find(b"\n", max(stop - 1 - base, low, 0))
            if found >= 0:
                yield block[low : found + 1]
                return
        if low < len(block):
            yield block[low:]


def _split(chunks: Iterator[bytes], end: bytes, limit: int, number: int) -> Iterator[ByteLine]:
    """Yield the lines of `chunks`, holding at most `limit` bytes of one."""
    parts: list[bytes] = []
    held = 0
    broken = None
    try:
        for chunk in chunks:
            lines = chunk.split(end)
            last = lines.pop()
            if lines and held:
                first = lines[0]
                held += len(first)
                lines[0] = b"".join((*parts, first)) if held <= limit else b""
                if held > limit:
                    yield _too_long(number, held, limit)
                    number += 1
                    del lines[0]
                parts, held = [], 0
            for content in lines:
                yield _line(number, content, limit)
                number += 1
            held += len(last)
            if held > limit:
                parts.clear()
            elif last:
                parts.append(last)
    except Broken as error:
        broken = str(error)
    if held > limit:
        yield _too_long(number, held, limit)
    elif broken is not None:
        yield ByteLine(number, b"".join(parts), f"{broken}; what follows the last whole line is lost")
    elif held:
        yield _line(number, b"".join(parts), limit)


def _line(number: int, content: bytes, limit: int) -> ByteLine:
    if len(content) > limit:
        return _too_long(number, len(content), limit)
    if content.endswith(b"\r"):
        content = content[:-1]
    if content.startswith(_BOM):  # also inside: files that begin with a mark are often put one after another
        content = content[3:]
    return ByteLine(number, content)


def _too_long(number: int, held: int, limit: int) -> ByteLine:
    return ByteLine(number, b"", f"the line has {held:,} bytes; the limit is {limit:,}; it was skipped")
