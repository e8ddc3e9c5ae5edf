"""Three releases made by `kg build`, `kg merge` and removed sources, and the service over the last one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.release import DataDirectory
from kg.web.app import create_app
from kg.web.http.current import PublishedReleases
from kg.web.sparql.express.lendable import lending
from tests.patience import PATIENCE
from tests.web.conftest import running

BASE = "https://data.example.org/kg/"
PAPERS = {
    "a": ("Counting quiet rivers", "Jane Sample", 2020),
    "b": ("Rivers by night", "Anna Frost", 2019),
    "c": ("The sound of lakes", "Ole Berg", 2018),
    "d": ("Ponds under ice", "Ida Falk", 2017),
    "e": ("Springs in stone", "Max Stein", 2016),
    "f": ("Wells and walls", "Eva Lind", 2015),
    "g": ("Echoes of a harbour", "Çağlar Ünlü", 2014),
}


STATED = """
[dataset]
title = "Papers on quiet water"
description = "Papers on rivers, lakes and ponds, all invented."
language = "en"
licence = "CC-BY-4.0"
keywords = ["rivers", "lakes"]
access = "public"
themes = ["http://publications.europa.eu/resource/authority/data-theme/TECH"]
[dataset.creator]
name = "A Water Library"
kind = "organization"
url = "https://library.example.org/"
[dataset.publisher]
name = "A Water Library"
kind = "organization"
url = "https://library.example.org/"
[dataset.contact]
name = "Data desk"
email = "data@library.example.org"
"""


@dataclass
class History:
    """A data set that changed: what each paper's IRI was at first, and what has become of it.

    `merged` leads to `stays`; `split` stood for both of `parts`; `gone` was withdrawn; `live` is as it was.
    """

    folder: Path
    data: Path
    first: dict[str, str] = field(default_factory=dict)
    merged: str = ""
    stays: str = ""
    split: str = ""
    parts: tuple[str, ...] = ()
    gone: str = ""
    live: str = ""

    def run(self, *arguments: str) -> str:
        """Run `kg` and return what it prints."""
        result = CliRunner().invoke(kg, arguments)
        assert result.exit_code == 0, result.output
        return result.output

    def build(self) -> None:
        """Build a release of the sources as they are now."""
        source, stated = str(self.folder / "src"), self.folder / "kg.toml"
        stated.write_text(STATED, "utf-8")
        options = ["--data", str(self.data), "--base", BASE, "--format", "kg-jsonl"]
        self.run("build", source, *options, "--config", str(stated))

    def paper(self, name: str) -> str:
        """Return the path of the IRI that the paper has now."""
        title = PAPERS[name][0]
        text = f"SELECT ?x {{ ?x <https://schema.org/name> '{title}' ; a <http://purl.org/spar/fabio/Work> }}"
        rows: list[Any] = list(DataDirectory(self.data).current().open_store().query(text))  # type: ignore[arg-type]
        assert len(rows) == 1, title
        return "/" + str(rows[0][0].value).removeprefix(BASE)


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Build three times: papers; three of them joined; then two sources and the decision taken away."""
    folder = tmp_path_factory.mktemp("history")
    found = History(folder, folder / "data")
    (folder / "src").mkdir()
    for name, (title, author, year) in PAPERS.items():
        record = {"title": title, "authors": [{"name": author}], "doi": f"10.1000/{name}", "year": year}
        record["venue"] = "Journal of Quiet Water"
        (folder / "src" / f"{name}.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    found.build()
    found.first = {name: found.paper(name) for name in PAPERS}
    data, decisions = str(found.data), folder / "decisions.jsonl"
    for other in ("b", "c"):
        found.run("merge", "10.1000/a", f"10.1000/{other}", "--data", data, "--by", "Tester")
    found.build()
    # One of the three gave the joint paper its IRI. Without it and the decision, the IRI stands for two.
    kept = [name for name in "abc" if _described(found, found.first[name])]
    assert len(kept) == 1
    decisions.unlink()
    for name in (kept[0], "d"):
        (folder / "src" / f"{name}.jsonl").unlink()
    found.run("merge", "10.1000/e", "10.1000/f", "--data", data, "--by", "Tester")
    found.build()
    found.split = found.first[kept[0]]
    found.parts = tuple(sorted(found.paper(name) for name in "abc" if name != kept[0]))
    found.gone, found.live = found.first["d"], found.first["g"]
    found.stays = next(found.first[name] for name in "ef" if _described(found, found.first[name]))
    found.merged = next(found.first[name] for name in "ef" if found.first[name] != found.stays)
    return found


def _described(history: History, path: str) -> bool:
    store = DataDirectory(history.data).current().open_store()
    return bool(store.query(f"ASK {{ <{BASE}{path[1:]}> a ?class }}"))


@pytest.fixture(scope="session")
def site(history: History) -> Iterator[str]:
    """Serve the last release behind the door that `kg serve` has; give the address of the service."""
    app = create_app(PublishedReleases(DataDirectory(history.data)))
    with running(app, lending(lambda: None)) as address:
        yield address


@pytest.fixture(scope="session")
def visitor(site: str) -> Iterator[httpx.Client]:
    """Ask the service."""
    with httpx.Client(base_url=site, timeout=PATIENCE) as client:
        yield client
