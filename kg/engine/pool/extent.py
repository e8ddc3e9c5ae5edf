"""How much there is to plan in a query, told from its tokens.

What Oxigraph's planner takes grows with a high power of what is joined in one group: 96 patterns about one
subject cost it a second of processor time, 192 more than ten. Patterns, steps of paths, items of lists,
blank nodes and groups within groups all are such parts. Operators cost with the square of their number,
brackets with their depth. `python -m tests.bench.planning` measures what each kind of query takes.

The tokens are those of the SPARQL 1.1 grammar (section 19.8). Text that is no query may be counted in any
way: its parser refuses it before there is a plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r'''
      (?P<skip>    [\s\ufeff]++ | \#[^\r\n]*+ | \^\^ )
    | (?P<string>  """(?:"{0,2}(?:[^"\\]|\\.))*+""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*+\'\'\'
                 | "(?:[^"\\\r\n]|\\.)*+" | '(?:[^'\\\r\n]|\\.)*+' )
    | (?P<iri>     <(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]{4})*+> )
    | (?P<name>    [?$]\w++ | (?:[^\W\d_][\w-]*+(?:\.++[\w-]++)*+ | _)?:(?:[\w:%-]|\\.|\.(?=[\w:%\\-]))*+ )
    | (?P<word>    @?[^\W\d_]\w*+(?:-\w++)*+ )
    | (?P<number>  \d[\w]*+(?:\.\d\w*+)?+ )
    | (?P<open>    \{\| | [({\[] )
    | (?P<close>   \|\} | [)}\]] )
    | (?P<other>   && | \|\| | [<>!]= | << | >> | . )
    ''',
    re.VERBOSE | re.DOTALL,
)
_APART: Final = frozenset(("OPTIONAL", "MINUS", "EXISTS", "UNION"))
_PARTS: Final = _APART | {"GRAPH", "VALUES", "LATERAL"}
_OPERATIONS: Final = frozenset(("FILTER", "BIND", "HAVING", "AS", "IN"))
_VALUES_THEMSELVES: Final = frozenset(("a", "true", "false"))
_VALUES: Final = frozenset(("string", "iri", "name", "number"))
_ENDS: Final = _VALUES | {"close"}
_OF_PATTERNS: Final = ("group", "list", "node")
_SEPARATORS: Final = frozenset(".;,/~")
_STEP: Final = 16  # alternatives cost as much as a step
_OF_PATHS: Final = frozenset("|^!/")
_OPERATORS: Final = frozenset(("&&", "||", "<=", ">=", "!=", *"<>=!+-*/|^?"))


@dataclass(frozen=True, slots=True)
class Extent:
    """The depth of brackets, the parts of the widest group and of all together, and the operators."""

    nesting: int
    joined: int
    parts: int
    operators: int


def extent(text: str) -> Extent:
    """Return how much there is to plan in a query."""
    count = _Count()
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "iri" and count.operator_follows:  # `?a<?b && ?c>?d` holds no IRI
            for found in _TOKEN.finditer(token[0][1:-1]):
                count.take(found.lastgroup or "", found[0])
            count.operators += 2
        elif kind != "skip":
            count.take(kind or "", token[0])
    return Extent(count.deepest, max(count.widest, *count.groups), count.parts, count.operators)


class _Count:
    """What has been counted so far, and where the next token stands.

    `frames` has the kind of each bracket that is open: `group` of patterns, `list` or path, `node` without a
    name, `expression`, `template` of a CONSTRUCT, `data` of VALUES. `groups` has the parts of each group that
    is open.
    """

    def __init__(self) -> None:
        self.deepest = self.widest = self.parts = self.operators = 0
        self.groups = [0]
        self.frames: list[str] = []
        self._apart: list[bool] = []
        self._word = ""  # the keyword before, if it was one
        self._announced = ""  # VALUES or FILTER, until the bracket that belongs to it
        self._head = False  # between SELECT, or what follows WHERE, and the next group
        self._path = 0  # what the path before costs for each of its objects: alternatives, steps many times
        self._within_path = False  # whether the token before leads on to the next in a path
        self._left = ""  # the kind of the bracket that was closed last
        self._ended = False  # whether the token before can end a pattern
        self._closed = 0  # the parts of the group that ended just now, which its parent has got
        self.operator_follows = False

    @property
    def frame(self) -> str:
        return self.frames[-1] if self.frames else "expression"

    def take(self, kind: str, token: str) -> None:
        closed, self._closed = self._closed, 0
        word, self._word = self._word, ""
        within_path, self._within_path = self._within_path, False
        if kind == "open":
            self._open(token, word)
        elif kind == "close":
            self._close()
        elif kind == "word" and token not in _VALUES_THEMSELVES:
            self._keyword(token.upper(), closed)
        elif kind == "other":
            self._mark(token)
        else:
            self._value(within_path)
        self._ended = kind in _VALUES or (kind == "close" and self._left in ("list", "node"))
        self.operator_follows = bool(self.frames) and self.frame == "expression" and kind in _ENDS

    def _part(self, count: int = 1) -> None:
        self.parts += count
        self.groups[-1] += count

    def _value(self, within_path: bool) -> None:
        if self.frame == "list":
            self._part(0 if within_path else 1)
        elif self.frame == "template" or not self.frames:
            self.operators += 1

    def _keyword(self, word: str, closed: int) -> None:
        if self.frame == "data" or word.startswith("@"):
            return
        self._word = word
        if word in _PARTS:
            self._part()
        elif word in _OPERATIONS:
            self.operators += 1
            if self._ended and self.frame == "group":  # a pattern ends here without its full stop
                self._part()
        if word in ("VALUES", "FILTER"):
            self._announced = word
        elif word in ("SELECT", "BY", "HAVING"):
            self._head = True
        elif word == "UNION":  # what was before it is no part of the group around, either
            self.groups[-1] -= closed

    def _mark(self, mark: str) -> None:
        frame = self.frame
        if frame == "data":
            return
        if frame in _OF_PATTERNS and (mark in _SEPARATORS or mark == "<<"):
            # A path is walked to each of its objects.
            self._part(1 + self._path // _STEP if mark == "," else 1)
            self._path = self._path + _STEP if mark == "/" else self._path if mark == "," else 0
        elif mark in _OPERATORS:
            self.operators += 1
            self._path += mark == "|"
        self._within_path = mark in _OF_PATHS

    def _open(self, bracket: str, word: str) -> None:
        head = not self.frames or self._head
        frame = self._kind(bracket, word)
        if (bracket == "(" and head) or frame == "template":  # conditions on groups, columns, orders; nodes
            self.operators += 1
        if frame in ("list", "node"):
            self._part()
        elif frame == "group":
            apart = word in _APART or self.frame == "expression"
            if not apart:
                self._part()
            self._apart.append(apart)
            self.groups.append(0)
        self.frames.append(frame)
        self.deepest = max(self.deepest, len(self.frames))

    def _kind(self, bracket: str, word: str) -> str:
        around, announced = self.frame, self._announced
        if around in ("data", "template") or announced == "VALUES":
            if bracket == "{":
                self._announced = ""
            return around if announced != "VALUES" else "data"
        self._announced = ""
        if bracket == "{":
            self._head = False
            return "template" if word == "CONSTRUCT" else "group"
        if bracket == "(" and (around == "expression" or word or announced or self._head):
            return "expression"
        return "node" if bracket == "[" else "list"

    def _close(self) -> None:
        self._left = self.frames.pop() if self.frames else ""
        if self._left == "group":
            self._head = False
            inner = self.groups.pop()
            self.widest = max(self.widest, inner)
            if not self._apart.pop():
                self.groups[-1] += inner
                self._closed = inner
