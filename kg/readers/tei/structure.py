"""A `<biblStruct>` of TEI: a work, by what it is itself (`analytic`) and what it stands in (`monogr`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.kinds import VenueKind
from kg.readers.date_parts import partial, stated_date
from kg.readers.draft import Draft
from kg.readers.eprint_places import eprint_place
from kg.readers.languages import language
from kg.readers.markup import paragraphs, text_of
from kg.readers.ris_kinds import DEGREES
from kg.readers.services.zotero import KINDS
from kg.readers.tei.people import joined, person
from kg.records import ContributorRole

_WHEN: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.{0,40})?")
_PRINT: Final = "1450"
"""Before it nothing was printed."""
_DATES: Final = {
    "": "published", "published": "published", "whenpublished": "published",
    "e-published": "published-online", "epublished": "published-online", "accessed": "accessed",
    "submission": "submitted",
    "whensubmitted": "submitted", "received": "received", "accepted": "accepted",
    "datepub": "published", "dateepub": "published-online", "datedefended": "published",
}  # fmt: skip
_UNITS: Final = {"vol": "volume", "pp": "page", "pages": "page", "no": "issue", "number": "issue"}
_NUMBERS: Final = {
    "doi": "doi", "arxiv": "arxiv_id", "pmid": "pmid", "pubmed": "pmid", "pmc": "pmcid", "pmcid": "pmcid",
    "hal": "hal", "halid": "hal", "bibcode": "bibcode", "isbn": "isbn",
}  # fmt: skip
_OF_WORKS: Final = frozenset(["arxiv_id", "pmid", "pmcid"])
"""Of what no journal and no book has."""
_SERIALS: Final = {"issn": "issn", "eissn": "eissn", "issne": "eissn", "issnl": "lissn"}
_ROLES: Final[dict[str, ContributorRole]] = {
    "editor": "editor", "translator": "translator", "illustrator": "illustrator", "compiler": "compiler",
    "interviewer": "interviewer", "sponsor": "sponsor", "reviewer": "reviewer",
}  # fmt: skip


def fill(struct: Element, draft: Draft) -> None:
    """State in `draft` what a `<biblStruct>` says, whose names have no namespaces."""
    fields = draft.fields
    whole, within = struct.find("analytic"), struct.find("monogr")
    fields["language"] = next(
        (
            tag
            for one in (whole, within, struct)
            if one is not None and (tag := language(one.get("lang", "")))
        ),
        None,
    )
    _titles(whole, within, struct, draft)
    _people(whole, within, draft)
    _identifiers(struct, whole, within, draft)
    if within is not None:
        _imprint(within, draft)
    _kind(struct, draft)
    fields["abstract"] = "\n".join(
        text for one in struct.findall("note") if one.get("type") == "abstract" for text in paragraphs(one)
    )
    fields["keywords"] = [text for one in struct.findall("note/term") if (text := text_of(one))]
    addresses = (one.get("target", "") for one in struct.iter("ptr"))
    fields["url"] = next((one for one in addresses if one.startswith(("http://", "https://"))), None)


def _titles(whole: Element | None, within: Element | None, struct: Element, draft: Draft) -> None:
    fields, part = draft.fields, False
    for one, text in _named(whole):
        part = True
        _title(one, text, draft)
    for one, text in _named(within):
        level, kind = one.get("level") or "", one.get("type") or ""
        if level == "s":
            fields.setdefault("series", text)
        elif kind == "conferenceName":
            fields["event"] = {"name": text}
        elif kind in ("abbrev", "abbreviated"):
            fields.setdefault("venue_abbreviation", text)
        elif whole is not None or level == "j":
            fields.setdefault("venue", text)
            if level == "j" and eprint_place(text) is None:
                fields.setdefault("venue_kind", "journal")
        else:
            _title(one, text, draft)
    for one, text in _named(struct.find("series")):
        if one.get("type") == "alternative" and fields.get("series"):
            continue
        fields["series"] = text
    fields["series_number"] = joined(struct.findall("series/biblScope"))
    if part and (place := eprint_place(fields.get("venue") or "")):
        fields["arxiv_id"] = place.number
        if place.number:  # the e-print itself: its number says so
            del fields["venue"]


def _named(holder: Element | None) -> Iterator[tuple[Element, str]]:
    for one in holder.findall("title") if holder is not None else ():
        if text := text_of(one):
            yield one, text


def _title(one: Element, text: str, draft: Draft) -> None:
    """State a title of the work: the first, its subtitle, or another."""
    fields, kind = draft.fields, (one.get("type") or "").lower()
    if kind == "sub" and fields.get("title"):
        fields.setdefault("subtitle", text)
    elif kind in ("short", "abbrev"):
        fields.setdefault("titles", []).append({"text": text, "kind": "short"})
    elif not fields.get("title"):
        fields["title"] = text
    elif text != fields["title"]:
        made = {"text": text, "kind": "alternative", "language": language(one.get("lang", ""))}
        fields.setdefault("titles", []).append(made)


def _people(whole: Element | None, within: Element | None, draft: Draft) -> None:
    fields = draft.fields
    work = whole if whole is not None else within
    if work is None:
        return
    fields["authors"] = [made for one in work.findall("author") if (made := person(one))]
    editors = within.findall("editor") if within is not None else []
    fields["editors"] = [made for one in editors if (made := person(one))]
    others: list[tuple[Element, str]] = []
    if whole is not None and within is not None:
        others += [(one, "author of what it stands in") for one in within.findall("author")]
    others += [(one, "editor") for one in (whole.findall("editor") if whole is not None else ())]
    for holder in (whole, within):
        for stated in holder.findall("respStmt") if holder is not None else ():
            others.append((stated, text_of(stated.find("resp")) or "contributor"))
    for one, word in others:
        if (made := person(one)) is not None:
            role = _ROLES.get(word.lower(), "other")
            made |= {"role": role, "role_as_stated": word if role == "other" else None}
            fields.setdefault("contributors", []).append(made)


def _identifiers(struct: Element, whole: Element | None, within: Element | None, draft: Draft) -> None:
    """State the numbers of the work; those of what it stands in are the venue's."""
    fields = draft.fields
    fields["identifiers"], fields["venue_identifiers"] = {}, {}
    for holder in (struct, whole, within):
        of_work = holder is not within or whole is None
        for one in holder.findall("idno") if holder is not None else ():
            word, value = (one.get("type") or "").strip().lower(), text_of(one)
            if not value:
                continue
            if word in _SERIALS:
                fields["venue_identifiers"].setdefault(_SERIALS[word], value)
            elif word == "isbn" and not of_work:
                fields["venue_identifiers"].setdefault("isbn", value)
            elif (scheme := _NUMBERS.get(word)) is None:
                continue
            elif not of_work and scheme not in _OF_WORKS:
                number = {"scheme": scheme.removesuffix("_id"), "value": value, "of": "venue"}
                fields.setdefault("other_identifiers", []).append(number)
            elif scheme in ("doi", "arxiv_id"):
                fields[scheme] = fields.get(scheme) or value
            else:
                fields["identifiers"].setdefault(scheme, value)


def _imprint(within: Element, draft: Draft) -> None:
    fields = draft.fields
    fields["edition"] = joined(within.findall("edition"))
    measures = [f"{one.get('quantity')} {one.get('unit')}s" for one in within.findall("extent/measure")
                if one.get("quantity") and one.get("unit")]  # fmt: skip
    fields["extent"] = ", ".join(measures) or text_of(within.find("extent"))
    if (meeting := within.find("meeting")) is not None:
        name = " ".join((meeting.text or "").split()) or text_of(meeting)
        stated = {"name": name, "place": text_of(meeting.find("address"))}
        fields["event"] = {key: text for key, text in stated.items() if text} or None
    for imprint in within.findall("imprint"):
        fields["publisher"] = text_of(imprint.find("publisher")) or fields.get("publisher")
        fields["place"] = text_of(imprint.find("pubPlace")) or fields.get("place")
        for one in imprint.findall("biblScope"):
            unit = (one.get("unit") or one.get("type") or "").lower()
            _scope(_UNITS.get(unit, unit), one, draft)
        for one in imprint.findall("date"):
            state_date(one, draft)


def _scope(unit: str, one: Element, draft: Draft) -> None:
    first, last, value = one.get("from"), one.get("to"), text_of(one)
    if unit == "page":
        both = f"{first}-{last}" if first and last and first != last else first or last
        draft.fields.setdefault("pages", value or both)
    elif unit in ("volume", "issue"):
        draft.fields.setdefault(unit, value or first)


def state_date(stated: Element, draft: Draft) -> None:
    """State a `<date>` by its meaning: the day of its `when`, or what its text is."""
    fields, text = draft.fields, text_of(stated)
    match = _WHEN.fullmatch((stated.get("when") or "").strip())
    day = partial(match[1], match[2], match[3]) if match else stated_date(text)
    if day and day < _PRINT:  # GROBID takes a page for a year
        day, text = None, text or day
    kind = _DATES.get((stated.get("type") or "").lower())
    if kind == "published" and day:
        if not (fields.get("published") or "").startswith(day):
            fields["published"] = day
            fields["year"] = int(day[:4])
    elif day:
        made = {"kind": kind or "other", "date": day, "note": None if kind else stated.get("type")}
        fields.setdefault("dates", []).append(made)
    elif text and kind == "published":
        fields.setdefault("date_as_stated", text)


def _kind(struct: Element, draft: Draft) -> None:
    """State the kind by Zotero's word, or as any other is stated; that of a thesis by its degree."""
    fields, word = draft.fields, struct.get("type") or ""
    degree = text_of(struct.find("monogr/imprint/note[@type='thesisType']")) or ""
    if word in KINDS:
        fields["work_type"], fields["work_type_as_stated"] = KINDS[word], word
    else:
        draft.kind(word)
    if fields.get("work_type") == "thesis" and degree:
        fields["work_type_as_stated"] = degree
        fields["work_type"] = next((kind for sign, kind in DEGREES if sign in degree.lower()), "thesis")
    venues: dict[str, VenueKind] = {"conferencePaper": "proceedings", "bookSection": "book"}
    if fields.get("venue") and word in venues:
        fields.setdefault("venue_kind", venues[word])


def reference(struct: Element, draft: Draft) -> dict[str, Any]:
    """Return the reference that a `<biblStruct>` is, read into `draft`, a draft for it alone."""
    fill(struct, draft)
    fields = draft.fields
    printed = [one for one in struct.findall("note") if one.get("type") == "raw_reference"]
    names = (
        one.get("name") or " ".join(filter(None, (one.get("given"), one.get("family"), one.get("suffix"))))
        for one in fields.get("authors", ())
    )
    numbers = {scheme: fields["identifiers"][scheme] for scheme in ("pmid", "pmcid", "isbn")
               if scheme in fields["identifiers"]}  # fmt: skip
    made = {
        "key": struct.get("id"), "text": text_of(printed[0]) if printed else None,
        "identifiers": numbers, "authors": "; ".join(names),
    } | {
        key: fields.get(key)
        for key in ("title", "doi", "arxiv_id", "year", "venue", "volume", "issue", "pages")
    }  # fmt: skip
    if made["venue"] is None and fields.get("event"):
        made["venue"] = fields["event"].get("name")
    return {key: value for key, value in made.items() if value}
