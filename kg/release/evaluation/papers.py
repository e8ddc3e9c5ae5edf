"""How well papers are joined: records of known papers beside the same as another source would state them.

Each record gets a twin without identifiers (`kg.release.evaluation.restating`). A twin and its record are one
paper; any two others are not.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import UnreadableInput
from kg.release.evaluation.acl import acl_records
from kg.release.evaluation.pairs import PaperCorpus, hidden
from kg.release.evaluation.records import records_of
from kg.release.evaluation.restating import restated


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
