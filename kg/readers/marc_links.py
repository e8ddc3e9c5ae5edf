"""Numbers, host, related works, subjects and addresses of a MARC 21 record (0XX, 6XX, 76X to 78X, 856).

https://www.loc.gov/marc/bibliographic/bd76x78x.html for linking entries, bd6xx.html for subjects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.identifiers import ArxivId, Isbn
from kg.readers.date_parts import year_in
from kg.readers.draft import Draft
from kg.readers.isbd import bare, named
from kg.readers.marc_fields import Marc, MarcField

_ISBN: Final = re.compile(r"[\dXx-]{10,17}")
_STANDARD: Final = {
    "doi": "doi",
    "hdl": "handle",
    "urn": "urn",
    "arxiv": "arxiv",
    "pmid": "pmid",
    "pmcid": "pmcid",
}
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)(10\.\d{4,9}/\S{1,300})", re.IGNORECASE)
_RELATIONS: Final = {
    "765": "translation-of", "767": "has-translation", "770": "has-supplement", "772": "supplement-to",
    "774": "has-part", "775": "version-of", "776": "same-as", "777": "related", "780": "replaces",
    "785": "replaced-by", "787": "related",
}  # fmt: skip
_SCHEMES: Final = {"0": "lcsh", "1": "lcshac", "2": "mesh", "3": "nal", "5": "csh", "6": "rvm"}
_CLASSES: Final = {"050": "lcc", "060": "nlm", "080": "udc", "082": "ddc", "084": ""}
_VOLUME: Final = re.compile(
    r"(?:\bvol(?:ume)?|\bv|\bbd|\bband|\bt|\btome|\bjg|volume:)\.?\s?:?\s?(\w[\w./-]{0,15})", re.IGNORECASE
)
_ISSUE: Final = re.compile(
    r"(?:\bno|\bnr|\bissue|\bnum|\bn°|\bh|\bheft|\bfasc|number:)\.?\s?:?\s?(\w[\w./-]{0,15})", re.IGNORECASE
)
_PAGES: Final = re.compile(
    r"(?:\bpp?|\bs|\bpages?|\bseiten?|pages:)\.?\s?:?\s?(\w{1,8}(?:\s?[-–]\s?\w{1,8})?)", re.IGNORECASE
)
_YEARS: Final = re.compile(r",?\s?[\[c©]{0,2}[12]\d{3}\]?-?(?:[12]\d{3})?\.?$")
_ENUMERATION: Final = re.compile(
    r"([^:<]{1,20})(?::([^:<]{1,20}))?(?::[^<]{0,20})?(?:<(\w{1,10}(?:-\w{1,10})?))?"
)


def numbers(marc: Marc, draft: Draft) -> None:
    """State the identifiers of the work, of its venue, and the numbers of catalogues that all know."""
    fields = draft.fields
    identifiers = fields["identifiers"] = {}
    isbns = [
        match[0] for one in marc.fields("020") for value in one.all("a") if (match := _ISBN.match(value))
    ]
    isbns = list(dict.fromkeys(str(Isbn.parse(one) or one) for one in isbns))
    if isbns:
        identifiers["isbn"] = isbns[0]
        fields["other_identifiers"] = [{"scheme": "isbn", "value": one} for one in isbns[1:]]
    for field in marc.fields("022"):
        for codes, scheme in (("a", "issn"), ("l", "lissn")):
            if value := field.get(codes):
                fields.setdefault("venue_identifiers", {}).setdefault(scheme, value.strip())
    for field in marc.fields("024"):
        _standard(field, draft)
    for field in marc.fields("037"):
        source = " ".join((field.get("9") or "", field.get("2") or "", field.get("b") or "")).lower()
        if "arxiv" in source and (value := field.get("a")):
            fields.setdefault("arxiv_id", value)
    fields["report_no"] = marc.get("088", "a") or marc.get("027", "a")
    identifiers |= {scheme: value for scheme, value in _of_catalogues(marc) if value}


def _standard(field: MarcField, draft: Draft) -> None:
    scheme = _STANDARD.get((field.get("2") or "").lower()) if field.first == "7" else None
    value = (field.get("a") or "").strip()
    if scheme == "doi" or _DOI.fullmatch(value):
        draft.fields.setdefault("doi", value)
    elif scheme and value:
        draft.fields["identifiers"].setdefault(scheme, value)


def _of_catalogues(marc: Marc) -> Iterator[tuple[str, str]]:
    """Yield the numbers that the record has in the catalogues of OCLC and of national libraries."""
    for field in marc.fields("035"):
        if (value := field.get("a") or "").lower().startswith("(ocolc)"):
            yield "oclc", _oclc(value[7:])
    if marc.control.get("003", "").strip() == "OCoLC":
        yield "oclc", _oclc(marc.control.get("001", ""))
    yield "lccn", (marc.get("010", "a") or "").replace(" ", "")
    for field in marc.fields("016"):
        if field.get("2") == "DE-101":
            yield "dnb", field.get("a") or ""


def _oclc(text: str) -> str:
    return re.sub(r"^(?:ocm|ocn|on)", "", text.strip()).strip().lstrip("0")


def host(marc: Marc, draft: Draft) -> None:
    """State what an article or chapter stands in (field 773), its volume, issue and pages."""
    one = marc.first("773")
    if one is None:
        return
    fields = draft.fields
    title = bare(one.get("t") or one.get("s") or one.get("a"))
    fields["venue"] = title or (one.get("p") if marc.is_of_repository else None)
    fields["venue_abbreviation"] = bare(one.get("p")) if title else None
    if marc.is_of_repository:  # Invenio has a subfield for each
        for code, key in (("v", "volume"), ("n", "issue"), ("c", "pages")):
            fields[key] = one.get(code)
        if (year := year_in(one.get("y"))) and not fields.get("year"):
            fields |= {"year": year, "published": str(year)}
    found = {"issn": one.get("x"), "isbn": one.get("z")}
    fields.setdefault("venue_identifiers", {}).update({key: value for key, value in found.items() if value})
    if found["issn"]:
        fields["venue_kind"] = "journal"
    if match := _ENUMERATION.fullmatch((one.get("q") or "").strip()):
        fields["volume"], fields["issue"], fields["pages"] = match[1].strip(), match[2], match[3]
    for text in one.all("g"):
        for key, pattern in (("volume", _VOLUME), ("issue", _ISSUE), ("pages", _PAGES)):
            if not fields.get(key) and (part := pattern.search(text)):
                fields[key] = part[1].strip(" .,;")
    published = named(one.get("d"))
    if published and not fields.get("publisher") and ":" in published:
        place, _, rest = published.partition(":")
        fields["place"] = fields.get("place") or bare(place)
        fields["publisher"] = bare(_YEARS.sub("", rest.strip()))


def relations(marc: Marc, draft: Draft) -> None:
    """State the linking entries, each by a number if it has one, and the addresses."""
    for one in marc.fields(*_RELATIONS):
        scheme, identifier = _target(one)
        title = bare(one.get("t") or one.get("s") or one.get("a"))
        if title or identifier:
            made = {"kind": _RELATIONS[one.tag], "scheme": scheme, "identifier": identifier, "title": title}
            draft.fields.setdefault("relations", []).append(made | {"as_stated": bare(one.get("i"))})
    for one in marc.fields("856"):
        address = (one.get("u") or "").strip()
        if not address.startswith(("http://", "https://")):
            continue
        if one.second == "2":
            made = {"kind": "related", "scheme": "url", "identifier": address, "title": bare(one.get("3"))}
            draft.fields.setdefault("relations", []).append(made)
        elif (match := _DOI.fullmatch(address)) and not draft.fields.get("doi"):
            draft.fields["doi"] = match[1]
        else:
            draft.fields.setdefault("url", address)
    for one in marc.fields("540"):
        if terms := one.get("u"):
            draft.fields.setdefault("licenses", []).append({"license": terms})
    for one in marc.fields("536"):
        award = one.get("c")
        if award:
            draft.fields.setdefault("funding", []).append(
                {"funder": {"name": bare(one.get("a"))}, "award": award}
            )


def _target(one: MarcField) -> tuple[str | None, str | None]:
    for code, scheme in (("x", "issn"), ("z", "isbn")):
        if value := one.get(code):
            return scheme, value
    for value in one.all("ow"):
        if match := _DOI.search(value):
            return "doi", match[1]
        if value.lower().startswith("(ocolc)"):
            return "oclc", _oclc(value[7:])
    return None, None


def subjects(marc: Marc, draft: Draft) -> None:
    """State subjects by their scheme, classes, and words that are in no list as keywords."""
    found: list[dict[str, Any]] = []
    for one in marc.fields("600", "610", "611", "630", "647", "648", "650", "651"):
        main = bare(one.joined("abcdnpqt" if one.tag != "650" else "abcd"))
        parts = [text for code, value in one.subfields if code in "vxyz" and (text := bare(value))]
        if main:
            scheme = _SCHEMES.get(one.second) or (one.get("2") if one.second == "7" else None)
            found.append({"term": "—".join((main, *parts)), "scheme": scheme, "code": one.get("0")})
    for tag, known in _CLASSES.items():
        for one in marc.fields(tag):
            code = one.joined("ab", " ") if tag in ("050", "060") else one.get("a")
            if code:
                found.append({"scheme": known or one.get("2"), "code": code.replace("/", "")})
    draft.fields["subjects"] = found
    words = [text for one in marc.fields("653") for value in one.all("a") if (text := bare(value))]
    draft.fields["keywords"] = list(dict.fromkeys(words))


def references(marc: Marc, draft: Draft) -> None:
    """State the references of Invenio's field 999C5: https://inspirehep.net/info/hep/marc."""
    for one in marc.fields("999"):
        if (one.first, one.second) != ("C", "5"):
            continue
        made: dict[str, Any] = {"key": one.get("o"), "authors": one.joined("h"), "title": one.get("t")}
        made |= {"text": one.joined("m"), "year": year_in(one.get("y"))}
        if doi := next((value for value in one.all("a") if "10." in value), None):
            made["doi"] = doi.removeprefix("doi:")
        if number := next((value for value in one.all("r") if ArxivId.parse(value)), None):
            made["arxiv_id"] = number
        if note := one.get("s"):
            made["venue"], *rest = note.split(",")
            made |= dict(zip(("volume", "pages"), rest, strict=False))
        draft.fields.setdefault("references", []).append({key: value for key, value in made.items() if value})
