r"""Vocabulary terms as N-Triples text with a blank on both sides, made once: ` <iri> `.

A line is then `f"{subject}{NAME}{object} .\n"`. Building these texts at every use costs a third of
the mapping's time.
"""

from __future__ import annotations

from typing import Final

from kg.vocab import CITO, DATACITE, DCTERMS, FABIO, FOAF, FRBR, KGO, LITERAL, PRISM, PRO, PROV, RDF, SCHEMA


def _between(iri: str) -> str:
    return f" {iri} "


TYPE: Final = RDF.n("type")
A: Final = _between(TYPE)

NAME: Final = _between(SCHEMA.n("name"))
GIVEN: Final = _between(SCHEMA.n("givenName"))
FAMILY: Final = _between(SCHEMA.n("familyName"))
OTHER_NAME: Final = _between(SCHEMA.n("alternateName"))
ABSTRACT: Final = _between(SCHEMA.n("abstract"))
LANGUAGE: Final = _between(SCHEMA.n("inLanguage"))
PUBLISHED: Final = _between(SCHEMA.n("datePublished"))
ABOUT: Final = _between(SCHEMA.n("about"))
AUTHOR: Final = _between(SCHEMA.n("author"))
POSITION: Final = _between(SCHEMA.n("position"))
PART_OF_VENUE: Final = _between(SCHEMA.n("isPartOf"))
SAME_AS: Final = _between(SCHEMA.n("sameAs"))
LICENSE: Final = _between(SCHEMA.n("license"))
PUBLISHER: Final = _between(SCHEMA.n("publisher"))
VERSION: Final = _between(SCHEMA.n("version"))
SUBJECT_OF: Final = _between(SCHEMA.n("subjectOf"))

YEAR: Final = _between(FABIO.n("hasPublicationYear"))
PRIMARY: Final = _between(FABIO.n("hasPrimarySubjectTerm"))
REALIZATION: Final = _between(FRBR.n("realization"))
VOLUME: Final = _between(PRISM.n("volume"))
ISSUE: Final = _between(PRISM.n("issueIdentifier"))
PAGES: Final = _between(PRISM.n("pageRange"))

CONTEXT: Final = _between(PRO.n("isDocumentContextFor"))
EDITOR: Final = _between(SCHEMA.n("editor"))
EDITION: Final = _between(PRISM.n("edition"))
SERIES: Final = _between(KGO.n("series"))
PLACE: Final = _between(KGO.n("place"))
SERIES_NUMBER: Final = _between(KGO.n("seriesNumber"))
ARTICLE: Final = _between(KGO.n("articleNumber"))

ROLE: Final = _between(PRO.n("withRole"))
HELD_BY: Final = _between(PRO.n("isHeldBy"))

CITES: Final = _between(CITO.n("cites"))
DERIVED: Final = _between(PROV.n("wasDerivedFrom"))
HAS_VERSION: Final = _between(DCTERMS.n("hasVersion"))
SUBMITTED: Final = _between(DCTERMS.n("dateSubmitted"))
RIGHTS: Final = _between(DCTERMS.n("rights"))
PART_OF: Final = _between(DCTERMS.n("isPartOf"))

IDENTIFIER: Final = _between(DATACITE.n("hasIdentifier"))
SCHEME: Final = _between(DATACITE.n("usesIdentifierScheme"))
VALUE: Final = _between(LITERAL.n("hasLiteralValue"))

COUNT: Final = _between(KGO.n("authorCount"))
LIST_STATUS: Final = _between(KGO.n("authorListStatus"))
PRINTED: Final = _between(KGO.n("nameAsPrinted"))
KEY: Final = _between(KGO.n("nameKey"))
COUNTRY: Final = _between(KGO.n("country"))
AFFILIATION: Final = _between(KGO.n("affiliationAsPrinted"))
CORRESPONDING: Final = _between(KGO.n("corresponding"))
EQUAL_CONTRIBUTION: Final = _between(KGO.n("equalContribution"))
ORGANISATION: Final = _between(PRO.n("relatesToOrganization"))
STATUS: Final = _between(KGO.n("resolutionStatus"))
SIZE: Final = _between(KGO.n("sizeAsStated"))

PERSON_TYPES: Final = (f"{A}{SCHEMA.n('Person')} .\n",)
TEAM_TYPES: Final = (f"{A}{SCHEMA.n('Organization')} .\n", f"{A}{FOAF.n('Group')} .\n")
ORGANISATION_TYPES: Final = (f"{A}{SCHEMA.n('Organization')} .\n", f"{A}{FOAF.n('Organization')} .\n")
