"""What is wrong with a query that does not parse, in words that help to mend it."""

from __future__ import annotations

import re
from typing import Final

from kg.engine.text import bare, place
from kg.errors import QuerySyntaxError

_ALTERNATIVES: Final = 8
_PAIRS: Final = {"{": "}", "(": ")", "[": "]"}


def syntax_error(message: str, text: str) -> QuerySyntaxError:
    """Make an error out of Oxigraph's message for the query `text`.

    Oxigraph tells the farthest place where its parser gave up and all that it tried there. A bracket
    without its partner or an undeclared prefix is said as such.
    """
    found = re.search(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if not found:
        return QuerySyntaxError(message)
    line, column = int(found[1]), int(found[2])
    reason = " ".join(found[3].split())
    words = [
        word
        for word in re.split(r", (?![^\[]*\])", re.sub("^expected (one of )?", "", reason))
        if word[:1] != "["
    ]
    lines = text.split("\n")
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    name = re.search(r"([\w.-]*):\S*$", before)
    if "Prefix not found" in words and name:
        return QuerySyntaxError(f"the prefix {name[1]}: is not declared", line=line, column=name.start() + 1)
    if unpaired := _unpaired(text):
        return unpaired
    sentences = [word for word in words if " " in word]
    if sentences:
        reason = sentences[0]
    elif 0 < len(words) <= _ALTERNATIVES:
        reason = f"expected {' or '.join(words)}"
    else:
        reason = "this cannot be read as SPARQL"
    return QuerySyntaxError(reason, line=line, column=column)


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
