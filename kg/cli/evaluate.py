"""`kg evaluate`: how well people are told apart, by gold that others keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from kg.cli._options import data_option
from kg.errors import UsageError
from kg.identity.score import Score, score
from kg.queries.holders import holders
from kg.release import DataDirectory
from kg.release.evaluation import (
    Trial,
    acl_anthology,
    openreview,
    orcid_clusters,
    paper_records,
    read_gold,
    run_paper_trial,
    run_trial,
)

_CORPORA = {"acl": acl_anthology, "openreview": openreview, "orcid": orcid_clusters}
_PAPERS = "papers"
_HEAD = f"{'found':>9}{'B³ P':>8}{'B³ R':>8}{'B³ F1':>8}{'pair F1':>9}{'split':>7}{'lumps':>7}"


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--corpus",
    type=click.Choice([*sorted(_CORPORA), _PAPERS]),
    help="GOLD is this published corpus, or a file of papers: resolve it now, instead of asking the release.",
)
@data_option
def command(gold: Path, corpus: str | None, data: Path) -> None:
    """Score who is who in the current release by GOLD, a table of record id, position and person.

    The columns are parted by tabs; positions count from 1; only mentions in the table count. Lines that
    are empty or begin with # are passed over. A record id is the end of the record's IRI, or the IRI:

    \b
        # record             position  person
        ec0ae3cbd7fdcd4a-1   3         fan-yang-1

    B³ averages over mentions how much of their cluster is of their person (precision), and how much of
    their person is in it (recall); split counts persons in several clusters, lumps clusters of several
    persons.

    With
    --corpus, GOLD is a published corpus, and the resolver is run on its mentions alone: `acl` is the XML
    of the ACL Anthology (a folder or tar file), `orcid` a folder of mentions of Crossref works with
    clusters by ORCID, `openreview` a folder of records.jsonl and a table of gold as above, whose record ids
    are the identifiers "set" of the records. What identifies a person there is hidden from the resolver. The
    last table tells whether confidence means what it says: of the joins made at a confidence, or by a rule,
    the share that is right, in blocks of names on which nothing was learned.

    With --corpus papers, GOLD is a file of records in any format (or the ACL Anthology), each of another
    paper. Identifiers are hidden, and each record gets a twin as another source may state it: initials,
    another year or case, a list of authors that is cut, no abstract. The table tells how well twins are
    joined with their records, and with nothing else.
    """  # noqa: D301
    if corpus == _PAPERS:
        lines = _papers(gold)
    else:
        lines = _trial(run_trial(_CORPORA[corpus](gold))) if corpus else _release(gold, data)
    for line in lines:
        click.echo(line)


def _release(path: Path, data: Path) -> Iterator[str]:
    gold = read_gold(path)
    with DataDirectory(data).leased() as release:
        found = holders(release.engine(), release.base, gold)
    missing = sorted(gold.keys() - found.keys())
    if len(missing) == len(gold):
        raise UsageError(
            f"none of the {len(gold)} mentions is in the release, for instance {missing[0]}"
            " (record ids and mentions are those of a build with all claims)"
        )
    yield from _table({"all": score({key: gold[key] for key in found}, found)})
    if missing:
        shown = ", ".join(missing[:3])
        yield f"{len(missing)} mentions of the table are not in the release and do not count: {shown}, …"


def _papers(path: Path) -> Iterator[str]:
    trial = run_paper_trial(paper_records(path))
    yield from _table({"records and their twins": trial.score}, of="records", things="papers")
    one = trial.score
    yield f"pairs: precision {one.pair_precision:.4f}, recall {one.pair_recall:.4f}"
    yield f"{trial.undecided} pairs undecided; {trial.seconds:.1f} s of processor time"


def _trial(trial: Trial) -> Iterator[str]:
    resolution, count = trial.resolution, len(trial.corpus.mentions)
    yield f"{trial.corpus.name}: {count} mentions, {len(trial.corpus.gold)} with a known person"
    yield ""
    yield from _table(trial.whole)
    for title, parts in trial.parts.items():
        yield ""
        yield f"by {title}"
        yield from _table(parts, head=False)
    yield ""
    yield f"{'joins of checked mentions, held out':40}{'joins':>9}{'right':>9}{'share':>9}{'confidence':>12}"
    for name, one in trial.reliability.items():
        yield f"{name:40}{one.joins:>9}{one.right:>9}{one.share:>9.3f}{one.confidence:>12.3f}"
    yield ""
    yield (
        f"{resolution.clusters} clusters; {resolution.undecided} pairs undecided;"
        f" {trial.seconds:.1f} s of processor time ({trial.seconds / max(count, 1) * 1e6:.0f} s per million"
        f" mentions), {trial.megabytes:.0f} MB at most"
    )


def _table(
    scores: Mapping[str, Score], *, head: bool = True, of: str = "mentions", things: str = "persons"
) -> Iterator[str]:
    if head:
        yield f"{'':40}{of:>9}{things:>9}{_HEAD}"
    for name, one in scores.items():
        yield (
            f"{name:40}{one.mentions:>9}{one.persons:>9}{one.clusters:>9}{one.precision:>8.4f}{one.recall:>8.4f}"
            f"{one.f1:>8.4f}{one.pair_f1:>9.4f}{one.split:>7}{one.lumps:>7}"
        )
