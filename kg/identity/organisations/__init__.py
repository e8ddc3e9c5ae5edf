"""Organisations: what sources identify, what affiliations name, and which of these are one.

`stated` has what a record identifies, `affiliation` takes printed affiliations apart, `countries` knows how
countries are called, `institution` brings together what all records say of one name, `joining` decides with
what evidence two names, or a name and an identifier, are of one organisation, and `authority` reads the dump
of the Research Organization Registry (ROR), where the publisher brings it.
"""

from kg.identity.organisations.stated import (
    OF_ORGANISATIONS,
    funder_key,
    organisation_key,
    stated_organisations,
)

__all__ = ["OF_ORGANISATIONS", "funder_key", "organisation_key", "stated_organisations"]
