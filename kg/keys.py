"""Keys: texts by which papers, people, venues and their parts are known before they have an IRI.

Every key begins with its kind, or with the scheme of an identifier, and a colon. They are made and taken
apart here alone; what is in them is folded elsewhere (`kg.identity.folding`). Mapping specification,
section 3.

    doi:10.1000/q, orcid:…              an identifier
    pub:doi:10.1000/q                   what publishes a paper under an identifier
    title:on weirs|smith                a paper by its title and its first author
    record:…-7, mention:…-7-2           a record, an entry of its author list
    profile:…-1                         a page of a document that is about one person
    authorship:KEY#2|jane smith         a position of the author list of a paper with that key
    listed:KEY|jane smith               a work that a profile lists
    person:KEY, paper:KEY, venue:KEY    a thing that a decision is about
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

HUMAN: Final = "human:"
"""How the keys begin of agents that people made one or two by a decision."""
TITLE: Final = "title:"
_RECORD, _MENTION, _PROFILE, _AUTHORSHIP, _PUBLICATION = (
    "record:",
    "mention:",
    "profile:",
    "authorship:",
    "pub:",
)
_DIGEST: Final = "~"
_OF_ORGANISATIONS: Final = frozenset({"ror", "grid", "funder"})
"""Schemes that name nothing but organisations."""


def key_of(scheme: str, value: str) -> str:
    """Return the key of a value of a scheme, or of a thing of a kind with a key of its own."""
    return f"{scheme}:{value}"


def split_key(key: str) -> tuple[str, str]:
    """Return scheme and value of a key, or kind and key of a thing that a decision is about."""
    scheme, _, value = key.partition(":")
    return scheme, value


def identifier_key(scheme: str, value: str) -> str:
    """Return the key that an identifier gives an organisation, marked where its scheme names people too."""
    return f"{scheme}:{value}" if scheme in _OF_ORGANISATIONS else f"organisation:{scheme}:{value}"


def publisher_key(name: str) -> str:
    """Return the key of a publisher, which is known by its name alone."""
    return f"publisher:{_plain(name)}"


def funder_name_key(name: str) -> str:
    """Return the key of a funder that no identifier tells."""
    return f"funder-named:{_plain(name)}"


def team_key(name: str) -> str:
    """Return the key of a team by its folded name."""
    return f"team:{name}"


def record_key(record: str) -> str:
    """Return the key of a record by its id."""
    return f"{_RECORD}{record}"


def is_record_key(key: str) -> bool:
    """Tell whether a key names a record."""
    return key.startswith(_RECORD)


def mention_key(mention: str) -> str:
    """Return the key of an entry of an author list by its id."""
    return f"{_MENTION}{mention}"


def mention_of(key: str) -> str | None:
    """Return the id of the entry of an author list that a key names; None where it names something else."""
    return key.removeprefix(_MENTION) if key.startswith(_MENTION) else None


def profile_key(document: str, number: int) -> str:
    """Return the key of a page of a document, by its number in it (from 1)."""
    return f"{_PROFILE}{document}-{number}"


def is_profile_key(key: str) -> bool:
    """Tell whether a key names a page."""
    return key.startswith(_PROFILE)


def names_nobody(key: str) -> bool:
    """Tell whether a key is of a page or of a decision of people, of which no IRI is made."""
    return key.startswith((_PROFILE, HUMAN))


def page_of(key: str) -> str:
    """Return document and number of a page as one text, `{document id}-{n}`."""
    return key.removeprefix(_PROFILE)


def document_of(key: str) -> str:
    """Return the id of the document that a page is in."""
    return page_of(key).rpartition("-")[0]


def page_id(key: str) -> str:
    """Return the id of a page from its key: its document, and its number where it is not the first."""
    document, _, number = page_of(key).rpartition("-")
    return document if number == "1" else f"{document}-{number}"


def authorship_key(paper: str, position: int, name: str) -> str:
    """Return the key of a position (from 1) of the author list of a paper, by keys of paper and name."""
    return f"{_AUTHORSHIP}{paper}#{position}|{name}"


def apart_key(own: str) -> str:
    """Return the key of who has a position, by its key, where that is another's, who has one before it.

    The key of a position is also that of all that are found to be one with its holder.
    """
    return f"{own}|apart"


def is_authorship_key(key: str) -> bool:
    """Tell whether a key names a position of an author list."""
    return key.startswith(_AUTHORSHIP)


def place_of(key: str) -> str:
    """Return the key of the paper and the position in its author list, `KEY#2`, of the key of a position."""
    paper, _, rest = key.removeprefix(_AUTHORSHIP).rpartition("#")
    return f"{paper}#{rest.partition('|')[0]}"


def split_place(place: str) -> tuple[str, str]:
    """Return the key of the paper and the position of a place in its author list, `KEY#2`."""
    paper, _, position = place.rpartition("#")
    return paper, position


def listed_key(paper: str, name: str) -> str:
    """Return the key of an authorship without a position, that a profile lists."""
    return f"listed:{paper}|{name}"


def publication_key(scheme: str, value: str) -> str:
    """Return the key that an identifier of a publication gives its paper."""
    return f"{_PUBLICATION}{scheme}:{value}"


def publication_key_of(path: str) -> str:
    """Return the same from the path in the IRI of a publication, `doi/10.1000/q`."""
    return _PUBLICATION + path.replace("/", ":", 1)


def titled_key(title: str, first_author: str) -> str:
    """Return the key of a paper by its folded title and the folded name of its first author."""
    return f"{TITLE}{title}|{first_author}"


def first_author_of(key: str) -> str:
    """Return the folded name of the first author in the key of a paper; empty where it has none."""
    return key.partition("|")[2]


def nameless(paper_key: str) -> str:
    """Return a paper's key without the name of the first author that a title's key ends in."""
    return paper_key.partition("|")[0] if paper_key.startswith(TITLE) else paper_key


def authorship_keys(digest: str, paper_key: str, mentions: list[str]) -> list[str]:
    """Return the keys by which decisions name one authorship: its mentions, and the digest of its own key.

    `digest` is what the IRI of its holder would be made of, were the position all that is known of it.
    """
    return [*map(mention_key, mentions), f"{_DIGEST}{digest}@{nameless(paper_key)}"]


def names_authorship(key: str) -> bool:
    """Tell whether a key of a decision names an authorship."""
    return key.startswith((_MENTION, _DIGEST))


def record_of(key: str) -> str | None:
    """Return the id of the record that a key leads to; None where it leads to none."""
    if key.startswith(_MENTION):
        return key.removeprefix(_MENTION).rpartition("-")[0]
    paper = _paper_of(key)
    return paper.removeprefix(_RECORD) if paper.startswith(_RECORD) else None


def block_keys(key: str) -> Iterator[str]:
    """Yield the blocking key (`kg.identity.blocking_keys`) under which the records of a key's paper stand."""
    paper = _paper_of(key)
    if paper.startswith(_PUBLICATION):
        yield paper.removeprefix(_PUBLICATION)
    elif paper.startswith(TITLE):
        yield "title=" + nameless(paper).removeprefix(TITLE)
        if "|" in paper:  # records with a short title stand under that and their first author
            yield paper


def _paper_of(key: str) -> str:
    return key.partition("@")[2] if key.startswith(_DIGEST) else key


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
