"""Problem details: what went wrong, as RFC 9457 for programs and as a page for people.

This is the only place that turns an error into an HTTP status. A program gets
`application/problem+json` with `type`, `title`, `status`, `detail`, `instance` and further members
(`line` and `column` of a syntax error, `candidates` of an ambiguous name, the `limit` passed).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

import orjson

from kg.errors import (
    AmbiguousName,
    KgError,
    NoRelease,
    QueryError,
    QueryForbidden,
    QueryLimitExceeded,
    QuerySyntaxError,
    ReleaseError,
    UsageError,
)

MEDIA_TYPE: Final = "application/problem+json"
RETRY_SECONDS: Final = 5
# By the limit: status, title, and after how many seconds asking again may help (0: never).
_LIMITS: Final = {
    "seconds": (504, "The query took too long", 60),
    "memory bytes": (503, "The query needs too much memory", 60),
    "references": (422, "The list is too long for a citation style", 0),
    "answer bytes": (422, "The answer is too large", 0),
    "merged statements": (422, "The graphs are too large to be merged", 0),
    "query bytes": (413, "The query is too long", 0),
    "nesting": (400, "The query is nested too deep", 0),
    "joined": (400, "The query has too many patterns", 0),
    "patterns": (400, "The query has too many patterns", 0),
    "operators": (400, "The query has too many operators", 0),
    "queue": (503, "The server is busy", 5),
    "seconds in the queue": (503, "The server is busy", 5),
    "spool bytes": (503, "The server is busy", 5),
    "spool bytes of one client": (429, "Too many answers at once", 5),
    "queries of one client": (429, "Too many queries at once", 2),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: `name` ends its type IRI, `detail` says what to do, `members` are its data."""

    name: str
    title: str
    status: int
    detail: str
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self, instance: str) -> bytes:
        """Return the problem as `application/problem+json`; `instance` is the path that was asked for.

        It is left out where it is not known, as of a request that broke off before.
        """
        return orjson.dumps(
            {
                "type": f"https://w3id.org/kgpub/problem/{self.name}",
                "title": self.title,
                "status": self.status,
                "detail": self.detail,
                **({"instance": instance} if instance else {}),
                **self.members,
            }
        )


class RequestRefused(Exception):  # it carries a problem; it is not itself one
    """A request that cannot be served; carries the `problem` to answer with."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.detail)


def not_acceptable(offered: str) -> RequestRefused:
    """Refuse a request whose `Accept` or `format` names none of the forms `offered`."""
    return RequestRefused(
        Problem("not-acceptable", "No such form", 406, f"This is offered as {offered}; ask for one of these.")
    )


def not_matched() -> RequestRefused:
    """Refuse a request by its `If-Match`: tags here are weak, and match nothing there (RFC 9110, 13.1.1)."""
    detail = "Entity tags here are weak, and If-Match asks for a strong one; use If-None-Match."
    return RequestRefused(Problem("not-matched", "The precondition failed", 412, detail))


def bad_request(detail: str) -> RequestRefused:
    """Refuse a request whose parameters are wrong."""
    return RequestRefused(Problem("bad-request", "The request is not understood", 400, detail))


def of_status(status: int, detail: str | None = None, headers: Mapping[str, str] | None = None) -> Problem:
    """Return the problem that a bare HTTP status stands for."""
    known = HTTPStatus(status)
    title = known.phrase
    return Problem(
        title.lower().replace(" ", "-"),
        title,
        status,
        detail if detail and detail != known.phrase else f"{known.description or known.phrase}.",
        headers=headers or {},
    )


def _of_query(error: QueryError) -> Problem:
    match error:
        case QuerySyntaxError():
            place = {"line": error.line, "column": error.column}
            members = {key: value for key, value in place.items() if value is not None}
            return Problem("query-syntax", "The query does not parse", 400, str(error), members)
        case QueryForbidden():
            return Problem("query-forbidden", "The query asks for what is not done here", 403, str(error))
        case QueryLimitExceeded():
            passed: dict[str, Any] = {"limit": error.limit, "value": error.value}
            status, title, wait = _LIMITS.get(error.limit, (503, "The query passed a limit", RETRY_SECONDS))
            headers = {"Retry-After": str(wait)} if wait else {}
            return Problem("query-limit", title, status, str(error), passed, headers)
        case _:
            return Problem("query-failed", "The query could not be answered", 500, str(error))


def of_error(error: KgError) -> Problem:
    """Translate an error of the project's own tree into the problem that a client sees."""
    match error:
        case QueryError():
            return _of_query(error)
        case AmbiguousName():
            candidates = [{"iri": iri, "label": label} for iri, label in error.candidates]
            return Problem(
                "ambiguous", "The name stands for several things", 300, str(error), {"candidates": candidates}
            )
        case UsageError():
            return Problem("bad-parameter", "A parameter is wrong", 400, str(error))
        case NoRelease():
            headers = {"Retry-After": str(RETRY_SECONDS)}
            return Problem("no-release", "Nothing is published yet", 503, str(error), headers=headers)
        case ReleaseError():
            return Problem("release-unusable", "The release cannot be used", 503, str(error))
        case _:
            return Problem("failed", "The request could not be answered", 500, str(error))
