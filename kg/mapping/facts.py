"""What a work is beside title, authors and places, as triples: contributions, grants, relations, counts.

Terms are those of schema.org, PRO, CiTO, FRBR and Dublin Core; `kg.facts` says what each noun means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from kg.digests import opaque
from kg.facts import Contribution, Counted, Grant
from kg.iris import Iris, tail
from kg.mapping.literals import date, integer, iri, string, tagged, verbatim
from kg.mapping.subjects import concept
from kg.mapping.terms import ABOUT, FAMILY, GIVEN, HELD_BY, NAME, OTHER_NAME, POSITION, PRINTED, ROLE, A
from kg.records import ContributorRole, CountKind, RelationKind
from kg.vocab import CITO, CODE, DCTERMS, FRBR, KGO, PRO, PROV, SCHEMA
from kg.works import Work

_RELATIONS: Final[dict[RelationKind | Literal["other-version"], str]] = {
    # dcterms:isVersionOf is said of the versions of an e-print
    "version-of": SCHEMA.n("exampleOfWork"), "has-version": SCHEMA.n("workExample"),
    "preprint-of": SCHEMA.n("exampleOfWork"), "has-preprint": SCHEMA.n("workExample"),
    "part-of": DCTERMS.n("isPartOf"), "has-part": DCTERMS.n("hasPart"),
    "supplement-to": FRBR.n("supplementOf"), "has-supplement": FRBR.n("supplement"),
    "corrects": CITO.n("corrects"), "corrected-by": CITO.n("isCorrectedBy"),
    "retracts": CITO.n("retracts"), "retracted-by": CITO.n("isRetractedBy"),
    # dcterms:isReplacedBy is said of retired IRIs
    "replaces": FRBR.n("successorOf"), "replaced-by": FRBR.n("successor"),
    "translation-of": SCHEMA.n("translationOfWork"), "has-translation": SCHEMA.n("workTranslation"),
    "review-of": CITO.n("reviews"), "has-review": CITO.n("isReviewedBy"),
    "comment-on": CITO.n("repliesTo"), "has-comment": CITO.n("hasReplyFrom"),
    "same-as": SCHEMA.n("sameAs"), "cites": CITO.n("cites"), "cited-by": CITO.n("isCitedBy"),
    "related": DCTERMS.n("relation"), "other-version": KGO.n("otherVersion"),
}  # fmt: skip
_WITHIN: Final[frozenset[RelationKind]] = frozenset({"cites"})
"""Relations that are said between papers of the graph alone."""
_OUTSIDE: Final[frozenset[RelationKind]] = frozenset({"same-as"})
"""Relations that are said of what is not in the graph alone: what is the same there is joined or not."""

_ROLES: Final[dict[ContributorRole, str]] = {
    "editor": PRO.n("editor"), "translator": PRO.n("translator"), "illustrator": PRO.n("illustrator"),
    "compiler": PRO.n("compiler"), "reviewer": PRO.n("reviewer"),
    "reviewed-author": CODE.n("role-reviewed-author"), "interviewer": CODE.n("role-interviewer"),
    "supervisor": CODE.n("role-supervisor"), "institution": CODE.n("role-institution"),
    "sponsor": CODE.n("role-sponsor"), "collector": CODE.n("role-collector"),
    "curator": CODE.n("role-curator"), "contact": CODE.n("role-contact"), "other": CODE.n("role-other"),
}  # fmt: skip
_METRICS: Final[dict[CountKind, str]] = {
    "citations": "citation-count", "references": "reference-count", "downloads": "download-count",
    "views": "view-count",
}  # fmt: skip
_CONTRIBUTION: Final = f" {KGO.n('contribution')} "
_ROLE_STATED: Final = f" {KGO.n('roleAsStated')} "
_SUBTITLE: Final = f" {SCHEMA.n('alternativeHeadline')} "
_OTHER_ABSTRACT: Final = f" {DCTERMS.n('abstract')} "
_FUNDING: Final = f" {SCHEMA.n('funding')} "
_FUNDER: Final = f" {SCHEMA.n('funder')} "
_AWARD: Final = f" {SCHEMA.n('identifier')} "
_URL: Final = f" {SCHEMA.n('url')} "


def facts_text(iris: Iris, paper: str, work: Work, agents: Mapping[str, str]) -> tuple[str, str, str]:
    """Return the triples of the paper, of nodes of its own, and of nodes that other papers may speak of."""
    facts = work.facts
    own: list[str] = []
    if facts.subtitle:
        own.append(f"{paper}{_SUBTITLE}{string(facts.subtitle)} .\n")
    own += [f"{paper}{OTHER_NAME}{tagged(*title)} .\n" for title in facts.titles]
    own += [f"{paper}{_OTHER_ABSTRACT}{tagged(*abstract)} .\n" for abstract in facts.abstracts]
    own += [f"{paper}{ABOUT}{concept(iris, subject)} .\n" for subject in facts.subjects]
    for one in facts.related:
        if (one.paper is None and one.kind in _WITHIN) or (one.paper and one.kind in _OUTSIDE):
            continue
        other = iris.paper(one.paper) if one.paper else iri(one.link or "")
        if other:
            own.append(f"{paper} {_RELATIONS[one.kind]} {other} .\n")
    local = tail(paper)
    rest: list[str] = []
    for contribution in facts.contributions:
        node = iris.local("contribution", f"{local}-{contribution.position}")
        own.append(f"{paper}{_CONTRIBUTION}{node} .\n")
        rest += _contribution(iris, node, contribution, agents)
    for counted in facts.counts:
        rest += _counted(iris, paper, counted)
    shared: list[str] = []
    for grant in facts.grants:
        own += _grant(iris, paper, local, grant, agents, shared)
    return "".join(dict.fromkeys(own)), "".join(dict.fromkeys(rest)), "".join(shared)


def _contribution(iris: Iris, node: str, one: Contribution, agents: Mapping[str, str]) -> Iterator[str]:
    yield f"{node}{A}{KGO.n('Contribution')} .\n{node}{ROLE}{_ROLES[one.role]} .\n"
    yield f"{node}{POSITION}{integer(one.position)} .\n{node}{PRINTED}{string(one.name)} .\n"
    for term, text in ((GIVEN, one.given), (FAMILY, one.family), (_ROLE_STATED, one.role_as_stated)):
        if text:
            yield f"{node}{term}{string(text)} .\n"
    if one.agent:
        yield f"{node}{HELD_BY}{iris.agent(final(one.agent, agents), collective=one.collective)} .\n"


def _grant(
    iris: Iris, paper: str, local: str, grant: Grant, agents: Mapping[str, str], shared: list[str]
) -> Iterator[str]:
    """Yield the link from a paper to a grant, or to the funder where no more is known; add the grant."""
    funder = iris.agent(final(grant.funder, agents), collective=True) if grant.funder else None
    told = grant.award or grant.title or grant.url
    if not told:
        if funder:
            yield f"{paper}{_FUNDER}{funder} .\n"
        return
    # an award's number is that of its funder; without one it is known on this paper alone
    node = iris.local(
        "grant", opaque("grant", f"{final(grant.funder, agents) if grant.funder else local}|{told}")
    )
    yield f"{paper}{_FUNDING}{node} .\n"
    shared.append(f"{node}{A}{SCHEMA.n('Grant')} .\n")
    if funder:
        shared.append(f"{node}{_FUNDER}{funder} .\n")
    if grant.award:
        shared.append(f"{node}{_AWARD}{verbatim(grant.award)} .\n")
    if grant.title:
        shared.append(f"{node}{NAME}{string(grant.title)} .\n")
    if grant.url and (link := iri(grant.url)):
        shared.append(f"{node}{_URL}{link} .\n")


def _counted(iris: Iris, paper: str, one: Counted) -> Iterator[str]:
    metric = _METRICS[one.kind]
    node = iris.local("observation", f"{one.record}-{metric}" + (f"-{one.observed}" if one.observed else ""))
    yield f"{node}{A}{SCHEMA.n('Observation')} .\n{node} {SCHEMA.n('observationAbout')} {paper} .\n"
    yield f"{node} {SCHEMA.n('variableMeasured')} {CODE.n('metric-' + metric)} .\n"
    yield f"{node} {SCHEMA.n('value')} {integer(one.value)} .\n"
    yield f"{node} {PROV.n('wasDerivedFrom')} {iris.record(one.record)} .\n"
    if one.observed:
        yield f"{node} {SCHEMA.n('observationDate')} {date(one.observed)} .\n"


def final(key: str, agents: Mapping[str, str]) -> str:
    """Return the mint key that an agent's key was joined under."""
    while key in agents:
        key = agents[key]
    return key
