"""The OpenAPI document: valid, complete, and true, as far as schemathesis can tell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from kg.queries import Catalogue
from tests.web.linked.conftest import History

pytestmark = pytest.mark.long

# Whether a value names anything depends on the data, which a schema cannot say: 400 is right for one that
# is well formed and names nothing. Any text may be searched for and any may be a query's text, so that
# texts cannot be wrong by their schema.
LEFT_OUT = "positive_data_acceptance"


@pytest.fixture(scope="module")
def document(visitor: httpx.Client) -> dict[str, Any]:
    answer = visitor.get("/openapi.json")
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json"
    found: dict[str, Any] = answer.json()
    return found


def test_it_is_valid(document: dict[str, Any], site: str) -> None:
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": site}]
    errors = [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]
    assert errors == []
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_it_has_every_canned_query_and_its_parameters(document: dict[str, Any]) -> None:
    for query in Catalogue.read().values():
        found = document["paths"][f"/queries/{query.name}"]["get"]
        assert found["summary"] == query.summary
        by_name = {one["name"]: one for one in found["parameters"]}
        common = ["format", "safe", *(["style"] if query.papers else []), "page", "size", "sort", "timeout"]
        assert list(by_name) == [*(parameter.name for parameter in query.parameters), *common]
        for parameter in query.parameters:
            assert by_name[parameter.name]["required"] is not parameter.optional


def test_what_it_lists_is_there(document: dict[str, Any], visitor: httpx.Client, history: History) -> None:
    for path, methods in document["paths"].items():
        if "{" in path or "get" not in methods:
            continue
        status = visitor.get(path, follow_redirects=True).status_code
        assert status == 200 or str(status) in methods["get"]["responses"], path
        assert status != 404, path
    kind, _, local = history.live[1:].partition("/")
    assert f"/{kind}/{{id}}" in document["paths"]
    assert visitor.get(f"/{kind}/{local}").status_code == 200


CONFIGURATION = """
[checks.negative_data_rejection]
expected-statuses = [400, 404, 405, 406, 413, 414, 415, 422, 431]  # the usual ones leave out what is too long
"""


def test_schemathesis_finds_nothing(site: str, tmp_path: Path) -> None:
    """Ask whatever the document allows, and what it does not; bounded by examples, not by time."""
    program = shutil.which(
        "schemathesis", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    if program is None:
        pytest.skip("needs schemathesis: `pipx install schemathesis`")
    (tmp_path / "schemathesis.toml").write_text(CONFIGURATION, "utf-8")
    arguments = ["run", f"{site}/openapi.json", "--max-examples", "6", "--seed", "7", "--workers", "2"]
    arguments += ["--phases", "examples,coverage,fuzzing", "--exclude-checks", LEFT_OUT, "--no-color"]
    result = subprocess.run(
        [program, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False
    )
    assert result.returncode == 0, result.stdout[-10_000:]
