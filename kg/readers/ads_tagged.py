"""The tagged format of the Astrophysics Data System (`%R`, `%T`, …): as EndNote's, with meanings of its own.

https://ui.adsabs.harvard.edu/help/actions/export (ADS format). `%R` is the bibcode, `%Y` holds DOI and
e-print, `%F` affiliations by letters of the author (`AA(…), AB(…)`), `%D` month and year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.readers import reader
from kg.readers.draft import Draft
from kg.readers.fates import PRIVATE, FieldTable
from kg.readers.inverted_names import person
from kg.readers.mail_address import without_addresses
from kg.readers.source import Document
from kg.readers.tagged import Dialect, TaggedEntry, Tags, read
from kg.records import Item
from kg.repair.texts.html_markup import entities

NAME: Final = "ads-tagged"
_TAG: Final = re.compile(r"(?P<tag>%[A-Z])(?:[ \t](?P<value>.*)|$)")
_DIALECT: Final = Dialect(_TAG, first=frozenset(["%R"]), blank_ends=True)
_SIGN: Final = re.compile(r"(?:^|\n)%R[ \t]{1,3}[12]\d{3}[A-Za-z&.][\w.&]{13}[A-Z.:]\s{0,3}\r?\n%")
_PLACE: Final = re.compile(
    r"(?P<venue>[^,;]{2,200}),\s(?:[Vv]olume|[Vv]ol\.?|[Ii]ssue|p\.|pp\.|id\.|article)\s?.{1,300}"
)
_AFFILIATION: Final = re.compile(r"\b([A-Z])([A-Z])\(((?:[^()]|\([^()]{0,300}\)){0,2000})\)")
_DATE: Final = re.compile(r"(?:(\d{1,2})/)?(?:\d{1,2}/)?([12]\d{3})")
_DOI: Final = re.compile(r"DOI:\s?(10\.[^\s;]{3,200})", re.IGNORECASE)
_EPRINT: Final = re.compile(r"eprint(?:id)?:\s?(?:arXiv:)?([\w.-]{1,20}(?:/\d{7})?)", re.IGNORECASE)
_KEPT: Final = "it says where ADS has what from"
TABLE: Final = FieldTable(
    read={
        "%R": "identifiers", "%T": "title", "%A": "authors", "%F": "authors", "%J": "journal_ref venue",
        "%V": "volume", "%N": "issue", "%P": "pages", "%L": "pages", "%D": "published dates year",
        "%K": "keywords", "%U": "url", "%B": "abstract", "%Y": "doi arxiv_id",
    },
    dropped={"%G": _KEPT, "%I": _KEPT, "%E": PRIVATE},
)  # fmt: skip


def _sniff(head: str) -> float:
    return 0.97 if _SIGN.search(head) else 0.0


@reader(NAME, "the tagged format of the Astrophysics Data System", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    return read(document, _DIALECT, _entry)


def _entry(document: Document, entry: TaggedEntry) -> Iterator[Item]:
    tags = Tags(entry.values)
    leaves = tags.leaves(TABLE, "entry")
    draft = Draft(document, NAME, (entry.first_line, entry.last_line), leaves, TABLE, excerpt=entry.excerpt)
    fields = draft.fields
    fields["identifiers"] = {"bibcode": bibcode} if (bibcode := tags.first("%R")) else {}
    fields["title"], fields["abstract"] = tags.first("%T"), tags.first("%B")
    fields["authors"] = _authors(tags)
    fields["volume"], fields["issue"], fields["url"] = tags.first("%V"), tags.first("%N"), tags.first("%U")
    if place := tags.first("%J"):
        fields["journal_ref"] = place
        if found := _PLACE.fullmatch(place):
            fields["venue"] = found["venue"]
    ends = [one for one in (tags.first("%P"), tags.first("%L")) if one]
    fields["pages"] = "-".join(dict.fromkeys(ends)) or None
    words = [one for value in tags.all("%K") for one in re.split(r"[;,\n]", entities(value))]
    fields["keywords"] = [one.strip() for one in words if one.strip()]
    _date(tags, fields)
    numbers = "; ".join(tags.all("%Y"))
    if found := _DOI.search(numbers):
        fields["doi"] = found[1].rstrip(".,;")
    if found := _EPRINT.search(numbers):
        fields["arxiv_id"] = found[1]
    leaves[:] = tags.leaves(TABLE, "entry")
    yield from draft.finish()


def _authors(tags: Tags) -> list[dict[str, Any]]:
    """Return the authors, each with the affiliations that stand at the letters of the place."""
    names = [
        one.strip() for value in tags.all("%A") for one in re.split(r"[;\n]", entities(value)) if one.strip()
    ]
    made: list[dict[str, Any]] = [
        {"name": one} if isinstance(one, str) else one for one in map(person, names)
    ]
    for first, second, text in _AFFILIATION.findall(" ".join(" ".join(tags.all("%F")).split())):
        place = (ord(first) - ord("A")) * 26 + ord(second) - ord("A")
        places = [without_addresses(one)[0] for one in text.split(";")]
        if place < len(made) and (found := [one for one in places if one and one != "-"]):
            made[place]["affiliations"] = found
    return made


def _date(tags: Tags, fields: dict[str, Any]) -> None:
    stated = tags.first("%D") or ""
    if (found := _DATE.fullmatch(stated)) is None:
        tags.unread("%D")
        return
    month = int(found[1] or 0)
    fields |= {"year": int(found[2]), "published": f"{found[2]}-{month:02}" if 1 <= month <= 12 else found[2]}
