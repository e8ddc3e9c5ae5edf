"""The code editor that others wrote: its files, as the build put them beside ours, and their addresses.

They are no part of the source; a program that runs from a checkout that was never built has none of
them, and the page is then a plain form.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.web.http.problems import Problem, RequestRefused
from kg.web.pages.rendering.templates import static_file, static_version

EDITOR: Final = "vendor/ace/ace.js"
MEDIA_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


@cache
def names() -> frozenset[str]:
    """Return the files there are, by their paths below `static/`."""

    def walk(place: Traversable, path: str) -> list[str]:
        if place.is_file():
            return [path]
        return [name for inner in place.iterdir() for name in walk(inner, f"{path}/{inner.name}")]

    place = files("kg.web").joinpath("static", "vendor")
    found = walk(place, "vendor") if place.is_dir() else []
    return frozenset(name for name in found if _suffix(name) in MEDIA_TYPES)


def _suffix(name: str) -> str:
    return f".{name.rpartition('.')[2]}"


def has_editor() -> bool:
    """Tell whether the code editor is there."""
    return EDITOR in names()


async def vendor(request: Request) -> Response:
    """Answer with one of the files; an address with a digest may be kept for ever."""
    name = f"vendor/{request.path_params['name']}"
    if name not in names():
        raise RequestRefused(Problem("unknown", "There is no such page", 404, f"There is no file {name!r}."))
    tag = f'W/"{static_version(name)}"'
    age = "public, max-age=31536000, immutable" if request.url.query else "public, max-age=86400"
    headers = {"cache-control": age, "etag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(static_file(name), media_type=MEDIA_TYPES[_suffix(name)], headers=headers)
