"""From persons, teams and venues to triples (mapping specification, sections 4.4 and 4.5)."""

from __future__ import annotations

from typing import Final

from kg.mapping.identifiers import agent_link, identifier_node
from kg.mapping.iris import Iris
from kg.mapping.literals import string
from kg.mapping.terms import FAMILY, GIVEN, IDENTIFIER, NAME, OTHER_NAME, PERSON_TYPES, STATUS, TEAM_TYPES, A
from kg.vocab import CODE, FABIO, SCHEMA
from kg.works import Agent, Authorship, Venue

_SINGLE: Final = f"{STATUS}{CODE.n('resolution-single')} .\n"


def person_text(node: str, authorship: Authorship, name: str) -> str:
    """Return the triples of an agent that is known from one authorship only; `name` is its literal."""
    kinds = TEAM_TYPES if authorship.collective else PERSON_TYPES
    text = f"{node}{kinds[0]}{node}{kinds[1]}{node}{NAME}{name} .\n{node}{_SINGLE}"
    if not authorship.collective:
        if authorship.given:
            text += f"{node}{GIVEN}{string(authorship.given)} .\n"
        if authorship.family:
            text += f"{node}{FAMILY}{string(authorship.family)} .\n"
    if authorship.alternates:
        text += "".join(
            dict.fromkeys([f"{node}{OTHER_NAME}{string(one)} .\n" for one in authorship.alternates])
        )
    return text


def agent_text(iris: Iris, agent: Agent) -> str:
    """Return the triples of an agent that several authorships, or an outside identifier, speak of."""
    node = iris.agent(agent.key, collective=agent.collective)
    kinds = TEAM_TYPES if agent.collective else PERSON_TYPES
    out = [
        f"{node}{kinds[0]}{node}{kinds[1]}{node}{NAME}{string(agent.name)} .\n",
        f"{node}{STATUS}{CODE.n('resolution-' + agent.status)} .\n",
    ]
    if not agent.collective:
        if agent.given:
            out.append(f"{node}{GIVEN}{string(agent.given)} .\n")
        if agent.family:
            out.append(f"{node}{FAMILY}{string(agent.family)} .\n")
    out += [f"{node}{OTHER_NAME}{string(other)} .\n" for other in agent.alternates]
    of = "organisation" if agent.collective else "person"
    for scheme, value in agent.identifiers:
        out.append(f"{node}{IDENTIFIER}{iris.identifier(scheme, value)} .\n")
        out.append(identifier_node(iris, scheme, value, of))
        out.append(agent_link(node, scheme, value))
    return "".join(out)


def venue_text(iris: Iris, venue: Venue) -> str:
    """Return the triples of a venue."""
    node = iris.venue(venue.key)
    fabio, schema = venue.kinds
    out = [
        f"{node}{A}{FABIO.n(fabio)} .\n{node}{A}{SCHEMA.n(schema)} .\n{node}{NAME}{string(venue.name)} .\n"
    ]
    out += [f"{node}{OTHER_NAME}{string(other)} .\n" for other in venue.alternates]
    if venue.key == "arxiv":
        out.append(f"{node} {SCHEMA.n('url')} <https://arxiv.org/> .\n")
    for scheme, value in venue.identifiers:
        out.append(f"{node}{IDENTIFIER}{iris.identifier(scheme, value)} .\n")
        out.append(identifier_node(iris, scheme, value, "resource"))
    return "".join(out)
