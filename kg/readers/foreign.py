"""Formats that kg does not read, told by what only they have, so that they are refused by name."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final

ADVICE: Final = (
    "kg does not read it; bring its records as kg's own JSON Lines (kg records --schema), "
    'such as {"title": "…", "authors": ["…"], "doi": "…"}'
)
_KEY: Final = re.compile(r'"([@$\w.:-]{1,40})"\s{0,3}:')
_LOOKED_AT: Final = 20_000

# the first of which all keys are there is named
_SHAPES: Final[tuple[tuple[str, frozenset[str]], ...]] = tuple(
    (name, frozenset(keys.split()))
    for name, keys in (
        ("an ORCID record of version 1 (ORCID's API has version 3)", "orcid-profile"),
        ("OpenAlex JSON", "authorships"),
        ("OpenAlex JSON", "abstract_inverted_index"),
        ("OpenAlex JSON", "referenced_works"),
        ("Crossref JSON", "message message-type"),
        ("Crossref JSON", "is-referenced-by-count"),
        ("Crossref JSON", "DOI indexed"),
        ("Crossref JSON", "DOI member"),
        ("DataCite JSON", "data attributes"),
        ("DataCite JSON", "creators titles"),
        ("DataCite JSON", "titles publicationYear"),
        ("Zotero JSON", "itemType"),
        ("INSPIRE JSON", "control_number"),
        ("Commonmeta JSON", "provider container"),
        ("Commonmeta JSON", "provider date_published"),
        ("Commonmeta JSON", "schema_version date_published"),
        ("MARC-in-JSON", "leader fields"),
        ("InvenioRDM JSON", "person_or_org"),
        ("Lens JSON", "lens_id"),
        ("Zenodo JSON", "conceptrecid"),
        ("Semantic Scholar JSON", "paperId"),
        ("Semantic Scholar JSON", "corpusid"),
        ("Europe PMC JSON", "authorString"),
        ("Europe PMC JSON", "resultList"),
        ("DOAJ JSON", "bibjson"),
        ("OpenAIRE JSON", "oaf:entity"),
        ("OpenAIRE JSON", "mainTitle bestAccessRight"),
        ("CORE JSON", "yearPublished downloadUrl"),
        ("CORE JSON", "yearPublished documentType"),
        ("HAL JSON", "halId_s"),
        ("HAL JSON", "docid label_s"),
        ("ADS JSON", "bibcode docs"),
        ("the JSON of the ADS's ingest", "recordData"),
        ("the JSON of a Solr search", "responseHeader docs"),
        ("the JSON of a Solr search", "numFound docs"),
        ("a JSON Schema", "$schema properties"),
        ("the description of a package (npm)", "name version devDependencies"),
        ("the description of a package (npm)", "name version lockfileVersion"),
        ("the description of a package (npm)", "name version scripts dependencies"),
        ("NCBI's summaries in JSON", "header uids"),
        ("Scopus JSON", "search-results"),
        ("Scopus's abstracts in JSON", "abstracts-retrieval-response"),
        ("Springer Nature JSON", "apiMessage"),
        ("Springer Nature JSON", "contentType publicationName"),
        ("OpenReview JSON", "signatures invitation"),
        ("OpenReview JSON", "signatures invitations"),
        ("Unpaywall JSON", "z_authors"),
        ("Unpaywall JSON", "oa_locations"),
        ("DBLP's search JSON", "result hits"),
        ("figshare JSON", "url_public_api"),
        ("figshare JSON", "figshare_url"),
        ("Dryad JSON", "identifier versionNumber"),
        ("Dryad JSON", "stash:datasets"),
        ("Web of Science JSON", "UID static_data"),
        ("IEEE Xplore JSON", "articles total_records"),
        ("S2ORC JSON", "pdf_parse"),
        ("Wikidata JSON", "claims sitelinks"),
        ("CSL-JSON", "container-title"),
        ("CSL-JSON", "issued"),
        ("CSL-JSON", "citation-key"),
        ("CSL-JSON or Crossref JSON", "DOI URL"),
        ("CSL-JSON or Crossref JSON", "DOI author"),
        ("JSON-LD", "@context"),
        ("JSON-LD", "@graph"),
        ("JSON-LD", "@type"),
    )
)
_READ: Final = frozenset(
    [
        "ADS JSON",
        "CORE JSON",
        "DBLP's search JSON",
        "DOAJ JSON",
        "Dryad JSON",
        "figshare JSON",
        "CSL-JSON",
        "Crossref JSON",
        "DataCite JSON",
        "Europe PMC JSON",
        "HAL JSON",
        "INSPIRE JSON",
        "InvenioRDM JSON",
        "JSON-LD",
        "Lens JSON",
        "MARC-in-JSON",
        "NCBI's summaries in JSON",
        "OpenAIRE JSON",
        "OpenAlex JSON",
        "OpenReview JSON",
        "Scopus JSON",
        "Springer Nature JSON",
        "Unpaywall JSON",
        "IEEE Xplore JSON",
        "Web of Science JSON",
        "Semantic Scholar JSON",
        "Zenodo JSON",
        "Zotero JSON",
    ]
)  # as formats of their own
_NO_WORKS: Final = re.compile(
    r'\s{0,100}\{[^\[]{0,300}?"message-type"\s{0,9}:\s{0,9}"(?!work(?:-list)?")[a-z-]{1,40}"'
)
_XML: Final = r"\A\s{0,100}<[^\x00]{1,5000}?="
_LOOKS: Final = (
    ("PDF", re.compile(r"\A%PDF-")),
    (
        "a page of HTML that says nowhere in a known way what works it is of",
        re.compile(r"\A\s{0,100}<(?:!DOCTYPE html|html)\b", re.IGNORECASE),
    ),
    ("an Atom feed", re.compile(r"\A[^\x00]{0,300}<feed\b")),
    ("Elsevier's article XML", re.compile(rf'{_XML}"http://www\.elsevier\.com/xml/')),
)

_ROOT: Final = re.compile(
    r"\A(?:\s++|<\?[^>]{0,500}>|<!--(?:(?!-->).){0,2000}-->|<!DOCTYPE[^>\[]{0,500}>){0,20}+"
    r"<(?:[\w.-]{1,30}:)?([\w.-]{1,60})",
    re.DOTALL,
)
_ROOTS: Final = {
    "ONIXMessage": "ONIX",
    "ONIXmessage": "ONIX", "eSummaryResult": "NCBI's summaries in XML",
    "eSearchResult": "an answer of NCBI's search",
    "search-results": "Scopus XML", "abstracts-retrieval-response": "Scopus XML", "rss": "an RSS feed",
    "response": "the XML of a Solr search or of OpenAIRE", "ead": "EAD", "mets": "METS",
    "MD_Metadata": "ISO 19139 XML", "eml": "Ecological Metadata Language", "codeBook": "DDI",
    "full-text-retrieval-response": "Elsevier's full-text XML", "svg": "a picture (SVG)",
    "uketd_dc": "UKETD_DC outside an answer of OAI-PMH",
    "uketddc": "UKETD_DC outside an answer of OAI-PMH",
}  # fmt: skip
"""Root elements of XML that kg does not read."""


def foreign_object(keys: AbstractSet[str]) -> str | None:
    """Return the name of the format whose object has `keys`; None if none of those that are known has.

    Those that kg reads as formats of their own are among them.
    """
    return next((name for name, needed in _SHAPES if needed <= keys), None)


def foreign(head: str) -> str | None:
    """Return the name of the format of a document that begins with `head`; None if it is not known."""
    head = head.removeprefix("\ufeff")
    opening = head.lstrip()[:1]
    if opening in ("{", "["):
        if _NO_WORKS.match(head):
            return "an answer of Crossref that lists no works"
        name = foreign_object(set(_KEY.findall(head[:_LOOKED_AT])))
        return None if name in _READ else name
    for name, look in _LOOKS:
        if look.match(head):
            return name
    root = _ROOT.match(head)
    return _ROOTS.get(root[1]) if root else None
