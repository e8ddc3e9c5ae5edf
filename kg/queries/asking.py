"""Questions that pages and look-ups ask of the graph: SELECT under the usual prefixes, answers as plain text.

Each is a file `kg/queries/questions/NAME.rq`, or, where a build asks it of what is large, one in
`kg/release/answering/questions`; it runs as it stands. `asked` binds it like a canned query. `listed` is for
lists whose papers are told in several ways; there the engine must see each argument as a constant, as it must
for the ends of a path. Such a file is put together from pieces of files (`kg.engine.questions`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg.engine import Engine, Request
from kg.engine.questions import Argument, Questions
from kg.engine.template import Template
from kg.release.answering.pages import FOLDER as ASKED_AT_BUILDS
from kg.vocab import PREFIXES

Row = Mapping[str, str]

QUESTIONS: Final = Questions(Path(__file__).with_name("questions"), ASKED_AT_BUILDS)


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
    return _rows(engine, QUESTIONS.text(name, terms, part, without=without, most=most, skip=skip))


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
    return QUESTIONS.has_part(name, part)


def question(name: str) -> Template:
    """Return the question of a name."""
    return QUESTIONS.question(name)


def _rows(engine: Engine, text: str) -> list[Row]:
    solutions = engine.solutions(Request(text, prefixes=PREFIXES))
    return [{name: getattr(term, "value", str(term)) for name, term in row.items()} for row in solutions]
