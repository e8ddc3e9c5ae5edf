"""`kg validate`: exit codes, engines and forms of the report, over a release with a real description."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import DefaultGraph, RdfFormat

from kg import resources
from kg.cli import kg, main
from kg.configuration import Contact, DataSet, Party
from kg.release import DataDirectory
from kg.release.description import describe
from kg.release.draft import begin
from kg.release.dumps import write_dumps
from kg.release.manifest import Manifest
from kg.release.pipeline.publish import GraphFiles
from kg.store import Store

GRAPH = Path(__file__).parent.parent / "release" / "validation" / "graph.trig"
BASE = "https://data.example.org/kg/"


STATED = DataSet(
    licence="CC-BY-4.0",
    keywords=("dunes",),
    access="public",
    creator=Party(name="A Library", kind="organization"),
    publisher=Party(name="A Library", kind="organization"),
    contact=Contact(name="Desk", email="desk@example.org"),
)


def _release(directory: Path, text: str) -> Path:
    store = pyoxigraph.Store()
    store.load(text.encode(), RdfFormat.TRIG)
    for name in ("codes.ttl", "arxiv-taxonomy.ttl"):
        store.load(path=str(resources.folder("ontology") / name), format=RdfFormat.TURTLE)
    with begin(DataDirectory(directory)) as draft:
        default, named = draft.work_path / "default.nt", draft.work_path / "named.nq"
        lines = {quad: quad.graph_name == DefaultGraph() for quad in store}
        default.write_text("".join(sorted(f"{quad} .\n" for quad, resolved in lines.items() if resolved)))
        named.write_text("".join(sorted(f"{quad} .\n" for quad, resolved in lines.items() if not resolved)))
        counts, meta = describe(draft, GraphFiles([default], [named]), BASE, [], dataset=STATED)
        Store.load(draft.store_path, [default, named, meta])
        write_dumps(GraphFiles([default], [named, meta]), draft.dumps_path, BASE)
        draft.report_path.write_text("{}")
        draft.commit(Manifest(base=BASE, counts=counts, content_sha256="0" * 64))
    return directory


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _release(tmp_path_factory.mktemp("sound"), GRAPH.read_text(encoding="utf-8"))


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(kg, ["validate", *map(str, arguments)])


@pytest.mark.parametrize("engine", [[], ["--all"], ["--sample", "2"]], ids=["default", "all", "sample"])
def test_sound_release_conforms_description_and_all(sound: Path, engine: list[str]) -> None:
    result = _run("--data", sound, *engine)
    assert result.exit_code == 0, result.output
    assert "conforms: 0 violations, 0 warnings" in result.output
    checked = {line[:28].strip(): int(line.split()[-3]) for line in result.output.splitlines()[1:27]}
    assert checked["description of the data set"] == 1
    assert checked["distribution of the data set"] >= 2
    assert min(checked.values()) >= 1


def test_violations_exit_with_1(tmp_path: Path) -> None:
    text = GRAPH.read_text(encoding="utf-8")
    text = text.replace('fabio:hasPublicationYear "2020"', 'fabio:hasPublicationYear "2021"')
    data = _release(tmp_path / "data", text)
    result = _run("--data", data, "--to", "json")
    assert result.exit_code == 1
    report = json.loads(result.output)
    assert (report["conforms"], report["violations"]) == (False, 1)
    (finding,) = [finding for shape in report["shapes"] for finding in shape["findings"]]
    assert finding["message"] == "the year agrees with schema:datePublished"
    assert finding["examples"][0]["focus"] == f"{BASE}paper/aaaaaaaaaaaaaaaa"
    assert "2021" in _run("--data", data).output
    assert "sh:conforms false" in _run("--data", data, "--to", "turtle").output


def test_no_release_exits_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["kg", "validate", "--data", str(tmp_path / "nothing")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "no release" in capsys.readouterr().err


def test_both_engines_at_once_is_a_wrong_argument(sound: Path) -> None:
    assert _run("--data", sound, "--all", "--sample", "3").exit_code == 2
