"""The part of the door that holds in any server: one `Host` that can be one, and answers in pieces."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.web.http.door import hosts, refusals
from kg.web.http.problems import MEDIA_TYPE

PIECE_BYTES: Final = 64 * 1024


class Door:
    """Refuses requests whose `Host` is none, and sends what is long in pieces.

    A server takes a piece when the client has taken most of those before it. So an answer is not done before
    it is sent but for the last pieces, and what a slow client holds counts as its own as long as it does.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wrong = hosts.fault(scope["headers"], scope["http_version"])
        if wrong:
            problem = refusals.malformed(wrong)
            headers = {"cache-control": "no-store", "connection": "close", "access-control-allow-origin": "*"}
            body = problem.document(scope["path"].removeprefix(scope.get("root_path", "")))
            await Response(body, problem.status, headers, MEDIA_TYPE)(scope, receive, send)
            return

        async def in_pieces(message: Message) -> None:
            body: bytes = message.get("body", b"")
            if len(body) <= PIECE_BYTES:
                await send(message)
                return
            more = message.get("more_body", False)
            for start in range(0, len(body), PIECE_BYTES):
                last = start + PIECE_BYTES >= len(body)
                piece = body[start : start + PIECE_BYTES]
                await send({"type": message["type"], "body": piece, "more_body": more or not last})

        await self._app(scope, receive, in_pieces)
