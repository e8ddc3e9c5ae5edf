"""Any list of papers as a bibliography: BibTeX, RIS, CSL-JSON, or text in a citation style."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final
from urllib.request import parse_http_list

from starlette.requests import Request
from starlette.responses import Response

from kg.engine import Engine
from kg.errors import QueryLimitExceeded
from kg.formats import format_named, formats
from kg.queries.bibliography import references
from kg.web.http.cache import keep
from kg.web.http.exchange import served_release, workers_of
from kg.web.http.headers import caching
from kg.web.http.negotiation import REFERENCES, Representation
from kg.web.http.parameters import query_parameters
from kg.web.http.responses import client_of, etag, fresh, not_modified
from kg.writers.references import Bibliography, Reference
from kg.writers.references.styles import checked

PLAIN: Final = "text/plain"
MOST_STYLED: Final = 500
MOST_NAMED: Final = 10_000
"""References, and names in them, that are put in a citation style at once; a name takes some 2 ms."""

_STYLE: Final = re.compile(r';\s*+style\s*+=\s*+"?([A-Za-z0-9.-]{1,150})"?', re.IGNORECASE)


async def bibliography(
    request: Request, form: Representation, name: str, papers: Callable[[Engine], Iterable[str]], *key: object
) -> Response:
    """Answer with the papers whose IRIs `papers` gives, in `form`, as a file called `name`.

    The answer depends on the release, the path, `key`, the form and the style, and on nothing else.

    Raises:
        UsageError: there is no such citation style.
        QueryLimitExceeded: there are more references than are put in a citation style at once.
    """
    served = served_release(request)
    style = _style(request, form)
    tag = etag(served, "bibliography", request.scope["path"], *key, form.name, style)
    headers = caching(tag, "Accept")
    if fresh(request, tag):
        return not_modified(headers)
    known = next(one for one in formats(Bibliography).values() if one.suffix == form.name)

    def write(output: BinaryIO) -> None:
        cited = references(served.engine, papers(served.engine))
        written = Bibliography(_few(cited) if style else cited, style)
        format_named(known.name, Bibliography).write(written, output)

    found = await workers_of(request).spool_written(write, client=client_of(request))
    keep(request)
    safe = "".join(c for c in f"{name}.{form.name}" if c.isascii() and (c.isalnum() or c in "._-"))
    headers["content-disposition"] = f'inline; filename="{safe}"'
    return workers_of(request).response(found, content_type(request, form), headers)


def content_type(request: Request, form: Representation) -> str:
    """Return the `Content-Type` of a form of references, which are all UTF-8.

    Browsers show no text of a type that they do not know: it is `text/plain` but for those who name it.
    """
    first, *others = media_types(form)
    named = first in request.headers.get("accept", "").lower()
    return f"{first if named or not others else others[0]}; charset=utf-8"


def media_types(form: Representation) -> tuple[str, ...]:
    """Return the media types under which a form may be sent."""
    if form in REFERENCES and PLAIN in form.aliases:
        return form.media_type, PLAIN
    return (form.media_type,)


def _style(request: Request, form: Representation) -> str | None:
    """Return the citation style asked for, by the parameter `style` or in `Accept`, for a form of text.

    Raises:
        UsageError: there is no such style.
    """
    if PLAIN not in form.aliases:
        return None
    said = next((value for name, value in query_parameters(request) if name == "style" and value), None)
    if said is None:
        for entry in parse_http_list(request.headers.get("accept", "")):
            match = _STYLE.search(entry)
            if match is not None and entry.strip().lower().startswith(form.media_type):
                said = match[1]
    return checked(said) if said else None


def _few(cited: Iterator[Reference]) -> Iterator[Reference]:
    names = 0
    for number, reference in enumerate(cited):
        names += len(reference.authors) + len(reference.editors)
        if number == MOST_STYLED or names > MOST_NAMED:
            reason = (
                f"more than {MOST_STYLED:,} references, or {MOST_NAMED:,} names in them, are not put in a "
                "citation style at once; ask for fewer, or take CSL-JSON, which citation processors read"
            )
            raise QueryLimitExceeded("references", MOST_STYLED, reason)
        yield reference
