"""The README: its commands exist, its tour can be walked, and its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.errors import KgError
from kg.readers import formats
from kg.resources import examples

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text("utf-8")
EXIT_CODE = re.compile(r"\s+# exit code (\d)\b.*$")
CUT = frozenset(["|", "||", "&&", ";", "&"])
REDIRECTION = frozenset([">", ">>", "<"])


def blocks(language: str) -> Iterator[str]:
    for found in re.finditer(r"^```(\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL):
        if found[1] == language:
            yield found[2]


def pieces(line: str) -> Iterator[list[str]]:
    """Yield the commands of a line of shell, without what they are piped to or written to."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    for word in [*lexer, ";"]:
        if word in CUT:
            if words:
                yield words
            words = []
        else:
            words.append(word)


def plain(words: list[str]) -> list[str]:
    """Return a command without what sets its environment, redirections, and where it is installed."""
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words = words[1:]
    end = next((at for at, word in enumerate(words) if word in REDIRECTION), len(words))
    return [words[0].removeprefix(".venv/bin/"), *words[1:end]] if words else []


def shell() -> list[list[str]]:
    """Return the commands of all blocks of shell, and of those that show a session."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    lines += [line[2:] for line in session()]
    # what stands between backquotes in the text
    lines += re.findall(r"(?<!`)`((?:kg|pytest) [^`]+)`(?!`)", TEXT.replace("\n", " "))
    return [plain(words) for line in lines for words in pieces(EXIT_CODE.sub("", line))]


def session() -> list[str]:
    return [line for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]


COMMANDS = [words for words in shell() if words and words[0] == "kg"]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_commands_and_options_exist(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command: click.Command = kg
    context, rest = click.Context(kg, info_name="kg"), words[1:]
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        if rest[0] == "NAME":  # stands for any canned query
            return
        found = command.get_command(context, rest[0])
        assert found is not None, f"there is no command {' '.join(words)!r}"
        command, rest = found, rest[1:]
    known = {option for one in command.get_params(context) for option in (*one.opts, *one.secondary_opts)}
    given = {word.split("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
    assert not given - known, f"{words[:2]} has no such option"
    if "…" in rest or not rest or any(word.isupper() for word in rest):  # named in passing
        return
    for word in rest:  # files of the reader's
        if re.fullmatch(r"[\w-]+(\.\w+)+", word):
            Path(word).touch()
        elif re.fullmatch(r"[\w-]+/", word):
            Path(word).mkdir()
    with suppress(click.exceptions.Exit):  # of --help and the like
        command.make_context("kg", list(rest), parent=context)


def test_there_are_commands_of_all_kinds() -> None:
    named = {words[1] for words in COMMANDS if len(words) > 1}
    assert named >= set(kg.list_commands(click.Context(kg)))


MODULES = sorted({words[2] for words in shell() if words[:2] == ["python", "-m"]} - {"venv"})


@pytest.mark.parametrize("module", MODULES)
def test_modules_can_be_run(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: python -m {module} ")


def test_marks_exist() -> None:
    marks = {words[words.index("-m") + 1] for words in shell() if words[0] == "pytest" and "-m" in words}
    known = {
        line.split(":")[0]
        for line in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"][
            "ini_options"
        ]["markers"]
    }
    assert marks
    assert marks <= known


def test_the_tour_can_be_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(examples(), tmp_path / "kg" / "examples")
    monkeypatch.chdir(tmp_path)
    for name in ("KG_DATA", "KG_DECISIONS"):
        monkeypatch.delenv(name, raising=False)
    for line in session():
        wanted = EXIT_CODE.search(line)
        (words,) = pieces(EXIT_CODE.sub("", line.removeprefix("$ ")))
        result = CliRunner().invoke(kg, words[1:])
        code = 2 if isinstance(result.exception, KgError) else result.exit_code
        assert code == int(wanted[1] if wanted else 0), f"{line}\n{result.output}\n{result.exception!r}"


def test_every_format_is_named() -> None:
    assert re.findall(r"^\| `([a-z-]+)` \|", TEXT, re.MULTILINE) != []
    assert set(re.findall(r"^\| `([a-z-]+)` \|", TEXT, re.MULTILINE)) == set(formats())


def test_links_lead_to_files() -> None:
    targets = [one for one in re.findall(r"\]\(([^)]+)\)", TEXT) if "://" not in one and one[0] != "#"]
    assert targets
    assert [one for one in targets if not (ROOT / one.split("#")[0]).exists()] == []


def test_the_lines_that_install_and_test() -> None:
    assert "\npython3 -m venv .venv && .venv/bin/pip install . && .venv/bin/kg demo\n" in TEXT
    tests = ".venv/bin/pytest -n auto --dist loadfile"
    assert f"\npython3 -m venv .venv && .venv/bin/pip install -e '.[test]' && {tests}\n" in TEXT
