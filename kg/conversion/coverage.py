"""What a format of references carries of what records state, found by trial: with a field, and without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from pydantic import TypeAdapter

from kg.conversion.recorded import recorded
from kg.formats import OutputFormat
from kg.records import WorkRecord
from kg.writers.references.bibliography import Bibliography

_ASIDE: Final = frozenset({"type", "source", "damage", "repairs"})
"""Fields that speak of the record, not of the paper."""
_TELLING: Final = 4
"""Characters of a value that stands in a text by chance no more."""


@dataclass(slots=True)
class FormatCoverage:
    """Of each field of a record: how many records state it, and of how many the format says it."""

    format: OutputFormat[Bibliography]
    stated: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)

    def count(self, record: WorkRecord) -> None:
        """Count what is written of one record.

        A field is written where the text would be another one without it, or holds all its values: the year
        stands in the date as well.
        """
        whole = self._text(record)
        for name, known in WorkRecord.model_fields.items():
            usual = known.get_default(call_default_factory=True)
            if name in _ASIDE or getattr(record, name) in (usual, None, (), {}):
                continue
            if name == "authors_complete":  # true, or null, where nothing is missing
                usual = True
                if record.authors_complete is not False:
                    continue
            self.stated[name] += 1
            other = self._text(record.model_copy(update={name: usual}))
            self.written[name] += other != whole or self._holds(whole, getattr(record, name))

    def lines(self) -> list[str]:
        """Return a table for people: in how many records each field is stated, and how often left out."""
        wide = max(map(len, self.stated), default=5)
        head = f"{'field':{wide}}  {'stated':>7}  {'written':>7}  {'left out':>8}"
        rows = [
            f"{name:{wide}}  {count:7}  {self.written[name]:7}  {count - self.written[name]:8}"
            for name, count in sorted(self.stated.items())
        ]
        return [head, *rows]

    @staticmethod
    def _holds(text: bytes, value: object) -> bool:
        plain = TypeAdapter(Any).dump_python(value, exclude_none=True)
        values = [leaf.encode() for leaf in _leaves(plain)]
        return bool(values) and all(len(one) >= _TELLING and one in text for one in values)

    def _text(self, record: WorkRecord) -> bytes:
        output = BytesIO()
        self.format.write(Bibliography([recorded(record)]), output)
        return output.getvalue()


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    else:
        yield str(value)
