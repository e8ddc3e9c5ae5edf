"""Persons of the corpora, with every author printed by initials: `python -m tests.bench.initials CORPORA`.

Most physics and medicine is printed so. The gold stays as it is; what is told of names is taken from authors
and co-authors alike, and counted anew. Beside kg stands what one line does: one full name (as it then is
printed), and one initial and family name. Behind each F1 of the mentions that the gold names stands that with
strangers (`strangers`): with mentions of others, whom the gold does not name, against the precision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import click

from kg.identity.folding import name_key
from kg.identity.persons.blocking import block_key, name_of
from kg.identity.persons.census import Census
from kg.identity.persons.mention import PersonMention
from kg.identity.persons.person_name import PersonName
from kg.identity.persons.resolver import resolve_mentions
from kg.identity.persons.surveying import census_of
from kg.identity.score import Score
from kg.release.evaluation.corpus import Corpus
from kg.release.evaluation.evaluation import scores
from kg.release.evaluation.held_out import held_out
from kg.repair.names import split

from .strangers import with_strangers
from .weights.corpora import SOURCES, Source

Style = Callable[[str], str]
"""Makes of given names what is printed of them."""
_WORD: Final = re.compile(r"[^\W\d_]++")


def every(given: str) -> str:
    """Return the initials of all given names: `J.-P. M.`; a hyphen stays where one stands."""
    return " ".join("-".join(f"{word[0].upper()}." for word in _WORD.findall(part)) for part in given.split())


def first(given: str) -> str:
    """Return the initial of the first given name alone: `J.`."""
    return every(given)[:2]


def closed(given: str) -> str:
    """Return the initials in one word, as MEDLINE prints them: `JPM`."""
    return "".join(letter for letter in every(given) if letter.isalpha())


def as_printed(given: str) -> str:
    """Return given names as they are."""
    return given


STYLES: Final[dict[str, Style]] = {
    "as printed": as_printed, "every initial": every, "first initial": first, "MEDLINE": closed
}  # fmt: skip
_USUAL: Final = ("identity-openreview", "identity-orcid", "acl-anthology")
"""Corpora that spell names out; of physics (INSPIRE) half is printed with initials as it is."""


def _folder(source: Source) -> str:
    return source.place.split("/")[0]


@lru_cache(maxsize=1 << 18)
def printed(name: str, style: Style) -> str:
    """Return a whole name with initials for its given names; one that has none as it is."""
    parts = split(name)
    if not parts.given or not parts.family or not _WORD.search(parts.given):
        return name
    return parts._replace(given=style(parts.given)).name


def restyled(mention: PersonMention, style: Style) -> PersonMention:
    """Return a mention whose author and co-authors are printed with initials."""
    given, family = mention.given, mention.family
    if given and family and _WORD.search(given):
        given = style(given)
        name = " ".join(part for part in (given, family, mention.suffix) if part)
    else:
        name = printed(mention.name, style)
        given = None
    return replace(
        mention,
        name=name,
        given=given,
        family=family if given else None,
        coauthors=list(dict.fromkeys(printed(one, style) for one in mention.coauthors)),
        alternates=[],
    )


def in_style(corpus: Corpus, style: Style) -> Corpus:
    """Return a corpus with every author printed in a style."""
    if style is as_printed:
        return corpus
    return replace(corpus, mentions=[restyled(one, style) for one in corpus.mentions])


@dataclass(frozen=True, slots=True)
class Half:
    """Scores of a half of the blocks of names, by method; nothing is learned on one that is `held` out.

    `beside` are the same with strangers against the precision.
    """

    held: bool
    methods: dict[str, Score]
    beside: dict[str, Score]

    def __str__(self) -> str:
        scores = ", ".join(
            f"{method} {one.f1:.4f} (P {one.precision:.4f}, R {one.recall:.4f}; "
            f"with strangers {self.beside[method].f1:.4f}, P {self.beside[method].precision:.4f})"
            for method, one in self.methods.items()
        )
        return f"{'held out' if self.held else 'learned from'}: {scores}"


def halves(corpus: Corpus, census: Census, names: Mapping[str, PersonName]) -> list[Half]:
    """Resolve a corpus, and score both halves of what people checked, beside one line each.

    `names` are those of its mentions before they were printed in another style.
    """
    concerned = corpus.concerned()
    found = resolve_mentions(concerned, census).persons
    blocks = {one.key: block_key(name_of(one)) for one in concerned}
    methods = {
        "kg": {one.key: found.get(one.key, one.key) for one in concerned},
        "full name": {one.key: name_key(one.name) for one in concerned},
        "initial and family name": blocks,
    }
    parts = []
    for held in (False, True):
        keys = [key for key in blocks if key in corpus.curated and held_out(blocks[key]) == held]
        scored, gold = scores(corpus.gold, keys, methods), {key: corpus.gold[key] for key in keys}
        # a person of the other half is no stranger
        of_half = {key: names[key] for key in blocks if key in gold or key not in corpus.curated}
        beside = {
            method: with_strangers(scored[method], gold, {key: clusters[key] for key in of_half}, of_half)
            for method, clusters in methods.items()
        }
        parts.append(Half(held, scored, beside))
    return parts


def named(corpus: Corpus) -> dict[str, PersonName]:
    """Return the name of each mention that is resolved, taken apart."""
    return {one.key: name_of(one) for one in corpus.concerned()}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("corpora", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--only", type=click.Choice([_folder(one) for one in SOURCES]), multiple=True, help="This one only."
)
@click.option(
    "--style",
    "styles",
    type=click.Choice(list(STYLES)),
    multiple=True,
    help="Only in this style; may be repeated.",
)
def main(corpora: Path, only: tuple[str, ...], styles: tuple[str, ...]) -> None:
    """Score persons whose authors are printed with initials only, on both halves of the blocks of names."""
    for source in SOURCES:
        if _folder(source) not in (only or _USUAL):
            continue
        corpus = source.read(corpora, None)
        names = named(corpus)
        for style in styles or STYLES:
            one = in_style(corpus, STYLES[style])
            for half in halves(one, census_of(one.mentions), names):
                click.echo(f"{source.name}, {style}, {half}")


if __name__ == "__main__":
    main()
