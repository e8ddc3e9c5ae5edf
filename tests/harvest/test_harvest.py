"""`kg harvest` against a repository of our own on this machine."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result

from kg.cli import kg
from kg.errors import UsageError
from kg.harvest import Harvest, HarvestRequest, HarvestResult
from kg.harvest.oai_request import STATE
from kg.harvest.repository import ABSENT, Repository, Unanswered
from kg.readers import read
from kg.readers.sources import documents
from kg.records import WorkRecord

from .serving import Answering, Reply, Served, error, record, records, serving


def two_pages(asked: dict[str, str], number: int) -> Reply:
    if asked.get("resumptionToken") == "next":
        return Reply(records(record(3, "2031-01-03"), token=""))
    return Reply(records(record(1), record(2, "2031-01-02"), token="next"))


def harvested(
    served: Served, folder: Path, *, retries: int = 2, most: int | None = None, **asked: Any
) -> tuple[HarvestResult, list[float], list[str]]:
    slept: list[float] = []
    told: list[str] = []
    repository = Repository(served.url, delay=0, retries=retries, tell=told.append, sleep=slept.append)
    try:
        outcome = Harvest(HarvestRequest(served.url, **asked), folder, repository, told.append).run(most)
    finally:
        repository.close()
    return outcome, [one for one in slept if one], told


def titles(folder: Path) -> list[str | None]:
    found = [item for document in documents([str(folder)]) for item in read(document)]
    return [item.title for item in found if isinstance(item, WorkRecord)]


def test_all_answers_are_saved_as_they_came_and_are_read_by_kg(tmp_path: Path) -> None:
    with serving(two_pages) as served:
        outcome, _, _ = harvested(served, tmp_path, set="math", since="2031-01-01", until="2031-12-31")
    assert outcome == HarvestResult(2, 3)
    assert served.requests == [
        {
            "verb": "ListRecords",
            "metadataPrefix": "oai_dc",
            "set": "math",
            "from": "2031-01-01",
            "until": "2031-12-31",
        },
        {"verb": "ListRecords", "resumptionToken": "next"},
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [STATE, "000001.xml", "000002.xml"]
    assert (tmp_path / "000001.xml").read_text("utf-8") == two_pages({}, 1).content
    assert titles(tmp_path) == ["Owl 1", "Owl 2", "Owl 3"]


def test_a_harvest_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with serving(two_pages) as served:
        outcome, _, _ = harvested(served, tmp_path, most=1)
        assert outcome == HarvestResult(1, 2, "1 answers were asked for")
        outcome, _, _ = harvested(served, tmp_path)
    assert outcome == HarvestResult(1, 1)
    assert [one.get("resumptionToken") for one in served.requests] == [None, "next"]
    assert len(titles(tmp_path)) == 3


def test_a_finished_harvest_asks_for_what_changed_since_it_began(tmp_path: Path) -> None:
    def answering(asked: dict[str, str], number: int) -> Reply:
        return (
            two_pages(asked, number)
            if number < 3
            else Reply(
                error("noRecordsMatch") if number < 4 else records(record(4), at="2031-06-01T00:00:00Z")
            )
        )

    with serving(answering) as served:
        harvested(served, tmp_path)
        assert harvested(served, tmp_path)[0] == HarvestResult()
        assert harvested(served, tmp_path)[0] == HarvestResult(1, 1)
        harvested(served, tmp_path)
    assert [one.get("from") for one in served.requests] == [
        None,
        None,
        "2031-05-06",
        "2031-05-06",
        "2031-06-01",
    ]
    assert titles(tmp_path)[-1] == "Owl 4"


def test_another_question_is_not_mixed_in(tmp_path: Path) -> None:
    with serving(two_pages) as served:
        harvested(served, tmp_path)
        with pytest.raises(UsageError, match="holds a harvest with prefix oai_dc, not arXiv"):
            harvested(served, tmp_path, prefix="arXiv")
        (tmp_path / STATE).write_text("{}")
        with pytest.raises(UsageError, match="cannot be read"):
            harvested(served, tmp_path)
        (tmp_path / STATE).unlink()
        with pytest.raises(UsageError, match="of no harvest"):
            harvested(served, tmp_path)


def test_it_waits_as_long_as_it_is_asked_to(tmp_path: Path) -> None:
    def answering(asked: dict[str, str], number: int) -> Reply:
        late = (("Retry-After", "7"),), (("Retry-After", "Wed, 01 Jan 2020 00:00:00 GMT"),), ()
        return Reply("", 503, late[number - 1]) if number < 4 else two_pages(asked, number)

    with serving(answering) as served:
        outcome, slept, told = harvested(served, tmp_path, retries=3)
    assert outcome == HarvestResult(2, 3)
    assert slept == [7, 0.4]
    assert told[0] == "it answered with the HTTP status 503; asked again in 7 s"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply("", 503), "it answered with the HTTP status 503, 3 times"),
        (Reply("", 503, (("Retry-After", "86400"),)), "it asks to wait 86,400 seconds"),
        (Reply("", 404), "it answered with the HTTP status 404"),
        (
            Reply("", 301, (("Location", "https://owls.example.org/oai"),)),
            "it has moved to https://owls.example.org/oai",
        ),
        (Reply(error("badArgument")), "it answered with the error BadArgument: as said"),
        (
            Reply(error("cannotDisseminateFormat")),
            "it answered with the error CannotDisseminateFormat: as said",
        ),
    ],
)
def test_patience_has_bounds(tmp_path: Path, reply: Reply, said: str) -> None:
    with serving(lambda *_: reply) as served, pytest.raises(Unanswered) as raised:
        harvested(served, tmp_path)
    assert str(raised.value).startswith(said)
    assert not list(tmp_path.iterdir())

    def later(asked: dict[str, str], number: int) -> Reply:
        return two_pages(asked, number) if number == 1 else reply

    with serving(later) as served:
        outcome, _, _ = harvested(served, tmp_path)
    assert outcome.stopped
    assert outcome.stopped.startswith(said)
    assert titles(tmp_path) == ["Owl 1", "Owl 2"]


def test_an_expired_token_begins_anew_at_the_last_date(tmp_path: Path) -> None:
    def answering(asked: dict[str, str], number: int) -> Reply:
        if asked.get("resumptionToken"):
            return Reply(error("badResumptionToken"))
        if asked.get("from") == "2031-01-02":
            return Reply(records(record(2, "2031-01-02"), record(3, "2031-01-03")))
        return two_pages(asked, number)

    with serving(answering) as served:
        outcome, _, told = harvested(served, tmp_path)
    assert outcome == HarvestResult(2, 4)
    assert [one.get("from") for one in served.requests] == [None, None, "2031-01-02"]
    assert any("asked anew from 2031-01-02" in line for line in told)
    assert titles(tmp_path) == ["Owl 1", "Owl 2", "Owl 2", "Owl 3"]


def test_a_token_that_always_expires_ends_the_harvest(tmp_path: Path) -> None:
    def answering(asked: dict[str, str], number: int) -> Reply:
        return Reply(error("badResumptionToken")) if "resumptionToken" in asked else two_pages(asked, number)

    with serving(answering) as served:
        outcome, _, _ = harvested(served, tmp_path)
    assert outcome.stopped
    assert "asked from 2031-01-02 before" in outcome.stopped


def test_where_records_come_in_no_order_it_begins_anew_at_the_beginning(tmp_path: Path) -> None:
    def answering(asked: dict[str, str], number: int) -> Reply:
        if number == 1:
            return Reply(records(record(1, "2031-01-09"), record(2, "2031-01-02"), token="gone"))
        return Reply(error("badResumptionToken") if number == 2 else records(record(1), record(2), record(3)))

    with serving(answering) as served:
        outcome, _, _ = harvested(served, tmp_path)
    assert not outcome.stopped
    assert [one.get("from") for one in served.requests] == [None, None, None]


def test_a_broken_answer_is_asked_for_again_and_what_is_whole_of_it_is_kept(tmp_path: Path) -> None:
    cut = records(record(1), record(2, "2031-01-02"), token="next").partition("Owl 2")[0]

    def once(asked: dict[str, str], number: int) -> Reply:
        return Reply(cut) if number == 1 else two_pages(asked, number)

    with serving(once) as served:
        outcome, _, told = harvested(served, tmp_path / "once")
    assert outcome == HarvestResult(2, 3)
    assert told[0] == "the XML of an answer is broken; it is asked for again"

    def always(asked: dict[str, str], number: int) -> Reply:
        return Reply(cut) if "from" not in asked else Reply(records(record(2, "2031-01-02"), record(3)))

    with serving(always) as served:
        outcome, _, _ = harvested(served, tmp_path / "always")
    assert not outcome.stopped
    assert titles(tmp_path / "always") == ["Owl 1", "Owl 2", "Owl 3"]


@pytest.mark.parametrize(
    ("answering", "said"),
    [
        (lambda asked, number: Reply(records(record(1), token=f"t{number}")), "it repeats itself"),
        (lambda asked, number: Reply(records(token=f"t{number}")), "it has no end"),
        (lambda asked, number: Reply(records(record(number % 3), token="same")), "it repeats itself"),
    ],
)
def test_a_harvest_without_end_ends(tmp_path: Path, answering: Answering, said: str) -> None:
    with serving(answering) as served:
        outcome, _, _ = harvested(served, tmp_path)
    assert outcome.stopped
    assert said in outcome.stopped
    assert len(served.requests) < 15


def test_a_token_that_stays_the_same_does_no_harm(tmp_path: Path) -> None:
    def answering(asked: dict[str, str], number: int) -> Reply:
        return Reply(records(record(number), token="same" if number < 5 else None))

    with serving(answering) as served:
        assert harvested(served, tmp_path)[0] == HarvestResult(5, 5)


def command(*words: str) -> Result:
    return CliRunner().invoke(kg, ["harvest", *words])


def test_the_command(tmp_path: Path) -> None:
    with serving(two_pages) as served:
        out = str(tmp_path / "owls")
        words = [served.url, "--out", out, "--delay", "0"]
        done = command(*words, "--pages", "1", "--contact", "desk@owls.example.org")
        assert done.exit_code == 1
        assert done.stdout == f"2 records in 1 answers, in {out}; run the same command to go on\n"
        done = command(*words)
        assert (done.exit_code, done.stdout) == (0, f"1 records in 1 answers, in {out}; 3 in all\n")
    assert "desk@owls.example.org" in served.agents[0]
    assert served.agents[0].startswith("kg/")
    state = orjson.loads((tmp_path / "owls" / STATE).read_bytes())
    assert state["progress"]["finished"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ftp://owls.example.org"], "is no address of a repository"),
        (["owls"], "is no address of a repository"),
        (["http://127.0.0.1:1/oai", "--retries", "0", "--delay", "0"], "ConnectError"),
    ],
)
def test_what_cannot_be_fetched_is_said(tmp_path: Path, words: list[str], said: str) -> None:
    done = command(*words, "--out", str(tmp_path / "owls"))
    assert isinstance(done.exception, UsageError)
    assert said in str(done.exception)
    assert not (tmp_path / "owls").exists()


def test_a_day_that_is_none_is_refused() -> None:
    done = command("http://127.0.0.1:1/oai", "--from", "1 May")
    assert done.exit_code == 2
    assert "write it as 2031-05-06" in done.output


def test_a_server_that_is_no_repository_is_told(tmp_path: Path) -> None:
    with serving(two_pages, identify="<html><body>Owls</body></html>") as served:
        done = command(served.url, "--out", str(tmp_path / "owls"), "--delay", "0")
    assert str(done.exception) == f"{served.url}: what answers there does not speak OAI-PMH"


def test_without_its_library_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "oaipmh_scythe":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    done = command("http://127.0.0.1:1/oai", "--out", str(tmp_path / "owls"))
    assert str(done.exception) == ABSENT
