"""The canned queries, read from the files `queries/<name>.rq`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, QuerySolutions, Store

from kg.engine import Engine, QueryForm, Request, query_form
from kg.engine.template import Parameter, Template, Value
from kg.errors import InputError, QueryError, UsageError
from kg.queries import narrowing
from kg.queries.lookup import Lookup
from kg.release.search import SearchIndex
from kg.resources import folder

_HEADERS: Final = ("summary", "tags", "description", "answered", "found", "ranked", "papers")
_ANSWERED: Final = re.compile(r"when built(?:, of the largest \$(\w+))?")
_FOUND: Final = re.compile(r"(\w+) by (\w+)")
_RANKED: Final = re.compile(r"(\w+) by (\w+) from (\w+)")
_HEADER = re.compile(r"#\+(?: *(\w+):)?[ \t]*(.*)")


@dataclass(frozen=True)
class CannedQuery:
    """One question that can be asked by name.

    `summary` is a line, `description` more where it is needed; the first of `tags` is the group it is
    listed under. What is `at_hand` was answered when the release was built, as long as it is asked without
    arguments (`kg.release.answering`), or, where `largest` names a parameter, with that alone and about a
    thing of many papers or records. `found` names a variable for an author or paper and the parameter that is
    a text of its name: the search index knows which that may be. `ranked` names the variable of a list of the
    first, the column of the number by which they are, and the parameter that is its least (for both see
    `kg.queries.narrowing`). `listed` names the variable whose papers the answer lists, where that is not
    `paper`.
    """

    name: str
    summary: str
    tags: tuple[str, ...]
    description: str
    template: Template
    at_hand: bool = False
    largest: str | None = None
    found: tuple[str, str] | None = None
    ranked: tuple[str, str, str] | None = None
    listed: str | None = None

    @property
    def text(self) -> str:
        """The file's text, with its examples."""
        return self.template.text

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What may be filled in, in the order of the file."""
        return self.template.parameters

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The columns of the answer, in their order; none where the query is no SELECT."""
        found = Store().query(self.text)
        return tuple(one.value for one in found.variables) if isinstance(found, QuerySolutions) else ()

    @property
    def papers(self) -> str | None:
        """The column that holds the papers that the answer lists; None where it is no list of papers."""
        name = self.listed or "paper"
        return name if name in self.variables else None

    @cached_property
    def form(self) -> QueryForm:
        """The query's form, nearly always SELECT."""
        return query_form(self.text)

    def bind(self, arguments: Mapping[str, Sequence[Value]]) -> Request:
        """Return the request with `arguments` in the place of the examples.

        Raises:
            UsageError: a parameter lacks its value, or there is no such parameter.
        """
        return Request(self.template.bind(arguments))

    def resolve(
        self, arguments: Mapping[str, Sequence[str]], engine: Engine, index: SearchIndex | None = None
    ) -> Request:
        """Return the request for arguments as users type them: IRIs, identifiers, names, numbers.

        An empty text counts as none. The search `index` of the release helps to find names.

        Raises:
            AmbiguousName: a name stands for several things.
            UsageError: a name is unknown, a value has the wrong type, a parameter is missing or unknown.
        """
        return self.bind(self.values(arguments, engine, index))

    def values(
        self, arguments: Mapping[str, Sequence[str]], engine: Engine, index: SearchIndex | None = None
    ) -> dict[str, list[Value]]:
        """Return the terms that arguments stand for, by parameter, also for parameters that there are not.

        Raises:
            AmbiguousName: a name stands for several things.
            UsageError: a name is unknown, or a value has the wrong type.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        resolver = Lookup(engine, index)
        values: dict[str, list[Value]] = {}
        for name, texts in arguments.items():
            parameter = known.get(name)
            if parameter is None:
                values[name] = []  # bind() says that there is no such parameter
            else:
                values[name] = [_value(parameter, text, resolver) for text in texts if text.strip()]
        return values

    def kept(self, given: Collection[str]) -> bool:
        """Tell whether the beginning of the answer may be at hand, given arguments for these parameters."""
        return set(given) == ({self.largest} if self.largest else set()) and (
            self.at_hand or self.largest is not None
        )

    def narrowed(
        self,
        request: Request,
        arguments: Mapping[str, Sequence[str]],
        index: SearchIndex | None,
        engine: Engine | None = None,
    ) -> Request:
        """Return what `resolve` gave, told what it can be about (`kg.queries.narrowing`).

        The answer is the same, and comes sooner. Without the search `index` of a release it is the request as
        it was; of that release the `engine` may have the answer at hand that a ranking begins from.
        """
        if index is None:
            return request
        if self.found:
            variable, parameter = self.found
            return narrowing.found(request, variable, arguments.get(parameter, ()), index)
        if self.ranked and engine is not None:
            variable, number, parameter = self.ranked
            given = [text for text in arguments.get(parameter, ()) if text.strip()]
            if given:
                whole = self.bind({}).text
                return narrowing.ranked(request, whole, (variable, number), int(given[0]), engine)
        return request


class Catalogue(Mapping[str, CannedQuery]):
    """Canned queries by name, in alphabetical order; one given as a file is read when it is asked for."""

    def __init__(self, queries: Mapping[str, CannedQuery | Path]) -> None:
        self._queries = dict(sorted(queries.items()))

    @classmethod
    def read(cls, place: Path | None = None) -> Catalogue:
        """Return the `.rq` files of the folder `place`, or those that come with kg."""
        return cls({path.stem: path for path in (place or folder("queries")).glob("*.rq")})

    def __getitem__(self, name: str) -> CannedQuery:
        """Return the query called `name`.

        Raises:
            UsageError: there is none; the message names those that are called nearly so.
            InputError: its file lacks its summary or tags, is no query, or a parameter is wrongly written.
        """
        if name not in self._queries:
            near = difflib.get_close_matches(name, self._queries, n=3, cutoff=0.5)
            hint = f"; did you mean {' or '.join(near)}?" if near else "; `kg query` lists them"
            raise UsageError(f"there is no canned query {name!r}{hint}")
        query = self._queries[name]
        if isinstance(query, Path):
            query = self._queries[name] = read_query(query)
        return query

    def __contains__(self, name: object) -> bool:
        return name in self._queries

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)

    def by_tag(self) -> dict[str, list[CannedQuery]]:
        """Return the queries grouped by their first tag."""
        groups: dict[str, list[CannedQuery]] = {}
        for query in self.values():
            groups.setdefault(query.tags[0], []).append(query)
        return dict(sorted(groups.items()))


def read_query(path: Path) -> CannedQuery:
    """Read one canned query from the file `path`.

    Raises:
        InputError: the file lacks its summary or tags, is no query, or a parameter is wrongly written.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    header: dict[str, str] = {}
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        found = _HEADER.fullmatch(line.rstrip())
        if found is None:
            continue
        key = found[1] or key
        if key not in _HEADERS:
            raise InputError(
                str(path),
                f"unknown header {line!r}",
                line=number,
                advice=f"use {', '.join(_HEADERS)}",
            )
        header[key] = f"{header.get(key, '')} {found[2]}".strip()
    if not header.get("summary") or not header.get("tags"):
        raise InputError(str(path), "the file lacks its `#+ summary:` or `#+ tags:` line")
    tags = tuple(tag.strip() for tag in header["tags"].split(","))
    answered = _answered(path, header)
    words = header.get("description", "")
    found_by = _names(path, header, "found", _FOUND, "VARIABLE by PARAMETER")
    ranked = _names(path, header, "ranked", _RANKED, "VARIABLE by COLUMN from PARAMETER")
    query = CannedQuery(
        path.stem,
        header["summary"],
        tags,
        words,
        Template(text),
        answered is not None and answered[1] is None,
        answered[1] if answered else None,
        (found_by[0], found_by[1]) if found_by else None,
        (ranked[0], ranked[1], ranked[2]) if ranked else None,
        header.get("papers"),
    )
    try:
        query.form, query.parameters  # noqa: B018 - both are read, so that a wrong file is found now
        for narrowing_by in filter(None, (query.found, query.ranked)):
            Template.narrowed(text, narrowing_by[0], ())
    except (QueryError, ValueError) as error:
        raise InputError(str(path), str(error)) from error
    if "papers" in header and query.papers is None:
        raise InputError(str(path), f"there is no column {header['papers']!r}, which `papers` names")
    if answered:
        _check_kept(path, query)
    return query


def _names(
    path: Path, header: Mapping[str, str], name: str, form: re.Pattern[str], advice: str
) -> tuple[str, ...] | None:
    """Return the names in a line of the header; None where there is no such line."""
    if name not in header:
        return None
    found = form.fullmatch(header[name])
    if found is None:
        raise InputError(str(path), f"unknown value of `{name}`", advice=f"write `{advice}`")
    return found.groups()


def _answered(path: Path, header: Mapping[str, str]) -> re.Match[str] | None:
    """Return what a file says of when it is answered."""
    said = header.get("answered")
    found = None if said is None else _ANSWERED.fullmatch(said)
    if said is not None and found is None:
        advice = "write `when built`, or `when built, of the largest $PARAMETER`"
        raise InputError(str(path), f"unknown value {said!r} of `answered`", advice=advice)
    return found


def _check_kept(path: Path, query: CannedQuery) -> None:
    if any(p.name != query.largest and not p.optional for p in query.parameters):
        raise InputError(str(path), "what is answered when built can have no argument that must be given")
    if query.largest and query.largest not in {parameter.name for parameter in query.parameters}:
        raise InputError(str(path), f"there is no parameter {query.largest!r}, which `answered` names")


def _value(parameter: Parameter, text: str, resolver: Lookup) -> Value:
    if not parameter.is_entity:
        return parameter.literal(text)
    if parameter.kind == "iri":
        return parameter.iri(text)
    found: NamedNode = resolver.resolve(parameter.kind, text)
    return found
