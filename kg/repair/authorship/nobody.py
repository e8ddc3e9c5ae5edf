"""What stands in an author list and is nobody: `et al.`, placeholders, labels of the page around it."""

from __future__ import annotations

import re
from typing import Final

from kg.repair.collectives import is_collective
from kg.repair.shift import is_common_given_name


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_OTHERS: Final = re.compile(
    r"(?:^|[\s,;(\[]|(?<=[等ほか他…]))(?:"
    r"(?:(?:and|&)\s)?et\.?\s?al(?:ii|iae)?\b\.?"
    r"|(?:and|&|und|et|y|e|plus|\+|with)\s(?:\d[\d,.]{0,8}\s)?(?:many\s)?(?:others?|more|additional|further|weiteren?|"
    r"andere[nr]?|autres|otr[oa]s|outr[oa]s|altri)\b(?:\s(?:authors?|people|autor(?:en|es)|auteurs|autori)\b)?"
    r"|(?:and|&)\s(?:colleagues|co-?workers|collaborators|team)\b"
    r"|others|u\.\s?a\.|u\.\s?v\.\s?a\.|e\.\s?a\.|и\sдр\.?|i\sin\.|ve\sark\.|y\scols?\.|et\scoll\.|ほか|他"
    r"|\.\.\.+|…|\[\.\.\.\])"
    r"(?:\s(?:not shown))?\s?(?:[(\[][^()\[\]]{0,80}[)\]])?[\s.,;:)\]]{0,6}$"
    r"|等人?\s?$|(?:\.\.\.|…)\s?$"
    r"|[\s,;]{0,3}[(\[+]\s?(?:and\s)?\d[\d,.]{0,8}\s(?:more|additional|others?|further)\b[^()\[\]]{0,40}[)\]]?\s?$"
)
_NOBODY: Final = _set(
    """anonymous anon anonym anonyme anónimo anonimo anônimo anonymus unknown unbekannt inconnu
    desconocido n/a na n.a none null nil undefined nan tbd tba s.n n.n nn no.author noauthor
    author.unknown unknown.author not.available not.stated not.provided various various.authors
    verschiedene staff redaktion editorial.staff author authors autor autores auteur auteurs name
    first.last firstname.lastname first.name last.name given.family test xxx xx x.x ? - -- – — . _ * n/k
    no.name anonymous.author anonymous.authors anonymous.referee anonymous.reviewer author.name your.name
    blinded.author
    author.information.withheld comp comps compiler compilers ed eds editor editors hrsg phd ph.d msc mph rn
    faan mba facp frcp frcs dvm dds bsn \\bysame bysame"""
)
_NAN: Final = frozenset(["Nan", "Null", "Na", "Test", "Author", "Name", "Nil", "Anon", "Nn", "Staff"])
_FURNITURE: Final = _set(
    """ai abstract analysis analyses view pdf html download downloads citation citations cite cited
    share save search results related papers paper publications summary overview export bibtex
    references comments comment subscribe login menu home profile articles article keywords metrics
    figures tables full text show hide more less filter filters sort follow access copyright license
    licence privacy policy cookies settings contact about help novelty score topics topic affiliation
    affiliations corresponding published received accepted details highlights findings insights key
    takeaways contributions methods results conclusion introduction link links source sources code data
    dataset datasets version versions history submitted updated page next previous open source preview
    metadata"""
)
_STRONG: Final = _set(
    """abstract pdf html bibtex citations metadata keywords affiliations authors: publications copyright
    references cookies"""
)
SUSPECT_WORDS: Final = (
    _FURNITURE | _STRONG | frozenset(word for words in _NOBODY for word in words.split("."))
)
"""Words of which one at least is in whatever is nobody, in lower case without points."""
_NOUN: Final = re.compile(r"[a-z]{2,}(?:ysis|yses|ations?|ctions?|ologies|ology|ments|ities)")
_LETTERS: Final = re.compile(r"[^\W\d_]")


def without_others(text: str) -> tuple[str, bool]:
    """Return `text` without what says at its end that there are others, and whether it said so."""
    match = _OTHERS.search(text)
    return (text[: match.start()].rstrip(" ,;&"), True) if match else (text, False)


def is_nobody(text: str) -> bool:
    """Tell whether `text` stands for a name that is not known or not given."""
    if text in _NAN:
        return False
    plain = text.strip(" .,;:()[]<>{}").lower()
    return not _LETTERS.search(text) or plain.replace(" ", ".") in _NOBODY or text.strip().lower() in _NOBODY


def is_label(text: str) -> bool:
    """Tell whether `text` is rather a label of a page, such as `AI Analysis`, than a name.

    All of its words are words of pages, or nouns of a form that names do not have beside one at least that
    is, and none is a given name.
    """
    words = text.replace("&", " ").split()
    lower = [word.lower().strip(".:()") for word in words]
    if len(words) == 1:
        return lower[0] in _STRONG
    if is_collective(text) or any(is_common_given_name(word) for word in words):
        return False
    known = [word in _FURNITURE or _NOUN.fullmatch(word) is not None for word in lower]
    return all(known) and not _FURNITURE.isdisjoint(lower)
