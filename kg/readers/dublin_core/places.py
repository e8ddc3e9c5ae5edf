"""The values of a Dublin Core record, and what was made of each: none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.arxiv_fields import folded
from kg.readers.fates import FieldTable
from kg.readers.language_codes import language_tag
from kg.readers.leaves import Leaf

_ROOT: Final = "dc"
_UNSURE: Final = "as text"
_LANGUAGE: Final = "the language of such a text has no place"
_FIELDS: Final = {
    "title": "title titles", "alternative": "titles", "creator": "authors", "contributor": "contributors",
    "subject": "keywords subjects categories", "description": "abstract abstracts comment",
    "abstract": "abstract abstracts", "publisher": "publisher", "type": "work_type work_type_as_stated",
    "identifier": "doi arxiv_id identifiers other_identifiers venue_identifiers url journal_ref",
    "language": "language languages", "relation": "relations funding identifiers doi venue_identifiers",
    "source": "venue venue_identifiers relations journal_ref", "rights": "license licenses",
    "license": "license licenses",
    "date": "published dates submitted updated year", "bibliographicCitation": "journal_ref",
    "extent": "extent", "isPartOf": "relations venue_identifiers",
    "advisor": "contributors", "institution": "contributors", "degree.grantor": "contributors",
    "sponsor": "funding", "grantnumber": "funding", "authoridentifier": "authors", "embargodate": "dates",
    **dict.fromkeys(["qualificationlevel", "qualificationname", "degree.level", "degree.name"], "work_type"),
}  # fmt: skip
_FILE: Final = "it is of a file, not of the work"
_MORE: Final = ("format", "checksum")
_DATES: Final = (
    "created", "issued", "available", "dateSubmitted", "dateAccepted", "modified", "dateCopyrighted",
)  # fmt: skip
_RELATIONS: Final = (
    "isVersionOf", "hasVersion", "isReplacedBy", "replaces", "hasPart", "isReferencedBy", "references",
    "isFormatOf", "hasFormat",
)  # fmt: skip
TABLE: Final = FieldTable(
    read={f"{_ROOT}/{name}": field for name, field in _FIELDS.items()}
    | {f"{_ROOT}/{name}": "published dates" for name in _DATES}
    | {f"{_ROOT}/{name}": "relations" for name in _RELATIONS}
    | {f"{_ROOT}/title@lang": "titles language", f"{_ROOT}/description@lang": "abstracts language"}
    | {f"{_ROOT}/creator@id": "authors", f"{_ROOT}/contributor@id": "contributors"},
    dropped={f"{_ROOT}@*": "it says how the XML is checked", f"{_ROOT}/checksum": _FILE}
    | {f"{_ROOT}/{name}@type": "the form of the value says it" for name in (*_FIELDS, *_DATES, *_MORE)}
    | {f"{_ROOT}/{name}@lang": _LANGUAGE for name in _FIELDS if name not in ("title", "description")},
)


@dataclass(slots=True)
class Value:
    """One value: its element's name, its text, its language (BCP 47), and the element's `id`.

    `placed` is false where no field has a place for it, `read` true where it has been read and means no more.
    """

    name: str
    text: str
    language: str | None = None
    id: str | None = None
    placed: bool = True
    read: bool = False


class ElementValues:
    """The values of a record by the names of their elements."""

    def __init__(self, element: Element) -> None:
        """Take in the children of `element`, whose names are local."""
        self.every: list[Value] = []
        self._other: list[Leaf] = [Leaf(f"{_ROOT}@{key}", text) for key, text in element.attrib.items()]
        loose = [element.text, *(one.tail for one in element)]
        self._other += [Leaf(_ROOT, text) for one in loose if (text := folded(one or ""))]
        for one in element:
            text = folded("".join(one.itertext()))
            if text:
                language = language_tag(one.get("lang"))
                self.every.append(Value(one.tag, text, language, one.get("id")))
            for key, value in one.attrib.items():
                self._other.append(Leaf(f"{_ROOT}/{one.tag}@{key}", value))

    def of(self, *names: str) -> list[Value]:
        """Return the values of elements called `names`, in the order of the names, then of the record."""
        return [value for name in names for value in self.every if value.name == name and not value.read]

    def texts(self, *names: str) -> list[str]:
        """Return their texts."""
        return [value.text for value in self.of(*names)]

    def leaves(self) -> Iterator[Leaf]:
        """Yield every value as a leaf; one that no field has a place for stands apart, as it is stated."""
        yield from self._other
        for value in self.every:
            yield Leaf(f"{_ROOT}/{value.name}" + ("" if value.placed else f" ({_UNSURE})"), value.text)


def add(fields: dict[str, Any], name: str, *more: Any) -> None:
    """Add to a list of a record."""
    fields.setdefault(name, []).extend(more)
