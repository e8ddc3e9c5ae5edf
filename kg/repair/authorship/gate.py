"""The gate: one text that a source prints in the place of an author, and the people that it names.

All readers give their entries to it. What is as it should be passes at once; else the text is freed of
markup, of what says that there are others, cut into entries, and each entry freed of what is no name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from kg.repair import tex
from kg.repair.authorship import name_order
from kg.repair.authorship.marks import taken_off, without_dates, without_footnotes
from kg.repair.authorship.named import NamedPeople, Person
from kg.repair.authorship.nobody import SUSPECT_WORDS, is_label, is_nobody, without_others
from kg.repair.authorship.segmentation import cut
from kg.repair.collectives import is_collective, is_generic
from kg.repair.lexicon import word_list
from kg.repair.texts import html_markup, invisible

_PLAIN: Final = re.compile(r"(?:[^\W\d_]|[ .'’ʼ‘‐‑-])+", re.UNICODE)
_BRACES: Final = ("braces",)
_ROUNDS: Final = 6
"""How often a name is read again until nothing more is taken off."""
_CORPORATE: Final = re.compile(r"\{([^{}]*)\}")
_SUP: Final = re.compile(r"<sup>[^<>]{0,60}</sup>", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def is_plain(name: str) -> bool:
    """Tell whether `name` holds nothing that the gate would look at: letters, points, hyphens, blanks."""
    if _PLAIN.fullmatch(name) is None or name.startswith((".", "-", "'")) or name.endswith(("等", "ほか")):
        return False
    words = name.lower().split(" ")
    if not word_list("names", "beside").isdisjoint(words):
        return False
    last = name.rpartition(" ")[2]
    if last.endswith(".") and len(last) > 4 and last[1:-1].islower():
        return False
    if SUSPECT_WORDS.isdisjoint(words) and name[0].isalpha():
        return True
    return not is_nobody(name) and not is_label(name)


@lru_cache(maxsize=1 << 15)
def read(text: str) -> NamedPeople:
    """Return whom `text`, an entry or a whole list, names.

    What comes out passes the gate again as it is: under what is taken off, more may stand that is no name.
    """
    made = _read(text)
    if all(_is_settled(person) for person in made.people):
        return made
    people: list[Person] = []
    complete, dropped = made.complete, list(made.dropped)
    for person in made.people:
        settled = _settled(person, _ROUNDS)
        people += settled.people
        complete = complete and settled.complete
        dropped += settled.dropped
    cut = len(people) > len(made.people)
    return NamedPeople(
        tuple(people),
        complete,
        tuple(dropped),
        min(made.confidence, 0.8) if cut else made.confidence,
        made.doubt,
    )


def _is_settled(person: Person) -> bool:
    if person.doubt or person.removed == _BRACES:
        return True
    return is_plain(person.name) and all(is_plain(half) for half in (person.given, person.family) if half)


def _settled(person: Person, rounds: int) -> NamedPeople:
    """Return whom the name of a person names, read again until that changes nothing."""
    if _is_settled(person):
        return NamedPeople((person,))
    again = _read(person.name)
    if [one.name for one in again.people] == [person.name]:
        cleaned = next(
            (one for half in (person, again.people[0]) if (one := _with_halves(half)) is not half), None
        )
        if cleaned is None:
            return NamedPeople((person,), again.complete)
        again = NamedPeople((cleaned,) if cleaned.name else (), again.complete)
        if cleaned.name and "," not in person.printed:  # which half is which was not stated
            again = replace(again, people=tuple(_with(cleaned, one) for one in _read(cleaned.name).people))
    if not rounds:
        return NamedPeople((replace(person, doubt="it is of no known form"),))
    if not again.people:
        return NamedPeople((), False, again.dropped or (f"no name, left out: {person.printed[:80]}",))
    people: list[Person] = []
    complete, dropped = again.complete, list(again.dropped)
    for one in again.people:
        settled = _settled(_with(person, one), rounds - 1)
        people += settled.people
        complete = complete and settled.complete
        dropped += settled.dropped
    return NamedPeople(tuple(people), complete, tuple(dropped))


def _with_halves(person: Person) -> Person:
    """Return a person with given and family name freed of what is no part of them."""
    if person.given is None or person.family is None:
        return person
    (given, off), (family, more) = part(person.given), part(person.family)
    if is_nobody(f"{given} {family}"):
        given = family = ""
    elif not any(map(str.isalnum, family)):
        family = ""
    if (given, family) == (person.given, person.family):
        return person
    name = " ".join(filter(None, (given, family, person.suffix if given or family else None)))
    removed = (*person.removed, *off, *more)
    return replace(person, name=name, given=given or None, family=family or None, removed=removed)


def _with(before: Person, after: Person) -> Person:
    """Return a person who was read again, with what stood at the name before."""
    removed = dict.fromkeys((*before.removed, *after.removed)) or {"punctuation": None}
    return replace(
        after,
        affiliations=(*before.affiliations, *after.affiliations),
        variants=(*before.variants, *after.variants),
        orcid=before.orcid or after.orcid,
        printed=before.printed,
        removed=tuple(removed),
        turned=before.turned or after.turned,
    )


def _read(text: str) -> NamedPeople:
    text = " ".join(text.split())
    if is_plain(text):
        return NamedPeople((_person(text, text, ()),))
    plain, removed, corporate = _without_markup(text)
    if corporate:
        return NamedPeople((Person(plain, collective=True, printed=text, removed=_BRACES),))
    plain, others = without_others(plain)
    complete = not others
    listed = without_footnotes(plain) if "," in plain or " and " in plain or "&" in plain else plain
    undated = without_dates(listed)
    removed += ("dates of life",) if undated != listed else ()
    made = cut(undated) if undated else None
    entries = made.entries if made else ()
    people: list[Person] = []
    dropped: list[str] = []
    for entry in entries:
        whole = entry if len(entries) > 1 else text
        name, more = without_others(entry)
        complete = complete and not more
        marked = taken_off(name)
        if not name or (more and is_nobody(marked.name)):
            continue
        if is_nobody(marked.name) or is_label(marked.name):
            if marked.name and not _is_mark(marked.name):
                kind = "a label of a page" if not is_nobody(marked.name) else "no name"
                dropped.append(f"{kind}, left out: {entry[:80]}")
                complete = False
            elif len(entries) == 1:
                dropped.append(f"no name, left out: {entry[:80]}")
                complete = False
            continue
        off = [*removed, *marked.removed]
        if len(entries) == 1 and entry != undated.strip():
            off.append("conjunction")
        if more or (others and len(entries) == 1):
            off.append("others")
        if len(entries) == 1 and listed != plain and "footnote mark" not in off:
            off.append("footnote mark")
        if len(entries) == 1 and not off and marked.name != entry:
            off.append("punctuation")
        alone = made.doubt if made and len(entries) == 1 else None
        person = _person(marked.name, whole, tuple(off), alone)
        people.append(
            Person(
                person.name, person.given, person.family, person.suffix, person.collective,
                tuple(marked.affiliations), tuple(marked.variants), marked.orcid, whole, tuple(off),
                person.turned, person.doubt,
            )
        )  # fmt: skip
    people = _vancouver(people)
    return NamedPeople(
        tuple(people),
        complete,
        tuple(dropped),
        made.confidence if made else 1.0,
        made.doubt if made and len(people) > 1 else None,
    )


def part(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a given or family name freed of what is no part of it, and what went."""
    if is_plain(text):
        return text, ()
    off: dict[str, None] = {}
    for _ in range(_ROUNDS):
        plain, removed, _ = _without_markup(text)
        marked = taken_off(plain)
        off |= dict.fromkeys((*removed, *marked.removed))
        if marked.name == text or is_plain(marked.name):
            break
        text = marked.name
    return marked.name, tuple(off)


def _is_mark(name: str) -> bool:
    return not any(char.isalpha() for char in name) and name not in ("?", "-", "--", "–", "—")


def _without_markup(text: str) -> tuple[str, tuple[str, ...], bool]:
    """Return `text` without markup and invisible characters, what went, and whether braces hold it."""
    plain = html_markup.entities(text)
    if "<sup" in plain.lower():
        plain = _SUP.sub("", plain)
    plain = html_markup.without_tags(plain)
    if invisible.hides(plain):
        plain = invisible.without(plain)
    match = _CORPORATE.fullmatch(plain)
    if match and " " in match[1].strip() and "\\" not in plain:
        return match[1].strip(), (), True
    if "\\" in plain or "{" in plain or "$\\" in plain:
        read = tex.accents(without_footnotes(plain)) if "\\" in plain else plain
        plain = (read if read is not None else plain).replace("{", "").replace("}", "") if read else plain
    plain = " ".join(plain.split())
    return plain, (("markup",) if plain != text else ()), False


def _person(name: str, printed: str, removed: tuple[str, ...], doubt: str | None = None) -> Person:
    if is_collective(name):
        head, comma, tail = name.partition(", ")
        if comma and all(is_generic(word) for word in head.split()) and tail.strip():
            name = f"{tail.strip()} {head.strip()}"  # `Collaboration, ATLAS`
        return Person(name, collective=True, printed=printed, removed=removed)
    found = name_order.ordered(name)
    doubt = doubt or found.doubt or ("its TeX is not known" if "\\" in name else None)
    return Person(
        found.name,
        None if doubt else found.given,
        None if doubt else found.family,
        found.suffix,
        printed=printed,
        removed=removed,
        turned=found.turned,
        doubt=doubt,
    )


def _vancouver(people: list[Person]) -> list[Person]:
    """Read a list in which all names end in initials, `Lind A, Berg KN`, family name first."""
    if len(people) < 2 or not all(_ends_in_initials(person) for person in people):
        return people
    turned = []
    for person in people:
        family, _, letters = person.name.rpartition(" ")
        given = " ".join(f"{letter}." for letter in letters)
        turned.append(
            Person(
                f"{given} {family}", given, family, printed=person.printed, removed=person.removed,
                turned="all names of the list end in initials",
            )
        )  # fmt: skip
    return turned


def _ends_in_initials(person: Person) -> bool:
    family, _, last = person.name.rpartition(" ")
    return (
        bool(family)
        and not person.collective
        and person.turned is None
        and "." not in person.name
        and last.isalpha()
        and last.isupper()
        and len(last) < 4
        and not family.isupper()
        and len(family) > 1
    )
