"""Entries are found in whatever shape JSON comes, and a bad one costs nothing but itself."""

from __future__ import annotations

import gzip
import json
import random
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from kg.readers import json_head
from kg.readers.json_entries import JsonEntry, entries
from kg.readers.source import Document
from kg.records import Rejection

WORKS: list[dict[str, Any]] = [
    {"id": "a", "title": 'Of "brackets" [and] {braces}', "list": [{"id": 1}, {"id": 2}], "n": None},
    {"id": "b", "title": "Ends with a backslash \\", "list": [], "deep": {"er": [[{"id": "x"}]]}},
    {"id": "c", "title": "Grüße, 漢字", "list": [{"title": "}"}], "n": 1.5},
]
SHAPES = {
    "lines": "\n".join(map(json.dumps, WORKS)),
    "lines after a blank line, with CR LF": "\r\n" + "\r\n".join(map(json.dumps, WORKS)) + "\r\n",
    "lines that end with CR": "\r".join(map(json.dumps, WORKS)),
    "array on one line": json.dumps(WORKS),
    "array over lines": json.dumps(WORKS, indent=2),
    "array, an entry a line": "[\n" + ",\n".join(map(json.dumps, WORKS)) + "\n]\n",
    "array of arrays": json.dumps([WORKS[:1], WORKS[1:]]),
    "list in an object": json.dumps({"n": 3, "items": WORKS, "more": [1]}),
    "list in an object over lines": json.dumps({"n": {"items": 1}, "items": WORKS}, indent=1),
    "list two levels down": json.dumps({"message": {"total": {"x": [1]}, "items": WORKS}, "end": "}"}),
    "a list a line": "\n".join(json.dumps({"items": [work]}) for work in WORKS) + "\n",
    "array of lists": json.dumps([{"items": WORKS[:2]}, {"items": WORKS[2:]}]),
    "one after another": "".join(json.dumps(work, indent=1) for work in WORKS),
    "one after another on one line": " ".join(map(json.dumps, WORKS)),
    "a text sequence": "".join(f"\x1e{json.dumps(work, indent=1)}\n" for work in WORKS),
    "a text sequence in lines": "".join(f"\x1e{json.dumps(work)}\n" for work in WORKS),
    "byte order marks": "".join(f"\ufeff{json.dumps(work, indent=1)}\n" for work in WORKS),
}  # fmt: skip


def found(content: bytes | str, **options: Any) -> list[JsonEntry | Rejection]:
    content = content.encode() if isinstance(content, str) else content
    return list(entries(Document.of_bytes(content, "in.json"), **options))


def values(items: list[JsonEntry | Rejection]) -> list[dict[str, Any]]:
    assert not [one for one in items if isinstance(one, Rejection)], items
    return [one.value for one in items if isinstance(one, JsonEntry)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("form", ["plain", "mark", "gzip", "utf-16"])
def test_every_shape_gives_the_same_entries(shape: str, form: str) -> None:
    text = SHAPES[shape]
    content = {
        "plain": text.encode(),
        "mark": b"\xef\xbb\xbf" + text.encode(),
        "gzip": gzip.compress(text.encode()),
        "utf-16": text.encode("utf-16"),
    }[form]
    assert values(found(content)) == WORKS


@pytest.mark.parametrize("shape", SHAPES)
def test_the_beginning_shows_the_keys_of_the_first_entry(shape: str) -> None:
    opening = json_head.keys(SHAPES[shape])
    assert opening.entry == WORKS[0].keys()
    assert bool(opening.holder) == ("list" in shape)
    assert json_head.keys(SHAPES[shape][:60]).entry <= WORKS[0].keys(), "what is cut shows less"
    assert json_head.looks_like_json(SHAPES[shape])


def test_the_beginning_shows_keys_one_level_down() -> None:
    opening = json_head.keys(
        '{"broken\n\n{"status": "ok", "message": {"DOI": "10.1000/1", "more": {"x": 1}}}'
    )
    assert opening.entry == {"status", "message"}
    assert opening.within == {"message.DOI", "message.more"}


def test_an_object_without_a_list_is_an_entry() -> None:
    one = {"items": 3, "message": {"items": {"a": []}}}
    assert values(found(json.dumps(one, indent=2))) == [one]
    assert values(found(json.dumps({"items": WORKS}), lists=())) == [{"items": WORKS}]
    assert found('{"items": []}') == []
    assert found("[]\n") == []


def test_lines_are_those_of_the_document() -> None:
    text = '\n[\n{"id": 1},\n\n {"id":\n2}, {"id": 3}\n]'
    assert [(one.first_line, one.last_line) for one in found(text) if isinstance(one, JsonEntry)] == [
        (3, 3), (5, 6), (6, 6),
    ]  # fmt: skip


BAD = {
    "a comma too many": '{"id": "x", "title": "t",}',
    "a bare word": '{"id": nothing, "title": "t"}',
    "a colon lost": '{"id" "x", "title": "t"}',
    "a quotation mark lost": '{"id": "x, "title": "t"}',
    "a text that does not end": '{"id": "x", "title": "t}',
    "a bracket lost": '{"id": "x", "list": [{"id": 3}, "title": "t"}',
    "a brace lost": '{"id": "x", "list": [{"id": 3}], "title": "t"',
    "a control character": '{"id": "x\x01", "title": "t"}',
    "a text": '"id"',
    "a number": "17",
    "null": "null",
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize("shape", ["lines", "array, an entry a line", "compact", "in an object"])
def test_a_bad_entry_costs_one_rejection_with_its_line(bad: str, place: int, shape: str) -> None:
    texts = [json.dumps(work) for work in WORKS]
    texts.insert(place, BAD[bad])
    before, between, after = {
        "lines": ("", "\n", "\n"),
        "array, an entry a line": ("[\n", ",\n", "\n]"),
        "compact": ("[", ",", "]"),
        "in an object": ('{"n": 3, "items": [\n', "\n,\n", "]}"),
    }[shape]
    items = found(before + between.join(texts) + after)
    (rejection,) = [one for one in items if isinstance(one, Rejection)]
    assert [one.value for one in items if isinstance(one, JsonEntry)] == WORKS, rejection
    line = {
        "lines": 1 + place,
        "array, an entry a line": 2 + place,
        "compact": 1,
        "in an object": 2 + 2 * place,
    }
    assert rejection.line == line[shape]
    assert rejection.excerpt[:10] in BAD[bad]
    assert rejection.reason.startswith(("it is not valid JSON", "it is not a JSON object but"))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_document_cut_anywhere_keeps_all_entries_before(shape: str) -> None:
    text = SHAPES[shape].encode()
    for cut in range(1, len(text)):
        if not text[:cut].strip(b"\r\n \xef\xbb\xbf\x1e"):
            continue
        items = found(text[:cut])
        whole = [one.value for one in items if isinstance(one, JsonEntry)]
        rejections = [one for one in items if isinstance(one, Rejection)]
        assert len(rejections) <= 1, (cut, rejections)
        if shape not in ("a list a line", "array of lists"):
            assert whole == WORKS[: len(whole)], cut
            assert len(whole) >= sum(_begun(text, cut)), cut


def _begun(text: bytes, cut: int) -> list[bool]:
    """Tell of each work but the first whether its beginning stands before the cut."""
    starts = [text.find(b'"id": "%s"' % mark) for mark in (b"b", b"c")]
    return [0 <= start < cut for start in starts]


def test_a_cut_gzip_says_so() -> None:
    content = gzip.compress(
        (
            "[" + ",".join(json.dumps({"id": n, "t": random.Random(n).random()}) for n in range(20_000)) + "]"
        ).encode()
    )
    items = found(content[: len(content) // 2])
    assert isinstance(items[-1], Rejection)
    assert "the gzip data are cut short" in items[-1].reason
    assert len(items) > 5000
    assert not [one for one in items[:-1] if isinstance(one, Rejection)]


def test_what_is_longer_than_the_limit_is_one_rejection() -> None:
    text = json.dumps([WORKS[0], {"id": "x", "title": "y" * 5000}, WORKS[1]])
    items = list(entries(Document.of_bytes(text.encode(), "in.json", line_limit=2000)))
    assert [type(one) for one in items] == [JsonEntry, Rejection, JsonEntry]
    assert isinstance(items[1], Rejection)
    assert "more than 2,000 bytes" in items[1].reason


@pytest.mark.parametrize("shape", ["array on one line", "array over lines", "list in an object"])
def test_memory_does_not_grow_with_the_document(shape: str, tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.json"
        one = json.dumps(WORKS[0], indent=2 if "over" in shape else None)
        before, after = ('{"items": [', "]}") if "object" in shape else ("[", "]")
        path.write_text(before + ",".join([one] * count) + after)
        tracemalloc.start()
        assert sum(isinstance(one, JsonEntry) for one in entries(Document(path))) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(12_000) < peak(6_000) + 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        '[{"a":' * 3000,
        '[{"a":[' * 4000,
        '{"items":[' * 3000,
        "[" * 5000,
        '["' * 5000,
        '{"a":"' + "\\" * 9999,
        "}" * 2000,
        '{"a"' * 4000,
    ],
)
def test_hostile_nesting_ends(text: str) -> None:
    assert all(isinstance(one, Rejection) for one in found(text))


@pytest.mark.parametrize("deep", ["[" * 900 + "]" * 900, '{"a":' * 900 + "1" + "}" * 900])
def test_what_stands_too_deep_is_one_rejection(deep: str) -> None:
    line = '{"a": ["]", "}"], "x": %s}'
    items = found(
        "\n".join([line % 1, line % deep, line % ('"' + "[" * 900 + '"'), line % ("[" * 90 + "]" * 90)])
    )
    assert [type(one) for one in items] == [JsonEntry, Rejection, JsonEntry, JsonEntry]
    assert isinstance(items[1], Rejection)
    assert "more than 250 deep" in items[1].reason
