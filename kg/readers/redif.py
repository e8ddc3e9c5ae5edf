"""ReDIF, the templates in which RePEc's archives describe papers, articles, books, chapters and software.

https://openlib.org/acmes/root/docu/redif_1.html. An attribute is `Name: value`, in any case; a line that
begins with no attribute of the format goes on with the value before it. Those of a person follow the person's
name. Templates of series, archives, people and institutions describe no work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.inverted_names import person
from kg.readers.language_codes import spoken
from kg.readers.leaves import Leaf
from kg.readers.printed_dates import printed
from kg.readers.redif_fields import KINDS, TABLE, TAG
from kg.readers.serials import issns_and_isbns
from kg.readers.source import Document
from kg.readers.tagged import Dialect, TaggedEntry, Tags, read
from kg.records import Item
from kg.repair.texts.html_markup import entities

NAME: Final = "redif"

_FIRST: Final = frozenset(["Template-Type", "Template-type", "template-type", "TEMPLATE-TYPE"])
_SIGN: Final = re.compile(
    r"^\s{0,40}Template-Type:\s{0,40}ReDIF-(?:Paper|Article|Book|Chapter|Software)\b",
    re.IGNORECASE | re.MULTILINE,
)
_TEMPLATE: Final = re.compile(r"(ReDIF-[A-Za-z]{1,30})", re.IGNORECASE)
_JEL: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{0,2}(?![A-Za-z0-9])")
_PUBLISHED: Final = re.compile(r"published\s(?:in|as)[\s:]+(.{5,500})", re.IGNORECASE | re.DOTALL)
_LENGTH: Final = re.compile(r"(\d{1,5})\s?(?:p\.?|pp\.?|pages?|p[aá]ginas|seiten)?\.?", re.IGNORECASE)


def _sniff(head: str) -> float:
    return 0.97 if _SIGN.search(head[:8000]) else 0.0


@reader(NAME, "ReDIF, the templates of RePEc's archives", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each template of a work; one of a series or archive is said, and is none.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    return read(document, Dialect(TAG, first=_FIRST), _record)


def _record(document: Document, entry: TaggedEntry) -> Iterator[Item]:
    tags = Tags([(tag.lower(), value) for tag, value in entry.values])
    leaves: list[Leaf] = []
    lines = (entry.first_line, entry.last_line)
    draft = Draft(document, NAME, lines, leaves, TABLE, excerpt=entry.excerpt)
    word = _TEMPLATE.match(tags.first("template-type") or "")
    if word is None or word[1].lower() not in KINDS:
        leaves += tags.leaves(TABLE, "entry")
        what = word[1] if word else "no template"
        draft.passed_over(f"it describes no work, but a series, an archive or somebody ({what})")
        return
    kind, of_venue = KINDS[word[1].lower()]
    draft.fields |= {"work_type": kind, "work_type_as_stated": word[1]}
    _described(tags, draft)
    _appeared(tags, kind, of_venue, draft.fields)
    _people(entry, tags, kind, draft.fields)
    if entry.guessed:
        draft.odd("source", f"bytes that are not UTF-8 were read as {entry.guessed}")
    leaves += tags.leaves(TABLE, "entry")
    yield from draft.finish()


def _described(tags: Tags, draft: Draft) -> None:
    """State titles, abstracts, subjects and numbers of the work itself."""
    fields = draft.fields
    fields["title"], fields["abstract"] = tags.first("title"), tags.text("abstract")
    fields["titles"] = [
        {"text": text, "kind": "translated", "language": tag} for tag, text in _in_languages(tags, "title")
    ]
    fields["abstracts"] = [{"text": text, "language": tag} for tag, text in _in_languages(tags, "abstract")]
    codes = [code for value in tags.all("classification-jel") for code in _JEL.findall(value)]
    fields["subjects"] = [{"code": code, "scheme": "JEL"} for code in dict.fromkeys(codes)]
    if not codes:
        tags.unread("classification-jel")
    words = [one for value in tags.all("keywords") for one in re.split(r"[;,\n]", entities(value))]
    fields["keywords"] = [one.strip(" .") for one in words if one.strip(" .")]
    fields |= spoken(*tags.listed("language"))
    fields["doi"], fields["url"] = tags.first("doi"), next(iter(tags.listed("file-url")), None)
    fields["identifiers"] = {}
    if handle := next(iter(tags.listed("handle")), None):
        fields["identifiers"]["repec"] = handle
    notes = tags.listed("note")
    if (status := tags.first("publication-status")) and (found := _PUBLISHED.fullmatch(status)):
        fields["journal_ref"] = found[1]
    elif status:
        notes.append(status)
    fields["comment"] = "; ".join(notes) or None
    fields["relations"] = [
        {"kind": kind, "scheme": "repec", "identifier": one}
        for kind, tag in (("has-version", "article-handle"), ("version-of", "paper-handle"))
        for one in tags.listed(tag)
    ]


def _in_languages(tags: Tags, name: str) -> Iterator[tuple[str, str]]:
    """Yield the values of `title-fr` and the like, with their languages."""
    for tag in tags.names():
        if tag.startswith(f"{name}-") and len(tag) == len(name) + 3 and (text := tags.first(tag)):
            yield tag[-2:], text


def _appeared(tags: Tags, kind: WorkType, of_venue: VenueKind | None, fields: dict[str, Any]) -> None:
    """State when and in what the work appeared."""
    fields["venue"] = tags.first("journal" if of_venue == "journal" else "book-title")
    fields["venue_kind"] = of_venue if fields["venue"] else None
    fields["volume"], fields["edition"] = tags.first("volume"), tags.first("edition")
    fields["series"], number = tags.first("series"), tags.first("number")
    fields["issue"] = tags.first("issue") or (number if of_venue == "journal" else None)
    if kind == "report":
        fields["report_no"] = number
    elif of_venue != "journal":
        fields["series_number"] = number
    pages = tags.first("pages")
    fields["pages"] = pages if kind != "book" else None
    length = (
        _LENGTH.fullmatch(pages or "") if kind == "book" else _LENGTH.fullmatch(tags.first("length") or "")
    )
    fields["extent"] = length[1] if length else None
    fields["publisher"] = tags.first("publisher-name", "provider-name")
    fields["place"] = tags.first("place-of-publication")
    part = bool(fields["venue"])
    numbers = issns_and_isbns(tags.listed("issn"), tags.listed("isbn"), part=part)
    fields["identifiers"] |= numbers.pop("identifiers")
    fields.update(numbers)
    year, month = tags.first("year"), tags.first("month")
    if year:
        fields["published"] = printed(year, month).date
    for tag in ("publication-date", "creation-date"):
        if (day := tags.first(tag)) and not fields.get("published"):
            fields["published"] = _day(day)
        elif day and (exact := _day(day)):
            fields.setdefault("dates", []).append(
                {"kind": "created" if tag == "creation-date" else "published", "date": exact}
            )
    if (day := tags.first("revision-date")) and (exact := _day(day)):
        fields.setdefault("dates", []).append({"kind": "updated", "date": exact})
    found = fields.get("published")
    fields["year"] = int(found[:4]) if found else None


def _day(stated: str) -> str | None:
    """Return a date of ReDIF, `2005`, `2005-11` or `2005-11-07`; some write `200511` and `20051107`."""
    digits = stated.strip()
    if digits.isascii() and digits.isdigit() and len(digits) in (6, 8):
        digits = "-".join(filter(None, (digits[:4], digits[4:6], digits[6:])))
    return printed(digits, None).date


def _people(entry: TaggedEntry, tags: Tags, kind: WorkType, fields: dict[str, Any]) -> None:
    """State authors and editors; what stands behind a name is of whom it names."""
    groups: dict[str, list[dict[str, str | list[str]]]] = {"author": [], "editor": [], "translator": []}
    for tag, value in entry.values:
        who, _, what = tag.lower().partition("-")
        text = " ".join(value.split())
        if who not in groups or not text:
            continue
        if what == "name":
            groups[who].append({"name": text})
        elif groups[who] and what == "workplace-name":
            places = groups[who][-1].setdefault("workplaces", [])
            if isinstance(places, list):
                places.append(text)
        elif groups[who] and what.removeprefix("x-") in ("name-first", "name-last", "person", "orcid"):
            groups[who][-1].setdefault(what.removeprefix("x-"), text)
    made = {who: [_person(one) for one in several] for who, several in groups.items()}
    tags.all(*(tag for tag in tags.names() if tag.startswith(("author-", "editor-", "translator-"))))
    fields["authors"] = made["author"]
    others = [one | {"role": "translator"} for one in made["translator"]]
    if kind == "book":
        others += [one | {"role": "editor"} for one in made["editor"]]
    else:
        fields["editors"] = made["editor"]
    fields["contributors"] = others


def _person(stated: dict[str, Any]) -> dict[str, Any]:
    given, family = stated.get("name-first"), stated.get("name-last")
    if given and family:
        made: dict[str, Any] = {"given": given, "family": family}
    else:
        found = person(stated["name"])
        made = dict(found) if isinstance(found, dict) else {"name": found}
    made["affiliations"] = stated.get("workplaces", [])
    if number := stated.get("person"):
        made["identifiers"] = {"repec": number}
    if number := stated.get("orcid"):
        made["orcid"] = number
    return made
