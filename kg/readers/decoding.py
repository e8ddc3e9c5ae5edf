"""The texts of a record that comes in data rather than in print, mended where they were wrongly decoded."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from kg.records import Author, Damage, Model, Repair, WorkRecord
from kg.repair.mojibake import RepairedText, mend_name, mend_text
from kg.repair.name_entries import folded
from kg.repair.texts.cleaner import clean, is_clean

_TEXTS: Final = (
    "title", "subtitle", "abstract", "comment", "submitter", "venue", "venue_abbreviation", "series", "place",
    "publisher", "journal_ref",
)  # fmt: skip


_LISTS: Final = ("keywords", "institutions")
# the texts of statements that are nouns of their own
_STATEMENTS: Final = {
    "titles": ("text",), "abstracts": ("text",), "references": ("text", "title", "authors", "venue"),
    "subjects": ("term",), "relations": ("title",),
}  # fmt: skip
_KEEPS_LINES: Final = frozenset(["abstract"])


def mended(record: WorkRecord) -> WorkRecord:
    """Return `record` with its texts cleaned and its names read again, each with its damage and repair.

    A record that reports wrong decoding already is not decoded again.
    """
    decode = not any(one.kind == "mojibake" for one in record.damage)
    damage: list[Damage] = []
    repairs: list[Repair] = []
    update: dict[str, Any] = {}
    for field in _TEXTS:
        text = getattr(record, field)
        if text is not None and not is_clean(text) and (new := cleaned(text, field, damage, repairs, decode)):
            update[field] = new
    for field in _LISTS:
        values = getattr(record, field)
        if values and not all(map(is_clean, values)):
            new_values = tuple(cleaned(one, field, damage, repairs, decode) or one for one in values)
            update |= {field: new_values} if new_values != values else {}
    for field, keys in _STATEMENTS.items():
        if stated := getattr(record, field):
            new_stated = tuple(_statement(one, keys, field, damage, repairs, decode) for one in stated)
            update |= {field: new_stated} if new_stated != stated else {}
    for field in ("authors", "editors", "contributors"):
        if decode and (people := _people(getattr(record, field), field, damage, repairs)):
            update[field] = people
    if not update:
        return record
    update |= {"damage": record.damage + tuple(damage), "repairs": record.repairs + tuple(repairs)}
    return record.model_copy(update=update)


def cleaned(
    text: str, field: str, damage: list[Damage], repairs: list[Repair], decode: bool = True
) -> str | None:
    """Return `text`, the value of `field`, cleaned and its blanks folded; None where it is as it should be.

    A text of which nothing would be left stays as it is. What was found and done is added to the lists.
    """
    made = clean(text, field, decode=decode)
    if not made.repairs and not made.damage:
        return None
    lines = made.text.split("\n") if field in _KEEPS_LINES else [made.text]
    new = "\n".join(folded(line) for line in lines).strip()
    if not new:
        return None
    damage += made.damage
    repairs += made.repairs
    return new


def _statement(
    one: Model, keys: tuple[str, ...], field: str, damage: list[Damage], repairs: list[Repair], decode: bool
) -> Model:
    """Return a statement with its texts cleaned."""
    update = {
        key: new
        for key in keys
        if (text := getattr(one, key)) and not is_clean(text)
        if (new := cleaned(text, field, damage, repairs, decode))
    }
    return one.model_copy(update=update) if update else one


def _people(
    people: tuple[Author, ...], field: str, damage: list[Damage], repairs: list[Repair]
) -> tuple[Author, ...]:
    """Return the list `field` with its names read again, or an empty one where there is nothing to mend."""
    suspects = {author.position: found for author in people if (found := _name(author, None))}
    if not suspects:
        return ()
    pages = {found.page for found in suspects.values() if found.page}
    page = pages.pop() if len(pages) == 1 else None
    authors = []
    for author in people:
        again = suspects.get(author.position) or _name(author, page)
        if again is not None:
            damage.append(again.damage(field, author.position))
            repairs.append(again.repair(field, author.name, again.text, author.position))
            author = _renamed(author, again, page)
        authors.append(author)
    return tuple(authors)


def _name(author: Author, page: str | None) -> RepairedText | None:
    plain = author.name.isascii() and "?" not in author.name
    return None if plain else _mended_name(author.name, page)


# a name stands on many papers, and to find nothing wrong with François takes a third of a millisecond
_mended_name = lru_cache(maxsize=1 << 15)(mend_name)


def _renamed(author: Author, again: RepairedText, page: str | None) -> Author:
    update: dict[str, Any] = {"name": again.text, "printed": author.printed or author.name}
    for key in ("given", "family"):
        part = getattr(author, key)
        if part is not None and not part.isascii() and (found := mend_text(part, page or again.page)):
            update[key] = found.text
    affiliations = [mend_text(text, page or again.page) for text in author.affiliations]
    update["affiliations"] = tuple(
        found.text if found else text for text, found in zip(author.affiliations, affiliations, strict=True)
    )
    return author.model_copy(update=update)
