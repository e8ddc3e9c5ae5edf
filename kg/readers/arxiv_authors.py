"""The authors of arXiv's metadata: the list as typed, and the same list read by arXiv, held together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.records import Author, Damage, Repair
from kg.repair import tex
from kg.repair.author_list import given_first
from kg.repair.authorship.gate import is_plain, read
from kg.repair.authorship.named import NamedPeople
from kg.repair.collectives import is_collective
from kg.repair.mojibake import mend_text
from kg.repair.name_entries import folded, is_null

_COMMA: Final = r"[,;]\s*+(?:and\s++)?"
_BETWEEN: Final = re.compile(rf"{_COMMA}|(?<!\s)\s++(?:{_COMMA}|and\s++)")
_ET_AL: Final = re.compile(r"\bet\.? al\b", re.IGNORECASE)
_FOOTNOTE: Final = re.compile(r"[\d\s,;*]+(?:and [\d\s,;*]+)*")
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_PART: Final = 4  # an entry of authors_parsed: family, given, suffix, then affiliations


def text_of(value: object, field: str, damage: list[Damage]) -> str | None:
    """Return a text with its blanks folded; None if none is stated; other values are reported.

    Only the blanks of ASCII are folded: another one may be half of a letter that was wrongly decoded.
    """
    if isinstance(value, str):
        return _BLANKS.sub(" ", value).strip(" ") or None
    if value is not None:
        damage.append(Damage(kind="other", field=field, note=f"not a text, left out: {str(value)[:200]}"))
    return None


def without_tex(
    text: str, field: str, position: int | None, damage: list[Damage], repairs: list[Repair]
) -> str:
    """Return a name with TeX accents as Unicode, and add the repair; other TeX is kept and reported."""
    if "\\" not in text:
        return text
    plain = tex.accents(text)
    if plain is None:
        damage.append(
            Damage(kind="other", field=field, position=position, note=f"TeX that is no accent: {text[:200]}")
        )
        return text
    repairs.append(
        Repair(
            field=field,
            position=position,
            rule=tex.RULE,
            before=text,
            after=plain,
            certain=True,
            confidence=1,
        )
    )
    return plain


def authors_of(
    stated: dict[str, Any], record: dict[str, Any], damage: list[Damage], repairs: list[Repair]
) -> list[Author]:
    """Return the authors that the e-print `stated`, and put into `record` whether the list is complete.

    `record` is what has been read so far: its title and abstract tell a collective from a person.
    """
    typed = text_of(stated.get("authors"), "authors", damage) or ""
    outside = _outside_brackets(typed)
    parsed = stated.get("authors_parsed")
    entries = [entry for entry in parsed if _is_entry(entry)] if isinstance(parsed, list) else []
    complete = _ET_AL.search(outside) is None
    printed = _entries(outside)
    if not entries:
        if not printed:
            damage.append(Damage(kind="authors_lost", field="authors"))
            record["authors_complete"] = False
            return []
        damage.append(
            Damage(kind="authors_odd", field="authors", note="authors_parsed is missing; read from authors")
        )
        context = " ".join(record.get(key, "") for key in ("title", "abstract"))
        # a comma stands only before a suffix here
        names = [name.replace(", ", " ") for name in printed]
        plain = [without_tex(name, "authors", place, damage, repairs) for place, name in enumerate(names)]
        found = given_first(plain, context=context, complete=complete)
        damage += found.damage
        repairs += found.repairs
        record["authors_complete"] = found.complete
        return found.authors
    if isinstance(parsed, list) and len(entries) < len(parsed):
        complete = False
        damage.append(
            Damage(
                kind="authors_odd", field="authors", note=f"{len(parsed) - len(entries)} entries are no names"
            )
        )
    if len(printed) != len(entries):
        if typed and not _all_in(entries, typed):
            note = f"authors_parsed has {len(entries)} names, authors states {len(printed)}"
            damage.append(Damage(kind="authors_odd", field="authors", note=note))
        printed = []
    authors: list[Author] = []
    for place, entry in enumerate(entries):
        author = _author(entry, len(authors), printed[place] if printed else None, damage, repairs)
        if author is None:
            complete = False
        elif _is_plain(author):
            authors.append(author)
        else:
            reading = read(author.name)
            complete = complete and reading.complete
            authors += _admitted(author, reading, damage, repairs)
    record["authors_complete"] = complete
    return authors


def _is_plain(author: Author) -> bool:
    """Tell whether the gate need not look at an entry, as it is one name or was wrongly decoded."""
    return is_plain(author.name) or (not author.name.isascii() and mend_text(author.name) is not None)


def _admitted(
    author: Author, found: NamedPeople, damage: list[Damage], repairs: list[Repair]
) -> Iterator[Author]:
    """Yield those whom an entry names: itself, if the gate has nothing to say."""
    if [person.name for person in found.people] == [author.name]:
        yield author
        return
    more, mended = found.notes(author.name, "authors", author.position)
    damage += more
    repairs += mended
    for place, person in enumerate(found.people):
        given, family, suffix = person.given, person.family, person.suffix
        if author.family and not person.collective and person.name.endswith(f" {author.family}"):
            # arXiv's own reading says where the family name begins
            family = author.family
            given, suffix = person.name.removesuffix(f" {family}"), None
        yield Author(
            position=author.position + place,
            name=person.name,
            given=given,
            family=family,
            suffix=suffix,
            kind="collective" if person.collective else "person",
            printed=author.printed if len(found.people) == 1 else person.printed,
            orcid=person.orcid,
            variants=person.variants,
            affiliations=(*author.affiliations, *person.affiliations),
        )


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, list)
        and len(entry) > 0
        and all(isinstance(part, str) for part in entry)
        and bool("".join(entry[:2]).strip())
    )


def _outside_brackets(text: str) -> str:
    """Return `text` without what stands in brackets: affiliations and footnotes, which may be nested."""
    depth, kept = 0, []
    for part in re.split(r"([()])", text):
        if part in ("(", ")"):
            depth = max(0, depth + (1 if part == "(" else -1))
        elif depth == 0:
            kept.append(part)
    return folded(" ".join(kept))


def _entries(outside: str) -> list[str]:
    """Return the names of a list as typed: separated by commas, semicolons and `and`; suffixes stay."""
    names: list[str] = []
    for part in _BETWEEN.split(outside):
        name = _ET_AL.sub("", part).strip(" .") if _ET_AL.search(part) else part.strip()
        if names and re.fullmatch(r"(?:Jr|Sr)\.?|I{2,3}|IV", name):
            names[-1] += f", {name}"
        elif name:
            names.append(name)
    return names


def _all_in(entries: list[list[str]], typed: str) -> bool:
    """Tell whether the family names of `entries` all stand in the list as typed, in this order."""
    text = tex.accents(typed) or typed
    place = 0
    for entry in entries:
        place = text.find(folded(entry[0]), place)
        if place < 0:
            return False
    return True


def _author(
    entry: list[str], position: int, printed: str | None, damage: list[Damage], repairs: list[Repair]
) -> Author | None:
    """Return the author of an entry of authors_parsed; None where not even a name is left of it."""
    parts = [folded(part) for part in entry]
    family, given, suffix = (*parts, "", "", "")[:3]
    if is_null(given) or is_null(family):
        # the word stands for a name that is missing; a family name Null is none of its spellings
        before = ", ".join(part for part in (family, given) if part)
        given, family = ("" if is_null(part) else part for part in (given, family))
        after = " ".join(part for part in (given, family) if part) or None
        damage.append(Damage(kind="null_token", field="authors", position=position))
        repairs.append(
            Repair(
                field="authors",
                position=position,
                rule="NAME-NULL",
                before=before,
                after=after,
                certain=False,
                confidence=0.99,
            )
        )
    before = " ".join(part for part in (given, family, suffix) if part)
    if "\\" in before:
        name = without_tex(before, "authors", position, damage, repairs)
        if name != before:
            given, family, suffix = (tex.accents(part) or part for part in (given, family, suffix))
    # arXiv's reading puts a blank into C.-P.
    given = given.replace(". -", ".-")
    affiliations = []
    for affiliation in parts[_PART - 1 :]:
        if _FOOTNOTE.fullmatch(affiliation):
            note = f"the affiliation is only a footnote mark: {affiliation}"
            damage.append(Damage(kind="other", field="authors", position=position, note=note))
        elif affiliation:
            affiliations.append(affiliation)
    name = " ".join(part for part in (given, family, suffix) if part)
    if not name:
        return None
    collective = is_collective(name)
    return Author(
        position=position,
        name=name,
        given=None if collective else given or None,
        family=None if collective else family or None,
        suffix=None if collective else suffix or None,
        kind="collective" if collective else "person",
        printed=printed or ", ".join(part for part in parts[:3] if part),
        affiliations=tuple(affiliations),
    )
