"""A release made of the publisher's statements: store, dumps, search index, answers and description.

What cannot be had from the statements is not there, and is said not to be: the report of the build with the
fates of values, the rejected entries, and the registry by which a build carries IRIs on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.engine.answers import NAME as ANSWERS
from kg.engine.answers import write as write_answers
from kg.engine.overlaps import NAME as OVERLAPS
from kg.errors import PullError
from kg.following.text import FetchedDelta, blamed, check_text
from kg.iris import Iris
from kg.release.answering import answered
from kg.release.counting import counts, tally
from kg.release.delta import ADDED, FOLDER, ORDER, REMOVED
from kg.release.delta.gzip_lines import plain
from kg.release.delta.proof import unbalanced
from kg.release.delta.store import linked
from kg.release.draft import ReleaseDraft
from kg.release.dumps import NQUADS, turtle, write_dumps
from kg.release.maker import made_by
from kg.release.manifest import Manifest
from kg.release.overlaps import overlaps
from kg.release.parts import write_parts
from kg.release.pipeline.publish import GraphFiles
from kg.release.published import Release
from kg.release.search.writing import IndexTask, write_index
from kg.release.stated_metadata import header
from kg.release.verification import verify_content
from kg.store import Store

_MOST_CHANGED: Final = 4
"""Where more than one statement of so many changed, a store is loaded anew: that is cheaper then."""


def make(
    draft: ReleaseDraft,
    target: Manifest,
    graph: GraphFiles,
    address: str,
    most: int,
    *,
    local: Release | None = None,
    deltas: Sequence[FetchedDelta] = (),
) -> None:
    """Fill `draft` with a release of the text `graph`; `address` is where it is from, for what is told.

    `deltas` led here from the release `local`; there are none where the whole dump was fetched. No list of a
    delta may be larger than `most` bytes.

    Raises:
        PullError: the text is not what the manifest `target` says.
        OSError: the disk is full.
    """
    for path in (*graph.default, *graph.named):
        check_text(path, address)
    try:
        if counts(tally(graph.default, graph.named)) != target.counts:
            raise PullError(address, "its statements are not as many, or others, than the manifest says")
        _store(draft, graph, local, deltas, address, most)
        head = header(target.dataset, target.base)
        digest, parts = write_dumps(graph, draft.dumps_path, target.base, header=head)
        if digest != target.content_sha256:
            raise PullError(address, "its parts do not stand in the order of kg's")
        write_parts(draft.path, parts, made_by())
        if local is not None and deltas:
            _check_deltas(local, deltas, draft, address)
        _describe(draft, target, graph)
        overlaps(graph.named, draft.work_path).write(draft.path / OVERLAPS)
        write_index(
            IndexTask(tuple(graph.default), target.base, draft.work_path / "search", draft.search_path)
        )
        write_answers(answered(draft.store_path), draft.path / ANSWERS)
    except (ValueError, LookupError, SyntaxError) as error:
        raise PullError(address, f"its statements are no graph of kg's: {error}") from error
    for check in verify_content(draft.path, target.counts):
        if not check.passed:
            raise PullError(address, f"{check.name}: it does not ({check.differences[0]})")
    if deltas:
        folder = draft.path / FOLDER
        folder.mkdir()
        last = deltas[-1]
        for name, path in ((ADDED, last.added), (REMOVED, last.removed), (ORDER, last.order)):
            path.replace(folder / name)


def _store(
    draft: ReleaseDraft,
    graph: GraphFiles,
    local: Release | None,
    deltas: Sequence[FetchedDelta],
    address: str,
    most: int,
) -> None:
    """Change a copy of the local store by the deltas, or load one anew."""
    size = sum(path.stat().st_size for delta in deltas for path in (delta.added, delta.removed))
    whole = sum(path.stat().st_size for path in (local.path / "dumps").glob(NQUADS)) if local else 0
    if local is None or not deltas or size * _MOST_CHANGED > whole:
        Store.load(draft.store_path, [*graph.default, *graph.named])
        return
    linked(local.store_path, draft.store_path)
    for delta in deltas:
        with blamed(address):
            removed = plain(delta.removed, draft.work_path / "removed.nq", most)
            added = plain(delta.added, draft.work_path / "added.nq", most)
        Store.change(draft.store_path, removed, added)


def _check_deltas(local: Release, deltas: Sequence[FetchedDelta], draft: ReleaseDraft, address: str) -> None:
    """Check that what was removed and added leads from the local statements to the new ones.

    The text does not tell: it is put together without what was removed.
    """
    lists = [(delta.removed, delta.added) for delta in deltas]
    if unbalanced(local.path / "dumps" / NQUADS, lists, draft.dumps_path / NQUADS):
        raise PullError(address, "what was removed and added does not lead to the statements of the release")


def _describe(draft: ReleaseDraft, target: Manifest, graph: GraphFiles) -> None:
    """Write the description as a build does: the graph `meta`; the rest is added when it is committed."""
    end = f" {Iris(target.base).meta} .\n".encode()
    found = []
    for path in graph.named:
        with path.open("rb") as lines:
            found += [line[: -len(end)] + b" .\n" for line in lines if line.endswith(end)]
    draft.description_path.write_bytes(turtle(b"".join(found), target.base))
