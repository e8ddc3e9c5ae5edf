r"""SilverPlatter (WebSPIRS): its tagged exports, of INSPEC, EconLit, MEDLINE and other data bases.

`TI:  A title`, or `TI ~ a title` in exports of INSPEC under `Record 1 of 9 - INSPEC`; a blank line ends an
entry. Phrases are bound by hyphens (`Lind,-Ada`, `Journal-of-Owls`), so that a name's own cannot be told from
these: what was taken off is a repair. The tags are those that JabRef's importers know; others are stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.kinds import VenueKind, WorkType
from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person
from kg.readers.language_codes import spoken
from kg.readers.page_range import expanded
from kg.readers.serials import serial_numbers
from kg.readers.source import Document
from kg.readers.tagged import Dialect, TaggedEntry, Tags, read
from kg.records import Item, Repair
from kg.repair.texts.html_markup import entities

NAME: Final = "silver-platter"
RULE: Final = "BOUND-HYPHENS"
_SURE: Final = 0.9
_TAG: Final = re.compile(r"(?P<tag>[A-Z]{2})(?::[ \t]{1,4}| ~ )(?P<value>\S.*)")
_DIALECT: Final = Dialect(_TAG, first=frozenset(), blank_parts=True)
_SIGN: Final = re.compile(
    r"\A(?:\s{0,100}Record\b[^\n]{0,100}\n)?\s{0,100}"
    r"(?:[A-Z]{2}(?::[ \t]| ~ )[^\n]{1,5000}\n(?:[ \t][^\n]{0,500}\n){0,30}){0,4}"
    r"(?:TI:[ \t]|TI ~ )[^\n]{1,2000}\n(?:[^\n]{1,5000}\n){0,40}?(?:AU|SO|DT|AB|PY)(?::[ \t]| ~ )"
)
_SOURCE: Final = re.compile(
    r"(?P<venue>[^.;]{2,300})\.\s(?P<date>[^;]{0,40}?(?P<year>[12]\d{3}))(?:[;,]\s(?P<volume>[\w-]{1,12})?"
    r"(?:\((?P<issue>[^()]{1,20})\))?(?::\s?(?P<pages>[^\s;]{1,40}))?)?.{0,100}"
)
_NOT_BOUND: Final = re.compile(r"\s")
_INITIAL: Final = re.compile(r"-(?=[A-Z]\.?(?:[ -]|$))")
_KINDS: Final[dict[str, tuple[WorkType, VenueKind | None]]] = {
    "journal": ("journal-article", "journal"), "conference": ("proceedings-article", "proceedings"),
    "monograph": ("book", None), "book": ("book", None), "dissertation": ("thesis", None),
    "contribution": ("book-chapter", "book"), "chapter": ("book-chapter", "book"),
    "report": ("report", None),
}  # fmt: skip
TABLE: Final = FieldTable(
    read={
        "TI": "title", "AU": "authors contributors", "AB": "abstract",
        "SO": "venue volume issue pages year",
        "PY": "year published", "LA": "language languages", "DE": "keywords", "ID": "keywords",
        "DT": "work_type work_type_as_stated", "RT": "work_type work_type_as_stated", "AF": "institutions",
        "IS": "venue_identifiers", "SN": "venue_identifiers", "IB": "identifiers",
    }
)  # fmt: skip


def _sniff(head: str) -> float:
    return 0.9 if _SIGN.match(head.replace("\r\n", "\n").removeprefix("\ufeff")) else 0.0


@reader(NAME, "SilverPlatter's tagged exports (WebSPIRS), INSPEC's among them", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    return read(document, _DIALECT, _entry)


def _entry(document: Document, entry: TaggedEntry) -> Iterator[Item]:
    tags = Tags(entry.values)
    leaves = tags.leaves(TABLE, "entry")
    lines = (entry.first_line, entry.last_line)
    draft = Draft(document, NAME, lines, leaves, TABLE, excerpt=entry.excerpt)
    fields = draft.fields
    fields["title"], fields["abstract"] = tags.first("TI"), tags.text("AB")
    _people(tags, draft)
    if source := tags.first("SO"):
        _source(source, draft, tags)
    if (year := tags.first("PY")) and re.fullmatch(r"[12]\d{3}", year, re.ASCII):
        fields |= {"year": int(year), "published": year}
    else:
        tags.unread("PY")
    fields |= spoken(*tags.listed("LA"))
    words = [
        one for tag in ("DE", "ID") for value in tags.all(tag) for one in re.split(r"[;\n]", entities(value))
    ]
    fields["keywords"] = [_unbound(one.strip(" .-")) for one in words if one.strip(" .-")]
    fields["institutions"] = tags.listed("AF")
    fields.update(serial_numbers(tags.all("IS", "SN"), of_book=False, part=True))
    if isbn := tags.first("IB"):
        fields["identifiers"] = fields["identifiers"] | {"isbn": isbn}
    _kind(tags, fields)
    leaves[:] = tags.leaves(TABLE, "entry")
    if entry.guessed:
        draft.odd("source", f"bytes that are not UTF-8 were read as {entry.guessed}")
    yield from draft.finish()


def _people(tags: Tags, draft: Draft) -> None:
    authors: list[Any] = []
    for value in tags.all("AU"):
        text = " ".join(value.split())
        edited = text.endswith("(ed)")
        for one in entities(text).removesuffix("(ed)").split(";"):
            if not (printed := one.strip()):
                continue
            made = person(_INITIAL.sub(" ", printed.replace(",-", ", ")).strip())
            if edited:
                stated = {"name": made} if isinstance(made, str) else made
                draft.fields.setdefault("contributors", []).append(stated | {"role": "editor"})
            else:
                authors.append(made)
    draft.fields["authors"] = authors


def _source(text: str, draft: Draft, tags: Tags) -> None:
    found = _SOURCE.fullmatch(text)
    if found is None:
        tags.unread("SO")
        return
    fields, venue = draft.fields, found["venue"].strip()
    fields["venue"] = _unbound(venue)
    if fields["venue"] != venue:
        repair = Repair(
            field="venue", rule=RULE, before=venue, after=fields["venue"], certain=False, confidence=_SURE
        )
        fields.setdefault("repairs", []).append(repair)
    fields |= {"volume": found["volume"], "issue": found["issue"], "year": int(found["year"])}
    if found["pages"]:
        fields["pages"], repaired = expanded(found["pages"].rstrip("."))
        fields.setdefault("repairs", []).extend([repaired] if repaired else [])


def _unbound(text: str) -> str:
    """Return a phrase that hyphens bind in words; one that has blanks is none, and keeps its hyphens."""
    return text if _NOT_BOUND.search(text) else text.replace("-", " ")


def _kind(tags: Tags, fields: dict[str, Any]) -> None:
    stated = tags.first("DT", "RT")
    word = next((word for word in _KINDS if word in (stated or "").lower()), None)
    if word is not None:
        fields["work_type"], kind = _KINDS[word]
        fields["venue_kind"] = kind if fields.get("venue") else None
    fields["work_type_as_stated"] = stated
