"""The border of the readers: what one of them raises unawares costs its own document, and nothing else.

A bad entry is a rejection that its reader makes, and a document that cannot be read is an `InputError`. Any
other exception is a fault of the reader. It becomes one rejection that names the document and the place, so
that a build goes on and ends with exit code 1. With `KG_DEBUG` set it is raised on, with the document's name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Final

from kg.errors import KgError, UnreadableInput
from kg.readers.source import Document
from kg.records import Item, Notice, Rejection

DEBUG: Final = "KG_DEBUG"
"""Environment variable: set to anything, a fault of a reader ends the program with its traceback."""

_SHOWN: Final = 200  # characters of a foreign message

Parse = Callable[[Document], Iterator[Item]]
Sniff = Callable[[str], float]


def guarded(name: str, parse: Parse) -> Parse:
    """Return `parse`, the reader called `name`, with a fault of its own, and those of lines, as rejections.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """

    def parse_and_tell(document: Document) -> Iterator[Item]:
        line, silent = 1, document.span is None
        try:
            for item in parse(document):
                line = _end(item)
                silent = False
                yield item
        except KgError:
            raise
        except Exception as error:
            document.failed = True
            if os.environ.get(DEBUG):
                error.add_note(f"while {name} read {document.name}, after line {line}")
                raise
            yield Rejection(document.name, line, f"{_fault(name, error)}; what follows this line is lost")
        # lines that could not be read whole, whatever the reader made of the rest
        yield from document.faults
        if silent and not document.faults:
            yield Notice(document.name, 1, f"there is nothing in it that is a record of the format {name}")

    return parse_and_tell


def sniffed(name: str, sniff: Sniff, head: str, document: Document) -> float:
    """Return how surely the reader called `name` recognises `head`, the beginning of `document`.

    Raises:
        UnreadableInput: the reader failed.
    """
    try:
        return sniff(head)
    except Exception as error:
        if os.environ.get(DEBUG):
            error.add_note(f"while {name} looked at {document.name}")
            raise
        raise UnreadableInput(
            document.name, _fault(name, error), advice="name its format with --format"
        ) from error


def _end(item: Item) -> int:
    """Return the last line that is known to be read."""
    return item.line if isinstance(item, Rejection) or not hasattr(item, "source") else item.source.last_line


def _fault(name: str, error: Exception) -> str:
    said = " ".join(str(error).split())[:_SHOWN]
    words = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return f"a fault of kg ended the reader {name} here ({words}; {DEBUG}=1 shows where)"
