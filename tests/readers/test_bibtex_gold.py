"""BibTeX against what Better BibTeX reads of the same files (`../shared/corpora/better-bibtex`)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from kg.identifiers import Isbn, Issn
from kg.readers import read
from kg.readers.bibtex.fields import KEY
from kg.readers.source import Document
from kg.records import WorkRecord

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "corpora"
GOLD: Final = SHARED / "better-bibtex"
_MARKUP: Final = re.compile(r"<script>.*?</script>|</?[a-z]{1,6}(?: [^<>]{0,80})?>")
_OVERLINE: Final = re.compile("[\u0304\u0305]|(?<=\\d)=")
_OTHER_FILE: Final = "Jabref groups import does not work #717.3.8"
"""Its gold lists the entries of another file."""
_TEX: Final = re.compile(r"\\[A-Za-z]+|[\s${}_^\\~\"'“”‘’`´.:]|&[a-z]+;")


def folded(text: str) -> str:
    """Return a text without what the two sides show in their own ways: case, markup, mathematics, marks."""
    text = (
        _OVERLINE.sub("", unicodedata.normalize("NFKC", _MARKUP.sub("", text)))
        .replace("‐", "-")
        .replace("–", "-")
    )
    return unicodedata.normalize("NFC", _TEX.sub("", text.replace("—", "-"))).casefold()


def wanted_names(item: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the authors of an item: given and family name; a name that is one unit as family name."""
    return [
        (
            folded(one.get("firstName", "").replace(", ", " ")),
            folded(one.get("lastName") or one.get("name", "")),
        )
        for one in item.get("creators", ())
        if one["creatorType"]
        in ("author", "programmer", "inventor", "presenter", "artist", "podcaster", "director")
    ]


def names(record: WorkRecord) -> list[tuple[str, str]]:
    """Return the authors of a record likewise."""
    return [
        (folded(f"{one.given or ''} {one.suffix or ''}"), folded(one.family))
        if one.family
        else ("", folded(one.name))
        for one in record.authors
    ]


def key(record: WorkRecord) -> str:
    return next((one.value for one in record.stated if one.field == KEY), "")


def whole_title(record: WorkRecord) -> str:
    """Return title and subtitle in one text, as the other side has them."""
    return folded(" ".join(filter(None, [record.title, record.subtitle])))


def without_addition(title: str, record: WorkRecord) -> str:
    """Return a title of the other side without what is printed beside it, which is no part of it here."""
    for one in record.stated:
        if one.field.endswith("titleaddon"):
            title = title.replace(folded(one.value), "")
    return title


def pairs() -> Iterator[tuple[str, dict[str, Any], WorkRecord | None]]:
    """Yield the gold's items, each with the record of the same key."""
    for path in sorted(GOLD.glob("*.json")):
        if path.stem == _OTHER_FILE:
            continue
        items = orjson.loads(path.read_bytes())["items"]
        document = Document(path.with_suffix(".bib"))
        records: dict[str, list[WorkRecord]] = {}
        for item in read(document, "bibtex"):
            if isinstance(item, WorkRecord):
                records.setdefault(key(item), []).append(item)
        for item in items:
            name = item.get("citationKey") or next(
                (line.partition(": ")[2] for line in _extra(item) if line.startswith("Citation Key: ")), ""
            )
            found = records.get(name) or next((records[one] for one in records if len(items) == 1), [])
            yield f"{path.stem[:40]} {name}", item, found.pop(0) if found else None


def _extra(item: dict[str, Any]) -> list[str]:
    extra = item.get("extra", [])
    return extra.split("\n") if isinstance(extra, str) else extra


def compared(item: dict[str, Any], record: WorkRecord) -> Iterator[tuple[str, object, object]]:
    """Yield each thing that the gold states, with its value there and here."""
    if wanted := wanted_names(item):
        yield "authors", wanted, names(record)
    if title := item.get("title"):
        yield "titles", without_addition(folded(title), record), whole_title(record)
    if year := re.search(r"\b(\d{4})\b", item.get("date", "")):
        yield "years", int(year[1]), record.year
    if (doi := item.get("DOI", "")).startswith("10."):
        yield "identifiers", doi.lower(), (record.doi or "").lower()
    for scheme in ("ISBN", "ISSN"):
        if stated := item.get(scheme):
            have = record.venue_identifiers | record.identifiers
            if not (Isbn if scheme == "ISBN" else Issn).parse(stated.split(" ")[0]):
                continue  # its check digit is wrong
            digits = re.sub(r"[^\dX ]", "", stated).split(" ")[0]
            mine = re.sub(r"[^\dX]", "", have.get(scheme.lower(), ""))
            yield "identifiers", digits[-10:-1], mine[-10:-1]


@pytest.mark.skipif(not GOLD.is_dir(), reason="the corpus better-bibtex is not here")
def test_agreement_with_better_bibtex(capsys: pytest.CaptureFixture[str]) -> None:
    stated: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    differ: list[str] = []
    missing: list[str] = []
    for name, item, record in pairs():
        if record is None:
            missing.append(name)
            continue
        for what, wanted, have in compared(item, record):
            stated[what] += 1
            agreed[what] += wanted == have
            if wanted != have:
                differ.append(f"{what}: {name}: wanted {wanted!r}, have {have!r}")
    with capsys.disabled():
        print("\nbetter-bibtex:", ", ".join(f"{what} {agreed[what]} of {stated[what]}" for what in stated))
    shown = "\n".join(differ)
    assert agreed["authors"] >= 0.99 * stated["authors"], shown
    assert agreed["titles"] >= 0.98 * stated["titles"], shown
    assert agreed["years"] >= 0.99 * stated["years"], shown
    assert agreed["identifiers"] >= 0.99 * stated["identifiers"], shown
    # legal provisions of which the file says neither title nor author
    assert len(missing) <= 8, missing
