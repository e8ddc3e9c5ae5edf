"""What a build keeps for the pages of large things: what the store answers, and what these pages ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kg.engine import LocalEngine, Request, Solutions
from kg.engine.answers import Answers, write
from kg.queries.asking import asked
from kg.release import answering
from kg.release.answering import pages
from kg.vocab import PREFIXES
from kg.web.http.current import ServedRelease, open_current
from kg.web.pages.lists import listings, papers_by_date
from kg.web.pages.lists.listings import newest_of
from kg.web.pages.lists.paper_counts import at_hand, tally
from tests.conftest import Built

LEAST = {"crowded-topics": 2, "crowded-venues": 2, "crowded-organisations": 1}


@dataclass
class Noting(LocalEngine):
    """An engine that notes what it is asked."""

    engine: LocalEngine
    texts: list[str] = field(default_factory=list)

    def solutions(self, request: Request, limit: int | None = None) -> Solutions:
        self.texts.append(request.text)
        return self.engine.solutions(request, limit)


@pytest.fixture
def served(built_examples: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedRelease]:
    """A release of which a build has kept what it keeps of large things."""
    monkeypatch.setattr(pages, "_CROWDED", LEAST)
    monkeypatch.setattr(pages, "PAPERS", 2)
    with closing(open_current(built_examples.directory)) as served:
        assert served.release is not None
        write(answering.answered(served.release.store_path), tmp_path / "answers.bin")
        served.made["answers at hand"] = Answers.read(tmp_path / "answers.bin")
        yield served


def test_what_is_kept_is_what_the_store_answers(served: ServedRelease, tmp_path: Path) -> None:
    assert served.release is not None
    store = served.release.open_store()
    plain = LocalEngine(store)
    ready = LocalEngine(store, answers=Answers.read(tmp_path / "answers.bin"))
    found = list(pages.crowded(plain))
    assert {which for _, which in found} >= {pages.OF_TOPIC, pages.UNDER_TOPIC, pages.OF_VENUE}
    for thing, which in found:
        for text in pages.about(plain, thing, which):
            kept = Answers.read(tmp_path / "answers.bin").of(text)
            assert kept is not None
            rows = plain.solutions(Request(text, prefixes=PREFIXES)).rows
            assert [tuple(row) for row in kept] == rows
            assert ready.solutions(Request(text, prefixes=PREFIXES)).rows == rows


def test_the_dates_of_a_year_are_kept(served: ServedRelease, tmp_path: Path) -> None:
    assert served.release is not None
    plain, kept = LocalEngine(served.release.open_store()), Answers.read(tmp_path / "answers.bin")
    noting = Noting(LocalEngine(served.release.open_store(), answers=kept))
    many = [year for year, papers in listings.years(served) if papers >= pages.PAPERS]
    assert many
    for year in many:
        assert papers_by_date.dates(noting, year) == papers_by_date.dates(plain, year)
    assert all(kept.has(text) for text in noting.texts)


def test_pages_of_large_things_ask_what_is_kept(served: ServedRelease, tmp_path: Path) -> None:
    assert served.release is not None
    kept = Answers.read(tmp_path / "answers.bin")
    served.engine = noting = Noting(LocalEngine(served.release.open_store(), answers=kept))
    first = {path.read_text("utf-8").partition("\n")[0] for path in pages.FOLDER.glob("*.rq")}
    for thing, which in pages.crowded(noting.engine):
        assert at_hand(served, pages.counted(which, thing))
        counted = tally(served, which, thing, "it", people=which != pages.OF_ORGANISATION)
        newest_of(served, which, thing, counted, pages.SHOWN)
        if which == pages.OF_ORGANISATION:
            for name in pages.ABOUT_ORGANISATIONS:
                asked(served.engine, name, organisation=[thing])
    heavy = [text for text in noting.texts if text.partition("\n")[0] in first]
    assert heavy
    assert [text for text in heavy if not kept.has(text)] == []


def test_all_papers_are_counted_where_the_numbers_are_at_hand(
    served: ServedRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert served.release is not None
    found = dict(pages.crowded(LocalEngine(served.release.open_store())))
    thing, which = next((thing, which) for thing, which in found.items() if thing.endswith("/arxiv"))
    whole = tally(served, which, thing, "it")
    monkeypatch.setattr("kg.web.pages.lists.paper_counts.MOST_COUNTED", 1)
    assert tally(served, which, thing, "it") == whole
    served.made["answers at hand"] = Answers()
    assert tally(served, which, thing, "it").more
