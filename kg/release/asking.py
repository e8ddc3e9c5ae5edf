"""Questions that a release asks of its store, or of that of the one before: files that run as they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from kg.engine.template import Template, Value

FOLDER: Final = Path(__file__).with_name("questions")


def text_of(
    name: str, arguments: Mapping[str, Sequence[Value]] | None = None, *, without: str | None = None
) -> str:
    """Return the text of the question `name` with its arguments in it, `without` a part of it."""
    template = _template(name)
    return (template.with_part(without, "") if without else template).bind(arguments or {})


@cache
def _template(name: str) -> Template:
    return Template.read(FOLDER / f"{name}.rq")
