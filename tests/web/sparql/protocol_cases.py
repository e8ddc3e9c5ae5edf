"""Cases of the SPARQL 1.1 Protocol and Graph Store HTTP Protocol as data, and what is wrong with an answer.

The cases lie in `protocol/*.toml`, one file a subject, and the data that they are asked of in
`protocol/data.trig`. They run against any server that holds these data and nothing else: a case names
what it is sent to, `sparql` or `graph-store`, and the addresses are given when it runs.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote, urlencode

import httpx
import pyoxigraph
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass
from pyoxigraph import QueryResultsFormat, RdfFormat

FOLDER: Final = Path(__file__).with_name("protocol")
DATA: Final = FOLDER / "data.trig"
FORM: Final = "application/x-www-form-urlencoded"

Pairs = tuple[tuple[str, str], ...]
Target = Literal["sparql", "graph-store"]

_STRICT: Final = ConfigDict(extra="forbid")
_SPACES: Final = re.compile(r"\{spaces:(\d+)\}")
_RESULTS: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True, config=_STRICT)
class Sent:
    """A request.

    `parameters` are percent-encoded into the URL; `target` is a query string to be sent as it stands.
    The body is a `form`, a text (`body`), or `hex` for bytes that are no text. `{spaces:N}` in a value
    stands for N spaces, and `{etag}` in a header for the entity tag that the same request without this
    header is answered with. Beside Host and what frames the body, no header is sent that the case does
    not name.
    """

    method: str = "GET"
    parameters: Pairs = ()
    target: str | None = None
    headers: Pairs = ()
    form: Pairs | None = None
    body: str | None = None
    hex: str | None = None
    chunked: bool = False


@dataclass(frozen=True, slots=True, config=_STRICT)
class Expected:
    """The right answer: what is not named may be as it likes.

    `status` and `leave` are codes such as `404` or `4xx`. `leave` are those by which the specification
    lets a server decline what it may do without; nothing more is asked of such an answer, nor, where
    `leave` has the word `type`, of one in another media type. `headers` are
    patterns that the whole value must match, `absent` are headers that must not match. The body is read
    as the media type says: `variables`, `solutions` in order (terms as in N-Triples, in CSV as plain
    text, empty where unbound, `_:` any blank node), `boolean`, `rows` and `triples` as numbers, `ask` a
    query that is true of the graph. `as_get` names headers that have the value they have with GET.
    """

    status: tuple[str, ...]
    leave: tuple[str, ...] = ()
    media_type: tuple[str, ...] = ()
    headers: Mapping[str, str] | None = None
    absent: Mapping[str, str] | None = None
    variables: tuple[str, ...] | None = None
    solutions: tuple[tuple[str, ...], ...] | None = None
    rows: int | None = None
    boolean: bool | None = None
    triples: int | None = None
    ask: str | None = None
    empty: bool | None = None
    as_get: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, config=_STRICT)
class Case:
    """One case: `must` tells what a specification demands from what it recommends; `source` is where."""

    name: str
    must: bool
    source: str
    expect: Expected
    request: Sent = Sent()
    at: Target = "sparql"


def cases(folder: Path = FOLDER) -> dict[str, Case]:
    """Return all cases by their names, which begin with the name of their file.

    Raises:
        ValueError: a case has an unknown key or lacks one, or two have the same name.
    """
    found: dict[str, Case] = {}
    reader = TypeAdapter(Case)
    for path in sorted(folder.glob("*.toml")):
        for table in tomllib.loads(path.read_text("utf-8"))["case"]:
            case = reader.validate_python(table)
            name = f"{path.stem}/{case.name}"
            if name in found:
                raise ValueError(f"There are two cases {name}.")
            found[name] = case
    return found


def faults(
    client: httpx.Client, case: Case, addresses: Mapping[str, str], *, lenient: bool = True
) -> list[str]:
    """Return what is wrong with the answer that a server gives: nothing, if the case is passed.

    `addresses` says where the `sparql` endpoint and the `graph-store` are; a server may lack one of
    them. A server of which it is known that it does all it may can be held to that: not `lenient`.
    """
    address = addresses.get(case.at)
    if address is None:
        return [f"The server has no {case.at}."]
    try:
        headers = [pair for pair in case.request.headers if "{etag}" not in pair[1]]
        plain = _send(client, case.request, address, headers, case.request.method)
        if len(headers) < len(case.request.headers):
            tag = plain.headers.get("etag")
            if tag is None:
                return ["There is no entity tag to ask again with."]
            told = [(name, value.replace("{etag}", tag)) for name, value in case.request.headers]
            plain = _send(client, case.request, address, told, case.request.method)
        got = _send(client, case.request, address, headers, "GET").headers if case.expect.as_get else None
    except httpx.HTTPError as error:
        return [f"There is no answer: {error!r}."]
    return list(_wrong(case.expect, plain, got, address, lenient=lenient))


def _send(
    client: httpx.Client, sent: Sent, address: str, headers: list[tuple[str, str]], method: str
) -> httpx.Response:
    query = sent.target if sent.target is not None else _encoded(sent.parameters)
    body = _body(sent)
    if sent.form is not None and not any(name.lower() == "content-type" for name, _ in headers):
        headers = [*headers, ("content-type", FORM)]
    content = iter([body[:7], body[7:]]) if body is not None and sent.chunked else body
    request = httpx.Request(method, address, headers=headers, content=content)
    # The target goes out byte for byte: httpx would mend what a case wants to be wrong.
    path = request.url.raw_path + (b"?" + query.encode() if query else b"")
    request.extensions = {**request.extensions, "target": path, "timeout": client.timeout.as_dict()}
    answer = client.send(request, follow_redirects=False)
    answer.read()
    return answer


def _body(sent: Sent) -> bytes | None:
    if sent.form is not None:
        return _encoded(sent.form).encode()
    if sent.body is not None:
        return _filled(sent.body).encode()
    return None if sent.hex is None else bytes.fromhex(sent.hex)


def _encoded(pairs: Pairs) -> str:
    return urlencode([(name, _filled(value)) for name, value in pairs], quote_via=quote, safe="")


def _filled(text: str) -> str:
    return _SPACES.sub(lambda found: " " * int(found[1]), text)


def _is_one_of(status: int, patterns: tuple[str, ...]) -> bool:
    return any(str(status).startswith(pattern.rstrip("x")) for pattern in patterns)


def _wrong(
    expect: Expected, answer: httpx.Response, got: httpx.Headers | None, address: str, *, lenient: bool
) -> Iterator[str]:
    if lenient and _is_one_of(answer.status_code, expect.leave):
        return
    if not _is_one_of(answer.status_code, expect.status):
        yield f"The status is {answer.status_code}, not {' or '.join(expect.status)}: {answer.text[:200]!r}"
        return
    yield from _headers(expect, answer.headers, got)
    if expect.empty is not None and expect.empty is not (answer.content == b""):
        yield "There is no body." if answer.content == b"" else f"There is a body: {answer.text[:200]!r}"
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if expect.media_type and media_type not in expect.media_type:
        if lenient and "type" in expect.leave:
            return
        yield f"The media type is {media_type!r}, not {' or '.join(expect.media_type)}."
    if expect.media_type and answer.content:
        try:
            yield from _misread(expect, answer.content, media_type, address)
        except (SyntaxError, ValueError) as error:
            yield f"The body is not {media_type}: {error}"


def _headers(expect: Expected, headers: httpx.Headers, got: httpx.Headers | None) -> Iterator[str]:
    for name, pattern in (expect.headers or {}).items():
        value = headers.get(name)
        if value is None:
            yield f"There is no header {name}."
        elif re.fullmatch(pattern, value, re.IGNORECASE) is None:
            yield f"The header {name} is {value!r}, which does not match {pattern!r}."
    for name, pattern in (expect.absent or {}).items():
        value = headers.get(name)
        if value is not None and re.fullmatch(pattern, value, re.IGNORECASE):
            yield f"There is a header {name}, {value!r}."
    for name in expect.as_get:
        if got is not None and got.get(name) != headers.get(name):
            yield f"The header {name} is {headers.get(name)!r}; with GET it is {got.get(name)!r}."


def _misread(expect: Expected, body: bytes, media_type: str, address: str) -> Iterator[str]:
    """Read a body as its media type says, and compare it."""
    if media_type == "text/csv":
        head, *rows = csv.reader(io.StringIO(body.decode(), newline=""), strict=True)
        yield from _table(expect, head, [row or [""] for row in rows])
    elif media_type in _RESULTS:
        results = pyoxigraph.parse_query_results(body, _RESULTS[media_type])
        if isinstance(results, pyoxigraph.QueryBoolean):
            if bool(results) is not expect.boolean:
                yield f"The answer is {bool(results)}, not {expect.boolean}."
            return
        names = [variable.value for variable in results.variables]
        table = [["" if term is None else str(term) for term in solution] for solution in results]
        yield from _table(expect, names, table)
    elif media_type in _GRAPHS:
        store = pyoxigraph.Store()
        store.extend(pyoxigraph.parse(body, _GRAPHS[media_type], base_iri=address))
        if expect.triples is not None and len(store) != expect.triples:
            yield f"There are {len(store)} triples, not {expect.triples}."
        if expect.ask is not None and not store.query(expect.ask.replace("{address}", address)):
            yield f"It is not true of the graph: {expect.ask}"
        if expect.rows is not None or expect.boolean is not None or expect.solutions is not None:
            yield "The answer is a graph."
    else:
        yield "The answer is no result of a query."


def _table(expect: Expected, names: list[str], rows: list[list[str]]) -> Iterator[str]:
    if expect.boolean is not None or expect.triples is not None or expect.ask is not None:
        yield "The answer is a table."
    if expect.variables is not None and tuple(names) != expect.variables:
        yield f"The variables are {names}, not {list(expect.variables)}."
    if expect.rows is not None and len(rows) != expect.rows:
        yield f"There are {len(rows)} solutions, not {expect.rows}."
    if expect.solutions is not None:
        told = [["_:" if cell.startswith("_:") else cell for cell in row] for row in rows]
        if told != [list(row) for row in expect.solutions]:
            yield f"The solutions are {told}, not {[list(row) for row in expect.solutions]}."
