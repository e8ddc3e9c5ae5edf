"""Mentions from works and records: what the resolver of persons is told of each author."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from kg.identity.authors import strongest
from kg.identity.dates import public_year
from kg.identity.folding import name_key, title_key, tokens
from kg.identity.organisations import organisation_key
from kg.identity.persons.mention import PersonMention, sample
from kg.identity.venues import published_in
from kg.keys import authorship_key, is_profile_key
from kg.records import Author, WorkRecord
from kg.taxonomy import canonical_code
from kg.works import Work, own_key

_MOST_WORDS: Final = 16
_COMMON: Final = frozenset(
    """a an the of for and in on to with from by using via at as is are be its their our we it this that
    toward towards into over under between among through how what when why can do does not no new based
    approach method methods study analysis results der die das und für von mit zur zum des le la les du de
    et sur une un pour el los las y en del il di per""".split()  # noqa: SIM905
)
_EDITION: Final = re.compile(
    r"\b(?:proceedings|of|the|in|on|and|for|annual|international|conference|workshop|meeting|symposium|part|"
    r"volume|vol|long|short|papers|companion|main|edition|[a-z]*\d[a-z\d]*|first|second|third|fourth|fifth|sixth|"
    r"seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]*teenth|twentieth|[a-z]+ieth|[a-z]+ty)\b"
)
_SERIES: Final = re.compile(r"(10\.\d{4,9})/([a-z]*[./]?[a-z]{2,}|s\d{5}(?=-))?")


def mentions_of_work(
    work: Work,
    paper: str,
    headings: Collection[tuple[str, str]] = (),
    sides: Mapping[int, list[str]] = MappingProxyType({}),
    venue: str | None = None,
) -> Iterator[PersonMention]:
    """Yield the mentions of a resolved work; `paper` tells it from all others.

    `headings` are pairs of the key of a heading of a name search, and the key of the name it lists; `sides`
    are those of each position (`PersonMention`), `venue` is where the paper appeared, by name.
    Teams are no mentions; who is listed on a profile page is one. The key of a mention is that of its
    authorship (specification, section 3.3).
    """
    printed = [one for one in work.authorships if not one.collective]
    keys = sample(one.name for one in printed)
    title = words_of_title(work.title)
    doi = next(
        (value for one in work.expressions for scheme, value in one.identifiers if scheme == "doi"), None
    )
    for one in (*printed, *work.listed):
        page = one.agent if one.agent and is_profile_key(one.agent) else None
        yield PersonMention(
            key=own_key(work.key, one),
            paper=paper,
            name=one.name,
            given=one.given,
            family=one.family,
            coauthors=keys,
            listed=len(work.authorships),
            venue=venue_key(venue) or series_of(doi),
            year=int(work.date[:4]) if work.date else None,
            topics=list(work.topics),
            title=title,
            affiliations=[*one.affiliations, *map(_as_words, one.organisations)],
            identifiers=dict(one.identifiers),
            profiles=[page] if page else [],
            headings=sorted(heading for heading, name in headings if name == one.key),
            agent=one.agent,
            alternates=one.alternates,
            sides=sides.get(one.position, []),
        )


def lone_mentions(record: WorkRecord, key: str, paper: str) -> Iterator[PersonMention]:
    """Yield the mentions of a record that is the only one of its paper, whose mint key is `key`."""
    persons = [one for one in record.authors if one.kind == "person"]
    if not persons:
        return
    names = sample(one.name for one in persons)
    year = public_year(record)
    topics = sorted({code for one in record.categories if (code := canonical_code(one))})
    where, title = venue_key(published_in(record)) or series_of(record.doi), words_of_title(record.title)
    for one in persons:
        identifiers = dict(one.identifiers)
        if one.orcid:
            identifiers["orcid"] = one.orcid
        yield PersonMention(
            key=authorship_key(key, one.position + 1, name_key(one.name)),
            paper=paper,
            name=one.name,
            given=one.given,
            family=one.family,
            suffix=one.suffix,
            coauthors=names,
            listed=len(record.authors),
            venue=where,
            year=year,
            topics=topics,
            title=title,
            affiliations=_affiliations(one),
            identifiers=identifiers,
            agent=strongest(identifiers) if identifiers else None,
        )


def mentions_of_record(record: WorkRecord, paper: str, hidden: Iterable[str] = ()) -> Iterator[PersonMention]:
    """Yield the mentions of a record taken alone, keyed `{paper}#{position}` (from 0).

    `hidden` names identifier schemes that the resolver must not see.
    """
    persons = [one for one in record.authors if one.kind == "person"]
    keys = sample(one.name for one in persons)
    title, hide = words_of_title(record.title), set(hidden)
    year = record.year or public_year(record)
    for one in persons:
        known = dict(one.identifiers) | ({"orcid": one.orcid} if one.orcid else {})
        yield PersonMention(
            key=f"{paper}#{one.position}",
            paper=paper,
            name=one.name,
            given=one.given,
            family=one.family,
            suffix=one.suffix,
            coauthors=keys,
            listed=len(record.authors),
            venue=venue_key(published_in(record)) or series_of(record.doi),
            year=year,
            topics=list(record.categories),
            title=title,
            affiliations=_affiliations(one),
            identifiers={scheme: value for scheme, value in known.items() if scheme not in hide},
        )


def _affiliations(author: Author) -> list[str]:
    """Return where an author works: the texts as printed, and organisations by what identifies them."""
    if not author.organisations:
        return list(author.affiliations)
    keys = [key for one in author.organisations if (key := organisation_key(one.identifiers))]
    return [*author.affiliations, *dict.fromkeys(map(_as_words, keys))]


def _as_words(organisation: str) -> str:
    """Return the key of an organisation as a text that is like no other organisation's."""
    return organisation.replace(":", " ")


def words_of_title(title: str | None) -> list[str]:
    """Return the telling words of a title, folded, each once, in alphabetical order."""
    words = {word for word in tokens(title or "") if len(word) > 2 and word not in _COMMON}
    return sorted(words)[:_MOST_WORDS]


def venue_key(venue: str | None) -> str | None:
    """Return a key under which the editions of one journal or conference meet; null where none is stated."""
    if not venue:
        return None
    return title_key(_EDITION.sub("", " ".join(tokens(venue)))) or title_key(venue)


def series_of(doi: str | None) -> str | None:
    """Return the registrant and journal code of a DOI, which stands for the venue where none is stated."""
    if not doi or not (match := _SERIES.match(doi.lower())):
        return None
    return f"{match[1]}/{match[2]}" if match[2] else None
