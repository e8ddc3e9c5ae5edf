"""AMiner's data sets of papers and people as text: `#*` title, `#@` authors, `#t` year, `#c` place.

The citation networks of dblp, ACM and Microsoft Academic up to their ninth version, and the files
`AMiner-Paper.txt` and `AMiner-Author.txt` (https://www.aminer.org/citation, https://www.aminer.org/aminernetwork).
The fifth to seventh version write `#year`, `#conf`, `#citation` and `#arnetid`. A number of digits alone
(`#index`, `#%`) counts the papers of its file; it identifies nothing beyond that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.eight_bit import text_head
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import is_generation
from kg.readers.leaves import Leaf
from kg.readers.source import Document
from kg.readers.tagged import Dialect, TaggedEntry, Tags, read
from kg.records import Item, Profile, Rejection, Source
from kg.repair.names import split
from kg.repair.texts.html_markup import entities

NAME: Final = "aminer-text"
_TAG: Final = re.compile(
    r"\s{0,3}#(?P<tag>(?:index|year|citation|arnetid)(?=\s|-?\w|$)|conf(?!er|ig|ir|li|lu)|upi|pc|cn|hi|pi|[*@tcnoa%!])"
    r"(?P<value>.*)"
)
_HEADS: Final = ("*", "index")
_SIGN: Final = re.compile(r"(?:\s|\d){0,200}#(?:\*|index\s?[\w-])")
_SECOND: Final = re.compile(r"^\s{0,3}#(?:@|n |index|t\d{4}$|year)", re.MULTILINE)
_OWN_NUMBER: Final = re.compile(r"\d{1,12}", re.ASCII)
_YEAR: Final = re.compile(r"[12]\d{3}", re.ASCII)
_COUNT: Final = re.compile(r"\d{1,9}", re.ASCII)
_NO_PLACE: Final = "-"
_NUMBER: Final = "number of the paper in its file"
_OF_FILE: Final = "it numbers the people of the file"
_NO_FIELD: Final = "a profile has no field for it"
TABLE: Final = FieldTable(
    read={
        "#*": "title", "#@": "authors", "#o": "authors institutions", "#t": "year published",
        "#year": "year published",
        "#c": "venue", "#conf": "venue", "#citation": "counts", "#index": "identifiers",
        "#arnetid": "identifiers", "#%": "references", "#!": "abstract",
    },
)  # fmt: skip
PERSON: Final = FieldTable(
    read={"#n": "name", "#a": "affiliations", "#pc": "papers_total", "#cn": "citations", "#hi": "h_index"},
    dropped={"#index": _OF_FILE, "#pi": _NO_FIELD, "#upi": _NO_FIELD, "#t": _NO_FIELD},
)


def _sniff(head: str) -> float:
    text = head.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = _SIGN.match(text)
    return 0.96 if found and _SECOND.search(text, found.end()) else 0.0


@reader(NAME, "AMiner's data sets of papers and people as text (#*, #@, #t, …)", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record for each paper, and a profile for each person.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    yield from read(document, _dialect(text_head(document)), _entry)


def _dialect(head: str) -> Dialect:
    """Return how a file is written: which of its tags comes first, and whether blank lines part entries."""
    lines = re.split(r"\r\n|\r|\n", head)
    tags = [found["tag"] for line in lines if (found := _TAG.match(line))]
    begins = next((tag for tag in tags if tag in _HEADS), "*")
    spread = not any(_TAG.match(one) and _TAG.match(other) for one, other in pairwise(lines))
    return Dialect(_TAG, first=frozenset([begins]), blank_parts=not spread)


def _entry(document: Document, entry: TaggedEntry) -> Iterator[Item]:
    names = {tag for tag, _ in entry.values}
    if "n" in names and not names & {"*", "@"}:
        yield _person(document, entry)
        return
    leaves = [
        Leaf(
            _NUMBER if tag == "index" and _OWN_NUMBER.fullmatch(value) else f"#{tag}", " ".join(value.split())
        )
        for tag, value in entry.values
        if value
    ]
    draft = Draft(document, NAME, (entry.first_line, entry.last_line), leaves, TABLE, excerpt=entry.excerpt)
    if entry.guessed:
        draft.odd("source", f"bytes that are not UTF-8 were read as {entry.guessed}")
    _fill(Tags(entry.values), draft.fields)
    yield from draft.finish()


def _fill(tags: Tags, fields: dict[str, Any]) -> None:
    fields["title"] = tags.first("*")
    _people(tags, fields)
    fields["venue"] = tags.first("c", "conf")
    fields["abstract"] = tags.text("!")
    year = tags.first("t", "year")
    if year and _YEAR.fullmatch(year):
        fields |= {"year": int(year), "published": year}
    cited = tags.first("citation")  # -1 and 0 both mean that none is known
    if cited and _COUNT.fullmatch(cited) and int(cited):
        fields["counts"] = [{"kind": "citations", "value": int(cited)}]
    number = tags.first("index")
    own = {"arnetminer": tags.first("arnetid")}
    if number and not _OWN_NUMBER.fullmatch(number):
        own["aminer"] = number
    fields["identifiers"] = {scheme: value for scheme, value in own.items() if value}
    fields["references"] = [
        {"key": one} if _OWN_NUMBER.fullmatch(one) else {"identifiers": {"aminer": one}}
        for one in tags.listed("%")
    ]


def _people(tags: Tags, fields: dict[str, Any]) -> None:
    """State the authors, each with the place that stands for it; other places are of the work."""
    names = names_of(tags.first("@") or "")
    places = [one.strip() for one in (tags.first("o") or "").split(";")]
    if len(places) != len(names):
        fields["authors"] = names
        fields["institutions"] = [one for one in places if one.strip(_NO_PLACE)]
        return
    fields["authors"] = [
        {"name": name, "affiliations": [place] if place.strip(_NO_PLACE) else []}
        for name, place in zip(names, places, strict=True)
    ]


def names_of(text: str) -> list[str]:
    """Return the names of a list parted by semicolons or commas; `Jr.` and the like stay with their name.

    >>> names_of("Ada Lind, Karl Berg, Jr.,Eva Stern")
    ['Ada Lind', 'Karl Berg, Jr.', 'Eva Stern']
    """
    parted = entities(text).split(";") if ";" in entities(text) else entities(text).split(",")
    found: list[str] = []
    for part in parted:
        name = part.strip()
        if found and is_generation(name):
            found[-1] = f"{found[-1]}, {name}"
        elif name:
            found.append(name)
    return found


def _person(document: Document, entry: TaggedEntry) -> Item:
    tags = Tags(entry.values)
    name = tags.first("n")
    made: Profile | None = None
    if name:
        halves = split(name)
        papers, cited, h_index = (
            int(value) if (value := tags.first(tag)) and _COUNT.fullmatch(value) else None
            for tag in ("pc", "cn", "hi")
        )
        places = [one.strip() for one in (tags.first("a") or "").split(";")]
        made = Profile(
            source=Source(
                file=document.name, format=NAME, first_line=entry.first_line, last_line=entry.last_line
            ),
            kind="record", name=name, given=halves.given, family=halves.family,
            affiliations=tuple(dict.fromkeys(one for one in places if one.strip(_NO_PLACE))),
            papers_total=papers, citations=cited, h_index=h_index,
        )  # fmt: skip
    if document.fates is not None:
        leaves = [Leaf(f"#{tag}", " ".join(value.split())) for tag, value in entry.values if value]
        document.fates.settle(leaves, made, PERSON)
    return made or Rejection(document.name, entry.first_line, "it states no name", entry.excerpt)
