"""The authors of an OpenAlex work: as the paper prints them, with what OpenAlex makes of each."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.openalex.identifiers import short

MOST: Final = 100
"""Authors that OpenAlex's lists give of a work; the rest is cut off (its documentation, `authorships`)."""

# letters that Unicode does not take apart
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def read_authors(stated: dict[str, Any], draft: Draft) -> None:
    """State the authors, and whether the list is whole."""
    entries = objects(stated.get("authorships"))
    draft.fields["authors"] = [_author(one, draft) for one in entries]
    total = count(stated.get("authors_count"))
    if stated.get("is_authors_truncated") is True or (total is not None and total > len(entries)):
        draft.fields["authors_complete"] = False
    elif len(entries) == MOST and total is None:
        draft.fields["authors_complete"] = False
        draft.odd("authors", f"{MOST} authors, at which OpenAlex cuts its lists; there may be more")


def _author(stated: dict[str, Any], draft: Draft) -> dict[str, Any]:
    known = inside(stated, "author")
    printed, name = plain(stated.get("raw_author_name")), plain(inside(known, "display_name"))
    author: dict[str, Any] = {"name": printed or name}
    author["orcid"] = text(stated.get("raw_orcid"))
    if printed and name and not _alike(printed, name):
        draft.odd(
            "authors", f"OpenAlex takes {printed[:100]} for {name[:100]}, whose identifiers are left out"
        )
    else:
        author["variants"] = [name] if printed and name and printed != name else []
        author["orcid"] = author["orcid"] or text(inside(known, "orcid"))
        if identifier := short(inside(known, "id"), "A"):
            author["identifiers"] = {"openalex": identifier}
    affiliations = texts(stated.get("raw_affiliation_strings")) or texts(stated.get("raw_affiliation_string"))
    if not affiliations:
        several = (texts(one.get("raw_affiliation_string")) for one in objects(stated.get("affiliations")))
        affiliations = [one for each in several for one in each]
    author["affiliations"] = [found for one in affiliations if (found := plain(one))]
    author["organisations"] = [
        one for each in objects(stated.get("institutions")) if (one := _organisation(each))
    ]
    if stated.get("is_corresponding") is True:
        author["corresponding"] = True
    return {key: value for key, value in author.items() if value}


def _organisation(stated: dict[str, Any]) -> dict[str, Any]:
    identifiers = {"ror": text(stated.get("ror")), "openalex": short(stated.get("id"), "I")}
    made = {
        "name": plain(stated.get("display_name")),
        "identifiers": {key: value for key, value in identifiers.items() if value},
        "country": text(stated.get("country_code")),
    }
    return {key: value for key, value in made.items() if value} if made["name"] or made["identifiers"] else {}


def _alike(printed: str, name: str) -> bool:
    """Tell whether one name may be a spelling of another: they share a word, or are in different scripts."""
    return bool(_words(printed) & _words(name)) or _latin(printed) != _latin(name)


def _latin(name: str) -> bool:
    return any(char.isascii() and char.isalpha() for char in name)


def _words(name: str) -> set[str]:
    plain_text = unicodedata.normalize("NFD", name).casefold().translate(_LETTERS)
    kept = "".join(char if char.isalpha() else " " for char in plain_text if not unicodedata.combining(char))
    return {word for word in kept.split() if len(word) > 1}
