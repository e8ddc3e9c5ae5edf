"""From sources to the text of a graph: all steps of a build that need no store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

from kg.configuration import DataSet, SourceTerms
from kg.errors import UnreadableInput
from kg.identity.decisions import CompiledDecisions, Decisions, Target
from kg.identity.decisions import read as read_decisions
from kg.iris import Iris
from kg.keys import mention_of, record_key
from kg.readers.fate_report import FateReport
from kg.readers.source import Document
from kg.release.cache import BuildCache
from kg.release.heap import trim
from kg.release.manifest import InputFile
from kg.release.pipeline.doubts import write_doubts
from kg.release.pipeline.ingest import Ingested, IngestTask, shards
from kg.release.pipeline.mapped_work import PublishTask
from kg.release.pipeline.masking import mask_claims, of_pages, page_repairs
from kg.release.pipeline.organisations import check_authority, join_organisations
from kg.release.pipeline.papers import cluster
from kg.release.pipeline.people import describe_shared, heading_decisions, human_decisions
from kg.release.pipeline.persons import JoinedMentions, across_decisions, join_mentions, segments
from kg.release.pipeline.profiles import listing_decisions
from kg.release.pipeline.publish import (
    GraphFiles,
    graph,
    write_aliases,
    write_decisions,
    write_vocabularies,
)
from kg.release.pipeline.recalled_steps import (
    ReadShard,
    Recallable,
    gathered,
    published,
    read,
    read_key,
    to_do,
    write_reads,
)
from kg.release.pipeline.shard_works import GatherTask, pages_of
from kg.release.pipeline.shards import FILE_DATE, Shard, SourceFile, WorkFolder
from kg.release.pipeline.shared_persons import DescribeTask, describe
from kg.release.pipeline.sources import identified, inputs
from kg.release.pipeline.topics import describe_topics
from kg.release.pipeline.unpacking import remove_unpacked
from kg.release.pipeline.venues import resolve_venues
from kg.release.published import Release
from kg.release.registry.carrier import Carrier
from kg.release.registry.tombstones import write_tombstones
from kg.release.report import BuildReport
from kg.runners import Runner
from kg.runners.local import Local, available_processors

_T = TypeVar("_T")
_Task = TypeVar("_Task")

_TASKS: Final = ("kg.release.mapping", "kg.release.dumps", "kg.release.overlaps", "kg.release.search.writing")
"""The modules of all that runs in processes."""

DEFAULT_BASE = "http://127.0.0.1:8000/"

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, what is done of it, and how much there is to do."""


def silent(step: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to map.

    `base` is the base IRI, ending in `/`. `claims` says what is kept of what each source states:
    `all`, mention by mention; `differing`, what the resolved graph does not say word for word, and all where
    several records are of one paper; `none`, only the place of each record; null, no named graphs at all.
    `format_name` overrides the detection of formats; `processes` is how many work side by side
    (0: one a processor). `decisions` are files of decisions of people, which win over all rules.
    `people` says how mentions become persons: by `evidence`, or by `identifiers` and pages alone.
    With `fresh` neither IRIs nor the census of earlier releases are carried on; with `full` nothing else is
    taken over from them, and everything is made anew. `dataset` is what the publisher states of
    the whole, `terms` what is stated of sources, by their absolute path. `observed` is the date on which the
    sources were read, or `file` for the date of each file. `described` describes the data set: more triples.
    `authority` is the dump of the Research Organization Registry (ROR), to tell affiliations by,
    `titles` are lists of journals. The `runner` says where the tasks run: without one, in `processes` here.
    """

    base: str = DEFAULT_BASE
    claims: str | None = "differing"
    format_name: str | None = None
    processes: int = 0
    decisions: tuple[Path, ...] = ()
    fresh: bool = False
    full: bool = False
    people: str = "evidence"
    dataset: DataSet = field(default_factory=DataSet)
    terms: Mapping[Path, SourceTerms] = field(default_factory=dict)
    observed: str | None = None
    described: tuple[str, ...] = ()
    authority: Path | None = None
    titles: tuple[Path, ...] = ()
    runner: Runner | None = None

    @property
    def where(self) -> Runner:
        """Return where the tasks run."""
        return self.runner or Local(self.processes or available_processors(), _TASKS)


def map_sources(
    sources: Sequence[Document],
    work_path: Path,
    options: Options,
    report: BuildReport,
    progress: Progress = silent,
    previous: Release | None = None,
    registry: Path | None = None,
    final: Callable[[Path], None] | None = None,
    found: Callable[[Sequence[SourceFile]], None] | None = None,
    cache: BuildCache | None = None,
    census: Path | None = None,
) -> tuple[GraphFiles, list[InputFile]]:
    """Read, resolve and map `sources` into N-Triples and N-Quads files under `work_path`.

    The same sources give the same bytes, whatever their order, after the same `previous` release, whose IRIs
    are carried on. The registry of IRIs is written to `registry` where that is given; `final` is
    called with each file of the graph that is finished before all of them are, `found` with the sources.
    What is in the `cache` is not made again, and the bytes are the same. `census` is the folder of a census
    of names, that of the release before, by which people are told apart as long as it holds.

    Raises:
        InputError: none of the sources, or a file of decisions, can be read.
        DecisionError: a line of these is no decision, or two contradict each other.
    """
    check_authority(options.authority)
    human = Decisions(read_decisions(options.decisions))
    decided = human.decided()
    folder, iris, claims = WorkFolder(work_path), Iris(options.base), options.claims
    carrier = Carrier(previous, folder)
    carries, weighs = carrier.carries, options.people == "evidence"
    keyed = carries or cache is not None  # what is kept must serve a build that carries IRIs on
    files, unreadable = identified(
        sources, folder, options.format_name, options.terms, dated=options.observed == FILE_DATE, cache=cache
    )
    report.unreadable += unreadable
    if found is not None:
        found(files)
    cut = list(shards(files, folder))
    numbers = [one.number for one in cut]
    tasks = [
        IngestTask(one, folder.path, options.base, claims, _corrections(decided, one), keyed, weighs)
        for one in cut
    ]
    shown = {one.shard.number: ReadShard(read_key(one), one.shard.source.document_id) for one in tasks}
    reading = [Recallable(one, cache, shown[one.shard.number].key) for one in tasks]
    with options.where.crew(folder.path, sum(map(to_do, reading))) as run:

        def every(step: str, work: Callable[[_Task], _T], tasks: Sequence[_Task]) -> list[_T]:
            results = []
            for one in run(work, tasks):
                results.append(one)
                progress(step, len(results), len(tasks))
            return results

        ingested = every("reading", read, reading)
        shown |= {one.shard: ReadShard(None, one.source.document_id) for one in ingested if one.failed}
        write_reads(folder, shown)
        run.renew()
        remove_unpacked(folder)
        _count(report, ingested)
        if final and not decided.renames:
            for path in folder.files("claims"):
                final(path)
        progress("joining records", 0, 1)
        keys = {number: one.key for number, one in shown.items()}
        profiles = [pair for one in ingested for pair in one.profiles]
        settle, stating = carrier.papers if carries else None, [profile for _, profile in profiles]
        decisions = cluster(folder, numbers, human, settle, cache, keys, stating)
        trim()  # records and verdicts were held, which nobody needs now
        pages = pages_of(ingested)
        gathering = [
            Recallable(GatherTask(one.number, folder.path, pages, decided, carries, weighs), cache)
            for one in cut
        ]
        replaced = set(chain.from_iterable(every("resolving", gathered, gathering)))
        joined = JoinedMentions()
        if weighs:
            progress("telling people apart", 0, 1)
            joined = join_mentions(folder, replaced, run, run.size, census, cache)
            run.renew()
        progress("telling organisations apart", 0, 1)
        organisations = join_organisations(folder, options.authority, human, carried=carries)
        report.notices += organisations.notices
        decisions += organisations.decisions
        documents = {one.number: one.source.document_id for one in cut}
        venues = resolve_venues(folder, documents, human, carrier.venues if carries else None, options.titles)
        people = describe_shared(
            folder,
            iris,
            replaced,
            profiles,
            human,
            carrier.people if carries else None,
            [*joined.pairs, *organisations.pairs],
            None if options.observed == FILE_DATE else options.observed,
            venues,
        )
        write_aliases(folder, people.agents)
        if weighs:
            describing = [
                DescribeTask(one, folder.path, options.base, claims, people.renaming) for one in segments()
            ]
            people.persons += sum(every("describing people", describe, describing))
            decisions += across_decisions(folder, joined.decisions)
        named = frozenset(filter(None, map(mention_of, human.keys())))
        tasked = [
            PublishTask(
                one.number, folder.path, options.base, claims, pages, decided, people.renaming, weighs, named
            )
            for one in cut
        ]
        prepares = keyed and not carries
        publishing = [Recallable(one, cache, prepares=prepares) for one in tasked]
        made_of = every("mapping", published, publishing)
    if people.renaming.names:
        masked = [one for shard in made_of for one in shard.masked]
        mask_claims(folder, iris, [*masked, *of_pages(profiles, people.agents, people.renaming)])
    decisions += [*people.decisions, *venues.decisions(), *human_decisions(human, people)]
    decisions += heading_decisions(chain.from_iterable(one.headings for one in made_of), people.agents)
    decisions += listing_decisions(chain.from_iterable(one.listed for one in made_of), people.agents)
    topics = describe_topics(folder, iris)
    decisions += topics.decisions
    quads = []
    if claims:
        mended = page_repairs(profiles, people.agents, people.renaming)
        quads.append(
            write_decisions(
                folder, iris, decisions, people.agents, claims, human.people(), mended, people.fields
            )
        )
        told = [*folder.files("curation"), *folder.files("reasons"), quads[0]]
        quads.append(write_doubts(folder, iris, folder.files("triples"), told))
    retired, derived = carrier.tombstones()
    if claims and carries:
        quads.append(write_tombstones(folder, iris=iris, retired=retired, derived=derived))
    if registry is not None:
        carrier.write(registry, retired, derived)
    report.retired = dict(Counter(row.status for row in retired))
    made = graph(folder, [write_vocabularies(folder)], quads, topics.path)
    report.papers = sum(one.works for one in made_of)
    report.persons = people.persons + sum(one.persons for one in made_of)
    report.teams = people.teams + sum(one.teams for one in made_of)
    report.venues = people.venues
    report.topics = len(set().union(*(one.topics for one in made_of))) + topics.concepts
    report.undecided = sum(one.outcome == "undecided" for one in decisions) + joined.undecided
    return made, inputs(files, ingested)


def _corrections(decided: CompiledDecisions, shard: Shard) -> dict[str, tuple[Target, ...]]:
    """Return what was decided of the records of a shard's document."""
    start = record_key(f"{shard.source.document_id}-")
    return {key: targets for key, targets in decided.records.items() if key.startswith(start)}


def _count(report: BuildReport, ingested: list[Ingested]) -> None:
    """Sum up what was read.

    Raises:
        UnreadableInput: nothing was.
    """
    fates = FateReport()
    for one in ingested:
        fates.add(one.source.name, one.source.format, one.fates)
        report.records += one.records
        report.profiles += len(one.profiles)
        report.rejections += one.rejected
        report.rejected += [str(item) for item in one.first_rejections[: report.SHOWN - len(report.rejected)]]
        report.notices += [str(item) for item in one.notices[: report.SHOWN - len(report.notices)]]
        for name, count in one.repairs.items():
            report.repairs[name] = report.repairs.get(name, 0) + count
        for name, count in one.damages.items():
            report.damages[name] = report.damages.get(name, 0) + count
    report.fates = fates.document()
    if not report.records and not report.profiles:
        rejections = [item for one in ingested for item in one.first_rejections]
        if not rejections:
            raise UnreadableInput(ingested[0].source.name, "there is no record in it")
        raise UnreadableInput(
            rejections[0].file, f"no record could be read: {rejections[0].reason}", line=rejections[0].line
        )
