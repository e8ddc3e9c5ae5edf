"""How `kg check` writes a BibTeX file with what is wrong put right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.errors import UnreadableInput, UsageError
from kg.queries.checking import ReferenceCheck, ReferenceStatus
from kg.queries.checking.correction import mended
from kg.records import WorkRecord

BIBTEX = "bibtex"


class BibtexFile:
    """The text of one BibTeX file, and the entries of it that are to be written otherwise.

    Raises:
        UsageError: there is not one file, or it is no plain one.
        UnreadableInput: it cannot be read.
    """

    def __init__(self, sources: tuple[str, ...], target: Path) -> None:
        if len(sources) != 1 or not Path(sources[0]).is_file():
            raise UsageError("--mend is for one BibTeX file")
        self._target, self._file = target, sources[0]
        try:
            text = Path(self._file).read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableInput(self._file, f"is not UTF-8 (byte {error.start})") from error
        except OSError as error:
            raise UnreadableInput(self._file, error.strerror or str(error)) from error
        self._lines = text.split("\n")
        self._changes: dict[int, tuple[int, str]] = {}
        self._fields = 0

    def add(self, record: WorkRecord, verdict: ReferenceCheck) -> None:
        """Take up what is wrong in the entry of a record.

        Raises:
            UsageError: the file is no BibTeX.
        """
        source = record.source
        if source.format != BIBTEX:
            advice = "`kg convert` writes BibTeX"
            raise UsageError(f"--mend is for BibTeX; {source.file} is {source.format}: {advice}")
        first, last = source.first_line - 1, source.last_line
        text, fields = mended("\n".join(self._lines[first:last]), verdict)
        self._fields += len(fields)
        if verdict.found and verdict.status in (ReferenceStatus.RETRACTED, ReferenceStatus.WITHDRAWN):
            text = f"% {'; '.join(verdict.found.statuses)}\n{text}"
        if text != "\n".join(self._lines[first:last]):
            self._changes[first] = (last, text)

    def write(self, tell: Callable[[str], None]) -> None:
        """Write the file, and `tell` how much of it was changed."""
        written: list[str] = []
        place = 0
        for first, (last, text) in sorted(self._changes.items()):
            if first < place:  # two entries on one line
                tell(f"{self._file}:{first + 1}: note: left as it is, as another entry is on its line")
                continue
            written += [*self._lines[place:first], text]
            place = last
        part = self._target.with_name(f".{self._target.name}.part")
        part.write_bytes("\n".join([*written, *self._lines[place:]]).encode())
        part.replace(self._target)
        tell(f"({self._target}: {self._fields} fields put right, {len(self._changes)} entries changed)")
