"""A whole build: from sources to the current release, or to nothing at all.

The release is made in a draft beside the others; whatever goes wrong before the last step, which is
atomic, leaves the current release as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

import orjson

from kg.errors import InputError, ReleaseError, UnreadableInput
from kg.mapping.iris import Iris
from kg.readers import detect, format_named
from kg.readers.source import Document
from kg.records import Profile
from kg.release.description import describe
from kg.release.draft import Draft
from kg.release.dumps import write_dumps
from kg.release.folder import DataDirectory
from kg.release.manifest import InputFile, Manifest
from kg.release.pipeline.ingest import Ingested, IngestTask, ingest, shards, write_rejections
from kg.release.pipeline.papers import cluster
from kg.release.pipeline.people import describe_shared
from kg.release.pipeline.publish import (
    Graph,
    PublishTask,
    graph,
    publish_shard,
    write_aliases,
    write_citations,
    write_decisions,
    write_vocabularies,
)
from kg.release.pipeline.resolve import ResolvedShard, ResolveTask, resolve_shard
from kg.release.pipeline.shards import SourceFile, WorkFolder, workers
from kg.release.published import Release
from kg.release.report import Report
from kg.store import Store

DEFAULT_BASE = "http://127.0.0.1:8000/"

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, what is done of it, and how much there is to do."""


def _silent(step: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build.

    `base` is the base IRI, ending in `/`; `mentions` keeps what each source states, mention by
    mention; `format_name` overrides the detection of formats; `processes` is how many work side by
    side; `keep` how many releases stay (all, if null).
    """

    base: str = DEFAULT_BASE
    mentions: bool = True
    format_name: str | None = None
    processes: int = 0
    keep: int | None = None

    @property
    def workers(self) -> int:
        """Return the number of processes: as many as there are processors, unless said otherwise."""
        return self.processes or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def build(
    sources: Sequence[Document], directory: DataDirectory, options: BuildOptions, progress: Progress = _silent
) -> tuple[Release, Report]:
    """Build a release from `sources` and make it the current one.

    Raises:
        InputError: none of the sources can be read.
        BuildInProgress: another build holds the data directory.
        ReleaseError: the release does not pass its checks.
        OSError: the disk is full or not writable.
    """
    report = Report()
    with directory.begin() as draft:
        with report.timed("map"):
            made, files = map_sources(sources, draft.work_path, options, report, progress)
        with report.timed("load"):
            manifest = _publish(draft, made, files, options, report, progress)
        report.measure_memory()
        draft.report_path.write_bytes(
            orjson.dumps(asdict(report), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
        )
        release = draft.commit(manifest)
    if options.keep is not None:
        directory.prune(options.keep)
    return release, report


def map_sources(
    sources: Sequence[Document],
    work_path: Path,
    options: BuildOptions,
    report: Report,
    progress: Progress = _silent,
) -> tuple[Graph, list[InputFile]]:
    """Read, resolve and map `sources` into N-Triples and N-Quads files under `work_path`.

    The same sources give the same bytes, whatever their order.

    Raises:
        InputError: none of the sources can be read.
    """
    folder, iris = WorkFolder(work_path), Iris(options.base)
    files = _identify(sources, folder, options, report)
    cut = list(shards(files))
    size = sum(one.bytes for one in files)
    with workers(options.workers, size) as run:
        ingested: list[Ingested] = []
        for done, one in enumerate(run(ingest, [IngestTask(shard, folder.path, options.base, options.mentions) for shard in cut])):
            ingested.append(one)
            progress("reading", done + 1, len(cut))
        _count(report, ingested)
        progress("joining records", 0, 1)
        decisions = cluster(folder, len(cut))
        resolved = _resolve(run, folder, ingested, progress)
        every_profile = [pair for one in ingested for pair in one.profiles]
        people = describe_shared(folder, iris, resolved, every_profile)
        decisions += people.decisions
        write_aliases(folder, people.agents)
        tasks = [PublishTask(shard.number, folder.path, options.base, options.mentions) for shard in cut]
        for done, count in enumerate(run(publish_shard, tasks)):
            report.papers += count
            progress("mapping", done + 1, len(cut))
    made = graph(
        folder,
        [write_citations(folder, iris), write_vocabularies(folder)],
        [write_decisions(folder, iris, decisions, people.agents)],
    )
    report.persons = people.persons + sum(one.persons for one in resolved)
    report.teams, report.venues = people.teams, people.venues
    report.topics = len({code for one in resolved for code in one.topics})
    report.undecided = sum(one.outcome == "undecided" for one in decisions)
    write_rejections(ingested, folder.path / "rejections.jsonl")
    return made, _inputs(files, ingested)


def _identify(
    sources: Sequence[Document], folder: WorkFolder, options: BuildOptions, report: Report
) -> list[SourceFile]:
    """Tell what each source is; one that cannot be read is reported and left out, the same bytes are read once."""
    found: dict[str, SourceFile] = {}
    problem: InputError | None = None
    for number, document in enumerate(sources):
        stored = document.stored(folder.file("pipes", number, "bin")) if document.name == "-" else document
        try:
            chosen = format_named(options.format_name) if options.format_name else detect(stored)
            digest = stored.sha256()
        except InputError as error:
            problem = error
            report.unreadable.append(str(error))
            continue
        path = stored.path
        name = Path(document.name).name if document.name != "-" else "-"
        one = SourceFile(str(path.resolve()), name, digest, path.stat().st_size, chosen.name)
        found[digest] = min(one, found.get(digest, one), key=lambda source: source.name)
    if not found:
        raise problem or UnreadableInput("build", "no source was given", advice="name a file or folder of records")
    return [found[digest] for digest in sorted(found)]


def _resolve(
    run: Callable[..., object], folder: WorkFolder, ingested: list[Ingested], progress: Progress
) -> list[ResolvedShard]:
    """Resolve all shards, each with the profiles of its own source and of those it shares papers with."""
    profiles: dict[str, list[tuple[str, Profile]]] = {}
    for one in ingested:
        profiles.setdefault(one.source.document_id, []).extend(one.profiles)
    profiles = {document: found for document, found in profiles.items() if found}
    resolved: list[ResolvedShard] = []
    tasks = [ResolveTask(one.shard, folder.path, profiles) for one in ingested]
    for done, shard in enumerate(run(resolve_shard, tasks)):
        resolved.append(shard)
        progress("resolving", done + 1, len(tasks))
    return resolved


def _count(report: Report, ingested: list[Ingested]) -> None:
    for one in ingested:
        report.records += one.records
        report.profiles += len(one.profiles)
        report.rejections += len(one.rejections)
        report.rejected += [str(item) for item in one.rejections[: 20 - len(report.rejected)]]
        report.notices += [str(item) for item in one.notices[: 20 - len(report.notices)]]
        for name, count in one.repairs.items():
            report.repairs[name] = report.repairs.get(name, 0) + count
        for name, count in one.damages.items():
            report.damages[name] = report.damages.get(name, 0) + count
    if not report.records and not report.profiles and report.rejections:
        first = next(item for one in ingested for item in one.rejections)
        raise UnreadableInput(first.file, f"no record could be read: {first.reason}", line=first.line)


def _inputs(files: list[SourceFile], ingested: list[Ingested]) -> list[InputFile]:
    counts = {one.document_id: [0, 0] for one in files}
    for one in ingested:
        counts[one.source.document_id][0] += one.records
        counts[one.source.document_id][1] += len(one.rejections)
    return [
        InputFile(
            name=one.name,
            sha256=one.sha256,
            bytes=one.bytes,
            format=one.format,
            records=counts[one.document_id][0],
            rejections=counts[one.document_id][1],
        )
        for one in files
    ]


def _concatenate(paths: Sequence[Path], output: Path) -> None:
    with output.open("wb") as out:
        for path in paths:
            with path.open("rb") as source:
                shutil.copyfileobj(source, out, 1 << 20)
            path.unlink()


def _publish(
    draft: Draft, made: Graph, files: list[InputFile], options: BuildOptions, report: Report, progress: Progress
) -> Manifest:
    """Load the store and write dumps and description beside it; check that all hold the same."""
    report.sources = [one.model_dump() for one in files]
    (draft.work_path / "rejections.jsonl").rename(draft.path / "rejections.jsonl")
    default, named = draft.work_path / "default.nt", draft.work_path / "named.nq"
    _concatenate(made.default, default)
    _concatenate(made.named, named)
    counts = describe(draft, options.base, files)
    total = default.stat().st_size + named.stat().st_size
    done = 0

    def loaded(size: int) -> None:
        nonlocal done
        done += size
        progress("loading", done, total)

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        dumps = pool.submit(write_dumps, draft, options.base)
        Store.load(draft.store_path, [default, named], progress=loaded)
        digest = dumps.result()
    stored = Store.open(draft.store_path).count()
    if stored != counts.quads:
        raise ReleaseError(f"the store holds {stored:,} statements, {counts.quads:,} were written; nothing was released")
    report.triples, report.quads = counts.triples, counts.quads
    return Manifest(
        base=options.base,
        options={"mentions": options.mentions, "format": options.format_name},
        inputs=files,
        counts=counts,
        content_sha256=digest,
    )
