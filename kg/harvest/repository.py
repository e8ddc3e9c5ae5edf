"""A repository that answers OAI-PMH: one request at a time, politely, with bounded patience."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from kg.errors import UsageError
from kg.harvest.oai_response import OaiResponse, answer
from kg.version import __version__

RETRIED: Final = frozenset([408, 425, 429, 500, 502, 503, 504])
"""HTTP statuses after which a request is made again (RFC 9110, 15.5 and 15.6; RFC 6585)."""
PATIENCE: Final = 900.0
"""Seconds that a repository may ask to wait; where it asks for more, the harvest stops, to go on later."""
ABSENT: Final = (
    "kg harvest needs the package oaipmh-scythe, which is not installed; `pip install '.[harvest]'` "
    "in a clone of kg adds it"
)


class Unanswered(Exception):
    """The repository gives no answer, or none that is of use; `str(error)` says why."""


class TokenExpired(Exception):
    """The repository does not know the resumption token any more (badResumptionToken)."""


class NothingFound(Exception):
    """No record fits the question (noRecordsMatch)."""


class Repository:
    """Asks the repository at `url`; waits `delay` seconds between requests.

    A request that fails is made again up to `retries` times, after the time that the repository asks for
    (Retry-After), else after `delay`, doubled each time.
    """

    def __init__(
        self,
        url: str,
        *,
        delay: float,
        retries: int,
        contact: str | None = None,
        timeout: float = 120,
        tell: Callable[[str], object] = lambda _: None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        try:
            import httpx2
            from oaipmh_scythe import HTTPConfig, Scythe, exceptions
        except ImportError:
            raise UsageError(ABSENT) from None
        agent = f"kg/{__version__} (OAI-PMH harvester{f'; {contact}' if contact else ''})"
        self._client = Scythe(url, http_config=HTTPConfig(user_agent=agent, timeout=timeout))
        self._http, self._errors = httpx2, exceptions
        self._delay, self._retries = delay, retries
        self._tell, self._sleep = tell, sleep
        self._asked = False

    def granularity(self) -> str:
        """Return `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ssZ`, as the repository says of its dates (OAI-PMH 4.2).

        Raises:
            Unanswered: it gives no answer.
        """
        root = self._answered({"verb": "Identify"}).xml
        found = root.find(".//{*}granularity") if root is not None else None
        if root is None or root.find(".//{*}Identify") is None:
            raise Unanswered("what answers there does not speak OAI-PMH")
        return (found.text or "").strip() if found is not None else "YYYY-MM-DD"

    def page(self, parameters: dict[str, str]) -> OaiResponse:
        """Return one answer.

        Raises:
            Unanswered: it gives none that is of use.
            TokenExpired: it does not know the token any more.
            NothingFound: no record fits.
        """
        response = self._answered(parameters)
        content: bytes = response.http_response.content
        return answer(content, response.xml if content.strip() else None)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _answered(self, parameters: dict[str, str]) -> Any:
        for attempt in range(self._retries + 1):
            if self._asked:
                self._sleep(self._delay)
            self._asked = True
            try:
                return self._client.harvest(parameters)
            except self._errors.BadResumptionToken as error:
                raise TokenExpired(str(error)) from None
            except self._errors.NoRecordsMatch:
                raise NothingFound from None
            except self._errors.OAIPMHException as error:
                said = " ".join(str(error).split())[:300]
                raise Unanswered(f"it answered with the error {type(error).__name__}: {said}") from None
            except self._http.HTTPStatusError as error:
                wait = self._after_status(error.response, attempt)
            except self._http.HTTPError as error:
                wait = self._after_failure(f"{type(error).__name__}: {error}", attempt)
            except self._http.InvalidURL as error:
                raise Unanswered(f"its address is none: {error}") from None
            except ValueError as error:  # lxml's errors of syntax are, too
                wait = self._after_failure(f"it answered with no XML ({str(error)[:100]})", attempt)
            self._sleep(wait)
        raise Unanswered("it gave no answer")

    def _after_status(self, response: Any, attempt: int) -> float:
        status = response.status_code
        if 300 <= status < 400:
            moved = response.headers.get("location")
            raise Unanswered(f"it has moved to {moved or 'an address that it does not say'}")
        if status not in RETRIED:
            raise Unanswered(f"it answered with the HTTP status {status}")
        asked = _seconds(response.headers.get("retry-after"))
        if asked is not None and asked > PATIENCE:
            raise Unanswered(f"it asks to wait {asked:,.0f} seconds; run the same command again after that")
        return self._after_failure(f"it answered with the HTTP status {status}", attempt, asked)

    def _after_failure(self, reason: str, attempt: int, asked: float | None = None) -> float:
        """Return how long to wait before the next attempt.

        Raises:
            Unanswered: there is none left.
        """
        if attempt >= self._retries:
            raise Unanswered(f"{reason}, {attempt + 1} times")
        wait = asked if asked is not None else min(max(self._delay, 0.1) * 2**attempt, PATIENCE)
        self._tell(f"{reason}; asked again in {wait:.0f} s")
        return wait


def _seconds(stated: str | None) -> float | None:
    """Return the seconds that a Retry-After asks for: a number, or a moment (RFC 9110, 10.2.3)."""
    if not stated:
        return None
    if stated.strip().isdigit():
        return float(stated)
    try:
        return max(0.0, (parsedate_to_datetime(stated) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
