"""What is wrong with a query that does not parse, in words that help to mend it."""

from __future__ import annotations

import re
from typing import Final

from kg.engine.query_text import bare, place
from kg.errors import QuerySyntaxError

_ALTERNATIVES: Final = 8
_PAIRS: Final = {"{": "}", "(": ")", "[": "]"}


def explained(error: QuerySyntaxError, text: str) -> QuerySyntaxError:
    """Return an error that says more than the parser's own, by a look at the query `text`.

    Oxigraph tells the farthest place where its parser gave up and all that it tried there. A bracket
    without its partner and an undeclared prefix are said as such.
    """
    if error.line is None or error.column is None:
        return error
    lines = text.split("\n")
    before = lines[error.line - 1][: error.column - 1] if error.line <= len(lines) else ""
    # the last word of the line, up to its first colon
    word = re.search(r"(?<!\S)([^\s:]*+):\S*+$", before)
    if "Prefix not found" in error.reason and word:
        name = re.split(r"[^\w.-]", word[1])[-1]
        return QuerySyntaxError(
            f"the prefix {name}: is not declared", line=error.line, column=word.end(1) - len(name) + 1
        )
    if unpaired := _unpaired(text):
        return unpaired
    reason = re.sub(r"^line \d+, column \d+: ", "", error.reason)
    if reason.count(" or ") >= _ALTERNATIVES:
        reason = "this cannot be read as SPARQL"
    return QuerySyntaxError(reason, line=error.line, column=error.column)


def _unpaired(text: str) -> QuerySyntaxError | None:
    """Find the first bracket that closes nothing, or else the last one that is never closed."""
    opened: list[tuple[str, int]] = []
    for found in re.finditer(r"[{}()\[\]]", bare(text)):
        bracket = found[0]
        if bracket in _PAIRS:
            opened.append((bracket, found.start()))
        elif opened and _PAIRS[opened[-1][0]] == bracket:
            opened.pop()
        else:
            line, column = place(text, found.start())
            inner = f"; the {opened[-1][0]} before it is still open" if opened else ""
            return QuerySyntaxError(f"this {bracket} closes nothing{inner}", line=line, column=column)
    if not opened:
        return None
    bracket, offset = opened[-1]
    line, column = place(text, offset)
    return QuerySyntaxError(f"this {bracket} is never closed", line=line, column=column)
