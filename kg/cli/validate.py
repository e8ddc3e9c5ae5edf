"""`kg validate`: run the SHACL shapes over the current release."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli._options import data_option


@click.command()
@data_option
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    metavar="N",
    help="Run pySHACL over N works and all that hangs on them, instead of SPARQL over everything.",
)
@click.option(
    "--all", "everything", is_flag=True, help="Check every node of the store by SPARQL (the default)."
)
@click.option(
    "--to",
    "output",
    type=click.Choice(["text", "json", "turtle"]),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@click.pass_context
def command(context: click.Context, data: Path, sample: int | None, everything: bool, output: str) -> None:
    """Check the current release against the shapes of the graph.

    Prints for each shape how many nodes were checked, and what breaks it, with examples. Warnings are
    things worth a look, such as a paper without a title; only violations make it fail. Exit codes: 0
    it conforms, 1 there are violations, 2 there is no release.
    """
    if sample is not None and everything:
        raise click.UsageError("give either --sample or --all")
    from kg.release import DataDirectory  # loads the engines only when they are needed
    from kg.release.validation import validate_release

    def progress(done: int, total: int) -> None:
        click.echo(f"\r{done} of {total} checks", err=True, nl=done == total)

    with DataDirectory(data).leased() as release:
        report = validate_release(release, sample=sample, progress=progress if sys.stderr.isatty() else None)
    text = {"text": report.as_text, "json": report.as_json, "turtle": report.as_turtle}[output]()
    click.echo(text.rstrip("\n"))
    context.exit(0 if report.conforms else 1)
