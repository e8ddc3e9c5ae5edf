"""The best known parser of each format, to be measured beside kg's reader: `PARSERS`.

A reader adds one line: its format's name, what the parser is called, the package to install, and a function
that reads the file and returns how many entries it found. A parser does less than kg, which splits names,
checks identifiers and cleans texts; the ratio says what that costs.
"""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import logging
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

import orjson


class Parser(NamedTuple):
    """A parser to measure against: its name, its package, and how it reads a file (entries found)."""

    name: str
    package: str
    read: Callable[[Path], int]


@contextlib.contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file, decompressed where it is gzip."""
    with path.open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if compressed:
            with gzip.open(file) as inside:
                yield inside  # type: ignore[misc]
        else:
            yield file


def json(path: Path) -> int:
    """Read JSON: a value a line, or one value that may be a list or hold one."""
    with opened(path) as file:
        try:
            values = [orjson.loads(line) for line in file if line.strip()]
        except orjson.JSONDecodeError:
            file.seek(0)
            values = [orjson.loads(file.read())]
    if len(values) != 1:
        return len(values)
    lists = [values[0], *(values[0].values() if isinstance(values[0], dict) else ())]
    return max((len(one) for one in lists if isinstance(one, list)), default=1)


def xml(path: Path) -> int:
    """Read XML as a stream, entities unresolved; count the children of the root."""
    etree = import_module("lxml.etree")
    count = depth = 0
    with opened(path) as file:
        events = etree.iterparse(file, events=("start", "end"), recover=True, resolve_entities=False)
        for event, element in events:
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 1:
                count += 1
                element.clear(keep_tail=False)
    return count


def bibtex(path: Path) -> int:
    """Split BibTeX into its blocks, with nothing done to names and TeX."""
    logging.disable(logging.CRITICAL)
    splitter = import_module("bibtexparser.splitter").Splitter
    with opened(path) as file:
        return len(splitter(file.read().decode("utf-8", "replace")).split().entries)


def ris(path: Path) -> int:
    """Read RIS into dictionaries."""
    with opened(path) as file:
        found: list[Any] = import_module("rispy").loads(file.read().decode("utf-8", "replace"))
    return len(found)


def marc(path: Path) -> int:
    """Read MARCXML into records."""
    with opened(path) as file:
        return len(import_module("pymarc").parse_xml_to_array(file))


def rows(path: Path) -> int:
    """Read rows of a table."""
    with opened(path) as file:
        text = io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="")
        dialect = csv.Sniffer().sniff(text.readline(), ",;\t")
        text.seek(0)
        return sum(1 for _ in csv.DictReader(text, dialect=dialect))


def rdf(path: Path) -> int:
    """Read RDF into statements."""
    if path.read_bytes()[:1] in (b"{", b"["):
        return json(path)  # its contexts are elsewhere
    ox = import_module("pyoxigraph")
    return sum(1 for _ in ox.parse(path=str(path), base_iri="http://example.org/", lenient=True))


def yaml(path: Path) -> int:
    """Read one YAML document."""
    loaded = import_module("yaml").safe_load(path.read_bytes())
    return len(loaded) if isinstance(loaded, list) else 1


def words(path: Path) -> int:
    """Read lines and part them into words: the least that reading a text is."""
    with opened(path) as file:
        return sum(bool(line.decode("utf-8", "replace").split()) for line in file)


ORJSON: Final = Parser("orjson.loads", "orjson", json)
ITERPARSE: Final = Parser("lxml iterparse", "lxml", xml)

PARSERS: Final[dict[str, Parser]] = {
    "bibtex": Parser("bibtexparser 2, split only", "bibtexparser", bibtex),
    "ris": Parser("rispy", "rispy", ris),
    "marcxml": Parser("pymarc", "pymarc", marc),
    "rdf": Parser("pyoxigraph parse, statements", "pyoxigraph", rdf),
    "table": Parser("csv.DictReader", "csv", rows),
    "citation-cff": Parser("PyYAML", "yaml", yaml),
}  # fmt: skip
"""By the name of kg's format; where it has no line, by what the file begins with."""


def parser_of(format_name: str, head: str) -> Parser:
    """Return the parser to measure beside the reader of a format, for a document that begins with `head`."""
    if format_name in PARSERS:
        return PARSERS[format_name]
    opening = head.lstrip()[:1]
    if opening in ("{", "["):
        return ORJSON
    return ITERPARSE if opening == "<" else Parser("splitting lines into words", "io", words)
