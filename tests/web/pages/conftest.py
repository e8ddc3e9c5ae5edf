"""A release as users build it, of the examples and of records that mean ill; and its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import pairwise
from pathlib import Path

import httpx
import orjson
import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner
from starlette.types import ASGIApp

from kg.cli import kg
from kg.engine import Request
from kg.release import DataDirectory
from kg.vocab import PREFIXES
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease, open_current
from tests.patience import PATIENCE

BASE = "https://site.example.org/kg/"
EXAMPLES = Path(__file__).parents[3] / "kg" / "examples"
MOST_BYTES = 100_000
Get = Callable[..., httpx.Response]
Read = Callable[[str], BeautifulSoup]
Ask = Callable[[str], list[str]]

CROWD = [f"Person Number {n} With A Rather Long Name Of Several Words" for n in range(1, 1201)]
HOSTILE: list[dict[str, object]] = [
    {
        "title": "<script>alert('title')</script> & <b>bold</b> a < b \"quoted\" 'single'",
        "abstract": "An <img src=x onerror=alert(1)> with $x^2 < y$ and $\\text{<script>alert(2)</script>}$.",
        "authors": [{"name": "Mallory <script>alert(3)</script>"}, {"name": "Eve \u202egnisrever"}],
        "venue": "Journal of </title><script>alert(4)</script>",
        "keywords": ["<svg/onload=alert(5)>", "a\u202eb"],
        "year": 2020,
        "doi": "10.1000/<script>",
    },
    {
        "title": "\u202eRight to left \u2066nested\u2069 and " + "unbrokenword" * 400,
        "abstract": "water " * 30_000,
        "authors": [{"name": "X" * 3000 + " Y"}, {"name": "عمر الخيام"}],
        "keywords": [f"keyword number {n}" for n in range(2000)],
        "year": 2021,
        "doi": "10.1000/long",
    },
    {
        "title": "A crowd of twelve hundred",
        "authors": [{"name": name} for name in CROWD],
        "year": 2022,
        "doi": "10.1000/crowd",
        "arxiv_id": "2201.00001",
        "categories": ["hep-ex"],
    },
    {
        "title": "The $\\mathcal{O}(n^{2})$ case: \\emph{Poincar\\'e} \\input{/etc/passwd} $\\write18{ls}$",
        "abstract": " ".join(f"$\\frac{{x_{{{n}}}}}{{y^{{{n}}}}}$" for n in range(2000)),
        "authors": [{"name": "Ludwig van der Berg"}, {"name": "Mallory <script>alert(3)</script>"}],
        "year": 2022,
        "doi": "10.1000/tex",
    },
    {"title": "No authors and no date", "doi": "10.1000/bare"},
]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a release of the examples and the hostile records; give its data directory."""
    folder = tmp_path_factory.mktemp("pages")
    source = folder / "hostile.jsonl"
    source.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in HOSTILE))
    command = ["build", str(EXAMPLES), str(source), "--data", str(folder / "data"), "--base", BASE]
    result = CliRunner().invoke(kg, command, catch_exceptions=False)
    assert result.exit_code == 1, result.output  # a line of the examples is cut and rejected
    return folder / "data"


@pytest.fixture(scope="session")
def served(data: Path) -> ServedRelease:
    return open_current(DataDirectory(data))


@pytest.fixture(scope="session")
def get(served: ServedRelease, serving: Callable[[ASGIApp], AbstractContextManager[str]]) -> Iterator[Get]:
    """Ask for an address as a browser does."""
    with (
        serving(create_app(FixedRelease(served), cache_bytes=0)) as address,
        httpx.Client(base_url=address, timeout=PATIENCE, headers={"accept": "text/html,*/*;q=0.8"}) as client,
    ):
        yield client.get


@pytest.fixture(scope="session")
def read(get: Get) -> Read:
    """Ask for a page, check what holds of every page, and return it."""

    def page(path: str) -> BeautifulSoup:
        answer = get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        assert len(answer.content) < MOST_BYTES, (path, len(answer.content))
        soup = BeautifulSoup(answer.text, "html.parser")
        check(path, soup)
        return soup

    return page


@pytest.fixture(scope="session")
def ask(served: ServedRelease) -> Ask:
    """Return the first column of the answer to a SELECT, as paths of this host where they have one."""

    def asked(text: str) -> list[str]:
        rows = served.engine.solutions(Request(text, prefixes=PREFIXES))
        values = [getattr(next(iter(row.values())), "value", "") for row in rows]
        return [f"/{v.removeprefix(BASE)}" if v.startswith(BASE) else v for v in values]

    return asked


def check(path: str, soup: BeautifulSoup) -> None:
    """Check what holds of every page, whoever reads it: a browser, a screen reader, a machine."""
    root = soup.html
    assert isinstance(root, Tag)
    assert root.get("lang") == "en", path
    assert len(soup.find_all("h1")) == 1, path
    assert len(soup.find_all("main")) == 1, path
    assert soup.title is not None
    assert soup.title.get_text(strip=True), path
    levels = [int(heading.name[1]) for heading in soup.find_all(["h1", "h2", "h3", "h4"])]
    assert levels[0] == 1, path
    assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), path
    skip = soup.find("a", class_="skip")
    assert isinstance(skip, Tag)
    assert str(skip["href"]).removeprefix("#") in ids
    for table in soup.find_all("table"):
        assert isinstance(table, Tag)
        assert table.caption is not None or path.startswith(("/queries", "/sparql", "/dumps")), path
        assert all(cell.get("scope") in ("col", "row") for cell in table.find_all("th")), path
    for picture in soup.find_all("svg"):
        assert isinstance(picture, Tag)
        assert picture.get("role") in ("img", "group"), path
        assert picture.find("title") is not None
        assert picture.find("desc") is not None
    for element in soup.find_all(True):
        assert not any(name.startswith("on") or name == "style" for name in element.attrs), (
            path,
            element.name,
        )
        if element.name == "script":
            assert element.get("src") or element.get("type") in ("application/ld+json", "application/json"), (
                path
            )
        if element.name == "a":
            assert element.get_text(strip=True) or element.get("aria-label"), (path, str(element)[:100])
            target = str(element.get("href", ""))
            assert target.startswith(("/", "?", "#", "http://", "https://")), (path, target)
            assert target != "#", path
            assert not element.find("a"), path
