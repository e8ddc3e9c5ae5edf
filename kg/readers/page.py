"""What the readers of text pages share: lines that hold something, and records made of lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kg.identifiers import stated_dois
from kg.months import NUMBERS
from kg.readers.layout import Textual
from kg.readers.printed_names import PrintedNames
from kg.readers.source import Line
from kg.readers.values import cleaned_doi
from kg.records import Damage, Repair, Source, WorkRecord
from kg.repair.author_list import given_first
from kg.repair.journal_ref import published
from kg.repair.name_entries import AuthorList, folded
from kg.repair.texts.cleaner import clean
from kg.repair.texts.html_markup import ENTITY_RULE, entities

_QUOTED: Final = re.compile(r"^\s{0,9}>[ \t]?")
_BLANK: Final = " \t\u00a0\ufeff\u200b\x0c"
_UNSEEN: Final = frozenset(["Cc", "Cf", "Zl", "Zp", "Zs"])
_CUT: Final = re.compile(r"(?:\.\.\.|…|\[truncated\]|\[\.\.\.\])\s*$")
_ENDED: Final = re.compile(r"[.!?…:\])}\"'”’»$%]\s*$")


def blank(text: str) -> bool:
    """Tell whether `text` shows nothing: blanks of any kind, and characters that are not seen."""
    return all(character.isspace() or unicodedata.category(character) in _UNSEEN for character in text)


def head_lines(head: str) -> list[str]:
    """Return the lines of the beginning of a document, parted where its lines are: nowhere else."""
    head = entities(head) if "&" in head else head
    parted = head.split("\r") if "\n" not in head else [one.removesuffix("\r") for one in head.split("\n")]
    return unquoted(parted[:-1]) + unquoted(parted[-1:])


def unquoted(lines: list[str]) -> list[str]:
    """Return lines without the `>` with which mail quotes, where each that holds something has it."""
    held = [line for line in lines if line and not line.isspace()]
    if not held or not all(line.lstrip().startswith(">") for line in held):
        return lines
    return [_QUOTED.sub("", line) for line in lines]


def textual(lines: Iterable[Line]) -> list[Textual]:
    """Return the lines that hold more than blanks, with what stands around them.

    A byte order mark is no text. Blanks at the end of a line are kept: they may be half of a letter. Entities
    of HTML are read, as the semicolon at their end would part names.
    """
    found = []
    gap = False
    for line in lines:
        text = line.text.removeprefix("\ufeff")
        if line.fault or not blank(text):
            stands = text.rstrip("\r")
            read = entities(stands).replace("\n", " ") if "&" in stands else stands
            found.append(Textual(line.number, read, gap, line.fault, stands if read != stands else None))
            gap = False
        else:
            gap = bool(found)
    return _without_quotes(found)


def _without_quotes(lines: list[Textual]) -> list[Textual]:
    """Return the lines of a document that a mail quotes as they were, a line of `>` alone as a blank one."""
    texts = unquoted([line.text for line in lines])
    if not lines or texts[0] == lines[0].text:
        return lines
    found: list[Textual] = []
    gap = False
    for line, text in zip(lines, texts, strict=True):
        if blank(text) and not line.fault:
            gap = bool(found)
        else:
            found.append(replace(line, text=text, after_gap=line.after_gap or gap))
            gap = False
    return found


def read_entities(line: Textual, name: str) -> Repair:
    """Return the repair of a line whose entities of HTML were read, as a field has it."""
    return Repair(
        field=name, rule=ENTITY_RULE, before=(line.escaped or "")[:2000], after=line.text[:2000],
        certain=True, confidence=0.99,
    )  # fmt: skip


def date(day: str | int, month: str, year: str | int) -> str | None:
    """Return an ISO 8601 date of a day, an English month and a year; None where there is no such date."""
    number = NUMBERS.get(month.lower().rstrip("."))
    return iso_date(int(year), number, int(day)) if number else None


def iso_date(year: int, month: int, day: int) -> str | None:
    """Return `2020-09-20`, or None where there is no such day."""
    longest = (
        29 if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else _DAYS.get(month, 0)
    )
    if not (1000 <= year <= 2999 and 1 <= day <= longest):
        return None
    return f"{year:04}-{month:02}-{day:02}"


_DAYS: Final = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


@dataclass(slots=True)
class PageDraft:
    """A record while it is made: fields as they are found, with damage and repairs."""

    file: str
    format: str
    first_line: int
    last_line: int
    fields: dict[str, Any] = field(default_factory=dict)
    damage: list[Damage] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def text(self, name: str, value: str | None, *, fold: bool = True) -> None:
        """Set a text field, cleaned. Nothing is set for an empty text."""
        if value is None or blank(value):
            return
        made = clean(value, name)
        new = folded(made.text) if fold else made.text.strip(_BLANK + "\r\n")
        if not new:
            return
        self.fields[name] = new
        self.damage += made.damage
        self.repairs += made.repairs

    def abstract(self, paragraphs: Sequence[str]) -> None:
        """Set the abstract, and tell whether it breaks off."""
        self.text("abstract", "\n".join(paragraphs), fold=False)
        if _CUT.search(self.fields.get("abstract", "")):
            self.damaged("abstract_truncated", "abstract", "it ends in an ellipsis")

    def ends(self) -> None:
        """Say that the abstract breaks off, if the document ends with it and not as a sentence does."""
        text = self.fields.get("abstract", "")
        address = text.rsplit(None, 1)[-1].startswith(("http://", "https://", "www.")) if text else False
        if text and not address and not _ENDED.search(text):
            self.damaged("abstract_truncated", "abstract", "the document ends in the midst of a sentence")

    def printed(self, found: PrintedNames) -> None:
        """Set the author list from entries that print the given name first."""
        context = f"{self.fields.get('title', '')} {self.fields.get('abstract', '')}"
        self.authors(
            given_first(
                found.names, context=context, complete=found.complete, affiliations=found.affiliations
            )
        )
        if found.left_out is not None:
            self.cut_off(found.left_out)

    def cut_off(self, entry: str) -> None:
        """Say that the document ends within the author list, and what is left out of it."""
        note = (
            f"the document ends within the list: its last entry may be cut and is left out: {entry[:100]!r}"
        )
        self.damaged("authors_odd", "authors", note)

    def authors(self, found: AuthorList) -> None:
        """Set the author list."""
        self.fields["authors"] = tuple(found.authors)
        self.fields["authors_complete"] = found.complete
        self.damage += found.damage
        self.repairs += found.repairs

    def damaged(self, kind: Any, name: str, note: str | None = None) -> None:
        """Add damage of a field."""
        self.damage.append(Damage(kind=kind, field=name, note=note))

    def doi(self, value: str) -> None:
        """Set the DOI, or say that `value` is none; say what else it states."""
        found = stated_dois(value)
        if not found.names:
            self.damaged("identifier_invalid", "doi", f"no DOI ({found.fault}): {value[:200]}")
            return
        self.fields["doi"] = found.names[0]
        if found.cleaned:
            self.repairs.append(cleaned_doi(value, " ".join(found.names)))
        if len(found.names) > 1:
            self.damaged("other", "doi", f"further DOIs are stated: {' '.join(found.names[1:])}")

    def lost(self) -> None:
        """Say so where there is no title, no author or no abstract."""
        if not self.fields.get("title"):
            self.damaged("title_lost", "title")
        if not self.fields.get("authors"):
            self.damaged("authors_lost", "authors")
            self.fields["authors_complete"] = False
        if not self.fields.get("abstract"):
            self.damaged("abstract_lost", "abstract")

    def faults(self, lines: Iterable[Textual]) -> None:
        """Report the lines that could not be read as they are, and those that had entities."""
        for line in lines:
            if line.fault:
                self.damaged("other", "source", f"line {line.number}: {line.fault}")
            if line.escaped is not None and (name := self._field_of(line.text)):
                self.repairs.append(read_entities(line, name))

    def _field_of(self, text: str) -> str | None:
        """Return the field in which what a line says stands, or null where it stands in none."""
        plain = folded(text)
        for name in ("title", "abstract", "comment", "journal_ref", "report_no"):
            if (value := self.fields.get(name)) and (plain in folded(value) or folded(value) in plain):
                return name
        names = (half for one in self.fields.get("authors", ()) for half in (one.family, one.name) if half)
        return "authors" if any(half in plain for half in names) else None

    def record(self) -> WorkRecord:
        """Return the record."""
        if (stated := self.fields.get("journal_ref")) and (found := published(stated)):
            self.fields = found[0] | self.fields
            self.repairs.append(found[1])
        source = Source(
            file=self.file, format=self.format, first_line=self.first_line, last_line=self.last_line
        )
        return WorkRecord(
            source=source, damage=tuple(self.damage), repairs=tuple(self.repairs), **self.fields
        )
