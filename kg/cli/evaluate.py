"""`kg evaluate`: how well persons and papers are told apart, by gold that others keep."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from kg.cli._options import data_option
from kg.cli._scoring import table, told
from kg.errors import UsageError
from kg.identity.score import Score, score
from kg.queries.holders import holders
from kg.release import DataDirectory
from kg.release.evaluation import CORPORA, evaluate, read_gold, score_to_json


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--corpus",
    type=click.Choice(list(CORPORA)),
    help="PATH is this corpus: resolve it now, instead of asking the release.",
)
@click.option(
    "--gold",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The table of gold, for a corpus of records.  [default: gold.tsv beside the records]",
)
@click.option(
    "--blocks",
    type=click.IntRange(min=1),
    metavar="N",
    help="Try persons on a sample of N blocks of names only, the same in every run.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to tell.",
)
@data_option
def command(
    path: Path, corpus: str | None, gold: Path | None, blocks: int | None, form: str, data: Path
) -> None:
    """Score who is who, and which records are one paper, by gold.

    Without --corpus, PATH is a table of record id, position and person, and the current release is scored.
    The columns are parted by tabs; positions count from 1; only mentions in the table count. Lines that
    are empty or begin with # are passed over. A record id is the end of the record's IRI, or the IRI:

    \b
        # record             position  person
        ec0ae3cbd7fdcd4a-1   3         fan-yang-1

    B³ averages over mentions how much of their cluster is of their person (precision), and how much of
    their person is in it (recall); split counts persons in several clusters, lumps clusters of several
    persons.

    With --corpus, PATH is a corpus whose persons or papers are known, and the resolver is run on it. What
    identifies a person or a paper there is hidden from it. Beside it stand the scores of joining all mentions
    of one full name, and of one initial and family name; or all records of one title, and of one title and
    year. "held out" are those on which no weight is learned. The last table tells whether confidence means
    what it says: of the joins made at a confidence, or by a rule, the share that is right, held out.

    \b
        acl                the XML of the ACL Anthology (a folder or tar file)
        orcid              a folder of mentions.jsonl and gold_clusters.json
        openreview, wang   a folder of records.jsonl and gold.tsv, as for `persons`
        persons            records in any format, and gold of record, position, person
        dblp-acm, cora     a folder of records.jsonl and gold.tsv, as for `pairs`
        pairs              records in any format, and gold of two records that are one paper
        papers             records in any format, each of another paper
        venues             records in any format with ISSNs, the ACL Anthology, or CSV of title, abbreviation
        organisations      records in any format whose affiliations have a ROR, GRID or ISNI

    For `persons` and `pairs`, PATH is a folder with records.… (packed or not) and gold.tsv, or a file of
    records; the gold names a record by its identifier of the scheme `set`, else by any of its identifiers,
    else by its number in the file, from 1.

    For `papers`, identifiers are hidden, and each record gets a twin as another source may state it:
    initials, another year or case, a list of authors that is cut, no abstract, no venue, slips of the pen,
    lost words and letters, now and then another title. The table tells how well twins are joined with their
    records, and with nothing else.

    For `venues`, ISSNs and ids of venues are hidden, volumes count as their series, and of the records of one
    file every second has its venue's abbreviation instead of the name, where it is stated. Beside it stands
    the score of joining all mentions of one folded name.

    For `organisations`, the identifiers of affiliations are hidden, and names alone tell whose they are;
    beside it stands the folded text.
    """  # noqa: D301
    if corpus is None:
        if gold or blocks:
            raise UsageError("--gold and --blocks are for a corpus; name it with --corpus")
        scored, missing = _release(path, data)
        if form == "json":
            click.echo(
                orjson.dumps({"all": score_to_json(scored), "missing": missing}, option=orjson.OPT_INDENT_2)
            )
            return
        for line in table({"all": scored}):
            click.echo(line)
        if missing:
            shown = ", ".join(missing[:3])
            click.echo(
                f"{len(missing)} mentions of the table are not in the release and do not count: {shown}, …"
            )
        return
    found = evaluate(corpus, path, gold=gold, blocks=blocks)
    if form == "json":
        click.echo(orjson.dumps(found.to_json(), option=orjson.OPT_INDENT_2))
    else:
        for line in told(found):
            click.echo(line)


def _release(path: Path, data: Path) -> tuple[Score, list[str]]:
    """Return the score of the current release, and the mentions of the table that are not in it."""
    gold = read_gold(path)
    with DataDirectory(data).leased() as release:
        found = holders(release.engine(), release.base, gold)
    missing = sorted(gold.keys() - found.keys())
    if len(missing) == len(gold):
        raise UsageError(
            f"none of the {len(gold)} mentions is in the release, for instance {missing[0]}"
            " (record ids and mentions are those of a build with all claims)"
        )
    return score({key: gold[key] for key in found}, found), missing
