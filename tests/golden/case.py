"""One golden case: its sources through the steps of a build, and what is expected of them."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from pyoxigraph import QueryTriples, RdfFormat, Store

from kg.queries.views import view
from kg.readers import read
from kg.readers.sources import documents
from kg.records import Item
from kg.release import DataDirectory
from kg.release.build import build
from kg.release.mapping import Options, map_sources
from kg.release.pipeline.publish import vocabulary_triples
from kg.release.pipeline.shards import FILE_DATE
from kg.release.report import BuildReport
from kg.version import __version__

CASES: Final = Path(__file__).resolve().parent.parent / "mapping" / "cases"
BASE: Final = "https://kg.example.org/"
FILES: Final = ("resolved.nt", "source.nq", "curation.nq")
"""The default graph, what the sources state, and what was mended and decided."""
LONG: Final = "spar.nt"
"""The default graph as `kg dump --view spar` writes it."""

_CURATION: Final = f" <{BASE}graph/curation> .\n"
_SOURCE: Final = f" <{BASE}graph/source/"
_VERSION: Final = f'"{__version__}"'


@dataclass(frozen=True, slots=True)
class Case:
    """A folder of `tests/mapping/cases`."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    def stated(self) -> dict[str, Any]:
        """Return what `case.toml` says."""
        return tomllib.loads((self.folder / "case.toml").read_text("utf-8"))

    def items(self) -> Iterator[Item]:
        """Yield what is read of the sources, those of the release before included."""
        for document in documents([str(path) for path in self._sources()]):
            yield from read(document)

    def _sources(self) -> list[Path]:
        return [path for name in ("before", "records") if (path := self.folder / name).is_dir()]

    def made(self, **options: Any) -> dict[str, str]:
        """Return the text of each of `FILES`, and of the long form, as it is made now.

        `options` win over what the case states; a `runner` may be one of them.

        Raises:
            ValueError: a statement stands twice, or in a graph of no known kind.
        """
        with TemporaryDirectory(prefix="kg-golden-") as work:
            return self._split(self._mapped(Path(work), options))

    def _mapped(self, work: Path, changed: dict[str, Any]) -> list[str]:
        stated, decisions = self.stated() | changed, self.folder / "decisions.jsonl"
        options = Options(
            base=BASE,
            **{name: stated[name] for name in ("claims", "people") if name in stated},
            processes=1,
            runner=changed.get("runner"),
            decisions=(decisions,) if decisions.exists() else (),
            observed=FILE_DATE if "files" in stated else None,
        )
        previous = None
        if (self.folder / "before").is_dir():
            directory = DataDirectory(work / "data")
            previous, _ = build(
                list(documents([str(self.folder / "before")])), directory, Options(BASE, processes=1)
            )
        records = self.folder / "records"
        if "files" in stated:  # their date, which no version control keeps
            records = Path(shutil.copytree(records, work / "records"))
            for path in records.iterdir():
                at = stated["files"].timestamp()
                os.utime(path, (at, at))
        sources = list(documents([str(records)]))
        (work / "map").mkdir()
        graph, _ = map_sources(sources, work / "map", options, BuildReport(), previous=previous)
        return [
            line
            for path in (*graph.default, *graph.named)
            for line in path.read_text("utf-8").splitlines(keepends=True)
        ]

    def _split(self, lines: list[str]) -> dict[str, str]:
        found: dict[str, list[str]] = {name: [] for name in FILES}
        for line in lines:
            if line in _vocabularies():
                continue
            if line.endswith(_CURATION):
                # a new version of kg alone changes no case
                found["curation.nq"].append(line.replace(_VERSION, '"VERSION"'))
            elif _SOURCE in line:
                found["source.nq"].append(line)
            else:
                found["resolved.nt"].append(line)
        found[LONG] = found["resolved.nt"] + added_by_view("".join(found["resolved.nt"]), "spar")
        for name, statements in found.items():
            if twice := {line for line in statements if statements.count(line) > 1}:
                raise ValueError(f"{self.name}/{name}: stated twice: {min(twice)}")
        return {name: "".join(sorted(statements)) for name, statements in found.items()}

    def expected(self) -> dict[str, str]:
        """Return the text of `FILES` and `LONG` as they stand in the folder; one that is absent is empty."""
        paths = {name: self.folder / name for name in (*FILES, LONG)}
        return {name: path.read_text("utf-8") if path.exists() else "" for name, path in paths.items()}

    def difference(self, **options: Any) -> str:
        """Return how what is made differs from what is expected, as a unified diff; empty if it does not."""
        expected, made = self.expected(), self.made(**options)
        return "".join(
            line
            for name in (*FILES, LONG)
            for line in unified_diff(
                expected[name].splitlines(keepends=True),
                made[name].splitlines(keepends=True),
                f"{self.name}/{name} (expected)",
                f"{self.name}/{name} (made)",
                n=0,
            )
        )

    def write(self) -> None:
        """Take what is made for what is expected."""
        for name, text in self.made().items():
            (self.folder / name).write_text(text, encoding="utf-8")


def added_by_view(resolved: str, name: str) -> list[str]:
    """Return the statements that a view makes of a graph, a line each."""
    store = Store()
    store.load(resolved.encode(), RdfFormat.N_TRIPLES)
    made = store.query(view(name).text)
    assert isinstance(made, QueryTriples)
    return [f"{triple} .\n" for triple in made]


@cache
def _vocabularies() -> frozenset[str]:
    """Return the codes and the taxonomy: they are the same in every graph."""
    return frozenset(vocabulary_triples())


def cases() -> list[Case]:
    """Return every case, by name."""
    return [Case(path.parent) for path in sorted(CASES.glob("*/case.toml"))]
