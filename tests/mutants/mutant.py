"""One mutant, and the list of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
LIST: Final = Path(__file__).parent / "mutants.toml"


@dataclass(frozen=True, slots=True)
class Mutant:
    """`old` in `file` becomes `new`; `tests` are arguments of pytest, `about` says what is lost."""

    name: str
    about: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def fault(self, root: Path = ROOT) -> str:
        """Return why the mutant cannot be made of the tree at `root`; the empty string if it can."""
        path = root / self.file
        if not path.is_file():
            return f"there is no {self.file}"
        count = path.read_text("utf-8").count(self.old)
        if count != 1:
            return f"its text stands {count} times in {self.file}, not once"
        if missing := [one for one in self.tests if not (root / one.partition("::")[0]).exists()]:
            return f"there is no {missing[0]}"
        return "" if self.old != self.new else "it changes nothing"


def mutants() -> dict[str, Mutant]:
    """Return all mutants by name.

    Raises:
        ValueError: two have one name.
    """
    stated = tomllib.loads(LIST.read_text("utf-8"))
    groups: dict[str, list[str]] = stated["tests"]
    found: dict[str, Mutant] = {}
    for one in stated["mutant"]:
        tests = tuple(test for name in one.pop("tests") for test in groups.get(name, [name]))
        mutant = Mutant(tests=tests, **one)
        if mutant.name in found:
            raise ValueError(f"two mutants are called {mutant.name}")
        found[mutant.name] = mutant
    return found
