"""A follower gets what the publisher has, byte for byte, by the deltas where these lead there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.errors import PullError, UsageError
from kg.readers.sources import documents
from kg.release import DataDirectory, Release
from kg.release.build import build
from kg.release.difference import changes
from kg.release.mapping import Options
from kg.release.verification import verify
from tests.following.conftest import BASE, Follower, Following, Site
from tests.patience import PATIENCE

FILES = ("dumps/kg.nq.gz", "dumps/kg.ttl.gz", "search.sqlite", "answers.bin", "overlaps.json", "parts.json")
NOT_THERE = {"registry.tsv", "report.json", "rejections.jsonl", "census.json", "census.table"}


def assert_same(pulled: Release, published: Release, *also: str) -> None:
    for name in (*FILES, *also):
        assert (pulled.path / name).read_bytes() == (published.path / name).read_bytes(), name
    ours, theirs = pulled.manifest, published.manifest
    assert ours.origin is not None
    left_out = {"files", "origin", "delta"}
    assert ours.model_dump(exclude=left_out) == theirs.model_dump(exclude=left_out)
    if len(pulled.delta_files()) == len(published.delta_files()):
        for name in ("description.ttl", "ro-crate-metadata.json"):  # they name the files of the delta
            assert (pulled.path / name).read_bytes() == (published.path / name).read_bytes(), name
    names = {name for name in theirs.files if not name.startswith(("store/", "delta/"))}
    assert names - {name for name in ours.files if not name.startswith(("store/", "delta/"))} == NOT_THERE
    assert [check.differences for check in verify(pulled) if not check.passed] == []


def test_the_first_release_comes_whole(follower: Follower, publisher: Following) -> None:
    assert_same(DataDirectory(follower.data).current(), publisher.releases[0])


def test_nothing_is_done_where_nothing_is_new(follower: Follower) -> None:
    before = sorted(path.stat().st_mtime_ns for path in follower.data.rglob("*"))
    assert not follower.pull().changed
    assert follower.site.asked == ["/dumps/current/manifest.json"]
    assert sorted(path.stat().st_mtime_ns for path in follower.data.rglob("*")) == before


def test_a_chain_of_two_deltas_leads_to_the_same_bytes(
    follower: Follower, publisher: Following, site: Site
) -> None:
    publisher.publish(2)
    outcome = follower.pull()
    assert outcome.plan is not None
    assert [step.id for step in outcome.plan.steps] == [one.id for one in publisher.releases[1:]]
    assert not [path for path in site.asked if path.endswith("kg.nq.gz")]
    names = ("delta/added.nq.gz", "delta/removed.nq.gz", "delta/order.tsv.gz", "changes.json")
    assert_same(outcome.release, publisher.releases[2], *names)
    assert outcome.release.manifest.delta == publisher.releases[2].manifest.delta


def test_each_release_comes_by_its_delta_and_the_last_stays_as_it_was(
    follower: Follower, publisher: Following
) -> None:
    for number in (1, 2):
        before = DataDirectory(follower.data).current()
        publisher.publish(number)
        outcome = follower.pull()
        assert outcome.plan is not None
        assert len(outcome.plan.steps) == 1
        assert_same(outcome.release, publisher.releases[number], "changes.json")
        assert [check.differences for check in verify(before) if not check.passed] == []
    done = CliRunner().invoke(
        kg, ["verify", "--since", publisher.releases[0].id, "--data", str(follower.data)]
    )
    assert done.exit_code == 0, done.output
    assert f"{publisher.releases[1].id} and the delta are {publisher.releases[2].id}" in done.output


def test_where_the_release_between_is_gone_the_dump_comes_whole(
    follower: Follower, publisher: Following, site: Site
) -> None:
    publisher.publish(2)
    shutil.rmtree(publisher.releases[1].path)
    outcome = follower.pull()
    assert outcome.plan is not None
    assert outcome.plan.why == f"{publisher.releases[1].id}, which is between, is gone"
    assert_same(outcome.release, publisher.releases[2])
    told = outcome.release.manifest.delta
    assert told is not None
    assert told.absent == "it was not fetched from the publisher"


def test_where_a_delta_is_gone_the_dump_comes_whole(
    follower: Follower, publisher: Following, site: Site
) -> None:
    new = publisher.publish(1)
    (new.path / "delta" / "order.tsv.gz").unlink()
    outcome = follower.pull()
    assert outcome.plan is not None
    assert outcome.plan.why == f"{site.address}/dumps/{new.id}/order.tsv.gz is gone"
    assert_same(outcome.release, new)


def test_where_the_local_dump_is_damaged_it_comes_whole(follower: Follower, publisher: Following) -> None:
    new = publisher.publish(1)
    (DataDirectory(follower.data).current().path / "dumps" / "kg.nq.gz").write_bytes(b"")
    outcome = follower.pull()
    assert outcome.plan is not None
    assert not outcome.plan.steps
    assert_same(outcome.release, new)


def test_a_publisher_who_goes_back_is_followed(follower: Follower, publisher: Following, site: Site) -> None:
    publisher.publish(1)
    follower.pull()
    site.asked.clear()
    old = publisher.publish(0)
    outcome = follower.pull()
    assert (outcome.changed, outcome.release.id, outcome.plan) == (True, old.id, None)
    assert site.asked == ["/dumps/current/manifest.json"]


def test_what_changed_is_told_without_a_registry(follower: Follower, publisher: Following) -> None:
    publisher.publish(2)
    ours, theirs = DataDirectory(follower.data).current(), publisher.releases
    pulled = follower.pull().release
    assert list(changes(ours, pulled)) == list(changes(theirs[0], theirs[2]))


def test_a_folder_with_releases_of_its_own_is_left_alone(
    built: Path, tmp_path: Path, follower: Follower, publisher: Following
) -> None:
    publisher.publish(1)
    own = Follower(tmp_path / "own", follower.site)
    shutil.copytree(built, own.data, symlinks=True)
    with pytest.raises(UsageError, match="was built there, not pulled; pull into a folder of its own"):
        own.pull()


def test_nothing_is_built_upon_a_pulled_release(follower: Follower, tmp_path: Path) -> None:
    (tmp_path / "new.jsonl").write_text('{"title": "Springs in stone", "authors": ["Max Stein"]}\n')
    directory = DataDirectory(follower.data)

    def again(*, fresh: bool) -> Release:
        sources = list(documents([str(tmp_path / "new.jsonl")]))
        return build(sources, directory, Options(BASE, processes=1, fresh=fresh))[0]

    with pytest.raises(
        UsageError, match=r"was pulled from http.*; build in a folder of its own, or with --fresh"
    ):
        again(fresh=False)
    assert again(fresh=True).manifest.origin is None


def test_a_pull_that_is_killed_leaves_all_as_it_was(
    follower: Follower, publisher: Following, site: Site
) -> None:
    new = publisher.publish(1)
    state = follower.state()
    path = f"/dumps/{new.id}/removed.nq.gz"
    site.lies[path] = b"stall:" + site.file(path).read_bytes()[:10]
    command = [sys.executable, "-m", "kg", "pull", site.address, "--data", str(follower.data)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        assert site.stalled.wait(PATIENCE)
        process.kill()
    assert follower.state()[:2] == state[:2]
    del site.lies[path]
    assert_same(follower.pull().release, new)
    assert follower.state()[2] == []


def test_a_second_pull_at_the_same_time_is_refused(follower: Follower, publisher: Following) -> None:
    publisher.publish(1)
    directory = DataDirectory(follower.data)
    with directory.locked():
        done = CliRunner().invoke(kg, ["pull", follower.site.address, "--data", str(follower.data)])
    assert "another build is at work here" in str(done.exception)


def test_where_no_kg_is_served_it_says_so(site: Site, tmp_path: Path) -> None:
    site.lies["/dumps/current/manifest.json"] = 404
    with pytest.raises(PullError, match=r"/dumps/current/manifest\.json: there is none"):
        Follower(tmp_path / "new", site).pull()
    assert not list((tmp_path / "new").rglob("*"))
