"""The lowest versions that `pyproject.toml` declares, as constraints for pip.

Run as `python .ci/floors.py > constraints.txt`, then `pip install -c constraints.txt .`. What the tests alone
need may be of any version.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parent.parent / "pyproject.toml"
_REQUIREMENT: Final = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*(?P<versions>[^;]*)(?P<marker>;.*)?")
_LOWEST: Final = re.compile(r">=\s*([0-9][0-9A-Za-z.]*)")


def floors(requirements: list[str]) -> list[str]:
    """Return a constraint for each requirement: the lowest version that it lets be.

    Raises:
        ValueError: a requirement does not say which is its lowest version.
    """
    found: list[str] = []
    for requirement in requirements:
        parts = _REQUIREMENT.fullmatch(requirement)
        lowest = _LOWEST.findall(parts["versions"]) if parts else []
        if parts is None or len(lowest) != 1:
            raise ValueError(f"{requirement!r} does not say its lowest version; write it as NAME>=VERSION")
        found.append(f"{parts['name']}=={lowest[0]}{parts['marker'] or ''}")
    return found


if __name__ == "__main__":
    declared = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    sys.stdout.write("\n".join(floors(declared)) + "\n")
