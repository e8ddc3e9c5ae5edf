"""What each template of kg costs by itself: the look-ups that names, labels and explanations are made of."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

import kg.queries
from kg.engine import Request
from kg.engine.template import Template, Value
from kg.release import DataDirectory

from .tour import largest
from .visits import Seen, Visit, opened

# What is bound to a parameter that is no thing of the graph.
_TEXTS: Final[Mapping[str, Sequence[Value]]] = {
    "value": [Literal("1501.00001"), Literal("10.1000/none")],
    "code": [Literal("cs.LG")],
    "name": [Literal("Wei Wang"), Literal("arXiv"), Literal("arXiv", language="en")],
    "key": [Literal("wang wei")],
    "word": [Literal("learning")],
}
# Reading every name there is takes as long as there are names; done only where there is no search index.
WITHOUT_INDEX: Final = "lookups.CONTAINING"


def templates() -> dict[str, Template]:
    """Return every template that a module of `kg.queries` holds, by module and name."""
    found: dict[str, Template] = {}
    for module in pkgutil.iter_modules(kg.queries.__path__):
        for name, value in vars(importlib.import_module(f"kg.queries.{module.name}")).items():
            many: Mapping[str, Any] = value if isinstance(value, Mapping) else {"": value}
            for key, one in many.items():
                if isinstance(one, Template):
                    found[f"{module.name}.{name}" + (f" {key}" if key else "")] = one
    return found


def asked(data: Path) -> Iterator[Seen]:
    """Yield what each template costs, bound to the largest thing of each kind in turn."""
    edition, _ = opened(DataDirectory(data))
    things = largest(edition)
    edition.close()
    for name, template in templates().items():
        if name.startswith(WITHOUT_INDEX):
            continue
        texts = {p.name: _TEXTS[p.name] for p in template.parameters if p.name in _TEXTS}
        kinds = [None] if len(texts) == len(template.parameters) else list(things)
        for kind in kinds:
            given = {
                p.name: texts.get(p.name) or [NamedNode(things[kind or ""])] for p in template.parameters
            }
            edition, metered = opened(DataDirectory(data))
            metered.solutions(Request(template.bind(given)))
            edition.close()
            yield Seen(Visit("template", f"{name} of {kind}" if kind else name), 200, 0, tuple(metered.asked))
