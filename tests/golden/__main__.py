"""The command line of the golden graphs: `python -m tests.golden --help`."""

from __future__ import annotations

import click

from tests.differences import show
from tests.golden.case import cases


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, metavar="[CASE]…")
@click.option("--write", is_flag=True, help="Take what is made now for what is expected.")
def golden(names: tuple[str, ...], *, write: bool) -> None:
    """Show how the graphs of the golden CASEs differ from what is expected of them (all without a name).

    Exits with 1 where one differs. Cases are the folders of tests/mapping/cases.
    """
    known = {case.name: case for case in cases()}
    for name in names:
        if name not in known:
            raise click.UsageError(f"there is no case {name!r}; there are: {', '.join(known)}")
    show([known[name] for name in names or known], "cases", write=write)


if __name__ == "__main__":
    golden(prog_name="python -m tests.golden")
