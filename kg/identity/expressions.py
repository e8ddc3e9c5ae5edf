"""Where a paper appeared: its expressions (e-print, journal article, chapter …).

Mapping specification, section 4.3. An e-print and its journal version are two expressions of one work; an
identifier belongs to the expression it names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.identity.authors import IdentifiedRecord
from kg.identity.blocking_keys import ARXIV_DOI
from kg.identity.dates import publication_date
from kg.identity.kinds import UNKNOWN, VOLUMES, WORKS, in_venue
from kg.identity.sources import authority
from kg.identity.venues import ARXIV, held, own_isbn, published_in, venue_key
from kg.kinds import VenueKind, WorkType
from kg.records import WorkRecord
from kg.works import Expression, FieldDecision, Version, unique


@dataclass(frozen=True, slots=True)
class Venues:
    """What is known of venues, by mint key: their kinds, each with how sure it is, and which keys are of one.

    `known` maps the key that a venue is known by to the one that makes its published IRI.
    """

    kinds: Mapping[str, tuple[VenueKind, float]] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)

    def of(self, record: WorkRecord) -> str | None:
        """Return the key that the venue of a record is known by."""
        key = venue_key(record)
        return self.same.get(key, key) if key else None


NO_VENUES: Final = Venues()
_FOLDED: Final = (
    "venue", "date", "volume", "issue", "pages", "publisher", "article_number", "edition", "place",
    "licenses", "event", "identifiers",
)  # fmt: skip
"""What a publication takes over from one that it turns out to be."""
_FURTHER: Final = ("doi", "pmid", "pmcid", "dblp", "isbn")
"""Identifiers that are of a publication rather than of the work."""


@dataclass(slots=True)
class Appeared:
    """The expressions of a paper, in the order of their paths, and which records speak of which.

    `records` are listings by path, the strongest source first; `decisions` those on what kinds they are.
    """

    expressions: list[Expression] = field(default_factory=list)
    records: dict[str, list[IdentifiedRecord]] = field(default_factory=dict)
    decisions: list[FieldDecision] = field(default_factory=list)


def work_type(listings: list[IdentifiedRecord]) -> WorkType | None:
    """Return the type that the strongest source states of a paper."""
    return next((one.record.work_type for one in ranked(listings) if one.record.work_type), None)


def expressions(
    listings: list[IdentifiedRecord], key: str, denied: frozenset[str], venues: Venues = NO_VENUES
) -> Appeared:
    """Return the places where the paper appeared.

    `denied` are identifier schemes that belong to another paper although records of this one state
    them (`kg.identity.papers.Clusters.denied`).
    """
    found: dict[str, Expression] = {}
    records: dict[str, list[IdentifiedRecord]] = {}
    paths: dict[str | None, str] = {}
    for listing in ranked(listings):
        record = listing.record
        if record.arxiv_id and "arxiv" not in denied:
            records.setdefault(_eprint(found, record), []).append(listing)
        stated, venue = venue_key(record), venues.of(record)
        doi = None if "doi" in denied else record.doi
        path = None
        if doi and not doi.lower().startswith(ARXIV_DOI):
            path = _published(found, record, f"doi/{doi.lower()}", doi, venue, venues)
        elif venue or _stands_alone(record):
            path = paths.setdefault(
                venue, f"x/{key}|{stated or ''}"
            )  # by the first name, as names may be joined
            path = _published(found, record, path, None, venue, venues)
        if path:
            records.setdefault(path, []).append(listing)
    _fold(found, records)
    result = Appeared([found[path] for path in sorted(found)], records)
    for number, item in enumerate(result.expressions, start=1):
        if not item.path.startswith("arxiv/") and (
            decision := _kind(item, f"kind-{number}", records[item.path], venues)
        ):
            result.decisions.append(decision)
    for item in result.expressions:
        if item.venue:
            item.venue = venues.known.get(item.venue, item.venue)
    return result


def _stands_alone(record: WorkRecord) -> bool:
    """Tell whether a record without venue and DOI is of a publication: a book, a thesis, a report."""
    return not record.arxiv_id and bool(
        record.publisher
        or record.edition
        or record.place
        or record.report_no
        or record.identifiers.get("isbn")
    )


def ranked(listings: list[IdentifiedRecord]) -> list[IdentifiedRecord]:
    """Return the records, the word of the strongest source first."""
    if len(listings) == 1:
        return listings
    return sorted(listings, key=lambda one: (authority(one.record.source.format), one.record_id))


def _stated(record: WorkRecord) -> str | None:
    """Return the class of a publication that a record states; a preprint on arXiv is the e-print."""
    if record.work_type is None or (record.work_type == "preprint" and record.arxiv_id):
        return None
    return WORKS[record.work_type][2]


def _kind(
    item: Expression, name: str, listings: list[IdentifiedRecord], venues: Venues
) -> FieldDecision | None:
    """Set the class of a publication: as stated, else what follows from its venue; null without a decision.

    A kind of work that has no class of its own, such as front matter, is stated all the same.
    """
    stated = [(one, kind) for one in listings if (kind := _stated(one.record))]
    if stated:
        item.kind = stated[0][1]
        against = [one.record_id for one, kind in stated if kind != item.kind]
        support = [one.record_id for one, kind in stated if kind == item.kind]
        return (
            FieldDecision(name, "rdf:type", "SOURCE-ORDER", 0.8, support, against, on=item.path)
            if against
            else None
        )
    if item.venue is None or item.venue not in venues.kinds:
        return None
    venue, confidence = venues.kinds[item.venue]
    there = [one for one in listings if venues.of(one.record) == item.venue]
    kind = in_venue(venue, published_in(there[0].record) or "") if there else None
    if kind is None:
        return None
    item.kind = kind
    return FieldDecision(
        name, "rdf:type", "KIND-FROM-VENUE", round(0.95 * confidence, 3),
        [one.record_id for one in there], [],
        f"no record states its kind; it appeared in {published_in(there[0].record)!r}, a {_plain(venue)}",
        on=item.path,
    )  # fmt: skip


def _plain(kind: VenueKind) -> str:
    return {"proceedings": "volume of proceedings"}.get(kind, kind.replace("-", " "))


def _fold(found: dict[str, Expression], records: dict[str, list[IdentifiedRecord]]) -> None:
    """Take a publication known by its venue for the one known by its DOI, unless something contradicts.

    One of no venue is taken for the only one that has a DOI, or else a venue.
    """
    named = [item for path, item in found.items() if path.startswith("doi/")]
    named = named or [item for path, item in found.items() if path.startswith("x/") and item.venue]
    if len(named) != 1:
        return
    [known] = named
    for path, loose in [(path, item) for path, item in found.items() if path.startswith("x/")]:
        if loose is known:
            continue
        same = loose.venue is None or known.venue in (None, loose.venue)
        if same and (known.date or "")[:4] in ("", (loose.date or known.date or "")[:4]):
            for one in _FOLDED:
                setattr(known, one, getattr(known, one) or getattr(loose, one))
            records[known.path] = ranked([*records[known.path], *records.pop(path)])
            del found[path]


def _eprint(found: dict[str, Expression], record: WorkRecord) -> str:
    number = record.arxiv_id or ""
    path = f"arxiv/{number}"
    item = found.get(path)
    if item is None:
        item = found[path] = Expression(
            path, "Preprint", venue=ARXIV, identifiers=[["arxiv", number]],
            same_as=[f"https://arxiv.org/abs/{number}"],
        )  # fmt: skip
    if (
        record.doi
        and record.doi.lower().startswith(ARXIV_DOI)
        and ["doi", record.doi.lower()] not in item.identifiers
    ):
        item.identifiers.append(["doi", record.doi.lower()])
        item.same_as.append(f"https://doi.org/{record.doi}")
    item.date = item.date or record.submitted
    item.license = item.license or record.license
    known = {version.number: version for version in item.versions}
    stated = [Version(version.number, version.submitted, version.size) for version in record.versions]
    if record.version and record.version not in {version.number for version in stated}:
        stated.append(Version(record.version, record.submitted if record.version == 1 else None))
    for version in stated:
        if version.number not in known or (version.submitted and not known[version.number].submitted):
            known[version.number] = version
    item.versions = [known[number] for number in sorted(known)]
    return path


def _published(
    found: dict[str, Expression],
    record: WorkRecord,
    path: str,
    doi: str | None,
    venue: str | None,
    venues: Venues,
) -> str:
    item = found.setdefault(path, Expression(path, UNKNOWN))
    if doi and not item.identifiers:
        item.identifiers.append(["doi", doi.lower()])
        item.same_as.append(f"https://doi.org/{doi}")
    for scheme in _FURTHER:
        value = record.identifiers.get(scheme) if scheme != "doi" else None
        if scheme == "isbn" and not own_isbn(record):
            continue
        if value and [scheme, value] not in item.identifiers:
            item.identifiers.append([scheme, value])
    item.venue = item.venue or venue
    item.date = item.date or publication_date(record)
    item.volume = item.volume or record.volume
    item.issue = item.issue or record.issue
    item.pages = item.pages or record.pages
    item.article_number = item.article_number or record.article_number
    if not venue:
        item.edition, item.place = item.edition or record.edition, item.place or record.place
    if record.event and venues.kinds.get(venue or "", (None,))[0] not in VOLUMES:
        item.event = item.event or held(record.event)
    item.publisher = item.publisher or record.publisher
    item.license = item.license or (record.license if not record.arxiv_id else None)
    if not record.arxiv_id:
        _licenses(item, record)
    for one in record.other_identifiers:
        if one.of != "work" or (one.scheme == "isbn" and not own_isbn(record)):
            continue
        if one.scheme in _FURTHER and [one.scheme, one.value] not in item.identifiers:
            item.identifiers.append([one.scheme, one.value.lower() if one.scheme == "doi" else one.value])
    item.same_as = unique(item.same_as)
    return path


def _licenses(item: Expression, record: WorkRecord) -> None:
    """Add the licences by what they are for; the one for readers stands by itself."""
    for one in record.licenses:
        pair = one.scope, one.license
        if pair not in item.licenses and (one.scope != "other" or one.license != item.license):
            item.licenses.append(pair)
