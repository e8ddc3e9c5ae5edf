"""OpenReview: notes of its API, versions 1 and 2, that are papers; reviews and comments are refused by name.

https://docs.openreview.net/reference/api-v2/entities/note. In version 2 each value of `content` is an object
with a `value`. What was submitted to a venue and did not appear there has no venue.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft
from kg.readers.eprint_places import eprint_place, identified
from kg.readers.fates import FieldTable
from kg.readers.json_values import objects, plain, text, texts
from kg.readers.services.service import filled, service

_KEPT: Final = "it says how OpenReview keeps the note"
_REPLIES: Final = "reviews, decisions and comments are no works"
_FILES: Final = "it says how the paper can be had, not what it is"
_VENUE: Final = "venue venue_abbreviation comment statuses year work_type"
_READ: Final = {
    "title": "title", "abstract": "abstract", "keywords[]": "keywords", "keywords": "keywords",
    "authors[]": "authors", "authors": "authors", "authors[].*": "authors", "authorids[]": "authors",
    "authorids": "authors", "venue": _VENUE, "venueid": _VENUE, "_bibtex": _VENUE, "TLDR": "abstracts",
    "TL;DR": "abstracts", "one-sentence_summary": "abstracts", "primary_area": "subjects",
    "html": "url doi", "doi": "doi", "externalIds[]": "doi arxiv_id identifiers",
}  # fmt: skip
_OF_NOTE: Final = (
    *(f"content.{key}.readers[]" for key in ("authors", "authorids", "title", "abstract", "venueid")),
    "number", "odate", "tcdate", "tmdate", "signatures[]", "readers[]", "writers[]", "nonreaders[]",
    "readers", "invitation", "invitations[]", "domain", "version", "original", "parentInvitations",
    "parentInvitations[]", "tauthor", "referent",
)  # fmt: skip
_CONTENT_DROPPED: Final = {
    "pdf": _FILES, "supplementary_material": _FILES, "paperhash": _KEPT, "code_of_ethics": _KEPT,
    "submission_guidelines": _KEPT, "anonymous_url": _KEPT, "reciprocal_reviewing": _KEPT,
    "no_acknowledgement_section": _KEPT, "student_author": _KEPT, "large_language_models": _KEPT,
}  # fmt: skip


def _paths(table: dict[str, str]) -> dict[str, str]:
    """Return the paths of keys of `content` in both versions of the API."""
    found = {}
    for key, told in table.items():
        name, mark, rest = key.partition("[]")
        found[f"content.{key}"] = told
        found[f"content.{name}.value{mark}{rest}"] = told
    return found


TABLE: Final = FieldTable(
    read=_paths(_READ)
    | {"id": "identifiers url", "forum": "identifiers url", "pdate": "published", "cdate": "dates",
       "mdate": "source", "license": "licenses"},
    dropped=_paths(_CONTENT_DROPPED)
    | dict.fromkeys(_OF_NOTE, _KEPT)
    | {"details.*": _REPLIES},
)  # fmt: skip
_REPLY: Final = re.compile(
    r"review|comment|decision|rebuttal|rating|acknowledg|response|bid\b|recommendation|assignment|recruit"
    r"|registration|agreement",
    re.IGNORECASE,
)
_NOT_THERE: Final = re.compile(
    r"submi|reject|withdraw|under[ _]review|retract|pending|assign|decision|camera_ready_revision",
    re.IGNORECASE,
)
_SHOWN: Final = re.compile(
    r"(?:accepted (?:by|to|at) )?(.{2,120}?)(?: conference)?"
    r"(?: \(?(?:poster|oral|spotlight|regular|notable[ -]top[ -]\d{1,2}%|top[ -]\d{1,2}%|accept.{0,20})\)?)?",
    re.IGNORECASE,
)
_PROFILE: Final = re.compile(r"~\S{2,100}\d")
_BIBTEX_FIELD: Final = re.compile(r"(?<!\w)(\w{2,20})\s{0,20}+=\s{0,20}+\{([^{}]{1,400})\}")
_ENTRY: Final = re.compile(r"\s{0,20}@\s?(\w{2,20})\s?\{")
_NEW_YEAR: Final = "-01-01T00:00:00+00:00"
_KINDS: Final[dict[str, tuple[WorkType, VenueKind]]] = {
    "inproceedings": ("proceedings-article", "proceedings"), "article": ("journal-article", "journal"),
}  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    content, said = _content(stated), _Word(stated)
    if why := said.no_work(content):
        return why
    fields = draft.fields
    fields["title"], fields["abstract"] = plain(content.get("title")), text(content.get("abstract"))
    fields["authors"] = _authors(content, draft)
    number = text(stated.get("id")) or text(stated.get("forum"))
    fields["identifiers"] = filled({"openreview": number})
    fields["url"] = f"https://openreview.net/forum?id={number}" if number else None
    _numbers(content, draft)
    _place(content, draft)
    fields["published"] = _day(stated.get("pdate")) or fields.get("published")
    if created := _day(stated.get("cdate")):
        fields["dates"] = [{"kind": "created", "date": created}]
    fields["observed"] = _day(stated.get("mdate"))
    words = content.get("keywords")
    several = re.split(r"\s{0,5}[,;]\s{1,5}", words) if isinstance(words, str) else texts(words)
    fields["keywords"] = [one for one in several if one.strip()]
    short = next(
        (one for key in ("TLDR", "TL;DR", "one-sentence_summary") if (one := text(content.get(key)))), None
    )
    fields["abstracts"] = [{"text": short, "kind_as_stated": "TL;DR"}] if short else []
    areas = texts(content.get("primary_area"))
    fields["subjects"] = [{"term": one, "scheme": "OpenReview primary area"} for one in areas]
    if license_ := text(stated.get("license")):
        fields["licenses"] = [{"license": license_}]
    return None


def _content(stated: dict[str, Any]) -> dict[str, Any]:
    """Return the content of a note by its keys, the values of version 2 taken out of their objects."""
    held = stated.get("content")
    found = held if isinstance(held, dict) else {}
    return {
        key: one.get("value") if isinstance(one, dict) and "value" in one else one
        for key, one in found.items()
    }


class _Word:
    """What OpenReview calls a note: the last word of its first invitation."""

    def __init__(self, stated: dict[str, Any]) -> None:
        invited = [*texts(stated.get("invitations")), *texts(stated.get("invitation"))]
        self._word = invited[0].rpartition("/")[2].replace("_", " ") if invited else ""
        number, forum = text(stated.get("id")), text(stated.get("forum"))
        self._reply = bool(stated.get("replyto")) or bool(number and forum and number != forum)
        self._deleted = bool(stated.get("ddate"))

    def no_work(self, content: dict[str, Any]) -> str | None:
        """Return why the note is no work; None where it is one."""
        if self._reply or (_REPLY.search(self._word) and not content.get("authors")):
            return f"it is a reply to a paper ({self._word or 'of no kind that is said'}), not a work"
        if "names" in content or "preferredEmail" in content:
            return "it is a profile of OpenReview, not a work"
        return "its note was deleted" if self._deleted else None


def _authors(content: dict[str, Any], draft: Draft) -> list[dict[str, Any]]:
    stated = content.get("authors")
    if known := objects(stated):
        return [_profiled(one) for one in known]
    names = [one for one in stated if isinstance(one, str)] if isinstance(stated, list) else texts(stated)
    if [one.strip().lower() for one in names] in (["anonymous"], ["anonymous authors"]):
        draft.odd("authors", "the authors were hidden from reviewers when this was said")
        draft.fields["authors_complete"] = False
        return []
    numbers = content.get("authorids")
    ids: list[Any] = numbers if isinstance(numbers, list) else []
    if len(ids) != len(names):
        if ids:
            draft.odd(
                "authors", f"{len(ids)} profiles stand beside {len(names)} names; they are given to nobody"
            )
        ids = [None] * len(names)
    return [_author(name, text(number)) for name, number in zip(names, ids, strict=True)]


def _author(name: str, number: str | None) -> dict[str, Any]:
    """Return an author with the profile, or with the domain of the address that stands in its place."""
    made: dict[str, Any] = {"name": name}
    if number and _PROFILE.fullmatch(number):
        made["identifiers"] = {"openreview": number}
    elif number and "@" in number and "/" not in number:
        made["email_domain"] = number
    return made


def _profiled(one: dict[str, Any]) -> dict[str, Any]:
    made = _author(plain(one.get("fullname")) or plain(one.get("name")) or "", text(one.get("username")))
    places = [name for held in objects(one.get("institutions")) if (name := plain(held.get("name")))]
    return filled(made | {"affiliations": places})


def _numbers(content: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    for one in texts(content.get("externalIds")):
        scheme, _, value = one.partition(":")
        if scheme.lower() == "dblp" and value:
            fields["identifiers"].setdefault("dblp", value)
        elif scheme.lower() in ("doi", "arxiv") and value:
            fields.setdefault("doi" if scheme.lower() == "doi" else "arxiv_id", value)
    if number := text(content.get("doi")):
        fields.setdefault("doi", number)
    for key, value in identified(text(content.get("html")) or "").items():
        fields.setdefault(key, value)


def _place(content: dict[str, Any], draft: Draft) -> None:
    """State the venue where the paper appeared; what is said of one that it was only sent to is a comment."""
    fields = draft.fields
    shown, code = plain(content.get("venue")), text(content.get("venueid")) or ""
    bibtex = content.get("_bibtex") if isinstance(content.get("_bibtex"), str) else ""
    word = code.rpartition("/")[2] if code else shown or ""
    if not word:
        return
    if _NOT_THERE.search(word) or (shown and _NOT_THERE.search(shown)):
        fields["comment"] = shown
        if "withdraw" in f"{word} {shown}".lower():
            fields["statuses"] = [filled({"kind": "withdrawn", "note": shown})]
        return
    entry = _ENTRY.match(bibtex or "")
    name = _of(bibtex, "booktitle") or _of(bibtex, "journal")
    year = _of(bibtex, "year")
    fields["year"] = int(year) if year and re.fullmatch(r"[12]\d{3}", year) else None
    fields["published"] = str(fields["year"]) if fields["year"] else None
    match = _SHOWN.fullmatch(shown or "")
    short = match[1] if match else shown
    if eprint_place(name or short or ""):
        return  # a place of e-prints
    fields["venue"] = name or short
    fields["venue_abbreviation"] = short if name and short != name else None
    if entry and (kinds := _KINDS.get(entry[1].lower())):
        fields["work_type"], fields["venue_kind"] = kinds


def _of(bibtex: str | None, key: str) -> str | None:
    """Return a field of the BibTeX that OpenReview writes, where its braces hold no others."""
    found = next((one for one in _BIBTEX_FIELD.finditer(bibtex or "") if one[1] == key), None)
    return plain(found[2]) if found else None


def _day(stated: object) -> str | None:
    """Return the day (UTC) of an instant in milliseconds; the year where it is the first instant of one."""
    if not isinstance(stated, int) or isinstance(stated, bool) or not 0 < stated < 32_503_680_000_000:
        return None
    moment = datetime.fromtimestamp(stated / 1000, UTC).isoformat()
    return moment[:4] if moment.endswith(_NEW_YEAR) else moment[:10]


service(
    "openreview",
    "OpenReview: papers among the notes of its API, versions 1 and 2",
    _fill,
    TABLE,
    told_by=(
        "signatures invitation", "signatures invitations", "content.authorids", "content.venueid",
        "forum content.title",
    ),
    lists=("notes",),
)  # fmt: skip
