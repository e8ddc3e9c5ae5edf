"""What is answered when a release is built is what its store answers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kg.engine import LocalEngine, Request
from kg.engine.answers import Answers
from kg.engine.beside import Beside
from kg.engine.pool import Limits, PoolEngine
from kg.errors import InputError
from kg.queries import CannedQuery, Catalogue
from kg.queries.catalogue import read_query
from kg.release import answering
from kg.release.answering import marked
from tests.conftest import Built

CATALOGUE = Catalogue.read()
AT_HAND = [query for query in CATALOGUE.values() if query.at_hand]


def test_the_build_finds_the_queries_that_are_marked() -> None:
    assert AT_HAND
    assert sorted(marked()) == sorted(query.text for query in AT_HAND)


def test_the_mark_is_a_line_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = "#+ answered: when built\nSELECT ?a { ?a ?b ?c }\n"
    (tmp_path / "marked.rq").write_text(marks)
    (tmp_path / "told.rq").write_text(f"# what {marks}")
    monkeypatch.setattr(answering, "folder", lambda _: tmp_path)
    assert list(marked()) == [marks]


@pytest.mark.parametrize("query", AT_HAND, ids=[query.name for query in AT_HAND])
def test_it_is_what_the_store_answers(query: CannedQuery, built_examples: Built) -> None:
    with built_examples.directory.leased() as release:
        request, store = query.resolve({}, release.engine()), release.open_store()
        kept = Answers.read(release.answers_path).of(request.text)
        assert kept is not None
        told = release.engine().solutions(request)
        assert told.rows
        assert told == LocalEngine(store).solutions(Request(query.text))
        assert [tuple(row) for row in kept] == told.rows


def test_a_long_answer_is_not_kept(built_examples: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    with built_examples.directory.leased() as release:
        kept = Answers.read(release.answers_path).by_text
        longest = max(map(len, kept.values()))
        monkeypatch.setattr(answering, "MOST_BYTES", longest - 1)
        fewer = answering.answered(release.store_path).by_text
    assert set(kept) - set(fewer) == {text for text, answer in kept.items() if len(answer) == longest}


def test_workers_have_them_at_hand_too(tmp_path: Path, built_examples: Built) -> None:
    async def check(store: Path) -> None:
        beside = Beside(answers=tmp_path / "answers.json")
        pool = await PoolEngine(store, Limits(seconds=60), 1, beside=beside).start()
        answer = await pool.answer(Request(AT_HAND[0].text), "csv")
        assert answer.body == b"told\r\n"
        await pool.stop()

    kept = b'{"head":{"vars":["told"]},"results":{"bindings":[]}}'
    Answers.made({AT_HAND[0].text: kept}).write(tmp_path / "answers.json")
    with built_examples.directory.leased() as release:
        asyncio.run(check(release.store_path))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("#+ answered: now and then\nSELECT ?a { ?a ?b ?c }\n", "when built"),
        ('#+ answered: when built\nSELECT ?a { VALUES $a { "x" } }\n', "no argument"),
    ],
)
def test_a_wrong_mark_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "one.rq"
    path.write_text(f"#+ summary: One\n#+ tags: one\n{text}")
    with pytest.raises(InputError, match=says):
        read_query(path)
