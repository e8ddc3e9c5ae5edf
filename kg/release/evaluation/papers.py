"""How well papers are joined: records of known papers beside the same as another source would state them.

Each record gets a twin without identifiers: initials for given names, another year, another case and no
abstract, or a list of authors that is cut. A twin and its record are one paper; any two others are not.
"""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from kg.errors import UnreadableInput
from kg.records import Author, WorkRecord
from kg.release.evaluation.acl import acl_records
from kg.release.evaluation.pairs import PaperCorpus, hidden
from kg.release.evaluation.records import records_of

_MOST_CUT = 3


def paper_twins(path: Path) -> PaperCorpus:
    """Return the records of a file, or of the ACL Anthology (a folder or a tar file), and a twin of each.

    Raises:
        UnreadableInput: there is none in it, or it cannot be read.
        UnknownFormat: the layout of the file is not known.
    """
    packed = path.is_dir() or path.name.endswith((".tar", ".tgz", ".tar.gz"))
    records = [hidden(one) for one in (acl_records(path)[0] if packed else records_of(path))]
    if not records:
        raise UnreadableInput(str(path), "there is no record of a paper in it")
    twins = [restated(one, number) for number, one in enumerate(records)]
    return PaperCorpus(
        "records and their twins", [*records, *twins], [str(one) for one in range(len(records))] * 2
    )


def restated(record: WorkRecord, number: int) -> WorkRecord:
    """Return a record as another source may state it; which way depends on its title and number alone."""
    way = crc32(f"{number} {record.title}".encode("utf-8", "surrogatepass"))
    authors = record.authors
    update: dict[str, object] = {"abstract": None}
    if way & 1:
        update["authors"] = authors = tuple(map(_initials, authors))
    if way & 2 and record.year:
        update |= {"year": record.year + 1, "submitted": None, "published": None}
    if way & 4 and record.title:
        update["title"] = record.title.upper() if way & 8 else record.title + "."
    if way & 16 and len(authors) > _MOST_CUT:
        update |= {"authors": authors[:_MOST_CUT], "authors_complete": False}
    return record.model_copy(update=update)


def _initials(author: Author) -> Author:
    if not author.given or not author.family:
        return author
    given = " ".join(f"{word[0]}." for word in author.given.split())
    return author.model_copy(update={"given": given, "name": f"{given} {author.family}"})
