"""From persons, teams and venues to triples (mapping specification, sections 4.4 and 4.5)."""

from __future__ import annotations

from typing import Final

from kg.mapping.identifiers import agent_links, identifier_lines
from kg.mapping.iris import Iris
from kg.mapping.literals import iri, string
from kg.vocab import CODE, FABIO, FOAF, KGO, RDF, SCHEMA
from kg.works import Agent, Authorship, Venue

TYPE: Final = RDF.n("type")
PERSON_TYPES: Final = (f" {TYPE} {SCHEMA.n('Person')} .\n", f" {TYPE} {FOAF.n('Person')} .\n")
TEAM_TYPES: Final = (f" {TYPE} {SCHEMA.n('Organization')} .\n", f" {TYPE} {FOAF.n('Group')} .\n")
_NAME: Final = f" {SCHEMA.n('name')} "
_GIVEN: Final = f" {SCHEMA.n('givenName')} "
_FAMILY: Final = f" {SCHEMA.n('familyName')} "
_OTHER: Final = f" {SCHEMA.n('alternateName')} "
_STATUS: Final = f" {KGO.n('resolutionStatus')} "
_SINGLE: Final = f"{_STATUS}{CODE.n('resolution-single')} .\n"


def person_text(node: str, authorship: Authorship, name: str) -> str:
    """Return the triples of an agent that is known from one authorship only; `name` is its literal."""
    kinds = TEAM_TYPES if authorship.collective else PERSON_TYPES
    text = f"{node}{kinds[0]}{node}{kinds[1]}{node}{_NAME}{name} .\n{node}{_SINGLE}"
    if authorship.given and not authorship.collective:
        text += f"{node}{_GIVEN}{string(authorship.given)} .\n"
    if authorship.family and not authorship.collective:
        text += f"{node}{_FAMILY}{string(authorship.family)} .\n"
    for other in authorship.alternates:
        text += f"{node}{_OTHER}{string(other)} .\n"
    return text


def agent_text(iris: Iris, agent: Agent) -> str:
    """Return the triples of an agent that several authorships, or an outside identifier, speak of."""
    node = iris.agent(agent.key, collective=agent.collective)
    kinds = TEAM_TYPES if agent.collective else PERSON_TYPES
    out = [
        f"{node}{kinds[0]}{node}{kinds[1]}{node}{_NAME}{string(agent.name)} .\n",
        f"{node}{_STATUS}{CODE.n('resolution-' + agent.status)} .\n",
    ]
    if not agent.collective:
        if agent.given:
            out.append(f"{node}{_GIVEN}{string(agent.given)} .\n")
        if agent.family:
            out.append(f"{node}{_FAMILY}{string(agent.family)} .\n")
    out += [f"{node}{_OTHER}{string(other)} .\n" for other in agent.alternates]
    of = "organisation" if agent.collective else "person"
    for scheme, value in agent.identifiers:
        out.append(identifier_lines(iris, node, scheme, value, of))
        out.append(agent_links(node, scheme, value))
    return "".join(out)


def venue_text(iris: Iris, venue: Venue) -> str:
    """Return the triples of a venue."""
    node = iris.venue(venue.key)
    fabio, schema = venue.kinds
    out = [
        f"{node} {TYPE} {FABIO.n(fabio)} .\n{node} {TYPE} {SCHEMA.n(schema)} .\n{node}{_NAME}{string(venue.name)} .\n"
    ]
    out += [f"{node}{_OTHER}{string(other)} .\n" for other in venue.alternates]
    if venue.key == "arxiv":
        out.append(f"{node} {SCHEMA.n('url')} {iri('https://arxiv.org/')} .\n")
    out += [identifier_lines(iris, node, scheme, value, "resource") for scheme, value in venue.identifiers]
    return "".join(out)
