"""A real release of the demo's records, served; and Chromium, which looks at its pages.

Chromium is the system's own (`apt-get install chromium`); where there is none, these tests are skipped.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kg.engine import Engine, Request
from kg.release import DataDirectory
from kg.vocab import PREFIXES
from kg.web.app import create_app
from kg.web.http.current import Guard, PublishedReleases, open_current
from tests.conftest import Built
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent.parent
ARTEFACTS = ROOT / "test-artefacts" / "browser"
_WAIT = PATIENCE * 200
"""Milliseconds that the browser waits for what is to be seen: a minute."""
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Each kind of page: the address of one, or the class of thing that it is of.
PAGES = {
    "home": "/",
    "search": "/search?q=learning",
    "search-nothing": "/search?q=xyzzy",
    "browse": "/browse",
    "browse-year": "/browse/2022",
    "browse-new": "/browse/new",
    "queries": "/queries",
    "query-search": "/queries/search?q=learning",
    "query-form": "/queries/author-papers",
    "query-years": "/queries/papers-per-year",
    "query-counts": "/queries/authors-prolific",
    "query-network": "/queries/topics-together",
    "sparql": "/sparql",
    "sparql-broken": "/sparql?query=SELECT+*+WHERE+%7B%0A++%3Fx+a+%25+%7D&format=html",
    "downloads": "/dumps/",
    "vocabulary": "/ontology",
    "data-set": "/dataset",
    "unknown": "/paper/nothing-here",
    "person": "?paper schema:author ?x . ?x a schema:Person",
    "team": "?x a foaf:Group",
    "paper": "?x a fabio:Work ; schema:about ?topic ; schema:abstract ?abstract",
    "authors-of-many": "?x a fabio:Work ; schema:author ?author",
    "paper-of-many": "?x a fabio:Work ; schema:author ?author",
    "venue": "?publication schema:isPartOf ?x . ?paper frbr:realization ?publication",
    "topic": "?paper schema:about ?x",
    "publication": "?paper frbr:realization ?x",
    "source": "GRAPH ?g { ?record prov:hadPrimarySource ?x ; kgo:firstLine ?line }",
    "record": "GRAPH ?g { ?x prov:hadPrimarySource ?source ; kgo:firstLine ?line ; schema:name ?title }",
    "repair": "GRAPH ?g { ?x a kgo:Repair }",
}


@pytest.fixture(scope="session")
def data(built_examples: Built) -> Path:
    """A data directory like that of the demo."""
    return built_examples.directory.path


@pytest.fixture(scope="session")
def address(data: Path) -> Iterator[str]:
    """The address at which the demo is served, as `kg serve` serves it."""
    app = create_app(PublishedReleases(DataDirectory(data), guard=Guard()))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def paths(data: Path) -> dict[str, str]:
    """The path of one page of each kind; of things the one with most links."""
    served = open_current(DataDirectory(data))
    try:
        found = {
            kind: path if path.startswith("/") else _most_linked(served.engine, path, served.base)
            for kind, path in PAGES.items()
        }
        return {**found, "authors-of-many": f"{found['authors-of-many']}/authors"}
    finally:
        served.close()


def _most_linked(engine: Engine, pattern: str, base: str) -> str:
    query = f"SELECT ?x (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"
    for row in engine.solutions(Request(query, prefixes=PREFIXES)):
        iri: str = row["x"].value  # type: ignore[union-attr]  # things are IRIs
        return "/" + iri.removeprefix(base).removeprefix("https://w3id.org/kgpub/")
    raise AssertionError(f"the demo has nothing that matches {pattern}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless Chromium. It is closed with its module: its event loop must not meet other tests."""
    command = next(filter(None, map(shutil.which, COMMANDS)), None)
    if command is None:
        pytest.skip("needs Chromium, which is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        # Without a sandbox, as in a container there is no right to make one; all pages are our own.
        browser = playwright.chromium.launch(executable_path=command, args=["--no-sandbox", "--disable-gpu"])
        expect.set_options(timeout=_WAIT)
        yield browser
        browser.close()


class Watched:
    """Pages of one browser, at one width; what goes wrong in any of them is written down."""

    def __init__(self, browser: Browser, address: str, width: int, *, script: bool, dark: bool) -> None:
        self.context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        self.wrong: list[str] = []
        self._host = urlsplit(address).netloc
        self.context.route(
            "**/*", lambda route: route.continue_() if self._here(route.request.url) else route.abort()
        )

    def _here(self, url: str) -> bool:
        here = urlsplit(url).netloc == self._host or url.startswith(("data:", "blob:"))
        if not here:
            self.wrong.append(f"a request to another host: {url}")
        return here

    def page(self) -> Page:
        """Open a new page."""
        page = self.context.new_page()
        page.set_default_timeout(_WAIT)
        page.on("console", lambda message: self._said(message.type, message.text))
        page.on("pageerror", lambda error: self.wrong.append(f"an error in a script: {error}"))
        return page

    def _said(self, kind: str, text: str) -> None:
        # Of a page that is answered with 400 or 404 on purpose the browser says so.
        if kind in ("error", "warning") and "the server responded with a status of 4" not in text:
            self.wrong.append(f"console: {text}")


Opening = Callable[..., AbstractContextManager[Watched]]


@pytest.fixture
def opened(chromium: Browser, address: str) -> Opening:
    """Return a function that opens a window of some width, and checks at its end that all went well."""

    @contextmanager
    def opened(width: int = 1280, *, script: bool = True, dark: bool = False) -> Iterator[Watched]:
        watched = Watched(chromium, address, width, script=script, dark=dark)
        try:
            yield watched
        finally:
            watched.context.close()
        assert watched.wrong == []

    return opened


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """The folder that screenshots are kept in; version control ignores it."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    return ARTEFACTS
