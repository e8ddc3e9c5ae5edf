"""Gold that people keep, as tables whose columns are parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import UnreadableInput


def read_gold(path: Path) -> dict[str, str]:
    """Return the person of each mention, `{record id}-{position}`, of a TSV file.

    Columns: record id (as in the IRI of the record, `{16 hex digits}-{n}`, or that IRI), position from 1,
    person (any text). Lines that are empty or begin with `#`, and a header (no digit in it), are passed over.

    Raises:
        UnreadableInput: the file cannot be read, or a line has no three columns, or no position, or
            gives a mention a second person.
    """
    return {
        f"{record.rsplit('/', 1)[-1]}-{position}": person
        for (record, position), person in read_persons(path).items()
    }


def read_persons(path: Path, doubled: list[str] | None = None) -> dict[tuple[str, int], str]:
    """Return the person of each record, as the table names it, and position, from 1.

    Of a mention with two persons the first counts, and it is added to `doubled`, if that is given.

    Raises:
        UnreadableInput: as for `read_gold`; a second person only where `doubled` is not given.
    """
    gold: dict[tuple[str, int], str] = {}
    for number, columns in _rows(path):
        if len(columns) < 3 or not all(columns[:3]):
            raise UnreadableInput(
                str(path),
                "not three columns",
                line=number,
                advice="give record id, position and person, by tabs",
            )
        record, position, person = columns[:3]
        if not position.isdecimal() or int(position) < 1:
            raise UnreadableInput(
                str(path), f"{position!r} is no position", line=number, advice="count from 1"
            )
        known = gold.setdefault((record, int(position)), person)
        if known == person:
            continue
        mention = f"{record.rsplit('/', 1)[-1]}-{int(position)}"
        if doubled is None:
            raise UnreadableInput(
                str(path), f"{mention} is given to {known!r} above, and to {person!r} here", line=number
            )
        doubled.append(mention)
    if not gold:
        raise UnreadableInput(str(path), "there is no mention in it")
    return gold


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Return pairs of records, as the table names them, that are one paper.

    Raises:
        UnreadableInput: the file cannot be read, a line has no two columns, or there is no pair in it.
    """
    pairs: list[tuple[str, str]] = []
    for number, columns in _rows(path):
        if len(columns) < 2 or not all(columns[:2]):
            raise UnreadableInput(
                str(path), "not two columns", line=number, advice="give two record ids, by a tab"
            )
        pairs.append((columns[0], columns[1]))
    if not pairs:
        raise UnreadableInput(str(path), "there is no pair in it")
    return pairs


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield number and columns of each line that says something, without the angle brackets of SPARQL."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), f"it cannot be read: {error}") from error
    begun = False
    for number, line in enumerate(lines, start=1):
        is_header = not begun and not any(character.isdigit() for character in line)
        if not line.strip() or line.startswith("#") or is_header:
            continue
        begun = True
        yield number, [column.strip().strip("<>") for column in line.split("\t")]
