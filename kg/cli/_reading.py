"""How commands read sources record by record, and say what could not be read."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kg.cli._options import tell
from kg.errors import InputError
from kg.readers import format_named, formats, read
from kg.readers.sources import documents
from kg.records import Notice, Record, Rejection

format_option = click.option(
    "--format",
    "format_name",
    metavar="NAME",
    help="Read every source as this format instead of detecting it: " + ", ".join(formats()) + ".",
)


class RecordStream:
    """The records of sources, one by one, and how many were read and refused so far.

    Raises:
        UsageError: there is no format of that name.
    """

    def __init__(
        self, sources: tuple[str, ...], format_name: str | None, columns: dict[str, str] | None = None
    ) -> None:
        if format_name:
            format_named(format_name)
        self._sources, self._format, self._columns = sources, format_name, columns
        self.read = 0
        self.refused = 0

    def __iter__(self) -> Iterator[Record]:
        for document in documents(self._sources, tell, self._columns):
            try:
                for item in read(document, self._format):
                    if isinstance(item, Rejection | Notice):
                        self.refused += isinstance(item, Rejection)
                        tell(str(item))
                    else:
                        self.read += 1
                        yield item
            except InputError as error:
                # the next source may be good
                self.refused += 1
                tell(str(error))

    @property
    def exit_code(self) -> int:
        """0 where all was read; 1 where something was rejected, 2 where nothing could be read."""
        if not self.refused:
            return 0
        return 1 if self.read else 2
