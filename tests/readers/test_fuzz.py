"""Damaged documents: whatever stands in one, reading it gives records, rejections and notices, and no fault.

Documents that are known to be awkward are damaged further by chance: bytes, characters, lines, pieces of
other documents. The seed makes a run repeatable; a failure names the number of its example.

    KG_FUZZ_EXAMPLES=100000 KG_FUZZ_SEED=7 pytest tests/readers/test_fuzz.py

tries as many, with other chances.
"""

from __future__ import annotations

import os
import random
import re
from functools import cache
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers import detect, formats, read
from kg.readers.border import DEBUG
from kg.readers.kg_jsonl import written
from kg.readers.source import Document
from kg.records import Notice, Rejection
from kg.resources import examples
from tests.readers.cases import cases

EXAMPLES = int(os.environ.get("KG_FUZZ_EXAMPLES", "3000"))
SEED = int(os.environ.get("KG_FUZZ_SEED", "1"))
BATCHES = 12
_SEEDS = frozenset([".txt", ".jsonl", ".xml", ".json"])
LARGEST = 12_000  # bytes of a document; of a bigger one a part is taken, so that many can be tried
ODD = [
    "\u3000", "\u2028", "\u2029", "\x85", "\x1c", "\x1f", "\x00", "\x0b", "\x0c", "\u200b",
    "\u00ad", "\ufeff", "\ufffd", "\ud7ff", "\U0010ffff", "\u0301", "\u202e", "é", "ß", "İ", "ก",
    "漢", "한", "\u00a0", "\r", "\n", "\n\n", "\t", " ", ",", ", ", ";", ":", "·", "(", ")", "((",
    "{", "}", "[", "]", "<", ">", "&", "&amp;", "&#0;", "\\", "$", '"', "'", "null", "et al.",
    " and ", "arXiv:", "Title:", "Authors:", "Created: ", "10.1000/", "0", "-1", "1e999",
    "99999999999999999999", "true", "[]", "{}", "]]>", "<!--", "<paper", "</paper>", "<!DOCTYPE", "<![CDATA[",
    "<?xml ", "<record>", "</record>", "<x:", 'xmlns="',
]  # fmt: skip
RAW = [b"\xff", b"\xc3", b"\xe9", b"\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\xff\xfe"]


@cache
def seeds() -> list[bytes]:
    shared = Path(__file__).parent.parent.parent.parent / "shared" / "cases"
    told = [
        path
        for path in sorted((*examples().rglob("*"), *shared.glob("*/*")))
        if path.is_file() and path.suffix in _SEEDS and path.name != "expected.json"
    ]
    found = [path.read_bytes() for path in (*sorted(case.input for case in cases()), *told)]
    assert len(found) > 20
    return found


def part(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    while len(content) > LARGEST and len(lines) > 1:
        cut = chance.randrange(len(lines))
        lines = lines[:cut] if chance.random() < 0.7 else lines[cut:]
        content = b"".join(lines)
    return content[:LARGEST]


def renumbered(content: bytes, chance: random.Random) -> bytes:
    number = chance.choice((b"9" * 5000, b"9" * 30, "\u00b2".encode(), "\u0663".encode(), b"-1", b"0"))
    numbers = list(_NUMBER.finditer(content))
    if not numbers:
        return content
    one = chance.choice(numbers)
    return content[: one.start()] + number + content[one.end() :]


_NUMBER = re.compile(rb"\d{1,6}")


def damaged(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        lines = content.split(b"\n")
        place, at = chance.randrange(len(lines)), chance.randrange(len(content) + 1)
        match chance.randrange(11):
            case 0:
                content = content[:at] + chance.choice(RAW) + content[at:]
            case 1:
                content = content[:at] + content[at + chance.choice((1, 2, 5, 40)) :]
            case 2:
                content = content[:at] + chance.choice(ODD).encode() + content[at:]
            case 3:
                lines[place] = chance.choice(ODD).encode() * chance.choice((1, 1, 2, 30))
                content = b"\n".join(lines)
            case 4:
                del lines[place]
                content = b"\n".join(lines)
            case 5:
                lines.insert(place, lines[chance.randrange(len(lines))])
                content = b"\n".join(lines)
            case 6:
                other = part(chance.choice(seeds()), chance).split(b"\n")
                start = chance.randrange(len(other))
                lines[place:place] = other[start : start + chance.choice((1, 2, 5))]
                content = b"\n".join(lines)
            case 7:
                lines[place] = b"" if chance.random() < 0.5 else lines[place][: len(lines[place]) // 2]
                content = b"\n".join(lines)
            case 8:
                content = content[:at]
            case 9:
                content = renumbered(content, chance)
            case _:
                text = chance.choice(ODD).encode()
                content = content.replace(chance.choice((b" ", b",", b'"', b":", b"\n")), text, 1)
    return content


def example(number: int) -> tuple[bytes, str | None]:
    """Return a document and the format to read it as, which may be another than its own."""
    chance = random.Random(f"{SEED}:{number}")
    content = damaged(part(chance.choice(seeds()), chance), chance)
    return content, None if chance.random() < 0.6 else chance.choice(sorted(formats()))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_document_ends_a_reader(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DEBUG, "1")  # a fault is raised
    for number in range(batch, EXAMPLES, BATCHES):
        content, name = example(number)
        try:
            document = Document.of_bytes(content, f"example-{number}")
            chosen = name or detect(document).name
            for item in read(document, chosen):
                if isinstance(item, Rejection | Notice):
                    assert item.line >= 1
                else:
                    assert written(item).count(b"\n") == 1
        except InputError:
            continue
        except Exception as error:
            error.add_note(f"example {number} of seed {SEED}, read as {name or 'what it looks like'}")
            raise
