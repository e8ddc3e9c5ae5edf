"""MEDLINE: the tagged format of PubMed (`.nbib`), from `PMID-` to the next blank line.

The elements are those of https://www.nlm.nih.gov/bsd/mms/medlineelements.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from kg.identifiers import stated_dois
from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.isbd import unstopped
from kg.readers.language_codes import spoken
from kg.readers.languages import language
from kg.readers.mail_address import without_addresses
from kg.readers.page_range import expanded, is_article_number
from kg.readers.printed_dates import printed, slashed, state_publication
from kg.readers.pubmed_facts import kind
from kg.readers.serials import issns_and_isbns
from kg.readers.source import Document
from kg.readers.tagged import Dialect, TaggedEntry, Tags, read
from kg.records import DateKind, Item, RelationKind

FORMAT: Final = "medline"
_TAG: Final = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3})\s{0,2}- ?(?P<value>.*)")
_DIALECT: Final = Dialect(_TAG, first=frozenset(["PMID"]), indented=True, blank_ends=True)
_SIGN: Final = re.compile(r"(?:^|\n)PMID- ?\d{1,8}\s{0,9}\r?\n[A-Z]{2,4}\s{0,2}- ")
_OF_NLM: Final = "it says how PubMed keeps its record"

TABLE: Final = FieldTable(
    read={
        "PMID": "identifiers", "PMC": "identifiers", "LID": "doi article_number identifiers",
        "AID": "doi identifiers",
        "TI": "title titles", "TT": "titles title", "BTI": "venue title", "FAU": "authors", "AU": "authors",
        "AUID": "authors", "AD": "authors", "CN": "authors", "FED": "editors contributors",
        "ED": "editors contributors", "FIR": "contributors", "IR": "contributors", "AB": "abstract",
        "OAB": "abstracts", "OABL": "abstracts", "LA": "language languages",
        "PT": "work_type work_type_as_stated statuses",
        "DP": "published dates year", "DEP": "dates", "PHST": "dates", "JT": "venue",
        "TA": "venue_abbreviation",
        "IS": "venue_identifiers", "ISBN": "identifiers venue_identifiers", "JID": "venue_identifiers",
        "VI": "volume", "IP": "issue", "PG": "pages article_number", "PL": "place", "PB": "publisher",
        "EN": "edition", "CTI": "series", "MH": "subjects", "OT": "keywords", "GR": "funding",
        "CIN": "relations", "CON": "relations", "EIN": "relations statuses", "EFR": "relations",
        "RIN": "relations statuses", "ROF": "relations", "UIN": "relations statuses", "UOF": "relations",
        "GN": "comment",
    },
    dropped=dict.fromkeys(
        ["OWN", "STAT", "DA", "DCOM", "LR", "EDAT", "MHDA", "CRDT", "SB", "SO", "OTO", "FPS"], _OF_NLM
    ),
)  # fmt: skip

_DATES: Final[dict[str, DateKind]] = {
    "received": "received", "accepted": "accepted", "revised": "revised", "epublish": "published-online",
    "ppublish": "published-print", "aheadofprint": "published-online", "ecollection": "published-online",
}  # fmt: skip
_RELATIONS: Final[dict[str, RelationKind]] = {
    "CIN": "has-comment", "CON": "comment-on", "EIN": "corrected-by", "EFR": "corrects",
    "RIN": "retracted-by", "ROF": "retracts", "UIN": "replaced-by", "UOF": "replaces",
}  # fmt: skip
_STATUSES: Final = {"RIN": "retracted", "EIN": "corrected", "UIN": "superseded"}
_NUMBERED: Final = re.compile(r"(.*?)\s?PMID:\s?(\d{1,8})")
_MARKED: Final = re.compile(r"(\S{2,200}) \[(doi|pii)\]")
_BRACKETED: Final = re.compile(r"\[(.{1,5000})\]\.?")
_HISTORY: Final = re.compile(r"(\d{4}/\d\d/\d\d)[\d: ]{0,9}\[(\w{3,30})\]")


def _sniff(head: str) -> float:
    return 0.96 if _SIGN.search(head) else 0.0


@reader(FORMAT, "MEDLINE, the tagged format of PubMed (.nbib)", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each citation.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    return read(document, _DIALECT, _entry)


def _entry(document: Document, entry: TaggedEntry) -> Iterator[Item]:
    tags = Tags(entry.values)
    leaves = tags.leaves(TABLE, "entry")
    lines = (entry.first_line, entry.last_line)
    draft = Draft(document, FORMAT, lines, leaves, TABLE, excerpt=entry.excerpt)
    _work(draft, tags)
    draft.fields["authors"], editors, contributors = _people(entry.values, tags)
    if draft.fields.get("venue"):
        draft.fields["editors"] = editors
    else:
        contributors += [one | {"role": "editor"} for one in editors]
    draft.fields["contributors"] = contributors
    leaves[:] = tags.leaves(TABLE, "entry")
    if not entry.begun:
        draft.odd("source", "the entry does not begin with PMID")
    yield from draft.finish()


def _work(draft: Draft, tags: Tags) -> None:
    fields = draft.fields
    _titles(fields, tags)
    fields["venue"] = tags.first("JT") or (tags.first("BTI") if fields["title"] else None)
    fields["title"] = fields["title"] or tags.first("BTI")
    fields["venue_abbreviation"] = tags.first("TA") if fields["venue"] else None
    if tags.has("JT"):
        fields["venue_kind"] = "journal"
    elif fields["venue"]:
        fields["venue_kind"] = "book"
    kind(tags.listed("PT"), draft)
    if fields.get("venue_kind") == "book":
        fields["work_type"] = "book-chapter"  # whatever kind of text it is
    fields["abstract"] = tags.first("AB")
    if other := tags.first("OAB"):
        fields["abstracts"] = [{"text": other, "language": language(tags.first("OABL") or "")}]
    fields |= spoken(*tags.listed("LA"))
    for name, tag in (("volume", "VI"), ("issue", "IP"), ("place", "PL"), ("publisher", "PB"),
                      ("edition", "EN"), ("series", "CTI"), ("comment", "GN")):  # fmt: skip
        fields[name] = tags.first(tag)
    if pages := tags.first("PG"):
        if is_article_number(pages):
            fields["article_number"] = pages
        else:
            fields["pages"], repair = expanded(pages)
            fields["repairs"] = [repair] if repair else []
    fields["keywords"] = [word.lstrip("*") for word in tags.all("OT")]
    fields["subjects"] = [{"term": term.replace("*", ""), "scheme": "MeSH"} for term in tags.all("MH")]
    fields["funding"] = [_grant(one) for one in tags.all("GR")]
    _numbers(fields, tags)
    _dates(draft, tags)
    _relations(fields, tags)


def _titles(fields: dict[str, Any], tags: Tags) -> None:
    """Read the title; one in brackets is a translation into English, beside which the original may stand."""
    title, own = tags.first("TI") or "", unstopped(tags.first("TT"))
    bare = _BRACKETED.fullmatch(title)
    fields["title"] = unstopped(bare[1] if bare else title)
    if bare and bare[1].rstrip(".").lower() == "not available":
        fields["title"] = own
        tags.unread("TI")
    elif own:
        fields["titles"] = [{"text": own, "kind": "original", "language": language(tags.first("LA") or "")}]


def _grant(text: str) -> dict[str, Any]:
    """Return a grant, stated as number, acronym, agency and country, parted by `/`."""
    parts = [part.strip() for part in text.strip("/ ").split("/")]
    if len(parts) < 3:
        return {"award": text}
    *number, last = parts[:-2]
    if not number and any(map(str.isdigit, last)):  # no acronym
        number = [last]
    elif len(last) == 1:  # the end of a number such as 076053/Z/04/Z
        number.append(last)
    return {"award": "/".join(number) or None, "funder": {"name": parts[-2]}}


def _numbers(fields: dict[str, Any], tags: Tags) -> None:
    part = bool(fields.get("venue"))
    fields.update(issns_and_isbns(tags.all("IS"), tags.all("ISBN"), part=part))
    identifiers: dict[str, str] = fields["identifiers"]
    if number := tags.first("PMID"):
        identifiers["pmid"] = number
    if number := tags.first("PMC"):
        identifiers["pmcid"] = number
    if number := tags.first("JID"):
        fields["venue_identifiers"]["nlm"] = number
    for stated in (*tags.all("LID"), *tags.all("AID")):
        if (found := _MARKED.fullmatch(stated)) is None:
            if stated.lower().startswith("doi:") and stated_dois(stated).names:
                fields.setdefault("doi", stated)
            else:
                tags.unread_value(stated)
        elif found[2] == "doi":
            fields.setdefault("doi", found[1])
        else:
            identifiers.setdefault("pii", found[1])


def _dates(draft: Draft, tags: Tags) -> None:
    if text := tags.first("DP"):
        year, _, month = text.partition(" ")
        issued = printed(year, month or None) if year.isdigit() else slashed(text)
        state_publication(replace(issued, as_stated=text), draft)
    dates = draft.fields.get("dates", [])
    if (text := tags.first("DEP")) and re.fullmatch(r"\d{8}", text):
        dates = [*dates, {"kind": "published-online", "date": f"{text[:4]}-{text[4:6]}-{text[6:]}"}]
    for stated in tags.all("PHST"):
        found = _HISTORY.match(stated)
        if found and (meaning := _DATES.get(found[2])):
            dates = [*dates, {"kind": meaning, "date": found[1].replace("/", "-")}]
        else:
            tags.unread_value(stated)
    draft.fields["dates"] = dates


def _relations(fields: dict[str, Any], tags: Tags) -> None:
    """Read what the work is to others, and what became of it by that."""
    relations: list[dict[str, Any]] = []
    statuses: list[dict[str, Any]] = []
    for tag, meaning in _RELATIONS.items():
        for stated in tags.all(tag):
            text = " ".join(stated.split())
            found = _NUMBERED.fullmatch(text)
            one = {"kind": meaning, "title": (found[1] if found else text) or None}
            relations.append(one | ({"scheme": "pmid", "identifier": found[2]} if found else {}))
            if tag in _STATUSES:
                by = f"https://pubmed.ncbi.nlm.nih.gov/{found[2]}/" if found else None
                statuses.append({"kind": _STATUSES[tag], "note": text, "by": by})
    fields["relations"] = relations
    known = {one["kind"] for one in statuses}
    fields["statuses"] = statuses + [one for one in fields.get("statuses", ()) if one["kind"] not in known]


def _people(
    values: list[tuple[str, str]], tags: Tags
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return authors, editors and investigators; identifiers and addresses are those of the name before."""
    authors: list[dict[str, Any]] = []
    editors: list[dict[str, Any]] = []
    contributors: list[dict[str, Any]] = []
    current: dict[str, Any] | None = None
    full = {tag for tag, _ in values}
    for tag, value in values:
        text = " ".join(value.split())
        if tag in ("FAU", "FED", "FIR") or (tag in ("AU", "ED", "IR") and f"F{tag}" not in full):
            current = _name(text, short=len(tag) == 2)
            if tag in ("FIR", "IR"):
                current |= {"role": "other", "role_as_stated": "investigator"}
            {"A": authors, "E": editors, "I": contributors}[tag[-2]].append(current)
        elif tag == "CN":
            current = {"name": text, "kind": "collective"}
            authors.append(current)
        elif tag == "AD" and current is not None and text:
            place, domains = without_addresses(text)
            current["affiliations"] = (
                [*current.get("affiliations", ()), place] if place else current.get("affiliations", [])
            )
            if domains:
                current.setdefault("email_domain", domains[0])
        elif tag == "AUID" and current is not None:
            scheme, _, number = text.partition(":")
            if scheme.strip().upper() == "ORCID":
                current["orcid"] = number.strip()
            else:
                current["identifiers"] = current.get("identifiers", {}) | {
                    scheme.strip().lower(): number.strip()
                }
    tags.all("FAU", "FED", "FIR", "AU", "ED", "IR", "CN", "AD", "AUID")
    return authors, editors, contributors


def _name(text: str, *, short: bool) -> dict[str, Any]:
    """Return the parts of `Family, Given Suffix`, or of the short form `Family GS`."""
    if short and "," not in text and (found := re.fullmatch(r"(.{1,80}) ([A-Z]{1,4})", text)):
        given = " ".join(f"{letter}." for letter in found[2])
        return {"given": given, "family": found[1], "name": f"{given} {found[1]}", "printed": text}
    family, comma, given = text.partition(", ")
    if not comma:
        return {"name": text}
    words = given.split(" ")
    if len(words) > 1 and words[-1] in ("Jr", "Sr", "2nd", "3rd", "4th", "II", "III", "IV"):
        return {"given": " ".join(words[:-1]), "family": family, "suffix": words[-1]}
    return {"given": given, "family": family}
