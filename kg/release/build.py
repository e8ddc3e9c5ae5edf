"""A whole build: from sources to the current release, or to nothing at all.

The release is made in a draft beside the others; whatever goes wrong before the last step, which is
atomic, leaves the current release as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from time import time
from typing import Any, Final

import orjson

from kg.engine.answers import NAME as ANSWERS
from kg.engine.answers import write as write_answers
from kg.engine.overlaps import NAME as OVERLAPS
from kg.errors import NoRelease, ReleaseDamaged, ReleaseError, UsageError
from kg.identity.persons.census_files import link_census
from kg.identity.persons.census_files import sizes as census_sizes
from kg.identity.unmeasured import UNMEASURED
from kg.processes import end_server
from kg.readers.source import Document
from kg.release.answering import answered
from kg.release.before import Before, census_of
from kg.release.cache import BuildCache
from kg.release.changes import Unpublished, write_changes
from kg.release.conformance import check_shapes, read_through
from kg.release.delta.writing import LEFT_OUT, write_delta
from kg.release.description import describe
from kg.release.draft import ReleaseDraft, begin
from kg.release.dumps import write_dumps
from kg.release.folder import DataDirectory
from kg.release.heap import trim
from kg.release.loading import Loading
from kg.release.maker import made_by
from kg.release.manifest import Delta, InputFile, Manifest, Trust
from kg.release.mapping import Options, Progress, map_sources, silent
from kg.release.overlaps import overlaps
from kg.release.parts import Part, write_parts
from kg.release.pipeline.ingest import PERSONS
from kg.release.pipeline.publish import GraphFiles
from kg.release.published import Release
from kg.release.registry import NAME as REGISTRY
from kg.release.report import BuildReport
from kg.release.scan import TermTest
from kg.release.scores import public_scores
from kg.release.search.writing import IndexTask, write_index
from kg.release.stated_metadata import differing_licences, header
from kg.release.successor import differences
from kg.release.undecided import undecided
from kg.runners import Crew
from kg.store import Store

_TEXT: Final = 12
"""Bytes of text that take no more work, once they are there, than one byte of a source did."""
_JSON = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def build(
    sources: Sequence[Document],
    directory: DataDirectory,
    options: Options,
    *,
    keep: int | None = None,
    allow_violations: bool = False,
    delta: bool = True,
    progress: Progress = silent,
) -> tuple[Release, BuildReport]:
    """Build a release from `sources`, make it the current one, and prune all but the newest `keep`.

    With `allow_violations` a graph that breaks its shapes is released all the same; the manifest says so.
    Without `delta` no statement deltas are published; the manifest says so.

    Raises:
        InputError: none of the sources can be read.
        BuildInProgress: another build holds the data directory.
        UsageError: the current release there was pulled, and IRIs are to be carried on.
        ShapesViolated: the graph breaks its shapes.
        ReleaseError: the release does not pass its other checks.
        OSError: the disk is full or not writable.
    """
    report, begun = BuildReport(), time()
    with begin(directory) as draft:
        current = _previous(directory)
        previous = None if options.fresh else _carried(directory, current)
        before = None if options.full else Before.of(current, options.base)
        cache = BuildCache.of(directory.path, made_by(), reads=not options.full)
        bar = _Bar(progress)
        with Loading(draft.store_path, bar, before) as loading:
            with report.timed("map"):
                made, files = map_sources(
                    sources,
                    draft.work_path,
                    options,
                    report,
                    progress,
                    previous,
                    draft.path / REGISTRY,
                    loading.add,
                    loading.read,
                    cache,
                    None if options.fresh else census_of(current),
                )
            if options.people == "evidence":
                link_census(draft.work_path / PERSONS, draft.path)
                report.census = census_sizes(draft.path)
            report.notices += differing_licences(options.dataset, files)
            trim()
            bar.total = made.bytes
            manifest, spared = _publish(draft, made, files, options, report, loading, before)
        held = Store.open(draft.store_path)  # all that ask it from here on share one handle
        trim()
        with report.timed("answers"):
            write_answers(answered(draft.store_path), draft.path / ANSWERS)
        progress("checking shapes", 0, 1)
        trim()
        with report.timed("shapes"):
            sound = before is not None and before.release.manifest.shapes.get("violations") == 0
            taken = sound and loading.succession is not None
            numbers = check_shapes(
                draft.store_path,
                report,
                allow=allow_violations,
                differences=differences(draft.work_path) if taken else (),
                spared=spared,
            )
            doubts = undecided(draft.store_path, manifest.counts) if options.claims != "none" else {}
            trust = Trust(scores=public_scores(), undecided=doubts, unmeasured=tuple(sorted(UNMEASURED)))
            manifest = manifest.model_copy(update={"shapes": numbers, "trust": trust})
        with report.timed("compare"):
            known = differences(draft.work_path) if loading.succession is not None else ()
            _compare(directory, Unpublished(draft.path, options.base), report, known)
        with report.timed("delta"):
            told = _delta(directory, draft, options) if delta else Delta(absent=LEFT_OUT)
            manifest = manifest.model_copy(update={"delta": told})
        end_server()  # its processes count among those that this one started when it has ended
        report.measure_memory()
        draft.report_path.write_bytes(orjson.dumps(asdict(report), option=_JSON))
        del held  # the folder is moved, and a store is read by path
        release = draft.commit(manifest)
        cache.sweep(begun)
    if keep is not None:
        directory.prune(keep)
    return release, report


def _previous(directory: DataDirectory) -> Release | None:
    """Return the current release, if there is one."""
    try:
        return directory.current()
    except NoRelease:
        return None


def _carried(directory: DataDirectory, previous: Release | None) -> Release | None:
    """Return the release whose IRIs are carried on: the current one, if there is one.

    Raises:
        UsageError: it was pulled, so that it lacks the registry that they are carried on by.
    """
    if previous is not None and (origin := previous.manifest.origin) is not None:
        raise UsageError(
            f"the current release in {directory.path} was pulled from {origin.url}, and the registry of its"
            " IRIs is not published; build in a folder of its own, or with --fresh"
        )
    return previous


def _delta(directory: DataDirectory, draft: ReleaseDraft, options: Options) -> Delta:
    """Write what was added and removed since the current release."""
    try:
        before = _previous(directory)
    except ReleaseDamaged:
        return Delta(absent="the release before is gone")
    return write_delta(before, draft.path, draft.work_path, options.base, options.where)


class _Bar:
    """Shows how much is loaded, from when it is known how much there is."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._done, self.total = progress, 0, 0

    def __call__(self, size: int) -> None:
        self._done += size
        if self.total:
            self._progress("loading", min(self._done, self.total), self.total)


def _compare(
    directory: DataDirectory, built: Unpublished, report: BuildReport, known: Sequence[Path]
) -> None:
    """Write what changed since the current release; one that is damaged keeps nobody from building anew."""
    try:
        before = _previous(directory)
        if before is not None:
            write_changes(before, built, known)
    except ReleaseDamaged as error:
        report.notices.append(f"what changed since the release before cannot be told: {error}")


def _publish(
    draft: ReleaseDraft,
    made: GraphFiles,
    files: list[InputFile],
    options: Options,
    report: BuildReport,
    loading: Loading,
    before: Before | None,
) -> tuple[Manifest, frozenset[TermTest]]:
    """Load the store, write dumps and description beside it, and check that all hold the same.

    Returns:
        The manifest, and what the shapes are spared asking.
    """
    report.sources = [one.model_dump() for one in files]
    _join(sorted((draft.work_path / "rejections").glob("*")), draft.path / "rejections.jsonl")
    with (
        report.timed("load"),
        options.where.crew(draft.work_path, made.bytes // _TEXT, most=2) as run,
        ThreadPoolExecutor(1) as beside,
    ):
        described = beside.submit(
            describe, draft, made, options.base, files, run, options.dataset, options.described
        )

        def dump() -> tuple[str, list[Part]]:
            meta = described.result()[1]
            whole = GraphFiles(made.default, [*made.named, meta])
            stated = header(options.dataset, options.base)
            return write_dumps(whole, draft.dumps_path, options.base, run, stated, before)

        dumped = beside.submit(dump)
        indexed = beside.submit(_index, draft, made, options.base, run)
        for path in (*made.default, *made.named):
            loading.add(path)
        counts, meta = described.result()
        loading.add(meta)
        spared = read_through(made.default, [*made.named, meta], run) if loading.anew else frozenset()
        overlaps([*made.named, meta], draft.work_path, run).write(draft.path / OVERLAPS)
        digest, parts = dumped.result()
        write_parts(draft.path, parts, made_by())
        loading.finish([*made.default, *made.named, meta], parts, draft.work_path, counts.quads)
        if not indexed.result():
            report.notices.append("no search index was made: this Python's SQLite has no full-text search")
    report.notices += loading.notices
    report.taken_over = _taken_over(before, parts, loading)
    with report.timed("check"):
        stored = Store.open(draft.store_path).count()
        if stored != counts.quads:
            raise ReleaseError(
                f"the store holds {stored:,} statements, {counts.quads:,} were written; nothing was released"
            )
    report.triples, report.quads = counts.triples, counts.quads
    manifest = Manifest(
        base=options.base,
        dataset=options.dataset,
        options={"claims": options.claims, "format": options.format_name},
        inputs=files,
        counts=counts,
        content_sha256=digest,
    )
    return manifest, spared


def _taken_over(before: Before | None, parts: Sequence[Part], loading: Loading) -> dict[str, Any]:
    """Return for the report what was taken over from the release before."""
    if before is None:
        return {}
    old = {part.digest for part in before.parts}
    same = [part.bytes for part in parts if part.digest in old]
    found = {"from": before.release.id, "bytes": sum(same), "of": sum(part.bytes for part in parts)}
    if loading.succession is not None:
        found["store"] = asdict(loading.succession)
    return found


def _index(draft: ReleaseDraft, made: GraphFiles, base: str, run: Crew) -> int:
    """Write the search index, in a process of its own if `run` has any; return what can be found."""
    task = IndexTask(tuple(made.default), base, draft.work_path / "search", draft.search_path)
    return run.here(write_index, task)


def _join(paths: Sequence[Path], output: Path) -> None:
    """Write the content of several files into one."""
    with output.open("wb") as out:
        for path in paths:
            with path.open("rb") as source:
                shutil.copyfileobj(source, out, 1 << 20)
