"""The page of a search for an author's name: `Last, First`, then title, authors and abstract of each paper.

    Vyas, Nidhi
    Training With Data Dependent Dynamic Learning Rates
    Saxena, Shreyas, Vyas, Nidhi, DeCoste, Dennis
    Recently many first and second order variants of SGD have been proposed ...

One line a field, no blank line between papers, the family name first throughout. The heading says only
that the names match; it is given as a profile of the kind `heading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.readers import reader
from kg.readers.layout import LOST, NEVER, LineKind, Textual, continues, costs, halves, name_share, read_as
from kg.readers.page import PageDraft, blank, head_lines, read_entities, textual
from kg.readers.page_fates import by_lines
from kg.readers.source import Document
from kg.records import Item, Notice, Profile, Source, WorkRecord
from kg.repair.family_first import family_first, without_the_last
from kg.repair.name_entries import folded

FORMAT: Final = "author-page"
_INITIAL: Final = re.compile(r"(?:\b\w|[JS]r)\.\s*$")
Owner = tuple[str, str]
_ORDER: Final = (LineKind.TITLE, LineKind.AUTHORS, LineKind.ABSTRACT)


def owner_of(line: str) -> Owner | None:
    """Return family and given name where `line` is a heading of the form `Last, First`."""
    parts = halves(line.strip())
    if len(parts) != 2 or len(line) > 90 or name_share(parts) < 1:
        return None
    if max(len(part.split()) for part in parts) > 4 or not family_first(line).authors:
        return None
    return folded(parts[0]), folded(parts[1])


def _holds(parts: Sequence[str], owner: Owner) -> bool:
    folds = [folded(part).casefold() for part in parts]
    family, given = owner[0].casefold(), owner[1].casefold()
    return any(pair == (family, given) for pair in pairwise(folds))


def sniff(head: str) -> float:
    """Tell how surely `head` begins such a page: by author lines, best those that hold the heading's name."""
    lines = [line for line in head_lines(head)[:24] if not blank(line)]
    if len(lines) < 2 or any(line.startswith(("arXiv:", "{", "<", "@", "Authors:")) for line in lines):
        return 0
    owner = owner_of(lines[0].removeprefix("\ufeff"))
    rest = [halves(line) for line in lines[1:]]
    if owner and any(len(parts) > 1 and len(parts) % 2 == 0 and _holds(parts, owner) for parts in rest):
        return 0.9
    if owner and any(len(parts) > 1 and _holds(parts, owner) for parts in rest):
        return 0.8
    lists = [line for line in lines if _is_list(line)]
    abstracts = sum(len(line) > 300 and not _is_list(line) for line in lines)
    if lists and abstracts and 2 * (len(lists) + abstracts) >= len(lines):
        return 0.5 if owner else 0.4
    # what is left of a page that breaks off within a list
    return 0.3 if owner and len(lines) > 2 and len(rest[1]) > 2 and name_share(rest[1][:-1]) == 1 else 0


def _is_list(line: str) -> bool:
    parts = halves(line)
    if len(parts) < 2 or len(parts) % 2 or name_share(parts) < 1:
        return False
    return not line.rstrip().endswith(".") or _INITIAL.search(line) is not None


def _step(
    source: LineKind | None, target: LineKind | None, before: Textual | None, line: Textual | None
) -> float:
    if target is LineKind.COMMENT or source is LineKind.COMMENT:
        return NEVER
    if source is None:
        return {LineKind.TITLE: 0.0, LineKind.AUTHORS: LOST, LineKind.ABSTRACT: 2 * LOST}.get(
            target or LineKind.COMMENT, NEVER
        )
    if target is None:
        return {LineKind.ABSTRACT: 0.0, LineKind.AUTHORS: LOST, LineKind.TITLE: 1.8 * LOST}[source.begun]
    if target.more:
        if target.begun is not source.begun:
            return NEVER
        return 1.0 if continues(before, line) else 2 * LOST
    place, following = _ORDER.index(source.begun), _ORDER.index(target)
    lost = (following - place - 1) % 3
    gap = line is not None and line.after_gap
    return lost * (LOST if lost < 2 else 0.85 * LOST) + (0.3 if gap and target is not LineKind.TITLE else 0)


@reader(FORMAT, "A search site's page of one author: title, 'Last, First, ...', abstract", sniff=sniff)
@by_lines
def parse(document: Document) -> Iterator[Item]:
    """Yield the heading as a profile, then each paper.

    A paper whose title, author list or abstract is lost is given with what is left, and the loss as
    damage; it is told by the look of the lines, so that one lost line damages one record.
    """
    lines = textual(document.lines())
    owner = _heading(lines)
    if owner is not None:
        yield _profile(document.name, lines[0])
        lines = lines[1:]
    elif lines:
        yield Notice(document.name, lines[0].number, "the heading 'Last, First' is missing")
    yield from _papers(document.name, lines, owner)


def _heading(lines: Sequence[Textual]) -> Owner | None:
    if not lines:
        return None
    owner = owner_of(lines[0].text)
    if owner is None:
        return None
    # without the heading, the first line is a title such as `Attention, Please`
    if len(lines) > 1 and _is_list(lines[1].text):
        following = [line for line in lines[1:] if _holds(halves(line.text), owner)]
        return owner if following else None
    return owner


def _profile(file: str, line: Textual) -> Profile:
    names = family_first(line.text)
    author = names.authors[0]
    return Profile(
        source=Source(file=file, format=FORMAT, first_line=line.number, last_line=line.number),
        name=author.name,
        given=author.given,
        family=author.family,
        printed=line.text.strip(),
        kind="heading",
        damage=tuple(
            damage.model_copy(update={"field": "name", "position": None}) for damage in names.damage
        ),
        repairs=(
            *((read_entities(line, "name"),) if line.escaped else ()),
            *(
                repair.model_copy(update={"field": "name", "position": None})
                for repair in names.repairs
                if repair.rule != "NAME-ORDER"
            ),
        ),
    )


def _papers(file: str, lines: list[Textual], owner: Owner | None) -> Iterator[WorkRecord]:
    cost = costs(halves)

    def with_owner(line: Textual, field: LineKind) -> float:
        value = cost(line, field)
        if owner is None:
            return value
        parts = halves(line.text)
        if _holds(parts, owner) and name_share(parts) > 0.8:
            return value - 4 if field.begun is LineKind.AUTHORS else value + 2
        return value

    fields = read_as(lines, with_owner, _step)
    group: list[tuple[LineKind, Textual]] = []
    for field, line in zip(fields, lines, strict=True):
        if group and not field.more and _ORDER.index(field) <= _ORDER.index(group[-1][0].begun):
            yield _paper(file, group, owner)
            group = []
        group.append((field, line))
    if group:
        yield _paper(file, group, owner, last=True)


def _paper(
    file: str, group: list[tuple[LineKind, Textual]], owner: Owner | None, *, last: bool = False
) -> WorkRecord:
    draft = PageDraft(file, FORMAT, group[0][1].number, group[-1][1].number)

    def texts(wanted: LineKind) -> list[str]:
        return [line.text for field, line in group if field.begun is wanted]

    draft.text("title", " ".join(texts(LineKind.TITLE)))
    end = group[-1][0].begun if last else None
    if printed := texts(LineKind.AUTHORS):
        line, left_out = " ".join(printed), None
        if end is LineKind.AUTHORS:
            line, left_out = without_the_last(line)
        draft.authors(family_first(line, owner=owner))
        if end is LineKind.AUTHORS:
            draft.fields["authors_complete"] = False
        if left_out is not None:
            draft.cut_off(left_out)
    draft.abstract(texts(LineKind.ABSTRACT))
    if end is LineKind.ABSTRACT:
        draft.ends()
    draft.lost()
    draft.faults(line for _, line in group)
    return draft.record()
