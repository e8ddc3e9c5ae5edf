"""Questions that pages and look-ups ask of the graph: SELECT under the usual prefixes, answers as plain text.

Each is a file `kg/queries/questions/NAME.rq`, which runs as it stands. `asked` binds it like a canned query.
`listed` is for lists whose papers are told in several ways; there the engine must see each argument as a
constant, as it must for the ends of a path. Such a file is put together from pieces of files alone:

    #+ begin papers … #+ end papers    a part that the part of that name of another file takes the place of,
                                       or that is left out
    $thing                             becomes the argument itself; in `IN ($topic)` there may be several
    LIMIT 50 OFFSET 0                  an example of the numbers, which are others for each page
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.engine import Engine, Request
from kg.engine.template import Template
from kg.vocab import PREFIXES

Row = Mapping[str, str]
Argument = str | Literal | Iterable[str]

FOLDER: Final = Path(__file__).with_name("questions")


def asked(engine: Engine, name: str, **iris: Iterable[str]) -> list[Row]:
    """Return the solutions of the query `name`, its parameters bound to `iris`, as text.

    Names that a solution does not bind are absent. Where a parameter gets none, there are no solutions, and
    nothing is asked.
    """
    arguments = {parameter: [NamedNode(iri) for iri in several] for parameter, several in iris.items()}
    return _rows(engine, question(name).bind(arguments)) if all(arguments.values()) else []


def listed(
    engine: Engine,
    name: str,
    terms: Mapping[str, Argument] | None = None,
    part: tuple[str, str] | None = None,
    *,
    without: Collection[str] = (),
    most: int | None = None,
    skip: int = 0,
) -> list[Row]:
    """Return the solutions of the query `name` with its arguments in it, as `asked` does.

    Args:
        engine: where it is asked.
        name: its file.
        terms: by parameter a literal, an IRI, or several IRIs.
        part: a part that is told otherwise: its name, and the file that has it.
        without: parts that are left out.
        most: how many solutions there may be, where the file has a LIMIT.
        skip: how many come before them, where it has an OFFSET.
    """
    arguments: dict[str, list[NamedNode | Literal]] = {}
    for parameter, term in (terms or {}).items():
        several = [term] if isinstance(term, str | Literal) else list(term)
        arguments[parameter] = [NamedNode(one) if isinstance(one, str) else one for one in several]
    text = _composed(name, part, frozenset(without)).inlined(arguments)
    if most is not None:
        text = re.sub(r"\bLIMIT \d+", f"LIMIT {most}", text)
    return _rows(engine, re.sub(r"\bOFFSET \d+", f"OFFSET {skip}", text))


def counted(
    engine: Engine,
    name: str,
    terms: Mapping[str, Argument] | None = None,
    part: tuple[str, str] | None = None,
    most: int | None = None,
) -> int:
    """Return the number that the query `name` counts, counting no further than `most`; else as `listed`."""
    return int(listed(engine, name, terms, part, most=most)[0]["n"])


def has_part(name: str, part: str) -> bool:
    """Tell whether the file `name` has a part of that name."""
    return question(name).part(part) is not None


@cache
def _composed(name: str, part: tuple[str, str] | None, without: Collection[str]) -> Template:
    template = question(name)
    if part is not None:
        told, source = part
        other = question(source).part(told)
        assert other is not None, f"there is no part {told} in {source}"
        template = template.with_part(told, other)
    for left_out in without:
        template = template.with_part(left_out, "")
    return template


@cache
def question(name: str) -> Template:
    """Return the question of a name."""
    return Template.read(FOLDER / f"{name}.rq")


def _rows(engine: Engine, text: str) -> list[Row]:
    solutions = engine.solutions(Request(text, prefixes=PREFIXES))
    return [{name: getattr(term, "value", str(term)) for name, term in row.items()} for row in solutions]
