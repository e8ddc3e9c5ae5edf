"""What kind of work a JATS article is, and what it stands in, by its `article-type`.

The values are those that the tag library suggests, and what publishers write for them
(https://jats.nlm.nih.gov/archiving/tag-library/1.3/attribute/article-type.html).
"""

from __future__ import annotations

from typing import Final

from kg.kinds import WorkType
from kg.readers.draft import Draft

_ARTICLES: Final = frozenset([
    "research-article", "article", "brief-report", "case-report", "rapid-communication", "data-paper",
    "short-communication", "methods-article", "letter", "editorial", "article-commentary", "introduction",
    "discussion", "news", "in-brief", "obituary", "reply", "other-article", "clinical-trial",
    "technical-note", "original-article", "research-letter", "oration", "essay",
])  # fmt: skip
_KINDS: Final[dict[str, WorkType]] = {
    "review-article": "review-article", "systematic-review": "review-article", "correction": "correction",
    "corrigendum": "correction", "erratum": "correction", "addendum": "correction",
    "retraction": "retraction", "partial-retraction": "retraction", "dissertation": "dissertation",
    "preprint": "preprint", "dataset": "dataset", "proceedings": "proceedings-article",
    "conference-paper": "proceedings-article", "reviewer-report": "peer-review",
    "decision-letter": "peer-review", "referee-report": "peer-review", "editor-report": "peer-review",
    "peer-review": "peer-review",
}  # fmt: skip


def kind(stated: str | None, draft: Draft, *, conference: bool) -> None:
    """State the kind of work by the `article-type`, and that it stands in a journal, if it does.

    `conference`: it states a conference or the ISBN of a volume, so that its journal may be proceedings.
    """
    word = (stated or "").strip().lower().replace(" ", "-")
    titled = bool(draft.fields.get("venue") or draft.fields.get("venue_abbreviation"))
    if titled and not conference and word != "proceedings":
        draft.fields["venue_kind"] = "journal"
    made = _KINDS.get(word)
    if made is None and word in _ARTICLES:
        made = "proceedings-article" if conference else "journal-article"
    draft.fields["work_type"] = made
    draft.fields["work_type_as_stated"] = stated if stated and stated != made else None
