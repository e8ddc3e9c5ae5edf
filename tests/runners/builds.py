"""Builds by one runner and another, and what they must have in common."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

import orjson

from kg.readers.sources import documents
from kg.release import DataDirectory, Release
from kg.release.build import build
from kg.release.mapping import Options
from kg.runners import Runner
from tests.bench import corpus

_OPTIONS: Final = Options("https://kg.example.org/", processes=1)
_VARY: Final = {"seconds", "peak_memory_bytes"}


def written(folder: Path, count: int) -> list[str]:
    """Write records into four files, one with entries that cannot be read, and another that is refused."""
    folder.mkdir()
    every = corpus.records(count)
    for number in range(4):
        with (folder / f"{number}.jsonl").open("wb") as out:
            for record in islice(every, count // 4):
                out.write(orjson.dumps(record) + b"\n")
    with (folder / "0.jsonl").open("ab") as out:
        out.write(b'{"title": "cut \n{"title": 7}\n')
    (folder / "refused.dat").write_bytes(b"\x00\x01 nobody reads this")
    return [str(folder)]


def built(sources: list[str], data: Path, runner: Runner | None, **options: Any) -> Release:
    chosen = replace(_OPTIONS, runner=runner, **options)
    return build(list(documents(sources)), DataDirectory(data), chosen, allow_violations=True)[0]


def told(release: Release) -> dict[str, Any]:
    """Return all that the same sources must give again: of large files the digests, of a report the words."""
    report = orjson.loads(release.report_path.read_bytes())
    manifest = release.manifest
    return {
        "report": {name: value for name, value in report.items() if name not in _VARY},
        "rejections": (release.path / "rejections.jsonl").read_bytes(),
        "dumps": {name: one for name, one in manifest.files.items() if name.startswith("dumps/")},
        "content": manifest.content_sha256,
        "inputs": manifest.inputs,
        "counts": manifest.counts,
    }
