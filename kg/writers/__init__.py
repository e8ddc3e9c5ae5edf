"""Writers: one output format each, from what a query or a release holds to bytes.

A new output format is one file in this package: a function from its content to a binary stream,
marked `@register`. Importing the package finds every such file; nothing else is touched.

    @register("turtle", "Turtle 1.1", media_type="text/turtle", extension="ttl", content=Statements)
    def write(statements: Statements, output: BinaryIO) -> None: ...

`content` is the class of what is written, and tells the kinds of formats apart: RDF statements
(`kg.writers.rdf.Statements`), tables of query results, and whatever comes later.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO, Generic, TypeVar

from kg.errors import UsageError

Content = TypeVar("Content")
Write = Callable[[Content, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class OutputFormat(Generic[Content]):
    """One output format: its name in `--to`, its media type and its file extension (without a dot)."""

    name: str
    summary: str
    media_type: str
    extension: str
    content: type[Content]
    write: Write[Content]


_FORMATS: dict[tuple[type[Any], str], OutputFormat[Any]] = {}


def register(
    name: str, summary: str, *, media_type: str, extension: str, content: type[Content]
) -> Callable[[Write[Content]], Write[Content]]:
    """Register the decorated function as the writer of `content` in the format `name`."""

    def add(write: Write[Content]) -> Write[Content]:
        if (content, name) in _FORMATS:
            raise ValueError(f"two writers of {content.__name__} are called {name!r}")
        _FORMATS[content, name] = OutputFormat(name, summary, media_type, extension, content, write)
        return write

    return add


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def formats(content: type[Content]) -> dict[str, OutputFormat[Content]]:
    """Return the formats in which `content` can be written, by name, in alphabetical order."""
    _load()
    return {
        name: known
        for (kind, name), known in sorted(_FORMATS.items(), key=lambda item: item[0][1])
        if kind is content
    }


def format_named(name: str, content: type[Content]) -> OutputFormat[Content]:
    """Return the format called `name` for `content`.

    Raises:
        UsageError: there is none; the message lists those there are.
    """
    known = formats(content)
    if name not in known:
        raise UsageError(f"there is no output format {name!r}; known are {', '.join(known)}")
    return known[name]
