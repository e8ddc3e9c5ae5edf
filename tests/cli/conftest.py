"""A release of the invented graph, and a way to run `kg`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.errors import KgError
from kg.release import DataDirectory
from kg.release.draft import begin
from kg.release.manifest import Counts, Manifest
from kg.resources import folder
from kg.store import Store
from kg.vocab import RDF, VOID

GRAPH = Path(__file__).parent.parent / "queries" / "graph.trig"
Run = Callable[..., Result]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with one release, which holds the invented graph."""
    path = tmp_path_factory.mktemp("kg") / "data"
    quads = list(pyoxigraph.parse(path=GRAPH, format=pyoxigraph.RdfFormat.TRIG))
    for name in ("codes.ttl", "arxiv-taxonomy.ttl"):
        quads += pyoxigraph.parse(path=folder("ontology") / name, format=pyoxigraph.RdfFormat.TURTLE)
    it, graph = (pyoxigraph.NamedNode(f"https://library.test/{name}") for name in ("dataset", "graph/meta"))
    quads.append(
        pyoxigraph.Quad(it, pyoxigraph.NamedNode(RDF["type"]), pyoxigraph.NamedNode(VOID["Dataset"]), graph)
    )
    with begin(DataDirectory(path)) as draft:
        part = draft.work_path / "all.nq"
        part.write_text("".join(f"{quad} .\n" for quad in quads), "utf-8")
        Store.load(draft.store_path, [part])
        shutil.copy(part, draft.dumps_path / "kg.nq")
        draft.report_path.write_text("{}", "utf-8")
        draft.commit(
            Manifest(
                base="https://library.test/",
                counts=Counts(triples=1, quads=1, entities=1),
                content_sha256="0" * 64,
            )
        )
    return path


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `kg` with arguments; its result has exit code and both outputs.

    Errors that `kg.cli.main` turns into a line and the exit code 2 stay in `result.exception`.
    """
    monkeypatch.setenv("KG_DATA", str(data))

    def invoke(*arguments: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(kg, arguments, input=stdin)
        if result.exception is not None and not isinstance(result.exception, KgError | SystemExit):
            raise result.exception
        return result

    return invoke
