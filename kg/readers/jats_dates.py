"""Dates of a JATS article: when it was published in which form, and its history.

JATS says it by `pub-type` (to 1.0) or by `date-type` and `publication-format` (since 1.1):
https://jats.nlm.nih.gov/archiving/tag-library/1.3/element/pub-date.html.
"""

from __future__ import annotations

from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.date_parts import partial, stated_date, year_in
from kg.readers.draft import Draft
from kg.readers.markup import text_of

_PUBLISHED: Final = {
    "epub": "published-online", "ppub": "published-print", "epub-ppub": "published", "pub": "published",
    "electronic": "published-online", "online": "published-online", "print": "published-print",
    "fpub": "published", "final": "published", "collection": "issued", "issue": "issued", "cover": "issued",
    "cover-date": "issued", "issue-pub": "issued", "ecorrected": "updated", "preprint": "submitted",
    "aop": "published-online", "first_release": "published-online", "epublish": "published-online",
    "online-only": "published-online", "nihms-submitted": "other", "pmc-release": "other",
    "retracted": "withdrawn", "publication": "published", "published": "published", "article": "published",
    "version-of-record": "published", "published-online": "published-online", "web-first": "published-online",
    "original-publication": "published", "web": "published-online", "epub-original": "published-online",
}  # fmt: skip
_HISTORY: Final = {
    "received": "received", "accepted": "accepted", "rev-recd": "revised", "revised": "revised",
    "rev-received": "revised", "submitted": "submitted", "pub": "published", "published": "published",
    "epub": "published-online", "online": "published-online", "published-online": "published-online",
    "ppub": "published-print", "corrected": "updated", "preprint": "other", "retracted": "withdrawn",
    "available": "available", "created": "created", "updated": "updated",
}  # fmt: skip
_PLAIN: Final = frozenset({"pub", "publication", "epub", "ppub", "electronic", "print", "rev-recd"})
"""Words that say no more than the kind of the date."""
# which of several says when the article, as it is cited, appeared
_ORDER: Final = ("published-print", "issued", "published", "published-online", "available")


def dates(meta: Element, draft: Draft) -> None:
    """State the dates of `<article-meta>`; the year is that of the issue, else that of appearing online."""
    found = [_dated(one, _PUBLISHED) for one in meta.findall("pub-date")]
    for path in ("history/date", "pub-history/event/date", "pub-history/date"):
        found += [_dated(one, _HISTORY) for one in meta.findall(path)]
    stated = [one for one in found if one]
    if stated:
        draft.fields["dates"] = stated
    published = [one for one in stated if one.get("date") and one["kind"] in _ORDER]
    published.sort(key=lambda one: _ORDER.index(one["kind"]))
    if published:
        best = published[0]["date"]
        finer = [one["date"] for one in published if one["date"].startswith(best)]
        draft.fields["published"] = max(finer, key=len)
        draft.fields["year"] = int(best[:4])
    elif year := next((year_in(one.get("as_stated")) for one in stated if one["kind"] in _ORDER), None):
        draft.fields["year"] = year


def _dated(element: Element, kinds: dict[str, str]) -> dict[str, Any] | None:
    """Return one date by its meaning; None where nothing of it can be told."""
    kind_words = [
        word.strip().lower()
        for key in ("pub-type", "date-type", "publication-format")
        if (word := element.get(key))
    ]
    first = next(iter(kind_words), "")
    form = (element.get("publication-format") or "").strip().lower()
    kind = kinds.get(first, "published" if not first and kinds is _PUBLISHED else "other")
    if kind == "published" and form:
        kind = _PUBLISHED.get(form, kind)
    start, end, text = _days(element)
    if start is None and text is None:
        return None
    plain = not first or first == kind or first in _PLAIN
    return {"kind": kind, "date": start, "end": end, "as_stated": text, "note": None if plain else first}


def _days(element: Element) -> tuple[str | None, str | None, str | None]:
    """Return the first and last day of a date, and its words where it is none of a calendar alone."""
    year, month, day = (text_of(element.find(part)) for part in ("year", "month", "day"))
    iso, season = element.get("iso-8601-date"), text_of(element.find("season"))
    words = text_of(element.find("string-date")) or (text_of(element) if not len(element) else None)
    made = partial(year, month, day)
    if iso and (read := stated_date(iso)) and (made is None or read.startswith(made)):
        made = read
    if made is None:
        made = stated_date(words)
    if season:
        return made, None, f"{season} {year or ''}".strip()
    known = made is not None and (not words or stated_date(words) is not None)
    start, end = (partial(year, text_of(element.find(part))) for part in ("start-month", "end-month"))
    if start and end and start != end:
        return start, end, None
    return made, None, None if known else words
