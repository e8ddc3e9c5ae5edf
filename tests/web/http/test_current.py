"""A new release is taken up without a lost request, and an old one is let go when nobody reads it."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import anyio
import httpx
import pytest

from kg.errors import NoRelease, QueryError
from kg.release import DataDirectory
from kg.web.app import create_app
from kg.web.http.current import PublishedReleases, ServedRelease, held
from tests.patience import PATIENCE

START = datetime(2026, 1, 1, tzinfo=UTC)
COUNT = "SELECT (COUNT(*) AS ?n) { ?s <https://schema.org/position> ?o }"


def numbered(release: int) -> str:
    """Return a graph in which a release tells its number everywhere."""
    lines = [
        f'<https://data.example.org/kg/x{n}> <https://schema.org/position> "{release}" .'
        for n in range(release * 10)
    ]
    return "\n".join(sorted(lines)) + "\n"


def test_requests_while_releases_change(publish, serving, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Each answer is whole, of one release, and of the one that it names."""
    known: dict[str, int] = {}

    def release(number: int) -> None:
        made = publish(tmp_path, numbered(number), START + timedelta(days=number))
        known[made.id] = number

    release(1)
    seen: list[tuple[str, int]] = []
    failures: list[str] = []
    stop = threading.Event()
    ticks = iter(range(10**9))

    def ask(address: str) -> None:
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            while not stop.is_set():
                answer = client.get("/sparql", params={"query": COUNT})
                if answer.status_code != 200:
                    failures.append(answer.text)
                    return
                count = int(answer.json()["results"]["bindings"][0]["n"]["value"])
                seen.append((answer.headers["kg-release"], count))

    # A clock that runs a second with each look makes every request look for a new release.
    app = create_app(PublishedReleases(DataDirectory(tmp_path), clock=lambda: float(next(ticks))))
    with serving(app) as address:
        threads = [threading.Thread(target=ask, args=(address,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            for number in range(1, 8):
                if number > 1:
                    release(number)
                reached = time.monotonic() + PATIENCE
                while not any(known.get(made) == number for made, _ in seen):
                    assert time.monotonic() < reached, "the new release was never served"
                    assert not failures
                    time.sleep(0.01)
                DataDirectory(tmp_path).prune(1)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
    assert failures == []
    assert {count == known[made] * 10 for made, count in seen} == {True}
    assert {known[made] for made, _ in seen} == set(range(1, 8))


def test_an_old_release_stays_open_for_those_who_read_it(publish, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    async def check() -> None:
        ticks = iter(range(100))
        releases = PublishedReleases(DataDirectory(tmp_path), clock=lambda: float(next(ticks) * 10))
        old_release = publish(tmp_path, numbered(1), START)
        old = await releases.current()
        with held(old):
            publish(tmp_path, numbered(2), START + timedelta(days=1))
            new = await releases.current()
            assert new.id != old.id
            DataDirectory(tmp_path).prune(1)
            assert old_release.path.is_dir()  # its lease is held
            assert old.engine is not None
        assert not hasattr(old, "engine")
        DataDirectory(tmp_path).prune(1)
        assert not old_release.path.exists()
        await releases.close()

    anyio.run(check)


def test_a_new_release_that_is_damaged_is_not_taken_up(  # type: ignore[no-untyped-def]
    publish, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def check() -> None:
        ticks = iter(range(100))
        releases = PublishedReleases(DataDirectory(tmp_path), clock=lambda: float(next(ticks) * 10))
        publish(tmp_path, numbered(1), START)
        old = await releases.current()
        new = publish(tmp_path, numbered(2), START + timedelta(days=1))
        (new.path / "manifest.json").write_text("{")
        assert await releases.current() is old
        await releases.close()

    anyio.run(check)
    assert "cannot be served" in caplog.text


def test_before_the_first_release(serving, publish, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ticks = iter(range(10**9))
    directory = DataDirectory(tmp_path / "data")
    with pytest.raises(NoRelease):
        directory.current()
    app = create_app(PublishedReleases(directory, clock=lambda: float(next(ticks))))
    with serving(app) as address, httpx.Client(base_url=address) as client:
        answer = client.get("/health")
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
        assert "retry-after" in answer.headers
        assert client.get("/paper/x", headers={"accept": "text/html"}).status_code == 503
        assert client.get("/robots.txt").status_code == 200
        publish(tmp_path / "data", numbered(1), START)
        assert client.get("/health").json()["status"] == "ok"


def test_each_release_is_prepared_while_it_is_served(publish, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """What is found out beforehand neither delays an answer nor stops the service where it fails."""
    prepared: list[str] = []
    done, go = threading.Event(), threading.Event()

    def prepare(served: ServedRelease) -> None:
        go.wait(10)
        prepared.append(served.id)
        done.set()
        raise QueryError("no")

    async def check() -> None:
        ticks = iter(range(100))
        releases = PublishedReleases(
            DataDirectory(tmp_path), clock=lambda: float(next(ticks) * 10), prepare=prepare
        )
        for number in (1, 2):
            done.clear()
            release = publish(tmp_path, numbered(number), START + timedelta(days=number))
            served = await releases.current()
            assert served.id == release.id
            assert release.id not in prepared
            go.set()
            await anyio.to_thread.run_sync(done.wait, 10)
            assert prepared[-1] == release.id
            go.clear()
        await releases.close()

    anyio.run(check)


def test_closing_waits_for_no_preparation(publish, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    begun, go = threading.Event(), threading.Event()

    def prepare(_: ServedRelease) -> None:
        begun.set()
        go.wait(10)

    async def check() -> None:
        publish(tmp_path, numbered(1), START)
        releases = PublishedReleases(DataDirectory(tmp_path), prepare=prepare)
        await releases.current()
        await anyio.to_thread.run_sync(begun.wait, 10)
        with anyio.fail_after(2):
            await releases.close()
        go.set()

    anyio.run(check)
