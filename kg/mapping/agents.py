"""From persons, teams and venues to triples (mapping specification, sections 4.4 and 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.iris import Iris
from kg.mapping.events import event_text
from kg.mapping.identifiers import agent_link, identifier_node
from kg.mapping.literals import integer, string
from kg.mapping.terms import (
    CONTEXT,
    COUNTRY,
    EDITION,
    EDITOR,
    FAMILY,
    GIVEN,
    HELD_BY,
    IDENTIFIER,
    KEY,
    NAME,
    ORGANISATION_TYPES,
    OTHER_NAME,
    PERSON_TYPES,
    PLACE,
    POSITION,
    PRINTED,
    SERIES,
    SERIES_NUMBER,
    STATUS,
    TEAM_TYPES,
    A,
)
from kg.vocab import CODE, FABIO, FRBR, KGO, SCHEMA
from kg.works import Agent, Authorship, Editor, Venue

NO_AGENTS: Final[Mapping[str, str]] = {}
_SINGLE: Final = f"{STATUS}{CODE.n('resolution-single')} .\n"


def person_text(node: str, authorship: Authorship, name: str) -> str:
    """Return the triples of an agent that is known from one authorship only; `name` is its literal."""
    kinds = TEAM_TYPES if authorship.collective else PERSON_TYPES
    text = f"{_types(node, kinds)}{node}{NAME}{name} .\n{node}{_SINGLE}"
    if authorship.key:
        text += f'{node}{KEY}"{authorship.key}" .\n'
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
    kinds = PERSON_TYPES if not agent.collective else TEAM_TYPES if agent.positions else ORGANISATION_TYPES
    out = [
        f"{_types(node, kinds)}{node}{NAME}{string(agent.name)} .\n",
        f"{node}{STATUS}{CODE.n('resolution-' + agent.status)} .\n",
    ]
    if not agent.collective:
        if agent.given:
            out.append(f"{node}{GIVEN}{string(agent.given)} .\n")
        if agent.family:
            out.append(f"{node}{FAMILY}{string(agent.family)} .\n")
    out += [f'{node}{KEY}"{key}" .\n' for key in agent.keys]
    if agent.country:
        out.append(f"{node}{COUNTRY}{string(agent.country)} .\n")
    out += [f"{node}{OTHER_NAME}{string(other)} .\n" for other in agent.alternates]
    of = "organisation" if agent.collective else "person"
    for scheme, value in agent.identifiers:
        out.append(f"{node}{IDENTIFIER}{iris.identifier(scheme, value)} .\n")
        out.append(identifier_node(iris, scheme, value, of))
        out.append(agent_link(node, scheme, value))
    return "".join(out)


def venue_text(iris: Iris, venue: Venue, agents: Mapping[str, str] = NO_AGENTS) -> str:
    """Return the triples of a venue: its general class, its kind where that is known, and its volume's facts.

    `agents` maps agent keys to the mint key they were joined under.
    """
    node = iris.venue(venue.key)
    fabio, schema = venue.classes
    out = [f"{node}{A}{FABIO.n('ExpressionCollection')} .\n{node}{A}{SCHEMA.n(schema)} .\n"]
    if fabio != "ExpressionCollection":
        out.append(f"{node}{A}{FABIO.n(fabio)} .\n")
    out.append(f"{node}{NAME}{string(venue.name)} .\n")
    out += [f"{node}{OTHER_NAME}{string(other)} .\n" for other in venue.alternates]
    if venue.key == "arxiv":
        out.append(f"{node} {SCHEMA.n('url')} <https://arxiv.org/> .\n")
    facts = (
        (SERIES, venue.series),
        (SERIES_NUMBER, venue.series_number),
        (EDITION, venue.edition),
        (PLACE, venue.place),
    )
    for term, value in facts:
        if value:
            out.append(f"{node}{term}{string(value)} .\n")
    for scheme, value in venue.identifiers:
        out.append(f"{node}{IDENTIFIER}{iris.identifier(scheme, value)} .\n")
        out.append(identifier_node(iris, scheme, value, "resource"))
    out += [f"{node} {SCHEMA.n('isPartOf')} {iris.venue(key)} .\n" for key in venue.part_of]
    out += [f"{node} {FRBR.n('successorOf')} {iris.venue(key)} .\n" for key in venue.former]
    slot = f"{iris.base}editorship/{node.rpartition('/')[2][:-1]}-"
    rest: list[str] = []
    if venue.event:
        held, event = event_text(iris, node, venue.event)
        out.append(held)
        rest.append(event)
    for editor in venue.editors:
        role = f"<{slot}{editor.position}>"
        out.append(f"{node}{CONTEXT}{role} .\n")
        holder = iris.agent(_final(editor.agent, agents), collective=False) if editor.agent else None
        if holder:
            out.append(f"{node}{EDITOR}{holder} .\n")
        rest.append(_editorship(role, editor, holder))
    return "".join([*dict.fromkeys(out), *rest])


def _editorship(node: str, editor: Editor, holder: str | None) -> str:
    """Return the triples of one place of a volume's list of editors; the holder may not be known."""
    text = (
        f"{node}{A}{KGO.n('Editorship')} .\n"
        f"{node}{POSITION}{integer(editor.position)} .\n{node}{PRINTED}{string(editor.name)} .\n"
    )
    if editor.given:
        text += f"{node}{GIVEN}{string(editor.given)} .\n"
    if editor.family:
        text += f"{node}{FAMILY}{string(editor.family)} .\n"
    return f"{text}{node}{HELD_BY}{holder} .\n" if holder else text


def _types(node: str, kinds: tuple[str, ...]) -> str:
    return "".join([f"{node}{kind}" for kind in kinds])


def _final(key: str, agents: Mapping[str, str]) -> str:
    while key in agents:
        key = agents[key]
    return key
