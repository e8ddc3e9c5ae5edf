"""A new output format is one file: command line, Web and OpenAPI have it then."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from kg.formats import OutputFormat, formats
from kg.writers.rdf import Statements
from kg.writers.references import Bibliography
from kg.writers.results import Table
from tests.test_iris import ROOT, texts

WRITER = """
from kg.formats import register
from kg.writers.references import Bibliography
from kg.writers.results import Table

@register("refer", "refer", label="Refer", media_type="text/x-refer", suffix="refer", content=Bibliography)
def write_references(bibliography, output):
    output.writelines(f"%T {reference.title}\\n".encode() for reference in bibliography)

@register("pipes", "rows with bars", label="Pipes", media_type="text/x-pipes", suffix="pipes", content=Table)
def write_rows(table, output):
    output.writelines("|".join(str(term) for term in row).encode() + b"\\n" for row in table.rows)
"""
PROGRAM = """
import sys
import kg.writers
kg.writers.__path__.append(sys.argv[1])
import asyncio, httpx, orjson, pyoxigraph
from click.testing import CliRunner
from kg.cli import kg
from kg.engine import LocalEngine
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease
from pathlib import Path

store = pyoxigraph.Store()
store.load(path=sys.argv[2], format=pyoxigraph.RdfFormat.TRIG)
engine = LocalEngine(Store(store, Path(sys.argv[2]).parent))
served = ServedRelease("20260101T000000Z-0a1b2c3d", "https://data.example.org/kg/", engine)

async def asked():
    app = create_app(FixedRelease(served))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
        async def get(path, **headers):
            answer = await client.get(path, headers=headers)
            return [answer.status_code, answer.headers.get("content-type"), answer.text]
        listed = (await client.get("/queries/papers-newest.csl.json")).json()
        paper = listed[0]["id"].removeprefix("https://data.example.org/kg")
        openapi = (await client.get("/openapi.json")).json()
        found = openapi["paths"]["/queries/papers-newest"]["get"]["responses"]["200"]["content"]
        return {
            "suffix": await get("/queries/papers-newest.refer"),
            "accept": await get("/queries/papers-newest", accept="text/x-refer"),
            "paper": await get(f"{paper}.refer"),
            "rows": await get("/queries/papers-newest.pipes"),
            "openapi": list(found),
            "page": (await get(paper, accept="text/html"))[2].count(f"{paper}.refer"),
        }

help = CliRunner().invoke(kg, ["query", "papers-newest", "--help"]).output
print(orjson.dumps({**asyncio.run(asked()), "help": help}).decode())
"""


def test_a_new_writer_is_seen_everywhere(tmp_path: Path) -> None:
    (tmp_path / "scratch.py").write_text(WRITER, "utf-8")
    graph = Path(__file__).parent / "web" / "data" / "graph.trig"
    made = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), str(graph)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    found = orjson.loads(made.stdout)
    for way in ("suffix", "accept", "paper"):
        status, content_type, text = found[way]
        assert (status, content_type) == (200, "text/x-refer; charset=utf-8"), way
        assert text.startswith("%T "), way
    assert found["suffix"] == found["accept"]
    assert found["rows"][:2] == [200, "text/x-pipes; charset=utf-8"]
    assert "|" in found["rows"][2]
    assert {"text/x-refer", "text/x-pipes"} <= set(found["openapi"])
    assert found["page"]
    assert "refer" in found["help"]
    assert "pipes" in found["help"]


@pytest.mark.parametrize("content", [Statements, Table, Bibliography])
def test_names_suffixes_and_media_types_are_told_apart(content: type[object]) -> None:
    known: list[OutputFormat[object]] = list(formats(content).values())
    for one in known:
        for other in known:
            if one is not other:
                assert one.suffix != other.suffix or not one.suffix
                assert one.media_type != other.media_type
                assert not {one.name, one.suffix, *one.names} & {other.name, other.suffix, *other.names} - {
                    ""
                }


def test_no_other_module_holds_the_media_type_of_a_format() -> None:
    known = {
        one.media_type for content in (Statements, Table, Bibliography) for one in formats(content).values()
    }
    # What others write, and the crate, which is made with a release, where no writer is loaded.
    others = ("kg/writers/", "kg/readers/", "kg/harvest/", "kg/release/crate.py", "kg/formats.py")
    found = []
    for path in sorted((ROOT / "kg").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(others):
            for line, text in texts(ast.parse(path.read_text("utf-8"))):
                found += [f"{name}:{line}: {text!r}" for kind in known - {"text/plain"} if kind in text]
    assert not found, "ask kg.formats"
