"""Every case of every reader (`tests/readers/cases`): what is read of it, and what holds of all of it."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.readers import formats, read
from kg.readers.kg_jsonl import written
from kg.readers.source import Document
from kg.records import Notice, Rejection
from tests.readers.cases import FOLDER, Case, cases

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_read_as_expected(case: Case) -> None:
    if difference := case.difference():
        pytest.fail(f"{difference}\nif this is meant: python -m tests.readers.cases --write {case.name}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_read_has_a_fate_and_is_read_again_the_same(case: Case) -> None:
    document = case.document()
    try:
        items = case.items(document)
    except InputError:
        return
    assert document.fates is not None
    for fate in document.fates.counts:
        assert fate.kind != "dropped" or fate.reason, f"{fate.path} is dropped without a reason"
        assert fate.kind not in ("kept", "changed") or fate.field, fate
    records = [item for item in items if not isinstance(item, Rejection | Notice)]
    again = Document.of_bytes(b"".join(map(written, records)) or b"\n", "again.jsonl")
    assert [item for item in read(again, "kg-jsonl") if not isinstance(item, Notice)] == records


def test_every_folder_is_called_as_a_format_and_no_expected_file_is_left_alone() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names), "two inputs of a format have the same name"
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir() and path.name[0] not in "_."}
    assert folders <= set(formats())
    expected = set(FOLDER.glob("*/*.expected.json"))
    assert expected == {case.expected_path for case in CASES}
