"""A whole build: from sources to the current release, or to nothing at all.

The release is made in a draft beside the others; whatever goes wrong before the last step, which is
atomic, leaves the current release as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import orjson

from kg.errors import NoRelease, ReleaseError
from kg.readers.source import Document
from kg.release.description import describe
from kg.release.draft import Draft
from kg.release.dumps import write_dumps
from kg.release.folder import DataDirectory
from kg.release.manifest import InputFile, Manifest
from kg.release.mapping import Options, Progress, map_sources, silent
from kg.release.pipeline.publish import Graph
from kg.release.pipeline.shards import Run, workers
from kg.release.published import Release
from kg.release.registry import NAME as REGISTRY
from kg.release.report import Report
from kg.release.search import IndexTask, write_index
from kg.store import Store

_JSON = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def build(
    sources: Sequence[Document],
    directory: DataDirectory,
    options: Options,
    *,
    keep: int | None = None,
    progress: Progress = silent,
) -> tuple[Release, Report]:
    """Build a release from `sources`, make it the current one, and prune all but the newest `keep`.

    Raises:
        InputError: none of the sources can be read.
        BuildInProgress: another build holds the data directory.
        ReleaseError: the release does not pass its checks.
        OSError: the disk is full or not writable.
    """
    report = Report()
    with directory.begin() as draft:
        previous = None if options.fresh else _previous(directory)
        with report.timed("map"):
            made, files = map_sources(
                sources, draft.work_path, options, report, progress, previous, draft.path / REGISTRY
            )
        manifest = _publish(draft, made, files, options, report, progress)
        report.measure_memory()
        draft.report_path.write_bytes(orjson.dumps(asdict(report), option=_JSON))
        release = draft.commit(manifest)
    if keep is not None:
        directory.prune(keep)
    return release, report


def _previous(directory: DataDirectory) -> Release | None:
    """Return the release whose IRIs are carried on: the current one, if there is one."""
    try:
        return directory.current()
    except NoRelease:
        return None


def _publish(
    draft: Draft, made: Graph, files: list[InputFile], options: Options, report: Report, progress: Progress
) -> Manifest:
    """Load the store, write dumps and description beside it, and check that all hold the same."""
    report.sources = [one.model_dump() for one in files]
    _join(sorted((draft.work_path / "rejections").glob("*")), draft.path / "rejections.jsonl")
    total, done = made.bytes, 0

    def loaded(size: int) -> None:
        nonlocal done
        done += size
        progress("loading", min(done, total), total)

    with (
        report.timed("load"),
        workers(min(options.workers, 2), total) as run,
        ThreadPoolExecutor(1) as beside,
    ):
        described = beside.submit(describe, draft, made, options.base, files, run)

        def dump() -> str:
            meta = described.result()[1]
            return write_dumps(Graph(made.default, [*made.named, meta]), draft.dumps_path, options.base, run)

        def parts() -> Iterator[Path]:
            yield from made.default
            yield from made.named
            yield described.result()[1]  # counted by now, or waited for

        dumped = beside.submit(dump)
        indexed = beside.submit(_index, draft, made, options.base, run)
        Store.load(draft.store_path, parts(), progress=loaded)
        counts, digest = described.result()[0], dumped.result()
        if not indexed.result():
            report.notices.append("no search index was made: this Python's SQLite has no full-text search")
    with report.timed("check"):
        stored = Store.open(draft.store_path).count()
        if stored != counts.quads:
            raise ReleaseError(
                f"the store holds {stored:,} statements, {counts.quads:,} were written; nothing was released"
            )
    report.triples, report.quads = counts.triples, counts.quads
    return Manifest(
        base=options.base,
        options={"claims": options.claims, "format": options.format_name},
        inputs=files,
        counts=counts,
        content_sha256=digest,
    )


def _index(draft: Draft, made: Graph, base: str, run: Run) -> int:
    """Write the search index, in a process of its own if `run` has one; return what can be found."""
    task = IndexTask(tuple(made.default), base, draft.work_path / "search", draft.search_path)
    return sum(run(write_index, [task]))


def _join(paths: Sequence[Path], output: Path) -> None:
    """Write the content of several files into one."""
    with output.open("wb") as out:
        for path in paths:
            with path.open("rb") as source:
                shutil.copyfileobj(source, out, 1 << 20)
