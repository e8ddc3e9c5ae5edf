from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.errors import UnreadableInput
from kg.readers import Format, detect, formats, read
from kg.readers import border as guard
from kg.readers.source import Document
from kg.records import Item, Rejection, Source, WorkRecord


def broken(document: Document) -> Iterator[Item]:
    """Read three lines and fail on the fourth, as a reader with a fault would."""
    for line in document.lines():
        if line.number == 4:
            raise KeyError("no such thing")
        place = Source(file=document.name, format="broken", first_line=line.number, last_line=line.number)
        yield WorkRecord(source=place, title=line.text)


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(guard.DEBUG, raising=False)
    one = Format("broken", "", lambda head: head.startswith("broken"), guard.guarded("broken", broken))
    known = formats() | {"broken": one}
    monkeypatch.setattr("kg.readers.formats", lambda: known)


@pytest.mark.usefixtures("faulty")
def test_a_fault_of_a_reader_is_one_rejection_that_names_the_document() -> None:
    items = list(read(Document.of_bytes(b"broken\nb\nc\xff\nd\ne\n", "list.txt")))
    assert [item.title for item in items if isinstance(item, WorkRecord)] == ["broken", "b", "c\ufffd"]
    (rejection,) = [item for item in items if isinstance(item, Rejection)]
    assert (rejection.file, rejection.line) == ("list.txt", 3)
    for said in ("a fault of kg", "broken", "KeyError: 'no such thing'", "KG_DEBUG=1", "is lost"):
        assert said in rejection.reason
    assert "byte 0xFF" in str(items[-1]), "what was wrong with the lines before is said all the same"


@pytest.mark.usefixtures("faulty")
def test_with_the_switch_the_fault_itself_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(guard.DEBUG, "1")
    with pytest.raises(KeyError) as caught:
        list(read(Document.of_bytes(b"broken\nb\nc\nd\n", "list.txt")))
    assert caught.value.__notes__ == ["while broken read list.txt, after line 3"]


def test_a_fault_while_the_format_is_told_costs_the_document_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(head: str) -> float:
        raise ZeroDivisionError

    monkeypatch.delenv(guard.DEBUG, raising=False)
    known = formats() | {"broken": Format("broken", "", fails, broken)}
    monkeypatch.setattr("kg.readers.formats", lambda: known)
    with pytest.raises(UnreadableInput, match=r"list\.txt: a fault of kg .* broken .*ZeroDivisionError"):
        detect(Document.of_bytes(b"a\n", "list.txt"))
    monkeypatch.setenv(guard.DEBUG, "1")
    with pytest.raises(ZeroDivisionError):
        detect(Document.of_bytes(b"a\n", "list.txt"))


@pytest.mark.usefixtures("faulty")
def test_a_build_goes_on_and_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list.txt").write_text("broken\nb\nc\nd\ne\n")
    (tmp_path / "good.jsonl").write_text('{"title": "A good one"}\n')
    monkeypatch.setattr("kg.release.pipeline.ingest.format_named", lambda name: _known()[name])
    done: Any = CliRunner().invoke(
        kg, ["build", str(tmp_path), "--data", str(tmp_path / "data"), "--processes", "1"]
    )
    assert done.exit_code == 1, done.output
    assert "list.txt:3: rejected: a fault of kg" in done.stderr
    assert (tmp_path / "data").is_dir()


def _known() -> dict[str, Format]:
    import kg.readers

    return kg.readers.formats()
