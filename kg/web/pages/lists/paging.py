"""Long lists in pages: which page is asked for, and which come before and after it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from kg.web.http.problems import bad_request


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of a list: its number from 1, how many entries a page has, and how many there are in all."""

    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.size))

    @property
    def first_entry(self) -> int:
        """The number, from 1, of the first entry of this page."""
        return (self.number - 1) * self.size + 1

    @property
    def last_entry(self) -> int:
        """The number of the last entry of this page."""
        return min(self.number * self.size, self.total)


def page_number(request: Request) -> int:
    """Return the page that is asked for by the parameter `page`; the first where none is.

    Raises:
        RequestRefused: 400, it is no number from 1.
    """
    text = request.query_params.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= 1):
        raise bad_request(f"The parameter `page` is a number from 1, not {text!r}.")
    return int(text)
