"""What the records of one paper state beside title, authors and places, each statement once.

Nothing is chosen here but the subtitle: what records state is put together, in the order of their sources'
strength, and what two of them state alike stands once (`kg.facts`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.facts import Contribution, Counted, Facts, Grant, RelatedWork, Tagged
from kg.identity.authors import IdentifiedRecord, strongest
from kg.identity.blocking_keys import hashed
from kg.identity.expressions import ranked
from kg.identity.folding import name_key, title_key
from kg.identity.organisations import funder_key, organisation_key
from kg.identity.relations import address, relation_key
from kg.identity.topics.subjects import subjects
from kg.records import Contributor, Funding, WorkRecord

NO_PAPERS: Final[Mapping[int, str]] = {}


def facts(
    listings: list[IdentifiedRecord],
    key: str,
    title: str | None,
    abstract: str | None,
    related: Mapping[int, str] = NO_PAPERS,
    versions: Sequence[str] = (),
) -> Facts:
    """Return the facts of the paper under `key`, whose title and abstract are known.

    `related` has the mint keys of papers of the graph by the hash of the identifier that names them
    (`kg.identity.blocking_keys.hashed`), `versions` those of papers that are other versions of this one.
    """
    others = [RelatedWork("other-version", paper) for paper in versions]
    if not any(_has_any(one.record) for one in listings):
        return Facts(related=others)
    order = ranked(listings)
    records = [one.record for one in order]
    return Facts(
        subtitle=next((one.subtitle for one in records if one.subtitle), None),
        languages=list(dict.fromkeys(tag for one in records for tag in one.languages)),
        titles=_others([(t.text, t.language) for one in records for t in one.titles], title),
        abstracts=_others([(a.text, a.language) for one in records for a in one.abstracts], abstract),
        contributions=_contributions(records),
        grants=_grants(records),
        subjects=subjects(records),
        related=[*_related(records, key, related), *others],
        counts=_counts(order),
    )


_NOUNS: Final = (
    "subtitle", "languages", "titles", "abstracts", "contributors", "funding", "subjects", "keywords",
    "relations", "counts",
)  # fmt: skip


def _has_any(record: WorkRecord) -> bool:
    return any(getattr(record, name) for name in _NOUNS)


def _others(stated: Sequence[Tagged], known: str | None) -> list[Tagged]:
    """Return the texts that are not the `known` one, each once."""
    same = title_key(known) if known else None
    return list(dict.fromkeys(one for one in stated if title_key(one[0]) != same))


def _contributions(records: Sequence[WorkRecord]) -> list[Contribution]:
    found: dict[tuple[str, str, str], Contributor] = {}
    for record in records:
        for one in record.contributors:
            said = one.role_as_stated if one.role == "other" else None
            place = (one.role, (said or "").casefold(), name_key(one.name))
            if place not in found or (_agent(one) and not _agent(found[place])):
                found[place] = one
    return [
        Contribution(
            position,
            one.role,
            one.name,
            None if one.kind == "collective" else one.given,
            None if one.kind == "collective" else one.family,
            one.kind == "collective",
            _agent(one),
            one.role_as_stated,
        )
        for position, one in enumerate(found.values(), start=1)
    ]


def _agent(one: Contributor) -> str | None:
    """Return the key by which a contributor is known: a name alone makes nobody."""
    if one.kind == "collective":
        return organisation_key(one.identifiers)
    return strongest(dict(one.identifiers) | ({"orcid": one.orcid} if one.orcid else {}))


def _grants(records: Sequence[WorkRecord]) -> list[Grant]:
    found: dict[tuple[str | None, str | None], Grant] = {}
    for record in records:
        for one in record.funding:
            grant = _grant(one)
            known = found.setdefault((grant.funder, grant.award or grant.title or grant.url), grant)
            known.title, known.url = known.title or grant.title, known.url or grant.url
    return list(found.values())


def _grant(one: Funding) -> Grant:
    funder = one.funder
    return Grant(
        funder_key(funder) if funder else None,
        funder.name if funder else None,
        one.award,
        one.award_title,
        one.url,
    )


def _related(records: Sequence[WorkRecord], key: str, papers: Mapping[int, str]) -> list[RelatedWork]:
    found: dict[tuple[str, str], RelatedWork] = {}
    for record in records:
        for relation in record.relations:
            named = relation_key(relation)
            paper = papers.get(hashed(named)) if named else None
            if paper == key:
                continue  # what it is related to is the paper itself, of another place
            link = address(relation) if paper is None else None
            if paper or link:
                found.setdefault(
                    (relation.kind, paper or link or ""), RelatedWork(relation.kind, paper, link)
                )
    return list(found.values())


def _counts(listings: Sequence[IdentifiedRecord]) -> list[Counted]:
    return [
        Counted(listing.record_id, one.kind, one.value, one.observed or listing.record.source.observed)
        for listing in listings
        for one in listing.record.counts
    ]
