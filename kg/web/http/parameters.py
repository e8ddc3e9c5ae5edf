"""Parameters of an address or a form: their pairs in order, and those that every answer understands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.web.http.problems import bad_request

MAX_FIELDS: Final = 1_000
_SECONDS: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{0,3})?")

Pairs = Sequence[tuple[str, str]]


def parameters(text: str) -> list[tuple[str, str]]:
    """Return the parameters of a query string or form, in order.

    Raises:
        RequestRefused: they are not UTF-8, or too many.
    """
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except UnicodeDecodeError as error:
        raise bad_request("The parameters are not UTF-8.") from error
    except ValueError as error:
        raise bad_request(f"There are more than {MAX_FIELDS} parameters.") from error


def query_parameters(request: Request) -> list[tuple[str, str]]:
    """Return the parameters of the request's URL."""
    return parameters(request.scope["query_string"].decode("latin-1"))


def format_parameter(pairs: Pairs) -> str | None:
    """Return the form named by the parameter `format`, or else by `output`, as some clients call it.

    An empty one, as forms send it, counts as none. Clients may send both; `format` is the one that counts.
    Of several, the first counts: SPARQLWrapper names the same form twice, by a short name and a media type.
    """
    for parameter in ("format", "output"):
        for name, value in pairs:
            if name == parameter and value:
                return value
    return None


def safe_parameter(pairs: Pairs) -> bool:
    """Tell whether `safe=1` asks that no cell of CSV or TSV is run as a formula by a spreadsheet.

    Raises:
        RequestRefused: its value is neither 1 nor 0.
    """
    said = [value for name, value in pairs if name == "safe" and value]
    if any(value not in ("0", "1") for value in said):
        raise bad_request("The parameter `safe` is 1 or 0.")
    return "1" in said


def timeout_parameter(pairs: Pairs) -> float | None:
    """Return after how many seconds the client would no longer wait (`timeout`); None where it does not say.

    The service's own limit holds all the same, so that more than that changes nothing. 0 counts as none.

    Raises:
        RequestRefused: it is no number of seconds.
    """
    said = [value for name, value in pairs if name == "timeout" and value]
    if not said:
        return None
    if not all(_SECONDS.fullmatch(value) for value in said):
        raise bad_request("The parameter `timeout` is a number of seconds, such as 5 or 0.5.")
    return min(map(float, said)) or None
