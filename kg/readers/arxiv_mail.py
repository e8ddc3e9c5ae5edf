r"""arXiv's announcements by mail and its own files of metadata (`.abs`), an e-print between lines of `\\`.

    \\
    arXiv:2405.12345                        (in a file: `Paper: hep-th/9901001`, `From: …`)
    Date: Mon, 20 May 2024 19:01:02 GMT   (1234kb,D)

    Title: Kettles
    Authors: Ada Lind (Ulm), Bo Ot
    Categories: cs.LG
    \\
      We boil water.
    \\ ( https://arxiv.org/abs/2405.12345 ,  1234kb)

https://info.arxiv.org/help/subscribe.html and https://info.arxiv.org/help/prep.html name the fields. A value
goes on in lines that are indented; what was replaced or listed again may have no abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import parseaddr
from itertools import pairwise
from typing import Any, Final

from kg.readers import reader
from kg.readers.arxiv_authors import without_tex
from kg.readers.arxiv_fields import instant, set_categories, set_classes, set_publication, set_versions
from kg.readers.arxiv_list import names_in
from kg.readers.draft import Draft
from kg.readers.eight_bit import DecodedLine, text_lines
from kg.readers.fates import Fate, FieldTable
from kg.readers.leaves import Leaf
from kg.readers.source import Document
from kg.records import Item, Rejection

NAME: Final = "arxiv-mail"
_NUMBER: Final = r"(?:[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d{1,3})?"
_BEGINS: Final = re.compile(rf"(?:Paper|arXiv)(?: \(\*cross-listing\*\))?:\s?({_NUMBER})\b.{{0,100}}")
_BORDER: Final = re.compile(r"\\\\\s*+(?:\(.{0,200})?")
_RULE: Final = re.compile(r"-{20,}|%?(?:-|%)[-%]{20,}")
_LABEL: Final = re.compile(
    r"([A-Z][A-Za-z-]{2,14}(?: \((?:revised )?(?:v\d{1,3})?\)| \(revised\))?):(?:\s++(.*)|$)"
)
_REPLACED: Final = re.compile(r"replaced with revised version (.{10,80})")
_SIZE: Final = re.compile(r"\s{0,20}\(\s?(\d{1,9}\s?kb)[^()]{0,20}\)$")
_VERSION: Final = re.compile(r"Date \((?:revised )?v(\d{1,3})\)")
_BETWEEN: Final = "it stands around the e-prints"
_LABELLED: Final = {
    "Title": "title", "Comments": "comment", "Report-no": "report_no", "Journal-ref": "journal_ref",
    "DOI": "doi", "License": "license",
}  # fmt: skip
TABLE: Final = FieldTable(
    read=_LABELLED | {
        "id": "arxiv_id", "Date": "versions submitted", "Date (*": "versions", "replaced": "updated",
        "Authors": "authors", "Author": "authors", "Categories": "categories", "From": "submitter",
        "abstract": "abstract", "MSC-class": "subjects", "ACM-class": "subjects", "Subj-class": "subjects",
    },
    dropped={"Proxy": "who sent it is not kept", "Rev": "it is of the file", "Number": "it is of the file"},
)  # fmt: skip


@dataclass(slots=True)
class _Eprint:
    """One e-print while it is read: values by their labels, in order."""

    first: int
    last: int
    number: str
    values: list[tuple[str, list[str]]] = field(default_factory=list)
    in_abstract: bool = False
    ended: bool = False

    def add(self, line: DecodedLine) -> None:
        """Add a line to the value under way, or begin the value of its label."""
        text = line.text.strip()
        if not text:
            return
        self.last = line.number
        if self.in_abstract:
            self.values[-1][1].append(line.text)
        elif found := _REPLACED.match(text):
            self.values.append(("replaced", [found[1]]))
        elif found := _LABEL.fullmatch(line.text):
            self.values.append((found[1], [found[2].strip()] if found[2] else []))
        elif self.values:
            self.values[-1][1].append(text)

    def border(self, line: DecodedLine) -> None:
        r"""Take in a line of `\\`: an abstract follows the first, and nothing the second."""
        self.last = line.number
        if self.in_abstract or "(" in line.text:
            self.ended = True
        else:
            self.in_abstract = True
            self.values.append(("abstract", []))

    def first_of(self, label: str) -> str | None:
        """Return the first value behind a label, on one line."""
        return next((" ".join(lines) for name, lines in self.values if name == label and lines), None)


def _sniff(head: str) -> float:
    lines = [line.rstrip("\r ") for line in head.split("\n")]
    begun = any(_BORDER.fullmatch(a) and _BEGINS.fullmatch(b) for a, b in pairwise(lines))
    return 0.98 if begun and re.search(r"^(?:Title|Authors?):", head, re.MULTILINE) else 0.0


@reader(NAME, r"arXiv's announcements by mail and its files of metadata (`.abs`)", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield each e-print.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    open_: _Eprint | None = None
    count = 0
    for line in text_lines(document):
        text = line.text.rstrip()
        if (found := _BEGINS.fullmatch(text)) and (open_ is None or open_.ended or not open_.in_abstract):
            if open_ is not None:
                yield from _record(document, open_)
            open_, count = _Eprint(line.number, line.number, found[1]), count + 1
        elif open_ is None or open_.ended or _RULE.fullmatch(text):
            if text and document.fates is not None:
                document.fates.count(Fate("line", "dropped", "", _BETWEEN))
        elif _BORDER.fullmatch(text):
            open_.border(line)
        else:
            open_.add(line)
    if open_ is not None:
        yield from _record(document, open_)
    if not count:
        yield Rejection(document.name, 1, "it announces no e-print", "")


def _record(document: Document, eprint: _Eprint) -> Iterator[Item]:
    leaves = [Leaf("id", eprint.number)]
    leaves += [Leaf(label, " ".join(lines)) for label, lines in eprint.values if lines]
    title = eprint.first_of("Title")
    draft = Draft(document, NAME, (eprint.first, eprint.last), leaves, TABLE, excerpt=title or "")
    fields: dict[str, Any] = draft.fields
    fields["arxiv_id"] = eprint.number
    for label, name in _LABELLED.items():
        fields[name] = eprint.first_of(label)
    fields["abstract"] = _abstract(eprint)
    if listed := eprint.first_of("Authors") or eprint.first_of("Author"):
        fields["authors"] = names_in(listed, draft)
    set_categories(draft, (eprint.first_of("Categories") or "").split())
    for label, scheme in (("MSC-class", "MSC"), ("ACM-class", "ACM")):
        set_classes(draft, eprint.first_of(label), scheme)
    for one in (eprint.first_of("Subj-class") or "").split(";"):
        set_classes(draft, one)
    if sent := eprint.first_of("From"):
        name = parseaddr(sent)[0]
        repairs = fields.setdefault("repairs", [])
        fields["submitter"] = without_tex(name, "submitter", None, draft.damage, repairs) if name else None
    _dates(eprint, draft)
    set_publication(draft)
    yield from draft.finish()


def _abstract(eprint: _Eprint) -> str | None:
    """Return the abstract; a paragraph begins where a line is indented."""
    text = ""
    for line in next((lines for name, lines in eprint.values if name == "abstract"), ()):
        text += ("\n" if line.startswith("  ") else " ") + line.strip()
    return text.strip() or None


def _dates(eprint: _Eprint, draft: Draft) -> None:
    versions: list[dict[str, Any]] = []
    for label, lines in eprint.values:
        if not label.startswith("Date") and label != "replaced":
            continue
        stated = " ".join(lines)
        size = _SIZE.search(stated)
        moment = instant(stated[: size.start()] if size else stated)
        if moment is None:
            draft.odd("versions", f"no date: {stated[:80]}")
            continue
        if label == "replaced":
            draft.fields["updated"] = moment[:10]
            continue
        known = _VERSION.fullmatch(label)
        number = int(known[1]) if known else len(versions) + 1
        versions.append({"number": number, "submitted": moment, "size": size[1] if size else None})
    set_versions(draft, versions)
    if len(versions) > 1:
        draft.fields.setdefault("updated", versions[-1]["submitted"][:10])
    if len(versions) == 1 and "updated" in draft.fields:
        draft.fields.pop("version", None)  # the last one's number is not said
