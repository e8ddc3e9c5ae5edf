"""What stands at a server of preprints and nowhere else is a preprint, in whatever words a list says it.

Lists call it an article in a journal (`@article` with `journal = {bioRxiv}`, `JOUR`). The servers named here
hold nothing but preprints; repositories that hold more (SSRN, Zenodo, HAL) are not among them.
"""

from __future__ import annotations

import re
from typing import Final

RULE: Final = "PREPRINT-SERVER"
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


def is_server(name: str) -> bool:
    """Tell whether a name is that of a server which holds nothing but preprints; arXiv is told elsewhere."""
    return _SERVER.fullmatch(name.strip()) is not None
