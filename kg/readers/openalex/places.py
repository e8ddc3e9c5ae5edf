"""Where an OpenAlex work is published or kept: its venue, other places, their licences."""

from __future__ import annotations

from typing import Any, Final

from kg.kinds import VenueKind
from kg.readers.draft import Draft
from kg.readers.json_values import objects, plain, text, texts
from kg.readers.openalex.identifiers import arxiv_of, short
from kg.records.statement import LicenseScope

_KINDS: Final[dict[str, VenueKind]] = {
    "journal": "journal", "repository": "repository", "conference": "conference-series",
    "book series": "book-series",
}  # fmt: skip
_SCOPES: Final[dict[str, LicenseScope]] = {
    "publishedversion": "version-of-record", "acceptedversion": "accepted-manuscript",
}  # fmt: skip


def read_places(stated: dict[str, Any], draft: Draft) -> None:
    """State the venue from the primary location, and the other places as relations."""
    primary = next(iter(objects(stated.get("primary_location")) or objects(stated.get("host_venue"))), {})
    others = [
        *objects(stated.get("locations")), *objects(stated.get("best_oa_location")),
        *objects(stated.get("alternate_host_venues")),
    ]  # fmt: skip
    _venue(primary, draft)
    own = _address(primary)
    licenses: list[dict[str, Any]] = []
    for place in (primary, *others):
        if (words := plain(place.get("license"))) is not None:
            entry = {"license": words, "scope": _SCOPES.get(_version(place), "other")}
            licenses += [entry] if entry not in licenses else []
    draft.fields |= {"licenses": licenses, "license": plain(primary.get("license"))}
    if own and "doi.org/" not in own:
        draft.fields["url"] = own
    _eprint(stated, primary, others, draft)
    relations = draft.fields.setdefault("relations", [])
    for place in others:
        address = _address(place)
        if not address or address == own or "doi.org/" in address or arxiv_of(address):
            continue
        version = _version(place)
        kind = {"publishedversion": "same-as", "": "related"}.get(version, "has-version")
        stated_version = text(place.get("version"))
        link = {"kind": kind, "scheme": "url", "identifier": address, "as_stated": stated_version}
        relations += [link] if link not in relations else []


def _eprint(
    stated: dict[str, Any], primary: dict[str, Any], others: list[dict[str, Any]], draft: Draft
) -> None:
    """State the number at arXiv: the work's own where it is the e-print, else that of its preprint."""
    number = arxiv_of(draft.fields.get("doi")) or arxiv_of(_address(primary))
    if number:
        draft.fields["arxiv_id"] = number
        return
    found = next((one for place in others if (one := arxiv_of(_address(place)))), None)
    if found is None:
        return
    if stated.get("type") == "preprint":
        draft.fields["arxiv_id"] = found
    else:
        draft.fields.setdefault("relations", []).append(
            {"kind": "has-preprint", "scheme": "arxiv", "identifier": found}
        )


def _venue(place: dict[str, Any], draft: Draft) -> None:
    source = next(iter(objects(place.get("source"))), place)
    name = plain(source.get("display_name")) or plain(place.get("raw_source_name"))
    kind = _KINDS.get((text(source.get("type")) or "").lower())
    if name:
        draft.fields |= {"venue": name, "venue_kind": kind}
    if kind != "repository":
        draft.fields["publisher"] = plain(source.get("host_organization_name")) or plain(
            source.get("publisher")
        )
    linking = text(source.get("issn_l"))
    numbers = [one for one in texts(source.get("issn")) if one != linking]
    venue = {"openalex": short(source.get("id"), "S"), "issn-l": linking, "issn": next(iter(numbers), None)}
    draft.fields["venue_identifiers"] = {key: value for key, value in venue.items() if value}
    others = draft.fields.setdefault("other_identifiers", [])
    others += [{"scheme": "issn", "value": one, "of": "venue"} for one in numbers[1:]]


def _address(place: dict[str, Any]) -> str | None:
    return text(place.get("landing_page_url")) or text(place.get("url"))


def _version(place: dict[str, Any]) -> str:
    return (text(place.get("version")) or "").lower()
