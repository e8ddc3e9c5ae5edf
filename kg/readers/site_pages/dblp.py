"""dblp: pages of persons, of searches and of volumes, saved as HTML (https://dblp.org).

Elements have properties of schema.org. The number that parts people of one name stands in the `title` of a
name; the person whose page it is stands without a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.identifiers import stated_dois
from kg.kinds import VenueKind, WorkType
from kg.readers.draft import Draft
from kg.readers.eprint_places import eprint_place
from kg.readers.fates import FieldTable
from kg.readers.site_pages.publication_list import OF_THE_PAGE, PaperParts, Site, listing

_PID: Final = re.compile(r"/pid/([\w/-]{1,40}?)(?:\.html)?$")
_KEY: Final = re.compile(r"(?:conf|journals|books|reference|series|phd|tr|homepages|data)/[\w./+:-]{1,100}")
_ORCID: Final = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_YEAR: Final = re.compile(r"[12]\d{3}", re.ASCII)
_DOI: Final = re.compile(r"https?://(?:dx\.)?doi\.org/10\.\S{1,300}")
_ARXIV: Final = re.compile(r"https?://arxiv\.org/abs/(\S{5,40})")
_KINDS: Final[dict[str, tuple[WorkType, VenueKind | None]]] = {
    "article": ("journal-article", "journal"), "inproceedings": ("proceedings-article", "proceedings"),
    "incollection": ("book-chapter", "book"), "book": ("book", None), "editor": ("proceedings", None),
    "phdthesis": ("dissertation", None), "informal": ("preprint", "journal"),
    "reference": ("reference-entry", "book"),
    "data": ("dataset", None),
}  # fmt: skip
_NUMBER: Final = re.compile(r"\s\d{4}$")
TABLE: Final = FieldTable(
    read={
        "title": "title", "key": "identifiers", "kind": "work_type", "author": "authors editors",
        "author-title": "authors editors",
        "pid": "authors editors", "orcid": "authors editors",
        "self": "authors editors", "part": "venue volume issue arxiv_id", "volume": "volume arxiv_id",
        "issue": "issue", "pages": "pages", "date": "published year", "doi": "doi", "arxiv": "arxiv_id",
        "publisher": "publisher",
        "isbn": "identifiers",
    },
)  # fmt: skip


def _attributes(tag: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    classes = said.get("class", "").split()
    address = said.get("href", "")
    if "entry" in classes and _KEY.fullmatch(said.get("id") or said.get("data-key", "")):
        yield "key", said.get("id") or said["data-key"]
        yield from (("kind", one) for one in classes if one in _KINDS)
    elif tag == "a" and (found := _PID.search(address)):
        yield "pid", found[1]
    elif tag == "a" and _DOI.fullmatch(address):
        yield "doi", address
    elif tag == "a" and (found := _ARXIV.fullmatch(address)):
        yield "arxiv", found[1]
    elif tag == "img" and (found := _ORCID.fullmatch(said.get("title", ""))):
        yield "orcid", found[0]
    elif said.get("itemprop") == "name" and said.get("title"):
        yield "author-title", said["title"]
    elif said.get("data-pid"):
        yield "page-pid", said["data-pid"]


def _fill(paper: PaperParts, draft: Draft) -> None:
    fields = draft.fields
    title = paper.first("title") or ""
    fields["title"] = title[:-1] if title.endswith(".") and not title.endswith("...") else title
    words = paper.all("kind")
    fields["work_type"], kind = next((_KINDS[one] for one in words), (None, None))
    key = paper.first("key")
    fields["identifiers"] = {"dblp": key} if key else {}
    people = _people(paper)
    fields["editors" if "editor" in words else "authors"] = people
    volume = paper.first("volume")
    venue = next((one for one in paper.all("part") if one not in (volume, paper.first("issue"))), None)
    place = eprint_place(f"{venue} {volume or ''}") if venue else None
    if place is not None:
        fields |= {"work_type": "preprint", "arxiv_id": place.number}
    else:
        fields["venue"], fields["venue_kind"] = venue, kind if venue else None
        fields["volume"], fields["issue"] = paper.first("volume"), paper.first("issue")
    fields["pages"], fields["publisher"] = paper.first("pages"), paper.first("publisher")
    if number := paper.first("isbn"):
        fields["identifiers"]["isbn"] = number
    year = next((one for one in paper.all("date") if _YEAR.fullmatch(one)), None)
    fields |= {"published": year, "year": int(year)} if year else {}
    fields["doi"] = next((name for one in paper.all("doi") for name in stated_dois(one).names), None)
    if number := paper.first("arxiv"):
        fields["arxiv_id"] = number


def _people(paper: PaperParts) -> list[dict[str, Any]]:
    """Return the people in their order, each with the number of dblp and the iD that stand with the name."""
    made: list[dict[str, Any]] = []
    coming: dict[str, str] = {}  # of the author whose element is not closed
    last = ""
    for part, text in paper.values:
        if part == "pid" and "author-title" in coming:  # of one whose name has no element around it
            made.append({"name": coming["author-title"], "identifiers": {"dblp": coming.get("pid")}})
            coming = {}
        if part == "orcid" and not coming and made:
            made[-1].setdefault("orcid", text)
        elif part in ("pid", "author-title", "orcid"):
            coming[part] = text
        elif part == "self" or (part == "author" and (coming or last != "self")):
            numbered = coming.get("author-title", "")
            pid = paper.owner if part == "self" else coming.get("pid")
            one: dict[str, Any] = {"name": numbered if _NUMBER.sub("", numbered) == text else text}
            one |= {"identifiers": {"dblp": pid}} if pid else {}
            made.append(one | ({"orcid": coming["orcid"]} if "orcid" in coming else {}))
            coming = {}
        last = part if part != "orcid" else last
    if "author-title" in coming:
        made.append({"name": coming["author-title"], "identifiers": {"dblp": coming.get("pid")}})
    for one in made:
        if not one.get("identifiers", {}).get("dblp"):
            one.pop("identifiers", None)
    return made


def _person(around: PaperParts, papers: list[PaperParts]) -> dict[str, object] | None:
    pids = set(around.all("page-pid"))
    name = around.first("name")
    if not name or len(pids) != 1:
        return None
    pid = pids.pop()
    for paper in papers:
        paper.owner = pid
    orcids = around.all("orcid")
    made: dict[str, object] = {"name": _NUMBER.sub("", name), "identifiers": {"dblp": pid}}
    return made | ({"orcid": orcids[0]} if len(set(orcids)) == 1 else {})


listing(
    Site(
        "dblp-page",
        "pages of dblp that list publications, saved as HTML",
        re.compile(r'class="publ-list"|class="data tts-content"'),
        re.compile(r" entry "),
        {
            "title": "title", "this-person": "self", "@author": "author", "@editor": "author",
            "@isPartOf": "part", "@volumeNumber": "volume", "@issueNumber": "issue", "@pagination": "pages",
            "@datePublished": "date", "@publisher": "publisher", "@isbn": "isbn",
        },
        {"primary": "name"},
        _attributes,
        TABLE,
        _fill,
        _person,
        FieldTable(
            read={"name": "name", "page-pid": "identifiers", "orcid": "orcid"},
            dropped={"*": OF_THE_PAGE},
        ),
    )
)  # fmt: skip
