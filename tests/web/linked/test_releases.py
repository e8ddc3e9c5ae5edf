"""What a release says of itself: its crate, what changed, and how both are handed out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from urllib.parse import urljoin

import httpx
from rocrate.rocrate import ROCrate

from kg.release import DataDirectory, Release
from kg.release.changes import read_changes
from tests.web.linked.conftest import BASE, History


def current(history: History) -> Release:
    return DataDirectory(history.data).current()


def test_the_crate_is_read_by_others(history: History) -> None:
    release = current(history)
    crate = ROCrate(str(release.path))
    root = crate.root_dataset
    assert root["version"] == release.id
    assert root["license"].id == "https://creativecommons.org/licenses/by/4.0/"
    assert str(root["datePublished"]) == release.manifest.created.date().isoformat()
    files = {entity.id: entity for entity in crate.data_entities}
    assert {"dumps/kg.ttl.gz", "dumps/kg.nq.gz", "description.ttl", "changes.json"} <= set(files)
    for name, entity in files.items():
        content = (release.path / name).read_bytes()
        if name != "manifest.json":
            assert entity["contentSize"] == str(len(content))
            assert entity["sha256"] == hashlib.sha256(content).hexdigest()
    action = next(entity for entity in crate.contextual_entities if entity.type == "CreateAction")
    assert action["instrument"]["name"] == "kg"
    assert len(action["object"]) == len(release.manifest.inputs)


def test_everything_referred_to_in_the_crate_is_described(history: History) -> None:
    document = json.loads((current(history).path / "ro-crate-metadata.json").read_bytes())
    described = {entity["@id"] for entity in document["@graph"]}
    assert len(described) == len(document["@graph"])

    def referred(value: object) -> set[str]:
        if isinstance(value, dict):
            return {value["@id"]} if list(value) == ["@id"] else set().union(*map(referred, value.values()))
        return set().union(*map(referred, value)) if isinstance(value, list) else set()

    profile = {"https://w3id.org/ro/crate/1.2"}
    assert set().union(*(referred(entity) for entity in document["@graph"])) - profile <= described


def test_the_crate_leads_to_its_files_on_the_web(visitor: httpx.Client, site: str, history: History) -> None:
    release = current(history)
    address = f"{site}/dumps/{release.id}/ro-crate-metadata.json"
    answer = visitor.get(address)
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.content == (release.path / "ro-crate-metadata.json").read_bytes()
    root = next(entity for entity in answer.json()["@graph"] if entity["@id"] == "./")
    assert len(root["hasPart"]) == 9  # two dumps, three files of the delta, four that describe
    for part in root["hasPart"]:
        found = visitor.get(urljoin(address, part["@id"]), follow_redirects=True)
        assert found.content == (release.path / part["@id"]).read_bytes()


def test_what_changed(history: History) -> None:
    releases = DataDirectory(history.data).releases()
    assert read_changes(releases[0]) is None
    found = read_changes(releases[2])
    assert found is not None
    assert found["since"] == releases[1].id
    # Two of the three that were joined: one is back under its own IRI, one keeps the way to what was split.
    assert found["counts"]["paper"] == {
        "appeared": 2,
        "gone": 1,
        "merged": 1,
        "split": 1,
        "renamed": 1,
    }
    merged = found["changes"]["paper"]["merged"][0]
    assert merged["iri"] == BASE + history.merged[1:]
    assert merged["others"] == [BASE + history.stays[1:]]
    split = found["changes"]["paper"]["split"][0]
    assert sorted(split["others"]) == [BASE + part[1:] for part in history.parts]
    assert found["changes"]["paper"]["gone"][0]["name"] == "Ponds under ice"


def test_names_that_people_had_are_not_published(history: History) -> None:
    for release in DataDirectory(history.data).releases()[1:]:
        found = read_changes(release)
        assert found is not None
        gone = found["changes"]["person"].get("gone", []) + found["changes"]["person"].get("merged", [])
        assert gone
        assert all("name" not in entry for entry in gone)
        assert "Ida Falk" not in json.dumps(found)


def test_the_list_of_releases(visitor: httpx.Client, history: History) -> None:
    listed = visitor.get("/dumps/", headers={"accept": "application/json"}).json()
    assert [one["release"] for one in listed] == [r.id for r in DataDirectory(history.data).releases()[::-1]]
    assert listed[0]["since"] == listed[1]["release"]
    assert {"kind": "papers", "what": "merged", "count": 1} in listed[0]["changes"]
    assert listed[2]["since"] is None
    names = [file["name"] for file in listed[0]["files"]]
    assert {"kg.ttl.gz", "ro-crate-metadata.json", "manifest.json", "changes.json"} <= set(names)
    for file in listed[0]["files"]:
        answer = visitor.get(file["url"])
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
        assert Path(file["url"]).name in visitor.get(listed[0]["checksums"]).text
    page = visitor.get("/dumps/", headers={"accept": "text/html"})
    assert page.status_code == 200


def test_nothing_else_of_a_release_is_handed_out(visitor: httpx.Client, history: History) -> None:
    for name in (
        "registry.tsv",
        "search.sqlite",
        "report.json",
        "rejections.jsonl",
        "store",
        "..%2Fmanifest.json",
    ):
        assert visitor.get(f"/dumps/current/{name}", follow_redirects=True).status_code == 404


def test_what_became_of_every_value_is_a_page(visitor: httpx.Client, history: History) -> None:
    found = visitor.get("/fates", headers={"accept": "application/json"}).json()
    assert found == current(history).report["fates"]
    assert (
        sum(one["values"] for one in found["formats"]) == sum(one["values"] for one in found["sources"]) > 0
    )
    page = visitor.get("/fates", headers={"accept": "text/html"})
    assert page.status_code == 200
    for one in found["formats"]:
        assert f'<h2 id="{one["format"]}">' in page.text
