"""What a work is and how it is called: kind, titles, abstracts, dates."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.kinds import WorkType
from kg.readers.rdf import vocabulary
from kg.readers.rdf.dates import partial_date
from kg.readers.rdf.identify import identified
from kg.readers.rdf.people import label
from kg.readers.rdf.places import add_identifier
from kg.readers.rdf.reading import RdfWork, Taker, keep, told
from kg.readers.rdf.terms import BLANK, Iri, Term, Text

_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
KINDS: Final[dict[str, WorkType]] = {
    "JournalArticle": "journal-article", "ConferencePaper": "proceedings-article",
    "ProceedingsPaper": "proceedings-article", "WorkshopPaper": "workshop-paper",
    "BookChapter": "book-chapter", "Chapter": "book-chapter", "BookSection": "book-chapter", "Book": "book",
    "EditedBook": "book", "Proceedings": "proceedings", "ConferenceProceedings": "proceedings",
    "AcademicProceedings": "proceedings", "DoctoralThesis": "dissertation", "MastersThesis": "masters-thesis",
    "Thesis": "thesis", "Report": "report", "ReportDocument": "report", "TechnicalReport": "report",
    "Dataset": "dataset", "DataFile": "dataset", "ComputerProgram": "software", "Software": "software",
    "SoftwareApplication": "software", "SoftwareSourceCode": "software", "Preprint": "preprint",
    "ReviewArticle": "review-article", "Retraction": "retraction", "Correction": "correction",
    "Erratum": "correction", "Corrigendum": "correction", "ReferenceEntry": "reference-entry",
}  # fmt: skip
"""Classes of the vocabularies, by their names, that mean one kind of work."""

_BARE: Final = frozenset([
    "Work", "Expression", "CreativeWork", "Document", "Thing", "ScholarlyWork", "Resource",
    "InformationResource", "NamedIndividual", "Entity", "Text", "DocumentPart",
])  # fmt: skip
"""Classes that say no kind."""


def _kind(work: RdfWork, value: Term, _: str) -> bool:
    word = vocabulary.local(value.value) if isinstance(value, Iri) else value.value.strip()
    if word in _BARE or word.startswith(BLANK):
        return True
    if isinstance(value, Text) and word not in KINDS:
        if word.lower() != "article":  # of a journal only where BibTeX says so
            work.draft.kind(word)
        return word.lower() != "article"
    work.classes.append(word)
    return True


def _genre(work: RdfWork, value: Term, _: str) -> bool:
    word = label(value, work.things)
    if word:
        work.classes.append(word)
    return word is not None


def _title(work: RdfWork, value: Term, _: str) -> bool:
    text = label(value, work.things)
    if text is None:
        return False
    if "title" not in work.fields:
        work.fields["title"] = text
    elif text != work.fields["title"]:
        _other(work, value, "translated" if isinstance(value, Text) and value.language else "alternative")
    return True


def _label(work: RdfWork, value: Term, _: str) -> bool:
    return bool(work.fields.setdefault("title", value.value.strip()) == value.value.strip())


def _headline(work: RdfWork, value: Term, _: str) -> bool:
    text = value.value.strip()
    if work.fields.setdefault("title", text) != text:
        _other(work, value, "alternative")
    return True


def _other_title(work: RdfWork, value: Term, _: str) -> bool:
    return _other(work, value, "alternative")


def _short_title(work: RdfWork, value: Term, _: str) -> bool:
    return _other(work, value, "short")


def _translated_title(work: RdfWork, value: Term, _: str) -> bool:
    return _other(work, value, "translated")


def _other(work: RdfWork, value: Term, kind: str) -> bool:
    text = label(value, work.things)
    if text and text != work.fields.get("title"):
        work.fields.setdefault("titles", []).append(told(text, value) | {"kind": kind})
    return text is not None


def _other_name(work: RdfWork, value: Term, _: str) -> bool:
    """Read `schema:alternateName`, which holds further names and numbers alike."""
    if (found := identified(value.value)) is not None:
        return add_identifier(work, found.scheme, found.value)
    return False


def _description(work: RdfWork, value: Term, _: str) -> bool:
    return keep(work, "abstract", value)


def _date(work: RdfWork, value: Term, kind: str) -> bool:
    text = label(value, work.things) or value.value
    day = partial_date(text)
    if kind == "published" and day:
        if work.fields.setdefault("published", day) == day:
            work.fields.setdefault("year", int(day[:4]))
            return True
        if day.startswith(work.fields["published"]):  # the same, to the month or day
            work.fields["published"] = day
            return True
    stated = {"kind": kind, "date": day} if day else {"kind": kind, "as_stated": text}
    if kind == "published":
        stated |= {"kind": "issued"} if day else {}
    if stated not in work.fields.setdefault("dates", []):
        work.fields["dates"].append(stated)
    return True


def _year(work: RdfWork, value: Term, _: str) -> bool:
    day = partial_date(value.value)
    if day is None:
        return False
    return bool(work.fields.setdefault("year", int(day[:4])) == int(day[:4]))


def _observed(work: RdfWork, value: Term, _: str) -> bool:
    day = partial_date(value.value)
    work.fields.setdefault("observed", day)
    return day is not None


def _version(work: RdfWork, value: Term, _: str) -> bool:
    """Read a version of an e-print in a dump of kg: its number, and when it was submitted."""
    rows = work.things.get(value.value)
    number = next((row.value.value for row in rows if row.field == "version-number"), "")
    if not number.isascii() or not number.isdecimal() or number == "0":
        return False
    made: dict[str, Any] = {"number": int(number)}
    if stated := next((row.value.value for row in rows if row.field == "submitted"), None):
        made["submitted"] = stated if _INSTANT.fullmatch(stated) else partial_date(stated)
    versions = work.fields.setdefault("versions", [])
    if all(one["number"] != made["number"] for one in versions):
        versions.append(made)
        versions.sort(key=lambda one: one["number"])
    work.fields["version"] = versions[-1]["number"]
    if versions[0]["number"] == 1 and (first := versions[0].get("submitted")):
        work.fields["submitted"] = first[:10]
    return True


TAKERS: Final[dict[str, Taker]] = {
    "version": _version,
    "kind": _kind,
    "genre": _genre,
    "title": _title,
    "label": _label,
    "headline": _headline,
    "other-title": _other_title,
    "short-title": _short_title,
    "translated-title": _translated_title,
    "other": _other,
    "other-name": _other_name,
    "description": _description,
    "date": _date,
    "year": _year,
    "observed": _observed,
}
"""The functions of this module by the field of the queries that they read."""
