"""The entries of a JSON document in whatever shape they come, each parsed alone.

Lines of JSON, one object, objects one after another, an array over many lines, an object that holds a list
of entries (an answer of an API, a file of a dump), and any of them with a byte order mark or as a JSON text
sequence (RFC 7464). A bad entry costs one rejection; memory does not grow with the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import orjson

from kg.readers import json_lines
from kg.readers.fates import Fate, Fates
from kg.readers.json_pages import blocks, byte_lines
from kg.readers.json_resumption import next_entry, valid_part
from kg.readers.json_scanner import JsonScanner, MalformedJson
from kg.readers.leaves import leaf_counts
from kg.readers.lines import BLANKS, in_lines
from kg.readers.source import ByteLine, Document
from kg.records import Rejection

AROUND: Final = "it is of the answer, not of an entry"

LISTS: Final = ("items", "message.items", "results", "data", "response.docs")
"""Where answers of APIs and dumps most often hold their list of entries."""

_SHORT: Final = 1 << 18  # a line up to this size is first tried as a whole
_EXCERPT: Final = 200
_KEYS: Final = re.compile(rb'"([\w.-]{1,40})"\s{0,3}:')

Path = tuple[str, ...]


class RawJsonEntry(NamedTuple):
    """One entry before it is parsed: its lines, its JSON, and what is wrong with it (or None)."""

    first_line: int
    last_line: int
    content: bytes
    fault: str | None = None


class JsonEntry(NamedTuple):
    """One entry: its object, the lines on which it stands, and its JSON."""

    value: dict[str, Any]
    first_line: int
    last_line: int
    content: bytes

    @property
    def excerpt(self) -> str:
        """The beginning of the entry as it stands in the document."""
        return self.content[:_EXCERPT].decode("utf-8", "replace")


def entries(document: Document, lists: Sequence[str] = LISTS) -> Iterator[JsonEntry | Rejection]:
    """Yield the objects of `document` in their order, and a rejection for each entry that is none.

    `lists` are the paths, such as `message.items`, under which an object may hold a list of entries; such an
    object is no entry itself. Where it holds none, it is one.

    Raises:
        UnreadableInput: the document cannot be opened, is empty, or is no text.
    """
    paths = [tuple(path.split(".")) for path in lists]
    for piece in pieces(document, lists):
        line = ByteLine(piece.first_line, piece.content, piece.fault)
        value = json_lines.load(line, document.name)
        if isinstance(value, Rejection):
            yield value
            continue
        inside, path = _list_of(value, paths)
        if inside is None:
            yield JsonEntry(value, piece.first_line, piece.last_line, piece.content)
            continue
        if document.fates is not None:
            _count_around(document.fates, leaf_counts(_without(value, path)))
        for one in inside:
            content = orjson.dumps(one)
            if isinstance(one, dict):
                yield JsonEntry(one, piece.first_line, piece.last_line, content)
            else:
                said = json_lines.load(ByteLine(piece.first_line, content), document.name)
                yield from (said,) if isinstance(said, Rejection) else ()


def pieces(document: Document, lists: Sequence[str] = ()) -> Iterator[RawJsonEntry]:
    """Yield the entries of `document` before they are parsed; see `entries`.

    A line that holds a whole object is not looked into: an object there may hold a list.

    Raises:
        UnreadableInput: the document cannot be opened, is empty, or is no text.
    """
    if in_lines(document.head().encode()):
        for line in byte_lines(document):
            content = line.content.strip(BLANKS)
            if content or line.fault:
                yield RawJsonEntry(line.number, line.number, content, line.fault)
        return
    yield from _Splitter(document, [tuple(path.split(".")) for path in lists]).pieces()


def _list_of(value: dict[str, Any], paths: Sequence[Path]) -> tuple[list[Any] | None, Path]:
    """Return the list that `value` holds at one of `paths`, and that path; None if it holds none."""
    for path in paths:
        inside: Any = value
        for key in path:
            inside = inside.get(key) if isinstance(inside, dict) else None
        if isinstance(inside, list):
            return inside, path
    return None, ()


def _without(value: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return an object without what it holds at `path`."""
    inner = {} if len(path) == 1 else _without(value[path[0]], path[1:])
    return value | {path[0]: inner}


def _count_around(fates: Fates, counts: Counter[str]) -> None:
    """Count as dropped what an object states around the list of entries that it holds."""
    for path, times in counts.items():
        fates.count(Fate(path, "dropped", "", AROUND), times)


class _Splitter:
    """Goes through a document that is not in lines; where it loses its way it looks for the next entry."""

    def __init__(self, document: Document, paths: list[Path]) -> None:
        self._stream = JsonScanner(blocks(document), document.line_limit)
        self._name, self._paths = document.name, paths
        self._keys: frozenset[bytes] = frozenset()  # of the last entry that was whole
        self._told = False  # that the stream broke off
        self._fates, self._around = document.fates, Counter[str]()

    def pieces(self) -> Iterator[RawJsonEntry]:
        stream = self._stream
        while byte := stream.next():
            yield from self._value(byte)
        if stream.fault and not self._told:
            yield RawJsonEntry(stream.line(stream.at), stream.line(stream.at), b"", stream.fault)

    def _value(self, byte: bytes) -> Iterator[RawJsonEntry]:
        """Take what stands at the place of the stream, outside any entry."""
        stream = self._stream
        start = stream.mark = stream.at
        try:
            if byte == b"{":
                yield from self._object(start)
            elif byte == b"[":
                stream.at += 1
                yield from self._list()
            else:
                stream.mark = None
                yield self._stray(byte)
        except MalformedJson as error:
            if not self._told:
                yield self._lost(start if stream.mark == start else error.at, error)
        stream.mark = None

    def _object(self, start: int) -> Iterator[RawJsonEntry]:
        """Take the object at `start`: an entry, unless it holds a list of them."""
        stream = self._stream
        line = stream.full_line(start, _SHORT)
        if line is not None and (whole := _parsed(line.rstrip(BLANKS + b","))):
            yield self._piece(start, start + len(whole))
            return
        if self._paths:
            self._around.clear()
            yield from self._holder(self._paths, "")
            if stream.mark is None:
                if self._fates is not None:
                    _count_around(self._fates, self._around)
                return
        yield self._piece(start, stream.end_of_value(start))

    def _holder(self, paths: list[Path], place: str) -> Iterator[RawJsonEntry]:
        """Go through an object by its keys, and take the lists of entries that it holds."""
        stream = self._stream
        stream.at += 1
        while (byte := stream.next()) != b"}":
            if not byte:
                raise MalformedJson(stream.fault or "the file ends before it does", stream.at)
            key = stream.key()
            value = stream.next()
            inner = [path[1:] for path in paths if path[0] == key]
            if value == b"[" and () in inner:
                stream.mark = None  # what came before is no entry, and need not be held
                stream.at += 1
                yield from self._list()
            elif value == b"{" and inner:
                yield from self._holder([path for path in inner if path], f"{place}{key}.")
            elif value in (b"{", b"["):
                stream.at = self._passed(stream.at, f"{place}{key}")
            elif not (word := stream.scalar()):
                raise MalformedJson("a value should stand here", stream.at)
            elif word != b"null":
                self._around[f"{place}{key}"] += 1
        stream.at += 1

    def _passed(self, start: int, place: str) -> int:
        """Return where a value that is no entry ends, and count what it states."""
        stream, marked = self._stream, self._stream.mark
        if marked is None:
            stream.mark = start
        stop = stream.end_of_value(start)
        if self._fates is not None and (value := _loaded(stream.text(start, stop))) is not None:
            for path, times in leaf_counts({place: value}).items():
                self._around[path] += times
        stream.mark = marked
        return stop

    def _list(self) -> Iterator[RawJsonEntry]:
        """Take the entries of an array, and of arrays in it, from after its bracket to its end."""
        stream, depth = self._stream, 1
        while depth and (byte := stream.next()):
            start = stream.mark = stream.at
            try:
                if byte == b"{":
                    yield self._piece(start, stream.end_of_value(start))
                elif byte in (b"[", b"]"):
                    depth += 1 if byte == b"[" else -1
                    stream.at += 1
                else:
                    yield self._stray(byte)
            except MalformedJson as error:
                yield self._lost(start, error)
            stream.mark = None
        if depth:
            raise MalformedJson(stream.fault or "the file ends before the list does", stream.at)

    def _piece(self, start: int, stop: int) -> RawJsonEntry:
        """Take what stands from `start` to `stop`; where it is broken, the next entry may begin inside."""
        stream = self._stream
        content = stream.text(start, stop)
        line = stream.line(start)
        value = json_lines.load(ByteLine(line, content), self._name)
        if isinstance(value, Rejection):
            known = self._keys or frozenset(_KEYS.findall(content))
            at = next_entry(stream, start + valid_part(content)[0], known, stop)
            if at is not None:
                stream.at = at
                return RawJsonEntry(line, stream.line(at), content[:_EXCERPT], value.reason)
        elif not self._keys:
            self._keys = frozenset(key.encode() for key in value)
        stream.at = stop
        return RawJsonEntry(line, stream.line(stop - 1), content)

    def _stray(self, byte: bytes) -> RawJsonEntry:
        """Take what is no object: a number, a text, a bracket that closes nothing, anything else."""
        stream = self._stream
        line = stream.line(stream.at)
        if not (content := stream.scalar()):
            content, stream.at = byte, stream.at + 1
        if byte not in (b"}", b"]"):
            return RawJsonEntry(line, line, content)
        while (further := stream.next()) and further in (b"}", b"]"):  # they are one fault
            stream.at += 1
        return RawJsonEntry(line, line, content, f"a {byte.decode()!r} closes nothing")

    def _lost(self, start: int, error: MalformedJson) -> RawJsonEntry:
        """Look for the next entry after a bad one, and return what to say of that."""
        stream = self._stream
        stream.mark = start
        line, content = stream.line(start), stream.text(start, start + _EXCERPT)
        keys = self._keys or frozenset(_KEYS.findall(stream.text(start, start + 4096)))
        valid, said = valid_part(stream.text(start, error.at))
        reason = f"it is not valid JSON: {said or error}"
        at = next_entry(stream, start + valid, keys)
        if at is not None:
            stream.at = at
            return RawJsonEntry(line, stream.line(at), content, reason)
        reason += "" if stream.ended(error.at) else "; nothing after it could be read"
        self._told = True
        stream.stop()
        return RawJsonEntry(line, line, content, reason)


def _loaded(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _parsed(line: bytes) -> bytes | None:
    """Return `line` if it is one whole object."""
    if not line.endswith(b"}"):
        return None
    try:
        return line if isinstance(orjson.loads(line), dict) else None
    except orjson.JSONDecodeError:
        return None
