"""Answers that are kept: what was made for one asker is sent to nobody who would get another."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from kg.engine import LocalEngine
from kg.store import Store
from kg.web.http.cache import ResponseCache, keep
from kg.web.http.current import ServedRelease
from kg.web.http.exchange import exchange_of

ASKED = {
    "scheme": "http", "path": "/paper/x", "query_string": b"page=1", "host": b"one.example",
    "accept": b"text/html", "accept-encoding": b"", "root_path": "", "method": "GET",
}  # fmt: skip
OTHERWISE = {
    "scheme": "https", "path": "/paper/y", "query_string": b"page=2", "host": b"two.example",
    "accept": b"text/turtle", "accept-encoding": b"gzip", "root_path": "/kg",
}  # fmt: skip


class Asking:
    """An application that answers with a new number each time, and keeps it."""

    def __init__(self, store: Store) -> None:
        self.served = ServedRelease("x", "https://data.example.org/kg/", LocalEngine(store))
        self.asked = 0
        self.keeping = ResponseCache(self._answer, 1 << 20, Counter())

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        keep(Request(scope))
        await PlainTextResponse(str(self.asked))(scope, receive, send)

    def ask(self, **changed: object) -> bytes:
        asked = ASKED | changed
        headers = [(name.encode(), asked[name]) for name in ("host", "accept", "accept-encoding")]
        scope: Scope = {
            "type": "http", "headers": headers,
            **{name: asked[name] for name in ("scheme", "path", "query_string", "root_path", "method")},
        }  # fmt: skip
        exchange_of(scope).served = self.served
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        asyncio.run(self.keeping(scope, receive, send))
        return b"".join(message.get("body", b"") for message in sent)


@pytest.fixture
def asking(store: Store) -> Asking:
    return Asking(store)


def test_the_same_is_answered_from_what_is_kept(asking: Asking) -> None:
    assert [asking.ask(), asking.ask(), asking.ask(method="HEAD")] == [b"1", b"1", b""]
    assert asking.asked == 1


@pytest.mark.parametrize("name", OTHERWISE)
def test_who_asks_otherwise_gets_an_answer_of_its_own(asking: Asking, name: str) -> None:
    assert asking.ask() == b"1"
    assert asking.ask(**{name: OTHERWISE[name]}) == b"2"
    assert asking.ask() == b"1"


def test_what_is_posted_is_never_answered_from_what_is_kept(asking: Asking) -> None:
    assert [asking.ask(), asking.ask(method="POST")] == [b"1", b"2"]
