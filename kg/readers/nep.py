"""NEP: the reports of new working papers that RePEc sends by mail, as plain text (http://nep.repec.org).

A paper is a numbered title and what stands behind the labels `By:`, `Date:`, `URL:`, `Keywords:`, `JEL:`. The
abstract has a label in newer reports, and in older ones follows the address. A list of titles at the head of
a report has no labels, and is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.eight_bit import DecodedLine, text_lines
from kg.readers.fates import Fate, FieldTable
from kg.readers.leaves import Leaf
from kg.readers.printed_dates import slashed
from kg.readers.source import Document
from kg.records import Item

NAME: Final = "nep"
_SIGN: Final = re.compile(r"(?i)\bnep\.repec\.org\b|^NEP: New Economics Papers", re.MULTILINE)
_PAPER: Final = re.compile(
    r"^[ \t]{0,4}\d{1,4}\. {1,4}\S[^\n]{0,300}\n(?:[^\n]{0,300}\n){0,6}[ \t]{0,4}(?:By|Date|URL):",
    re.MULTILINE,
)
_NUMBERED: Final = re.compile(r"[ \t]{0,4}(\d{1,4})\.[ \t]{1,4}(\S.*)")
_LABEL: Final = re.compile(
    r"[ \t]{0,4}(By|Date|URL|Abstract|Keywords|JEL|Classification-JEL):(?:[ \t]+(.*)|[ \t]{0,9}$)"
)
_RULE: Final = re.compile(r"[\s_=*+-]{5,200}|This nep-\w{3} issue is .{1,200}")
_HANDLE: Final = re.compile(r"[?&](?:u|h)=(RePEc:[^&\s]{3,200})", re.IGNORECASE)
_JEL: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{0,2}(?![A-Za-z0-9])")
_BETWEEN: Final = "it stands around the papers of the report"
TABLE: Final = FieldTable(
    read={
        "title": "title", "By": "authors", "Date": "published dates year", "URL": "url identifiers",
        "Abstract": "abstract", "Keywords": "keywords", "JEL": "subjects",
    }
)  # fmt: skip


@dataclass(slots=True)
class _Paper:
    """One paper while it is read: its lines by label, the title's first."""

    first: int
    last: int
    number: int
    values: dict[str, list[str]] = field(default_factory=lambda: {"title": []})
    label: str = "title"

    def may_be_followed_by(self, number: int) -> bool:
        """Tell whether a numbered line begins another paper: the next one, or any behind a title alone."""
        return len(self.values) == 1 or number == self.number + 1

    def add(self, line: DecodedLine) -> None:
        """Add a line to the value under way, or begin the value of its label."""
        self.last = line.number
        if found := _LABEL.match(line.text):
            self.label = "JEL" if found[1].endswith("JEL") else found[1]
            self.values.setdefault(self.label, []).extend([found[2]] if found[2] else [])
        elif self.label == "URL" and self.values["URL"]:  # of older reports: the abstract follows
            self.label = "Abstract"
            self.values.setdefault("Abstract", []).append(line.text.strip())
        else:
            self.values[self.label].append(line.text.strip())


def _sniff(head: str) -> float:
    return 0.95 if _SIGN.search(head[:8000]) and _PAPER.search(head) else 0.0


@reader(NAME, "NEP: RePEc's reports of new working papers", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each paper.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    current: _Paper | None = None
    for line in text_lines(document):
        if not line.text or line.text.isspace():
            continue
        numbered = _NUMBERED.fullmatch(line.text)
        if numbered and (current is None or current.may_be_followed_by(int(numbered[1]))):
            yield from _ended(document, current)
            current = _Paper(line.number, line.number, int(numbered[1]))
            current.values["title"].append(numbered[2].strip())
        elif current is None or (_RULE.fullmatch(line.text) and not _LABEL.match(line.text)):
            yield from _ended(document, current)
            current = None
            _passed(document, 1)
        else:
            current.add(line)
    yield from _ended(document, current)


def _ended(document: Document, paper: _Paper | None) -> Iterator[Item]:
    """Yield the record of a paper; a title without labels is one of the list at the head."""
    if paper is None:
        return
    if len(paper.values) == 1:
        _passed(document, len(paper.values["title"]))
        return
    texts = {name: "\n".join(lines) for name, lines in paper.values.items()}
    leaves = [Leaf(name, " ".join(text.split())) for name, text in texts.items() if text]
    draft = Draft(document, NAME, (paper.first, paper.last), leaves, TABLE, excerpt=texts["title"])
    _fill(draft.fields, {name: text for name, text in texts.items() if text})
    if when := texts.get("Date"):
        found = slashed(" ".join(when.split()))
        draft.fields |= {"published": found.date, "year": int(found.date[:4])} if found.date else {}
        if not found.date:
            draft.fields["dates"] = [{"kind": "published", "as_stated": when}]
    yield from draft.finish()


def _fill(fields: dict[str, Any], texts: dict[str, str]) -> None:
    fields["title"] = " ".join(texts.get("title", "").split())
    fields["authors"] = [_author(one) for one in _parted(texts.get("By", ""))]
    fields["abstract"] = " ".join(texts.get("Abstract", "").split())
    address = "".join(texts.get("URL", "").split())
    fields["url"] = address
    if found := _HANDLE.search(address):
        fields["identifiers"] = {"repec": found[1]}
    words = re.split(r"[,;]", texts.get("Keywords", ""))
    fields["keywords"] = [" ".join(one.split()) for one in words if one.strip()]
    codes = _JEL.findall(texts.get("JEL", ""))
    fields["subjects"] = [{"code": code, "scheme": "JEL"} for code in dict.fromkeys(codes)]
    fields["work_type"] = "report"  # working papers, as RePEc's templates of papers are


def _parted(text: str) -> list[str]:
    """Part a list of names at line ends and semicolons that no bracket holds."""
    depth, found = 0, [""]
    for char in text:
        depth = max(0, depth + (char == "(") - (char == ")"))
        if char in "\n;" and not depth:
            found.append("")
        else:
            found[-1] += " " if char == "\n" else char
    return [one.strip() for one in found if one.strip()]


def _author(text: str) -> dict[str, Any]:
    name, bracket, rest = text.partition("(")
    place = " ".join(rest.strip().removesuffix(")").split())
    places = [one.strip() for one in place.split(";") if one.strip()] if bracket else []
    return {"name": name.strip(), "affiliations": places} if places else {"name": text.strip()}


def _passed(document: Document, count: int) -> None:
    if document.fates is not None:
        document.fates.counts[Fate("(text)", "dropped", "", _BETWEEN)] += count
