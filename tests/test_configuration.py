"""kg.toml: what may stand in it, and what is said of what may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli.init import TEMPLATE
from kg.configuration import LICENCES, Configuration, licence_name
from kg.errors import ConfigurationError

WRONG = {
    "no toml": ("[dataset]\ntitle = x", r"is no TOML: .*line 2"),
    "unknown key": ("[dataset]\ntitel = 'x'", r"the key 'dataset.titel' is not known"),
    "unknown table": ("[data]\n", r"the key 'data' is not known"),
    "empty title": ("[dataset]\ntitle = ' '", r"dataset.title: string should have at least 1 character"),
    "licence": ("[dataset]\nlicence = 'free'", r"'free' is no address .* nor one of CC0-1.0"),
    "base": ("[dataset]\nbase = 'https://a.test'", r"no http or https address that ends in /"),
    "base with a query": ("[dataset]\nbase = 'https://a.test/?x/'", "has a query or a fragment"),
    "language": ("[dataset]\nlanguage = 'German'", r"dataset.language: string should match"),
    "party": ("[dataset.creator]\nname = 'A'", r"dataset.creator.kind: field required"),
    "contact": ("[dataset.contact]\nname = 'A'", r"it needs an email or a url"),
    "e-mail": ("[dataset.contact]\nname = 'A'\nemail = 'a b@c'", r"dataset.contact.email: "),
    "second source": ("[[sources]]\npath = 'a'\n[[sources]]\npth = 'b'", r"sources.2.path: field required"),
    "injected IRI": ("[dataset.creator]\nname='A'\nkind='person'\nurl='https://a/> <b'", "no address"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_with_its_place(name: str, tmp_path: Path) -> None:
    text, message = WRONG[name]
    path = tmp_path / "kg.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=message) as caught:
        Configuration.read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="is not UTF-8"):
        Configuration.read(tmp_path / "kg.toml")


def test_without_a_file_nothing_is_stated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Configuration.find(None) == Configuration()
    with pytest.raises(ConfigurationError, match=r"other\.toml: cannot be read: No such file"):
        Configuration.find(Path("other.toml"))


@pytest.mark.parametrize("key", ["licence", "license"])
@pytest.mark.parametrize("name", LICENCES)
def test_licences_by_their_names(key: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "kg.toml"
    path.write_text(f"[dataset]\n{key} = '{name.lower()}'\n", "utf-8")
    found = Configuration.read(path).dataset.licence
    assert found == LICENCES[name]
    assert licence_name(found) == name


def test_paths_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "kg.toml"
    path.write_text("[[sources]]\npath = 'a/b.txt'\n[[sources]]\npath = '-'\n", "utf-8")
    found = Configuration.read(path)
    assert [found.located(one) for one in found.sources] == [str(tmp_path / "a/b.txt"), "-"]


def test_the_template_states_nothing_and_all_that_it_offers_is_known(tmp_path: Path) -> None:
    path = tmp_path / "kg.toml"
    path.write_text(TEMPLATE, "utf-8")
    assert Configuration.read(path) == Configuration(folder=tmp_path)
    lines = [line.removeprefix("# ") for line in TEMPLATE.splitlines()]
    # what is TOML when its mark of a comment is taken away
    path.write_text("\n".join(one for one in lines if one.startswith("[") or " = " in one), "utf-8")
    found = Configuration.read(path)
    assert found.dataset.model_fields_set == set(type(found.dataset).model_fields)
    assert found.sources[0].model_fields_set == set(type(found.sources[0]).model_fields)
