"""What kind of venue it is that papers appeared in: as stated, else by what its records and its name say.

Design, section 3. Each piece of evidence says which kinds are possible; what nine in ten records that say
anything agree on is decided, with its rule and confidence. A venue whose evidence is mixed stays unknown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from kg.identity.venue_names import by_name
from kg.kinds import VENUE_KINDS, VenueKind
from kg.works import FieldDecision, VenueMention

_AGREED: Final = 0.9
_SHOWN: Final = 5  # records that a decision names, on each side
# of several possible kinds, the one that the evidence for it mostly means
_PREFERENCE: Final[tuple[VenueKind, ...]] = (
    "journal", "conference-series", "book", "book-series", "proceedings", "repository", "magazine",
    "newspaper",
)  # fmt: skip
_BY_TYPE: Final[dict[str, frozenset[VenueKind]]] = {
    "journal-article": frozenset({"journal", "magazine"}),
    "review-article": frozenset({"journal", "magazine"}),
    "proceedings-article": frozenset({"conference-series", "proceedings", "book-series"}),
    "workshop-paper": frozenset({"conference-series", "proceedings", "book-series"}),
    "book-chapter": frozenset({"book", "book-series"}),
    "reference-entry": frozenset({"book", "book-series"}),
    "book": frozenset({"book-series"}),
    "proceedings": frozenset({"book-series", "conference-series"}),
    "preprint": frozenset({"repository"}),
    "dataset": frozenset({"repository"}),
    "software": frozenset({"repository"}),
}
_PERIODICAL: Final[frozenset[VenueKind]] = frozenset({"journal", "magazine"})
_SERIAL: Final = frozenset({"issn", "lissn", "issn-l", "issnl", "eissn"})
_VOLUME: Final[frozenset[VenueKind]] = frozenset({"book", "proceedings"})


@dataclass(frozen=True, slots=True)
class Said:
    """What some records say of a venue in the same words: how many, and one of them."""

    mention: VenueMention
    count: int
    record: str


@dataclass(frozen=True, slots=True)
class KindEvidence:
    """Kinds that are possible by one rule, how sure it is, and what it rests on, for people to read."""

    kinds: frozenset[VenueKind]
    rule: str
    confidence: float
    words: str


def evidence(mention: VenueMention, name: str) -> list[KindEvidence]:
    """Return what one mention of a venue called `name` says about the venue's kind."""
    found = []
    if (known := by_name(name)) is not None:
        found.append(KindEvidence(known.kinds, "VENUE-NAME", known.confidence, known.words))
    if kinds := _BY_TYPE.get(mention.work_type or ""):
        words = f"records state what appeared in it as {mention.work_type}"
        found.append(KindEvidence(kinds, "VENUE-RECORDS", 0.9, words))
    schemes = {scheme for scheme, _ in mention.identifiers}
    serial = bool(schemes & _SERIAL)
    if mention.issue and serial:
        found.append(
            KindEvidence(_PERIODICAL, "VENUE-ISSN-ISSUE", 0.95, "it has an ISSN and numbered issues")
        )
    elif mention.issue and mention.volume:
        found.append(KindEvidence(_PERIODICAL, "VENUE-NUMBERED", 0.85, "it has numbered volumes and issues"))
    if mention.volumes:
        found.append(
            KindEvidence(
                frozenset({"conference-series"}), "VENUE-VOLUMES", 0.9, "volumes of meetings are of it"
            )
        )
    if "isbn" in schemes and not serial:  # with both, the ISSN is of a series and the ISBN of its volume
        found.append(KindEvidence(_VOLUME, "VENUE-ISBN", 0.9, "it has an ISBN"))
    elif mention.series:
        found.append(KindEvidence(_VOLUME, "VENUE-SERIES", 0.85, "it stands in a series"))
    return found


def decided(said: list[Said], name: str) -> tuple[VenueKind | None, FieldDecision | None]:
    """Return the kind of a venue, null where it is not known, and the decision unless all state that kind."""
    stated: Counter[VenueKind] = Counter()
    series = any(one.mention.volumes for one in said)  # what is stated of its volumes is not its own kind
    for one in said:
        if one.mention.kind and not (series and _not_of_series(one.mention.kind, name)):
            stated[one.mention.kind] += one.count
    return _stated(said, stated) if stated else _derived(said, name)


def _not_of_series(kind: VenueKind, name: str) -> bool:
    """Tell whether `kind` is that of a volume, or of a journal where the name says a series of meetings."""
    if kind in _VOLUME:
        return True
    known = by_name(name)
    return kind == "journal" and known is not None and kind not in known.kinds


def _stated(said: list[Said], stated: Counter[VenueKind]) -> tuple[VenueKind | None, FieldDecision | None]:
    kind = min(stated, key=lambda one: (-stated[one], one))
    if len(stated) == 1:
        return kind, None
    share = stated[kind] / stated.total()
    if share < _AGREED:
        return None, None
    support = [one.record for one in said if one.mention.kind == kind]
    against = [one.record for one in said if one.mention.kind not in (kind, None)]
    return kind, _decision("VENUE-STATED", share, support, against, f"most records state a {kind}")


def _derived(said: list[Said], name: str) -> tuple[VenueKind | None, FieldDecision | None]:
    votes: Counter[VenueKind] = Counter()
    total = 0
    heard: list[tuple[Said, list[KindEvidence], frozenset[VenueKind]]] = []
    for one in said:
        if found := evidence(one.mention, name):
            possible = frozenset[VenueKind](VENUE_KINDS).intersection(*(each.kinds for each in found))
            heard.append((one, found, possible))
            total += one.count
            votes.update(dict.fromkeys(possible, one.count))
    kind = _of_most(votes, total)
    if kind is None:
        return None, None
    support = [one.record for one, _, possible in heard if kind in possible]
    against = [one.record for one, _, possible in heard if kind not in possible]
    speaking = {each for _, found, possible in heard if kind in possible for each in found}
    best = min(speaking, key=lambda each: (-each.confidence, each.rule, each.words))
    words = "; ".join(sorted({each.words for each in speaking}))
    return kind, _decision(best.rule, best.confidence * votes[kind] / total, support, against, words)


def _of_most(votes: Counter[VenueKind], total: int) -> VenueKind | None:
    return next((one for one in _PREFERENCE if total and votes[one] >= _AGREED * total), None)


def possible(mention: VenueMention) -> frozenset[VenueKind]:
    """Return the kinds that one mention allows its venue: as stated, else as evidence has it; or none."""
    if mention.kind:
        return frozenset({mention.kind})
    found = evidence(mention, mention.name)
    return (
        frozenset[VenueKind](VENUE_KINDS).intersection(*(one.kinds for one in found))
        if found
        else frozenset()
    )


def agreed(said: Counter[frozenset[VenueKind]]) -> VenueKind | None:
    """Return the kind that nearly all mentions allow which allow any but all; null where none is so."""
    votes: Counter[VenueKind] = Counter()
    for kinds, count in said.items():
        votes.update(dict.fromkeys(kinds, count))
    return _of_most(votes, sum(count for kinds, count in said.items() if kinds))


def _decision(
    rule: str, confidence: float, support: list[str], against: list[str], words: str
) -> FieldDecision:
    return FieldDecision(
        name="kind",
        prop="rdf:type",
        rule=rule,
        confidence=round(confidence, 3),
        supported=sorted(support)[:_SHOWN],
        contradicted=sorted(against)[:_SHOWN],
        words=words,
    )
