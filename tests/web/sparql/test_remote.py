"""The same front before other servers: Oxigraph's own, and Virtuoso."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph
import pytest

from kg.engine import LocalEngine, Request
from kg.engine.cut import Cut
from kg.engine.pool import Limits
from kg.engine.remote import RemoteEngine
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.workers import Workers
from kg.web.sparql.remote_release import RemoteReleases
from tests.patience import PATIENCE

BASE = "https://data.example.org/kg/"
DESCRIPTION = (
    f"<{BASE}dataset> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> "
    f"<{BASE}graph/meta> .\n"
    f'<{BASE}dataset> <http://rdfs.org/ns/void#uriSpace> "{BASE}" <{BASE}graph/meta> .\n'
)
MOST_ROWS = 50
GRAPH = "urn:example:kg"
NAMES = "SELECT ?s ?name { ?s <https://schema.org/name> ?name } ORDER BY ?name ?s"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def started(command: list[str], url: str, folder: Path) -> Iterator[None]:
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as run,
    ):
        try:
            until = time.monotonic() + PATIENCE
            while True:
                try:
                    with urllib.request.urlopen(url, timeout=5):
                        break
                except (urllib.error.URLError, OSError):
                    assert run.poll() is None, (folder / "log").read_text()
                    assert time.monotonic() < until
                    time.sleep(0.1)
            yield
        finally:
            run.kill()


@pytest.fixture(scope="module")
def quads(nquads: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("remote")
    path = folder / "kg.nq"
    path.write_text(nquads + DESCRIPTION)
    return path


@contextlib.contextmanager
def oxigraph(quads: Path) -> Iterator[RemoteEngine]:
    command = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
    if command is None:
        pytest.skip("needs the command oxigraph (package oxigraph on PyPI)")
    folder, port = quads.parent / "oxigraph", free_port()
    folder.mkdir()
    load = [command, "load", "--location", str(folder / "store"), "--file", str(quads)]
    subprocess.run(load, check=True, capture_output=True)
    serve = [command, "serve-read-only", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
    url = f"http://127.0.0.1:{port}/query"
    with started(serve, f"{url}?query=ASK%7B%7D", folder):
        yield RemoteEngine(url, seconds=20)


@contextlib.contextmanager
def virtuoso(quads: Path) -> Iterator[RemoteEngine]:
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        pytest.skip("needs Virtuoso (Debian: virtuoso-opensource-7-bin)")
    folder, port, http = quads.parent / "virtuoso", free_port(), free_port()
    folder.mkdir()
    (folder / "virtuoso.ini").write_text(
        f"[Database]\nDatabaseFile=v.db\nTransactionFile=v.trx\nErrorLogFile=v.log\nLockFile=v.lck\n"
        f"xa_persistent_file=v.pxa\n[TempDatabase]\nDatabaseFile=t.db\nTransactionFile=t.trx\n"
        f"[Parameters]\nServerPort={port}\nDirsAllowed={quads.parent}\nNumberOfBuffers=10000\n"
        f"[HTTPServer]\nServerPort={http}\n[SPARQL]\nResultSetMaxRows={MOST_ROWS}\n"
    )
    url = f"http://127.0.0.1:{http}/sparql"
    with started(["virtuoso-t", "-f", "-c", "virtuoso.ini"], f"{url}?query=ASK%7B%7D", folder):
        load = f"ld_dir('{quads.parent}', 'kg.nq', '{GRAPH}'); rdf_loader_run(); checkpoint;"
        command = ["isql-vt", str(port), "dba", "dba", f"EXEC={load}"]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
        yield RemoteEngine(url, seconds=20, default_graph=GRAPH)


SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}


@pytest.fixture(scope="module", params=list(SERVERS))
def engine(request: pytest.FixtureRequest, quads: Path) -> Iterator[RemoteEngine]:
    with SERVERS[request.param](quads) as found:
        yield found


@pytest.fixture(scope="module")
def front(engine: RemoteEngine, serving) -> Iterator[httpx.Client]:  # type: ignore[no-untyped-def]
    limits = Limits(query_bytes=4000)
    app = create_app(RemoteReleases(engine), workers=Workers(limits=limits), cache_bytes=0)
    with serving(app) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        yield client


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_rows_are_those_of_a_store_of_ours(name: str, front: httpx.Client, store: Store) -> None:
    answer = front.get("/sparql", params={"query": NAMES, "format": name})
    assert answer.status_code == 200, answer.text
    assert answer.headers["kg-release"].startswith("asked-")
    ours = sorted(str(row["name"]) for row in LocalEngine(store).solutions(Request(NAMES)))
    found = RemoteEngine(f"{front.base_url}/sparql").solutions(Request(NAMES))
    assert sorted(str(row["name"]) for row in found) == ours
    assert "River Team" in answer.text


@pytest.mark.parametrize("path", ["/", "/browse", "/queries", "/sparql"])
def test_pages(path: str, front: httpx.Client) -> None:
    answer = front.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/html")


def test_truth_values(front: httpx.Client) -> None:
    for query, truth in (("ASK { ?s ?p ?o }", True), ("ASK { <a:no> <a:no> ?o }", False)):
        assert front.get("/sparql", params={"query": query}).json()["boolean"] is truth
        assert (
            front.get("/sparql", params={"query": query, "format": "xml"}).text.count(str(truth).lower()) == 1
        )


@pytest.mark.parametrize(
    "form",
    [
        pyoxigraph.RdfFormat.TURTLE,
        pyoxigraph.RdfFormat.N_TRIPLES,
        pyoxigraph.RdfFormat.RDF_XML,
        pyoxigraph.RdfFormat.TRIG,
        pyoxigraph.RdfFormat.N_QUADS,
    ],
)
def test_graphs(form: pyoxigraph.RdfFormat, front: httpx.Client) -> None:
    query = "CONSTRUCT { ?s <https://schema.org/name> ?o } WHERE { ?s <https://schema.org/name> ?o } LIMIT 5"
    answer = front.get("/sparql", params={"query": query}, headers={"accept": form.media_type})
    assert answer.status_code == 200, answer.text
    assert len(list(pyoxigraph.parse(answer.content, form))) == 5


def test_errors_are_told_as_ours_are(front: httpx.Client) -> None:
    wrong = front.get("/sparql", params={"query": "SELECT * {\n ?s ?p }"})
    assert (wrong.status_code, wrong.json()["line"]) == (400, 2)
    long = front.get("/sparql", params={"query": "ASK {} #" + "x" * 5000})
    assert (long.status_code, long.json()["limit"]) == (413, "query bytes")
    assert front.get("/sparql", params={"query": "ASK { SERVICE <http://x/> {} }"}).status_code == 403
    assert front.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403


def test_canned_queries_pages_and_things(front: httpx.Client) -> None:
    years = front.get("/queries/papers-per-year.csv")
    assert years.status_code == 200, years.text
    assert front.get("/health").json()["base"] == BASE
    found = front.get("/paper/aaaaaaaaaaaaaaa2.nt")
    assert found.status_code == 200, found.text
    assert list(pyoxigraph.parse(found.content, pyoxigraph.RdfFormat.N_TRIPLES))


@pytest.mark.parametrize("engine", ["virtuoso"], indirect=True)
def test_an_answer_that_the_server_cut_is_marked(engine: RemoteEngine, front: httpx.Client) -> None:
    many = "SELECT ?s { ?s ?p ?o . ?x ?y ?z } LIMIT 100"

    def ask(name: str) -> httpx.Response:
        answer = front.get("/sparql", params={"query": many, "format": name})
        assert answer.headers["kg-cut"] == f"rows={MOST_ROWS}"
        return answer

    (link,) = ask("json").json()["head"]["link"]
    assert link.endswith(f"#rows={MOST_ROWS}")
    assert f"rows={MOST_ROWS} -->" in ask("xml").text
    assert ask("csv").text.count("\n") == MOST_ROWS + 1
    assert "kg-cut" not in front.get("/sparql", params={"query": many.replace("100", "10")}).headers
    again = RemoteEngine(f"{front.base_url}/sparql")  # as `kg sparql --endpoint` asks us
    assert again.stream(Request(many), "csv").cut == Cut("rows", MOST_ROWS)
    assert again.solutions(Request(many)).cut


def test_nobody_there(serving) -> None:  # type: ignore[no-untyped-def]
    app = create_app(RemoteReleases(RemoteEngine(f"http://127.0.0.1:{free_port()}/")))
    with serving(app) as address:
        answer = httpx.get(f"{address}/sparql", params={"query": "ASK {}"})
    assert (answer.status_code, answer.json()["title"]) == (503, "Nothing is published yet")
    assert "retry-after" in answer.headers
