"""The leaves of an entry: its single values, each with the path at which it stands.

A path names keys or elements from the outside inward: `author[].family`, with `[]` for any place in a list.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from xml.etree.ElementTree import Element

_DEEPEST: Final = 100
"""Elements within one another below which an element is one leaf with all its text."""
_HOLDERS: Final = frozenset([dict, list, type(None)])


class Leaf(NamedTuple):
    """One value of an entry: where it stands, and what it is, as text."""

    path: str
    value: str


@dataclass(frozen=True, slots=True)
class Shape:
    """How the XML of a format is cut into leaves.

    `mixed` are elements (local names, such as those of titles with markup) that are one leaf each. `typed` is
    the attribute of an element that says what it means, which is part of the path then and no leaf itself:
    `article-id.doi` where `article-id` has `pub-id-type`. `marks` are attributes that are no values, but are
    for references inside a document or for its layout.
    """

    mixed: frozenset[str] = frozenset()
    typed: Mapping[str, str] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()


_PLAIN: Final = Shape()


def json_leaves(value: object, path: str = "") -> Iterator[Leaf]:
    """Yield the leaves of a JSON value: texts, numbers, truth values; null is none."""
    found: list[Leaf] = []
    _add_leaves(value, path, found)
    return iter(found)


def _add_leaves(value: object, path: str, found: list[Leaf]) -> None:
    """Add the leaves of a value to `found`; a list is quicker than generators within one another."""
    if isinstance(value, str):
        found.append(Leaf(path, value))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _add_leaves(inner, f"{path}.{key}" if path else str(key), found)
    elif isinstance(value, list | tuple):
        inside = f"{path}[]"
        for inner in value:
            _add_leaves(inner, inside, found)
    elif value is not None:
        found.append(Leaf(path, str(value).lower() if isinstance(value, bool) else str(value)))


def leaf_counts(value: object) -> Counter[str]:
    """Count the leaves of a JSON value by path; what stands at one path is looked at together."""
    counts: Counter[str] = Counter()
    pile: list[tuple[str, list[Any]]] = [("", [value])]
    while pile:
        path, several = pile.pop()
        if _HOLDERS.isdisjoint(map(type, several)):
            counts[path] += len(several)
            continue
        objects: defaultdict[str, list[Any]] = defaultdict(list)
        inside: list[Any] = []
        for one in several:
            if isinstance(one, dict):
                for key, inner in one.items():
                    objects[key].append(inner)
            elif isinstance(one, list):
                inside += one
            elif one is not None:
                counts[path] += 1
        if inside:
            pile.append((f"{path}[]", inside))
        pile += [(f"{path}.{key}" if path else str(key), inner) for key, inner in objects.items()]
    return counts


def xml_leaves(element: Element, path: str = "", shape: Shape = _PLAIN) -> Iterator[Leaf]:
    """Yield the leaves of an XML element that stands at `path`: attributes (`path@name`) and texts.

    Namespaces are left out.
    """
    found: list[Leaf] = []
    _gather(element, path, found, shape)
    return iter(found)


def _gather(element: Element, path: str, found: list[Leaf], shape: Shape, depth: int = 0) -> None:
    """Add the leaves of an element to `found`; a list is quicker than generators within one another."""
    name = local_name(element.tag)
    kind = shape.typed.get(name) if shape.typed else None
    step = f"{name}.{word}" if kind and (word := _word(element, kind)) else name
    path = f"{path}/{step}" if path else step
    for key, value in element.attrib.items():
        if (attribute := local_name(key)) != kind and attribute not in shape.marks:
            found.append(Leaf(f"{path}@{attribute}", value))
    if name in shape.mixed or depth > _DEEPEST:
        found.append(Leaf(path, " ".join("".join(element.itertext()).split())))
        return
    if (text := element.text) and not text.isspace():
        found.append(Leaf(path, " ".join(text.split())))
    tails = [child.tail for child in element]
    found += [Leaf(path, " ".join(text.split())) for text in tails if text and not text.isspace()]
    for child in element:
        tag: object = child.tag
        if not isinstance(tag, str):  # a comment
            continue
        if len(child) or child.attrib or "}" in tag or ":" in tag or tag in shape.typed or tag in shape.mixed:
            _gather(child, path, found, shape, depth + 1)
        elif (text := child.text) and (text := " ".join(text.split())):  # a text alone, as most are
            found.append(Leaf(f"{path}/{tag}", text))


def _word(element: Element, kind: str) -> str:
    """Return the value of an attribute as a step of a path: in lower case, at most 40 characters."""
    stated = next((value for key, value in element.attrib.items() if local_name(key) == kind), "")
    return "".join(
        char for char in stated.strip().lower().replace(" ", "-") if char.isalnum() or char in "-_:"
    )[:40]


def local_name(tag: str) -> str:
    """Return a name of an element or attribute without its namespace (`{…}name` or `prefix:name`)."""
    if "}" in tag or ":" in tag:
        return tag.rpartition("}")[2].rpartition(":")[2]
    return tag
