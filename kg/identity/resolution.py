"""One paper from its records: the resolved work, and what its agents and venues are known by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.facts import EditorialNotice
from kg.identity.authors import IdentifiedRecord, authorship_of, merge
from kg.identity.blocking_keys import NOT_OF_ONE_PAPER, key_rank, mint_key, published_keys
from kg.identity.contested import Contested, taken_from, without
from kg.identity.decisions import CompiledDecisions
from kg.identity.decisions.obedience import obey, obey_of_listed
from kg.identity.expressions import NO_VENUES, Venues, expressions, work_type
from kg.identity.facts import facts
from kg.identity.fields import Chooser
from kg.identity.kinds import work_classes
from kg.identity.paper_evidence import Verdict
from kg.identity.profiles import Page, claim
from kg.identity.statuses import set_statuses
from kg.identity.topics.subjects import categories
from kg.identity.venues import published_in
from kg.identity.witnesses import bound_repairs
from kg.keys import HUMAN, key_of, record_key, split_key
from kg.records import WorkRecord
from kg.taxonomy import canonical_code
from kg.works import Agent, Authorship, IdentityDecision, Work, own_key

HOMONYMS: Final = "SAME-PAPER-DISTINCT"
"""The rule of decisions that equal names on one author list are different people."""
_PUBLICATION_LEVEL: Final = frozenset({"pmid", "pmcid", "dblp", "isbn", "arxiv", "doi"})


@dataclass(frozen=True, slots=True)
class PaperEvidence:
    """What the clustering of papers found out about one paper, beside its records.

    `weakest` is the least sure of the links that join its records. `key` is the mint key under which the
    paper was published before, where that is not the one its records give it now; `former` are those of
    papers that were published apart and are of this one. `contested` are what authors do not keep.
    """

    weakest: Verdict | None = None
    alone: bool = False
    denied: frozenset[str] = frozenset()
    key: str | None = None
    former: tuple[str, ...] = ()
    contested: tuple[Contested, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """How a paper and others of the graph are related, beside citations.

    `related` has the mint keys of others by the hash of the identifier that names them
    (`kg.identity.blocking_keys.hashed`), `told` what they say of this one, `versions` the mint keys of those
    that are other versions of it.
    """

    related: Mapping[int, str] = field(default_factory=dict)
    told: tuple[EditorialNotice, ...] = ()
    versions: tuple[str, ...] = ()


NOT_LINKED: Final = Linked()


@dataclass(slots=True)
class Resolved:
    """A work, and what its records' pages say of people."""

    work: Work
    headings: list[tuple[str, str, str]] = field(default_factory=list)
    """Key of a heading, key of the agent whose name matches it, id of the record that stands under it."""
    venue: str | None = None
    """Where the paper appeared, by the name that a source gives."""
    keys: list[str] = field(default_factory=list)
    """Further keys under which the paper may be known later."""
    pairs: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of agent keys that stand for one name of the paper, the second that of a profile page."""
    records: list[tuple[str, WorkRecord]] = field(default_factory=list)
    """The records of the work, each with its id."""


Profiles = Callable[[IdentifiedRecord], Sequence[Page]]


def resolve(
    listings: list[IdentifiedRecord],
    evidence: PaperEvidence,
    profiles: Profiles,
    cites: Sequence[str] = (),
    decided: CompiledDecisions | None = None,
    venues: Venues = NO_VENUES,
    linked: Linked = NOT_LINKED,
) -> Resolved:
    """Return the one work that `listings` (its records, in the order of the sources) describe.

    `profiles` gives the profiles and headings, each with its key, under which a record stands: an
    aggregator's own profile tells whose the mention of that name is, a heading only that names match.
    `cites` are the keys of the papers of the graph that this one cites, `linked` how others and this one are
    related. `decided` is given where people
    decided something about the paper or somebody on it; `venues` are the kinds of venues that are known.
    """
    key = evidence.key or paper_key(listings, alone=evidence.alone)
    as_stated, listings = listings, without(listings, evidence.contested) if evidence.contested else listings
    chooser = Chooser(listings)
    authorships, base = merge(listings)
    primary, topics = _topics(listings)
    appeared = expressions(listings, key, evidence.denied, venues)
    statuses, read = set_statuses(listings, appeared, linked.told)
    work = Work(
        key=key,
        records=[listing.record_id for listing in listings],
        kinds=work_classes(work_type(listings), [one.kind for one in appeared.expressions]),
        title=chooser.title(),
        abstract=chooser.abstract(),
        language=chooser.first("language"),
        date=chooser.date(),
        authorships=authorships,
        list_status=base.status,
        topics=topics,
        primary_topic=primary,
        expressions=appeared.expressions,
        statuses=statuses,
        identifiers=sorted(
            [scheme, value]
            for scheme, value in {
                (scheme.lower(), value)
                for one in listings
                for scheme, value in one.record.identifiers.items()
                if scheme.lower() not in _PUBLICATION_LEVEL | NOT_OF_ONE_PAPER | evidence.denied
            }
        ),
        cites=list(cites),
        code_url=chooser.first("code_url"),
        repairs=bound_repairs(listings, authorships),
    )
    work.facts = facts(listings, key, work.title, work.abstract, linked.related, linked.versions)
    work.fields = [*chooser.decisions, *appeared.decisions, *read]
    if decided:
        obey(work, listings, decided)
    result = Resolved(work, records=[(one.record_id, one.record) for one in as_stated])
    result.venue = next(filter(None, (published_in(one.record) for one in listings)), None)
    if len(listings) > 1 or len(work.expressions) > 1 or evidence.key:
        result.keys = [one for one in dict.fromkeys(_every_key(listings)) if one != key]
    stated = {page[0]: (page, one) for one in listings for page in profiles(one)}
    result.headings, result.pairs = claim(work, list(stated.values()))
    if decided:
        obey_of_listed(work, decided)
    _keep_apart(result)
    work.identity += taken_from(work, evidence.contested)
    _join_decision(work, evidence)
    return result


def paper_key(listings: list[IdentifiedRecord], *, alone: bool = False) -> str:
    """Return the mint key of the paper that has these records: the strongest of theirs."""
    first = listings[0]
    if alone or len(listings) == 1:
        return mint_key(first.record, first.record_id, alone=alone)
    return min((mint_key(one.record, one.record_id) for one in listings), key=key_rank)


def _every_key(listings: list[IdentifiedRecord]) -> Iterator[str]:
    for one in listings:
        yield mint_key(one.record, one.record_id)
        yield from published_keys(one.record)


def _topics(listings: list[IdentifiedRecord]) -> tuple[str | None, list[str]]:
    """Return the primary topic and all topics as canonical codes of arXiv's taxonomy."""
    primary: str | None = None
    codes: dict[str, None] = {}
    for listing in listings:
        record = listing.record
        stated = [record.primary_category, *record.categories, *categories(record)]
        canonical = [code for one in stated if one and (code := canonical_code(one))]
        if primary is None and listing.record.primary_category and canonical:
            primary = canonical[0]
        codes.update(dict.fromkeys(canonical))
    if primary:
        codes.setdefault(primary, None)
    return primary, sorted(codes)


def agent_key(work: Work, authorship: Authorship) -> str:
    """Return the mint key of the agent that holds an authorship (specification, section 3.3)."""
    return authorship.agent or own_key(work.key, authorship)


def _keep_apart(result: Resolved) -> None:
    """Equal names on one paper are different people; an identifier twice on one paper counts once."""
    work = result.work
    keys: dict[str, list[Authorship]] = defaultdict(list)
    taken: set[str] = set()
    for authorship in work.authorships:
        keys[authorship.key].append(authorship)
        if authorship.agent and authorship.agent.startswith(HUMAN):
            continue  # people may hold that one person stands twice on a list
        if authorship.agent in taken:  # of the records of one paper each may give it to another author
            scheme, value = split_key(authorship.agent)
            authorship.identifiers = {
                name: own for name, own in authorship.identifiers.items() if (name, own) != (scheme, value)
            }
            authorship.agent = None
        elif authorship.agent:
            taken.add(authorship.agent)
    for same in keys.values():
        if len({agent_key(work, one) for one in same}) > 1:
            work.identity.append(
                IdentityDecision(
                    name=f"homonyms-{same[0].position}",
                    outcome="different",
                    rule=HOMONYMS,
                    confidence=0.98,
                    things=[
                        f"{'org' if one.collective else 'person'}:{agent_key(work, one)}" for one in same
                    ],
                    mentions=[mention for one in same for mention in one.mentions],
                    words=f"{len(same)} entries of one author list are printed {same[0].name!r}",
                )
            )


def _join_decision(work: Work, evidence: PaperEvidence) -> None:
    """Say why records were joined, once a paper, with the weakest link's confidence."""
    if evidence.weakest:
        work.identity.append(
            IdentityDecision(
                name="records",
                outcome="same",
                rule=evidence.weakest.rule,
                confidence=evidence.weakest.confidence,
                things=[key_of("paper", work.key), *map(record_key, work.records)],
                records=work.records,
                words=evidence.weakest.words,
            )
        )


def shared_agents(work: Work) -> list[Agent]:
    """Return what a work says of agents that are known by more than their position in it."""
    return [
        Agent(
            key=agent_key(work, authorship),
            collective=authorship.collective,
            name=authorship.name,
            given=authorship.given,
            family=authorship.family,
            alternates=authorship.alternates,
            identifiers=sorted([scheme, value] for scheme, value in authorship.identifiers.items()),
            own=own_key(work.key, authorship),
            named=authorship.named,
        )
        for authorship in (*work.authorships, *work.listed)
        if authorship.agent
    ]


def lone_agents(record: WorkRecord, record_id: str) -> list[Agent]:
    """Return what a record, taken alone, says of agents known by more than a position: teams, identifiers."""
    named = [one for one in record.authors if one.orcid or one.kind == "collective" or one.identifiers]
    if not named:
        return []
    entries = [authorship_of(one, record_id) for one in named]
    work = Work(mint_key(record, record_id), [record_id], ("", ""), authorships=entries)
    first = {one.agent: one for one in reversed(entries)}  # an identifier twice on one paper counts once
    work.authorships = [one for one in entries if first[one.agent] is one]
    return shared_agents(work)
