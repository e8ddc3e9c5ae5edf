"""Questions: files of SPARQL by name, and how one of them is put together from pieces of others.

    #+ begin papers … #+ end papers    a part that the part of that name of another file takes the place of,
                                       or that is left out
    $thing                             becomes the argument itself; in `IN ($topic)` there may be several
    LIMIT 50 OFFSET 0                  an example of the numbers, which are others for each page

Each runs as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.engine.template import Template

Argument = str | Literal | Iterable[str]

_LIMIT: Final = re.compile(r"\bLIMIT \d+")
_OFFSET: Final = re.compile(r"\bOFFSET \d+")


class Questions:
    """The questions in some folders."""

    def __init__(self, *folders: Path) -> None:
        self._paths = {path.stem: path for folder in folders for path in sorted(folder.glob("*.rq"))}
        self.question = lru_cache(maxsize=None)(self._read)
        self._composed = lru_cache(maxsize=None)(self._compose)

    @property
    def paths(self) -> dict[str, Path]:
        """The files, by name, in order."""
        return dict(sorted(self._paths.items()))

    def has_part(self, name: str, part: str) -> bool:
        """Tell whether the file `name` has a part of that name."""
        return self.question(name).part(part) is not None

    def text(
        self,
        name: str,
        terms: Mapping[str, Argument] | None = None,
        part: tuple[str, str] | None = None,
        *,
        without: Collection[str] = (),
        most: int | None = None,
        skip: int = 0,
    ) -> str:
        """Return the text of the question `name` with its arguments in it.

        Args:
            name: its file.
            terms: by parameter a literal, an IRI, or several IRIs.
            part: a part that is told otherwise: its name, and the file that has it.
            without: parts that are left out.
            most: how many solutions there may be, where the file has a LIMIT; None: as many as it says.
            skip: how many come before them, where it has an OFFSET.
        """
        arguments: dict[str, list[NamedNode | Literal]] = {}
        for parameter, term in (terms or {}).items():
            several = [term] if isinstance(term, str | Literal) else list(term)
            arguments[parameter] = [NamedNode(one) if isinstance(one, str) else one for one in several]
        text = self._composed(name, part, frozenset(without)).inlined(arguments)
        if most is not None:
            text = _LIMIT.sub(f"LIMIT {most}", text)
        return _OFFSET.sub(f"OFFSET {skip}", text)

    def _compose(self, name: str, part: tuple[str, str] | None, without: Collection[str]) -> Template:
        template = self.question(name)
        if part is not None:
            told, source = part
            other = self.question(source).part(told)
            assert other is not None, f"there is no part {told} in {source}"
            template = template.with_part(told, other)
        for left_out in without:
            template = template.with_part(left_out, "")
        return template

    def _read(self, name: str) -> Template:
        return Template.read(self._paths[name])
