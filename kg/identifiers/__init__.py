"""Identifiers in their normal forms, with check digits: parsed, or None where the text is none.

Each class holds a value in normal form and has `parse(text)`, which takes what sources print (a bare
value, a `doi:` or `arXiv:` prefix, a resolver address) and returns None for anything else; nothing is
raised. `str(identifier)` is the normal form and `url` the address that resolves it. Mapping
specification, section 4.5.
"""

from kg.identifiers.arxiv import ArxivId
from kg.identifiers.doi import ARXIV_DOI_PREFIX, Doi, StatedDois, stated_dois
from kg.identifiers.orcid import Isni, Orcid
from kg.identifiers.pubmed import Pmcid, Pmid
from kg.identifiers.ror import Ror
from kg.identifiers.serial import Isbn, Issn

__all__ = [
    "ARXIV_DOI_PREFIX", "ArxivId", "Doi", "Isbn", "Isni", "Issn", "Orcid", "Pmcid", "Pmid", "Ror",
    "StatedDois", "stated_dois",
]  # fmt: skip
