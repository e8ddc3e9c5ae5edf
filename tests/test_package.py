"""The wheel carries all that `kg` needs, and works without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

import kg as package
from kg.cli import kg
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent
Installed = Callable[..., subprocess.CompletedProcess[str]]

SHIPPED = {
    "queries": ROOT / "queries",
    "ontology": ROOT / "ontology",
    "kg/examples": ROOT / "kg" / "examples",
    "kg/web/pages/templates": ROOT / "kg" / "web" / "pages" / "templates",
    "kg/web/static": ROOT / "kg" / "web" / "static",
    "kg/queries/questions": ROOT / "kg" / "queries" / "questions",
    "kg/release/answering/questions": ROOT / "kg" / "release" / "answering" / "questions",
    "kg/identity": ROOT / "kg" / "identity",
    "kg/repair": ROOT / "kg" / "repair",
}
"""Folders whose files a wheel must hold, under their names in the checkout."""


def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE, **options)  # type: ignore[call-overload]  # subprocess.run's many forms
    assert isinstance(done, subprocess.CompletedProcess)
    return done


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout, built with the tools that the tests install."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-index"]
    done = run([*pip, "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)])
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("kgpub-*.whl")
    return found


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Return a function that runs the installed `kg` far from the checkout."""
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-index"]
    done = run([*pip, "--no-deps", "--target", str(target), str(wheel)])
    assert done.returncode == 0, done.stdout + done.stderr
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    environment = {**os.environ, "PYTHONPATH": str(target), "PYTHONSAFEPATH": "1"}
    where = run(
        [sys.executable, "-c", "import kg; print(kg.__file__)"], cwd=elsewhere, env=environment
    ).stdout.strip()
    assert Path(where).is_relative_to(target)

    def invoke(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run([sys.executable, "-m", "kg", *arguments], cwd=elsewhere, env=environment)

    return invoke


@pytest.mark.parametrize("name", SHIPPED)
def test_the_wheel_holds_every_file(wheel: Path, name: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    place = name if name.startswith("kg/") else f"kg/data/{name}"
    wanted = {
        f"{place}/{path.relative_to(SHIPPED[name]).as_posix()}"
        for path in SHIPPED[name].rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted
    assert not wanted - inside


def test_the_wheel_holds_the_licence_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert [name for name in names if name.endswith("dist-info/licenses/LICENSE")]
    assert {name.split("/")[0] for name in names} == {"kg", f"kgpub-{package.__version__}.dist-info"}


def test_the_wheel_holds_the_code_editor_and_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        place = "kg/web/static/vendor/ace"
        assert b"Ajax.org" in archive.read(f"{place}/LICENSE")
        assert len(archive.read(f"{place}/ace.js")) > 100_000
        assert not [name for name in archive.namelist() if "django" in name]


def test_the_source_distribution_is_all_that_a_wheel_is_made_of(wheel: Path, tmp_path: Path) -> None:
    hatchling = [sys.executable, "-m", "hatchling", "build", "--target"]
    build = run([*hatchling, "sdist", "--directory", str(tmp_path)], cwd=ROOT)
    assert build.returncode == 0, build.stderr
    (packed,) = tmp_path.glob(f"kgpub-{package.__version__}.tar.gz")
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = (path for path in tmp_path.iterdir() if path.is_dir())
    inside = {path.name for path in unpacked.iterdir()}
    assert {"CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "tests"} <= inside
    again = run([*hatchling, "wheel"], cwd=unpacked)
    assert again.returncode == 0, again.stderr
    (made,) = unpacked.glob("dist/*.whl")
    with zipfile.ZipFile(made) as anew, zipfile.ZipFile(wheel) as first:
        # the code editor comes from what a build requires (`hatch_build.py`), and is looked for in CI
        wanted = [name for name in first.namelist() if "/static/vendor/" not in name]
        assert sorted(name for name in anew.namelist() if "/static/vendor/" not in name) == sorted(wanted)


def test_the_version_is_stated_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (project["name"], project["dynamic"]) == ("kgpub", ["version"])
    stated = [
        path for path in (ROOT / "kg").rglob("*.py") if f'"{package.__version__}"' in path.read_text("utf-8")
    ]
    assert [path.name for path in stated] == ["version.py"]


def test_the_installed_catalogue_is_whole(installed: Installed) -> None:
    done = installed("query")
    assert done.returncode == 0, done.stderr
    listed = {line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")}
    assert listed == {"search", *(path.stem for path in (ROOT / "queries").glob("*.rq"))}


def test_the_installed_demo_builds_and_answers(installed: Installed) -> None:
    built = installed("demo", "--no-serve")
    assert built.returncode == 0, built.stderr
    found = installed("query", "paper-authors", "--paper", "2009.09496", "--data", "kg-demo", "--to", "csv")
    assert found.returncode == 0, found.stderr
    assert [line.split(",")[1] for line in found.stdout.splitlines()[1:]] == [
        "Nidhi Vyas",
        "Shreyas Saxena",
        "Thomas Voice",
    ]
    verified = installed("verify", "--data", "kg-demo")
    assert verified.returncode == 0, verified.stdout


def commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        yield (*words, name)
        if isinstance(found, click.Group):
            yield from commands(found, (*words, name))


@pytest.mark.parametrize("words", [(), *commands(kg)], ids=lambda words: " ".join(words) or "kg")
def test_every_command_and_option_says_what_it_is_for(words: tuple[str, ...]) -> None:
    context = click.Context(kg)
    command: click.Command = kg
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(context, word)
        assert found is not None
        command = found
    assert command.help
    assert len(command.get_short_help_str(limit=200)) > len("To do")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
    with click.Context(command, info_name="kg") as own:
        assert command.get_help(own).startswith("Usage: kg")
