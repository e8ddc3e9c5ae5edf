"""The rows of an answer as they come, however it is cut into pieces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from kg.engine import LocalEngine, Request
from kg.queries.bibliography import papers_of, rows_of
from kg.store import Store

TEXT = """SELECT ?s ?t ?n WHERE {
  VALUES (?s ?t ?n) {
    (<https://x.test/a> "two\\nlines and a\\ttab" 1) (<https://x.test/b> UNDEF 2.5)
    (UNDEF "caf\\u00e9"@fr UNDEF) (<https://x.test/a> "again" true)
  }
}"""


class Cut(LocalEngine):
    """Gives answers in pieces of so many bytes."""

    size = 1

    def stream(self, request: Request, format_name: str) -> Iterator[bytes]:
        whole = b"".join(super().stream(request, format_name))
        return (whole[at : at + self.size] for at in range(0, len(whole), self.size))


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
def test_rows_are_those_of_the_whole_answer(size: int) -> None:
    engine = Cut(Store(pyoxigraph.Store(), Path()))
    engine.size = size
    rows = list(rows_of(engine, Request(TEXT)))
    assert rows == engine.solutions(Request(TEXT)).rows
    assert list(papers_of(rows, 0)) == ["https://x.test/a", "https://x.test/b"]
    assert list(rows_of(engine, Request("SELECT ?s { ?s ?p ?o }"))) == []
