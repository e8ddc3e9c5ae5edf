"""What pyproject.toml declares of versions is true: at the lowest, and of uvicorn's private parts."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.cli._serving import serve
from kg.errors import UsageError
from kg.web.http.door.uvicorn_parts import check, missing

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PROGRAM: Any = SimpleNamespace(**runpy.run_path(str(ROOT / ".ci" / "floors.py")))

pytestmark = pytest.mark.floors


def test_the_constraints_are_the_lowest_versions() -> None:
    given = ["click>=8.1", "uvicorn>=0.47,<0.55", "uvloop>=0.22.1; sys_platform != 'win32'"]
    assert PROGRAM.floors(given) == [
        "click==8.1",
        "uvicorn==0.47",
        "uvloop==0.22.1; sys_platform != 'win32'",
    ]
    for wrong in ("click", "click<9", "click~=8.1"):
        with pytest.raises(ValueError, match="lowest version"):
            PROGRAM.floors([wrong])


def test_every_dependency_has_a_lowest_version() -> None:
    assert len(PROGRAM.floors(PROJECT["dependencies"])) == len(PROJECT["dependencies"])
    assert len(PROGRAM.floors(PROJECT["optional-dependencies"]["test"])) > 10


def test_uvicorn_has_an_upper_bound_and_all_parts() -> None:
    assert next(one for one in PROJECT["dependencies"] if one.startswith("uvicorn")).count("<") == 1
    assert missing() == []
    check()


def test_a_uvicorn_without_a_part_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(HttpToolsProtocol, "_unset_keepalive_if_required")
    with pytest.raises(UsageError, match=r"it lacks HttpToolsProtocol\._unset_keepalive_if_required"):
        check()


def test_and_the_service_does_not_start_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delattr(HttpToolsProtocol, "on_response_complete")
    with pytest.raises(UsageError, match=r"HttpToolsProtocol\.on_response_complete"):
        serve(tmp_path)
