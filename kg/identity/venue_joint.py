"""Meetings of two series that were held as one: `ACL-IJCNLP 2015` is of both series.

The name of such a meeting is one more name of the first of them that is known here; its volumes are of the
others, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from kg.identity.folding import title_key
from kg.identity.venue_nodes import Nodes, SeriesMention, VenueNode, by_far
from kg.identity.venue_pairs import VenuePair
from kg.identity.venue_words import words_of
from kg.repair.meeting_acronyms import joint

Root = Callable[[str], str]


def joint_meetings(nodes: Nodes, root: Root) -> Iterator[VenuePair]:
    """Pair what is named by acronyms of several series with the first of these, and note the others."""
    known = _by_acronym(nodes.nodes)
    for key in sorted(nodes.nodes):
        node = nodes.nodes[key]
        parts = _acronyms(node) if node.series and not node.volume else ()
        found = [one for part in parts if (one := _one(known.get(title_key(part), ()), key, nodes, root))]
        if found:
            series = [nodes.nodes[one] for one in dict.fromkeys(found)]
            words = f"{node.name!r} is a meeting of {' and '.join(repr(one.name) for one in series)}"
            yield VenuePair(series[0].key, key, "VENUE-JOINT-MEETING", words)
            _note(nodes, key, series[1:])


def _acronyms(node: VenueNode) -> tuple[str, ...]:
    """Return the acronyms of which the name of a series is put together, or that of a joint meeting."""
    if parts := joint(node.name):
        return parts
    stated = node.acronyms.most_common(1)
    return joint(stated[0][0]) if stated and words_of(node.name).words[0] == "joint" else ()


def _by_acronym(nodes: Mapping[str, VenueNode]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(nodes):
        node = nodes[key]
        if node.series and not node.volume:
            for text in sorted({title_key(one) for one in (*node.acronyms, node.name)}):
                found[text].append(key)
    return found


def _one(keys: list[str] | tuple[()], key: str, nodes: Nodes, root: Root) -> str | None:
    """Return the only series of an acronym, or that with by far the most mentions."""
    roots = {root(one): one for one in reversed(keys) if root(one) != root(key)}
    if len(roots) == 1:
        return next(iter(roots.values()))
    return by_far([nodes.nodes[one] for one in roots.values()])


def _note(nodes: Nodes, key: str, others: list[VenueNode]) -> None:
    """Note that volumes of a series are of others, too."""
    if others:
        for found in nodes.series.values():
            if key in found:
                for one in others:
                    found.setdefault(one.key, SeriesMention(one.key, one.name))
