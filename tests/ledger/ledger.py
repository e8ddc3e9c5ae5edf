"""The ledgers by name: where each stands, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import orjson
import zstandard

from kg.resources import examples
from tests.ledger import builds, papers, persons

FOLDER: Final = Path(__file__).resolve().parent.parent / "identity" / "ledger"
SHARED: Final = Path(__file__).resolve().parent.parent.parent.parent / "shared"
_SLICE: Final = 600
_PAIRS: Final = 300


@dataclass(frozen=True, slots=True)
class Ledger:
    """One text of `tests/identity/ledger/`; `needs` is the material without which it cannot be made."""

    name: str
    make: Callable[[], str]
    needs: Path | None = None

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.txt"

    @property
    def absent(self) -> str:
        """Say what is missing; the empty string if nothing is."""
        return f"needs {self.needs}" if self.needs and not self.needs.exists() else ""

    def difference(self) -> str:
        """Return how what is decided differs from what was, as a unified diff; empty if it does not."""
        expected = self.path.read_text("utf-8") if self.path.exists() else ""
        lines = (expected.splitlines(keepends=True), self.make().splitlines(keepends=True))
        return "".join(unified_diff(*lines, f"{self.name} (expected)", f"{self.name} (decided)", n=0))

    def write(self) -> None:
        """Take what is decided now for what is expected."""
        self.path.write_text(self.make(), encoding="utf-8")


_FIVE: Final = SHARED / "records"
_OPENREVIEW: Final = SHARED / "corpora" / "identity-openreview" / "records.jsonl.zst"
_DBLP_ACM: Final = SHARED / "corpora" / "papers-dblp-acm"


def _openreview() -> str:
    """Return the ledger of the first records of a corpus with many people of like names."""
    with TemporaryDirectory() as folder, _OPENREVIEW.open("rb") as packed:
        path = Path(folder) / "openreview.jsonl"
        content = zstandard.ZstdDecompressor().stream_reader(packed).read()
        path.write_bytes(b"".join(islice(content.splitlines(keepends=True), _SLICE)))
        return builds.text([path])


def _dblp_acm() -> str:
    """Return the ledger of the first pairs of a corpus of papers that stand in two registries."""
    records = {
        orjson.loads(line)["identifiers"]["set"]: line
        for line in (_DBLP_ACM / "records.jsonl").read_bytes().splitlines(keepends=True)
    }
    gold = (_DBLP_ACM / "gold.tsv").read_text("utf-8").splitlines()[:_PAIRS]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dblp-acm.jsonl"
        path.write_bytes(
            b"".join(records[one] for one in sorted({key for row in gold for key in row.split("\t")}))
        )
        return builds.text([path])


LEDGERS: Final = [
    Ledger("papers", lambda: papers.text(FOLDER / "papers.toml")),
    Ledger("persons", lambda: persons.text(FOLDER / "persons.toml")),
    Ledger("examples", lambda: builds.text([examples()])),
    Ledger("five-documents", lambda: builds.text([_FIVE]), _FIVE),
    Ledger("openreview", _openreview, _OPENREVIEW),
    Ledger("dblp-acm", _dblp_acm, _DBLP_ACM),
]
