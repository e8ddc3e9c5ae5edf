"""What arXiv's XML formats have in common: categories, classes, dates of versions, the published version.

https://info.arxiv.org/help/prep.html names the fields, https://info.arxiv.org/help/api/user-manual.html those
of the Atom form. `doi` and `journal-ref` are of what was published elsewhere, all else is of the e-print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.draft import Draft
from kg.repair.journal_ref import published
from kg.taxonomy import category

_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_MSC: Final = re.compile(r"\d\d(?:-\d\d|-XX|[A-Z](?:\d\d|xx)|xx|XX)?", re.IGNORECASE)
_ACM: Final = re.compile(r"[A-K](?:\.(?:\d{1,2}|m)){1,3}", re.IGNORECASE)
_BETWEEN: Final = re.compile(
    r"[\s,;:()]++(?:(?:primary|secondary|and|msc|\d{4}\smsc)\b[\s,;:()]*+)*+", re.IGNORECASE
)


def folded(text: str | None) -> str | None:
    """Return `text` with single blanks; None where nothing is left.

    Only the blanks of ASCII are folded: another one may be half of a letter that was wrongly decoded.
    """
    return (_BLANKS.sub(" ", text).strip(" ") or None) if text else None


def text_at(element: Element, path: str) -> str | None:
    """Return the text of the first element at `path`, with single blanks."""
    found = element.find(path)
    return folded("".join(found.itertext())) if found is not None else None


def texts_at(element: Element, path: str) -> list[str]:
    """Return the texts of all elements at `path`, with single blanks."""
    return [text for one in element.findall(path) if (text := folded("".join(one.itertext())))]


def instant(stated: object) -> str | None:
    """Return a moment as `2007-04-02T19:18:42Z`; None if it is none.

    It may be stated as `Mon, 2 Apr 2007 19:18:42 GMT` (RFC 5322) or `2007-04-02T19:18:42Z` (RFC 3339).
    """
    if not isinstance(stated, str):
        return None
    try:
        moment = (
            datetime.fromisoformat(stated.strip())
            if re.match(r"\s*\d{4}-", stated)
            else parsedate_to_datetime(stated)
        )
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment.year >= 1000 else None


def set_categories(draft: Draft, codes: Iterable[str], primary: str | None = None) -> None:
    """Set arXiv's categories; what is none of them is a class of another scheme, or a term."""
    known: list[str] = []
    for code in codes:
        if category(code):
            known.append(code)
        else:
            set_classes(draft, code)
    known = list(dict.fromkeys([*([primary] if primary and category(primary) else []), *known]))
    draft.fields["categories"] = known
    draft.fields["primary_category"] = primary or (known[0] if known else None)


def set_classes(draft: Draft, text: str | None, scheme: str | None = None) -> None:
    """Add the subject classes that a text lists: MSC (`14D20`) or ACM (`F.2.2`), as their form tells.

    A text that is not all such codes is one term, of `scheme` if that is given.
    """
    if not (text := folded(text)):
        return
    subjects = draft.fields.setdefault("subjects", [])
    codes = [code.strip(". ") for code in _BETWEEN.split(f" {text} ")]
    codes = [code for code in codes if code]
    for form, name in ((_MSC, "MSC"), (_ACM, "ACM")):
        if scheme in (None, name) and codes and all(form.fullmatch(code) for code in codes):
            subjects += [{"scheme": name, "code": code} for code in codes]
            return
    subjects.append({"term": text, "scheme": scheme})


def set_publication(draft: Draft) -> None:
    """Take the reference to the publication apart; what it states otherwise stays."""
    stated = draft.fields.get("journal_ref")
    if stated and (found := published(stated)):
        for name, value in found[0].items():
            draft.fields.setdefault(name, value)
        draft.fields.setdefault("repairs", []).append(found[1])


def set_versions(draft: Draft, versions: list[dict[str, Any]]) -> None:
    """Set the versions; the date of the first is when the e-print was submitted."""
    if not versions:
        return
    versions.sort(key=lambda one: int(one["number"]))
    draft.fields["versions"] = versions
    draft.fields["version"] = versions[-1]["number"]
    first = versions[0]
    if first["number"] == 1 and first.get("submitted"):
        draft.fields["submitted"] = first["submitted"][:10]
