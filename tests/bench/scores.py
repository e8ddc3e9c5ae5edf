"""Writes the scores that ship with kg, and the table of the README: `python -m tests.bench.scores CORPORA`.

CORPORA is the folder that holds the public corpora. Each one is tried whole, as `kg evaluate` tries it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from kg.release.evaluation import Evaluation, evaluate
from kg.release.scores import Band, PublicScore, public_scores, weights_digest, write_scores
from kg.version import __version__

PLACES: Final = {
    "acl": "acl-anthology/acl-anthology-2021.tar.gz",
    "openreview": "identity-openreview",
    "orcid": "identity-orcid",
    "wang": "identity-wang",
    "dblp-acm": "papers-dblp-acm",
    "cora": "papers-cora",
    "venues-crossref": "crossref/works.jsonl",
    "venues-acl": "acl-anthology/acl-anthology-2021.tar.gz",
    "venues-jabref": "journal-abbreviations",
}
"""Where each corpus lies in the folder."""
_NAMES: Final = {
    "venues-crossref": "Crossref works by ISSN",
    "venues-acl": "volumes of the ACL Anthology by its venue ids",
    "venues-jabref": "JabRef's lists of journals, title and abbreviation",
}
_README: Final = Path(__file__).resolve().parents[2] / "README.md"
_TABLE: Final = re.compile(r"(?<=<!-- scores -->\n).*?(?=<!-- end of scores -->)", re.DOTALL)


@click.command()
@click.argument("corpora", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--only", type=click.Choice(list(PLACES)), multiple=True, help="Try this one only; may be repeated."
)
@click.option("--stale", is_flag=True, help="Try only those whose weights have changed since.")
def main(corpora: Path, only: tuple[str, ...], *, stale: bool) -> None:
    """Try the resolvers on the public corpora, and write what came of it."""
    known = {one.corpus: one for one in public_scores()}
    for corpus in only or PLACES:
        if stale and corpus in known and not known[corpus].is_stale:
            continue
        known[corpus] = scored(corpus, evaluate(_kind(corpus), corpora / PLACES[corpus]))
        click.echo(known[corpus].words)
        write_scores(tuple(known.values()))
    text = _README.read_text("utf-8")
    _README.write_text(_TABLE.sub(lambda _: "\n" + table(known.values()) + "\n", text), "utf-8")


def _kind(corpus: str) -> str:
    """Return the name of the kind of corpus: those of venues are several of one kind."""
    return "venues" if corpus in _NAMES else corpus


def scored(corpus: str, one: Evaluation) -> PublicScore:
    """Return what ships of an evaluation: what is held out, and of that what people checked."""
    # of venues nothing is learned
    choices = ("all",) if one.things == "venues" else ("curated, held out", "held out")
    choice = next(name for name in choices if name in one.whole)
    methods = dict(one.whole[choice])
    kg = methods.pop("kg")
    return PublicScore(
        corpus=corpus,
        name=_NAMES.get(
            corpus, f"{one.corpus}, names kept by its editors" if choice.startswith("curated") else one.corpus
        ),
        things=one.things,
        of=one.of,
        known=kg.mentions,
        precision=round(kg.precision, 4),
        recall=round(kg.recall, 4),
        f1=round(kg.f1, 4),
        pair_f1=round(kg.pair_f1, 4),
        beside={method: round(found.f1, 4) for method, found in methods.items()},
        undecided=one.undecided,
        calibration=tuple(
            Band(
                name=name.removeprefix("confidence "),
                joins=row.joins,
                share=round(row.share, 3),
                confidence=round(row.confidence, 3),
            )
            for name, row in one.reliability.items()
            if name.startswith("confidence")
        ),
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        version=__version__,
        weights=weights_digest(one.things),
    )


def table(scores: Iterable[PublicScore]) -> str:
    """Return the table of the README."""
    return "".join(f"{line}\n" for line in _lines(sorted(scores, key=lambda one: (one.things, one.corpus))))


def _lines(scores: list[PublicScore]) -> Iterator[str]:
    yield "| held out, of venues all | B³ precision | recall | **F1** | pairs: F1 | simpler methods: B³ F1 |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for one in scores:
        beside = ", ".join(f"{method} {value:.3f}" for method, value in one.beside.items())
        yield (
            f"| {one.things}: {one.name} ({one.known:,} {one.of}) | {one.precision:.3f} | {one.recall:.3f} |"
            f" **{one.f1:.3f}** | {one.pair_f1:.3f} | {beside} |"
        )


if __name__ == "__main__":
    main()
