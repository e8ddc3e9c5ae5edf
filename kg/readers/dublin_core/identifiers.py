"""What identifies the work of a Dublin Core record, what it relates to, and where it appeared."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import ArxivId, Isbn, Issn, stated_dois
from kg.readers.dublin_core.places import ElementValues, Value, add
from kg.repair.journal_ref import published

_SERIAL: Final = re.compile(r"\bissn[:\s]{1,3}(\d{4}-\d{3}[\dX])(?![\w-])", re.IGNORECASE)
_ISSN: Final = re.compile(
    r"(?:urn:)?(?:e-?|p-?)?issn[:\s(]{0,3}([\dXx-]{8,9})\)?|(\d{4}-\d{3}[\dXx])", re.IGNORECASE
)
_ISBN: Final = re.compile(
    r"(?:urn:)?isbn[:\s-]{0,3}([\dXx][\dXx -]{8,20}[\dXx])|(97[89][\d-]{10,14})", re.IGNORECASE
)
_HANDLE: Final = re.compile(r"(?:https?://hdl\.handle\.net/|hdl:|info:hdl/)(\S{3,200})", re.IGNORECASE)
_PMID: Final = re.compile(r"(?:info:)?pmid[:/\s]{1,2}(\d{1,8})", re.IGNORECASE)
_DOI_LIKE: Final = re.compile(r"10\.\d{4,9}/|doi[:.\s]|doi\.org", re.IGNORECASE)
# as Open Journal Systems states it: `Owl Letters; Vol. 7 No. 2 (2031): Owls; 1-9`
_ISSUE: Final = re.compile(
    r"([^;]{2,200});\s{0,2}([^;]{0,120}?\(\d{4}\))(?:\s?:[^;]{0,200})?(?:;\s{0,2}([A-Za-z]?\d[\w-]{0,20}))?"
)
_RELATIONS: Final = {
    "relation": "related", "isVersionOf": "version-of", "hasVersion": "has-version",
    "isReplacedBy": "replaced-by", "replaces": "replaces", "isPartOf": "part-of", "hasPart": "has-part",
    "isReferencedBy": "cited-by", "references": "cites", "isFormatOf": "version-of",
    "hasFormat": "has-version", "source": "related",
}  # fmt: skip


def identified(text: str) -> tuple[str, str] | None:
    """Return scheme and value of an identifier, or None where the text is none: a citation, a word."""
    if _DOI_LIKE.search(text[:60]) and (names := stated_dois(text).names):
        return "doi", names[0]
    if (number := ArxivId.parse(text)) and not re.fullmatch(r"[\d.]+", text):
        return "arxiv", str(number)
    if (match := _ISSN.fullmatch(text)) and (issn := Issn.parse(match[1] or match[2])):
        return "issn", str(issn)
    if (match := _ISBN.fullmatch(text)) and (isbn := Isbn.parse(match[1] or match[2])):
        return "isbn", str(isbn)
    if match := _HANDLE.fullmatch(text):
        return "handle", match[1]
    if match := _PMID.fullmatch(text):
        return "pmid", match[1]
    if re.fullmatch(r"urn:[a-z0-9-]{2,32}:\S{1,200}", text, re.IGNORECASE):
        return "urn", text
    return ("url", text) if re.fullmatch(r"(?:https?|ftp)://\S{4,2000}", text) else None


def set_identifiers(values: ElementValues, fields: dict[str, Any], header: str | None) -> None:
    """Set the identifiers that the record states of itself; those of its header, too, at arXiv."""
    if header and (number := ArxivId.parse(header)):
        fields["arxiv_id"] = str(number)
    for value in values.of("identifier"):
        found = identified(value.text)
        if found is None:
            if fields.get("arxiv_id") and not fields.get("journal_ref"):
                fields["journal_ref"] = value.text  # so arXiv states it
            elif not _appeared(value, fields):
                value.placed = False
            continue
        set_identifier(*found, fields)
    urls = [one for one in fields.get("other_identifiers", ()) if one["scheme"] == "url"]
    if urls and not fields.get("url"):
        fields["url"] = urls[0]["value"]
        fields["other_identifiers"].remove(urls[0])


def set_identifier(scheme: str, identifier: str, fields: dict[str, Any]) -> None:
    """Set one identifier of the work; further ones of its scheme come beside it."""
    if scheme == "issn":
        _venue_number(identifier, fields)
    elif scheme in ("doi", "arxiv"):
        key = "doi" if scheme == "doi" else "arxiv_id"
        had = fields.get(key)
        same = had and had.lower().partition("v")[0] == identifier.lower().partition("v")[0]
        if not had or (scheme == "arxiv" and same):
            fields[key] = identifier if not had or len(identifier) > len(had) else had
        elif had.lower() != identifier.lower():
            add(fields, "other_identifiers", {"scheme": scheme, "value": identifier})
    elif scheme == "url" or scheme in fields.get("identifiers", {}):
        add(fields, "other_identifiers", {"scheme": scheme, "value": identifier})
    else:
        fields.setdefault("identifiers", {})[scheme] = identifier


def set_sources(values: ElementValues, fields: dict[str, Any]) -> None:
    """Read where the work appeared, and what it relates to."""
    for value in values.of("bibliographicCitation", "source"):
        if not _appeared(value, fields) and value.name == "source":
            _relation(value, fields)
        elif value.name == "bibliographicCitation":
            fields.setdefault("journal_ref", value.text)
    for name in _RELATIONS:
        for value in values.of(name) if name != "source" else ():
            _relation(value, fields)


def _appeared(value: Value, fields: dict[str, Any]) -> bool:
    """Read a citation or an ISSN; false where it is neither."""
    found = identified(value.text)
    if found and found[0] == "issn":
        _venue_number(found[1], fields)
        return True
    if found or fields.get("venue"):
        return False
    text = value.text
    if match := _ISSUE.fullmatch(text):
        text = ", ".join(filter(None, match.groups()))
    made = published(text)
    if made is None or "venue" not in made[0] or not made[0].keys() & {"volume", "pages", "article_number"}:
        return False
    for name, one in made[0].items():
        fields.setdefault(name, one)
    add(fields, "repairs", made[1].model_copy(update={"before": value.text[:2000]}))
    for number in _SERIAL.findall(value.text):  # as Crossref's sources end in BASE
        if issn := Issn.parse(number):
            _venue_number(str(issn), fields)
    return True


def _relation(value: Value, fields: dict[str, Any]) -> None:
    kind = _RELATIONS[value.name]
    found = identified(value.text)
    if found is None:
        value.placed = False
    elif found[0] == "issn" and kind == "part-of":
        _venue_number(found[1], fields)
    else:
        add(fields, "relations", {"kind": kind, "scheme": found[0], "identifier": found[1]})


def _venue_number(issn: str, fields: dict[str, Any]) -> None:
    known = fields.setdefault("venue_identifiers", {})
    if known.setdefault("issn", issn) != issn:
        add(fields, "other_identifiers", {"scheme": "issn", "value": issn, "of": "venue"})
