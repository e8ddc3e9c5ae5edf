"""What is read of a DataCite resource, into which field, and what is left out and why."""

from __future__ import annotations

from typing import Final

from kg.readers.fates import REPEATED, FieldTable

_SCHEME: Final = "the name of the scheme says it"
_PARSER: Final = "it tells XML's parsers of the schema"
_SERVICE: Final = "it is about DataCite's services, not the work"
_DATES: Final = "it dates the metadata, not the work"

_PEOPLE: Final = "authors editors contributors"
_CONTAINER: Final = (
    "relations references venue venue_identifiers volume issue pages edition other_identifiers series"
)
_IDENTIFIERS: Final = "identifiers other_identifiers doi arxiv_id"

KERNEL: Final = FieldTable(
    {
        f"resource/{path}": field
        for path, field in {
            "identifier": "doi identifiers", "identifier@identifierType": "doi identifiers",
            "creators/*": _PEOPLE, "contributors/*": _PEOPLE, "titles/*": "title subtitle titles",
            "publisher": "publisher", "publicationYear": "year published", "subjects/*": "subjects keywords",
            "dates/*": "dates published statuses", "language": "language",
            "resourceType": "work_type work_type_as_stated",
            "resourceType@resourceTypeGeneral": "work_type work_type_as_stated",
            "alternateIdentifiers/*": _IDENTIFIERS, "relatedIdentifiers/*": _CONTAINER,
            "sizes/size": "extent", "rights": "licenses", "rightsList/*": "licenses",
            "descriptions/description[Abstract]": "abstract abstracts",
            "descriptions/description@descriptionType": "abstract stated",
            "descriptions/description@lang": "abstract abstracts", "fundingReferences/*": "funding",
            "relatedItems/*": _CONTAINER,
        }.items()
    },
    {
        f"resource{path}": _PARSER
        for path in ("@schemaLocation", "@xmlns", "@xsi", "/sizes/size@type", "/formats/format@type")
    }
    | {
        f"resource/{path}": why
        for path, why in {
            "creators/creator/nameIdentifier@schemeURI": _SCHEME,
            "contributors/contributor/nameIdentifier@schemeURI": _SCHEME,
            "creators/creator/affiliation@schemeURI": _SCHEME,
            "contributors/contributor/affiliation@schemeURI": _SCHEME, "publisher@schemeURI": _SCHEME,
            "publisher@lang": "the name is the same in every language",
            "rightsList/rights@schemeURI": _SCHEME, "rightsList/rights@lang": _SCHEME,
            "fundingReferences/fundingReference/funderIdentifier@schemeURI": _SCHEME,
            "relatedIdentifiers/relatedIdentifier@resourceTypeGeneral": "it describes the other work",
            "relatedIdentifiers/relatedIdentifier@relatedMetadataScheme": "it describes the other work",
            "relatedIdentifiers/relatedIdentifier@schemeURI": "it describes the other work",
            "relatedIdentifiers/relatedIdentifier@schemeType": "it describes the other work",
        }.items()
    },
)  # fmt: skip
"""The paths of the XML; that of an abstract has `[Abstract]` after it."""

REST: Final = FieldTable(
    {
        "doi": "doi", "identifiers[].*": _IDENTIFIERS, "alternateIdentifiers[].*": _IDENTIFIERS,
        "creators[].*": _PEOPLE, "contributors[].*": _PEOPLE, "titles[].*": "title subtitle titles",
        "publisher": "publisher", "publisher.name": "publisher", "container.*": _CONTAINER,
        "publicationYear": "year published", "subjects[].*": "subjects keywords", "subjects[]": "keywords",
        "dates[].*": "dates published statuses", "language": "language",
        "types.resourceType": "work_type work_type_as_stated",
        "types.resourceTypeGeneral": "work_type work_type_as_stated",
        "relatedIdentifiers[].*": _CONTAINER, "relatedItems[].*": _CONTAINER, "sizes[]": "extent",
        "rightsList[].*": "licenses", "descriptions[Abstract].*": "abstract abstracts",
        "fundingReferences[].*": "funding", "url": "url", "updated": "source", "citationCount": "counts",
        "referenceCount": "counts", "viewCount": "counts", "downloadCount": "counts",
    },
    {
        "id": REPEATED, "xml": REPEATED, "prefix": REPEATED, "suffix": REPEATED, "types.*": REPEATED,
        "creators[].nameIdentifiers[].schemeUri": _SCHEME,
        "contributors[].nameIdentifiers[].schemeUri": _SCHEME, "creators[].affiliation[].schemeUri": _SCHEME,
        "contributors[].affiliation[].schemeUri": _SCHEME, "publisher.schemeUri": _SCHEME,
        "publisher.lang": "the name is the same in every language", "rightsList[].schemeUri": _SCHEME,
        "relatedIdentifiers[].resourceTypeGeneral": "it describes the other work",
        "relatedIdentifiers[].relatedMetadataScheme": "it describes the other work",
        "relatedIdentifiers[].schemeUri": "it describes the other work",
        "relatedIdentifiers[].schemeType": "it describes the other work",
        "fundingReferences[].schemeUri": _SCHEME,
        "descriptions[Abstract].descriptionType": "it is an abstract",
        "metadataVersion": _SERVICE, "schemaVersion": _SERVICE, "source": _SERVICE, "agency": _SERVICE,
        "isActive": _SERVICE, "state": _SERVICE, "reason": _SERVICE, "contentUrl": _SERVICE,
        "created": _DATES, "registered": _DATES, "published": _DATES, "envelope.*": _SERVICE,
        "versionCount": REPEATED, "versionOfCount": REPEATED, "partCount": REPEATED, "partOfCount": REPEATED,
        "viewsOverTime[].*": "the sum of it is kept", "downloadsOverTime[].*": "the sum of it is kept",
        "citationsOverTime[].*": "the sum of it is kept",
    },
)  # fmt: skip
"""The paths of the attributes in JSON; those of an abstract begin with `descriptions[Abstract]`."""
