"""A network as SVG: things as circles, what joins them as lines.

The places are found by the forces of Fruchterman and Reingold (Graph Drawing by Force-directed
Placement, 1991) from a fixed start, so that one network always looks the same. Like charts, networks
measure in percentages across and down: their text stays as large as the page's.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

MOST_NODES: Final = 50
MOST_EDGES: Final = 240
MOST_NAMED: Final = 30
MOST_HEIGHT: Final = 460

_STEPS: Final = 60
_LONGEST_LABEL: Final = 26
_WIDTHS: Final = (320, 700)
_ASPECT: Final = _WIDTHS[1] / MOST_HEIGHT

Box = tuple[float, float, float, float]
"""Left, top, width and height, in percent."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing: its IRI or text as key, its name, where it leads, and whether it stands out."""

    key: str
    label: str
    href: str | None = None
    chief: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from one key to another; `weight` makes it wider, `label` says what it means."""

    start: str
    end: str
    weight: float = 1
    label: str = ""


def most_joined(edges: Iterable[Edge], most: int = MOST_NODES) -> tuple[list[Edge], bool]:
    """Return the edges among the things that have most of them, and whether any were left out.

    Edges between the same things, in the same direction and with the same label, become one.
    """
    weights: Counter[tuple[str, str, str]] = Counter()
    for edge in edges:
        weights[edge.start, edge.end, edge.label] += edge.weight  # type: ignore[assignment]  # may be a fraction
    degree = Counter(key for start, end, _ in weights for key in {start, end})
    kept = {key for key, _ in sorted(degree.items(), key=lambda item: (-item[1], item[0]))[:most]}
    inside = [
        Edge(start, end, weight, label)
        for (start, end, label), weight in weights.items()
        if start in kept and end in kept
    ]
    inside.sort(key=lambda edge: -edge.weight)
    return inside[:MOST_EDGES], len(inside[:MOST_EDGES]) < len(weights)


def network(nodes: Mapping[str, Node], edges: Sequence[Edge], title: str) -> Markup:
    """Draw `edges` between `nodes`, which are keyed by their own keys and hold both ends of every edge.

    Raises:
        ValueError: there is nothing to draw.
    """
    if not nodes:
        raise ValueError("a network needs a node")
    degree = Counter(key for edge in edges for key in (edge.start, edge.end))
    order = sorted(nodes, key=lambda key: (not nodes[key].chief, -degree[key], key))
    places = _places(order, [(edge.start, edge.end) for edge in edges])
    height = min(MOST_HEIGHT, 120 + 30 * len(nodes))
    small, large = (_named(order, nodes, places, (width, height)) for width in _WIDTHS)
    heaviest = max((edge.weight for edge in edges), default=1) or 1
    lines = [
        f'<line x1="{places[e.start][0]:.1f}%" y1="{places[e.start][1]:.1f}%" '
        f'x2="{places[e.end][0]:.1f}%" y2="{places[e.end][1]:.1f}%" '
        f'stroke-width="{1 + 3 * e.weight / heaviest if heaviest > 1 else 1:.1f}">'
        f"<title>{_line(nodes, e)}</title></line>"
        for e in edges
        if e.start != e.end
    ]
    kinds = {key: "small" if key in small else "large" if key in large else "" for key in order}
    circles = [_circle(nodes[key], places[key], degree[key], kinds[key]) for key in reversed(order)]
    described = f"{len(nodes)} things and {len(edges)} links between them"
    return Markup(  # noqa: S704  # all text in it is escaped where it is put in
        f'<svg class="network" xmlns="http://www.w3.org/2000/svg" width="100%" height="{height}" '
        f'role="group" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f"<desc>{described}</desc><g>{''.join(lines)}</g>{''.join(circles)}</svg>"
    )


def _line(nodes: Mapping[str, Node], edge: Edge) -> Markup:
    joined = f" {edge.label} " if edge.label else " – "
    return escape(nodes[edge.start].label + joined + nodes[edge.end].label)


def _circle(node: Node, place: tuple[float, float], degree: int, named: str) -> str:
    """Draw a node; `named` says in what pictures its name is written: `small` ones too, or `large` ones."""
    x, y = place
    size = 4 + min(8.0, 1.6 * math.sqrt(degree))
    kind = "chief" if node.chief else "node"
    drawn = f'<circle class="{kind}" cx="{x:.1f}%" cy="{y:.1f}%" r="{size:.1f}"/>'
    if named:
        # Names are written towards the middle, so that none leaves the picture.
        anchor, shift = ("start", size + 3) if x < 50 else ("end", -size - 3)
        drawn += (
            f'<text class="{named}" x="{x:.1f}%" y="{y:.1f}%" dx="{shift:.0f}" dy="4" text-anchor="{anchor}">'
            f"{escape(_short(node.label))}</text>"
        )
    drawn += f"<title>{escape(node.label)}</title>"
    if node.href is None:
        return f"<g>{drawn}</g>"
    return f'<a href="{escape(node.href)}" aria-label="{escape(node.label)}">{drawn}</a>'


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"


def _places(keys: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Return the place of each key, in percent of the width and height; each part has a box of its own."""
    found: dict[str, tuple[float, float]] = {}
    for box, part in _boxes((0.0, 0.0, 100.0, 100.0), _parts(keys, edges)):
        inside = set(part)
        points = _settled(part, [edge for edge in edges if edge[0] in inside])
        found |= zip(part, _fitted(points, box), strict=True)
    return found


def _parts(keys: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return the keys in parts that no edge joins, the largest part first."""
    neighbours: dict[str, set[str]] = {key: set() for key in keys}
    for start, end in edges:
        neighbours[start].add(end)
        neighbours[end].add(start)
    parts: list[list[str]] = []
    left = dict.fromkeys(keys)
    while left:
        reached, queue = set(), [next(iter(left))]
        while queue:
            key = queue.pop()
            if key not in reached:
                reached.add(key)
                queue += neighbours[key]
        parts.append([key for key in left if key in reached])
        left = dict.fromkeys(key for key in left if key not in reached)
    return sorted(parts, key=len, reverse=True)


def _boxes(box: Box, parts: Sequence[list[str]]) -> Iterator[tuple[Box, list[str]]]:
    """Divide a box among parts by their size, again and again across its longer side."""
    if len(parts) == 1:
        yield box, parts[0]
        return
    x, y, width, height = box
    total, first, count = sum(map(len, parts)), len(parts[0]), 1
    while count < len(parts) - 1 and 2 * first < total:
        first += len(parts[count])
        count += 1
    share = min(max(first / total, 0.2), 0.8)
    if width * _ASPECT >= height:
        yield from _boxes((x, y, width * share, height), parts[:count])
        yield from _boxes((x + width * share, y, width * (1 - share), height), parts[count:])
    else:
        yield from _boxes((x, y, width, height * share), parts[:count])
        yield from _boxes((x, y + height * share, width, height * (1 - share)), parts[count:])


def _settled(keys: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[complex]:
    """Return where the forces leave each key."""
    number = {key: position for position, key in enumerate(keys)}
    joined = sorted({(number[start], number[end]) for start, end in edges if start != end})
    # The start: a sunflower, the most joined in the middle.
    points = [
        complex(math.cos(2.399963 * i), math.sin(2.399963 * i)) * math.sqrt((i + 0.5) / len(keys)) / 2
        for i in range(len(keys))
    ]
    ideal = 0.9 / math.sqrt(len(keys))
    for step in range(_STEPS):
        moves = [-0.35 * ideal * point for point in points]  # a pull to the middle
        for i, here in enumerate(points):
            for j in range(i):
                apart = here - points[j]
                push = apart * (ideal / max(abs(apart), 1e-3)) ** 2
                moves[i] += push
                moves[j] -= push
        for i, j in joined:
            apart = points[i] - points[j]
            pull = apart * abs(apart) / ideal
            moves[i] -= pull
            moves[j] += pull
        most = 0.1 * (1 - step / _STEPS)
        for i, move in enumerate(moves):
            points[i] += move if abs(move) <= most else move * most / abs(move)
    return points


def _fitted(points: Sequence[complex], box: Box) -> list[tuple[float, float]]:
    """Spread points over a box, with a margin."""
    x, y, width, height = box
    across, down = [point.real for point in points], [point.imag for point in points]

    def spread(value: float, values: Sequence[float], start: float, length: float) -> float:
        least, most = min(values), max(values)
        share = 0.5 if most - least < 1e-9 else (value - least) / (most - least)
        margin = min(5.0, length / 4)
        return start + margin + (length - 2 * margin) * share

    return [(spread(p.real, across, x, width), spread(p.imag, down, y, height)) for p in points]


def _named(
    order: Sequence[str],
    nodes: Mapping[str, Node],
    places: Mapping[str, tuple[float, float]],
    pixels: tuple[int, int],
) -> set[str]:
    """Return the keys whose names can be written without lying on each other in a picture of some pixels."""
    width, height = pixels
    taken: list[tuple[float, float, float]] = []
    found = set()
    for key in order[:MOST_NAMED]:
        x, y = places[key][0] * width / 100, places[key][1] * height / 100
        length = 8 + 7.2 * len(_short(nodes[key].label))
        left = x if places[key][0] < 50 else x - length
        if left < 0 or left + length > width:
            continue
        if all(left + length < a or b < left or abs(y - top) > 15 for a, b, top in taken):
            taken.append((left, left + length, y))
            found.add(key)
    return found
