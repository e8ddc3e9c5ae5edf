"""What can be told of a query from its text alone: its form, and whether it is allowed at all.

The tokens are those of the SPARQL 1.1 grammar (section 19.8): a `SERVICE` inside a string, an IRI or
a comment is none. Where the grammar leaves room the scan errs on the side of refusing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from kg.errors import QueryForbidden, QuerySyntaxError

_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})

_OPAQUE = re.compile(
    r'''
      (?P<comment> \#[^\r\n]* )
    | (?P<iri>     <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string>  """(?:"{0,2}(?:[^"\\]|\\.))*""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\'
                 | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
    | (?P<escape>  \\. )
    ''',
    re.VERBOSE | re.DOTALL,
)
_SERVICE = re.compile("service", re.IGNORECASE)
# As above, but an IRI may hold escapes, names are tokens, and what has `://` is surely an IRI.
_TOKEN = re.compile(
    r'''
      (?P<comment> \#[^\r\n]* )
    | (?P<url>     <[A-Za-z][A-Za-z0-9+.-]*://(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]{4})*> )
    | (?P<iri>     <(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]{4})*> )
    | (?P<string>  """(?:"{0,2}(?:[^"\\]|\\.))*""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\'
                 | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
    | (?P<escape>  \\. )
    | (?P<name>    [?$]\w+ | :[\w:%-]+ )
    ''',
    re.VERBOSE | re.DOTALL,
)
_PROLOGUE = re.compile(
    r"\s*(?:BASE\s*<\s*>|PREFIX\s*[^\s<:]*:\s*<\s*>|VERSION\s*[\"']\s*[\"'])", re.IGNORECASE
)
# The prologue and the form as nearly all queries have them, without a comment.
_SIMPLE = re.compile(
    r"(?:\s*PREFIX\s+[\w.-]*:\s*<[^<>\"{}|^`\\\x00-\x20]*>)*+\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:])",
    re.IGNORECASE,
)
_WORD = re.compile(r"\s*([A-Za-z]*)")


class QueryForm(StrEnum):
    """The four query forms of SPARQL 1.1 (section 16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def is_graph(self) -> bool:
        """Tell whether the answer is a graph rather than solutions or a truth value."""
        return self in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)


def bare(text: str) -> str:
    """Return `text` with comments, strings and IRIs blanked out: same length, same lines.

    Quotation marks and angle brackets stay, so that one still sees where a string or an IRI stood.
    """

    def blank(match: re.Match[str]) -> str:
        found = match[0]
        inner = re.sub(r"[^\r\n]", " ", found)
        return inner if match.lastgroup in ("comment", "escape") else found[0] + inner[1:-1] + found[-1]

    return _OPAQUE.sub(blank, text)


def place(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column, both from 1, of the character at `offset`."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def query_form(text: str) -> QueryForm:
    """Return the form of a query, found behind its prologue.

    Raises:
        QuerySyntaxError: it begins with none of the four forms. An update is no query either (SPARQL 1.1
            Protocol, section 2.1.7), and is told so.
    """
    simple = _SIMPLE.match(text)
    if simple is not None:
        return QueryForm[simple[1].upper()]
    plain = bare(text)
    offset = 0
    while declaration := _PROLOGUE.match(plain, offset):
        offset = declaration.end()
    word = _WORD.match(plain, offset)
    assert word is not None
    keyword = word[1].upper()
    if keyword in QueryForm.__members__:
        return QueryForm[keyword]
    line, column = place(text, word.start(1))
    expected = "expected SELECT, ASK, CONSTRUCT or DESCRIBE"
    if keyword in _UPDATES:
        expected = f"{expected}; {keyword} changes data, and only queries are answered here"
    reason = expected if plain.strip() else "the query has no text"
    raise QuerySyntaxError(reason, line=line, column=column)


def refuse_service(text: str) -> None:
    """Refuse a query that would make this server send requests elsewhere (SPARQL 1.1 Federated Query).

    A `<` may begin an IRI or be the operator, and what follows is read otherwise: `#` and quotation
    marks stand for themselves in an IRI only. As only a parser can tell, both readings are followed.

    Raises:
        QueryForbidden: in one of the readings the keyword stands outside strings, IRIs, comments,
            variables and local names. A prefix whose name holds the word is refused as well.
    """
    if _SERVICE.search(text) is None:
        return
    reached = bytearray(len(text) + 1)  # the places where a token may begin
    reached[0] = 1
    for offset in range(len(text)):
        if not reached[offset]:
            continue
        token = _TOKEN.match(text, offset)
        if token is None or token.lastgroup == "iri":
            reached[offset + 1] = 1
        if token is not None:
            reached[token.end()] = 1
        elif _SERVICE.match(text, offset):
            line, column = place(text, offset)
            reason = f"SERVICE is not available here (line {line}, column {column})"
            raise QueryForbidden(f"{reason}: queries cannot ask other servers")


def undeclared(text: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return those of the `known` prefixes that the query uses and does not declare."""
    plain = bare(text)
    declared = set(re.findall(r"\bPREFIX\s+([^\s<:]*):", plain, re.IGNORECASE))
    used = set(re.findall(r"(?<![\w?$@:.-])([\w.-]+):", plain))
    return {prefix: iri for prefix, iri in known.items() if prefix in used - declared}
