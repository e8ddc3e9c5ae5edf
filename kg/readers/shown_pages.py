"""Pages of HTML that are read as the text that they show, by the reader of that text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.readers.border import Parse
from kg.readers.eight_bit import text_lines
from kg.readers.html_lines import ShownLine, ShownText, shown
from kg.readers.page_parser import TOO_LONG
from kg.readers.source import Document
from kg.records import Item, Profile, Rejection, WorkRecord

As = Callable[[ShownLine], ShownLine]


def _as_it_is(line: ShownLine) -> ShownLine:
    return line


def _nothing(_page: ShownText) -> dict[str, object]:
    return {}


def read_shown(
    document: Document,
    parse: Parse,
    format_name: str,
    *,
    line_as: As = _as_it_is,
    beside: Callable[[ShownText], dict[str, object]] = _nothing,
) -> Iterator[Item]:
    """Yield what `parse` reads of the text that a page shows, each item with its lines of the page.

    `line_as` returns a line as `parse` knows it; `beside` the fields of each record that the page states
    where it shows no text, such as the address of a link.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    page, cut = shown(text_lines(document))
    lines = [line_as(line) for line in page.lines]
    if not lines:
        yield Rejection(document.name, 1, "the page shows no text", "")
        return
    text = Document.of_bytes("\n".join(line.text for line in lines).encode(), document.name)
    text.fates = document.fates
    more = beside(page)
    for item in parse(text):
        yield _placed(item, lines, format_name, more)
    if cut is not None:
        yield Rejection(document.name, cut, TOO_LONG, "")


def _placed(item: Item, lines: list[ShownLine], format_name: str, more: dict[str, object]) -> Item:
    last = len(lines)
    if isinstance(item, WorkRecord | Profile):
        source = item.source.model_copy(
            update={
                "format": format_name,
                "first_line": lines[min(item.source.first_line, last) - 1].number,
                "last_line": lines[min(item.source.last_line, last) - 1].number,
            }
        )
        return item.model_copy(update={"source": source} | (more if isinstance(item, WorkRecord) else {}))
    return replace(item, line=lines[min(item.line, last) - 1].number)
