"""From a small query to the bytes of its response: the same that the usual way would send."""

from __future__ import annotations

import gzip
import os
import time
from collections import OrderedDict
from email.utils import formatdate
from functools import lru_cache
from typing import IO, Final, cast

from pyoxigraph import QueryResultsFormat

from kg.engine import RESULT_FORMATS, LocalEngine, Request
from kg.errors import KgError
from kg.web.http.headers import GZIP_BYTES, GZIP_LEVEL, caching, common_headers, entity_tag, unshared
from kg.web.http.negotiation import HTML, RESULTS, Representation, choose
from kg.web.sparql.express.front import Front
from kg.web.sparql.express.quick import read
from kg.web.sparql.express.slot import Slot

_ANSWER_BYTES: Final = 1024 * 1024
_SHORT_BYTES: Final = 64 * 1024
_MOST_MET: Final = 4096
_CACHE_BYTES: Final = 16 * 1024 * 1024


class TooLarge(Exception):
    """The answer is too large for this lane: a signal from the sink to its maker, no error."""


class MemorySink:
    """A file in memory with an end."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> int:
        """Take a part of the answer."""
        self._size += len(data)
        if self._size > _ANSWER_BYTES:
            raise TooLarge
        self.parts.append(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: all is in memory."""


class Responder:
    """Answers requests over one store, and keeps the responses that were asked for last."""

    def __init__(self, engine: LocalEngine, slot: Slot, release: str, front: Front | None = None) -> None:
        self._engine, self._slot, self._release = engine, slot, release
        self._front = front or Front()
        self._heads: dict[tuple[str, bool, bool, bool], str] = {}
        self._cached: OrderedDict[bytes, bytes] = OrderedDict()
        self._cached_size = 0
        self._met: set[int] = set()
        self._avoided: set[str] = set()
        self._short: set[str] = set()
        self._date, self._dated = "", 0

    def avoid(self, kind: str) -> None:
        """Take no query of this shape for small."""
        self._avoided.add(kind)

    def cached(self, data: bytes) -> bytes | None:
        """Return the response that is kept for the request `data`."""
        found = self._cached.get(data)
        if found is not None:
            self._cached.move_to_end(data)
        return found

    def response(self, loan: int, data: bytes) -> bytes | None:
        """Return the response to the request `data`, or None where it is to take the usual way."""
        asked = read(data)
        if asked is None or asked.shape in self._avoided:
            return None
        form = _form(asked.headers.accept)
        published = self._front.origin(asked.headers)
        if form is None or form is HTML or published is None:
            return None
        request = Request(asked.query, base=f"{published[0]}/sparql")
        try:
            self._slot.begin(loan, data)
            try:
                body = self._answer(request, asked.shape, RESULT_FORMATS[form.name])
            finally:
                if not self._slot.end():  # the server has it, and is about to end this process
                    time.sleep(60)
                    os._exit(1)
        except TooLarge:
            self._avoided.add(asked.shape)
            return None
        except (KgError, MemoryError):  # the usual way finds the same, and says it in the right form
            return None
        # The same tag as in the endpoint. A query that asks for the time or chance is not small.
        tag = entity_tag(self._release, request.text, request.base, (), (), form.name)
        zipped, shared = asked.headers.zipped, published[1]
        response = self._response(body, form.content_type, tag, zipped=zipped, shared=shared)
        self._keep(data, response)
        return response

    def _answer(self, request: Request, kind: str, form: QueryResultsFormat) -> bytes:
        """Return the answer; of a shape of query that is new here it is watched how long it becomes.

        Raises:
            TooLarge: it is too long for this lane.
        """
        # Given the format itself, not its name, the engine needs no look at the query's form.
        if kind in self._short:
            body = self._engine.answer(request, form)
            if len(body) > _ANSWER_BYTES:
                raise TooLarge
            return body
        sink = MemorySink()
        self._engine.write(request, form, cast("IO[bytes]", sink))
        body = b"".join(sink.parts)
        if len(body) < _SHORT_BYTES:
            if len(self._short) >= _MOST_MET:
                self._short.clear()
            self._short.add(kind)
        return body

    def _response(self, body: bytes, content_type: str, tag: str, *, zipped: bool, shared: bool) -> bytes:
        large = len(body) >= GZIP_BYTES
        if large and zipped:
            body = gzip.compress(body, GZIP_LEVEL)
        second = int(time.time())
        if second != self._dated:
            self._date, self._dated = formatdate(second, usegmt=True), second
        headers = self._headers(content_type, large, large and zipped, shared)
        own = f"etag: {tag}\r\ncontent-length: {len(body)}\r\n"
        head = f"HTTP/1.1 200 OK\r\ndate: {self._date}\r\n{headers}{own}\r\n"
        return head.encode("latin-1") + body

    def _headers(self, content_type: str, large: bool, zipped: bool, shared: bool) -> str:
        """Return the header fields that all answers of one kind have."""
        known = self._heads.get((content_type, large, zipped, shared))
        if known is None:
            headers = caching("", "Accept", *(["Accept-Encoding"] if large else []))
            del headers["etag"]
            if not shared:
                headers["cache-control"] = unshared(headers["cache-control"])
            headers["content-type"] = content_type
            if zipped:
                headers["content-encoding"] = "gzip"
            pairs = [*headers.items(), *common_headers(self._release)]
            known = "".join(f"{name}: {value}\r\n" for name, value in pairs)
            self._heads[content_type, large, zipped, shared] = known
        return known

    def _keep(self, data: bytes, response: bytes) -> None:
        """Keep a response that is asked for again: most are not, and would only stir up the memory."""
        met = hash(data)
        if met not in self._met:
            if len(self._met) >= _MOST_MET:
                self._met.clear()
            self._met.add(met)
            return
        size = len(data) + len(response) + 200
        if size > _CACHE_BYTES // 16:
            return
        self._cached[data] = response
        self._cached_size += size
        while self._cached_size > _CACHE_BYTES:
            key, old = self._cached.popitem(last=False)
            self._cached_size -= len(key) + len(old) + 200


@lru_cache(256)
def _form(accept: str | None) -> Representation | None:
    return choose(accept, (*RESULTS, HTML))
