"""A new canned query is one file: command line, Web, OpenAPI and the described queries have it then."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.cli.query import command
from kg.engine import LocalEngine
from kg.queries import catalogue
from kg.resources import folder
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease

GRAPH = Path(__file__).parent / "web" / "data" / "graph.trig"
QUERY = """#+ summary: Papers whose titles have so many letters, or more
#+ tags: papers
PREFIX schema: <https://schema.org/>
SELECT ?paper ?title WHERE {
  VALUES $letters { 30 }  # the least number of letters
  ?paper schema:name ?title .
  FILTER(STRLEN(?title) >= $letters)
}
ORDER BY ?title ?paper
"""


@pytest.fixture
def with_one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "queries"
    shutil.copytree(folder("queries"), place)
    (place / "papers-long-title.rq").write_text(QUERY, "utf-8")
    monkeypatch.setattr(catalogue, "folder", lambda _: place)
    # what the command has read before, and what it reads here, stays with its own test
    monkeypatch.setitem(vars(command), "catalogue", catalogue.Catalogue.read())


@pytest.mark.usefixtures("with_one_more")
def test_it_is_a_command_with_its_parameter() -> None:
    listed = CliRunner().invoke(kg, ["query"]).output
    assert "papers-long-title" in listed
    shown = CliRunner().invoke(kg, ["query", "papers-long-title", "--help"]).output
    assert "--letters INTEGER" in shown
    assert "The least number of letters" in shown


@pytest.mark.usefixtures("with_one_more")
def test_the_service_answers_describes_and_lists_it() -> None:
    store = pyoxigraph.Store()
    store.load(path=str(GRAPH), format=pyoxigraph.RdfFormat.TRIG)
    engine = LocalEngine(Store(store, GRAPH.parent))
    app = create_app(FixedRelease(ServedRelease("x", "https://data.example.org/kg/", engine)))

    async def answers() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
            paths = ("/queries/papers-long-title.csv?letters=20", "/openapi.json", "/queries", "/queries.ttl")
            return [await client.get(path) for path in paths]

    rows, openapi, listed, described = asyncio.run(answers())
    assert rows.text.splitlines()[0] == "paper,title"
    assert all(len(line.partition(",")[2].strip('"')) >= 20 for line in rows.text.splitlines()[1:])
    assert len(rows.text.splitlines()) > 1
    [letters] = [
        one
        for one in openapi.json()["paths"]["/queries/papers-long-title"]["get"]["parameters"]
        if one.get("name") == "letters"
    ]
    assert letters["required"]
    assert "papers-long-title" in listed.text
    assert "papers-long-title" in described.text
