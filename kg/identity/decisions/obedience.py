"""What people decided, applied to one paper and to the records of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError

from kg.digests import opaque
from kg.identity.authors import IdentifiedRecord
from kg.identity.dates import public_date
from kg.identity.decisions.compiled import CompiledDecisions, Target
from kg.keys import authorship_keys, key_of, publication_key_of, record_key
from kg.records import Repair, WorkRecord
from kg.repair.names import split
from kg.works import Authorship, FieldDecision, RecordRepair, Work, own_key

CORRECTED: Final = "HUMAN-CORRECT"
CHOSEN: Final = "HUMAN-CHOICE"
_PROPERTIES: Final = {
    "title": "schema:name",
    "abstract": "schema:abstract",
    "language": "schema:inLanguage",
    "date": "schema:datePublished",
}


def obey(work: Work, listings: list[IdentifiedRecord], decided: CompiledDecisions) -> None:
    """Give authorships to the people that they were decided to be of, and fields their values."""
    if decided.names_authorships:
        _authorships(work, decided)
    for target in _of_paper(work, decided):
        _set(work, listings, target)
    for item in work.repairs:
        if item.repair.rule == CORRECTED and not item.by:
            targets = decided.records.get(record_key(item.record), ())
            item.by = next((one.by for one in targets if _field(one)[0] == item.repair.field), "")


def obey_of_listed(work: Work, decided: CompiledDecisions) -> None:
    """Do what decisions say of those who are listed on profile pages, when it is known who is.

    Their authorships have no mentions: the paper and the name are their key.
    """
    if decided.names_authorships:
        _decide(work, work.listed, decided)


def _authorships(work: Work, decided: CompiledDecisions) -> None:
    _decide(work, work.authorships, decided)


def _decide(work: Work, authorships: Sequence[Authorship], decided: CompiledDecisions) -> None:
    for authorship in authorships:
        if authorship.collective:
            continue
        own = own_key(work.key, authorship)
        mentions = [] if authorship.page else authorship.mentions
        keys = authorship_keys(opaque("person", own), work.key, mentions)
        authorship.named = [key for key in keys if key in decided.watched]
        group = next((decided.groups[key] for key in keys if key in decided.groups), None)
        if group:
            authorship.agent = group
            refused = decided.without.get(group, frozenset())
            # whom people named by an ORCID iD has it, whether or not a source states it
            named = {"orcid": decided.orcids[group]} if group in decided.orcids else {}
            authorship.identifiers = {
                scheme: value
                for scheme, value in (named | authorship.identifiers).items()
                if key_of(scheme, value) not in refused
            }
        elif authorship.named and authorship.agent is None:
            authorship.agent = own


def _of_paper(work: Work, decided: CompiledDecisions) -> list[Target]:
    keys = [work.key, *map(record_key, work.records)]
    keys += [publication_key_of(expression.path) for expression in work.expressions]
    found = [target for key in keys for target in decided.papers.get(key, ())]
    return list(dict.fromkeys(found))


def _set(work: Work, listings: list[IdentifiedRecord], target: Target) -> None:
    """Set one field of a paper: a choice where a record states the value, a correction where none does."""
    name, before = target.field, getattr(work, target.field)
    setattr(work, name, target.value)
    if name == "language":  # who says which it is says that it is no other
        work.facts.languages = []
    work.fields = [one for one in work.fields if one.name != name]
    stated = {one.record_id: _stated(one.record, name) for one in listings}
    support = [record for record, value in stated.items() if value == target.value]
    against = [record for record, value in stated.items() if value and value != target.value]
    if support and against:
        work.fields.append(
            FieldDecision(
                name, _PROPERTIES[name], CHOSEN, 1.0, support, against, words=target.why or "", by=target.by
            )
        )
    elif before != target.value:
        repair = Repair(
            field=name, rule=CORRECTED, before=before or "", after=target.value,
            certain=True, confidence=1.0, note=target.why,
        )  # fmt: skip
        work.repairs.append(RecordRepair(work.records[0], repair, by=target.by))


def _stated(record: WorkRecord, name: str) -> str | None:
    if name == "date":
        return public_date(record)
    value: str | None = getattr(record, name)
    return value


def corrected(record: WorkRecord, targets: tuple[Target, ...]) -> tuple[WorkRecord, list[str]]:
    """Return a record with its fields as people corrected them, and what could not be corrected, in words."""
    problems = []
    for target in targets:
        name, position = _field(target)
        update = _author(record, position, target) if name == "authors" else {name: target.value}
        if update is None:
            problems.append(f"the record has no author {(position or 0) + 1}")
            continue
        repair = Repair(
            field=name, position=position, rule=CORRECTED, before=_before(record, name, position),
            after=target.value, certain=True, confidence=1.0, note=target.why,
        )  # fmt: skip
        data = record.model_dump() | update
        try:
            record = WorkRecord.model_validate(
                data | {"repairs": [*record.model_dump()["repairs"], repair.model_dump()]}
            )
        except ValidationError as error:
            problems.append(f"{target.value!r} is no {name}: {error.errors()[0]['msg']}")
    return record, problems


def _field(target: Target) -> tuple[str, int | None]:
    word, _, number = target.field.partition(" ")
    return ("authors", int(number)) if word == "author" else (target.field, None)


def _before(record: WorkRecord, name: str, position: int | None) -> str:
    if position is not None:
        return next((one.name for one in record.authors if one.position == position), "")
    value = getattr(record, name)
    return "" if value is None else str(value)


def _author(record: WorkRecord, position: int | None, target: Target) -> dict[str, object] | None:
    if not any(one.position == position for one in record.authors):
        return None
    parts = split(target.value)
    changed = {
        "name": target.value,
        "given": parts.given,
        "family": parts.family,
        "suffix": parts.suffix,
    }
    return {
        "authors": [
            one.model_dump()
            | (
                {}
                if one.position != position
                else (changed if one.kind == "person" else {"name": target.value})
            )
            for one in record.authors
        ]
    }
