"""What `--help` says: every command, and no name of the code in it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import kg
from kg.cli import kg as command

_JOINED: re.Pattern[str] = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")


@cache
def _classes() -> frozenset[str]:
    """Return the names of all classes of kg that are of several words."""
    found = (
        node.name
        for path in Path(str(kg.__file__)).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    return frozenset(filter(_JOINED.fullmatch, found))


def _help(*arguments: str) -> str:
    result = CliRunner().invoke(command, [*arguments, "--help"])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_commands_stand_under_their_heading() -> None:
    head, _, listed = _help().partition("\nCommands:\n")
    assert head
    assert {line.split()[0] for line in listed.splitlines() if line.startswith("  ")} >= set(command.commands)


@pytest.mark.parametrize("name", ["", *sorted(command.list_commands(click.Context(command)))])
def test_help_names_no_class(name: str) -> None:
    assert len(_classes()) > 100
    assert _classes().isdisjoint(_JOINED.findall(_help(*filter(None, [name]))))
