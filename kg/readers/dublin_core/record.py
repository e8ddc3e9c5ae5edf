"""The record that an element of Dublin Core is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.identifiers import Orcid
from kg.readers.arxiv_fields import set_categories, set_classes, set_publication
from kg.readers.draft import Draft
from kg.readers.dublin_core.dates import set_dates
from kg.readers.dublin_core.eu_repo import classified, set_grants, set_kind
from kg.readers.dublin_core.identifiers import set_identifiers, set_sources
from kg.readers.dublin_core.places import TABLE, ElementValues, Value, add
from kg.readers.dublin_core.thesis import NAMES, is_thesis, set_address, set_thesis
from kg.readers.inverted_names import person
from kg.readers.language_codes import spoken
from kg.readers.leaves import Leaf
from kg.readers.metadata import metadata
from kg.readers.source import Document
from kg.records import Item
from kg.repair.collectives import is_collective
from kg.repair.texts.html_markup import entities
from kg.taxonomy import named, taxonomy

NAME: Final = "dublin-core"

_ABSTRACT: Final = 200
"""Characters from which a description is taken for an abstract; the longest is, whatever its length."""
_COMMENT: Final = "Comment: "
_LICENCE: Final = re.compile(
    r"https?://(?:www\.)?(?:creativecommons\.org/(?:licenses|publicdomain)/|opensource\.org/licen[sc]es/|"
    r"arxiv\.org/licenses/)\S{0,200}|(?:creative commons|cc[ -](?:by|0|zero))\b.{0,200}",
    re.IGNORECASE,
)
_DATES_OF_LIFE: Final = re.compile(r",\s(?:b\.\s|d\.\s|ca\.\s)?\d{4}\s?-?\s?(?:\d{4})?\.?$")


@metadata("dc", "qualifieddc", "oai_dc", "dcterms", *NAMES)
def dublin_core(
    document: Document, element: Element, lines: tuple[int, int], header: str | None
) -> Iterator[Item]:
    """Yield the record of an element; `header` is the identifier that its repository gives it."""
    thesis = is_thesis(element)
    values = ElementValues(element)
    leaves: list[Leaf] = []
    excerpt = "; ".join(values.texts("title", "identifier"))
    draft = Draft(document, NAME, lines, leaves, TABLE, excerpt=excerpt)
    fields = draft.fields
    fields |= spoken(*values.texts("language"))
    if thesis:
        set_address(values, fields)
    set_identifiers(values, fields, header)
    set_grants(values, fields)
    _titles(values, fields)
    _people(values, fields)
    _subjects(values, draft)
    _descriptions(values, fields)
    _rights(values, fields)
    set_kind(values, draft)
    if thesis:
        set_thesis(values, fields)
    set_sources(values, fields)
    set_dates(values, fields)
    _one(values, "publisher", fields)
    _one(values, "extent", fields)
    _languages(values)
    if fields.get("arxiv_id"):
        set_publication(draft)
    leaves += values.leaves()  # now that each has its place
    yield from draft.finish()


def _titles(values: ElementValues, fields: dict[str, Any]) -> None:
    """Set the title: that in the language of the work, else the first; others come beside it."""
    titles = values.of("title")
    if titles:
        language = fields["language"]
        main = next((one for one in titles if language and one.language == language), titles[0])
        fields["title"] = main.text
        for other in titles:
            if other is not main:
                kind = "translated" if other.language and other.language != main.language else "alternative"
                add(fields, "titles", {"text": other.text, "kind": kind, "language": other.language})
    for other in values.of("alternative"):
        add(fields, "titles", {"text": other.text, "kind": "alternative", "language": other.language})


def _people(values: ElementValues, fields: dict[str, Any]) -> None:
    fields["authors"] = [_person(one) for one in values.of("creator")]
    fields["contributors"] = [_person(one) | {"role": "other"} for one in values.of("contributor")]


def _person(value: Value) -> dict[str, Any]:
    name, _, place = value.text.partition(";")
    if not (place and "," in name and ("," not in place or is_collective(place.strip()))):
        name, place = value.text, ""  # Open Journal Systems 2 writes `Family, Given; Institution`
    found = person(_DATES_OF_LIFE.sub("", name))
    entry: dict[str, Any] = {"name": found} if isinstance(found, str) else dict(found)
    if place:
        entry["affiliations"] = [place.strip()]
    if value.id and (orcid := Orcid.parse(value.id)):
        entry["orcid"] = str(orcid)
    return entry


def _subjects(values: ElementValues, draft: Draft) -> None:
    """Set keywords, and the terms of schemes that say their scheme; at arXiv its categories and classes."""
    fields = draft.fields
    codes: list[str] = []
    for value in values.of("subject"):
        if subject := classified(value):
            add(fields, "subjects", subject)
        elif fields.get("arxiv_id"):
            if code := _category(value.text):
                codes.append(code)
            else:
                set_classes(draft, value.text)
        else:
            add(
                fields,
                "keywords",
                *(part.strip() for part in entities(value.text).split(";") if part.strip()),
            )
    if codes:
        set_categories(draft, codes)


def _category(text: str) -> str | None:
    """Return the code of arXiv's category that is called so, as `Mathematics - Logic` or `Logic`."""
    found = named(text)
    if len(found) == 1:
        return found[0].code
    archive, _, name = text.partition(" - ")
    archives = {one.code for one in named(archive)}
    fitting = [one for one in named(name) if one.archive in archives and one.code in taxonomy()]
    return fitting[0].code if len(fitting) == 1 else None


def _descriptions(values: ElementValues, fields: dict[str, Any]) -> None:
    """Set the abstract: the longest description; others in another language, or as long, come beside it."""
    stated = []
    for value in values.of("description", "abstract"):
        if value.text.startswith(_COMMENT) and fields.get("arxiv_id") and not fields.get("comment"):
            fields["comment"] = value.text.removeprefix(_COMMENT)
        else:
            stated.append(value)
    if not stated:
        return
    language = fields["language"]
    called = [one for one in stated if one.name == "abstract"]
    own = [one for one in called or stated if language and one.language == language]
    main = max(own or called or stated, key=lambda one: len(one.text))
    fields["abstract"] = main.text
    for other in stated:
        if other is main:
            continue
        foreign = other.language and other.language != main.language
        if foreign or other.name == "abstract" or len(other.text) >= _ABSTRACT:
            add(fields, "abstracts", {"text": other.text, "language": other.language})
        else:
            other.placed = False


def _rights(values: ElementValues, fields: dict[str, Any]) -> None:
    """Set the licence; what is said of access and of who has the rights stays as stated."""
    for value in values.of("license", "rights"):
        if value.name == "license" or _LICENCE.fullmatch(value.text):
            fields.setdefault("license", value.text)
            add(fields, "licenses", {"license": value.text})
        else:
            value.placed = False
    if len(fields.get("licenses", ())) == 1:
        del fields["licenses"]


def _one(values: ElementValues, name: str, fields: dict[str, Any]) -> None:
    """Set a field that has one value; further ones stay as stated."""
    for place, value in enumerate(values.of(name)):
        if place:
            value.placed = False
        else:
            fields[name] = value.text


def _languages(values: ElementValues) -> None:
    for value in values.of("language"):
        value.placed = any(spoken(value.text).values())
