"""Blocking keys of a record: two records that share one may be of one paper.

Mapping specification, section 3.3. Keys are hashed to 64 bits; a chance collision only costs a
comparison, because a shared key never joins by itself: the records are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from kg.identifiers import ArxivId, Doi
from kg.identity.folding import name_key, title_key
from kg.identity.relations import same_keys
from kg.identity.venues import own_isbn
from kg.keys import TITLE, key_of, publication_key, record_key, titled_key
from kg.records import Reference, WorkRecord

# Identifiers that many papers share, or that name something other than the paper.
NOT_OF_ONE_PAPER: Final = frozenset(
    {"isbn", "issn", "issn-l", "issnl", "eissn", "lissn", "url", "report", "report-no",
     "orcid", "ror", "grid", "isni", "researcherid", "fundref", "funder"}
)  # fmt: skip
ARXIV_DOI: Final = "10.48550/arxiv."
_LEAST_TITLE: Final = 8
_LEAST_ABSTRACT: Final = 80
# Strongest first: which identifier gives a paper its IRI.
_MINT_ORDER: Final = ("arxiv", "doi", "dblp", "openalex")
_RANK: Final = {scheme: place for place, scheme in enumerate(_MINT_ORDER)}


def identifiers(record: WorkRecord) -> list[tuple[str, str]]:
    """Return the (scheme, value) pairs that identify the paper itself, strongest first."""
    found: dict[tuple[str, str], None] = {}
    if record.arxiv_id:
        found["arxiv", record.arxiv_id] = None
    if record.doi:
        doi = record.doi.lower()
        if doi.startswith(ARXIV_DOI):
            found["arxiv", doi.removeprefix(ARXIV_DOI)] = None
        else:
            found["doi", doi] = None
    for scheme, value in sorted(record.identifiers.items()):
        if scheme not in NOT_OF_ONE_PAPER:
            found[scheme.lower(), value] = None
    found.update(dict.fromkeys(_further(record)))
    # of one scheme, what the record has in the first place stays before what it has beside it
    return sorted(found, key=lambda pair: (_RANK.get(pair[0], len(_RANK)), pair[0]))


def _further(record: WorkRecord) -> Iterator[tuple[str, str]]:
    """Yield the further identifiers of the work: another DOI, an e-print's."""
    for one in record.other_identifiers:
        scheme, value = one.scheme.lower(), one.value
        if one.of != "work" or scheme in NOT_OF_ONE_PAPER:
            continue
        if scheme == "doi" and value.lower().startswith(ARXIV_DOI):
            scheme, value = "arxiv", value.lower().removeprefix(ARXIV_DOI)
        yield scheme, value.lower() if scheme == "doi" else value


def identifier_keys(record: WorkRecord) -> list[str]:
    """Return the keys under which sameness is stated outright."""
    return [key_of(scheme, value) for scheme, value in identifiers(record)]


def text_keys(record: WorkRecord) -> list[str]:
    """Return the keys under which sameness has to be weighed: title, and beginning of the abstract."""
    keys = []
    if record.title and len(key := title_key(record.title)) >= _LEAST_TITLE:
        keys.append(f"title={key}")
    elif minted := title_mint_key(record):  # too short to mean much, but it would give both one IRI
        keys.append(minted)
    if record.abstract and len(start := title_key(record.abstract[:240])) >= _LEAST_ABSTRACT:
        keys.append(f"abstract={start[:160]}")
    return keys


def meeting_keys(record: WorkRecord) -> list[str]:
    """Return the keys by which the record may meet others of its paper, those it names itself included."""
    isbns = (key_of("isbn", one) for one in isbns_of(record))
    return [*identifier_keys(record), *text_keys(record), *same_keys(record), *isbns]


def isbns_of(record: WorkRecord) -> frozenset[str]:
    """Return the ISBNs of a book, thesis or volume itself; those of what contains a work are not its own."""
    if not own_isbn(record):
        return frozenset()
    found = {value for scheme, value in record.identifiers.items() if scheme.lower() == "isbn"}
    found |= {one.value for one in record.other_identifiers if one.of == "work" and one.scheme == "isbn"}
    return frozenset(found)


def hashed(key: str) -> int:
    """Return 64 bits that stand for `key`, the same on every machine."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def mint_key(record: WorkRecord, record_id: str, *, alone: bool = False) -> str:
    """Return the key that gives a paper its IRI, made from the strongest thing its first record states.

    `alone` is set where that key is taken by a paper that was decided to be another one.
    """
    if alone:
        return record_key(record_id)
    for scheme, value in identifiers(record):
        if scheme in _MINT_ORDER:
            return publication_key(scheme, value)
    return title_mint_key(record) or record_key(record_id)


def key_rank(key: str) -> tuple[int, str]:
    """Return the rank of a paper's key, strongest first."""
    order = (*(publication_key(scheme, "") for scheme in _MINT_ORDER), TITLE, record_key(""))
    return next((place for place, prefix in enumerate(order) if key.startswith(prefix)), len(order)), key


def published_keys(record: WorkRecord) -> list[str]:
    """Return the mint keys that the identifiers of a record may give its paper, strongest first."""
    return [publication_key(scheme, value) for scheme, value in identifiers(record) if scheme in _MINT_ORDER]


def title_mint_key(record: WorkRecord) -> str | None:
    """Return the key that title and first author would give a paper without identifier, or null."""
    if record.title and (key := title_key(record.title)):
        first = name_key(record.authors[0].name) if record.authors else ""
        return titled_key(key, first)
    return None


def cited_keys(reference: Reference) -> list[str]:
    """Return the identifier keys of what a reference names: a DOI, an arXiv id, and what else it states."""
    found = [key for one in (reference.arxiv_id, reference.doi) if one and (key := _identifier_key(one))]
    if not found and reference.text and (key := _identifier_key(reference.text)):
        found.append(key)
    others = reference.identifiers.items()
    return found + [key_of(scheme, value) for scheme, value in others if scheme not in NOT_OF_ONE_PAPER]


def _identifier_key(text: str) -> str | None:
    if doi := Doi.parse(text):
        return key_of("arxiv", doi.arxiv.value) if doi.arxiv else key_of("doi", doi.value)
    if eprint := ArxivId.parse(text):
        return key_of("arxiv", eprint.value)
    return None
