"""One OpenAlex work as a record."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.kinds import WorkType
from kg.readers.draft import Draft
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.languages import language
from kg.readers.openalex.abstract import abstract_of
from kg.readers.openalex.authorships import read_authors
from kg.readers.openalex.identifiers import read_identifiers, short
from kg.readers.openalex.places import read_places
from kg.records import Repair

FIRST_DAY_RULE: Final = "OPENALEX-FIRST-DAY"
_FIRST_DAY: Final = 0.9
"""That 1 January stands for a year of which no more is known, as OpenAlex's documentation says it does."""

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].{0,30})?")
_KINDS: Final[dict[str, WorkType]] = {
    "preprint": "preprint", "review": "review-article", "erratum": "correction", "retraction": "retraction",
    "dataset": "dataset", "book": "book", "book-chapter": "book-chapter", "report": "report",
    "peer-review": "peer-review", "reference-entry": "reference-entry", "software": "software",
    "dissertation": "thesis", "other": "other",
}  # fmt: skip
_ARTICLES: Final = frozenset(["article", "editorial", "letter", "journal-article", "conference-paper"])
_OF_SOURCE: Final[dict[str, WorkType]] = {"journal": "journal-article", "conference": "proceedings-article"}


def read_work(stated: dict[str, Any], draft: Draft) -> None:
    """State all that an OpenAlex work says."""
    fields = draft.fields
    if observed := text(stated.get("updated_date")):
        fields["observed"] = observed[:10] if _DATE.fullmatch(observed) else None
    fields["title"] = text(stated.get("title")) or text(stated.get("display_name"))
    fields["language"] = language(found) if (found := text(stated.get("language"))) else None
    read_identifiers(stated, draft)
    _kind(stated, draft)
    read_authors(stated, draft)
    read_places(stated, draft)
    _date(stated, draft)
    _abstract(stated, draft)
    first, last = (text(inside(stated, "biblio", key)) for key in ("first_page", "last_page"))
    fields |= {
        "volume": plain(inside(stated, "biblio", "volume")),
        "issue": plain(inside(stated, "biblio", "issue")),
        "pages": f"{first}-{last}" if first and last and first != last else first or last,
        "keywords": _keywords(stated), "subjects": list(_subjects(stated)), "funding": _funding(stated),
        "references": [
            {"identifiers": {"openalex": one}}
            for each in texts(stated.get("referenced_works"))
            if (one := short(each, "W"))
        ],
        "counts": [
            {"kind": kind, "value": value, "observed": fields.get("observed")}
            for kind, key in (("citations", "cited_by_count"), ("references", "referenced_works_count"))
            if (value := count(stated.get(key))) is not None
        ],
    }  # fmt: skip
    if stated.get("is_retracted") is True:
        fields["statuses"] = [{"kind": "retracted", "note": "is_retracted"}]


def _kind(stated: dict[str, Any], draft: Draft) -> None:
    """State the kind. An `article` may be one of proceedings: Crossref's word or the venue's kind tells."""
    own, crossref = text(stated.get("type")), text(stated.get("type_crossref"))
    kind = _KINDS.get(own or "")
    if kind is None and (own in _ARTICLES or own is None):
        if crossref in ("journal-article", "proceedings-article"):
            kind = _OF_SOURCE["journal" if crossref == "journal-article" else "conference"]
        elif own != "editorial":
            place = next(iter(objects(stated.get("primary_location"))), {})
            kind = _OF_SOURCE.get(text(inside(place, "source", "type")) or "")
    word = "paratext" if stated.get("is_paratext") is True else own or crossref
    draft.fields |= {"work_type": kind, "work_type_as_stated": word if word != kind else None}


def _date(stated: dict[str, Any], draft: Draft) -> None:
    """State the date. OpenAlex gives 1 January where it knows the year alone."""
    year = count(stated.get("publication_year"))
    draft.fields["year"] = year if year and 1000 <= year <= 2999 else None
    match = _DATE.fullmatch(text(stated.get("publication_date")) or "")
    if match is None or match[1] == "0000":
        return
    parts = [match[1]]
    for part in (match[2], match[3]):
        if not part or part == "00":
            break
        parts.append(part)
    date = "-".join(parts)
    if date.endswith("-01-01"):
        draft.fields.setdefault("repairs", []).append(
            Repair(
                field="published", rule=FIRST_DAY_RULE, before=date, after=date[:4], certain=False,
                confidence=_FIRST_DAY, note="OpenAlex gives the first day where only the year is known",
            )
        )  # fmt: skip
        date = date[:4]
    draft.fields["published"] = date
    if year and str(year) != date[:4]:
        draft.odd("year", f"the year is {year}, the date {date}")
    if draft.fields["work_type"] == "preprint":
        draft.fields["submitted"] = date
    draft.fields["year"] = draft.fields["year"] or int(date[:4])


def _abstract(stated: dict[str, Any], draft: Draft) -> None:
    found = abstract_of(stated.get("abstract_inverted_index") or stated.get("abstract_inverted_index_v3"))
    draft.fields["abstract"] = found.text or text(stated.get("abstract"))
    if found.missing:
        draft.odd("abstract", f"words that are missing, shown as …: {found.missing}")
    if found.doubled:
        draft.odd("abstract", f"places with several words, all of them kept: {found.doubled}")


def _keywords(stated: dict[str, Any]) -> list[str]:
    several = stated.get("keywords")
    return list(dict.fromkeys(
        found
        for one in (several if isinstance(several, list) else [])
        if (found := plain(one.get("display_name") or one.get("keyword") if isinstance(one, dict) else one))
    ))  # fmt: skip


def _subjects(stated: dict[str, Any]) -> list[dict[str, Any]]:
    made = []
    for key, scheme in (("topics", "OpenAlex topics"), ("concepts", "OpenAlex concepts"),
                        ("sustainable_development_goals", "UN Sustainable Development Goals")):  # fmt: skip
        made += [
            {"term": plain(one.get("display_name")), "scheme": scheme, "code": text(one.get("id"))}
            for one in objects(stated.get(key))
        ]
    for one in objects(stated.get("mesh")):
        terms = [plain(one.get(key)) for key in ("descriptor_name", "qualifier_name")]
        codes = [text(one.get(key)) for key in ("descriptor_ui", "qualifier_ui")]
        term, code = "/".join(filter(None, terms)), "/".join(filter(None, codes))
        made.append({"term": term or None, "scheme": "MeSH", "code": code or None})
    return made


def _funding(stated: dict[str, Any]) -> list[dict[str, Any]]:
    """Return grants in both of OpenAlex's forms, and funders that no grant names."""
    made: list[dict[str, Any]] = []
    for one in (*objects(stated.get("grants")), *objects(stated.get("awards"))):
        funder = _funder(one.get("funder") or one.get("funder_id"), one.get("funder_display_name"))
        award = text(one.get("award_id")) or text(one.get("funder_award_id"))
        made.append({
            "funder": funder, "award": award, "award_title": plain(one.get("display_name")),
            "url": text(one.get("doi")),
        })  # fmt: skip
    known = [one["funder"] for one in made]
    for one in objects(stated.get("funders")):
        funder = _funder(one.get("id"), one.get("display_name"), one.get("ror"))
        if funder and not any(each and each.get("name") == funder.get("name") for each in known):
            made.append({"funder": funder})
    return [{key: value for key, value in one.items() if value} for one in made]


def _funder(identifier: object, name: object, ror: object = None) -> dict[str, Any] | None:
    found = {"openalex": short(identifier, "F"), "ror": text(ror)}
    made = {"name": plain(name), "identifiers": {key: value for key, value in found.items() if value}}
    return {key: value for key, value in made.items() if value} or None
