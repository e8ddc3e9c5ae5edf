"""One connection of the server: when it has to have said what, and how much of it."""

from __future__ import annotations

import asyncio
import math
from typing import Any, Final, cast

from httptools import HttpParserError, HttpParserUpgrade
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.web.http.door import hosts, refusals
from kg.web.http.door.crowd import Crowd
from kg.web.http.door.sending import Pace, Sending, counted
from kg.web.http.problems import Problem

_NEVER: Final = math.inf
_HALF_CLOSED_SECONDS: Final = 5
"""How long a client that sends no more waits for an answer to begin; one that is gone looks the same."""
_DRAINED_BYTES: Final = 8 * 1024 * 1024
_LONGEST_PATH: Final = 2000
_NO_REQUEST: Final = "What was sent is no HTTP request: {}"


class _Refused(Exception):
    """Ends the parsing of a request: a signal from a callback, no error."""


class GuardedProtocol(HttpToolsProtocol):
    """A connection that is refused or ended where it passes the terms of its `crowd`.

    A refusal is a problem response, and the end of the connection: the requests before it are answered
    first.
    """

    crowd: Crowd
    _due = _NEVER  # when what is awaited has to be there
    _within = False  # a request of which only a part has come
    _in_head = False
    _has_target = False  # the request target has come whole
    _begun = False  # a request began in the bytes that are being read
    _unanswered = 0
    _fed = 0  # bytes of its head, after those in which it began
    _head_size = 0
    _body_size = 0
    _why: Problem | None = None  # why a callback ended the parsing
    _refusing: Problem | None = None
    _lingering = False
    _leaving: asyncio.TimerHandle | None = None  # the client sends no more
    _drained = 0
    _address = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the connection in, or refuse it (called by the loop)."""
        super().connection_made(counted(transport))
        terms = self.crowd.terms
        self._pace = Pace(terms.least_rate, terms.rate_seconds)
        self._address = self.client[0] if self.client else ""
        problem = self.crowd.enter(self, self._address)
        if problem is None:
            self._due = self.loop.time() + terms.head_seconds
            return
        self._refusing = problem
        if self.crowd.linger(self):
            self._say(problem)
        else:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection (called by the loop), with the timer that would still hold it for a while."""
        super().connection_lost(exc)
        self._unset_keepalive_if_required()
        if self._leaving is not None:
            self._leaving.cancel()
        self.crowd.leave(self, self._address)

    def eof_received(self) -> bool:  # type: ignore[override]  # asyncio's form; uvicorn closes always
        """Answer for a while what a client has asked that sends no more (called by the loop)."""
        if self.is_waiting or self._within or self._refusing is not None:
            return False
        self._leaving = self.loop.call_later(_HALF_CLOSED_SECONDS, self._leave)
        return True

    def _leave(self) -> None:
        """Wait no more for an answer of which nothing is sent; whether the client is gone, sending tells."""
        if not self.cycle.response_started:
            self.transport.close()

    def data_received(self, data: bytes) -> None:
        """Read on (called by the loop)."""
        if self._refusing is not None:
            self._drained += len(data)
            if self._drained > _DRAINED_BYTES:
                self.transport.abort()
            return
        self._unset_keepalive_if_required()
        self._begun = False
        try:
            self.parser.feed_data(data)
        except HttpParserUpgrade:  # it is answered as if it had not asked (RFC 9110, section 7.8)
            pass
        except HttpParserError as error:
            self._refuse(self._why or refusals.malformed(_NO_REQUEST.format(error)))
            return
        if self._in_head and not self._begun:
            self._fed += len(data)
            if self._fed > self.crowd.terms.url_bytes + self.crowd.terms.head_bytes:
                self._refuse(refusals.long_head(self.crowd.terms.head_bytes))
        elif self.is_waiting and not self._within and self._due == _NEVER:  # empty lines are no request yet
            self._due = self.loop.time() + self.crowd.terms.head_seconds

    def on_message_begin(self) -> None:
        """Note that a request begins (called by the parser)."""
        self._within = self._in_head = self._begun = True
        self._has_target = False
        self._fed = self._head_size = self._body_size = 0
        if self._due == _NEVER:
            self._due = self.loop.time() + self.crowd.terms.head_seconds
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take a part of the request target (called by the parser)."""
        super().on_url(url)
        if len(self.url) > self.crowd.terms.url_bytes:
            self._end_parsing(refusals.long_url(self.crowd.terms.url_bytes))

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header field (called by the parser)."""
        self._has_target = True
        self._head_size += len(name) + len(value) + 4
        if self._head_size > self.crowd.terms.head_bytes:
            self._end_parsing(refusals.long_head(self.crowd.terms.head_bytes))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer a request whose head has come whole, if it is one (called by the parser)."""
        terms = self.crowd.terms
        self._has_target = True
        problem = self._fault()
        if problem is not None:
            self._end_parsing(problem)
        if len(self.pipeline) >= terms.pipelined:
            self._end_parsing(refusals.pipelining(terms.pipelined))
        super().on_headers_complete()
        self._unanswered += 1
        self._in_head = False
        self._due = self.loop.time() + terms.body_seconds

    def _fault(self) -> Problem | None:
        """Return what is wrong with the head of a request, and make its target plain."""
        if self.parser.get_method() == b"CONNECT":
            return refusals.malformed("This is no proxy: CONNECT is not possible.")
        absolute = hosts.authority(self.url)
        wrong = hosts.fault(self.headers, self.parser.get_http_version())
        if absolute is not None:
            # The target decides, whatever `Host` says (RFC 9112, section 3.2.2).
            host, self.url = absolute
            if not hosts.is_host(host.decode("latin-1")):
                return refusals.malformed("The URL names no host.")
            self.headers[:] = [pair for pair in self.headers if pair[0] != b"host"] + [(b"host", host)]
        elif self.url == b"*":
            self.url = b"/"
        elif not self.url.startswith(b"/"):
            return refusals.malformed("The request target is neither a path nor an address of the Web.")
        if wrong:
            return refusals.malformed(wrong)
        most = self.crowd.terms.body_bytes
        for name, value in self.headers:
            if name == b"content-length" and value.isdigit() and int(value) > most:
                return refusals.long_body(most)
        return None

    def on_body(self, body: bytes) -> None:
        """Take a part of a body (called by the parser)."""
        self._body_size += len(body)
        if self._body_size > self.crowd.terms.body_bytes:
            self._end_parsing(refusals.long_body(self.crowd.terms.body_bytes))
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that a request has come whole (called by the parser)."""
        self._within = False
        self._due = _NEVER
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Go on with the next request, or refuse the one that was wrong (called when one is answered)."""
        self._unanswered -= 1
        super().on_response_complete()
        if self._refusing is not None and not self._lingering and self.is_waiting:
            self._unset_keepalive_if_required()
            self._say(self._refusing)
        elif self._leaving is not None and self.is_waiting:
            self.transport.close()

    def _end_parsing(self, problem: Problem) -> None:
        self._why = problem
        raise _Refused

    def _refuse(self, problem: Problem) -> None:
        """Refuse the request that is coming in, when those before it are answered."""
        self._refusing, self._due = problem, _NEVER
        self.crowd.note(str(problem.members.get("limit", problem.name)))
        if self._within and not self._in_head:
            # It is being answered already, or waits: whoever waits for its body is told that there is none.
            cycle = self.cycle
            if cycle.response_complete:
                self._linger()
                return
            if cycle.response_started:
                self.transport.abort()
                return
            if self.pipeline and self.pipeline[0][0] is cycle:
                self.pipeline.popleft()
            self._unanswered -= 1
            cycle.disconnected = True
            cycle.message_event.set()
        if self.is_waiting:
            self._say(problem)

    def _say(self, problem: Problem) -> None:
        """Send a refusal, and nothing after it."""
        if self.transport.is_closing():
            return
        method, path = self._asked()
        said = refusals.response(problem, path, bodiless=method == "HEAD")
        self.crowd.write(self._address, method, path, problem.status, len(said))
        self.transport.write(said)
        self._linger()

    def _linger(self) -> None:
        """Send no more, and read on for a while: closed at once, the client would see a reset instead."""
        self._lingering = True
        self._due = self.loop.time() + self.crowd.terms.linger_seconds
        if not self.transport.is_closing() and self.transport.can_write_eof():
            self.transport.write_eof()
        self.flow.resume_reading()

    def _asked(self) -> tuple[str, str]:
        """Return method and path of the request that is refused, as far as they are known."""
        if not self._within:
            return "", ""
        method = self.parser.get_method().decode("ascii", "replace")
        path, mark, _ = self.url.partition(b"?")
        known = (mark or self._has_target) and path.startswith(b"/") and len(path) <= _LONGEST_PATH
        return method, path.decode("latin-1") if known else ""

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is being answered on this connection."""
        return self._unanswered == 0

    def look(self, now: float) -> None:
        """End the connection if its time is over or its client takes too little (called by the crowd)."""
        if self._pace.is_too_slow(cast("Sending", self.transport), now):
            self.crowd.note("slow reader")
            self.transport.abort()
        elif now < self._due:
            return
        elif self._lingering:
            if not self.transport.get_write_buffer_size():
                self.transport.abort()
        elif not self._within:  # nothing has come at all: a browser opens connections ahead, and drops them
            self.crowd.note("nothing came")
            self.transport.close()
        elif self.flow.read_paused:  # it is we who do not read on
            self._due = now + self.crowd.terms.body_seconds
        elif self._in_head:
            self._refuse(refusals.late("header", self.crowd.terms.head_seconds))
        else:
            self._refuse(refusals.late("body", self.crowd.terms.body_seconds))

    def make_room(self) -> None:
        """End the connection at once (called by the crowd)."""
        self.transport.abort()

    def shutdown(self) -> None:
        """Close the connection when the request that runs is answered (called by the server)."""
        if self._lingering:
            self.transport.close()
        else:
            super().shutdown()


def guarding(crowd: Crowd) -> Any:  # called as a class is
    """Return what makes connections of a `crowd`."""
    return type("GuardedProtocol", (GuardedProtocol,), {"crowd": crowd})
