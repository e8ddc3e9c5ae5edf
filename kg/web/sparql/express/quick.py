"""Which requests are small enough for the express lane, told from their bytes."""

from __future__ import annotations

import re
from binascii import a2b_qp
from functools import lru_cache
from typing import Final, NamedTuple

from kg.web.http.door.hosts import is_host
from kg.web.http.headers import takes_gzip

LONGEST: Final = 8192
"""Bytes of a request; a longer one takes the usual way."""
START: Final = b"GET /sparql?query="
END: Final = b"\r\n\r\n"
_LINE: Final = re.compile(re.escape(START) + rb"([^ &#\n]*) HTTP/1\.1\r\n")

_MOST_PATTERNS: Final = 12
_HEADER: Final = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]++):[ \t]*+([\x20-\x7e\x80-\xff\t]*+)\Z")
# With one of these a request means more than is understood here.
_HANDED_ON: Final = frozenset(
    (
        b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"te", b"trailer",
        b"if-match", b"if-none-match", b"authorization",
    )
)  # fmt: skip
_SINGLE: Final = frozenset((b"host", b"x-forwarded-proto"))
_KNOWN: Final = (b"host", b"accept", b"x-forwarded-proto", b"x-forwarded-for")
_CONSTANT: Final = re.compile(r"""<[^<>"{}|^`\\\x00-\x20]*>|"[^"\\\r\n]*"|'[^'\\\r\n]*'""")
_NUMBER: Final = re.compile(r"\b\d+\b")
# One group of triple patterns, joined one to the next, and no more: what a store answers row by row.
_QUICK: Final = re.compile(
    r"""(?:\s*+PREFIX\s++[\w.-]*+:\s*+<>)*+
        \s*+(?:SELECT\s++(?:\*|(?:[?$]\w++\s*+)++)|ASK)\s*+(?:WHERE\s*+)?+
        \{ (?P<patterns> (?:<> | [^(){}\[\]/|^+*!=<>"'\\\#])*+ ) \}
        (?P<slice> \s*+(?:OFFSET\s++\d++\s*+|LIMIT\s++\d++\s*+)*+) \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_KEYWORD: Final = re.compile(
    r"(?<![\w:?$])(?:FILTER|OPTIONAL|UNION|MINUS|BIND|VALUES|GRAPH|SERVICE|LATERAL|EXISTS|NOT)(?![\w:])",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(r"<>|(?<![\w.-])[\w.-]*+:[\w.%:-]*+")


class QuickHeaders(NamedTuple):
    """What the header fields of a request say, as far as an answer or the log depends on it.

    `scheme` and `forwarded` are what a proxy says of the client: X-Forwarded-Proto and X-Forwarded-For.
    """

    host: str
    accept: str | None
    zipped: bool
    scheme: str | None
    forwarded: str | None


class Quick(NamedTuple):
    """A request for a small query: its text, the shape of that, and the header fields."""

    query: str
    shape: str
    headers: QuickHeaders


def simple(data: bytes) -> bool:
    """Tell whether `data`, as it came, can be one whole request for a query and nothing else."""
    return (
        len(data) <= LONGEST
        and data.startswith(START)
        and data.endswith(END)
        and data.find(END) == len(data) - len(END)
    )


def read(data: bytes) -> Quick | None:
    """Return the small query that a request asks for; None where it is not surely one and well formed."""
    if not simple(data):
        return None
    line = _LINE.match(data)
    if line is None:
        return None
    headers = headers_of(data)
    if headers is None:
        return None
    query = _decoded(line[1])
    if query is None:
        return None
    plain = shape(query)
    return Quick(query, plain, headers) if is_quick(plain) else None


def _decoded(value: bytes) -> str | None:
    """Return the text of a form-encoded value; None where it is not well formed, or not UTF-8."""
    # quoted-printable is the same but for the sign of its escapes, and is decoded ten times as fast
    printable = value.replace(b"=", b"=3D").replace(b"%", b"=").replace(b"+", b" ")
    decoded = a2b_qp(printable)
    if len(decoded) != len(printable) - 2 * printable.count(b"="):  # an escape that is none was left as it is
        return None
    try:
        return decoded.decode()
    except UnicodeDecodeError:
        return None


def headers_of(data: bytes) -> QuickHeaders | None:
    """Return what is in the header fields of a request; None where they hold what is not understood here."""
    return _headers(data[data.index(b"\r\n") + 2 :])


@lru_cache(1024)  # a client sends the same ones again and again
def _headers(text: bytes) -> QuickHeaders | None:
    found: dict[bytes, bytes] = {}
    zipped = False
    for field in text[: -len(END)].split(b"\r\n"):
        match = _HEADER.match(field)
        if match is None:
            return None
        name, value = match[1].lower(), match[2].rstrip(b" \t")
        if name in _HANDED_ON or (name == b"connection" and value.lower() != b"keep-alive"):
            return None
        if name == b"accept-encoding":
            zipped = zipped or takes_gzip(value)
        elif name in found and name in _SINGLE:
            return None
        elif name in _KNOWN:
            found[name] = b"%b, %b" % (found[name], value) if name in found else value
    if not is_host(found.get(b"host", b"").decode("latin-1")):
        return None
    host, accept, scheme, forwarded = (
        found[name].decode("latin-1") if name in found else None for name in _KNOWN
    )
    return QuickHeaders(host or "", accept, zipped, scheme, forwarded)


def shape(query: str) -> str:
    """Return a query without its strings, IRIs and numbers: queries of one shape take about as long."""
    return _NUMBER.sub("0", _CONSTANT.sub("<>", query))


@lru_cache(2048)
def is_quick(plain: str) -> bool:
    """Tell whether queries of a shape look as if a store answers them at once.

    They are one group of a few triple patterns that are bound by a constant beside their predicates, or
    cut by a LIMIT. That is a guess: some such queries take long all the same.
    """
    found = _QUICK.match(plain)
    if found is None:
        return False
    patterns = found["patterns"]
    if _KEYWORD.search(patterns) or sum(map(patterns.count, ".;,")) > _MOST_PATTERNS:
        return False
    # Each pattern has a constant as its predicate as a rule; one more binds the group.
    return "LIMIT" in found["slice"].upper() or len(_NAMED.findall(patterns)) > _predicates(patterns)


def _predicates(patterns: str) -> int:
    """Return how many of the patterns have a constant as their predicate."""
    bound = 0
    for pattern in re.split(r"[.;](?=\s|$|[?$<])", patterns):
        words = pattern.split(None, 3)
        place = 0 if len(words) == 2 else 1  # after a semicolon the subject is that of the pattern before
        bound += len(words) > place and words[place][0] not in "?$" and words[place] != "a"
    return bound
