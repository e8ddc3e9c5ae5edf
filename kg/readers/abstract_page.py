"""One abstract page of arXiv: the labels, the values behind them, and the lines above the first label.

A page may have been saved as plain text or as Markdown, with each value behind its label or under it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.identifiers import ArxivId
from kg.readers.layout import Textual

_LABEL: Final = re.compile(
    r"(Title|Authors?|Abstract|Comments?|Subjects?|Report number|MSC classes|ACM classes|Cite as|"
    r"Journal reference|Related DOI|DOI)\s*:\s*(.*)",
    re.DOTALL,
)
_STOP: Final = re.compile(
    r"(?:View (?:a )?PDF|View HTML|Download|Submission history|Full-text links|arXiv-issued DOI|"
    r"DOI\(s\) linking|No PDF available|This (?:paper|article|submission) has been withdrawn|"
    r"\[Submitted on|From:|\[v\d+\] |Access Paper|"
    r"Focus to learn more|Bibliographic Tools|Current browse context)"
)
_END: Final = re.compile(r"(?:Full-text links|Access Paper|Current browse context|References & Citations)")
ID: Final = re.compile(r"arXiv:((?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)")
_LINK: Final = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_MARKUP: Final = re.compile(r"(?:#{1,6}+ |>[ \t]?+)++")
_NO_TITLE: Final = re.compile(r"\[[^\]]*\]|https?://|arXiv:|Skip to |Press Enter")
_VERSION: Final = re.compile(r"\[v\d+\]")
_PLURAL: Final = frozenset(["Authors", "Comments", "Subjects"])


def plain(text: str) -> str:
    """Return a line of Markdown as text: no marks of headings, quotes and emphasis, links as they read."""
    if marks := _MARKUP.match(start := text.lstrip(" \t")):
        text = start[marks.end() :]
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    return text.replace("**", "") if text.count("**") > 1 else text


def pages_of(lines: list[Textual], last: int) -> list[tuple[list[Textual], int]]:
    """Part the lines into pages, each beginning with its first line of navigation."""
    titles = [place for place, line in enumerate(lines) if line.text.startswith("Title:")]
    cuts = [0]
    for earlier, place in itertools.pairwise(titles):
        tops = [n for n in range(earlier + 1, place) if lines[n].text.startswith("Skip to main content")]
        heads = [n for n in range(earlier + 1, place) if re.match(r"arXiv:\S+ \(", lines[n].text)]
        if tops or heads:
            cuts.append(tops[-1] if tops else heads[-1])
    ends = [*cuts[1:], len(lines)]
    return [
        (lines[start:end], last if end == len(lines) else lines[end].number - 1)
        for start, end in zip(cuts, ends, strict=True)
    ]


@dataclass(slots=True)
class AbstractPage:
    """The labelled values of one page, each as the lines it stands on, and its lines down to the history."""

    lines: Sequence[Textual]
    labels: dict[str, list[str]] = field(default_factory=dict)
    head: list[str] = field(default_factory=list)
    unended: str | None = None
    """The label whose value is the last that there is of the page."""

    def __post_init__(self) -> None:
        current: list[str] | None = None
        ended = False
        for line in self.lines:
            text = line.text.replace("\u00a0", " ").strip(" \t")
            match = _LABEL.fullmatch(
                line.text.strip(" \t\u00a0").replace("\u00a0", " ", 1) if _glued(line.text) else text
            )
            ended = ended or _END.match(text) is not None
            if not ended and self.head and _VERSION.fullmatch(self.head[-1]):
                self.head[-1] += f" {text}"  # the date of a version may stand on the next line
            elif not ended:
                self.head.append(text)
            if match and not ended and match[1] not in self.labels:
                current = self.labels.setdefault(
                    match[1].rstrip("s") if match[1] in _PLURAL else match[1], []
                )
                value = line.text.split(":", 1)[1]
                current.extend([value.lstrip(" \t\u00a0")] if value.strip(" \t\u00a0") else [])
            elif (
                _STOP.match(text)
                or ended
                or (line.after_gap and current and not self._abstract_open(current))
            ):
                current = None
            elif current is not None:
                current.append(line.text.strip(" \t"))
        if current is not None:
            self.unended = next(label for label, value in self.labels.items() if value is current)

    def missing(self) -> str | None:
        """Say what the page lacks of what makes it an abstract page, or return None."""
        if not any(self.labels.get(label) for label in ("Title", "Author", "Abstract")):
            return "neither title nor authors nor abstract behind their labels"
        if self.identifier() is None and not self.labels.get("Title"):
            return "neither a title nor an arXiv identifier"
        return None

    def top(self) -> list[str]:
        """Return the lines above the first label that are no navigation."""
        found = []
        for line in self.lines:
            text = line.text.replace("\u00a0", " ").strip(" \t")
            if _LABEL.fullmatch(text) or _STOP.match(text):
                break
            if not _NO_TITLE.match(text):
                found.append(text)
        return found

    def _abstract_open(self, current: list[str]) -> bool:
        return current is self.labels.get("Abstract")

    def value(self, label: str) -> str | None:
        """Return what stands behind a label, on one line; None if nothing does."""
        return " ".join(self.labels.get(label, [])) or None

    def identifier(self) -> ArxivId | None:
        """Return the identifier with the version shown: that of the head, else that of `Cite as`."""
        found = [
            identifier
            for text in self.head
            for match in ID.finditer(text)
            if (identifier := ArxivId.parse(match[1]))
        ]
        if not found:
            return None
        value = next((one.value for text in self.labels.get("Cite as", [])[:1] for match in ID.finditer(text)
                      if (one := ArxivId.parse(match[1]))), found[0].value)  # fmt: skip
        return ArxivId(
            value, next((one.version for one in found if one.value == value and one.version), None)
        )


def _glued(text: str) -> bool:
    return "\u00a0" in text[:24]
