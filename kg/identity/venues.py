"""Where records say that a paper appeared, and one description of each such venue.

Mapping specification, section 4.5. A venue is known by ISSN-L, dblp stream, OpenAlex source, ISSN or name;
which of these are of one venue, `kg.identity.venue_clusters` decides. An ISSN that stands with a volume is
its series'.
What a record says of the volume (editors, series, place, ISBN) is the venue's where the venue is a volume
and its records agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import orjson

from kg.compact import compact
from kg.facts import HeldEvent
from kg.identity.authors import strongest
from kg.identity.folding import name_key, title_key
from kg.identity.kinds import VOLUMES, venue_classes
from kg.identity.venue_kinds import Said, decided
from kg.identity.venue_nodes import is_volume, key_of
from kg.identity.venue_words import abbreviates, forms_of
from kg.kinds import VenueKind
from kg.records import Author, Event, WorkRecord
from kg.repair.venue_parts import venue_parts
from kg.works import Agent, Editor, FieldDecision, Venue, VenueMention

ARXIV: Final = "arxiv"
"""Mint key of arXiv."""

_ARXIV: Final = VenueMention(ARXIV, "arXiv", "repository")
_OF_SERIALS: Final = frozenset({"issn", "lissn", "issn-l", "issnl", "eissn"})
_MOST_ALTERNATES: Final = 50
_COMMON: Final = 20  # names of one venue among which the whole one is looked for
_NAMED: Final = 0.95
_SHOWN: Final = 5
_VOLUMES: Final = frozenset({"book", "proceedings", "dissertation", "masters-thesis", "thesis", "report"})
"""Works that an ISBN among their identifiers is of; a chapter's is that of its book."""
_TELLING: Final = frozenset({
    "preprint", "journal-article", "review-article", "proceedings-article", "workshop-paper", "book-chapter",
    "reference-entry", "book", "proceedings", "dataset", "software",
})  # fmt: skip


def is_arxiv(venue: str) -> bool:
    """Tell whether a venue as stated is arXiv, which is where an e-print is kept."""
    return title_key(venue) in {"arxiv", "corr", "arxivorg", "arxivpreprint", "arxivcornelluniversity"}


def published_in(record: WorkRecord) -> str | None:
    """Return the name of the venue that a record states, or null where it states none but arXiv."""
    return None if not record.venue or is_arxiv(record.venue) else record.venue


def venue_key(record: WorkRecord) -> str | None:
    """Return the mint key of the venue that a record states, or null where it states none but arXiv."""
    name = published_in(record)
    return key_of(name, _own(record, name)) if name else None


def _own(record: WorkRecord, name: str) -> dict[str, str]:
    """Return the identifiers of a venue that are its own: an ISSN of a volume is its series'."""
    stated = {scheme.lower(): value for scheme, value in record.venue_identifiers.items()}
    if stated.keys() & _OF_SERIALS and is_volume(name, record.venue_kind):
        return {scheme: value for scheme, value in stated.items() if scheme not in _OF_SERIALS}
    return stated


def _of_series(record: WorkRecord, name: str) -> list[list[str]]:
    """Return the identifiers of the series that a record's volume is of."""
    found = {(one.scheme.lower(), one.value) for one in record.other_identifiers if one.of == "series"}
    own = _own(record, name)
    found |= {
        (scheme.lower(), value)
        for scheme, value in record.venue_identifiers.items()
        if scheme.lower() not in own
    }
    return sorted([scheme, value] for scheme, value in found)


def own_isbn(record: WorkRecord) -> bool:
    """Tell whether an ISBN among the identifiers of a work is its own, not its volume's."""
    return record.work_type in _VOLUMES or (record.work_type is None and not published_in(record))


def venue_mentions(record: WorkRecord) -> list[VenueMention]:
    """Return what a record says of venues: of that where the paper appeared, and arXiv for an e-print."""
    found = [_ARXIV] if record.arxiv_id else []
    if (name := published_in(record)) and (key := venue_key(record)):
        # with an e-print beside it, a preprint is the e-print
        eprint = record.work_type == "preprint" and record.arxiv_id is not None
        kind = None if eprint or record.work_type not in _TELLING else record.work_type
        found.append(
            VenueMention(
                key=key,
                name=name,
                kind=record.venue_kind,
                work_type=kind,
                volume=bool(record.volume),
                issue=bool(record.issue),
                identifiers=_stated_identifiers(record, name),
                editors=[_editor(one) for one in record.editors],
                series=record.series,
                edition=record.edition,
                place=record.place,
                abbreviation=record.venue_abbreviation,
                series_number=record.series_number,
                event=held(record.event) if record.event else None,
                series_identifiers=_of_series(record, name),
            )
        )
    return found


def held(event: Event) -> HeldEvent:
    """Return an event as the graph has it."""
    return HeldEvent(event.name, event.acronym, event.number, event.place, event.start, event.end)


def _stated_identifiers(record: WorkRecord, name: str) -> list[list[str]]:
    stated = dict(_own(record, name))
    if (isbn := record.identifiers.get("isbn")) and not own_isbn(record):
        stated.setdefault("isbn", isbn)
    stated = {scheme: value.lower() if scheme == "doi" else value for scheme, value in stated.items()}
    found = set(stated.items())
    further = ((one.scheme, one.value) for one in record.other_identifiers if one.of == "venue")
    found |= {pair for pair in further if pair[0] != "doi"}
    return sorted([scheme, value] for scheme, value in found)


def _editor(author: Author) -> Editor:
    collective = author.kind == "collective"
    identifiers = dict(author.identifiers)
    if author.orcid:
        identifiers["orcid"] = author.orcid
    return Editor(
        author.position + 1,
        author.name,
        None if collective else author.given,
        None if collective else author.family,
        collective,
        None if collective else strongest(identifiers),
    )


def editor_agents(record: WorkRecord) -> list[Agent]:
    """Return the editors and contributors that an identifier tells, as agents without a place on a list."""
    found = []
    for author in (*record.editors, *record.contributors):
        editor = _editor(author)
        if editor.agent:
            identifiers = dict(author.identifiers) | ({"orcid": author.orcid} if author.orcid else {})
            found.append(
                Agent(
                    key=editor.agent,
                    collective=False,
                    name=editor.name,
                    given=editor.given,
                    family=editor.family,
                    alternates=list(author.variants),
                    identifiers=sorted([scheme, value] for scheme, value in identifiers.items()),
                    positions=0,
                )
            )
    return found


def dump_mention(mention: VenueMention) -> bytes:
    """Return a mention as JSON, without what it does not say."""
    said = ((name, getattr(mention, name)) for name in VenueMention.__slots__)
    return compact({name: value for name, value in said if value})


def load_mention(text: bytes) -> VenueMention:
    """Read back what `dump_mention` wrote."""
    data = orjson.loads(text)
    data["editors"] = [Editor(**one) for one in data.get("editors", ())]
    if "event" in data:
        data["event"] = HeldEvent(**data["event"])
    return VenueMention(**data)


def merged_venues(said: Iterable[Said]) -> Iterator[tuple[Venue, list[FieldDecision]]]:
    """Yield each venue once, with the decisions on its kind and event where these had to be made.

    What is `said` comes grouped by key, in a total order.
    """
    for key, group in groupby(said, key=lambda one: one.mention.key):
        yield _venue(key, list(group))


def _called(said: list[Said]) -> tuple[str, list[str]]:
    """Return the name that most use of those that no other is the whole of, and all names."""
    names: Counter[str] = Counter()
    for one in said:
        names[one.mention.name] += one.count
    common = [name for name, _ in names.most_common(_COMMON)]
    forms = {name: forms_of(name) for name in common}
    short = {
        name
        for name in common
        if any(abbreviates(forms[name][0], form) for other in common for form in forms[other])
        or (len(forms[name][0].words) == 1 and any(len(forms[other][0].words) > 1 for other in common))
    }
    whole = [name for name in names if name not in short] or list(names)
    return min(whole, key=lambda text: (-names[text], -len(text), text)), list(names)


def _venue(key: str, said: list[Said]) -> tuple[Venue, list[FieldDecision]]:
    name, names = _called(said)
    kind, decision = decided(said, name)
    parts = venue_parts(name)
    if kind == "journal" and (parts.former or (parts.number and (parts.year or parts.part))):
        name = parts.core  # of an issue's name what is the journal's
    venue = Venue(
        key,
        name,
        kind,
        ("DocumentRepository", "Collection") if key == ARXIV else venue_classes(kind),
        alternates=sorted({*names, *_abbreviations(said)} - {name})[:_MOST_ALTERNATES],
        identifiers=_identifiers(said, kind),
    )
    if kind in VOLUMES:
        venue.series = _agreed([one.mention.series or venue_parts(one.mention.name).series for one in said])
        venue.edition = _agreed([one.mention.edition for one in said])
        venue.place = _agreed([one.mention.place for one in said])
        venue.series_number = _agreed(
            [one.mention.series_number or venue_parts(one.mention.name).series_number for one in said]
        )
        venue.event = _event([one.mention.event for one in said if one.mention.event])
        venue.editors = _editors([one.mention.editors for one in said])
    found = [decision] if decision else []
    if kind in VOLUMES and venue.event is None and (event := _event_of_name(venue)):
        venue.event = event
        found.append(FieldDecision(
            "event", "kgo:event", "VENUE-NAME", _NAMED, sorted({one.record for one in said})[:_SHOWN], [],
            "its name says which meeting it is of",
        ))  # fmt: skip
    return venue, found


def _event_of_name(venue: Venue) -> HeldEvent | None:
    """Return the meeting that the name of a volume says it is of; null where it says none."""
    for name in (venue.name, *venue.alternates):
        parts = venue_parts(name)
        if parts.meeting and parts.once and parts.core != parts.acronym:
            number = str(parts.ordinal) if parts.ordinal else None
            return HeldEvent(parts.core, parts.acronym, number, parts.place, None, None)
    return None


def _identifiers(said: list[Said], kind: VenueKind | None) -> list[list[str]]:
    """Return the identifiers of a venue; an ISBN is that of a volume, not of a series or journal."""
    stated = {(scheme, value) for one in said for scheme, value in one.mention.identifiers}
    return sorted([scheme, value] for scheme, value in stated if scheme != "isbn" or kind in VOLUMES)


def _agreed(stated: list[str | None]) -> str | None:
    """Return the text that all records state that state one, in its longest spelling, else null."""
    texts = [text for text in stated if text]
    if len({title_key(text) for text in texts}) != 1:
        return None
    return min(texts, key=lambda text: (-len(text), text))


def _abbreviations(said: list[Said]) -> set[str]:
    return {one.mention.abbreviation for one in said if one.mention.abbreviation}


def _event(stated: list[HeldEvent]) -> HeldEvent | None:
    """Return the event of a volume: what all records agree on of it; null where on nothing."""
    found = HeldEvent(
        **{
            name: _agreed([getattr(one, name) for one in stated])
            for name in ("name", "acronym", "number", "place", "start", "end")
        }
    )
    return found if found != HeldEvent() else None


def _editors(stated: list[list[Editor]]) -> list[Editor]:
    """Return the list of editors where all records that state one name the same people."""
    lists = [one for one in stated if one]
    if len({tuple(name_key(editor.name) for editor in one) for one in lists}) != 1:
        return []
    known = [[editor.agent or "" for editor in one] for one in lists]
    return lists[max(range(len(lists)), key=lambda place: (sum(map(bool, known[place])), -place))]
