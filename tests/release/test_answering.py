"""What is answered when a release is built is what its store answers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kg.engine import LocalEngine, Request
from kg.engine.answers import Answers, PrecomputedAnswer, write
from kg.engine.pool import Limits, PoolEngine
from kg.engine.sidecars import Sidecars
from kg.errors import InputError
from kg.queries import CannedQuery, Catalogue
from kg.queries.catalogue import read_query
from kg.release import answering
from kg.release.answering import marked
from tests.conftest import Built

CATALOGUE = Catalogue.read()
MARKED = [query for query in CATALOGUE.values() if query.at_hand or query.largest]
AT_HAND = [query for query in CATALOGUE.values() if query.at_hand]


def test_the_build_finds_the_queries_that_are_marked() -> None:
    assert AT_HAND
    assert AT_HAND != MARKED
    assert sorted(marked(), key=str) == sorted(((one.text, one.largest) for one in MARKED), key=str)


def test_the_mark_is_a_line_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = "#+ answered: when built\nSELECT ?a { ?a ?b ?c }\n"
    (tmp_path / "marked.rq").write_text(marks)
    (tmp_path / "told.rq").write_text(f"# what {marks}")
    monkeypatch.setattr(answering, "folder", lambda _: tmp_path)
    assert list(marked()) == [(marks, None)]


@pytest.mark.parametrize("query", AT_HAND, ids=[query.name for query in AT_HAND])
def test_it_is_what_the_store_answers(query: CannedQuery, built_examples: Built) -> None:
    with built_examples.directory.leased() as release:
        request, store = query.resolve({}, release.engine()), release.open_store()
        kept = Answers.read(release.answers_path).of(request.text)
        assert kept is not None
        told = release.engine().solutions(request)
        assert bool(told.rows) == (
            query.name != "papers-per-country"
        )  # no source of the examples names a country
        assert told == LocalEngine(store).solutions(Request(query.text))
        assert [tuple(row) for row in kept] == told.rows


def test_of_a_long_answer_the_beginning_is_kept(
    built_examples: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    with built_examples.directory.leased() as release:
        whole = {one.query: one for one in answering.answered(release.store_path)}
        monkeypatch.setattr(answering, "MOST_BYTES", 500)
        monkeypatch.setattr(answering, "FIRST_ROWS", 3)
        short = {one.query: one for one in answering.answered(release.store_path)}
    assert whole.keys() == short.keys()
    cut = {text: one for text, one in short.items() if one.rows is not None}
    assert cut.keys() == {text for text, one in whole.items() if len(one.answer) > 500}
    for text, one in cut.items():
        lines = whole[text].answer.splitlines(keepends=True)
        assert one.answer == b"".join(lines[:4])
        assert one.rows == len(lines[:4]) - 1


def test_what_is_large_has_its_answers_at_hand(
    built_examples: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "LARGE", 3)
    with built_examples.directory.leased() as release:
        engine = LocalEngine(release.open_store())
        asked = answering.questions(engine)
        kept = {one.query: one for one in answering.answered(release.store_path)}
        assert kept.keys() == set(asked)
        for query in MARKED:
            if query.largest is None:
                continue
            about = {
                "venue": [("arXiv", True)],
                "topic": [("cs.CL", True)],
                "source": [("vinyals-oriol.txt", True), ("2009.09496v1.txt", False)],
                "thing": [("arXiv", True), ("arXiv:2009.09496", False)],
            }
            kind = next(p.kind for p in query.parameters if p.name == query.largest)
            for name, large in about[kind]:
                request = query.resolve({query.largest: [name]}, engine)
                assert (request.text in kept) == large, (query.name, name)
                if large:
                    told = engine.solutions(request)
                    write([kept[request.text]], release.path.parent / "one.bin")
                    rows = Answers.read(release.path.parent / "one.bin").of(request.text)
                    assert rows is not None
                    assert [tuple(row) for row in rows] == told.rows


def test_workers_have_them_at_hand_too(tmp_path: Path, built_examples: Built) -> None:
    async def check(store: Path) -> None:
        sidecars = Sidecars(answers=tmp_path / "answers.bin")
        pool = await PoolEngine(store, Limits(seconds=60), 1, sidecars=sidecars).start()
        answer = await pool.answer(Request(AT_HAND[0].text), "csv")
        assert answer.body == b"told\r\n"
        begun = await pool.answer(Request(AT_HAND[1].text), "tsv", lines=2)
        assert begun.body.startswith(b'?told\n"one"\n')
        whole = await pool.answer(Request(AT_HAND[1].text), "tsv")
        assert b"told" not in whole.body
        await pool.stop()

    kept = [
        PrecomputedAnswer(AT_HAND[0].text, b"?told\n"),
        PrecomputedAnswer(AT_HAND[1].text, b'?told\n"one"\n"two"\n', rows=2),
    ]
    write(kept, tmp_path / "answers.bin")
    with built_examples.directory.leased() as release:
        asyncio.run(check(release.store_path))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("#+ answered: now and then\nSELECT ?a { ?a ?b ?c }\n", "when built"),
        ('#+ answered: when built\nSELECT ?a { VALUES $a { "x" } }\n', "no argument"),
        ("#+ answered: when built, of the largest $b\nSELECT ?a { VALUES $a { UNDEF } }\n", "parameter 'b'"),
    ],
)
def test_a_wrong_mark_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "one.rq"
    path.write_text(f"#+ summary: One\n#+ tags: one\n{text}")
    with pytest.raises(InputError, match=says):
        read_query(path)
