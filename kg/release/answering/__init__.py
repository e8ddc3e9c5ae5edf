"""The step after the load: canned queries that read much of the graph are asked once, for all who will ask.

Their files say so: `#+ answered: when built` keeps the answer without arguments, and with `, of the largest
$venue` behind it the answer about each thing of many papers or records, which is as slow. Pages show the
beginning of an answer, so of one that is longer than `MOST_BYTES` that is kept. So is what the pages of
large things themselves ask (`kg.release.answering.pages`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import NamedNode, QueryResultsFormat

from kg.engine import LocalEngine, Request
from kg.engine.answers import PrecomputedAnswer
from kg.engine.template import Template
from kg.release.answering.pages import about, crowded, of_years
from kg.release.heap import MUCH, trim
from kg.resources import folder
from kg.store import Store
from kg.vocab import PREFIXES

MARK: Final = re.compile(r"#\+ answered: when built(?:, of the largest \$(\w+))?", re.MULTILINE)
MOST_BYTES: Final = 2_000_000
FIRST_ROWS: Final = 1001
"""How many rows are kept of a longer answer: a page shows a thousand, and tells whether there are more."""
LARGE: Final = 6_000
"""Papers of a venue or topic, or records of a source, from which on answers about it are kept."""
_SEVERAL: Final = 2  # a sort keeps one processor busy

_OF_ALL: Final = ("source", "topic", "venue")
_KINDS: Final = {**{kind: (kind,) for kind in _OF_ALL}, "thing": _OF_ALL}
"""By the kind of a parameter: the files that find what is large."""


def answered(store_path: Path) -> Iterator[PrecomputedAnswer]:
    """Yield the answers of the canned queries that are to be at hand.

    Raises:
        ReleaseDamaged: the store cannot be read.
        QueryError: one of them cannot be answered.
    """
    engine = LocalEngine(Store.open(store_path))
    with ThreadPoolExecutor(_SEVERAL) as pool:
        for kept in pool.map(partial(_kept, engine), [*questions(engine), *of_years(engine)]):
            yield kept
            # what a query sorted is freed, but stays with the process
            trim(MUCH, collect=False)
        for shown in pool.map(partial(_shown, engine), crowded(engine)):
            yield from shown
            trim(MUCH, collect=False)


def questions(engine: LocalEngine) -> list[str]:
    """Return the texts of the queries that are to be at hand, with their arguments in them."""
    large = {kind: _large(engine, kind) for kind in _OF_ALL}
    found = []
    for text, name in marked():
        if name is None:
            found.append(text)
            continue
        template = Template(text)
        kind = next(one.kind for one in template.parameters if one.name == name)
        things = [thing for part in _KINDS[kind] for thing in large[part]]
        found += [template.bind({name: [thing]}) for thing in things]
    return found


def marked() -> Iterator[tuple[str, str | None]]:
    """Yield the texts of the marked queries, each with its parameter for what is large, if it has one."""
    for path in sorted(folder("queries").glob("*.rq")):
        text = path.read_text("utf-8")
        for line in text.splitlines():
            if mark := MARK.fullmatch(line):
                yield text, mark[1]


def _large(engine: LocalEngine, kind: str) -> Sequence[NamedNode]:
    text = Path(__file__).with_name(f"{kind}.rq").read_text("utf-8")
    rows = engine.solutions(Request(text))
    return [
        row["thing"]
        for row in rows
        if isinstance(row["thing"], NamedNode) and int(getattr(row["n"], "value", "0")) >= LARGE
    ]


def _shown(engine: LocalEngine, of: tuple[str, str]) -> list[PrecomputedAnswer]:
    return [_kept(engine, text) for text in about(engine, *of)]


def _kept(engine: LocalEngine, text: str) -> PrecomputedAnswer:
    sink = _Sink(MOST_BYTES)
    try:
        engine.write(Request(text, prefixes=PREFIXES), QueryResultsFormat.TSV, cast("IO[bytes]", sink))
    except _TooLong:
        lines = sink.getvalue().split(b"\n", FIRST_ROWS + 1)[:-1]
        return PrecomputedAnswer(text, b"\n".join([*lines, b""]), len(lines) - 1)
    return PrecomputedAnswer(text, sink.getvalue())


class _TooLong(Exception):
    """More is written than is kept: a signal from the sink to its maker, no error."""


class _Sink(BytesIO):
    """A file in memory that ends a query that writes more than `most` bytes to it."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes is what a query writes
        size = super().write(data)
        if self.tell() > self._most:
            raise _TooLong
        return size
