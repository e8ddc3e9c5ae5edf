"""Which part of an answer is asked for by `page`, `size` and `sort`, and links beside it (RFC 8288)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urlencode

from starlette.requests import Request

from kg.queries.window import Order, Window
from kg.web.http.links import raw_path
from kg.web.http.parameters import query_parameters
from kg.web.http.problems import Problem, RequestRefused, bad_request

CONTROLS: Final = ("page", "size", "sort")
USUAL: Final = 100
LARGEST: Final = 10_000
MOST_PAGES: Final = 1_000_000
_SORT: Final = re.compile(r"-?[A-Za-z][A-Za-z0-9]{0,40}")


def window_of(request: Request, variables: Sequence[str]) -> Window | None:
    """Return the window that a request asks for; None where it asks for the whole answer as it is.

    Raises:
        RequestRefused: 400, a parameter is wrong.
    """
    given = {name: value for name, value in query_parameters(request) if name in CONTROLS and value}
    if not given:
        return None
    paged = "page" in given or "size" in given
    size = _number(given.get("size", str(USUAL)), "size", LARGEST) if paged else None
    orders = []
    for part in filter(None, given.get("sort", "").split(",")):
        if not _SORT.fullmatch(part) or part.lstrip("-") not in variables:
            columns = ", ".join(variables)
            detail = f"The parameter `sort` names columns, with `-` for descending: {columns}; not {part!r}."
            raise bad_request(detail)
        orders.append(Order(part.lstrip("-"), descending=part.startswith("-")))
    return Window(_number(given.get("page", "1"), "page", MOST_PAGES), size, tuple(orders))


def _number(text: str, name: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= most):
        raise bad_request(f"The parameter `{name}` is a whole number from 1 to {most:,}, not {text!r}.")
    return int(text)


def links(request: Request, window: Window, *, more: bool) -> dict[str, str]:
    """Return the addresses of the first page, and of those before and after this one where there are any."""
    if window.size is None:
        return {}
    numbers = {"first": 1}
    if window.number > 1:
        numbers["prev"] = window.number - 1
    if more:
        numbers["next"] = window.number + 1
    root = quote(request.scope.get("root_path", ""))
    rest = [(name, value) for name, value in query_parameters(request) if name != "page" and value]
    path = f"{root}{raw_path(request)}"
    return {rel: f"{path}?{urlencode([*rest, ('page', number)])}" for rel, number in numbers.items()}


def header(found: dict[str, str]) -> dict[str, str]:
    """Return the `Link` header of these addresses."""
    said = ", ".join(f'<{address}>; rel="{rel}"' for rel, address in found.items())
    return {"link": said} if said else {}


def no_such_page(window: Window) -> RequestRefused:
    """Refuse a page that is behind the last."""
    return RequestRefused(
        Problem("unknown", "There is no such page", 404, f"The answer has no page {window.number:,}.")
    )
