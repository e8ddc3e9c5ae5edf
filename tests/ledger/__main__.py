"""The command line of the ledgers: `python -m tests.ledger --help`."""

from __future__ import annotations

import click

from tests.differences import show
from tests.ledger.ledger import LEDGERS


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, metavar="[LEDGER]…")
@click.option("--write", is_flag=True, help="Take what is decided now for what is expected.")
def ledger(names: tuple[str, ...], *, write: bool) -> None:
    """Show how what is decided of papers and persons differs from the LEDGERs (all without a name).

    Exits with 1 where one differs. A ledger whose material is absent is passed over, and says so.
    """
    known = {one.name: one for one in LEDGERS}
    for name in names:
        if name not in known:
            raise click.UsageError(f"there is no ledger {name!r}; there are: {', '.join(known)}")
    chosen = [known[name] for name in names or known]
    for one in chosen:
        if one.absent:
            click.echo(f"{one.name}: passed over, {one.absent}", err=True)
    show([one for one in chosen if not one.absent], "ledgers", write=write)


if __name__ == "__main__":
    ledger(prog_name="python -m tests.ledger")
