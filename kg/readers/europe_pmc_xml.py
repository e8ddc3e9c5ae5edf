"""Europe PMC's answers in XML, short (`lite`) and whole (`core`): what its JSON says, in elements.

https://europepmc.org/RestfulWebService. Elements whose name ends in `List` hold lists; the value of an
`<authorId>` stands beside its `type`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.leaves import Shape, json_leaves
from kg.readers.services.europe_pmc import TABLE, fill
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements
from kg.records import Item

NAME: Final = "europe-pmc-xml"
_SIGN: Final = re.compile(r"<responseWrapper\b")
_BODIES: Final[dict[str, frozenset[str]]] = {"result": frozenset()}
_DEEPEST: Final = 20
_MARKUP: Final = frozenset(["title", "abstractText"])
"""Elements in which tags of HTML may stand."""
SHAPE: Final = Shape(mixed=_MARKUP)
# under the names that the JSON has for the same
_NAMES: Final = {"ISSN": "issn", "ESSN": "essn", "NLMid": "nlmid", "ISOAbbreviation": "isoabbreviation"}


def _sniff(head: str) -> float:
    return 0.97 if _SIGN.search(head[:4000]) and "<resultList" in head else 0.0


@reader(NAME, "Europe PMC's search in XML", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each result.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    for one in elements(document, frozenset(), _BODIES, shape=SHAPE):
        if not isinstance(one, Parsed):
            yield one
            continue
        stated = _value(one.element)
        stated = stated if isinstance(stated, dict) else {}
        draft = Draft(document, NAME, one.lines, list(json_leaves(stated)), TABLE, excerpt=one.entry.text)
        why = fill(stated, draft)
        yield from draft.finish() if why is None else draft.reject(why)


def _value(element: Element, depth: int = 0) -> Any:
    """Return an element as the JSON would have it; what stands deeper than any of its is left out."""
    if element.tag in _MARKUP:
        return " ".join("".join(element.itertext()).split()) or None
    made: dict[str, Any] = dict(element.attrib)
    for child in element if depth < _DEEPEST else ():
        name, inner = _NAMES.get(child.tag, child.tag), _value(child, depth + 1)
        if inner is None:
            continue
        if element.tag.endswith("List"):
            made.setdefault(name, []).append(inner)
        elif name in made:
            made[name] = [*(made[name] if isinstance(made[name], list) else [made[name]]), inner]
        else:
            made[name] = inner
    text = " ".join((element.text or "").split())
    if not made:
        return text or None
    return made | ({"value": text} if text else {})
