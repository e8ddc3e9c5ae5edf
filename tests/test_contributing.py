"""CONTRIBUTING.md: the files it names are there, the commands it gives can be run, and its table is true."""

from __future__ import annotations

import importlib.util
import re
import shlex

import pytest

from tests.test_readme import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
QUOTED = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL))
PATHS = sorted(
    {one for one in QUOTED if re.fullmatch(r"\.?[\w.-]+(/[\w.-]+)+/?|[\w-]+\.(md|toml)", one)} - {"NAME"}
)
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
COMMANDS += [one for one in QUOTED if re.search(r"(^| )(pytest|python -m) ", one)]
TABLE = re.findall(r"^\| (.+?) \| `([^`]+)`.* \| (\d+) \|$", TEXT, re.MULTILINE)


def test_there_is_something_to_hold() -> None:
    assert len(PATHS) > 30
    assert len(COMMANDS) > 10
    assert len(TABLE) == 7


@pytest.mark.parametrize("path", PATHS)
def test_a_named_file_is_there(path: str) -> None:
    if "NAME" in path:  # what a reader would add: the folder must be there
        path = path[: path.index("NAME")]
    assert (ROOT / path).exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_can_be_run(command: str) -> None:
    words = [word for word in shlex.split(command) if not re.fullmatch(r"[A-Z_]+=\S*", word)]
    if words[0] == "python":
        assert words[1] == "-m"
        found = importlib.util.find_spec(words[2])
        assert found is not None
        assert found.submodule_search_locations is None or importlib.util.find_spec(f"{words[2]}.__main__")
        place = ROOT.joinpath(*words[2].split("."))
        code = next(path for path in (place / "__main__.py", place.with_suffix(".py")) if path.exists())
        options = [word for word in words[3:] if word.startswith("--")]
        assert all(f'"{option}"' in code.read_text("utf-8") for option in options)
    else:
        assert words[0] == "pytest"
        assert all((ROOT / word).exists() for word in words[1:] if "/" in word)


@pytest.mark.parametrize(("question", "path", "lines"), TABLE)
def test_the_table_says_how_long_a_file_is(question: str, path: str, lines: str) -> None:
    assert question
    count = len((ROOT / path).read_text("utf-8").splitlines())
    assert int(lines) / 1.5 <= count <= int(lines) * 1.5, f"{path} has {count} lines"


def test_the_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert sections[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", one) for one in sections[1:])
    kinds = re.findall(r"^### (.+)$", text, re.MULTILINE)
    assert set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        named = re.findall(r"^### (.+)$", section, re.MULTILINE)
        assert len(named) == len(set(named)), "each kind of change stands once in a section"
