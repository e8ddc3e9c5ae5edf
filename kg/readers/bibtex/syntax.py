"""What a block of BibTeX says: the key of an entry, its fields in order, and the pieces of each value.

The grammar is that of btxdoc and of biber's btparse: values are `{…}`, `"…"`, numbers or names of @string,
joined by `#`. A comma that is missing is read as if it stood there, and said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kg.readers.bibtex.blocks import BibtexBlock
from kg.readers.bibtex.commands import LONGEST
from kg.readers.bibtex.macros import Macros

_SKIP: Final = re.compile(r"(?:[\s,;]|%[^\n]*+(?:\n|$))*+")
_BLANK: Final = re.compile(r"\s*+")
_KEY: Final = re.compile(r"\s*+(?:\{([^{}\n=]{0,200})\}\s*+(?=,)|([^,=\n]*+))")
_NAME: Final = re.compile(r"([^\s=,{}\"#%()][^=,{}\"#%\n()]{0,120})=")
_BARE: Final = re.compile(r"[^\s,#{}\"]++")
_LINE: Final = re.compile(r"[^,\n]*+")
_BRACE: Final = re.compile(r"[{}]")
_UNESCAPED: Final = re.compile(r"(?<!\\)[{}]")
_QUOTE: Final = re.compile(r"[{}\"]")
_SWALLOWED: Final = re.compile(r"\n[ \t]{0,40}[A-Za-z][\w-]{1,30}[ \t]{0,40}=[ \t]{0,40}[{\"\d]")
_ENDS: Final = re.compile(r"\s*+(?:[,#]|$|[^\s=,{}\"#%()][^=,{}\"#%\n()]{0,120}=)")


class MalformedBlock(Exception):
    """A block that says nothing that can be relied on; its message tells why."""


class BibtexField(NamedTuple):
    """One field: its name in lower case, and its value with macros put in and pieces joined, as TeX."""

    name: str
    value: str


@dataclass(slots=True)
class BibtexEntry:
    """An entry: its type in lower case, its key, its fields in order, and what was odd about its form.

    Of a field that is stated twice the second is called `title[2]`.
    """

    kind: str
    key: str
    fields: list[BibtexField] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    def value(self, name: str) -> str | None:
        """Return the value of the field `name`, or None."""
        return next((one.value for one in self.fields if one.name == name), None)


def entry(block: BibtexBlock, macros: Macros) -> BibtexEntry:
    """Return the entry that `block` holds.

    Raises:
        Malformed: its braces or quotation marks do not match.
    """
    text = block.body
    made = BibtexEntry(block.kind, "")
    at = 0
    if (found := _KEY.match(text)) is not None:
        key, end = (found[1] or found[2] or "").strip(), found.end()
        following = text[end : end + 1]
        if following != "=":
            made.key, at = key, end
            if key and following not in (",", ""):
                made.odd.append("the comma after its key is missing")
    reader = _Values(text, macros, escaped=block.escaped)
    seen: dict[str, int] = {}
    while (at := _skipped(text, at)) < len(text):
        named = _NAME.match(text, at)
        if named is None:
            stray = _LINE.match(text, at)
            end = stray.end() if stray else len(text)
            if end == at:
                end = at + 1
            made.odd.append(f"text that is no field was left out: {text[at:end].strip()[:60]}")
            at = end
            continue
        name = " ".join(named[1].split()).lower()
        value, at = reader.value(named.end(), name)
        if macros.commands:
            value = macros.commands.applied(value)
        seen[name] = seen.get(name, 0) + 1
        made.fields.append(BibtexField(name if seen[name] == 1 else f"{name}[{seen[name]}]", value))
    made.odd += reader.odd
    if block.unclosed:
        if made.fields and _SWALLOWED.search(made.fields[-1].value):
            raise MalformedBlock(f"the braces of the value of {made.fields[-1].name} do not match")
        made.odd.append("its closing brace is missing")
    if block.reopened:
        made.odd.append("a closing brace too many stands in it")
    return made


def definition(block: BibtexBlock, macros: Macros) -> None:
    """Add the macro that the @string `block` defines to `macros`.

    Raises:
        Malformed: it defines none.
    """
    text = block.body
    at = _skipped(text, 0)
    while at < len(text):
        if (named := _NAME.match(text, at)) is None:
            raise MalformedBlock("it defines no string: a name, =, and a value are wanted")
        value, at = _Values(text, macros, escaped=block.escaped).value(named.end(), named[1])
        macros.define(named[1].strip(), value)
        at = _skipped(text, at)


def preamble(block: BibtexBlock, macros: Macros) -> str:
    """Return the text of TeX that the @preamble `block` states.

    Raises:
        Malformed: its braces or quotation marks do not match.
    """
    return _Values(block.body, macros, escaped=block.escaped).value(0, "preamble")[0]


def _skipped(text: str, at: int) -> int:
    found = _SKIP.match(text, at)
    return found.end() if found else at


class _Values:
    """Reads the values of one block."""

    def __init__(self, text: str, macros: Macros, *, escaped: bool) -> None:
        self._text, self._macros = text, macros
        self._brace = _UNESCAPED if escaped else _BRACE
        self.odd: list[str] = []

    def value(self, at: int, name: str) -> tuple[str, int]:
        """Return the value that begins at `at`, and where it ends.

        Raises:
            Malformed: its end is not found, or it is longer than a value may be.
        """
        text = self._text
        pieces: list[str] = []
        length = 0
        while True:
            at = self._blank(at)
            char = text[at : at + 1]
            if char == "{":
                end = self._braced(at, name)
                piece, at = text[at + 1 : end], end + 1
            elif char == '"':
                end = self._quoted(at, name)
                piece, at = text[at + 1 : end], end + 1
            elif char in ("#", "") or char == ",":
                piece = ""
                at += char == "#"
            else:
                piece, at = self._bare(at, name)
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST:
                raise MalformedBlock(f"the value of {name} has more than {LONGEST:,} characters")
            after = self._blank(at)
            if text[after : after + 1] != "#":
                break
            at = after + 1
        return "".join(pieces), self._past(at, name)

    def _past(self, at: int, name: str) -> int:
        """Return where the next field begins, after a value that ends at `at`."""
        after = self._blank(at)
        if text_after := self._text[after : after + 1]:
            if text_after in ",%;":
                return after
            if _NAME.match(self._text, after):
                self.odd.append(f"the comma after the value of {name} is missing")
            return after
        return len(self._text)

    def _blank(self, at: int) -> int:
        found = _BLANK.match(self._text, at)
        return found.end() if found else at

    def _braced(self, at: int, name: str) -> int:
        depth = 0
        for brace in self._brace.finditer(self._text, at):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return brace.start()
        raise MalformedBlock(f"the braces of the value of {name} do not match")

    def _quoted(self, at: int, name: str) -> int:
        """Return the place of the mark that closes a value in quotation marks.

        One that stands within the value, as in `"The "best" paper"`, is told by what follows it.
        """
        depth, first = 0, -1
        for mark in _QUOTE.finditer(self._text, at + 1):
            if mark[0] == "{":
                depth += 1
            elif mark[0] == "}":
                depth -= 1
                if depth < 0:
                    break
            elif depth == 0:
                if _ENDS.match(self._text, mark.end()):
                    return mark.start()
                first = mark.start() if first < 0 else first
        if first < 0:
            raise MalformedBlock(f"the quotation marks or braces of the value of {name} do not match")
        return first

    def _bare(self, at: int, name: str) -> tuple[str, int]:
        """Return a number, or what a name of a @string stands for; else the words up to the comma."""
        found = _BARE.match(self._text, at)
        if found is None:
            raise MalformedBlock(f"the value of {name} is none: {self._text[at : at + 20]!r}")
        word, end = found[0], found.end()
        if word.isdigit():
            return word, end
        if (known := self._macros.get(word)) is not None:
            return known, end
        after = self._text[self._blank(end) :][:1]
        if after not in ("", ",", "#") and "\n" not in self._text[end : self._blank(end)]:
            line = _LINE.match(self._text, at)
            if line is not None and line.end() > end:
                word, end = line[0].rstrip(), line.end()
        if not word[:1].isdigit():
            self.odd.append(f"the value of {name} is neither in braces nor a known @string: {word[:40]}")
        return word, end
