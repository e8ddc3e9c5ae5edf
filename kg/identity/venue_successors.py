"""Which venue continues which: a journal that changed its name is two, the later the earlier's successor.

What a venue was called before stands in its name (`Owl Letters, formerly the American Journal of Owls`) or in
a list of journals that the publisher brings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kg.identity.folding import title_key
from kg.identity.unmeasured import told
from kg.identity.venue_lists import TitleLists
from kg.identity.venue_nodes import Nodes
from kg.repair.venue_parts import venue_parts
from kg.works import FieldDecision

RULE: Final = "VENUE-SUCCESSOR"
CONFIDENCE: Final = 0.95
"""How sure a stated former name is; set by hand, as there is no gold to measure it by."""


def successors(
    nodes: Nodes, lists: TitleLists, final: Callable[[str], str]
) -> Iterator[tuple[str, str, FieldDecision]]:
    """Yield the key of each venue with that of one that it continues, and the decision."""
    known: dict[str, str] = {}
    for key in sorted(nodes.nodes):
        node = nodes.nodes[key]
        for name in node.names:
            for text in (name, venue_parts(name).core):
                known.setdefault(title_key(text), final(key))
    seen: set[tuple[str, str]] = set()
    for key in sorted(nodes.nodes):
        node, here = nodes.nodes[key], final(key)
        stated = [(one, f"its name says that it was {one!r} before") for one in sorted(node.former)]
        for name in node.names:
            listed = lists.former.get(title_key(lists.title(name) or name), ())
            stated += [(text, f"a list of journals says that it was {text!r} before") for text in listed]
        for text, words in stated:
            before = known.get(title_key(text))
            if before and before != here and not {(here, before), (before, here)} & seen:
                seen.add((here, before))
                number = sum(one[0] == here for one in seen)
                said = told(RULE, words)
                yield here, before, FieldDecision(
                    f"former-{number}", "frbr:successorOf", RULE, CONFIDENCE, [node.record], [], said
                )  # fmt: skip
