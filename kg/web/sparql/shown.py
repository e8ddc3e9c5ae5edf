"""What a page shows of an answer: the rows that fit on it, a chart, a network.

An answer is drawn as a chart where it has counts or years: counts are the columns that the query makes
by COUNT or SUM, years those of type xsd:gYear, xsd:date or xsd:dateTime. It is drawn as a network where
it has two columns of IRIs, or consists of triples.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from kg.engine import Engine, Solutions, Term
from kg.engine.query_text import bare
from kg.queries.asking import asked
from kg.vocab import XSD
from kg.web.http.links import Links
from kg.web.pages.description.entity import LABELS
from kg.web.pages.rendering import charts, networks
from kg.web.pages.rendering.charts import Bar
from kg.web.pages.rendering.networks import Edge, Node
from kg.web.pages.rendering.templates import shown
from kg.web.sparql.columns import Column, arranged, as_asked

ASKED_ROWS: Final = 1000
"""How many rows are asked for, and charts and networks are made of."""
PAGE_BYTES: Final = 60_000
"""How much markup the rows may take; the rest of a page takes up to 40 kB."""
MOST_BARS: Final = 25

_COUNTED: Final = re.compile(
    r"\(\s*(?:COUNT|SUM)\s*\((?:[^()]|\([^()]*\))*\)\s*AS\s+[?$](\w+)\s*\)", re.IGNORECASE
)
_DATED: Final = frozenset(XSD[name] for name in ("gYear", "gYearMonth", "date", "dateTime"))
_NUMBERS: Final = frozenset(XSD[name] for name in ("integer", "decimal", "double", "float"))
_YEAR: Final = re.compile(r"(\d{4})(?:\D|$)")

Row = Sequence[Term | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as a page shows it.

    `columns` are in the order of the page. `rows` are those that fit on it, `found` the number of those
    that were asked for; `cut` tells that there are still more of them. `chart` and `network` are None where
    there is nothing to draw, and `partial` says that the network leaves things out. `first` is the one that
    is seen before any choice.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    found: int
    cut: bool
    chart: Markup | None = None
    network: Markup | None = None
    partial: bool = False
    first: str = "table"

    @property
    def whole(self) -> bool:
        """Tell whether the page holds all rows that there are."""
        return not self.cut and len(self.rows) == self.found

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers of its page, which say where the answer was cut."""
        return {} if self.whole else {"kg-cut": f"rows={len(self.rows)}"}


def of_solutions(
    text: str, found: Solutions, engine: Engine, links: Links, *, arrange: bool = False
) -> Shown:
    """Return what is shown of the solutions of the SELECT `text`; names are looked up in `engine`.

    With `arrange`, names stand before the IRIs they name and link to them; else the query's order holds.
    """
    iris = _columns(found, lambda term: isinstance(term, NamedNode))
    columns = arranged(found.variables, iris) if arrange else as_asked(found.variables)
    network, partial = _network(_edges(text, found), {}, engine, links)
    chart = _chart(text, found, links)
    # Who asks for counts wants to compare them; of lists the years are an aside.
    first = "chart" if chart and _counts(text, found) else "table"
    return Shown(columns, _fitting(found.rows), len(found), found.cut, chart, network, partial, first)


def of_triples(triples: Sequence[tuple[Term, Term, Term]], cut: bool, engine: Engine, links: Links) -> Shown:
    """Return what is shown of a graph; its own labels name its things, and `engine` those without."""
    names: dict[str, str] = {}
    edges = []
    for subject, predicate, value in triples:
        if not isinstance(subject, NamedNode) or not isinstance(predicate, NamedNode):
            continue
        if isinstance(value, NamedNode):
            edges.append(Edge(subject.value, value.value, 1, shown(predicate.value, links)))
        elif isinstance(value, Literal) and predicate.value in LABELS:
            names.setdefault(subject.value, value.value)
    network, partial = _network(edges, names, engine, links)
    columns = as_asked(("subject", "predicate", "object"))
    first = "network" if network else "table"
    return Shown(columns, _fitting(triples), len(triples), cut, None, network, partial, first)


def _fitting(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the first rows, as many as do not make a page too long."""
    left = PAGE_BYTES
    for position, row in enumerate(rows):
        # An IRI stands in the page twice, as the text of a link and where it leads.
        left -= 20 + sum(
            20 + len(term.value.encode()) * (2 if isinstance(term, NamedNode) else 1)
            for term in row
            if isinstance(term, NamedNode | Literal)
        )
        if left < 0:
            return rows[: max(position, 1)]
    return rows


def _columns(found: Solutions, fits: Callable[[Term], bool]) -> list[int]:
    """Return the columns that hold something, and only what `fits`."""
    columns = []
    for column in range(len(found.variables)):
        terms = [row[column] for row in found.rows if row[column] is not None]
        if terms and all(fits(term) for term in terms if term is not None):
            columns.append(column)
    return columns


def _is_number(term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype.value in _NUMBERS


def _is_text(term: Term) -> bool:
    return isinstance(term, Literal) and (term.language is not None or term.datatype.value == XSD["string"])


def _counts(text: str, found: Solutions) -> list[int]:
    """Return the columns of counts."""
    counted = set(_COUNTED.findall(bare(text)))
    return [column for column in _columns(found, _is_number) if found.variables[column] in counted]


def _chart(text: str, found: Solutions, links: Links) -> Markup | None:
    if len(found) < 2:
        return None
    counts = _counts(text, found)
    dated = _columns(found, lambda term: isinstance(term, Literal) and term.datatype.value in _DATED)
    if dated:
        return _by_year(found, dated[0], counts[0] if counts else None)
    if counts:
        return _by_count(found, counts[0], links)
    return None


def _by_year(found: Solutions, dated: int, counted: int | None) -> Markup | None:
    totals: Counter[int] = Counter()
    for row in found.rows:
        year = _YEAR.match(getattr(row[dated], "value", ""))
        if year is not None:
            totals[int(year[1])] += 1 if counted is None else _whole(row[counted])
    if len(totals) < 2:
        return None
    what = "rows" if counted is None else found.variables[counted]
    return charts.by_year(totals, f"{what} by {found.variables[dated]}".capitalize())


def _by_count(found: Solutions, counted: int, links: Links) -> Markup | None:
    iris = _columns(found, lambda term: isinstance(term, NamedNode))
    texts = _columns(found, _is_text)
    if not iris and not texts:
        return None
    rows = found.rows[:MOST_BARS]
    # Of texts the longest is the name and shorter ones are codes, unless rows are then called the same.
    words = [[row[column].value for column in texts if row[column] is not None] for row in rows]  # type: ignore[union-attr]  # literals
    labels = [max(some, key=len, default="") for some in words]
    if len(set(labels)) < len(labels):
        labels = [" – ".join(some) for some in words]
    entries = []
    for row, label in zip(rows, labels, strict=True):
        iri = next((row[column].value for column in iris if row[column] is not None), None)  # type: ignore[union-attr]  # IRIs
        name = label or (shown(iri, links) if iri else "–")
        entries.append(Bar(name, float(_whole(row[counted])), links.href(iri) if iri else None))
    if min(entry.value for entry in entries) < 0:
        return None
    first = f" (the first {MOST_BARS})" if len(found) > MOST_BARS or found.cut else ""
    return charts.bars(entries, found.variables[counted].capitalize() + first)


def _whole(term: Term | None) -> int:
    try:
        return round(float(getattr(term, "value", "0")))
    except (ValueError, OverflowError):
        return 0


def _edges(text: str, found: Solutions) -> list[Edge]:
    """Return a line a row, from the first column of IRIs to the second."""
    iris = _columns(found, lambda term: isinstance(term, NamedNode))[:2]
    if len(iris) < 2:
        return []
    counts = _counts(text, found)
    edges = []
    for row in found.rows:
        start, end = row[iris[0]], row[iris[1]]
        if isinstance(start, NamedNode) and isinstance(end, NamedNode):
            edges.append(Edge(start.value, end.value, _whole(row[counts[0]]) if counts else 1))
    return edges


def _network(
    edges: Iterable[Edge], names: dict[str, str], engine: Engine, links: Links
) -> tuple[Markup | None, bool]:
    """Draw edges; return the picture and whether it leaves some of them out."""
    kept, partial = networks.most_joined(edges)
    keys = dict.fromkeys(key for edge in kept for key in (edge.start, edge.end))
    if len(keys) < 2:
        return None, False
    names = {**_names(engine, [key for key in keys if key not in names]), **names}
    nodes = {key: Node(key, names.get(key) or shown(key, links), links.href(key)) for key in keys}
    return networks.network(nodes, kept, f"{len(nodes)} things and how they are joined"), partial


def _names(engine: Engine, iris: Sequence[str]) -> dict[str, str]:
    """Return the names that the graph has for some things."""
    return {row["x"]: row["label"] for row in asked(engine, "names-of-things", x=iris) if "label" in row}
