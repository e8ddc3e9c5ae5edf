"""Whose a mention is in a release: the agent that holds the authorship it is evidence of."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode

from kg.engine import Engine, Request
from kg.engine.template import Template
from kg.iris import Iris, bare
from kg.vocab import PREFIXES

_AT_ONCE: Final = 500
_HOLDERS: Final = Template(
    "\n".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in ("prov", "pro"))
    + """
SELECT ?mention ?agent WHERE {
  VALUES $mention { <https://kg.example.org/mention/0123456789abcdef-1-1> }
  ?authorship prov:wasDerivedFrom $mention ; pro:isHeldBy ?agent .
}"""
)


def holders(engine: Engine, base: str, mentions: Iterable[str]) -> dict[str, str]:
    """Return the IRI of the agent of each mention, `{record id}-{position}`, that the release has."""
    found: dict[str, str] = {}
    waiting = iter(mentions)
    while some := list(islice(waiting, _AT_ONCE)):
        nodes = {bare(Iris(base).mention(one)): one for one in some}
        request = Request(_HOLDERS.bind({"mention": [NamedNode(iri) for iri in nodes]}))
        solutions = engine.solutions(request)
        for mention, agent in solutions.rows:
            assert isinstance(mention, NamedNode)
            assert isinstance(agent, NamedNode)
            found[nodes[mention.value]] = agent.value
    return found
