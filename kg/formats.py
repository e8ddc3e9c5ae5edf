"""The one table of output formats: the command line, the Web service and OpenAPI all go by it.

A new output format is one file in `kg.writers` (or a folder of it) with a function that writes what it is
given to a binary stream, marked `@register`. Nothing else is touched: the format is then a choice of `--to`,
a suffix of addresses, an answer to `Accept`, and an entry of the service's description. A package of somebody
else adds one by an entry point (`kg.extensions`).

    @register("ris", "RIS", label="RIS", media_type="…", suffix="ris", content=Bibliography)
    def write(bibliography: Bibliography, output: BinaryIO) -> None: ...

`content` is the class of what is written, and tells the kinds of formats apart: RDF statements
(`kg.writers.rdf.Statements`), rows of a table (`kg.writers.results.Table`) and references
(`kg.writers.references.Bibliography`).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO, Generic, TypeVar

from kg.errors import UsageError
from kg.extensions import load

Content = TypeVar("Content")
Write = Callable[[Content, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class OutputFormat(Generic[Content]):
    """One output format.

    `name` is its name in `--to`, `label` that on pages, `suffix` how files and addresses end (without a dot;
    empty where it is for a terminal alone), `media_type` what is sent. Clients may also ask for it by one of
    `aliases`, which are media types, or `names`.
    """

    name: str
    summary: str
    label: str
    media_type: str
    suffix: str
    content: type[Content]
    write: Write[Content]
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


_FORMATS: dict[tuple[type[Any], str], OutputFormat[Any]] = {}


def register(
    name: str,
    summary: str,
    *,
    label: str,
    media_type: str,
    suffix: str,
    content: type[Content],
    aliases: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
) -> Callable[[Write[Content]], Write[Content]]:
    """Register the decorated function as the writer of `content` in the format `name`.

    Raises:
        ValueError: there is another writer of `content` with this name or suffix.
    """

    def add(write: Write[Content]) -> Write[Content]:
        for known in _FORMATS.values():
            if known.content is content and (known.name == name or (suffix and known.suffix == suffix)):
                raise ValueError(
                    f"two writers of {content.__name__} are called {name!r} or end in {suffix!r}"
                )
        _FORMATS[content, name] = OutputFormat(
            name, summary, label, media_type, suffix, content, write, aliases, names
        )
        return write

    return add


@cache
def _load() -> None:
    writers = importlib.import_module("kg.writers")
    for module in pkgutil.walk_packages(writers.__path__, f"{writers.__name__}."):
        importlib.import_module(module.name)
    load(writers.__name__)


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
