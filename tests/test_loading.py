"""What a command loads: no more than it needs, as loading is most of what a short command does."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys

import click
import pytest

from kg import cli
from tests.conftest import Built
from tests.patience import PATIENCE

HEAVY = (
    "pydantic",
    "rdflib",
    "pyshacl",
    "uvicorn",
    "starlette",
    "jinja2",
    "httptools",
    "latex2mathml",
    "zstandard",
)
MAKING = (
    "kg.readers",
    "kg.mapping",
    "kg.release.build",
    "kg.release.pipeline",
    "kg.identity.persons.resolver",
)

SERVING = ("asyncio", "click", "kg.engine.pool", "kg.release", "kg.web.app", "kg.web.pages", "kg.web.api")
"""What a supervisor needs, and no program in a sandbox."""

_RUN = """
import json, sys
sys.argv = ["kg", *sys.argv[1:]]
from kg.cli import main
try:
    main()
except SystemExit as end:
    print(json.dumps([end.code or 0, sorted(sys.modules)]), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """Return the modules that the command loads, after it went well."""
    command = [sys.executable, "-c", _RUN, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules)


def of(modules: set[str], rooms: tuple[str, ...]) -> set[str]:
    return {name for name in modules if any(name == room or name.startswith(f"{room}.") for room in rooms)}


def test_the_help_loads_no_command() -> None:
    modules = loaded("--help")
    assert of(modules, ("kg",)) <= {"kg", "kg.cli", "kg.cli._suggesting", "kg.errors", "kg.version"}
    assert not of(modules, HEAVY)


def test_a_query_loads_nothing_that_makes_releases(built_examples: Built) -> None:
    modules = loaded("query", "topics", "--data", str(built_examples.directory.path))
    assert not of(modules, (*MAKING, *HEAVY, "kg.web", "http.client"))
    assert "kg.queries.catalogue" in modules


def test_the_package_itself_loads_nothing() -> None:
    command = [sys.executable, "-c", "import kg, sys; print(*sys.modules)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    modules = set(done.stdout.split())
    assert not of(modules, (*HEAVY, "pyoxigraph", "click"))


@pytest.mark.parametrize("program", ["kg.engine.sandbox.program", "kg.web.sparql.express.program"])
def test_a_program_in_a_sandbox_loads_nothing_of_the_server(program: str) -> None:
    command = [sys.executable, "-c", f"import {program}, sys; print(*sys.modules)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    modules = set(done.stdout.split())
    assert not of(modules, (*MAKING, *HEAVY, *SERVING))


def test_every_command_has_its_file_and_a_line_that_is_printed_whole() -> None:
    files = {module.name for module in pkgutil.iter_modules(cli.__path__) if not module.name.startswith("_")}
    assert list(cli.COMMANDS) == sorted(files)
    context = click.Context(cli.kg, max_content_width=80, terminal_width=80)
    listed = cli.kg.get_help(context).splitlines()
    for name, words in cli.COMMANDS.items():
        assert any(line.split() == [name, *words.split()] for line in listed), name
