"""Questions that pages ask of the graph: SELECT under the usual prefixes, answers as plain text.

Each is a file `kg/queries/pages/NAME.rq`, which runs as it stands and is bound like a canned query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg.engine import Engine, Request, Solutions
from kg.queries import Template
from kg.vocab import PREFIXES

Row = Mapping[str, str]

FOLDER: Final = Path(__file__).with_name("pages")


def asked(engine: Engine, name: str, **iris: Iterable[str]) -> list[Row]:
    """Return the solutions of the query `name`, its parameters bound to `iris`, as `rows` does.

    Where a parameter gets none, there are no solutions, and nothing is asked.
    """
    arguments = {parameter: [NamedNode(iri) for iri in several] for parameter, several in iris.items()}
    return rows(engine, _template(name).bind(arguments)) if all(arguments.values()) else []


@cache
def _template(name: str) -> Template:
    return Template.read(FOLDER / f"{name}.rq")


def rows(engine: Engine, text: str) -> list[Row]:
    """Return the solutions of a SELECT, each with the text of what it binds; unbound names are absent."""
    solutions = engine.solutions(Request(text, prefixes=PREFIXES))
    return [{name: getattr(term, "value", str(term)) for name, term in row.items()} for row in solutions]


def ask(engine: Engine, text: str, limit: int | None = None) -> Solutions:
    """Ask a SELECT under the usual prefixes."""
    return engine.solutions(Request(text, prefixes=PREFIXES), limit)


def node(iri: str) -> str:
    """Write an IRI as SPARQL does; nothing in it can end it."""
    return str(NamedNode(iri))


def values(variable: str, iris: Iterable[str]) -> str:
    """Return the VALUES block that binds `variable` to each IRI."""
    return f"VALUES ?{variable} {{ {' '.join(map(node, iris))} }}"


def count(engine: Engine, pattern: str, most: int | None = None) -> int:
    """Return how many solutions `pattern` has, counting no further than `most`."""
    if most is not None:
        pattern = f"{{ SELECT * {{ {pattern} }} LIMIT {most} }}"
    return int(rows(engine, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")[0]["n"])
