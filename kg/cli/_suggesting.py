"""A group of commands that says which one may be meant where a name is none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import click

_NEAR = 3


class SuggestingGroup(click.Group):
    """A group that answers a wrong name with those that are near; options are click's own matter."""

    noun = "command"

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name.

        Raises:
            UsageError: there is none; the message says what may be meant.
        """
        name = args[0]
        if not ctx.resilient_parsing and not name.startswith("-") and self.get_command(ctx, name) is None:
            ctx.fail(f"There is no {self.noun} {name!r}.{self.suggestion(ctx, name)}")
        return super().resolve_command(ctx, args)

    def suggestion(self, ctx: click.Context, name: str) -> str:
        """Return a sentence, after a blank, that says which commands are called nearly so."""
        return did_you_mean(name, self.list_commands(ctx), otherwise=f"{ctx.command_path} --help")


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return a sentence, after a blank, that names those of `known` that are near, or what lists all."""
    near = difflib.get_close_matches(name, list(known), n=_NEAR, cutoff=0.5)
    return f" Did you mean {' or '.join(near)}?" if near else f" `{otherwise}` lists those there are."
