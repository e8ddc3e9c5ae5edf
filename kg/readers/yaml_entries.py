"""YAML with all values as text, and the items of a list in it, taken apart before any is parsed.

Dates, numbers and `no` stay as they are written (https://yaml.org/spec/1.2.2/, failsafe schema). Aliases are
refused, since a few lines of them can stand for more text than any memory holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

import yaml

from kg.readers.eight_bit import DecodedLine

MOST: Final = 4_000_000
"""Characters of YAML that are parsed at once."""
_DEEP: Final = 60
_ITEM: Final = re.compile(r"( {0,8})- (?=\S)")
_END: Final = re.compile(r"(?:\.\.\.|---)\s*$|[A-Za-z][\w-]{0,40}:")

# in C where it is to be had
_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class MalformedYaml(Exception):
    """Text that is no YAML, or none that is read; its message tells why."""


class YamlItem(NamedTuple):
    """One item of a list: its lines, and its text without the dash."""

    first_line: int
    last_line: int
    text: str
    whole: bool = True


def load(text: str) -> Any:
    """Return what one YAML document says: dictionaries, lists and texts; null and an empty text are one.

    Raises:
        Malformed: it is not valid, uses aliases, is too long or too deep.
    """
    if len(text) > MOST:
        raise MalformedYaml(f"it has more than {MOST:,} characters")
    try:
        _check(text)
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - the base loader makes texts only
    except yaml.YAMLError as error:
        raise MalformedYaml(f"it is not valid YAML: {_said(error)}") from None
    except (ValueError, RecursionError) as error:
        raise MalformedYaml(f"it cannot be read as YAML: {' '.join(str(error).split())[:120]}") from None


def items(lines: Iterable[DecodedLine]) -> Iterator[YamlItem]:
    """Yield the items of the first list of a document: that at its top, or under its first key with one."""
    indent: str | None = None
    held: list[str] = []
    first = last = size = 0
    for line in lines:
        found = _ITEM.match(line.text)
        begins = found is not None and (indent is None or found[1] == indent)
        ends = indent is not None and not begins and _END.match(line.text) is not None
        if (begins or ends) and held:
            yield YamlItem(first, last, "\n".join(held), whole=size <= MOST)
            held = []
        if ends:
            return
        if begins and found is not None:
            indent, first, size = found[1], line.number, 0
            held = [f"{indent}  {line.text[found.end() :]}"]
        elif held:
            size += len(line.text)
            if size <= MOST:
                held.append(line.text)
        if line.text.strip():
            last = line.number
    if held:
        yield YamlItem(first, last, "\n".join(held), whole=size <= MOST)


def _check(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise MalformedYaml("it uses aliases (*name), which are not read")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEP:
                raise MalformedYaml(f"it is nested more than {_DEEP} deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _said(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    where = f" (line {mark.line + 1} of it)" if mark is not None else ""
    return f"{' '.join(str(problem).split())[:120]}{where}"
