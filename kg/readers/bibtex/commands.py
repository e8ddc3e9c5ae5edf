r"""Commands of TeX that a file defines for itself in `@preamble`, put in where its values use them.

`\newcommand{\noopsort}[1]{}`, `\providecommand{\foo}[2]{#2}`, `\def\foo#1{\emph{#1}}`: what BibTeX writes
to the top of a bibliography, so that they hold for the whole file (BibTeX's manual, btxdoc, section 3).
Definitions that TeX would have to run (`\if…`, boxes, optional arguments) are left out, as are names that kg
reads itself.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.readers.bibtex.text import SIGNS

LONGEST: Final = 1_000_000
"""Characters that one value may have, with its macros and commands put in."""

_NEW: Final = re.compile(
    r"\\(?P<how>newcommand|renewcommand|providecommand|DeclareRobustCommand)\*?+\s*+"
    r"(?:\{\s*+\\(?P<braced>[A-Za-z@]{1,40}|[^A-Za-z\s])\s*+\}|\\(?P<bare>[A-Za-z@]{1,40}|[^A-Za-z\s]))\s*+"
    r"(?:\[(?P<number>[0-9])\]\s*+)?(?P<optional>\[)?"
)
_DEF: Final = re.compile(
    r"\\[gex]?def\s*+\\(?P<name>[A-Za-z@]{1,40}|[^A-Za-z\s])\s*+(?P<given>(?:#[1-9]){0,9}+)\s*+(?=\{)"
)
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_USE: Final = re.compile(r"\\([A-Za-z@]{1,40}+|[^A-Za-z\s])")
_BLANK: Final = re.compile(r"\s*+")
_ARGUMENT: Final = re.compile(r"#([1-9])")
# what only TeX itself can tell the meaning of
_RUN: Final = re.compile(
    r"\\(?:if|else\b|fi\b|csname|expandafter|catcode|let\b|futurelet|begingroup|endgroup|aftergroup|"
    r"setbox|hbox|vbox|raisebox|raise\b|lower\b|kern\b|hskip|vskip|hrule|rule\b|ooalign|accent\b|dimen|unhbox|"
    r"leavevmode|penalty|special|char\b|fontencoding|selectfont)"
)
# kg knows better what these are for: an address, a letter, a style of type
_OWN: Final = frozenset(["url", "path", "href", "emph", "text", "mbox", "mathrm", "ensuremath", *SIGNS]) | {
    "textit", "textbf", "textsc", "textrm", "texttt", "textsf", "enquote", "mkbibquote",
}  # fmt: skip
_DEEPEST: Final = 10
_MOST: Final = 2_000
_LONGEST_BODY: Final = 2_000


class _Command(NamedTuple):
    """A command: how many arguments it takes, and its text, in which `#1` stands for the first."""

    arguments: int
    body: str


class TexCommands:
    """The commands that the preambles of a file define."""

    def __init__(self) -> None:
        self._known: dict[str, _Command] = {}

    def __bool__(self) -> bool:
        return bool(self._known)

    def define(self, preamble: str) -> None:
        """Take the definitions that the text of a preamble holds."""
        at = 0
        while (slash := preamble.find("\\", at)) >= 0:
            if found := _NEW.match(preamble, slash):
                name = found["braced"] or found["bare"]
                number = int(found["number"] or 0)
                known = bool(found["optional"]) or (found["how"] == "providecommand" and name in self._known)
            elif found := _DEF.match(preamble, slash):
                name, number, known = found["name"], len(found["given"]) // 2, False
            else:
                at = slash + 2
                continue
            at = found.end()
            if known or (group := _group(preamble, at)) is None:
                continue
            body, at = group
            if _tells(name, number, body) and len(self._known) < _MOST:
                self._known[name] = _Command(number, body)

    def applied(self, value: str) -> str:
        """Return `value` with the commands put in; as it is where it would grow without end."""
        if "\\" not in value:
            return value
        text = value
        for _ in range(_DEEPEST):
            again = self._once(text)
            if again is None:
                return value
            if again == text:
                return text
            text = again
        return value

    def _once(self, text: str) -> str | None:
        """Return `text` with each command put in once; None if that is too long to be a value."""
        pieces: list[str] = []
        length = at = 0
        for use in _USE.finditer(text):
            if use.start() < at or (command := self._known.get(use[1])) is None:
                continue
            arguments, end = _arguments(text, use.end(), command.arguments)
            if arguments is None:
                continue
            made = _filled(command.body, arguments)
            pieces += [text[at : use.start()], made]
            length += use.start() - at + len(made)
            if length > LONGEST:
                return None
            at = end
        pieces.append(text[at:])
        return "".join(pieces)


def _tells(name: str, number: int, body: str) -> bool:
    """Tell whether a definition says by itself what a command stands for."""
    if name in _OWN or len(body) > _LONGEST_BODY or _RUN.search(body) or "##" in body:
        return False
    # accents and signs of one character are TeX's own, and letters of one too: `\c c`, `\o`
    return len(name) > 1 and all(int(one) <= number for one in _ARGUMENT.findall(body))


def _filled(body: str, arguments: list[str]) -> str:
    return _ARGUMENT.sub(lambda match: arguments[int(match[1]) - 1], body) if arguments else body


def _arguments(text: str, at: int, number: int) -> tuple[list[str] | None, int]:
    """Return the `number` arguments that stand at `at`, and where they end; None where they do not."""
    given: list[str] = []
    for _ in range(number):
        begin = _end(text, at)
        if (group := _group(text, begin)) is not None:
            argument, at = group
        elif use := _USE.match(text, begin):
            argument, at = use[0], use.end()
        elif begin < len(text) and text[begin] not in "{}":
            argument, at = text[begin], begin + 1
        else:
            return None, at
        given.append(argument)
    if not number:  # the blanks behind a name end it, and are no text
        at = at + 2 if text.startswith("{}", at) else _end(text, at)
    return given, at


def _end(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _group(text: str, at: int) -> tuple[str, int] | None:
    """Return what stands in the braces that open at `at`, and where they end; None where there are none."""
    if text[at : at + 1] != "{":
        return None
    depth = 0
    for brace in _BRACE.finditer(text, at):
        depth += (brace[0] == "{") - (brace[0] == "}")
        if depth == 0:
            return text[at + 1 : brace.start()], brace.end()
    return None
