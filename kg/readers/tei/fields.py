"""How TEI is cut into values, and into which fields of a record they go."""

from __future__ import annotations

from typing import Final

from kg.readers.fates import FieldTable
from kg.readers.leaves import Shape
from kg.readers.tei.structures import PIECE

SHAPE: Final = Shape(
    mixed=frozenset(["title", "p", "head", "note", "label", "desc", "raw"]),
    typed={"title": "level", "idno": "type", "date": "type", "biblScope": "unit", "note": "type"},
    marks=frozenset(["coords", "space", "schemaLocation"]),
)

OF_FILE: Final = "it is of the file, not of a work"
_TEXT: Final = "of an article, its header and its references are read, not its text"
BESIDE: Final = dict.fromkeys(
    ("TEI/text", "TEI/facsimile", "TEI.2/text", "teiCorpus/TEI/text", "teiCorpus/TEI/facsimile"), _TEXT
)
_PRIVATE: Final = "a note of whoever keeps the library is private"
_MARK: Final = "it is a mark inside the document"
_TITLE: Final = "which of several titles it is"
_PDF: Final = "it is the sum of the PDF, not the number of a work"
_NUMBERS: Final = "doi arxiv_id identifiers venue_identifiers other_identifiers"
_PLACES: Final = "venue arxiv_id title titles venue_abbreviation series"
_PEOPLE: Final = "authors contributors editors"

_STRUCT: Final = {
    "@type": "work_type work_type_as_stated", "@lang": "language", "/analytic@lang": "language",
    "/monogr@lang": "language",
    "/analytic/title*": "title titles subtitle", "/monogr/title*": _PLACES, "/series/title*": "series titles",
    "/series/biblScope.volume": "series_number",
    "/analytic/author": _PEOPLE, "/analytic/author/*": _PEOPLE, "/analytic/author@*": _PEOPLE,
    "/monogr/author*": _PEOPLE, "/monogr/editor*": _PEOPLE,
    "/analytic/editor*": _PEOPLE,
    "/analytic/respStmt*": _PEOPLE, "/monogr/respStmt*": _PEOPLE,
    "/idno*": _NUMBERS, "/analytic/idno*": _NUMBERS, "/monogr/idno*": _NUMBERS,
    "/ptr@target": "url", "/analytic/ptr@target": "url", "/monogr/ptr@target": "url",
    "/monogr/meeting*": "event", "/monogr/edition": "edition",
    "/monogr/imprint/publisher*": "publisher", "/monogr/imprint/pubPlace*": "place",
    "/monogr/imprint/date*": "published dates date_as_stated",
    "/monogr/imprint/biblScope.volume": "volume", "/monogr/imprint/biblScope.issue": "issue",
    "/monogr/imprint/biblScope.vol": "volume", "/monogr/imprint/biblScope@type": "pages volume issue",
    "/monogr/imprint/biblScope*": "pages volume issue",
    "/monogr/imprint/note.thesistype": "work_type work_type_as_stated",
    "/monogr/extent*": "extent", "/note.abstract": "abstract", "/note.tags": "keywords",
}  # fmt: skip
_STRUCT_DROPPED: Final = {
    "/analytic/title.a@type": _TITLE, "/monogr/title.j@type": _TITLE, "/monogr/title.m@type": _TITLE,
    "@corresp": "it is where the library keeps the item", "@id": _MARK, "@status": "how GROBID found it",
    "/analytic/author/affiliation@key": _MARK, "/analytic/author/affiliation@ref": _MARK,
    "/analytic/author/affiliation/orgName@key": _MARK, "/analytic/author/affiliation/orgName@type": _MARK,
    "/analytic/author.of-nobody/affiliation@key": _MARK,
    "/analytic/author.of-nobody/affiliation/orgName@key": _MARK,
    "/analytic/author.of-nobody/affiliation/orgName@type": _MARK,
    "/analytic/author/persName/roleName": "a degree or rank is no part of a name",
    "/analytic/author/persName/forename@type": _MARK, "/monogr/author/persName/forename@type": _MARK,
    "/monogr/editor/persName/forename@type": _MARK,
    "/idno.md5": _PDF, "/analytic/idno.md5": _PDF, "/monogr/idno.md5": _PDF,
    "/note.own*": _PRIVATE, "/note.extra": _PRIVATE, "/note.own@corresp": _PRIVATE,
}  # fmt: skip

WORK: Final = FieldTable(
    read={f"biblStruct{path}": field for path, field in _STRUCT.items()},
    dropped={f"biblStruct{path}": why for path, why in _STRUCT_DROPPED.items()},
)


def _of_article(holder: str, of_file: str) -> dict[str, str]:
    """Return where the values of a header, or of a `<biblFull>`, go."""
    struct = f"{of_file}/sourceDesc/biblStruct"
    return {f"{struct}{path}": field for path, field in _STRUCT.items()} | {
        f"{holder}@lang": "language", f"{of_file}/titleStmt/title*": "title",
        f"{of_file}/titleStmt/author*": _PEOPLE, f"{of_file}/titleStmt/funder/*": "funding",
        f"{of_file}/publicationStmt/publisher": "publisher",
        f"{of_file}/publicationStmt/date*": "published dates",
        f"{of_file}/publicationStmt/availability/licence*": "licenses",
        f"{of_file}/publicationStmt/idno*": "identifiers",
        f"{holder}/encodingDesc/appInfo/application@when": "source",
        f"{holder}/profileDesc/abstract*": "abstract",
        f"{holder}/profileDesc/textClass/keywords*": "keywords",
    }  # fmt: skip


_NOT_OF_REFERENCE: Final = (
    "/monogr/imprint/publisher", "/monogr/imprint/pubPlace", "/monogr/idno.issn", "/monogr/idno.issne",
    "/monogr/idno.eissn", "/monogr/title.j@type", "/monogr/title.m@type", "/analytic/title.a@type",
    "/monogr/editor*", "/monogr/meeting/address*", "/analytic/ptr@target", "/monogr/ptr@target",
    "/analytic/author/persName/forename@type", "/monogr/author/persName/forename@type",
    "/monogr/imprint/date.published", "/monogr/respStmt*",
)  # fmt: skip
_HOLDERS: Final = (("teiHeader", "teiHeader/fileDesc"), ("biblFull", "biblFull"))
ARTICLE: Final = FieldTable(
    read={path: field for pair in _HOLDERS for path, field in _of_article(*pair).items()}
    | {"biblStruct*": "references", "org/*": "funding", "org": "funding"}
    | {f"{PIECE}/{path}": "authors" for path in ("orgName", "idno.ror", "desc")},
    dropped={
        f"{of_file}/sourceDesc/biblStruct{path}": why
        for _, of_file in _HOLDERS
        for path, why in _STRUCT_DROPPED.items()
    }
    | {
        f"{holder}/encodingDesc/appInfo/application/*": "it says how GROBID was called"
        for holder, _ in _HOLDERS
    }
    | {f"{of_file}/publicationStmt/availability@status": OF_FILE for _, of_file in _HOLDERS}
    | {f"{of_file}/titleStmt/funder.of-no-grant/orgName@type": _MARK for _, of_file in _HOLDERS}
    | {f"{of_file}/titleStmt/funder@ref": _MARK for _, of_file in _HOLDERS}
    | {f"{of_file}/titleStmt/title.a@type": _TITLE for _, of_file in _HOLDERS}
    | dict.fromkeys((f"biblStruct{path}" for path in _NOT_OF_REFERENCE), "a reference has no field for it")
    | {
        f"{PIECE}{path}": "it says what the place is, not where it was printed"
        for path in ("@*", "/idno*", "/date*", "/orgName@type", "/desc/*", "/listRelation*")
    }
    | {"org@id": _MARK, "org@type": _MARK, "biblStruct@status": "how GROBID found it"},
)
