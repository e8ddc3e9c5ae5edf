"""Papers, references to them as people write them, and errors planted in these.

The papers are invented; journals and conferences are real ones, since what is tried is whether their names
are known in full, abbreviated and as acronyms. A reference is first written another way (`rewritten`), which
is no error, and then, in some, a field is made wrong (`spoiled`).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

from . import people, phrases

Record = dict[str, Any]

VENUES: Final = (
    ("journal-article", "Physical Review D", ("Phys. Rev. D", "Phys Rev D", "PHYSICAL REVIEW D")),
    ("journal-article", "Journal of Machine Learning Research", ("J. Mach. Learn. Res.", "JMLR")),
    ("journal-article", "Proceedings of the National Academy of Sciences of the United States of America",
     ("Proc. Natl. Acad. Sci. U.S.A.", "Proc Natl Acad Sci U S A", "PNAS")),
    ("journal-article", "IEEE Transactions on Pattern Analysis and Machine Intelligence",
     ("IEEE Trans. Pattern Anal. Mach. Intell.", "TPAMI",
      "IEEE Transactions on Pattern Analysis & Machine Intelligence")),
    ("journal-article", "Astronomy & Astrophysics", ("Astronomy and Astrophysics", "Astron. Astrophys.")),
    ("journal-article", "The Journal of Chemical Physics", ("J. Chem. Phys.", "Journal of Chemical Physics")),
    ("journal-article", "Zeitschrift für Physik", ("Z. Phys.", "Zeitschrift fur Physik")),
    ("journal-article", "Nature Communications", ("Nat. Commun.", "Nat Commun")),
    ("proceedings-article", "Advances in Neural Information Processing Systems",
     ("NeurIPS", "Adv. Neural Inf. Process. Syst.")),
    ("proceedings-article", "International Conference on Machine Learning",
     ("ICML", "Proceedings of the 37th International Conference on Machine Learning", "Proc. of ICML 2020",
      "International Conference on Machine Learning (ICML)")),
    ("proceedings-article", "Annual Meeting of the Association for Computational Linguistics",
     ("ACL", "Proc. 58th Annual Meeting of the Association for Computational Linguistics")),
)  # fmt: skip
PUBLISHERS: Final = (
    ("Springer", ("Springer-Verlag", "Springer International Publishing", "SPRINGER")),
    ("Association for Computing Machinery", ("ACM", "Association for Computing Machinery (ACM)")),
    ("Elsevier", ("Elsevier BV", "Elsevier Ltd.")),
    ("American Physical Society", ("APS", "American Physical Society (APS)")),
)
_SWAPPED: Final = {"é": "e", "ö": "o", "ü": "ue", "ø": "o", "ł": "l", "č": "c", "á": "a", "ä": "ae"}


def paper(number: int) -> Record:
    """Return the invented paper with this number, as kg's JSON Lines have it."""
    chance = random.Random(f"paper:{number}")
    kind, venue, _ = VENUES[number % len(VENUES)]
    year = chance.randint(1995, 2024)
    first = chance.randint(1, 900)
    authors = dict.fromkeys(chance.randint(1, 4000) for _ in range(chance.randint(1, 7)))
    record: Record = {
        "title": f"{phrases.title(chance)}: {phrases.title(chance)}"
        if number % 5 == 0
        else phrases.title(chance),
        "authors": [
            {"name": f"{one.given} {one.family}", "given": one.given, "family": one.family}
            for one in map(people.person, authors)
        ],
        "year": year,
        "venue": venue,
        "work_type": kind,
        "volume": str(chance.randint(1, 400)),
        "pages": f"{first}-{first + chance.randint(3, 40)}",
        "doi": f"10.{chance.randint(1000, 9999)}/{chance.randint(10**6, 10**7)}.{number}",
        "publisher": PUBLISHERS[number % len(PUBLISHERS)][0],
    }
    if kind == "journal-article":
        record["issue"] = str(chance.randint(1, 12))
    return record


def rewritten(record: Record, chance: random.Random) -> Record:
    """Return a reference to a paper, as somebody else writes it: nothing in it is wrong."""
    other = deepcopy(record)
    for change in sorted(chance.sample(_WAYS, chance.randint(0, 5)), key=_WAYS.index):
        change(other, chance)
    for field in ("issue", "pages", "publisher", "volume", "doi"):
        if chance.random() < 0.15:
            other.pop(field, None)
    return other


def spoiled(record: Record, chance: random.Random, count: int) -> list[str]:
    """Make `count` fields of a reference wrong, each once; return their names."""
    names: list[str] = []
    while len(names) < count:
        name, spoil = chance.choice(_ERRORS)
        if name not in names and record.get(name) and spoil(record, chance):
            names.append(name)
    return names


def _capitals(record: Record, chance: random.Random) -> None:
    words = record["title"]
    record["title"] = chance.choice([words.upper(), words.lower(), words.title(), words.capitalize()])


def _punctuated(record: Record, chance: random.Random) -> None:
    record["title"] = chance.choice(["{}.", "“{}”", "{} ", "RETRACTED: {}"]).format(record["title"])
    record["title"] = record["title"].replace("-", chance.choice(["-", " ", "–"])).replace(" and ", " & ")


def _short_title(record: Record, chance: random.Random) -> None:  # as all ways
    head, _, tail = record["title"].partition(": ")
    if tail and len(head) > 20:
        record["title"] = head


def _initials(record: Record, chance: random.Random) -> None:
    dot = chance.choice([". ", " ", "."])
    for one in record["authors"]:
        one["given"] = dot.join(word[0] for word in one["given"].replace(".", "").split()) + dot.strip()
        one["name"] = f"{one['given']} {one['family']}"


def _plain_letters(record: Record, chance: random.Random) -> None:
    for one in record["authors"]:
        for key in ("name", "given", "family"):
            one[key] = "".join(_SWAPPED.get(char, char) for char in one[key])


def _first_names(record: Record, chance: random.Random) -> None:
    for one in record["authors"]:
        one["given"] = one["given"].split()[0]
        one["name"] = f"{one['given']} {one['family']}"


def _names_as_text(record: Record, chance: random.Random) -> None:
    record["authors"] = [{"name": one["name"]} for one in record["authors"]]


def _and_others(record: Record, chance: random.Random) -> None:
    if len(record["authors"]) > 3:
        record["authors"] = record["authors"][: chance.randint(1, 3)]
        record["authors_complete"] = False


def _venue_otherwise(record: Record, chance: random.Random) -> None:
    forms = next(forms for _, name, forms in VENUES if name == record["venue"])
    record["venue"] = chance.choice(forms)


def _publisher_otherwise(record: Record, chance: random.Random) -> None:
    record["publisher"] = chance.choice(next(f for name, f in PUBLISHERS if name == record["publisher"]))


def _pages_otherwise(record: Record, chance: random.Random) -> None:
    first, _, last = record["pages"].partition("-")
    short = last[-2:] if len(first) == len(last) > 2 and first[:-2] == last[:-2] else last
    record["pages"] = chance.choice([f"{first}--{last}", f"{first}–{last}", f"pp. {first}-{last}", first,
                                     f"{first} – {last}", f"{first}-{short}"])  # fmt: skip


def _doi_otherwise(record: Record, chance: random.Random) -> None:
    form = chance.choice(["https://doi.org/{}", "doi:{}", "http://dx.doi.org/{}", "{}"])
    record["doi"] = form.format(record["doi"].upper())


def _volume_otherwise(record: Record, chance: random.Random) -> None:
    record["volume"] = chance.choice(["Vol. {}", "{}", "0{}"]).format(record["volume"])


_WAYS: Final[tuple[Callable[[Record, random.Random], None], ...]] = (
    _capitals, _punctuated, _short_title, _first_names, _initials, _plain_letters, _names_as_text,
    _and_others, _venue_otherwise, _publisher_otherwise, _pages_otherwise, _doi_otherwise, _volume_otherwise,
)  # fmt: skip


def _wrong_word(record: Record, chance: random.Random) -> bool:
    words = record["title"].split()
    place = chance.randrange(len(words))
    other = phrases.title(chance).split()[0].strip(":,.")
    if other.lower() == words[place].lower().strip(":,."):
        return False
    words[place] = other
    record["title"] = " ".join(words)
    return True


def _slip(record: Record, chance: random.Random) -> bool:
    title = record["title"]
    place = chance.randrange(1, len(title) - 1)
    if not (title[place].isalpha() and title[place - 1].isalpha()) or title[place] == title[place - 1]:
        return False
    record["title"] = chance.choice([
        title[:place] + title[place + 1 :],
        title[: place - 1] + title[place] + title[place - 1] + title[place + 1 :],
    ])  # fmt: skip
    return bool(title.lower() != record["title"].lower())


def _other_author(record: Record, chance: random.Random) -> bool:
    place = chance.randrange(len(record["authors"]))
    one = people.person(chance.randint(5000, 9000))
    if one.family == record["authors"][place].get("family"):
        return False
    record["authors"][place] = {"name": f"{one.given} {one.family}", "given": one.given, "family": one.family}
    return True


def _misspelled_author(record: Record, chance: random.Random) -> bool:
    one = chance.choice(record["authors"])
    family = one.get("family")
    if not family or len(family) < 5 or not family.isascii():
        return False
    place = chance.randrange(1, len(family) - 1)
    other = family[:place] + chance.choice("aeioulnrst") + family[place + 1 :]
    if other.lower() == family.lower():
        return False
    one["family"] = other
    one["name"] = f"{one['given']} {other}"
    return True


def _missing_author(record: Record, chance: random.Random) -> bool:
    if len(record["authors"]) < 3 or record.get("authors_complete") is False:
        return False
    del record["authors"][chance.randrange(len(record["authors"]))]
    return True


def _swapped_authors(record: Record, chance: random.Random) -> bool:
    authors = record["authors"]
    if len(authors) < 2:
        return False
    place = chance.randrange(len(authors) - 1)
    if authors[place]["name"].split()[-1] == authors[place + 1]["name"].split()[-1]:
        return False
    authors[place], authors[place + 1] = authors[place + 1], authors[place]
    return True


def _other_number(field: str) -> Callable[[Record, random.Random], bool]:
    def spoil(record: Record, chance: random.Random) -> bool:
        digits = [place for place, char in enumerate(record[field]) if char.isdecimal()]
        place = chance.choice(digits[-2:] if field == "doi" else digits[:3])
        other = chance.choice([digit for digit in "123456789" if digit != record[field][place]])
        record[field] = record[field][:place] + other + record[field][place + 1 :]
        return True

    return spoil


def _other_year(record: Record, chance: random.Random) -> bool:
    record["year"] += chance.choice([-10, -3, -1, 1, 2])
    return True


def _other_of(field: str, choices: tuple[str, ...]) -> Callable[[Record, random.Random], bool]:
    def spoil(record: Record, chance: random.Random) -> bool:
        place = next((n for n, name in enumerate(choices) if name == record[field]), None)
        if place is None:
            return False  # it is written another way already
        record[field] = choices[(place + chance.randint(1, len(choices) - 1)) % len(choices)]
        return True

    return spoil


_ERRORS: Final[tuple[tuple[str, Callable[[Record, random.Random], bool]], ...]] = (
    ("title", _wrong_word),
    ("title", _slip),
    ("authors", _other_author),
    ("authors", _misspelled_author),
    ("authors", _swapped_authors),
    ("authors", _missing_author),
    ("year", _other_year),
    ("volume", _other_number("volume")),
    ("issue", _other_number("issue")),
    ("pages", _other_number("pages")),
    ("doi", _other_number("doi")),
    ("venue", _other_of("venue", tuple(name for _, name, _ in VENUES))),
    ("publisher", _other_of("publisher", tuple(name for name, _ in PUBLISHERS))),
)
