"""What a record says its work is to others: the keys that name the other, and what the other becomes by it.

Only identifiers link; a title alone names nothing. What is said to be the same work (a preprint and what it
became, one publication in two places) is evidence of identity; all else is a link between two works.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from kg.identifiers import ArxivId, Doi
from kg.identity.dates import public_date
from kg.keys import key_of, split_key
from kg.kinds import StatusKind
from kg.records import Relation, RelationKind, WorkRecord

SAME_WORK: Final[frozenset[RelationKind]] = frozenset({"same-as", "preprint-of", "has-preprint"})
"""Relations between two expressions of one work."""

OF_NOTICES: Final[dict[RelationKind, StatusKind]] = {
    "retracts": "retracted", "corrects": "corrected", "replaces": "superseded",
}  # fmt: skip
"""What the other work becomes by a notice that stands so to it."""

BY_NOTICES: Final[dict[RelationKind, StatusKind]] = {
    "retracted-by": "retracted", "corrected-by": "corrected", "replaced-by": "superseded",
}  # fmt: skip
"""What a work becomes that says itself of a notice that it stands so to it."""

_ADDRESSES: Final = {
    "doi": "https://doi.org/{}",
    "arxiv": "https://arxiv.org/abs/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "handle": "https://hdl.handle.net/{}",
}
_IN_ADDRESSES: Final = ("://doi.org/", "://dx.doi.org/", "://arxiv.org/abs/")


def relation_key(relation: Relation) -> str | None:
    """Return the key of the other work (`doi:10.1000/182`), as `identifier_keys` has it, or null."""
    if not relation.identifier:
        return None
    scheme, value = relation.scheme or "", relation.identifier
    if scheme in ("doi", "arxiv") or any(part in value for part in _IN_ADDRESSES):
        if doi := Doi.parse(value):
            return f"arxiv:{doi.arxiv.value}" if doi.arxiv else f"doi:{doi.value.lower()}"
        if eprint := ArxivId.parse(value):
            return f"arxiv:{eprint.value}"
        return None
    return key_of(scheme, value) if scheme and scheme not in ("url", "uri", "isbn", "issn") else None


def related_keys(record: WorkRecord) -> Iterator[str]:
    """Yield the keys of the works that a record says its own stands in a relation to."""
    for relation in record.relations:
        if key := relation_key(relation):
            yield key


def same_keys(record: WorkRecord) -> Iterator[str]:
    """Yield the keys of what a record says to be the same work."""
    for relation in record.relations:
        if relation.kind in SAME_WORK and (key := relation_key(relation)):
            yield key


def address(relation: Relation) -> str | None:
    """Return the address that names the other work, where there is one."""
    value = relation.identifier
    if not value:
        return None
    if value.startswith(("https://", "http://")):
        return value
    key = relation_key(relation) or key_of(relation.scheme or "", value)
    scheme, value = split_key(key)
    pattern = _ADDRESSES.get(scheme)
    return pattern.format(quote(value, safe="/:;()._-~")) if pattern else None


def notices(record: WorkRecord, key: str) -> Iterator[tuple[RelationKind, str | None]]:
    """Yield how a record, as a notice, stands to the work under `key`, and the date of the notice."""
    for relation in record.relations:
        if relation.kind in OF_NOTICES and relation_key(relation) == key:
            yield relation.kind, public_date(record)
