"""The data set that a query is over, and the merge of its default graphs where a statement is in several.

A default graph that is made of several graphs is their merge: a statement of two of them counts once
(SPARQL 1.1 Query Language, section 13.2.1). Oxigraph 0.5 gives it once for each of them. So graphs that
have statements in common are copied into a store in memory, and the query runs there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph

from kg.engine.query_text import bare
from kg.engine.request import Request
from kg.errors import QueryLimitExceeded
from kg.store import Store

MOST_MERGED: Final = 250_000
"""Statements of all graphs of a data set that is merged; copying them takes about a second."""

_CLAUSE: Final = re.compile(
    r"(?<![\w?$:@.%-])FROM(?![\w:.-])(?P<named>\s+NAMED(?![\w:.-]))?\s*|[{}()\[\]]", re.IGNORECASE
)
_NAME: Final = re.compile(r"<[^<>]*+>|[\w.-]*+:(?:[\w.:%-]|\\.)*+")
_BEGINS: Final = re.compile(r"(?<![\w?$:@.%<-])(?:SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:.-])", re.IGNORECASE)
_FROM: Final = re.compile("from", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The IRIs of the graphs that make the default graph, and of the named graphs."""

    default: tuple[str, ...]
    named: tuple[str, ...] = ()


def several(request: Request) -> Dataset | None:
    """Return the data set of a query whose default graph is made of two graphs or more; None of any other.

    A clause that cannot be read is left to the parser, which says what is wrong with it.
    """
    if request.default_graphs or request.named_graphs:
        found = Dataset(request.default_graphs, request.named_graphs)
    elif len(_FROM.findall(request.text)) > 1:
        found = _of_text(request)
    else:
        return None
    return found if len(set(found.default)) > 1 else None


def merged(store: Store, dataset: Dataset, most: int = MOST_MERGED) -> Store:
    """Return a store in memory whose default graph is the merge; the named graphs are there as well.

    Raises:
        QueryLimitExceeded: the graphs hold more than `most` statements.
    """
    handle, left = pyoxigraph.Store(), most
    for graphs, default in ((dataset.default, True), (dataset.named, False)):
        for iri in dict.fromkeys(graphs):
            text = store.graph(iri, left)
            if text is None:
                reason = (
                    f"graphs that have statements in common are merged up to {most:,} statements, and these "
                    "hold more; ask them by GRAPH"
                )
                raise QueryLimitExceeded("merged statements", most, reason)
            left -= text.count(b"\n")
            target = pyoxigraph.DefaultGraph() if default else pyoxigraph.NamedNode(iri)
            handle.load(text, pyoxigraph.RdfFormat.N_TRIPLES, to_graph=target, lenient=True)
    return Store(handle, Path())


def _of_text(request: Request) -> Dataset:
    """Return the data set that FROM and FROM NAMED say; they stand outside of all brackets."""
    text, plain = request.text, bare(request.text)
    default: list[str] = []
    named: list[str] = []
    depth = 0
    for found in _CLAUSE.finditer(plain):
        if found[0] in "{([":
            depth += 1
        elif found[0] in "})]":
            depth -= 1
        elif depth == 0 and (name := _NAME.match(text, found.end())):
            (named if found["named"] else default).append(name[0])
    begins = _BEGINS.search(plain)
    prologue = text[: begins.start()] if begins else ""
    return Dataset(_resolved(request, prologue, default), _resolved(request, prologue, named))


def _resolved(request: Request, prologue: str, names: list[str]) -> tuple[str, ...]:
    """Return the IRIs that `names` stand for, as the parser of queries resolves them."""
    if not names:
        return ()
    query = f"{prologue} SELECT ?g {{ VALUES ?g {{ {' '.join(names)} }} }}"
    prefixes = dict(request.prefixes) or None
    try:
        rows = pyoxigraph.Store().query(query, base_iri=request.base or None, prefixes=prefixes)
    except SyntaxError:
        return ()
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    return tuple(row[0].value for row in rows if isinstance(row[0], pyoxigraph.NamedNode))
