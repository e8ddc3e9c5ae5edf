"""A canned query as one request asks it: its arguments, the part of the answer wanted, a time limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import Request

from kg.engine import Request as Query
from kg.engine import Solutions
from kg.errors import AmbiguousName
from kg.queries import CannedQuery
from kg.queries.window import Window
from kg.web.api import windows
from kg.web.api.hits import index_of
from kg.web.http.current import ServedRelease
from kg.web.http.parameters import query_parameters, safe_parameter, timeout_parameter
from kg.web.http.problems import RequestRefused, of_error

CONTROLS: Final = ("format", "output", "safe", "style", "timeout", *windows.CONTROLS)
"""Parameters of an address that are none of the query."""


@dataclass(frozen=True, slots=True)
class AskedQuery:
    """What is asked. `window` is None where the whole answer is wanted as it is.

    `seconds` is how long the asker waits; `safe` asks for CSV and TSV in which no cell is run as a formula.
    """

    query: CannedQuery
    arguments: Mapping[str, Sequence[str]]
    window: Window | None = None
    seconds: float | None = None
    safe: bool = False

    @classmethod
    def of(cls, request: Request, query: CannedQuery) -> AskedQuery:
        """Read the address of a request.

        Raises:
            RequestRefused: 400, a parameter of the service's own is wrong.
        """
        pairs = query_parameters(request)
        arguments: dict[str, list[str]] = {}
        for key, value in pairs:
            if key not in CONTROLS:
                arguments.setdefault(key, []).append(value)
        window = windows.window_of(request, query.variables)
        return cls(query, arguments, window, timeout_parameter(pairs), safe_parameter(pairs))

    @property
    def given(self) -> dict[str, list[str]]:
        """The arguments that are not empty, as those of forms may be."""
        filled = {name: [v for v in values if v.strip()] for name, values in self.arguments.items()}
        return {name: values for name, values in filled.items() if values}

    @property
    def key(self) -> tuple[object, ...]:
        """What the answer depends on, beside the release and its form."""
        return (
            self.query.text,
            sorted((name, *values) for name, values in self.arguments.items()),
            self.window,
        )

    def bound(self, served: ServedRelease) -> Query:
        """Return the query with its arguments in it.

        Raises:
            RequestRefused: 300, a name stands for several things; the choice there is is told.
            UsageError: an argument is wrong.
        """
        try:
            found = self.query.resolve(self.arguments, served.engine, index_of(served))
        except AmbiguousName as error:
            given = ((name, value.strip()) for name, values in self.arguments.items() for value in values)
            parameter = next((name for name, value in given if value == error.name), None)
            candidates = [
                {"iri": iri, "label": label, "parameter": parameter} for iri, label in error.candidates
            ]
            raise RequestRefused(replace(of_error(error), members={"candidates": candidates})) from error
        return replace(found, seconds=self.seconds)

    def to_run(self, served: ServedRelease) -> Query:
        """Return the query to be evaluated for the whole answer.

        Raises:
            RequestRefused, UsageError: as `bound` does.
        """
        return self.query.narrowed(self.bound(served), self.arguments, index_of(served), served.engine)

    def part(self, served: ServedRelease) -> Solutions:
        """Return the rows of the window; `cut` if there are more behind them.

        Raises:
            RequestRefused: 404, there is no such page; and as `bound` does.
            QueryError: it could not be evaluated.
        """
        window = self.window or Window()
        request = self.to_run(served)
        if window.begins(windows.LARGEST) and self.query.kept(self.given) and served.release is not None:
            # The beginning of the answer may be at hand, for this very text.
            found = window.of(served.engine.solutions(request, window.end))
        else:
            found = window.rows(served.engine, request, self.query.variables)
        if not found.rows and window.number > 1:
            raise windows.no_such_page(window)
        return found
