"""Answers that are cut: how they say so, in each format that can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

_COMMENTS = {
    **dict.fromkeys(("turtle", "ntriples", "trig", "nquads"), b"# %b\n"),
    **dict.fromkeys(("xml", "rdfxml"), b"<!-- %b -->\n"),
}
_LINK = b"https://w3id.org/kgpub/problem/answer-cut#"
_HEAD_BYTES = 2000
_HEAD = re.compile(rb'"head"\s*:\s*\{')
_NO_LINK = re.compile(rb'"link"\s*:\s*\[\s*\]')


class Headers(Protocol):
    """The headers of an answer over HTTP."""

    def get(self, name: str, /) -> str | None:
        """Return the value of the header `name`, if there is one."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The limit that cut an answer, for instance `rows`, and its value."""

    limit: str
    value: int

    def __str__(self) -> str:
        return f"{self.limit}={self.value}"


class Pieces(Iterator[bytes]):
    """The pieces of a serialised answer. `cut` is known from the start and tells whether it is whole."""

    def __init__(self, pieces: Iterator[bytes], format_name: str, cut: Cut | None = None) -> None:
        self.cut = cut
        self._pieces = pieces if cut is None else _marked(pieces, format_name, cut)

    def __next__(self) -> bytes:
        return next(self._pieces)


def cut_by(headers: Headers) -> Cut | None:
    """Return the limit at which the server that sent these headers cut its answer, if it says so.

    Virtuoso answers with as many rows as its `ResultSetMaxRows` and status 200; `KG-Cut` is our own.
    """
    for name, limit in (("KG-Cut", ""), ("X-SPARQL-MaxRows", "rows")):
        said = headers.get(name)
        if said:
            told, _, value = said.rpartition("=")
            return Cut(told or limit, int(value) if value.strip().isdecimal() else 0)
    return None


def _marked(pieces: Iterator[bytes], format_name: str, cut: Cut) -> Iterator[bytes]:
    """Yield an answer that says in its body that it is cut; CSV, TSV and JSON-LD have no way to.

    JSON has `link` in its head for what else there is to know (SPARQL 1.1 Query Results JSON Format,
    section 3.1.2); parsers refuse members that the standard does not name.
    """
    last = b""
    for number, piece in enumerate(pieces):
        last = _linked(piece, cut) if format_name == "json" and number == 0 else piece
        yield last
    if format_name in _COMMENTS:
        said = f"cut: this is only a part of the answer, ended by the limit {cut}"
        end = b"" if last.endswith(b"\n") else b"\n"
        yield end + _COMMENTS[format_name] % said.encode()


def _linked(begin: bytes, cut: Cut) -> bytes:
    link = b'"link":["%b%b"]' % (_LINK, str(cut).encode())
    if _NO_LINK.search(begin, 0, _HEAD_BYTES):
        return _NO_LINK.sub(link, begin, count=1)
    return _HEAD.sub(lambda found: found[0] + link + b",", begin, count=1)
