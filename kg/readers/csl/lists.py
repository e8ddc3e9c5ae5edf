"""Lists of CSL items: a JSON array, JSON Lines, one object, or YAML under `references`.

The form is that of csl-data.json (Citation Style Language 1.0.2, https://docs.citationstyles.org).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.readers import json_head, reader
from kg.readers.csl.fields import TABLE, TYPES
from kg.readers.csl.items import read_item
from kg.readers.draft import Draft
from kg.readers.eight_bit import text_lines
from kg.readers.foreign import foreign_object
from kg.readers.json_entries import entries
from kg.readers.leaves import json_leaves
from kg.readers.source import Document
from kg.readers.yaml_entries import MalformedYaml, items, load
from kg.records import Item, Rejection

FORMAT: Final = "csl-json"
LISTS: Final = ("items", "references")
_TYPE: Final = re.compile(r'"type"\s{0,3}:\s{0,3}"([a-z_-]{3,40})"')
_YAML_TYPE: Final = re.compile(r"^[ -]{0,10}type: ['\"]?([a-z_-]{3,40})['\"]?\s{0,9}$", re.MULTILINE)
_YAML_KEY: Final = re.compile(r"^[ -]{0,10}(?:title|author|issued|container-title|DOI|id):", re.MULTILINE)
_SHARED: Final = frozenset(["id", "title", "author", "issued", "container-title", "DOI", "URL", "editor"])


def _sniff(head: str) -> float:
    if json_head.looks_like_json(head):
        keys = json_head.keys(head, LISTS).entry
        named = foreign_object(keys)
        if named is not None and not named.startswith("CSL-JSON"):
            return 0.0
        if "source" in keys and "authors" in keys:
            return 0.0
        types = set(_TYPE.findall(head))
        if types & TYPES and len(keys & _SHARED) > 1:
            return 0.93
        return 0.85 if named is not None else 0.0
    if head.lstrip("\ufeff \n\r")[:1] in ("<", "@", "%", "{", "["):
        return 0.0
    if set(_YAML_TYPE.findall(head)) & TYPES and len(set(_YAML_KEY.findall(head))) > 1:
        return 0.9
    return 0.0


@reader(FORMAT, "CSL-JSON and CSL-YAML, of citation processors, Zotero and pandoc", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each item.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    if document.head().lstrip("\ufeff \t\r\n\x1e")[:1] in ("{", "["):
        for entry in entries(document, LISTS):
            if isinstance(entry, Rejection):
                yield entry
            else:
                lines = (entry.first_line, entry.last_line)
                yield from _item(document, entry.value, lines, entry.excerpt)
        return
    for item in items(text_lines(document)):
        excerpt = " ".join(item.text[:400].split())[:200]
        try:
            value = load(item.text if item.whole else "[")
        except MalformedYaml as why:
            said = str(why) if item.whole else "the item is longer than one may be"
            yield Rejection(document.name, item.first_line, said, excerpt)
            continue
        if isinstance(value, dict):
            yield from _item(document, value, (item.first_line, item.last_line), excerpt)
        else:
            yield Rejection(document.name, item.first_line, "the item has no keys", excerpt)


def _item(document: Document, value: dict[str, Any], lines: tuple[int, int], excerpt: str) -> Iterator[Item]:
    leaves = list(json_leaves(value))
    draft = Draft(document, FORMAT, lines, leaves, TABLE, excerpt=excerpt)
    unread = read_item(value, draft)
    leaves[:] = [
        leaf._replace(path=f"item.{leaf.path}") if leaf.path.partition(".")[0] in unread else leaf
        for leaf in leaves
    ]
    yield from draft.finish()
