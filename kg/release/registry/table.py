"""The file `registry.tsv` of a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import ReleaseDamaged
from kg.iris import tail

NAME: Final = "registry.tsv"
STATUSES: Final = ("active", "key", "replaced", "split", "withdrawn")
_COLUMNS: Final = ("iri", "kind", "mint_key", "first_release", "status", "replaced_by", "reason")
_HEAD: Final = "# kg registry, release "
SPLIT_OFF: Final = "split off "
"""How the reason begins of a thing that was part of the IRIs that follow."""


@dataclass(frozen=True, slots=True, order=True)
class RegistryRow:
    """One row.

    `iri` is the IRI without the base, `kind` one of paper, person, org, venue. `key` is the mint key in
    plain, or `#` and its digest. `first` counts the releases from 1. A row with the status `key` says that
    a further key leads to the IRI. `replaced_by` are IRIs without the base.
    """

    iri: str
    kind: str
    key: str
    first: int
    status: str
    replaced_by: tuple[str, ...] = ()
    reason: str = ""

    @property
    def digest(self) -> str:
        """Return the part of the IRI that is the digest of its mint key."""
        return tail(self.iri)

    def line(self) -> str:
        """Return the row as it stands in the file."""
        cells = (
            self.iri,
            self.kind,
            self.key,
            str(self.first),
            self.status,
            " ".join(self.replaced_by),
            self.reason,
        )
        return "\t".join(cells) + "\n"


def release_number(path: Path) -> int:
    """Return which release in its line the registry is of, from 1; 0 where there is no registry.

    Raises:
        ReleaseDamaged: the file is no registry.
    """
    try:
        with path.open(encoding="utf-8") as source:
            head = source.readline().strip()
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise ReleaseDamaged(f"{path}: the registry cannot be read: {error.strerror}") from error
    number = head.removeprefix(_HEAD)
    if not head.startswith(_HEAD) or not number.isdecimal():
        raise ReleaseDamaged(f"{path}:1: not a registry of kg")
    return int(number)


def read_rows(path: Path) -> Iterator[RegistryRow]:
    """Yield the rows of a registry; none where the file is absent.

    Raises:
        ReleaseDamaged: a line is no row.
    """
    if not release_number(path):
        return
    with path.open(encoding="utf-8", newline="\n") as source:
        for number, line in enumerate(source, 1):
            if number <= 2:
                continue
            cells = line.rstrip("\n").split("\t")
            if len(cells) != len(_COLUMNS) or cells[4] not in STATUSES or not cells[3].isdecimal():
                raise ReleaseDamaged(
                    f"{path}:{number}: not a row of a registry; build with --fresh to do without"
                )
            yield RegistryRow(
                cells[0], cells[1], cells[2], int(cells[3]), cells[4], tuple(cells[5].split()), cells[6]
            )


def write_rows(path: Path, number: int, rows: Iterable[str]) -> None:
    """Write the registry of release `number`; `rows` are sorted lines."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"{_HEAD}{number}\n" + "\t".join(_COLUMNS) + "\n")
        out.writelines(rows)
