"""JSON of services that people search and export from, one service a module.

Each is a list of entries of one shape; `service` makes a reader of how its entries are told and read.
"""

from __future__ import annotations

from kg.readers.services import (
    ads,
    aminer,
    core,
    dblp_search,
    doaj,
    dryad,
    europe_pmc,
    figshare,
    hal,
    ieee_xplore,
    inspire,
    invenio,
    lens,
    mendeley,
    openaire,
    openreview,
    publish_or_perish,
    pubmed_summary,
    scopus,
    scopus_authors,
    semantic_scholar,
    springer,
    unpaywall,
    web_of_science_json,
    zotero,
)

__all__ = [
    "ads",
    "aminer",
    "core",
    "dblp_search",
    "doaj",
    "dryad",
    "europe_pmc",
    "figshare",
    "hal",
    "ieee_xplore",
    "inspire",
    "invenio",
    "lens",
    "mendeley",
    "openaire",
    "openreview",
    "publish_or_perish",
    "pubmed_summary",
    "scopus",
    "scopus_authors",
    "semantic_scholar",
    "springer",
    "unpaywall",
    "web_of_science_json",
    "zotero",
]
