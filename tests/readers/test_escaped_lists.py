"""Entities in lists that semicolons part: the one that ends an entity parts nothing."""

from __future__ import annotations

import pytest

from kg.readers import read
from kg.readers.source import Document
from kg.records import WorkRecord

ESCAPED = [
    ("M&uuml;ller", "J&ouml;rg", "R&amp;D"),
    ("M&amp;uuml;ller", "J&amp;#246;rg", "R&amp;amp;D"),
    ("M&#252;ller", "J&#xF6;rg", "R&#38;D"),
]
LISTS = {
    "ris": "TY  - JOUR\nTI  - Lids\nAU  - {family}, {given}\nAU  - Lind, Ada\nKW  - {word}\n"
    "KW  - tea\nER  - \n",
    "endnote": "%0 Journal Article\n%T Lids\n%A {family}, {given}\n%A Lind, Ada\n%K {word}\n%K tea\n",
    "table": 'Title,Authors,Keywords\nLids,"{family}, {given}; Lind, Ada","{word}; tea"\n',
    "web-of-science": "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU {family}, {given}\n"
    "   Lind, Ada\n"
    "TI Lids\nDE {word}; tea\nPY 2019\nER\n\nEF\n",
    "medline": "PMID- 1\nTI  - Lids\nFAU - {family}, {given}\nFAU - Lind, Ada\nOT  - {word}\nOT  - tea\n\n",
    "bibtex": "@article{{a, title = {{Lids}}, author = {{{family}, {given} and Lind, Ada}}}}",
    "csl-json": '[{{"id": "a", "type": "article", "title": "Lids", "keyword": "{word}; tea", "author": '
    '[{{"family": "{family}", "given": "{given}"}}, {{"family": "Lind", "given": "Ada"}}]}}]',
}


@pytest.mark.parametrize(("family", "given", "word"), ESCAPED)
@pytest.mark.parametrize("name", LISTS)
def test_an_entity_parts_no_list(name: str, family: str, given: str, word: str) -> None:
    text = LISTS[name].format(family=family, given=given, word=word)
    [record] = read(Document.of_bytes(text.encode(), "a"), name)
    assert isinstance(record, WorkRecord)
    assert [one.name for one in record.authors] == ["Jörg Müller", "Ada Lind"]
    assert record.keywords in ((), ("R&D", "tea"))
