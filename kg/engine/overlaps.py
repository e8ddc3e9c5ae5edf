"""Which named graphs of a store have statements in common: written by the build, read where queries run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from kg.errors import ReleaseDamaged

NAME: Final = "overlaps.json"
_JSON: Final = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


@dataclass(frozen=True, slots=True)
class Overlaps:
    """The sets of named graphs, by their IRIs, that have a statement in common; no others have one.

    Where it is not known, `sets` is None, and any two graphs may have one.
    """

    sets: Sequence[frozenset[str]] | None = None

    def among(self, graphs: Iterable[str]) -> bool:
        """Tell whether two of `graphs` may have a statement in common."""
        wanted = frozenset(graphs)
        if self.sets is None:
            return len(wanted) > 1
        return any(len(wanted & one) > 1 for one in self.sets)

    def write(self, path: Path) -> None:
        """Write the sets as JSON, in an order of their own."""
        found = None if self.sets is None else sorted(sorted(one) for one in self.sets)
        path.write_bytes(orjson.dumps({"graphs with statements in common": found}, option=_JSON))

    @classmethod
    def read(cls, path: Path) -> Overlaps:
        """Read what `write` has written; of a release that lacks the file nothing is known.

        Raises:
            ReleaseDamaged: it is not what `write` writes.
        """
        try:
            found = orjson.loads(path.read_bytes())["graphs with statements in common"]
            return cls(None if found is None else [frozenset(map(str, one)) for one in found])
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ReleaseDamaged(f"{path}: it does not say which graphs have statements in common") from error
