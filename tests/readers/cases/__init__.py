"""Cases of the readers: an input file each, and beside it what kg reads of it, as data.

    cases/FORMAT/NAME.EXT             the input: one source file, of invented people and works
    cases/FORMAT/NAME.expected.json   what is read of it

A reader adds cases so: put good, odd and broken inputs into the folder that is called as its format, run

    python -m tests.readers.cases --write FORMAT/NAME      (or FORMAT, or nothing for all)

and read what was written before committing it. Nothing else is touched: `tests/readers/test_cases.py` runs
every case there is, and `test_fuzz.py` damages each input further.

The input is read as the format of its folder. The expected file has `format` (as which it is detected by its
content, null where by none), `items` (records in kg's JSON, without what is at its default and without the
file's name; rejections and notices, with their lines), `refused` (the message, where nothing can be read of
it) and `fates`: how many values were kept, changed and stated only, and of the dropped ones path and reason.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any, Final

import orjson

from kg.errors import InputError
from kg.readers import detect, read
from kg.readers.fates import Fates
from kg.readers.source import Document
from kg.records import Item, Notice, Rejection

FOLDER: Final = Path(__file__).resolve().parent
_EXPECTED: Final = ".expected.json"


@dataclass(frozen=True, slots=True)
class Case:
    """One input file."""

    input: Path

    @property
    def format(self) -> str:
        return self.input.parent.name

    @property
    def name(self) -> str:
        return f"{self.format}/{self.input.name.partition('.')[0]}"

    @property
    def expected_path(self) -> Path:
        return self.input.with_name(self.input.name.partition(".")[0] + _EXPECTED)

    def document(self) -> Document:
        """Return the input as a document that counts the fates of its values."""
        document = Document.of_bytes(self.input.read_bytes(), self.input.name)
        document.fates = Fates()
        return document

    def items(self, document: Document) -> list[Item]:
        """Return what is read of the input.

        Raises:
            InputError: nothing can be read of it.
        """
        return list(read(document, self.format))

    def made(self) -> dict[str, Any]:
        """Return what is read of the input now, in the form of the expected file."""
        document = self.document()
        made: dict[str, Any] = {"format": _detected(self.document())}
        try:
            made["items"] = [plain(item) for item in self.items(document)]
        except InputError as error:
            made["refused"] = str(error)
        if document.fates is not None and document.fates.counts:
            made["fates"] = fates(document.fates)
        return made

    def expected(self) -> dict[str, Any]:
        """Return what the expected file has; nothing where there is none."""
        found = self.expected_path
        loaded: dict[str, Any] = orjson.loads(found.read_bytes()) if found.exists() else {}
        return loaded

    def difference(self) -> str:
        """Return how what is read differs from what is expected, as a unified diff; empty if it does not."""
        expected, made = self.expected(), self.made()
        if expected == made:
            return ""
        return "".join(unified_diff(
            _text(expected).splitlines(keepends=True), _text(made).splitlines(keepends=True),
            f"{self.name} (expected)", f"{self.name} (read)", n=2,
        ))  # fmt: skip

    def write(self) -> None:
        """Take what is read for what is expected."""
        self.expected_path.write_text(_text(self.made()), encoding="utf-8")


def cases(format_name: str = "*") -> list[Case]:
    """Return every case, or those of one format, by name."""
    return list(_cases(format_name))


def _cases(format_name: str) -> Iterator[Case]:
    for path in sorted(FOLDER.glob(f"{format_name}/*")):
        if path.is_file() and not path.name.endswith((_EXPECTED, ".py", ".pyc")):
            yield Case(path)


def plain(item: Item) -> dict[str, Any]:
    """Return an item as data, without the name of its file and of its format."""
    if isinstance(item, Rejection | Notice):
        kept = {key: value for key, value in dataclasses.asdict(item).items() if key != "file" and value}
        return {"type": type(item).__name__.lower()} | kept
    made = {"type": item.type} | item.model_dump(mode="json", exclude_defaults=True)
    made["source"] = {key: value for key, value in made["source"].items() if key not in ("file", "format")}
    return made


def fates(found: Fates) -> dict[str, Any]:
    """Return counts of fates as data: dropped values by path, with the reason."""
    dropped: dict[str, int] = {}
    for fate, count in sorted(found.counts.items()):
        if fate.kind == "dropped":
            dropped[f"{fate.path}: {fate.reason}"] = count
    counts = {kind: found.total(kind) for kind in ("kept", "changed", "stated")}
    return counts | {"dropped": dropped}


def _detected(document: Document) -> str | None:
    try:
        return detect(document).name
    except InputError:
        return None


def _text(data: dict[str, Any]) -> str:
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
