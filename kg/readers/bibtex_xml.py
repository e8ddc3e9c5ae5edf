"""BibTeXML: BibTeX's entries as XML, flat, with persons and parts of titles, or with lists (bibtexml.sf.net).

`<entry id="key"><article><author>…</author>…</article></entry>`. The fields say what BibTeX's say, TeX among
them, and are read as these are; of `<person>` the parts are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from kg.readers import reader
from kg.readers.bibtex.fielded import Fielded
from kg.readers.bibtex.fields import TABLE
from kg.readers.bibtex.syntax import BibtexEntry, BibtexField
from kg.readers.bibtex.work import read_work
from kg.readers.draft import Draft
from kg.readers.leaves import Leaf, Shape, local_name
from kg.readers.markup import text_of
from kg.readers.source import Document
from kg.readers.xml_elements import Parsed, elements
from kg.records import Item

NAME: Final = "bibtexml"

_SIGN: Final = re.compile(r"\A\s{0,100}<[^\x00]{1,5000}?=\s?[\"']http://bibtexml\.sf\.net/")
_PEOPLE: Final = ("author", "editor", "translator")


def _sniff(head: str) -> float:
    return 0.97 if _SIGN.match(head.removeprefix("\ufeff")) else 0.0


@reader(NAME, "BibTeXML, BibTeX's entries as XML", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each `<entry>`; one that is not well-formed is a rejection.

    Raises:
        UnreadableInput: the document cannot be read, or its encoding is not known.
    """
    for one in elements(document, frozenset(), {"entry": frozenset()}, shape=Shape()):
        if isinstance(one, Parsed):
            yield from _record(document, one)
        else:
            yield one


def _record(document: Document, parsed: Parsed) -> Iterator[Item]:
    inner = next(iter(parsed.element), None)
    entry = BibtexEntry(
        local_name(inner.tag).lower() if inner is not None else "", parsed.element.get("id") or ""
    )
    for name, value in _fields(inner) if inner is not None else ():
        same = sum(one.name.partition("[")[0] == name for one in entry.fields)
        entry.fields.append(BibtexField(f"{name}[{same + 1}]" if same else name, value))
    fielded = Fielded(entry)
    leaves: list[Leaf] = fielded.leaves(entry)
    draft = Draft(document, NAME, parsed.lines, leaves, TABLE, excerpt=parsed.entry.text)
    read_work(fielded, draft)
    leaves[:] = fielded.leaves(entry)
    if parsed.broken:
        draft.odd("source", parsed.broken)
    yield from draft.finish()


def _fields(kind: Element) -> Iterator[tuple[str, str]]:
    """Yield the fields of BibTeX that the element of an entry states; what stands once for several is one."""
    lists: dict[str, list[str]] = {}
    chapter = next((one for one in kind if local_name(one.tag) == "chapter" and len(one)), None)
    for child in kind:
        name = local_name(child.tag).lower()
        if child is chapter:
            yield from _of_chapter(child)
        elif name in _PEOPLE:
            lists.setdefault(name, []).extend(_people(child))
        elif name == "keywords" and len(child):
            lists.setdefault(name, []).extend(filter(None, map(text_of, child)))
        elif name == "title" and len(child) and chapter is None:
            yield from ((local_name(one.tag).lower(), text_of(one) or "") for one in child)
        elif value := _text(child):
            yield "booktitle" if name == "title" and chapter is not None else name, value
    for name, several in lists.items():
        yield name, (" and " if name in _PEOPLE else ", ").join(several)


def _of_chapter(chapter: Element) -> Iterator[tuple[str, str]]:
    """Yield title and authors of a chapter, in whose entry the title is that of the book."""
    for one in chapter:
        name = local_name(one.tag).lower()
        if name in _PEOPLE:
            yield name, " and ".join(_people(one))
        elif value := _text(one):
            yield name, value


def _text(element: Element) -> str:
    """Return a value: the parts of a title, or the words of a list, one after another."""
    parts = [text_of(one) for one in element] if len(element) else [text_of(element)]
    return ": ".join(filter(None, parts))


def _people(element: Element) -> Iterator[str]:
    """Yield the people of an element as BibTeX writes them, the parts of each in braces of their own."""
    if not len(element):
        if name := text_of(element):
            yield name
        return
    for one in element:
        parts = {local_name(part.tag).lower(): text_of(part) or "" for part in one}
        if not parts:
            if name := text_of(one):
                yield name
            continue
        family = " ".join(filter(None, (parts.get("prelast"), parts.get("last"))))
        given = " ".join(filter(None, (parts.get(key) for key in ("first", "middle", "initials"))))
        yield ", ".join(f"{{{half}}}" for half in (family, parts.get("lineage"), given) if half)
