"""Gold that people keep: which mention is whose, as a table of record id, position and person."""

from __future__ import annotations

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
    gold: dict[str, str] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), f"it cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        columns = [column.strip().strip("<>") for column in line.split("\t")]  # SPARQL's TSV is welcome
        is_header = not gold and not any(character.isdigit() for character in line)
        if not line.strip() or line.startswith("#") or is_header:
            continue
        if len(columns) < 3 or not all(columns[:3]):
            raise UnreadableInput(
                str(path),
                "not three columns",
                line=number,
                advice="give record id, position and person, by tabs",
            )
        if not columns[1].isdecimal() or int(columns[1]) < 1:
            raise UnreadableInput(
                str(path), f"{columns[1]!r} is no position", line=number, advice="count from 1"
            )
        mention = f"{columns[0].rsplit('/', 1)[-1]}-{int(columns[1])}"
        if gold.setdefault(mention, columns[2]) != columns[2]:
            raise UnreadableInput(
                str(path),
                f"{mention} is given to {gold[mention]!r} above, and to {columns[2]!r} here",
                line=number,
            )
    if not gold:
        raise UnreadableInput(str(path), "there is no mention in it")
    return gold
