"""What an e-print's reference to its publication says: venue, volume, issue, pages or article, and year.

Authors type it as they like, and SPIRES wrote it in a form of its own: `Phys.Rev.D76:013009,2007`. It is
taken apart only where all of it is understood; otherwise at most its year is read. What kind of venue it is,
it does not say. See https://info.arxiv.org/help/jref.html.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from kg.records import Repair
from kg.repair.book_series import cut_imprint, cut_series
from kg.repair.meeting_places import cut_place
from kg.repair.reference_parts import LEAST, LIKELY, SURE, YEAR, JournalRef, ReferenceParts, only_year, tokens
from kg.repair.venue_parts import venue_parts
from kg.repair.venue_text import is_event, is_name, is_not_yet, trimmed

RULE: Final = "JOURNAL-REF"

_LONGEST: Final = 400
_SHORT: Final = 2  # words of what may be a publisher before its series
_INITIALS: Final = r"(?:[A-Z]\.[\s-]?){1,3}"
_FAMILY: Final = r"[A-Z][\w'\u2019-]{1,30}(?:\s[A-Z][\w'\u2019-]{1,30})?"
_AUTHORS: Final = re.compile(
    rf"(?:{_INITIALS}{_FAMILY}(?:,\s?(?:and\s|&\s)?|\s(?:and|&)\s)){{1,12}}(?=[A-Z])"
)
# authors and a title in sentence case before the journal; its last word is no abbreviation
_TITLE: Final = re.compile(
    rf"(?:{_INITIALS}{_FAMILY}(?:,\s?(?:and\s|&\s)?|\s(?:and|&)\s)?){{1,12}}\.\s"
    r"[A-Z][^.]{0,200}\s[a-z-]{3,24}\.\s(?=[A-Z])"
)
_BEGIN: Final = re.compile(
    r"(?<=[\s,:.(])(?=[(\w])|(?<=[\]).])(?=\d)|(?<=[A-Za-z])(?=\d)|(?<=[.\s])(?=[A-H]\d)"
)
_REST: Final = re.compile(
    r"[\s,;.]{0,3}[\[(]?\b(?:erratum|errata|err\.|addendum|corrigendum|publisher'?s note|"
    r"english transl|engl\. transl|"
    r"arxiv[:\s]|e-?print|(doi[:\s]|https?://)|also in|see also)",
    re.IGNORECASE,
)
_POS: Final = re.compile(
    rf"PoS\s?\(?\s?([A-Z][A-Za-z-]{{1,20}}\s?-?(?:\d{{2,4}})?)\s?\)?\s?(?:\(?({YEAR})\)?)?[\s:,]{{0,2}}(\d{{1,4}})"
    rf"(?:\s?[,(]\s?({YEAR})\)?)?"
)
# `Phys.Atom.Nucl.70:1-10,2007, Yad.Fiz.70:1-10,2007`: the year ends a reference of SPIRES
_SECOND: Final = re.compile(rf":[A-Z]?\d{{1,6}}(?:-[A-Z]?\d{{1,6}})?,({YEAR}),\s?(?=[A-Z])")
_BIBCODE: Final = re.compile(
    rf"(?P<year>{YEAR})(?P<venue>[A-Z][A-Za-z&.]{{4}})(?P<volume>[.\d]{{4}})(?P<section>[A-Za-z.])"
    r"(?P<page>[.\d]{4})[A-Z.]"
)
_TEX: Final = re.compile(r"\\(?:bf|it|em|rm|sl|textbf|textit|emph|text|,|;| )(?![A-Za-z])|[{}~$]")
_XPLORE: Final = re.compile(r"\(\s{0,3}(Volume:[^()]{1,80})\)")  # as IEEE Xplore shows it


def published(text: str) -> tuple[dict[str, Any], Repair] | None:
    """Return the fields of a record that its `journal_ref` states, and the repair that says so."""
    found = read(text)
    fields = found.fields() if found else {}
    if found is None or not fields:
        return None
    field = "venue" if found.venue else "year"
    note = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in fields.items() if name != field)
    return fields, Repair(
        field=field, rule=RULE, before=text[:2000], after=str(fields[field]), certain=False,
        confidence=found.confidence, note=note or None,
    )  # fmt: skip


def read(text: str) -> JournalRef | None:
    """Return the parts of `text`, a reference; None where nothing in it is sure."""
    if match := _BIBCODE.fullmatch(text.strip()):
        return _of_bibcode(match)
    plain = " ".join(_XPLORE.sub(r", \1", _TEX.sub(" ", text.replace("\\&", "&"))).split())
    if len(plain) > _LONGEST:
        return None
    dated = None
    if match := _REST.search(plain, 1):
        dated = only_year(plain[match.end() :]) if match[1] else None  # of the publication itself
        plain = plain[: match.start()]
    if match := _SECOND.search(plain):
        plain = plain[: match.end(1)]
    if match := _POS.fullmatch(plain.strip(" .,;")):
        year = match[2] or match[4]
        return JournalRef(
            "PoS",
            volume=match[1].strip(),
            article_number=match[3],
            year=int(year) if year else None,
            confidence=SURE,
        )
    parts = [plain, *([plain.partition(";")[0]] if ";" in plain else ())]
    for part in parts:  # of several publications the first
        if found := _understood(part.strip(" .,;")):
            return _meeting(found if found.year or not dated else replace(found, year=dated))
    if is_not_yet(plain):
        return None
    year, venue = only_year(plain), trimmed(plain)
    if year and is_event(venue) and is_name(venue):
        return _meeting(JournalRef(venue=venue, year=year, confidence=LEAST))
    return JournalRef(year=year, confidence=LEAST) if year else None


def _of_bibcode(match: re.Match[str]) -> JournalRef:
    """Return what a bibcode of the Astrophysics Data System says: year, journal, volume, first page."""
    venue, volume, section, page = (match[name].strip(".") for name in ("venue", "volume", "section", "page"))
    return JournalRef(
        venue, volume=volume or None, pages=f"{section if section == 'L' else ''}{page}" if page else None,
        year=int(match["year"]), confidence=LIKELY,
    )  # fmt: skip


def _understood(text: str) -> JournalRef | None:
    """Return the parts of one publication; its book series, and authors before the venue, are cut off."""
    if cut := cut_series(text):
        found = _taken_apart(cut.rest)
        name = trimmed(cut_imprint(cut.rest))
        if found is None and is_name(name):
            found = JournalRef(name, year=only_year(name), confidence=LEAST)
        if found and found.venue and (is_event(found.venue) or len(found.venue.split()) > _SHORT):
            return replace(found, series=cut.series, series_number=cut.number)
    if found := _taken_apart(text):
        return found
    for pattern in (_AUTHORS, _TITLE):
        if (match := pattern.match(text)) and (found := _taken_apart(text[match.end() :])):
            return replace(found, confidence=LEAST)
    return None


def _meeting(found: JournalRef) -> JournalRef:
    """Cut the place of a meeting off its name, and take the year of its name where no other is said."""
    if found.venue and found.year is None:
        found = replace(found, year=venue_parts(found.venue).year)
    cut = cut_place(found.venue) if found.venue and is_event(found.venue) else None
    return replace(found, venue=cut[1]) if cut and is_name(cut[1]) else found


def _taken_apart(text: str) -> JournalRef | None:
    """Return the parts of `text` where a name and then only parts that are known stand in it."""
    for begin in _BEGIN.finditer(text):
        name = text[: begin.start()]
        if not any(char.isalpha() for char in name):
            continue
        parts = tokens(text, begin.start())
        if parts is None:
            continue
        found = ReferenceParts(name)
        if all(found.take(kind, value) for kind, value in parts) and (made := found.made()):
            return made
    return None
