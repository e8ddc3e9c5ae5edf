"""Creators and contributors of DataCite resources: persons and organisations, and what identifies them."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import Orcid, Ror
from kg.readers.datacite.placeholders import stated_text
from kg.readers.draft import Draft
from kg.readers.json_values import objects, plain, text
from kg.records import Damage
from kg.records.person import ContributorRole
from kg.repair.authorship.gate import is_plain

_ROLES: Final[dict[str, ContributorRole]] = {
    "translator": "translator", "datacollector": "collector", "datacurator": "curator",
    "datamanager": "curator", "contactperson": "contact", "sponsor": "sponsor", "supervisor": "supervisor",
}  # fmt: skip
_OWN_WORDS: Final = frozenset(["translator", "sponsor", "supervisor"])
_ORGANISATIONS: Final = frozenset(["ror", "grid", "crossref funder id", "crossreffunder", "funder"])
# where the scheme that is stated is another than the address says, the address is right
_ADDRESSES: Final = (
    ("orcid", re.compile(r"https?://(?:www\.)?orcid\.org/", re.IGNORECASE)),
    ("gnd", re.compile(r"https?://d-nb\.info/gnd/", re.IGNORECASE)),
    ("isni", re.compile(r"https?://(?:www\.)?isni\.org/(?:isni/)?", re.IGNORECASE)),
    ("viaf", re.compile(r"https?://(?:www\.)?viaf\.org/viaf/", re.IGNORECASE)),
    ("ror", re.compile(r"https?://ror\.org/", re.IGNORECASE)),
    ("wikidata", re.compile(r"https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/", re.IGNORECASE)),
)


def read_people(stated: dict[str, Any], draft: Draft) -> None:
    """State creators as authors, editors, and the other contributors by what they did."""
    creators = [_person(one, "authors", draft) for one in objects(stated.get("creators"))]
    draft.fields["authors"] = [one for one in creators if one]
    if any(one is None for one in creators):
        draft.fields["authors_complete"] = False
    editors: list[dict[str, Any]] = []
    contributors: list[dict[str, Any]] = []
    for one in objects(stated.get("contributors")):
        word = text(one.get("contributorType")) or ""
        person = _person(one, "editors" if word == "Editor" else "contributors", draft)
        if person is None:
            continue
        if word == "Editor":
            editors.append(person)
        else:
            role = _ROLES.get(word.lower(), "other")
            own = word.lower() in _OWN_WORDS
            contributors.append(
                person | {"role": role} | ({} if own or not word else {"role_as_stated": word})
            )
    draft.fields |= {"editors": editors, "contributors": contributors}


def _person(stated: dict[str, Any], field: str, draft: Draft) -> dict[str, Any] | None:
    """Return an author's object as `kg.readers.people` takes it; None where nobody is named.

    What a source calls an organisation, or gives an identifier that only organisations have, is a collective;
    else the name itself tells, as in every format.
    """
    name = stated_text(_spelt(stated.get("name")), field, draft)
    given, family = (
        stated_text(_spelt(stated.get(key)), field, draft) for key in ("givenName", "familyName")
    )
    schemes, identifiers, orcid = _identifiers(stated, field, draft)
    kind = (text(stated.get("nameType")) or text(stated.get("type")) or "").lower()
    person: dict[str, Any] = {"orcid": orcid, "identifiers": identifiers}
    if kind.startswith("organi") or (schemes & _ORGANISATIONS and not kind):
        name = name or " ".join(filter(None, (given, family)))
        person |= {"name": name, "kind": "collective"}
    elif given and family:
        person |= {"given": given, "family": family}
    else:
        person["name"] = name or given or family
        if (alone := given or family) and is_plain(
            alone
        ):  # the one name that is stated, as what it is stated
            person |= {"given": given, "family": family, "printed": person["name"]}
    if not person.get("name") and not person.get("family"):
        printed = text(stated.get("name")) or ""
        if printed[:1] not in (":", "("):  # of a code it was said that it is one
            note = f"no name, left out: {printed[:80]}"
            draft.damage.append(Damage(kind="authors_odd", field=field, note=note))
        return None
    affiliations, organisations = _affiliations(stated.get("affiliation"))
    person |= {"affiliations": affiliations, "organisations": organisations}
    return {key: value for key, value in person.items() if value}


def _spelt(value: object) -> str | None:
    """Return a name that has letters in it: not `,`, which some systems write for an organisation's."""
    found = plain(value)
    return found.strip(" ,;") if found and any(char.isalpha() for char in found) else None


def _identifiers(
    stated: dict[str, Any], field: str, draft: Draft
) -> tuple[set[str], dict[str, str], str | None]:
    """Return the schemes that are stated, the identifiers by scheme, and the ORCID iD apart."""
    found: dict[str, str] = {}
    orcid: str | None = None
    schemes: set[str] = set()
    entries = objects(stated.get("nameIdentifiers"))
    if own := text(stated.get("id")):  # an older JSON has one address
        entries.append({"nameIdentifier": own})
    for one in entries:
        value = text(one.get("nameIdentifier"))
        if not value or value.startswith(":"):
            continue
        scheme = _scheme(value, text(one.get("nameIdentifierScheme")), text(one.get("schemeUri")))
        if scheme == "orcid":
            orcid = orcid or _orcid(value, field, draft)
            continue
        if scheme == "url" or not scheme:
            scheme = "url" if value.startswith("http") else "other"
        schemes.add(scheme)
        found.setdefault(scheme, _bare(scheme, value))
    return schemes, found, orcid


def _orcid(value: str, field: str, draft: Draft) -> str | None:
    """Return an ORCID iD, also after an address that is not ORCID's own."""
    if Orcid.parse(value) is None and Orcid.parse(tail := value.rstrip("/").rpartition("/")[2]) is not None:
        return tail
    if Orcid.parse(value) is None:
        note = f"no ORCID iD: {value[:80]}"
        draft.damage.append(Damage(kind="identifier_invalid", field=field, note=note))
        return None
    return value


def _scheme(value: str, stated: str | None, address: str | None) -> str:
    """Return the scheme of an identifier: by its own address, as stated, or by the scheme's address."""
    for scheme, look in _ADDRESSES:
        if look.match(value):
            return scheme
    word = (stated or "").strip().lower()
    if word.startswith("http") or not word:
        word = next((one for one, look in _ADDRESSES if look.match(f"{stated or address or ''}/")), "")
        word = word or ("ror" if not stated and Ror.parse(value) else "")
    return {"rors": "ror", "crossref funder": "funder", "crossref funder id": "funder"}.get(word, word)


def _bare(scheme: str, value: str) -> str:
    look = dict(_ADDRESSES).get(scheme)
    match = look.match(value) if look else None
    return value[match.end() :] or value if match else value


def _affiliations(stated: object) -> tuple[list[str], list[dict[str, Any]]]:
    """Return affiliations as printed, and those of them that have an identifier."""
    printed: list[str] = []
    organisations: list[dict[str, Any]] = []
    for one in stated if isinstance(stated, list) else [stated]:
        name = plain(one.get("name") if isinstance(one, dict) else one)
        if name and not name.startswith((":", "(:")):
            printed.append(name)
        if isinstance(one, dict) and (value := text(one.get("affiliationIdentifier"))):
            scheme = _scheme(value, text(one.get("affiliationIdentifierScheme")), text(one.get("schemeUri")))
            scheme = scheme or "other"
            organisations.append({"name": name, "identifiers": {scheme: _bare(scheme, value)}})
    return list(dict.fromkeys(printed)), organisations


identifier_scheme = _scheme
bare_identifier = _bare
