"""The file of decisions: JSON Lines, UTF-8; empty lines and lines that begin with `#` are passed over."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import orjson
from pydantic import ValidationError

from kg.errors import DecisionError, UnreadableInput
from kg.identity.decisions.entry import Decision, Placed

FILE_NAME: Final = "decisions.jsonl"


def read(paths: Iterable[Path]) -> list[Placed]:
    """Read all decisions, file by file, in their order.

    Raises:
        UnreadableInput: a file cannot be opened.
        DecisionError: a line is no decision; a decision is never passed over.
    """
    found = []
    for path in paths:
        try:
            lines = path.read_bytes().split(b"\n")
        except OSError as error:
            raise UnreadableInput(
                str(path), f"the file of decisions cannot be read: {error.strerror}"
            ) from error
        for number, line in enumerate(lines, 1):
            text = line.strip().removeprefix(b"\xef\xbb\xbf")
            if text and not text.startswith(b"#"):
                found.append(Placed(_parse(text, path.name, number), path.name, number))
    return found


def _parse(line: bytes, name: str, number: int) -> Decision:
    try:
        return Decision.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        reason = first["msg"].removeprefix("Value error, ")
        raise DecisionError(
            f"{name}:{number}: no decision: {place + ': ' if place else ''}{reason}"
        ) from None


def append(path: Path, decision: Decision) -> Placed:
    """Write one more decision at the end of the file, which is made where it is absent.

    Raises:
        OSError: the file cannot be written.
    """
    line = orjson.dumps(decision.model_dump(exclude_defaults=True)) + b"\n"
    before = path.read_bytes() if path.exists() else b""
    if before and not before.endswith(b"\n"):
        line = b"\n" + line
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(line)
    return Placed(decision, path.name, (before + line).count(b"\n"))
