"""The subjects of an e-print as arXiv prints them: `Machine Learning (cs.LG); Optics (physics.optics)`."""

from __future__ import annotations

import re

from kg.readers.page import PageDraft
from kg.taxonomy import category, named


def state_subjects(draft: PageDraft, printed: str, cited: str | None = None) -> None:
    """State the categories that a list prints, and which is primary: the one that is cited, else the first.

    What no category is called, and what more than one is, is said.
    """
    codes: list[str] = []
    for subject in re.split(r";\s*", printed):
        if match := re.search(r"\(([A-Za-z.-]+)\)\s*$", subject):
            codes.append(match[1])
        elif subject.strip():
            possible = named(subject)
            codes.extend([possible[0].code] if len(possible) == 1 else [])
            if len(possible) != 1:
                draft.damaged("category_ambiguous" if possible else "category_unknown", "categories", subject)
    for code in codes:
        if category(code) is None:
            draft.damaged("category_unknown", "categories", code)
    known = list(dict.fromkeys(entry.code for code in codes if (entry := category(code))))
    primary = category(cited) if cited else None
    draft.fields["categories_as_stated"] = tuple(codes) or ((cited,) if cited else ())
    draft.fields["categories"] = tuple(known) or ((primary.code,) if primary else ())
    draft.fields["primary_category"] = primary.code if primary else known[0] if known else None
