"""A publisher with three small releases, and a site that may lie about them."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.following import Publisher, PullResult, pull
from kg.readers.sources import documents
from kg.release import DataDirectory, Release
from kg.release.build import build
from kg.release.mapping import Options

BASE = "https://data.example.org/kg/"
PAPERS = {
    "a": ("Counting quiet rivers", "Jane Sample", 2020),
    "b": ("Rivers by night", "Anna Frost", 2019),
    "c": ("The sound of lakes", "Ole Berg", 2018),
    "d": ("Ponds under ice", "Çağlar Ünlü", 2017),
}
SOURCES = ("abc", "abd", "bd")
"""The papers of each release."""
MOST = 10**9


@dataclass(frozen=True)
class Following:
    """The folder of the publisher with its releases, oldest first."""

    directory: DataDirectory
    releases: list[Release]

    def publish(self, number: int) -> Release:
        """Make the release of that number the current one."""
        self.directory.switch(self.releases[number])
        return self.releases[number]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build three releases, one after the other."""
    folder = tmp_path_factory.mktemp("publisher")
    directory = DataDirectory(folder / "data")
    for names in SOURCES:
        sources = folder / "sources"
        shutil.rmtree(sources, ignore_errors=True)
        sources.mkdir()
        for name in names:
            title, author, year = PAPERS[name]
            record = {"title": title, "authors": [author], "doi": f"10.1000/{name}", "year": year}
            (sources / f"{name}.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
        build(list(documents([str(sources)])), directory, Options(BASE, processes=1))
    return directory.path


@pytest.fixture
def publisher(built: Path, tmp_path: Path) -> Following:
    """A copy of the publisher's folder, which a test may damage; the first release is current."""
    data = tmp_path / "publisher"
    shutil.copytree(built, data, symlinks=True)
    directory = DataDirectory(data)
    found = Following(directory, directory.releases())
    found.publish(0)
    return found


@dataclass
class Site:
    """A site that sends the published files of a folder, or by `lies` something else instead of a path's."""

    folder: Path
    address: str = ""
    lies: dict[str, bytes | int | str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    stalled: threading.Event = field(default_factory=threading.Event)
    going_on: threading.Event = field(default_factory=threading.Event)

    def file(self, path: str) -> Path:
        """Return where the file for a path of the site is."""
        _, _, release, name = path.split("/")
        folder = self.folder / ("current" if release == "current" else f"releases/{release}")
        inside = {
            "kg.nq.gz": "dumps",
            "order.tsv.gz": "delta",
            "added.nq.gz": "delta",
            "removed.nq.gz": "delta",
        }
        return folder / inside.get(name, "") / name


@pytest.fixture
def site(publisher: Following) -> Iterator[Site]:
    """Serve the publisher's folder, as files, by a server that does what a test tells it to."""
    found = Site(publisher.directory.path)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            lie = found.lies.get(self.path)
            if isinstance(lie, str):
                self.send_response(302)
                self.send_header("Location", lie)
                self.end_headers()
                return
            path = found.file(self.path)
            if isinstance(lie, int) or (lie is None and not path.is_file()):
                self.send_error(lie if isinstance(lie, int) else 404)
                return
            content = lie if isinstance(lie, bytes) else path.read_bytes()
            stalls = content.startswith(b"stall:")
            self.send_response(200)
            if not stalls:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content.removeprefix(b"stall:"))
            if stalls:
                self.wfile.flush()
                found.stalled.set()
                found.going_on.wait()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield found
    found.going_on.set()
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass(frozen=True)
class Follower:
    """A folder that follows a site."""

    data: Path
    site: Site

    def pull(self, most: int = MOST) -> PullResult:
        """Pull what is current at the site."""
        return pull(Publisher(self.site.address, most=most), DataDirectory(self.data), most)

    def state(self) -> tuple[str, list[str], list[str]]:
        """Return what is current, the releases and the drafts."""
        drafts = self.data / "drafts"
        return (
            DataDirectory(self.data).current().id,
            [one.id for one in DataDirectory(self.data).releases()],
            sorted(path.name for path in drafts.iterdir()) if drafts.is_dir() else [],
        )


@pytest.fixture
def follower(site: Site, tmp_path: Path) -> Follower:
    """A follower that has pulled the first release."""
    found = Follower(tmp_path / "follower", site)
    assert found.pull().changed
    site.asked.clear()
    return found
