"""The command `kg`. Each file of this package is one command of the same name.

Exit codes: 0 all went well; 1 done, but something was rejected or a check failed; 2 nothing could
be done (wrong arguments, unreadable input, a full disk); 3 an answer was cut at a limit; 130 stopped by
Ctrl-C. This is the only place that sets them.
"""

from __future__ import annotations

import importlib
import sys
from typing import Final

import click
from click.shell_completion import CompletionItem

from kg.cli._suggesting import SuggestingGroup
from kg.errors import AmbiguousName, KgError
from kg.version import __version__

STOPPED = 130
"""Exit code after Ctrl-C, as shells give it: 128 and the number of the signal."""


COMMANDS: Final = {
    "build": "Build a release from files, folders and globs of records.",
    "check": "Check the references in files against the graph.",
    "claim": "Decide that a person wrote a whole list of papers.",
    "convert": "Write records in another format; nothing is built.",
    "correct": "Correct a field of a thing, or of one record.",
    "demo": "Build a graph from the examples that come with kg; serve it.",
    "diff": "Show what changed between two releases.",
    "dump": "Write the current release to a file or to standard output.",
    "evaluate": "Score who is who, and which records are one paper, by gold.",
    "explain": "Show where a thing comes from: sources, repairs, decisions.",
    "harvest": "Fetch the records of an OAI-PMH repository into a folder.",
    "init": "Write a kg.toml, in which all that can be stated is a comment.",
    "map": "Write the resolved graph as N-Triples; nothing is published.",
    "merge": "Decide that two papers, persons, teams or venues are one.",
    "pull": "Follow the releases that another kg publishes.",
    "query": "Ask one of the canned queries, or list them.",
    "records": "Print what is read as JSON Lines.",
    "releases": "List the releases, oldest first.",
    "rollback": "Make the release before the current one current again.",
    "search": "Find people, papers, venues, topics and teams.",
    "serve": "Serve the current release, read only.",
    "sparql": "Ask a SPARQL 1.1 query.",
    "split": "Decide that a part of a person, paper or venue is another one.",
    "validate": "Check the current release against the shapes of the graph.",
    "verify": "Check that the files of the current release are whole.",
}
"""Each command and its line in `kg --help`, so that the list is printed without loading them."""


class CommandGroup(SuggestingGroup):
    """Finds each command in the file of its name, and loads only the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load the command `cmd_name`, or return None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name}").command
        command.short_help = COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the names of the commands, with what they do."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [
            CompletionItem(name, help=words)
            for name, words in COMMANDS.items()
            if name.startswith(incomplete)
        ]

    def suggestion(self, ctx: click.Context, name: str) -> str:
        """Return what may be meant: another command, or a canned query of that name."""
        from kg.queries import Catalogue  # the commands load only what they need

        if name in Catalogue.read():
            return f" Did you mean {ctx.command_path} query {name}?"
        return super().suggestion(ctx, name)


@click.group(
    cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="kg")
def kg() -> None:
    """Turn records of scholarly work into a published knowledge graph."""


def _forget_the_signal() -> None:
    """Have CPython end with the exit code of `sys.exit`.

    Where Ctrl-C falls into code that is compiled from text, as a dataclass's methods are, CPython notes it as
    unhandled, whoever handles it; `python -m` then ends by the signal. The next such code begins anew.
    """
    exec("")  # noqa: S102


def main() -> None:
    """Run the command line; errors raised on purpose become one line on standard error and exit code 2."""
    try:
        sys.exit(kg.main(prog_name="kg", standalone_mode=False))
    except (click.Abort, KeyboardInterrupt):  # the second where click was not looking
        click.echo("kg: stopped", err=True)
        _forget_the_signal()
        sys.exit(STOPPED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except AmbiguousName as error:
        click.echo(f"kg: {error}", err=True)
        for iri, label in error.candidates:
            click.echo(f"  {iri}  {label}", err=True)
        sys.exit(2)
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        if error.errno is None:  # not from the system
            raise
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"kg: {place}{error.strerror}", err=True)
        sys.exit(2)
