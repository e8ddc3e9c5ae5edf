"""From a resolved work to triples of the resolved graph (the default graph).

Mapping specification, sections 4.2 to 4.5. The triples of one subject stand together, so that the
text can be turned into grouped Turtle as a stream; nodes that several works may speak of
(identifiers, publishers) come apart from the rest, because their triples may be written twice. What
follows from a property is not said again: what a work is the document context of is an authorship, and
a version is of the kind of its publication. The view `spar` says both (`queries/views/spar.rq`).
"""

from __future__ import annotations

from typing import Final

from kg.iris import Iris, path
from kg.keys import publisher_key
from kg.mapping.agents import person_text
from kg.mapping.events import event_text
from kg.mapping.facts import facts_text, final
from kg.mapping.identifiers import identifier_node
from kg.mapping.literals import boolean, date, integer, iri, string, tagged
from kg.mapping.places import place_text
from kg.mapping.statuses import status_text
from kg.mapping.terms import (
    ABOUT,
    ABSTRACT,
    AFFILIATION,
    AUTHOR,
    CITES,
    CONTEXT,
    CORRESPONDING,
    COUNT,
    DERIVED,
    EQUAL_CONTRIBUTION,
    HAS_VERSION,
    HELD_BY,
    IDENTIFIER,
    LANGUAGE,
    LICENSE,
    LIST_STATUS,
    NAME,
    ORGANISATION,
    PART_OF_VENUE,
    POSITION,
    PRIMARY,
    PRINTED,
    PUBLISHED,
    PUBLISHER,
    REALIZATION,
    RIGHTS,
    SAME_AS,
    SIZE,
    STATUS,
    SUBJECT_OF,
    SUBMITTED,
    VERSION,
    YEAR,
    A,
)
from kg.vocab import CODE, FABIO, SCHEMA, TOPIC
from kg.works import Authorship, Expression, Version, Work, own_key

_WORK: Final = f"{A}{FABIO.n('Work')} .\n"
_EXPRESSION: Final = f"{A}{FABIO.n('Expression')} .\n"
_IMPLIED: Final = ("Work", "ScholarlyWork")  # the one is said of every paper, the other follows of its class
_LIST: Final = {name: CODE.n(f"list-{name}") for name in ("complete", "truncated", "damaged", "absent")}
_CLUSTER: Final = f"{STATUS}{CODE.n('resolution-cluster')} .\n"


class WorkMapper:
    """Maps works under one base. `mentions` says whether author mentions are part of the graph."""

    def __init__(self, iris: Iris, *, mentions: bool = True) -> None:
        self._iris = iris
        self._mentions = mentions

    def text(self, work: Work, agents: dict[str, str]) -> tuple[str, str, str]:
        """Return the triples of one work, of the people on no other, and of nodes others may speak of, too.

        What is said of a work stays the same when one of its people turns up on another. `agents` maps agent
        keys to the mint key they were joined under.
        """
        iris = self._iris
        paper = iris.paper(work.key)
        schema_class, fabio_class = work.kinds
        out = [f"{paper}{A}{SCHEMA.n(schema_class)} .\n{paper}{_WORK}"]
        rest: list[str] = []
        shared: list[str] = []
        add = out.append
        if fabio_class not in _IMPLIED:
            add(f"{paper}{A}{FABIO.n(fabio_class)} .\n")
        if work.title:
            add(f"{paper}{NAME}{tagged(work.title, work.language)} .\n")
        if work.abstract:
            add(f"{paper}{ABSTRACT}{tagged(work.abstract, work.language)} .\n")
        add(_facts(paper, work))
        for scheme, value in work.identifiers:
            add(f"{paper}{IDENTIFIER}{iris.identifier(scheme, value)} .\n")
            shared.append(identifier_node(iris, scheme, value, "resource"))
        if work.code_url:
            self._code(paper, work.code_url, out, shared)
        out += [f"{paper}{CITES}{iris.paper(key)} .\n" for key in work.cites]
        out += [f"{paper}{DERIVED}{iris.record(record)} .\n" for record in work.records]
        local = iris.path_of(paper)
        for held, status in (status_text(iris, paper, local, one) for one in work.statuses):
            add(held)
            rest.append(status)
        own, more, common = facts_text(iris, paper, work, agents)
        add(own)
        rest.append(more)
        shared.append(common)
        for expression in work.expressions:
            add(f"{paper}{REALIZATION}{iris.expression(expression.path)} .\n")
            self._expression(expression, agents, rest, shared)
        slot = iris.authorships(paper)
        named: dict[str, None] = {}
        alone = [
            self._authorship(paper, f"{slot}{one.position}>", work.key, one, agents, named, rest)
            for one in work.authorships
        ]
        for authorship in work.listed:
            self._listed(paper, f"{slot}{authorship.slot}>", authorship, agents, named, rest)
        out += named
        return "".join(out + rest), "".join(alone), "".join(shared)

    def _authorship(
        self,
        paper: str,
        node: str,
        work_key: str,
        authorship: Authorship,
        agents: dict[str, str],
        out: dict[str, None],
        rest: list[str],
    ) -> str:
        """Add what the paper says of one position, and the position; return its holder, if on no other."""
        iris = self._iris
        name = string(authorship.name)
        key = authorship.agent or own_key(work_key, authorship)
        holder = iris.agent(agents.get(key, key), collective=authorship.collective)
        out |= {f"{paper}{AUTHOR}{holder} .\n": None, f"{paper}{CONTEXT}{node} .\n": None}
        rest.append(
            f"{node}{HELD_BY}{holder} .\n"
            f'{node}{POSITION}"{authorship.position}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
            f"{node}{PRINTED}{name} .\n"
        )
        if self._mentions:
            rest += [f"{node}{DERIVED}{iris.mention(mention)} .\n" for mention in authorship.mentions]
        if authorship.affiliations:
            rest += dict.fromkeys(
                [f"{node}{AFFILIATION}{string(one)} .\n" for one in authorship.affiliations]
            )
        if authorship.corresponding:
            rest.append(f"{node}{CORRESPONDING}{boolean(True)} .\n")
        if authorship.equal_contribution:
            rest.append(f"{node}{EQUAL_CONTRIBUTION}{boolean(True)} .\n")
        found = dict.fromkeys(final(one, agents) for one in authorship.organisations)
        rest += [f"{node}{ORGANISATION}{iris.agent(one, collective=True)} .\n" for one in found]
        return person_text(holder, authorship, name) if authorship.agent is None else ""

    def _listed(
        self,
        paper: str,
        node: str,
        authorship: Authorship,
        agents: dict[str, str],
        out: dict[str, None],
        rest: list[str],
    ) -> None:
        """Add an authorship without a position, of somebody whose profile page lists the paper."""
        assert authorship.agent is not None
        holder = self._iris.agent(agents.get(authorship.agent, authorship.agent), collective=False)
        out |= {f"{paper}{AUTHOR}{holder} .\n": None, f"{paper}{CONTEXT}{node} .\n": None}
        rest.append(f"{node}{HELD_BY}{holder} .\n{node}{PRINTED}{string(authorship.name)} .\n")
        rest += dict.fromkeys(
            [f"{node}{DERIVED}{self._iris.record(record)} .\n" for record in authorship.mentions]
        )

    def _code(self, paper: str, url: str, out: list[str], shared: list[str]) -> None:
        link = iri(url)
        if link:
            node = self._iris.local("code-repository", url)
            out.append(f"{paper}{SUBJECT_OF}{node} .\n")
            shared.append(
                f"{node}{A}{SCHEMA.n('SoftwareSourceCode')} .\n{node} {SCHEMA.n('codeRepository')} {link} .\n"
            )

    def _expression(
        self, item: Expression, agents: dict[str, str], rest: list[str], shared: list[str]
    ) -> None:
        """Add one place where the paper appeared, with its versions."""
        iris = self._iris
        node = iris.expression(item.path)
        add, events = rest.append, list[str]()
        add(_types(node, item.kind))
        if item.venue:
            add(f"{node}{PART_OF_VENUE}{iris.venue(item.venue)} .\n")
        add(place_text(node, item))
        if item.publisher:
            publisher = final(publisher_key(item.publisher), agents)
            add(f"{node}{PUBLISHER}{iris.agent(publisher, collective=True)} .\n")
        if item.license:
            link = iri(item.license)
            add(f"{node}{LICENSE}{link} .\n" if link else f"{node}{RIGHTS}{string(item.license)} .\n")
        for scheme, value in item.identifiers:
            add(f"{node}{IDENTIFIER}{iris.identifier(scheme, value)} .\n")
            shared.append(identifier_node(iris, scheme, value, "resource"))
        for page in item.same_as:
            add(f"{node}{SAME_AS}<{path(page)}> .\n")
        if item.event:
            held, event = event_text(iris, node, item.event)
            add(held)
            events.append(event)
        statuses = [status_text(iris, node, iris.path_of(node), one) for one in item.statuses]
        rest += [held for held, _ in statuses]
        for version in item.versions:
            add(f"{node}{HAS_VERSION}{node[:-1]}v{version.number}> .\n")
        rest += [*(status for _, status in statuses), *events]
        rest += [_version(node, version) for version in item.versions]


def _facts(paper: str, work: Work) -> str:
    """Return the plain facts of a paper: language, dates, counts, topics."""
    languages = dict.fromkeys(filter(None, (work.language, *work.facts.languages)))
    out = [f"{paper}{LANGUAGE}{string(language)} .\n" for language in languages]
    if work.date:
        out.append(f"{paper}{PUBLISHED}{date(work.date)} .\n{paper}{YEAR}{date(work.date[:4])} .\n")
    if work.authorships:
        out.append(f"{paper}{COUNT}{integer(len(work.authorships))} .\n")
    if work.list_status:
        out.append(f"{paper}{LIST_STATUS}{_LIST[work.list_status]} .\n")
    if work.primary_topic:
        out.append(f"{paper}{PRIMARY}{TOPIC.n(work.primary_topic)} .\n")
    out += [f"{paper}{ABOUT}{TOPIC.n(code)} .\n" for code in work.topics]
    return "".join(out)


def _version(node: str, version: Version) -> str:
    """Return the triples of one version of an e-print; its number says which is after which.

    It is of the kind of what it is a version of, which is not said again.
    """
    v = f"{node[:-1]}v{version.number}>"
    text = f'{v}{_EXPRESSION}{v}{VERSION}"{version.number}" .\n'
    if version.submitted:
        text += f"{v}{SUBMITTED}{date(version.submitted)} .\n"
    if version.size:
        text += f"{v}{SIZE}{string(version.size)} .\n"
    return text


def _types(node: str, kind: str) -> str:
    return (
        f"{node}{_EXPRESSION}" if kind == "Expression" else f"{node}{A}{FABIO.n(kind)} .\n{node}{_EXPRESSION}"
    )
