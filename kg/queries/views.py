"""Views: other forms of the resolved graph, each a CONSTRUCT in a file `queries/views/NAME.rq`.

The resolved graph says each fact once; a view says it as readers of another vocabulary, or without axioms,
need it. Its file begins with a line of help and may say that the view stands beside the graph:

    #+ summary: …              a line of help
    #+ beside: resolved graph  the graph is part of the view; without this line the view is all there is
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import InputError, UsageError
from kg.resources import folder

_HEADER: Final = re.compile(r"#\+ ?(\w++): ?(.*+)")
_PREFIX: Final = re.compile(r"^PREFIX (\w{1,20}+): <([^<>\s]{1,200}+)>$", re.MULTILINE)
_HEADERS: Final = ("summary", "beside")
_GRAPH: Final = "resolved graph"


@dataclass(frozen=True, slots=True)
class View:
    """A form of the resolved graph: its `text` makes triples, which may stand `beside` that graph."""

    name: str
    summary: str
    beside: bool
    text: str

    @property
    def prefixes(self) -> dict[str, str]:
        """The namespaces that the text has prefixes for."""
        return dict(_PREFIX.findall(self.text))


def views(place: Path | None = None) -> dict[str, Path]:
    """Return the files of the views in the folder `place`, or of those that come with kg, by name."""
    found = (place or folder("queries") / "views").glob("*.rq")
    return {path.stem: path for path in sorted(found)}


def view(name: str, place: Path | None = None) -> View:
    """Return the view called `name`.

    Raises:
        UsageError: there is none; the message names those there are.
        InputError: its file cannot be read or lacks its summary.
    """
    known = views(place)
    if name not in known:
        raise UsageError(f"there is no view {name!r}; there are: {', '.join(known)}")
    path = known[name]
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    header = {found[1]: found[2].strip() for line in text.splitlines() if (found := _HEADER.fullmatch(line))}
    if unknown := set(header) - set(_HEADERS):
        raise InputError(str(path), f"unknown header {min(unknown)!r}", advice=f"use {', '.join(_HEADERS)}")
    if not header.get("summary"):
        raise InputError(str(path), "the file lacks its `#+ summary:` line")
    if header.get("beside", _GRAPH) != _GRAPH:
        raise InputError(str(path), f"a view stands beside the {_GRAPH}, or alone")
    return View(name, header["summary"], "beside" in header, text)
