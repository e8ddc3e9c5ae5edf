"""How far a source's word goes where sources disagree (mapping specification, section 6)."""

from __future__ import annotations

from typing import Final

# Registry of the identifier, then the repository itself, curated index, aggregator, listing.
_ORDER: Final[dict[str, int]] = {
    "crossref": 0, "datacite": 0, "pubmed": 0,
    "arxiv-jsonl": 1, "arxiv-abs": 1, "arxiv-atom": 1, "arxiv-oai": 1, "arxiv-abs-text": 1,
    "jats": 1, "dblp": 2, "acl-anthology": 2, "marcxml": 2, "mods": 2,
    "kg-jsonl": 3, "bibtex": 3, "ris": 3, "csl-json": 3, "schema-org": 3, "oai-dc": 3,
    "arxiv-dump": 4, "orcid": 4, "profile-page": 5, "author-page": 6,
}  # fmt: skip


def authority(format_name: str) -> int:
    """Return the rank of a format's word: 0 is the strongest; one not listed stands in the middle."""
    return _ORDER.get(format_name, _ORDER.get(format_name.partition("-")[0], 3))
