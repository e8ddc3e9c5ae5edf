"""An engine and a search index that count what each query costs: CPU time of the thread that evaluates it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from sqlite3 import Connection

from pyoxigraph import Triple

from kg.engine import LocalEngine, Request, Solutions
from kg.engine.request import GRAPH_FORMATS, RESULT_FORMATS
from kg.release.search import SearchIndex


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the seconds of CPU time that it took."""

    text: str
    seconds: float


@dataclass
class Metered:
    """An `Engine` over a store in this process; `asked` has every query, in order.

    An answer that is streamed is made whole in the calling thread, so that its time can be counted.
    """

    engine: LocalEngine
    asked: list[Asked] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The CPU time of all queries so far."""
        return sum(one.seconds for one in self.asked)

    def stream(self, request: Request, format_name: str) -> Iterator[bytes]:
        """Return the serialised answer in one piece. See `Engine`."""
        form = (GRAPH_FORMATS if request.form.is_graph else RESULT_FORMATS)[format_name]
        body = BytesIO()
        with self._counted(request):
            self.engine.write(request, form, body)
        return iter([body.getvalue()])

    def solutions(self, request: Request, limit: int | None = None) -> Solutions:
        """Return rows. See `Engine`."""
        with self._counted(request):
            return self.engine.solutions(request, limit)

    def ask(self, request: Request) -> bool:
        """Return the answer of an ASK. See `Engine`."""
        with self._counted(request):
            return self.engine.ask(request)

    def graph(self, request: Request, limit: int | None = None) -> list[Triple]:
        """Return triples. See `Engine`."""
        with self._counted(request):
            return self.engine.graph(request, limit)

    @contextmanager
    def _counted(self, request: Request) -> Iterator[None]:
        begun = time.thread_time()
        try:
            yield
        finally:
            self.asked.append(Asked(request.text, time.thread_time() - begun))


class MeteredIndex(SearchIndex):
    """A search index that notes what each look into it costs, in `asked`."""

    def __init__(self, path: Path, asked: list[Asked], seconds: float) -> None:
        self._asked = asked
        super().__init__(path, seconds=seconds)

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        begun = time.thread_time()
        try:
            with super()._connection() as connection:
                yield connection
        finally:
            self._asked.append(Asked("(the search index)", time.thread_time() - begun))
