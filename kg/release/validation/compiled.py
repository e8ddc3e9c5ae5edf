"""The plan of kg's own shapes, compiled beforehand: `compiled.jsonl`, a line a shape and a line a check.

To read the shapes, to compile them, and to read off their queries how far these look takes as long as a small
build. The file names what it is made of by a digest; where that is not what is here, all is compiled anew.
`python -m tests.compiled --write` writes it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import orjson

from kg import resources
from kg.release.validation.patterns import FOCUS
from kg.release.validation.plan import Patterns, ValidationPlan

FILE: Final = Path(__file__).with_name("compiled.jsonl")
_MADE_BY: Final = ("certain", "checks", "patterns", "plan", "reach", "shapes", "value_constraints")


@cache
def plan() -> ValidationPlan:
    """Return what is asked to hold a store against the shapes of this installation."""
    try:
        digest, *rows = map(orjson.loads, FILE.read_bytes().splitlines())
    except (OSError, ValueError):
        digest, rows = "", []
    return ValidationPlan.of(rows) if digest == made_of() else _compiled()


def written() -> bytes:
    """Return what the file should hold."""
    found = _compiled()
    from kg.release.validation.reach import edges

    patterns = {one.select: _called(edges(one.select)) for one in found.checks if one.far}
    rows = [made_of(), *replace(found, patterns=patterns).rows()]
    return b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)


def _called(found: Patterns) -> Patterns:
    """Return patterns whose variables are numbered: a blank node is called otherwise each time it is read."""
    if found is None:
        return None
    names = {FOCUS: FOCUS, "": ""}
    for edge in found:
        for end in (edge.start, edge.end):
            names.setdefault(end, f"{len(names) - 1}")
    return tuple(edge._replace(start=names[edge.start], end=names[edge.end]) for edge in found)


def made_of() -> str:
    """Return a digest of the shapes and of the modules that compile them."""
    found = blake2b(digest_size=20)
    for path in (
        resources.folder("ontology") / "shapes.ttl",
        *(FILE.with_name(f"{one}.py") for one in _MADE_BY),
    ):
        found.update(path.read_bytes())
    return found.hexdigest()


def _compiled() -> ValidationPlan:
    from kg.release.validation.checks import compiled
    from kg.release.validation.shapes import shapes

    return compiled(shapes())
