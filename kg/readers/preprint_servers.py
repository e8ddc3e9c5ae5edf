"""What stands at a server of preprints and nowhere else is a preprint, in whatever words a list says it.

Lists call it an article in a journal (`@article` with `journal = {bioRxiv}`, `JOUR`). The servers named here
hold nothing but preprints; repositories that hold more (SSRN, Zenodo, HAL) are not among them.
"""

from __future__ import annotations

import re
from typing import Final

from kg.records import WorkRecord

_NAMES: Final = (
    "africarxiv", "agrirxiv", "authorea preprints", "biorxiv", "bodoarxiv", "chemrxiv", "eartharxiv",
    "ecoevorxiv", "edarxiv", "engrxiv", "lawarxiv", "marxiv", "medrxiv", "metaarxiv", "mindrxiv", "nutrixiv",
    "osf preprints", "paleorxiv", "preprints\\.org", "psyarxiv", "research square", "socarxiv",
    "sportrxiv", "techrxiv",
)  # fmt: skip
_SERVER: Final = re.compile(
    rf"(?:the )?(?:{'|'.join(_NAMES)})(?:\.org)?(?: preprints?| preprint server)?(?: ?\([^()]{{0,60}}\))?",
    re.IGNORECASE,
)
_MAYBE: Final = (None, "other", "journal-article")


def is_server(name: str) -> bool:
    """Tell whether a name is that of a server which holds nothing but preprints; arXiv is told elsewhere."""
    return _SERVER.fullmatch(name.strip()) is not None


def of_servers(record: WorkRecord) -> WorkRecord:
    """Return a record with its kind and that of its venue where the venue is a server of preprints."""
    if record.venue is None or not is_server(record.venue):
        return record
    update: dict[str, object] = {}
    if record.venue_kind in (None, "journal"):
        update["venue_kind"] = "repository"
    if record.work_type in _MAYBE:
        update["work_type"] = "preprint"
        if record.work_type == "journal-article" and record.work_type_as_stated is None:
            update["work_type_as_stated"] = "journal-article"
    return record.model_copy(update=update) if update else record
