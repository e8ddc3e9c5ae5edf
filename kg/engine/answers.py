"""Answers at hand: of queries that read a whole release and tell a little, asked when it was built.

A release never changes, so neither do they. A query is known by its text, which says all there is to it;
one that differs in anything but blanks at its ends is evaluated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import orjson
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from kg.errors import ReleaseDamaged

NAME: Final = "answers.json"
_JSON: Final = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of SELECT queries by their text, in the JSON format of SPARQL 1.1 Query Results."""

    by_text: Mapping[str, bytes] = field(default_factory=dict)

    def of(self, text: str) -> QuerySolutions | None:
        """Return the answer of the query `text`; None where it is not at hand."""
        found = self.by_text.get(_key(text)) if self.by_text else None
        if found is None:
            return None
        rows = parse_query_results(found, format=QueryResultsFormat.JSON)
        assert isinstance(rows, QuerySolutions)
        return rows

    def write(self, path: Path) -> None:
        """Write queries and answers as JSON, in the order of the texts."""
        kept = [
            {"query": text, "answer": orjson.loads(answer)} for text, answer in sorted(self.by_text.items())
        ]
        path.write_bytes(orjson.dumps(kept, option=_JSON))

    @classmethod
    def made(cls, answers: Mapping[str, bytes]) -> Answers:
        """Return those of `answers`, by the texts of their queries."""
        return cls({_key(text): answer for text, answer in answers.items()})

    @classmethod
    def read(cls, path: Path) -> Answers:
        """Read what `write` has written; a release that lacks the file has none at hand.

        Raises:
            ReleaseDamaged: it is not what `write` writes.
        """
        try:
            kept = orjson.loads(path.read_bytes())
            return cls.made({one["query"]: orjson.dumps(one["answer"]) for one in kept})
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ReleaseDamaged(f"{path}: it does not hold the answers of queries") from error


def _key(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
