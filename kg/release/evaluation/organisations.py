"""Affiliations of records whose sources identify them, with the identifiers hidden."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.errors import InputError, UnreadableInput
from kg.identity.organisations.affiliation import affiliations, folded_name
from kg.identity.organisations.institution import Institutions, load_institution
from kg.identity.organisations.joining import Member, grouped, meeting
from kg.identity.organisations.settling import settled
from kg.identity.people import Aliases
from kg.identity.tallies import merged
from kg.keys import key_of
from kg.readers import read
from kg.readers.sources import documents
from kg.records import Author, Organisation, WorkRecord
from kg.release.evaluation.evaluation import Cost, Evaluation, peak_megabytes, scores

_SCHEMES: Final = ("ror", "grid", "isni")
"""Identifiers that are gold, the one of most use first."""


@dataclass(slots=True)
class GoldAffiliations:
    """Affiliations whose organisation is known, by a key of their own, and what all records say of names."""

    name: str
    gold: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    institutions: Institutions = field(default_factory=Institutions)
    number: int = 0
    notes: list[str] = field(default_factory=list)


def identified_affiliations(path: Path) -> GoldAffiliations:
    """Return the affiliations of the records at `path`, in any format; files that are none are passed over.

    Raises:
        UnreadableInput: no record states an affiliation with an identifier.
    """
    found = GoldAffiliations(f"affiliations of {path.name or path}")
    for number, record in enumerate(_records(path, found), start=1):
        hidden = []
        for author in record.authors:
            found.number += len(author.affiliations)
            for place, (text, identifier) in enumerate(_known(author)):
                key = f"{number}-{author.position + 1}-{place + 1}"
                found.gold[key], found.texts[key] = identifier, text
            named = tuple(Organisation(name=one.name, country=one.country) for one in author.organisations)
            hidden.append(author.model_copy(update={"organisations": named}))
        found.institutions.add(record.model_copy(update={"authors": tuple(hidden)}), str(number))
    if not found.gold:
        raise UnreadableInput(
            str(path),
            "no affiliation in it has a ROR, GRID or ISNI",
            advice="take records of OpenAlex, Crossref, DataCite or JATS that state them",
        )
    return found


def _records(path: Path, found: GoldAffiliations) -> Iterator[WorkRecord]:
    for document in documents([str(path)]):
        try:
            yield from (item for item in read(document) if isinstance(item, WorkRecord))
        except InputError as error:
            found.notes.append(f"passed over: {error}")


def _known(author: Author) -> Iterator[tuple[str, str]]:
    """Yield the affiliations of an author that an identifier tells, each with that: as printed, if it is."""
    for one in author.organisations:
        scheme = next((name for name in _SCHEMES if name in one.identifiers), None)
        if scheme and one.name:
            printed = (text for text in author.affiliations if one.name in text)
            yield next(printed, one.name), key_of(scheme, one.identifiers[scheme])


def run_affiliations(corpus: GoldAffiliations) -> Evaluation:
    """Tell the organisations of a corpus by names alone, and score what came of it beside the folded text."""
    begun = time.process_time()
    members = list(merged(sorted(corpus.institutions.lines(0)), load_institution))
    met: list[tuple[str, Member]] = [(word, one) for one in members for word in meeting(one)]
    pairs, decisions = settled(grouped(sorted(met, key=lambda pair: pair[0])))
    aliases = Aliases()
    for a, b in pairs:
        aliases.join(a, b)
    joined = time.process_time()
    methods = {
        "kg": {key: _whose(text, aliases) for key, text in corpus.texts.items()},
        "folded text": {key: folded_name(text) for key, text in corpus.texts.items()},
    }
    return Evaluation(
        corpus=corpus.name,
        of="affiliations",
        things="organisations",
        number=corpus.number,
        known=len(corpus.gold),
        whole={"all": scores(corpus.gold, corpus.gold, methods)},
        clusters=len({aliases.canonical(one.key) for one in members}),
        undecided=sum(one.outcome == "undecided" for one in decisions),
        cost=Cost({"joining": joined - begun}, corpus.number, peak_megabytes()),
        notes=corpus.notes,
    )


def _whose(text: str, aliases: Aliases) -> str:
    """Return the key of the organisation that a text names last, or of the text where it names none."""
    named = affiliations(text)
    return aliases.canonical(named[-1].key) if named else f"text:{folded_name(text)}"
