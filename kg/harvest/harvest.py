"""A harvest: answer after answer, each saved before the next is asked for, so that it can go on any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.harvest.oai_request import HarvestProgress, HarvestRequest, load, save, written
from kg.harvest.oai_response import OaiResponse
from kg.harvest.repository import NothingFound, Repository, TokenExpired, Unanswered

_EMPTY: Final = 10
"""Answers without a record, one after another, after which a repository is held to have no end."""
_BROKEN: Final = 2
"""Times that an answer with broken XML is asked for again."""


@dataclass(slots=True)
class HarvestResult:
    """What came of a harvest: answers and records saved now, and why it stopped where it did not finish."""

    pages: int = 0
    records: int = 0
    stopped: str | None = None


class Harvest:
    """Fetches what answers `question` into `folder`.

    The folder says how far it has come. A harvest that stopped goes on where it was; one that was finished
    asks for what changed since.
    """

    def __init__(
        self,
        question: HarvestRequest,
        folder: Path,
        repository: Repository,
        tell: Callable[[str], object] = lambda _: None,
    ) -> None:
        """Take up the harvest in `folder`, or begin one.

        Raises:
            UsageError: the folder holds another.
        """
        self._question, self._folder = question, folder
        self._repository, self._tell = repository, tell
        self._progress = load(folder, question)
        self._marks: dict[str, int] = {}
        self._restarts: set[str | None] = set()
        self._empty = 0
        self._fresh = False  # whether the next answer is the first of a question

    @property
    def progress(self) -> HarvestProgress:
        """How far it has come."""
        return self._progress

    def run(self, most: int | None = None) -> HarvestResult:
        """Fetch to the end, or `most` answers.

        Raises:
            Unanswered: the repository does not answer at all; once it has, the outcome says why it stopped.
        """
        self._begin()
        outcome = HarvestResult()
        while not self._progress.finished:
            if most is not None and outcome.pages >= most:
                outcome.stopped = f"{most:,} answers were asked for"
                break
            try:
                answer = self._asked()
            except NothingFound:
                self._progress.finished = True
                break
            except TokenExpired as error:
                outcome.stopped = self._again(f"the resumption token is not known any more ({error})")
            except Unanswered as error:
                if not outcome.pages and not self._progress.page:
                    raise
                outcome.stopped = str(error)
            else:
                outcome.stopped = self._take(answer)
                outcome.pages += 1
                outcome.records += len(answer.identifiers)
            if outcome.stopped:
                break
        if self._progress.page or self._progress.finished:
            self._folder.mkdir(parents=True, exist_ok=True)
            save(self._folder, self._question, self._progress)
        return outcome

    def _begin(self) -> None:
        progress = self._progress
        granularity = self._repository.granularity()
        if progress.finished:  # ask for what changed since the last one began
            days = len("2031-01-01") if granularity == "YYYY-MM-DD" else None
            since = (progress.begun or "")[:days] or None
            self._progress = HarvestProgress(
                page=progress.page, records=progress.records, since=since, begun=progress.begun
            )
        self._fresh = progress.finished or not progress.page

    def _asked(self) -> OaiResponse:
        """Return the next answer; where its XML is broken, the best of several attempts."""
        progress = self._progress
        if progress.token:
            parameters = {"verb": "ListRecords", "resumptionToken": progress.token}
        else:
            parameters = self._question.parameters(progress.since)
        best = self._repository.page(parameters)
        for _ in range(_BROKEN):
            if best.whole:
                break
            self._tell("the XML of an answer is broken; it is asked for again")
            try:
                other = self._repository.page(parameters)
            except (TokenExpired, Unanswered):
                break
            best = max(other, best, key=lambda one: (one.whole, one.token is not None, len(one.identifiers)))
        return best

    def _take(self, answer: OaiResponse) -> str | None:
        """Save an answer, and say why the harvest stops with it, if it does."""
        progress = self._progress
        if answer.identifiers and answer.mark in self._marks:
            return f"it repeats itself: the records of answer {self._marks[answer.mark]} came again"
        self._empty = 0 if answer.identifiers else self._empty + 1
        if self._empty >= _EMPTY:
            return f"it has no end: {_EMPTY} answers without a record came one after another"
        progress.page += 1
        progress.records += len(answer.identifiers)
        self._marks[answer.mark] = progress.page
        self._folder.mkdir(parents=True, exist_ok=True)
        written(self._folder / f"{progress.page:06}.xml", answer.content)
        if self._fresh:
            progress.begun, self._fresh = answer.at or progress.begun, False
        self._dates(answer)
        if answer.token is None and not answer.whole:
            progress.token = None
            return self._again("an answer is broken, and its resumption token is lost")
        progress.token = answer.token
        progress.finished = answer.token is None
        save(self._folder, self._question, progress)
        self._tell(f"{progress.page:,} answers, {progress.records:,} records")
        return None

    def _dates(self, answer: OaiResponse) -> None:
        progress = self._progress
        for day in answer.datestamps:
            if progress.latest and day < progress.latest:
                progress.ordered = False
            else:
                progress.latest = day

    def _again(self, why: str) -> str | None:
        """Ask anew, from the latest date where records came in the order of dates, else from the beginning.

        Returns why the harvest stops, where it was asked from there before.
        """
        progress = self._progress
        since = progress.latest if progress.ordered else progress.since
        progress.token = None
        if since in self._restarts:
            return f"{why}, again; it was asked from {since or 'the beginning'} before"
        self._restarts.add(since)
        self._marks.clear()
        progress.since = since
        save(self._folder, self._question, progress)
        self._tell(f"{why}; asked anew from {since or 'the beginning'}")
        return None
