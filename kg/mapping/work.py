"""From a resolved work to triples of the resolved graph (the default graph).

Mapping specification, sections 4.2 to 4.5. A mapper is compiled once for a base IRI into
f-strings over terms that never change; each call returns N-Triples text.
"""

from __future__ import annotations

import re
from typing import Final

from kg.mapping.agents import TYPE, person_text
from kg.mapping.identifiers import identifier_lines
from kg.mapping.iris import Iris
from kg.mapping.literals import date, integer, iri, path, string, tagged
from kg.vocab import (
    CITO,
    CODE,
    DATACITE,
    DCTERMS,
    FABIO,
    FRBR,
    KGO,
    LITERAL,
    PRISM,
    PRO,
    PROV,
    PSO,
    SCHEMA,
    TOPIC,
)
from kg.works import Authorship, Expression, Work

_PAGES: Final = re.compile(r"\s*([A-Za-z]?\d+)\s*[-–—]+\s*([A-Za-z]?\d+)\s*")
_ROLE: Final = (
    f" {TYPE} {KGO.n('Authorship')} .\n",
    f" {TYPE} {PRO.n('RoleInTime')} .\n",
    f" {PRO.n('withRole')} {PRO.n('author')} .\n",
    f" {PRO.n('isHeldBy')} ",
    f" {SCHEMA.n('position')} ",
    f" {KGO.n('nameAsPrinted')} ",
    f" {KGO.n('nameKey')} ",
    f" {PROV.n('wasDerivedFrom')} ",
)
_DERIVED: Final = f" {PROV.n('wasDerivedFrom')} "
_AUTHOR: Final = f" {SCHEMA.n('author')} "
_CONTEXT: Final = f" {PRO.n('isDocumentContextFor')} "


class WorkMapper:
    """Maps works under one base. `mentions` says whether author mentions are part of the graph."""

    def __init__(self, iris: Iris, *, mentions: bool = True) -> None:
        self._iris = iris
        self._mentions = mentions

    def text(self, work: Work, agents: dict[str, str]) -> str:
        """Return the triples of one work; `agents` maps agent keys to the mint key they were joined under."""
        iris = self._iris
        paper = iris.paper(work.key)
        out: list[str] = []
        add = out.append
        schema_class, fabio_class = work.kinds
        add(f"{paper} {TYPE} {SCHEMA.n(schema_class)} .\n{paper} {TYPE} {FABIO.n('Work')} .\n")
        if fabio_class != "Work":
            add(f"{paper} {TYPE} {FABIO.n(fabio_class)} .\n")
        if work.title:
            add(f"{paper} {SCHEMA.n('name')} {tagged(work.title, work.language)} .\n")
        if work.abstract:
            add(f"{paper} {SCHEMA.n('abstract')} {tagged(work.abstract, work.language)} .\n")
        if work.language:
            add(f"{paper} {SCHEMA.n('inLanguage')} {string(work.language)} .\n")
        if work.date:
            add(
                f"{paper} {SCHEMA.n('datePublished')} {date(work.date)} .\n"
                f"{paper} {FABIO.n('hasPublicationYear')} {date(work.date[:4])} .\n"
            )
        if work.authorships or work.list_status == "complete":
            add(f"{paper} {KGO.n('authorCount')} {integer(len(work.authorships))} .\n")
        if work.list_status:
            add(f"{paper} {KGO.n('authorListStatus')} {CODE.n('list-' + work.list_status)} .\n")
        for code in work.topics:
            add(f"{paper} {SCHEMA.n('about')} {TOPIC.n(code)} .\n")
        if work.primary_topic:
            add(f"{paper} {FABIO.n('hasPrimarySubjectTerm')} {TOPIC.n(work.primary_topic)} .\n")
        for word in work.keywords:
            add(f"{paper} {SCHEMA.n('keywords')} {string(word)} .\n")
        for scheme, value in work.identifiers:
            add(identifier_lines(iris, paper, scheme, value, "resource"))
        if work.code_url:
            add(self._code(paper, work.code_url))
        for record in work.records:
            add(f"{paper}{_DERIVED}{iris.record(record)} .\n")
        for expression in work.expressions:
            add(self._expression(paper, work, expression))
        slot = f"{iris.base}authorship/{paper[len(iris.base) + 7 : -1]}-"
        for authorship in work.authorships:
            add(self._authorship(paper, slot, work.key, authorship, agents))
        return "".join(out)

    def _authorship(
        self, paper: str, slot: str, work_key: str, authorship: Authorship, agents: dict[str, str]
    ) -> str:
        iris = self._iris
        a = f"<{slot}{authorship.position}>"
        name = string(authorship.name)
        types, role, held, position, printed, key_term, derived = (
            _ROLE[0], _ROLE[2], _ROLE[3], _ROLE[4], _ROLE[5], _ROLE[6], _ROLE[7],
        )  # fmt: skip
        if authorship.agent is None:
            holder = iris.agent(
                f"authorship:{work_key}#{authorship.position}|{authorship.key}", collective=authorship.collective
            )
            described = person_text(holder, authorship, name)
        else:
            holder = iris.agent(agents.get(authorship.agent, authorship.agent), collective=authorship.collective)
            described = ""
        text = (
            f"{paper}{_AUTHOR}{holder} .\n{paper}{_CONTEXT}{a} .\n"
            f"{a}{types}{a}{_ROLE[1]}{a}{role}{a}{held}{holder} .\n"
            f"{a}{position}{integer(authorship.position)} .\n"
            f'{a}{printed}{name} .\n{a}{key_term}"{authorship.key}" .\n{described}'
        )
        if self._mentions:
            text += "".join([f"{a}{derived}{iris.mention(mention)} .\n" for mention in authorship.mentions])
        for affiliation in authorship.affiliations:
            text += f"{a} {KGO.n('affiliationAsPrinted')} {string(affiliation)} .\n"
        return text

    def _code(self, paper: str, url: str) -> str:
        link = iri(url)
        if link is None:
            return ""
        node = self._iris.local("code-repository", url)
        return (
            f"{paper} {SCHEMA.n('subjectOf')} {node} .\n"
            f"{node} {TYPE} {SCHEMA.n('SoftwareSourceCode')} .\n"
            f"{node} {SCHEMA.n('codeRepository')} {link} .\n"
        )

    def _expression(self, paper: str, work: Work, item: Expression) -> str:
        iris = self._iris
        node = iris.expression(item.path)
        kinds = _expression_types(node, item.kind)
        out = [
            f"{paper} {FRBR.n('realization')} {node} .\n{kinds}{node} {FRBR.n('realizationOf')} {paper} .\n",
        ]
        add = out.append
        if item.venue:
            add(f"{node} {SCHEMA.n('isPartOf')} {iris.venue(item.venue)} .\n")
        if item.date:
            add(f"{node} {SCHEMA.n('datePublished')} {date(item.date)} .\n")
        if item.volume:
            add(f"{node} {PRISM.n('volume')} {string(item.volume)} .\n")
        if item.issue:
            add(f"{node} {PRISM.n('issueIdentifier')} {string(item.issue)} .\n")
        if item.pages:
            add(f"{node} {PRISM.n('pageRange')} {string(item.pages)} .\n")
            if ends := _PAGES.fullmatch(item.pages):
                add(f'{node} {PRISM.n("startingPage")} "{ends[1]}" .\n')
                add(f'{node} {PRISM.n("endingPage")} "{ends[2]}" .\n')
        if item.publisher:
            add(f"{node} {SCHEMA.n('publisher')} {self._publisher(item.publisher)}")
        if item.license:
            link = iri(item.license)
            add(f"{node} {SCHEMA.n('license')} {link} .\n" if link else _rights(node, item.license))
        for scheme, value in item.identifiers:
            add(_fast_identifier(iris, node, scheme, value))
        for page in item.same_as:
            add(f"{node} {SCHEMA.n('sameAs')} <{path(page)}> .\n")
        if item.retracted:
            add(self._retracted(node, item.path))
        previous: str | None = None
        for version in item.versions:
            v = f"{node[:-1]}v{version.number}>"
            add(
                f"{node} {DCTERMS.n('hasVersion')} {v} .\n{_expression_types(v, item.kind)}"
                f"{v} {FRBR.n('realizationOf')} {paper} .\n{v} {DCTERMS.n('isVersionOf')} {node} .\n"
                f'{v} {SCHEMA.n("version")} "{version.number}" .\n'
                f"{v} {SCHEMA.n('sameAs')} <https://arxiv.org/abs/{path(item.path[6:])}v{version.number}> .\n"
            )
            if version.submitted:
                add(f"{v} {DCTERMS.n('dateSubmitted')} {date(version.submitted)} .\n")
            if version.size:
                add(f"{v} {KGO.n('sizeAsStated')} {string(version.size)} .\n")
            if previous:
                add(f"{v} {FRBR.n('revisionOf')} {previous} .\n")
            previous = v
        return "".join(out)

    def _publisher(self, name: str) -> str:
        node = self._iris.agent(f"publisher:{name.casefold()}", collective=True)
        return (
            f"{node} .\n{node} {TYPE} {SCHEMA.n('Organization')} .\n"
            f"{node} {TYPE} <http://xmlns.com/foaf/0.1/Organization> .\n{node} {SCHEMA.n('name')} {string(name)} .\n"
            f"{node} {KGO.n('resolutionStatus')} {CODE.n('resolution-cluster')} .\n"
        )

    def _retracted(self, node: str, local: str) -> str:
        status = self._iris.local("status", f"retracted-{local}")
        return (
            f"{node} {PSO.n('holdsStatusInTime')} {status} .\n{status} {TYPE} {PSO.n('StatusInTime')} .\n"
            f"{status} {PSO.n('withStatus')} {PSO.n('retracted-from-publication')} .\n"
        )

    def citation(self, citing: str, cited: str) -> str:
        """Return the triple that says that one paper of the graph (by mint key) cites another."""
        return f"{self._iris.paper(citing)} {CITO.n('cites')} {self._iris.paper(cited)} .\n"


def _rights(node: str, text: str) -> str:
    return f"{node} {DCTERMS.n('rights')} {string(text)} .\n"


def _expression_types(node: str, kind: str) -> str:
    text = f"{node} {TYPE} {FABIO.n('Expression')} .\n{node} {TYPE} {SCHEMA.n('CreativeWork')} .\n"
    return text if kind == "Expression" else f"{node} {TYPE} {FABIO.n(kind)} .\n{text}"


def _fast_identifier(iris: Iris, owner: str, scheme: str, value: str) -> str:
    """Return what `identifier_lines` returns, at once for the schemes that most papers have."""
    if scheme not in {"arxiv", "doi"}:
        return identifier_lines(iris, owner, scheme, value, "resource")
    node = iris.identifier(scheme, value)
    return (
        f"{owner} {DATACITE.n('hasIdentifier')} {node} .\n"
        f"{node} {TYPE} {DATACITE.n('ResourceIdentifier')} .\n"
        f"{node} {DATACITE.n('usesIdentifierScheme')} {DATACITE.n(scheme)} .\n"
        f"{node} {LITERAL.n('hasLiteralValue')} {string(value)} .\n"
    )
