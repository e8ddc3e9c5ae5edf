"""One entry of BibTeX as a record: title, kind, place, dates; people and links are read beside it."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.kinds import WorkType
from kg.readers import printed_dates as dates
from kg.readers.bibtex.fielded import Fielded
from kg.readers.bibtex.fields import BOOKS, KEYWORDS, KINDS, PARTS, REPORTS, SCHEMES, SERIAL, SUBTYPES, WHOLES
from kg.readers.bibtex.links import read_links
from kg.readers.bibtex.literal_lists import literals, places
from kg.readers.bibtex.roles import read_people
from kg.readers.bibtex.scopus import read_scopus
from kg.readers.bibtex.text import lines, plain
from kg.readers.draft import Draft
from kg.readers.eprint_places import eprint_place
from kg.readers.language_codes import spoken
from kg.readers.notes import statuses_in
from kg.readers.whole_numbers import whole_number
from kg.records import DateKind

_RANGE: Final = re.compile(r"(?<=\w)\s{0,3}[-–—]{1,3}\s{0,3}(?=\w)")
_CITED: Final = re.compile(r"cited\s[Bb]y\s{0,3}:?\s{0,3}(\d{1,7})")
_DOCTORAL: Final = re.compile(r"ph\.?\s?d|doctor|dissertation|habil|promotion", re.IGNORECASE)
_MASTERS: Final = re.compile(r"master|m\.?\s?sc|mathesis|m\.?\s?a\b|diplom", re.IGNORECASE)
_MADE: Final = re.compile(r"(data ?set|software|computer (?:software|program)|preprint)\b", re.IGNORECASE)
"""What classic BibTeX has no entry for, in the words that stand in its place."""
_WORDS: Final[dict[str, WorkType]] = {"data": "dataset", "prep": "preprint"}
_ARXIV: Final = "arxiv"
_NOT_OF_ANY: Final = frozenset(["misc", "online", "electronic", "www", "article", "unpublished", "preprint"])


def read_work(fielded: Fielded, draft: Draft) -> None:
    """Read all that an entry states into the fields of `draft`."""
    fields = draft.fields
    fields["title"] = fielded.text("title")
    if not fields["title"]:  # in whose place the other is printed
        fields["title"] = fielded.text(
            "titleaddon" if fielded.kind in PARTS else "booktitle"
        ) or fielded.text("titleaddon")
    fields["subtitle"] = fielded.text("subtitle")
    titles = [
        {"text": text, "kind": kind}
        for name, kind in (
            ("shorttitle", "short"),
            ("origtitle", "original"),
            ("translatedtitle", "translated"),
        )
        if (text := fielded.text(name))
    ]
    fields["titles"] = titles
    read_people(fielded, fields)
    read_links(fielded, fields)
    _place(fielded, fields)
    _kind(fielded, fields)
    _dates(fielded, draft)
    _event(fielded, fields)
    if (value := fielded.raw("abstract")) is not None:
        fields["abstract"] = lines(value)
    _terms(fielded, fields)
    _language(fielded, fields)
    _notes(fielded, fields)
    read_scopus(fielded, fields)
    if text := fielded.text("license", "copyright"):
        fields["licenses"] = [{"license": text}]


def _terms(fielded: Fielded, fields: dict[str, Any]) -> None:
    """Read keywords, from whichever fields programs put them in, and the terms of classifications."""
    found: dict[str, None] = {}
    for name in KEYWORDS:
        found.update(dict.fromkeys(_listed(fielded.text(name))))
    fields["keywords"] = list(found)
    fields["subjects"] = [
        {"scheme": scheme, "term": term}
        for name, scheme in SCHEMES.items()
        for term in _listed(fielded.text(name))
    ]


def _listed(value: str | None) -> list[str]:
    mark = ";" if value and ";" in value else ","
    return [word.strip() for word in (value or "").split(mark) if word.strip()]


def _kind(fielded: Fielded, fields: dict[str, Any]) -> None:
    kind = fielded.kind
    found: WorkType | None = KINDS.get(kind)
    stated = fielded.text("type") or kind
    subtype = (fielded.text("entrysubtype") or "").lower()
    if kind == "thesis":
        found = _degree(fielded.text("type") or "")
    if subtype in SUBTYPES and kind in SERIAL:
        found, stated = None, subtype
        fields["venue_kind"] = SUBTYPES[subtype] if fields.get("venue") else None
    elif subtype:
        fielded.unused("entrysubtype")
    if kind == "misc" and (word := _MADE.match(fielded.text("howpublished") or "")):
        found = _WORDS.get(word[1].lower()[:4], "software")
        if found == "preprint" and fields.get("venue"):
            fields["venue_kind"] = "repository"
    alone = not any(fields.get(name) for name in ("venue", "series"))
    alone = alone and (fields.get("publisher") or _ARXIV).casefold() == _ARXIV
    if fields.get("arxiv_id") and alone and kind in _NOT_OF_ANY:
        found = "preprint"
    if found:
        fields["work_type"] = found
    if found != stated:
        fields["work_type_as_stated"] = stated


def _degree(text: str) -> WorkType:
    if _MASTERS.search(text):
        return "masters-thesis"
    return "dissertation" if _DOCTORAL.search(text) else "thesis"


def _place(fielded: Fielded, fields: dict[str, Any]) -> None:
    """Read where the work appeared: journal or book, series, volume, number, pages, publisher."""
    kind = fielded.kind
    if fielded.has("booktitle") and kind not in SERIAL and kind not in WHOLES:
        fields["venue"] = _joined(fielded.text("booktitle"), fielded.text("booksubtitle"))
        fields["venue_kind"] = PARTS.get(kind)
    elif fielded.has("journaltitle", "journal"):
        _journal(fielded, fields)
    elif fielded.has("booktitle") and kind in SERIAL:
        fields["venue"] = fielded.text("booktitle")
    fields["venue_abbreviation"] = fielded.text(
        "shortjournal", "journal-iso", "abbrev_source_title", "journalabbreviation"
    )
    if (full := fielded.text("fjournal")) and (short := fields.get("venue")):  # of MathSciNet, zbMATH
        fields["venue"] = full
        fields["venue_abbreviation"] = fields["venue_abbreviation"] or (short if short != full else None)
    if title := _joined(fielded.text("maintitle"), fielded.text("mainsubtitle")):
        fields["relations"] = [{"kind": "part-of", "title": title}]
    fields["series"] = fielded.text("series")
    _number(fielded, fields)
    fields["volume"] = fields.get("volume", fielded.text("volume"))
    if text := fielded.text("pages"):
        fields["pages"] = _RANGE.sub("-", text)
    fields["article_number"] = number = fielded.text("eid", "article-number", "articleno", "art_number")
    if number and fields.get("pages") == number:
        fields["pages"] = None  # ADS states it in both places
    fields["extent"] = fielded.text("pagetotal", "numpages", "page_count")
    fields["edition"] = fielded.text("edition")
    if value := fielded.raw("publisher"):
        fields["publisher"] = "; ".join(literals(value)) or None
    if value := fielded.raw("address") if fielded.has("address") else fielded.raw("location"):
        fields["place"] = "; ".join(places(value)) or None


def _joined(title: str | None, subtitle: str | None) -> str | None:
    if title and subtitle:
        return f"{title} {subtitle}" if title.endswith((":", ".", "?", "!")) else f"{title}: {subtitle}"
    return title or subtitle


def _journal(fielded: Fielded, fields: dict[str, Any]) -> None:
    text = fielded.text("journaltitle", "journal") or ""
    place = eprint_place(text)
    if place is None:
        if fielded.kind in WHOLES and text.casefold() == (fields["title"] or "").casefold():
            return  # Scopus has what a book is called in both places
        fields["venue"] = _joined(text, fielded.text("journalsubtitle"))
        fields["venue_kind"] = "journal" if fielded.kind in SERIAL else None
        return
    number = place.number
    if number is None and (volume := fielded.text("volume")) and volume.startswith("abs/"):
        number = volume.removeprefix("abs/")
        fields["volume"] = None
    if number:
        fields.setdefault("arxiv_id", number)
    if not fields.get("arxiv_id"):
        fields["venue"], fields["venue_kind"] = text, "repository"


def _number(fielded: Fielded, fields: dict[str, Any]) -> None:
    """Read `number`: of an issue, of a volume in a series, or of a report."""
    if fielded.kind in SERIAL or fielded.has("journal", "journaltitle"):
        if number := fielded.text("number"):
            fields["issue"] = number
        elif issue := fielded.text("issue"):
            fields["issue"] = issue
    elif fielded.kind in BOOKS:
        fields["series_number"] = fielded.text("number")
        fields["issue"] = fielded.text("issue")
    elif fielded.kind in REPORTS:
        fields["report_no"] = fielded.text("number")
    elif fielded.kind == "patent" and (number := fielded.text("number")):
        own = {"scheme": "patent", "value": number}
        fields["other_identifiers"] = [*fields.get("other_identifiers", ()), own]
    else:
        fields["issue"] = fielded.text("issue")
    fields["report_no"] = fields.get("report_no") or fielded.text("reportnumber")


def _dates(fielded: Fielded, draft: Draft) -> None:
    fields = draft.fields
    if text := fielded.text("date"):
        dates.state_publication(dates.extended(text), draft)
        if fields.get("year") is None and (year := fielded.text("year")):
            dates.state_publication(dates.printed(year, fielded.text("month")), draft)
    elif text := fielded.text("year"):
        month, day = fielded.text("month"), fielded.text("day")
        dates.state_publication(dates.printed(text, month, day), draft)
    others: tuple[tuple[tuple[str, ...], DateKind, str | None], ...] = (
        (("urldate", "lastchecked", "accessed"), "accessed", None),
        (("origdate",), "other", "original publication"),
    )
    for names, kind, note in others:
        if text := fielded.text(*names):
            found = dates.extended(text)
            stated = None if found.exact and found.date else found.as_stated
            one = {"kind": kind, "date": found.date, "end": found.end, "note": note, "as_stated": stated}
            kept = {key: value for key, value in one.items() if value}
            fields["dates"] = [*fields.get("dates", ()), kept]


def _event(fielded: Fielded, fields: dict[str, Any]) -> None:
    event: dict[str, Any] = {"name": fielded.text("eventtitle", "conference")}
    event["place"] = fielded.text("venue")
    if text := fielded.text("eventdate"):
        found = dates.extended(text)
        event |= {"start": found.date, "end": found.end}
        if found.date is None:
            fielded.unused("eventdate")
    if not event["place"] and fielded.has("address") and fielded.has("location") and fielded.kind in PARTS:
        event["place"] = fielded.text("location")  # as the ACM writes them
    event = {key: value for key, value in event.items() if value}
    fields["event"] = event or None


def _language(fielded: Fielded, fields: dict[str, Any]) -> None:
    for name in ("language", "langid"):
        if (text := fielded.text(name)) is None:
            continue
        found = spoken(text)
        if not any(found.values()):
            fielded.unused(name)
        elif not (fields.get("language") or fields.get("languages")):
            fields |= found


def _notes(fielded: Fielded, fields: dict[str, Any]) -> None:
    notes = [text for name in ("note", "addendum", "pubstate") if (text := fielded.text(name))]
    counts = [fielded.text("times-cited")]
    if found := next(filter(None, map(_CITED.search, notes)), None):
        counts.append(found[1])
        notes = [note for note in notes if _CITED.sub("", note).strip(" ;.,")]
    became: list[dict[str, str]] = []
    for place, note in enumerate(notes):
        found_in, notes[place] = statuses_in(note)
        became += found_in
    fields["statuses"] = became
    fields["comment"] = "; ".join(filter(None, notes)) or None
    known = [number for one in counts if (number := whole_number(one)) is not None]
    fields["counts"] = [{"kind": "citations", "value": number} for number in known[:1]]


def related(fielded: Fielded, titles: list[tuple[str, str | None]], fields: dict[str, Any]) -> None:
    """State what the work is to others: `titles` has the field that names each, and its title."""
    kinds = {
        "translationof": "translation-of", "translatedas": "has-translation", "reviewof": "review-of",
        "reviewedin": "has-review", "multivolume": "has-part", "reprintof": "version-of",
        "reprintas": "has-version", "origpubin": "version-of", "origpubas": "version-of",
        "translatedfrom": "translation-of",
    }  # fmt: skip
    word = plain(fielded.raw("relatedtype") or "").lower()
    relations = list(fields.get("relations", ()))
    for name, title in titles:
        if title is None:
            continue
        if name == "related":
            kind = kinds.get(word, "related")
            relations.append({"kind": kind, "title": title} | ({"as_stated": word} if word else {}))
        else:
            relations.append({"kind": "part-of", "title": title})
        fielded.used(name)
    fields["relations"] = relations
