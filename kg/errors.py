"""The one tree of errors that `kg` raises.

    KgError                     everything a caller may want to catch; carries data, not only text
    ├─ InputError               an input as a whole cannot be used: file, line, what to do
    │  ├─ UnreadableInput       it cannot be opened, decompressed or decoded at all
    │  └─ UnknownFormat         no reader recognises its layout
    ├─ UsageError               an argument is wrong: an unknown query, a value of the wrong type
    │  ├─ AmbiguousName         a name stands for several things; carries the candidates
    │  └─ ConfigurationError    kg.toml cannot be read, or states what is not known or not possible
    ├─ QueryError               a query is wrong or was stopped
    │  ├─ QuerySyntaxError      it does not parse: message, line, column
    │  ├─ QueryForbidden        it asks for what this endpoint does not do (SERVICE, updates)
    │  └─ QueryLimitExceeded    it passed a limit: which one, and its value
    ├─ ReleaseError             a data directory or release cannot be used
    │  ├─ NoRelease             nothing has been built there yet
    │  ├─ BuildInProgress       another build holds the data directory
    │  ├─ ShapesViolated        what was built breaks the shapes of the graph; carries what, and where
    │  ├─ ReleaseDamaged        a file is missing or its checksum differs
    │  └─ PullError             a publisher's release cannot be had, or is not what its manifest says
    ├─ RunnerError              the machines that do the work could not be had, or gave up
    └─ DecisionError            two curation decisions contradict each other

A bad entry inside a readable input is a value (`kg.records.Rejection`), not an error; a bug is a
plain Python exception and ends the program. Exit codes and HTTP statuses are set at the edges
(`kg.cli`, `kg.web`) and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Self

_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CHARACTERS: Final = re.compile(r"\[(?:'(?:\\.[^']{0,10}|[^'\\])'|[^\[\]'])*+\]")


class KgError(Exception):
    """Base of all errors raised on purpose. `str(error)` is one line that a user can act on."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it go from one process to another, whatever its constructor takes."""
        return _same, (type(self), self.args, self.__dict__)


def _same(kind: type[KgError], args: tuple[Any, ...], state: dict[str, Any]) -> KgError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class InputError(KgError):
    """An input cannot be used as a whole.

    `file` is the name as the user gave it, `line` the 1-based line where known, `advice` what to do.
    """

    def __init__(self, file: str, reason: str, *, line: int | None = None, advice: str | None = None) -> None:
        self.file, self.reason, self.line, self.advice = file, reason, line, advice
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"{place}: {reason}" + (f" ({advice})" if advice else ""))


class UnreadableInput(InputError):
    """The input cannot be opened, decompressed or decoded at all."""


class UnknownFormat(InputError):
    """No reader recognises the layout of the input."""


class UsageError(KgError):
    """An argument names something that does not exist or has the wrong type."""


class AmbiguousName(UsageError):
    """A name stands for several things. `candidates` are (IRI, label) pairs, in a total order."""

    def __init__(self, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.name, self.candidates = name, tuple(candidates)
        super().__init__(f"{name!r} stands for {len(self.candidates)} things; give one of their IRIs")


class ConfigurationError(UsageError):
    """The file `kg.toml` cannot be read, or states what is not known or not possible."""


class QueryError(KgError):
    """A query is wrong or was stopped."""


class QuerySyntaxError(QueryError):
    """The query does not parse. `line` and `column` are 1-based where the parser tells them."""

    def __init__(self, reason: str, *, line: int | None = None, column: int | None = None) -> None:
        self.reason, self.line, self.column = reason, line, column
        super().__init__(reason if line is None else f"line {line}, column {column}: {reason}")

    @classmethod
    def told(cls, message: str) -> Self:
        """Make an error of pyoxigraph's message, such as `error at 1:7: expected one of WHERE, ['{']`."""
        found = _POSITION.fullmatch(message)
        if found is None:
            return cls(message)
        expected = _CHARACTERS.sub("", found[3]).removeprefix("expected ").removeprefix("one of ")
        choices = [choice for choice in expected.split(", ") if choice.strip()]
        said = [one for one in choices if " " in one and not one.isupper()]  # a sentence, not a keyword
        reason = said[0] if said else f"expected {' or '.join(choices)}" if choices else "unexpected text"
        return cls(reason, line=int(found[1]), column=int(found[2]))


class QueryForbidden(QueryError):
    """The query asks for something that is not done here, such as SERVICE or an update."""


class QueryLimitExceeded(QueryError):
    """The query passed the limit called `limit` (for instance `seconds`), whose value is `value`."""

    def __init__(self, limit: str, value: float, reason: str) -> None:
        self.limit, self.value = limit, value
        super().__init__(reason)


class ReleaseError(KgError):
    """A data directory or a release in it cannot be used."""


class NoRelease(ReleaseError):
    """The data directory holds no release yet."""


class BuildInProgress(ReleaseError):
    """Another build holds the data directory."""


class ShapesViolated(ReleaseError):
    """The graph that was built breaks its shapes, and was not released.

    `count` is the number of violations, `findings` what is broken and by which nodes, a line each, the first
    of many.
    """

    def __init__(self, count: int, findings: Sequence[str]) -> None:
        self.count, self.findings = count, tuple(findings)
        said = "\n".join(f"  {one}" for one in self.findings)
        super().__init__(
            f"the graph breaks its shapes ({count:,} violation{'' if count == 1 else 's'}); nothing was"
            " released, the current release is as it was (--allow-violations releases it all the same):\n"
            + said
        )


class ReleaseDamaged(ReleaseError):
    """A file of a release is missing, or is not what the manifest says."""


class PullError(ReleaseError):
    """A publisher's release cannot be had, or is not what its manifest says. `address` is what was asked."""

    def __init__(self, address: str, reason: str) -> None:
        self.address, self.reason = address, reason
        super().__init__(
            f"{address}: {reason}; the current release is as it was (run `kg pull` again later, or tell the"
            " publisher)"
        )


class RunnerError(KgError):
    """The machines that do the work could not be had, lack something, or gave up."""


class DecisionError(KgError):
    """Two curation decisions contradict each other."""
