"""`kg claim`: decide that a person wrote a whole list of papers."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import orjson

from kg.cli._asking import graph_over
from kg.cli._deciding import by_option, decider, decisions_option, decisions_path, record_all, why_option
from kg.cli._options import data_option, tell
from kg.cli._reading import RecordStream
from kg.conversion.recorded import recorded
from kg.engine import Engine
from kg.errors import AmbiguousName, KgError, UnreadableInput, UsageError
from kg.identity.decisions import Decision
from kg.queries.checking import check
from kg.queries.claiming import Claimant, Claims
from kg.records import WorkRecord
from kg.release.search import SearchIndex

_POSITION = re.compile(r"(?s)(.+)#([1-9]\d{0,5})")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One paper of a list: what names it, where it stands, and who claims it, by which name."""

    text: str
    place: str
    orcid: str
    name: str | None = None


@click.command()
@click.option("--orcid", metavar="ORCID", help="Who claims. Without it, the papers are in --batch.")
@click.option(
    "--name", metavar="NAME", help="How papers print the name; needed where no source has the ORCID."
)
@click.option(
    "--papers",
    "papers",
    multiple=True,
    metavar="ID[,ID…]|TITLE|FILE",
    help="What is claimed: identifiers, IRIs or titles, or a file of references (.bib and all that is read).",
)
@click.option(
    "--batch",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A table of ORCID, paper and name (which may be missing), parted by tabs, of many people.",
)
@click.option("--dry-run", is_flag=True, help="Print the lines instead of writing them.")
@why_option
@by_option
@decisions_option
@data_option
def command(
    orcid: str | None,
    name: str | None,
    papers: tuple[str, ...],
    batch: Path | None,
    why: str | None,
    by: str | None,
    decisions: Path | None,
    data: Path,
    *,
    dry_run: bool,
) -> None:
    """Decide that the person with an ORCID wrote PAPERS: one line in the file of decisions for each.

    On each paper the author is meant whose name is closest to that of the person; PAPER#3 is the third.
    The papers of a file are found by DOI, arXiv or PubMed number, then by their titles. What cannot be found,
    or fits several authors, is told and left out, and the exit code is then 1. The next build obeys the
    lines, and `kg explain` names them.
    """
    if bool(orcid) == bool(batch) or bool(orcid) != bool(papers):
        raise UsageError("give either --orcid and --papers, or --batch")
    who = decider(by)
    problems: list[str] = []
    found: list[Decision] = []
    with graph_over(data) as (engine, index):
        claims = Claims(engine, index)
        wanted = _batch(batch) if batch else _papers(engine, index, papers, orcid or "", name, problems)
        known: dict[tuple[str, str | None], Claimant | KgError] = {}
        for one in wanted:
            try:
                claimant = _claimant(claims, known, one)
                match = _POSITION.fullmatch(one.text)
                text, position = (match[1], int(match[2])) if match else (one.text, None)
                claim = claims.claim(claimant, text, position)
            except AmbiguousName as error:
                problems.append(f"{one.place}: {error}: {', '.join(iri for iri, _ in error.candidates[:5])}")
            except UsageError as error:
                if orcid and isinstance(known.get((one.orcid, one.name)), KgError):
                    raise
                problems.append(f"{one.place}: {error}")
            else:
                found.append(claim.decision(claimant, who, why))
                note = "  (the graph has it so already)" if claim.held else ""
                tell(f"{claim.author.position} {claim.author.name}: {claim.paper.label}{note}")
    if dry_run:
        for entry in dict.fromkeys(found):
            click.echo(orjson.dumps(entry.model_dump(exclude_defaults=True)))
    else:
        problems += record_all(found, decisions_path(decisions, data))
    for problem in problems:
        tell(f"not claimed: {problem}")
    sys.exit(1 if problems else 0)


def _claimant(
    claims: Claims, known: dict[tuple[str, str | None], Claimant | KgError], one: _Wanted
) -> Claimant:
    """Return who claims, asked for once."""
    key = one.orcid, one.name
    if key not in known:
        try:
            known[key] = claims.claimant(*key)
        except UsageError as error:
            known[key] = error
    found = known[key]
    if isinstance(found, KgError):
        raise found
    return found


def _papers(
    engine: Engine,
    index: SearchIndex | None,
    papers: tuple[str, ...],
    orcid: str,
    name: str | None,
    problems: list[str],
) -> Iterator[_Wanted]:
    for text in papers:
        if not Path(text).is_file():
            pieces = [one for one in map(str.strip, text.split(",")) if one]
            # a title has blanks, and may have commas of its own
            for one in pieces if not any(" " in one for one in pieces) else [text]:
                yield _Wanted(one, one, orcid, name)
            continue
        reading = RecordStream((text,), None)
        records = [one for one in reading if isinstance(one, WorkRecord)]
        if reading.refused:
            problems.append(f"{text}: {reading.refused} of its entries could not be read")
        for record, verdict in zip(records, check(engine, index, map(recorded, records)), strict=True):
            place = f"{record.source.file}:{record.source.first_line}"
            if verdict.found:
                yield _Wanted(verdict.found.iri, place, orcid, name)
            else:
                problems.append(f"{place}: not found: {record.title or 'an entry without a title'}")


def _batch(path: Path) -> Iterator[_Wanted]:
    """Yield the lines of a table; empty ones, comments and a header are passed over.

    Raises:
        UnreadableInput: it cannot be read, or a line has no two columns.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), f"it cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or line.startswith("#") or cells[0].lower() == "orcid":
            continue
        if len(cells) < 2 or not all(cells[:2]):
            raise UnreadableInput(
                str(path), "not two columns", line=number, advice="give ORCID and paper, by a tab"
            )
        yield _Wanted(
            cells[1], f"{path}:{number}", cells[0], cells[2] if len(cells) > 2 and cells[2] else None
        )
