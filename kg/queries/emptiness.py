"""Why a canned query found nothing: which argument matches nothing, what is meant, or that there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import NamedNode

from kg.engine import Engine, Request
from kg.engine.query_text import bare
from kg.engine.template import Parameter, Value
from kg.errors import QueryLimitExceeded, UsageError
from kg.queries.catalogue import CannedQuery
from kg.queries.lookup import Lookup
from kg.release.search import SearchIndex

_HEAD: Final = re.compile(r"\bSELECT\b[^{]*+\{", re.IGNORECASE)


def reason(
    query: CannedQuery,
    arguments: Mapping[str, Sequence[str]],
    engine: Engine,
    index: SearchIndex | None = None,
) -> str:
    """Say in a sentence or two why `query` has no rows for `arguments`, which it was asked with.

    The query is asked again without what narrows it; where that passes a limit, no cause is named.

    Raises:
        AmbiguousName, UsageError: as `CannedQuery.resolve` does.
        ReleaseDamaged: the index cannot be read.
    """
    try:
        return _reason(query, arguments, engine, index)
    except QueryLimitExceeded:
        return "Nothing matches all that is asked for."


def _reason(
    query: CannedQuery, arguments: Mapping[str, Sequence[str]], engine: Engine, index: SearchIndex | None
) -> str:
    values = {name: some for name, some in query.values(arguments, engine, index).items() if some}
    known = {parameter.name: parameter for parameter in query.parameters}
    given = [known[name] for name in values]
    optional = [p for p in given if p.optional]
    narrowing = [p for p in optional if _answers(query, {**values, p.name: []}, engine, index)]
    if narrowing:
        return " ".join(
            f"Nothing matches {_said(p, arguments)}; without it there are rows." for p in narrowing
        )
    if len(optional) > 1 and _answers(query, {**values, **{p.name: [] for p in optional}}, engine, index):
        together = " and ".join(_said(p, arguments) for p in optional)
        return f"Nothing matches {together} together; without them there are rows."
    sentences: list[str] = []
    for parameter in given:
        if not parameter.optional and not parameter.is_entity:
            texts = _unmatched(query, parameter, values, engine, index) or [_said(parameter, arguments)]
            sentences += [f"Nothing matches {text}{_meant(parameter, arguments, index)}" for text in texts]
    nodes = [node for p in given if not p.optional for node in values[p.name] if isinstance(node, NamedNode)]
    if nodes:
        names = " and ".join(Lookup(engine, index).name(node) for node in nodes)
        verb = "is" if len(nodes) == 1 else "are"
        sentences.append(f"{names} {verb} in this release, but without anything of this kind.")
    if sentences:
        return " ".join(sentences)
    defaults = [f"`{p.name}`: {p.help}." for p in query.parameters if "if left out" in p.help]
    return (
        " ".join(["Nothing matches.", *defaults]) if defaults else "This release holds nothing of this kind."
    )


def _answers(
    query: CannedQuery,
    values: Mapping[str, Sequence[Value]],
    engine: Engine,
    index: SearchIndex | None,
) -> bool:
    texts = {name: [value.value for value in some] for name, some in values.items()}
    request = query.narrowed(query.bind(values), texts, index)
    if (asking := asking_for_any(request.text)) is None:
        return len(engine.solutions(request, 1)) > 0
    return engine.ask(Request(asking))


def asking_for_any(select: str) -> str | None:
    """Return the ASK of the pattern of a SELECT: it ends at the first row, where an order needs all of them.

    None where whether there are rows is not told by the pattern alone: a HAVING may leave none of them, and
    a count without groups is a row of its own.
    """
    plain = bare(select)
    head, end = _HEAD.search(plain), plain.rfind("}")
    after = plain[end:].upper()
    if head is None or "HAVING" in after or ("(" in head[0] and "GROUP" not in after):
        return None
    return f"{select[: head.start()]}ASK {{{select[head.end() : end + 1]}"


def _unmatched(
    query: CannedQuery,
    parameter: Parameter,
    values: Mapping[str, Sequence[Value]],
    engine: Engine,
    index: SearchIndex | None,
) -> list[str]:
    """Return those of several words that match nothing even by themselves, as they are said."""
    several = values[parameter.name]
    if len(several) < 2:
        return []
    alone = [
        value for value in several if not _answers(query, {**values, parameter.name: [value]}, engine, index)
    ]
    return [f"`{parameter.name}` {value.value!r}" for value in alone]


def _said(parameter: Parameter, arguments: Mapping[str, Sequence[str]]) -> str:
    texts = [text.strip() for text in arguments[parameter.name] if text.strip()]
    return f"`{parameter.name}` {' and '.join(map(repr, texts))}"


def _meant(parameter: Parameter, arguments: Mapping[str, Sequence[str]], index: SearchIndex | None) -> str:
    """End a sentence of a word: ask whether another was meant, where the search knows one."""
    text = " ".join(arguments[parameter.name]).strip()
    if index is None or parameter.kind != "string" or any(character.isdigit() for character in text):
        return "."
    try:
        meant = index.meant(text)
    except (UsageError, QueryLimitExceeded):  # longer than a search may be
        return "."
    return f"; did you mean {meant!r}?" if meant else "."
