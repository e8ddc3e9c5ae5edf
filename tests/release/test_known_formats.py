"""The format of a source is told once: by the same bytes it is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers import Format, detect, formats
from kg.readers.source import Document
from kg.release.cache import BuildCache
from kg.release.pipeline import known_formats
from kg.release.pipeline.known_formats import KnownFormats

BIBTEX = "@book{a, title={Reeds}, author={Ida Marsh}, year={2001}}\n"
RIS = "TY  - BOOK\nTI  - Reeds\nAU  - Marsh, Ida\nPY  - 2001\nER  - \n"


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of documents that were looked at."""
    found: list[str] = []

    def looking(document: Document) -> Format:
        found.append(document.path.name)
        return detect(document)

    monkeypatch.setattr(known_formats, "detect", looking)
    return found


def told(folder: Path, cache: BuildCache | None, *names: str) -> dict[str, str]:
    known = KnownFormats(cache, folder)
    found = {name: known.told(Document(folder / name))[0].name for name in names}
    known.keep()
    return found


def test_what_was_told_is_not_looked_at_again(tmp_path: Path, looked: list[str]) -> None:
    cache = BuildCache.of(tmp_path, "kg")
    (tmp_path / "a").write_text(BIBTEX)
    (tmp_path / "b").write_text(RIS)
    assert told(tmp_path, cache, "a", "b") == {"a": "bibtex", "b": "ris"}
    assert looked == ["a", "b"]
    (tmp_path / "b").write_text(BIBTEX.replace("Reeds", "Ferns"))  # of the size of the other
    assert told(tmp_path, cache, "a", "b") == {"a": "bibtex", "b": "bibtex"}
    assert looked == ["a", "b", "b"]
    assert told(tmp_path, cache, "a", "b") == {"a": "bibtex", "b": "bibtex"}
    assert looked == ["a", "b", "b"]
    assert told(tmp_path, None, "a") == {"a": "bibtex"}
    assert looked == ["a", "b", "b", "a"]


def test_a_map_of_columns_decides_too(tmp_path: Path, looked: list[str]) -> None:
    cache = BuildCache.of(tmp_path, "kg")
    (tmp_path / "a").write_text("Reeds;2001\n")
    for _ in range(2):
        document = Document(tmp_path / "a")
        document.columns = {"title": "1"}
        known = KnownFormats(cache, tmp_path)
        assert known.told(document)[0].name == "table"
        known.keep()
    assert looked == ["a", "a"]


def test_nothing_is_recalled_beside_readers_of_others(
    tmp_path: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = BuildCache.of(tmp_path, "kg")
    (tmp_path / "a").write_text(RIS)
    told(tmp_path, cache, "a")
    own = formats()["ris"]
    other = Format("other", own.summary, own.sniff, own.parse, module="other.reader")
    monkeypatch.setattr(known_formats, "formats", lambda: {"ris": own, "other": other})
    told(tmp_path, cache, "a")
    assert looked == ["a", "a"]


def test_what_is_not_there_is_told_by_who_reads_it(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        told(tmp_path, BuildCache.of(tmp_path, "kg"), "nothing")
