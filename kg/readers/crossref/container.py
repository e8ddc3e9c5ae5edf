"""What a Crossref work appeared in: journal, book, proceedings or server, its series, numbers and event."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.identifiers import Isbn, Issn
from kg.readers.crossref.dates import date
from kg.readers.crossref.kinds import BOOKS, venue_kind
from kg.readers.date_parts import stated_date
from kg.readers.draft import Draft
from kg.readers.json_values import objects, plain, text, texts
from kg.records import Repair

SERIES_RULE: Final = "CROSSREF-SERIES"
# (right + 1) / (read + 2) of the pairs among 1,748 works of Crossref, read by hand: 8 of 8 told by words,
# 2 of 2 by length
_BY_WORDS, _BY_LENGTH = 0.9, 0.75
_SERIES: Final = re.compile(
    r"\b(?:series|lecture notes|studies in|advances in|progress in|topics in|contributions to|briefs|library|"
    r"monographs?|schriften|reihe|beiträge|collection|communications in|springer proceedings|"
    r"spie proceedings)\b|briefs in\b",
    re.IGNORECASE,
)
HELD: Final = frozenset(
    f"conference_{part}"
    for part in ("acronym", "name", "city", "country", "start_date", "end_date", "number")
)
"""Names of assertions of Springer about the meeting at which a chapter was presented."""
_VOLUME: Final = re.compile(r"\b(?:(?:19|20)\d\d|\d{1,3}(?:st|nd|rd|th)|[IVX]{2,6}|proceedings of)\b")


def read_container(stated: dict[str, Any], draft: Draft) -> None:
    """State venue, series, ISSN, ISBN and event."""
    kind = text(stated.get("type")) or ""
    _names(stated, draft, kind)
    _numbers(stated, draft, kind)
    _event(stated, draft)
    _bodies(stated, draft, kind)


def _names(stated: dict[str, Any], draft: Draft, kind: str) -> None:
    short = texts(stated.get("short-container-title")) or texts(stated.get("container-title-short"))
    names = texts(stated.get("container-title")) or short[:1]
    series = next(iter(texts(stated.get("collection-title"))), None)
    if kind != "journal-article" and len(names) == 2 and series is None:
        names, series = _apart(names, draft)
    elif series is not None:
        names = [one for one in names if one != series] or names
    for one in names[1:]:
        draft.odd("venue", f"a further container is stated: {one}")
    if names:
        draft.fields |= {"venue": names[0], "venue_kind": venue_kind(kind)}
    if short and short[0] != (names[0] if names else None):
        draft.fields["venue_abbreviation"] = short[0]
    draft.fields["series"] = series


def _apart(names: list[str], draft: Draft) -> tuple[list[str], str]:
    """Return the volume and the series of two containers, whose order Crossref does not fix."""
    marks = [bool(_SERIES.search(one)) - bool(_VOLUME.search(one)) for one in names]
    told = marks[0] != marks[1]
    lengths = [len(one.split()) for one in names]  # of two without such words the shorter is the series
    first = marks[0] > marks[1] if told else lengths[0] < lengths[1]
    series = names[0] if first else names[1]
    draft.fields.setdefault("repairs", []).append(
        Repair(
            field="series", rule=SERIES_RULE, before=" | ".join(names)[:500], after=series[:500],
            certain=False, confidence=_BY_WORDS if told else _BY_LENGTH,
            note=f"which of the two is the series is told by their {'words' if told else 'length'}; how often"
            " that is right was not measured",
        )
    )  # fmt: skip
    return [one for one in names if one != series], series


def _numbers(stated: dict[str, Any], draft: Draft, kind: str) -> None:
    """State ISSN and ISBN: the first of each medium with the venue or work, all others beside it."""
    others = draft.fields.setdefault("other_identifiers", [])
    of = "series" if draft.fields.get("series") else "venue"
    known: dict[str, str] = {}
    for one in objects(stated.get("issn-type")):
        if number := text(one.get("value")):
            known.setdefault(_bare(number), "eissn" if one.get("type") == "electronic" else "issn")
    for number in texts(stated.get("ISSN")):
        known.setdefault(_bare(number), "issn")
    venue: dict[str, str] = {}
    for number, scheme in known.items():
        if Issn.parse(number) and of == "venue" and scheme not in venue:
            venue[scheme] = number
        else:
            others.append({"scheme": scheme, "value": number, "of": of})
    books = [_bare(text(one.get("value")) or "") for one in objects(stated.get("isbn-type"))]
    books += [_bare(one) for one in texts(stated.get("ISBN"))]
    own = kind in BOOKS
    target = draft.fields.setdefault("identifiers", {}) if own else venue
    for number in dict.fromkeys(filter(None, books)):
        if Isbn.parse(number) and "isbn" not in target:
            target["isbn"] = number
        else:
            others.append({"scheme": "isbn", "value": number, "of": "work" if own else "venue"})
    draft.fields["venue_identifiers"] = venue | draft.fields.get("venue_identifiers", {})


def _bare(number: str) -> str:
    """Return a number without the address that Crossref writes it in."""
    return number.rpartition("/")[2].strip()


def _asserted(stated: dict[str, Any]) -> dict[str, Any]:
    """Return the meeting that Springer asserts, each of its parts by itself."""
    parts: dict[str, str] = {}
    for one in objects(stated.get("assertion")):
        if (name := text(one.get("name"))) in HELD and (value := plain(one.get("value"))):
            parts.setdefault(name or "", value)
    places = (parts.get("conference_city"), parts.get("conference_country"))
    made = {
        "name": parts.get("conference_name"), "acronym": parts.get("conference_acronym"),
        "number": parts.get("conference_number"), "place": ", ".join(filter(None, places)),
        "start": stated_date(parts.get("conference_start_date", "")),
        "end": stated_date(parts.get("conference_end_date", "")),
    }  # fmt: skip
    return {key: value for key, value in made.items() if value}


def _event(stated: dict[str, Any], draft: Draft) -> None:
    if "event" not in stated and (found := _asserted(stated)):
        draft.fields["event"] = found
        return
    event = stated.get("event")
    if isinstance(event, str):
        event = {"name": event}
    if not isinstance(event, dict):
        return
    made = {
        "name": plain(event.get("name")), "acronym": plain(event.get("acronym")),
        "number": text(event.get("number")), "place": plain(event.get("location")),
        "start": date(event.get("start"), "event", draft.damage),
        "end": date(event.get("end"), "event", draft.damage),
    }  # fmt: skip
    if found := {key: value for key, value in made.items() if value}:
        draft.fields["event"] = found
    contributors = draft.fields.setdefault("contributors", [])
    contributors += [
        {"name": one, "kind": "collective", "role": "sponsor"} for one in texts(event.get("sponsor"))
    ]


def _bodies(stated: dict[str, Any], draft: Draft, kind: str) -> None:
    """State the server that posted the work, or the institution that issued it."""
    bodies = objects(stated.get("institution")) + objects(stated.get("standards-body"))
    posted = kind == "posted-content" and bodies and "venue" not in draft.fields
    if posted and (name := plain(bodies[0].get("name"))):
        short = plain(bodies[0].get("acronym"))
        draft.fields |= {"venue": name, "venue_kind": "repository", "venue_abbreviation": short}
        bodies = bodies[1:]
    contributors = draft.fields.setdefault("contributors", [])
    for one in bodies:
        if not (name := plain(one.get("name"))):
            continue
        department, place = plain(one.get("department")), plain(one.get("place"))
        identifiers = {
            scheme: value
            for each in objects(one.get("id"))
            if (value := text(each.get("id"))) and (scheme := (text(each.get("id-type")) or "").lower())
        }
        contributors.append({
            "name": name, "kind": "collective", "role": "institution",
            "variants": texts(one.get("acronym")),
            "affiliations": [printed] if (printed := ", ".join(filter(None, (department, place)))) else [],
            "organisations": [{"name": name, "identifiers": identifiers}] if identifiers else [],
        })  # fmt: skip
