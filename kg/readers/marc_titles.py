"""Titles, edition, publication and series of a MARC 21 record (fields 20X to 26X, 300, 490, 8XX, 502, 520).

https://www.loc.gov/marc/bibliographic/. What `=` leads to is the title in another language, what `:` leads to
the subtitle (ISBD); a title in another script stands in a linked field 880.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.kinds import WorkType
from kg.readers.date_parts import stated_date, year_in
from kg.readers.draft import Draft
from kg.readers.isbd import bare, named
from kg.readers.language_codes import language_tag, spoken
from kg.readers.marc_fields import Marc, MarcField

_DOCTOR: Final = re.compile(
    r"ph\.?\s?d|doct|dr\.|diss(?!ertation \(m)|d\.?\s?phil|sc\.?\s?d|ed\.?\s?d", re.IGNORECASE
)
_MASTER: Final = re.compile(
    r"master|m\.\s?[as]c?\b|\bm\.?sc|\bm\.?phil|magister|mag\.|m\.\s?eng", re.IGNORECASE
)
_TYPES: Final = {
    "c": "notated music", "d": "manuscript notated music", "e": "cartographic material",
    "f": "manuscript cartographic material", "g": "projected medium", "i": "nonmusical sound recording",
    "j": "musical sound recording", "k": "two-dimensional nonprojectable graphic", "m": "computer file",
    "o": "kit",
    "p": "mixed materials", "r": "three-dimensional artifact", "t": "manuscript language material",
}  # fmt: skip
_COLLECTIONS: Final[dict[str, WorkType]] = {
    "conferencepaper": "proceedings-article", "thesis": "thesis", "bookchapter": "book-chapter",
    "book": "book",
    "proceedings": "proceedings", "review": "review-article", "dataset": "dataset", "software": "software",
    "article": "journal-article", "preprint": "preprint", "report": "report", "section": "book-chapter",
    "published": "journal-article",
}  # fmt: skip
_LEVELS: Final = {
    "a": "monographic component part", "b": "serial component part", "c": "collection", "d": "subunit",
    "i": "integrating resource", "m": "monograph", "s": "serial",
}  # fmt: skip


def titles(marc: Marc, draft: Draft) -> None:
    """State the title, its subtitle and the other titles."""
    field = marc.first("245")
    language = draft.fields.get("language")
    others: list[dict[str, Any]] = []
    if field is not None:
        title, subtitle, parallel = _title(field)
        draft.fields["title"], draft.fields["subtitle"] = title, subtitle
        others += [{"text": text, "kind": "translated"} for text in parallel]
        if field.other_script is not None:
            own, more, _ = _title(field.other_script)
            if own:
                text = f"{own}: {more}" if more else own
                others.append({"text": text, "kind": "original", "language": language})
    for one in marc.fields("210", "240", "242", "246", "247"):
        stated = bare(one.joined("anp"))
        rest = bare(one.get("b")) if one.tag in ("242", "246", "247") else None
        if stated:
            tag = language_tag(one.get("y")) if one.tag == "242" else None
            others.append(
                {"text": f"{stated}: {rest}" if rest else stated, "kind": _kind(one), "language": tag}
            )
    once = {one["text"]: one for one in reversed(others) if one["text"] != draft.fields.get("title")}
    draft.fields["titles"] = list(reversed(once.values()))


def _title(field: MarcField) -> tuple[str | None, str | None, list[str]]:
    """Return title, subtitle and parallel titles of one field, by the marks that lead to each."""
    title: list[str] = []
    subtitle: list[str] = []
    parallel: list[str] = []
    mark = ""
    for code, value in field.subfields:
        if code in "anp":
            title.append(value)
        elif code == "b":
            main, *same = re.split(r"\s=\s", f" {value}" if mark != "=" else value)
            if mark == "=":
                same, main = [main, *same], ""
            subtitle += [text for part in main.split(" : ") if (text := bare(part))]
            parallel += [text for part in same if (text := bare(part))]
        if code in "abnp":
            mark = value.rstrip()[-1:]
    parts = [text for part in title if (text := bare(part))]
    return ". ".join(parts) or None, ": ".join(subtitle) or None, parallel


def _kind(one: MarcField) -> str:
    if one.tag == "242" or (one.tag == "246" and one.second == "1"):
        return "translated"
    if one.tag == "210":
        return "short"
    return "original" if one.tag == "240" and one.get("l") else "alternative"


def publication(marc: Marc, draft: Draft) -> None:
    """State edition, place, publisher, year, extent and series."""
    fields = draft.fields
    held = [one for one in marc.fields("264") if one.second in ("1", " ")] or list(marc.fields("260"))
    for one in held[:1]:
        places = [text for value in one.all("a") if (text := named(value))]
        publishers = [text for value in one.all("b") if (text := named(value))]
        fields["place"], fields["publisher"] = (
            places[0] if places else None,
            publishers[0] if publishers else None,
        )
    fields["edition"] = bare(marc.get("250", "a"))
    _dates(marc, held, draft)
    extent = bare(marc.get("300", "a"))
    if extent:
        fields["extent"] = extent
    series = marc.first("830", "800", "810", "811") or marc.first("490", "440")
    if series is not None:
        fields["series"] = bare(series.get("t") or series.joined("anp"))
        fields["series_number"] = bare(series.get("v"))


def _dates(marc: Marc, held: list[MarcField], draft: Draft) -> None:
    """State when it was published: field 264 or 260, and field 008, which has the day of a detailed date."""
    printed = next((text for one in held for text in one.all("c")), None)
    year = year_in(printed)
    kind, first, second = marc.at("008", 6), marc.at("008", 7, 11), marc.at("008", 11, 15)
    coded = int(first) if re.fullmatch(r"[12]\d{3}", first) else None
    if year is None and kind not in ("n", "b"):
        year = coded
    if year is None:
        return
    day = stated_date(printed)
    exact = day if day and day.startswith(str(year)) else str(year)
    draft.fields |= {"year": year, "published": exact}
    if kind == "e" and coded == year and re.fullmatch(r"(?:0[1-9]|1[0-2])(?:[0-3]\d)?", second):
        draft.fields["published"] = "-".join((first, second[:2], *([second[2:]] if second[2:] else [])))
    if printed and bare(printed) not in (exact, f"©{year}", f"c{year}"):
        draft.fields.setdefault("dates", []).append(
            {"kind": "published", "date": str(year), "as_stated": bare(printed)}
        )
    if kind == "r" and re.fullmatch(r"[12]\d{3}", second):
        draft.fields.setdefault("dates", []).append(
            {"kind": "issued", "date": second, "note": "original of a reprint"}
        )


def kind(marc: Marc, draft: Draft) -> None:
    """State the kind of work by leader, field 008 and the note of a thesis."""
    thesis = marc.first("502")
    made: WorkType | None = None
    type_, level = marc.at("leader", 6), marc.at("leader", 7)
    if thesis is not None:
        note = thesis.joined("ab") or ""
        made = (
            "dissertation" if _DOCTOR.search(note) else "masters-thesis" if _MASTER.search(note) else "thesis"
        )
        draft.fields["work_type_as_stated"] = bare(thesis.joined("abcd"))
        if name := bare(thesis.get("c")):
            found = {"name": name, "kind": "collective", "role": "institution"}
            draft.fields.setdefault("contributors", []).append(found)
    elif type_ == "m":
        made = {"a": "dataset", "b": "software"}.get(marc.at("008", 26))  # type: ignore[assignment]
    elif type_ in ("a", "t", ""):
        printed = type_ == "a"
        if level == "b":
            made = "journal-article"
        elif level == "a" and printed:
            made = "book-chapter"
        elif level == "m" and printed:
            made = "proceedings" if marc.at("008", 29) == "1" else "book"
    if made is None or marc.at("leader", 7) not in _LEVELS:
        made = _of_repository(marc) or made
    draft.fields["work_type"] = made
    if made is None and (words := _TYPES.get(type_) or _LEVELS.get(level)):
        draft.fields["work_type_as_stated"] = words


def _of_repository(marc: Marc) -> WorkType | None:
    """Return the kind of work by the collections of Invenio (field 980)."""
    words = [
        value.lower().replace("publication-", "") for one in marc.fields("980") for value in one.all("ab")
    ]
    return next((_COLLECTIONS[word] for word in words if word in _COLLECTIONS), None)


def notes(marc: Marc, draft: Draft) -> None:
    """State the abstract, and further ones beside it."""
    found = [text for one in marc.fields("520") if one.first != "4" and (text := one.joined("ab"))]
    if found:
        draft.fields["abstract"] = found[0]
        draft.fields["abstracts"] = [{"text": text} for text in found[1:]]


def languages(marc: Marc, draft: Draft) -> None:
    """State the language, or the languages."""
    codes = [code for one in marc.fields("041") for value in one.all("a") for code in _codes(value)]
    stated = marc.control.get("008", "")[35:38]
    draft.fields |= spoken(*(codes or [stated]))


def _codes(value: str) -> Iterator[str]:
    """Yield the codes of a subfield, which older records write one after another."""
    if len(value) > 3 and len(value) % 3 == 0 and value.isalpha():
        yield from (value[at : at + 3] for at in range(0, len(value), 3))
    else:
        yield value
