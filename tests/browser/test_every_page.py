"""Each kind of page in a browser: on a phone and a desk, with and without scripts, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PAGES, Opening

pytestmark = [pytest.mark.long, pytest.mark.browser]

STATUS = {"sparql-broken": 400, "unknown": 404}
PAGE_BYTES = 100_000
NO_WIDER = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SCROLLING = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(e => e.tagName + '.' + e.className).slice(0, 5)"""


def visit(page: Page, path: str, status: int) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == status
    assert len(answer.body()) < PAGE_BYTES


def barriers(page: Page, *rules: str) -> list[tuple[str, list[str]]]:
    """Return what axe calls serious or critical, by `rules` or all it has, with the first places of each."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    found: dict[str, Any] = Axe().run(page, options=options).response
    return [
        (violation["id"], [node["html"][:200] for node in violation["nodes"]][:3])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_fits_phone_and_desk_and_is_accessible(
    kind: str, paths: dict[str, str], opened: Opening, artefacts: Path
) -> None:
    with opened(360) as window:
        page = window.page()
        visit(page, paths[kind], STATUS.get(kind, 200))
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=artefacts / f"{kind}-{width}.png", full_page=True)
            assert page.evaluate(NO_WIDER), (width, page.evaluate(SCROLLING))
        assert page.locator("h1").count() == 1
        assert barriers(page) == []


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_can_be_read_in_the_dark(
    kind: str, paths: dict[str, str], opened: Opening, artefacts: Path
) -> None:
    with opened(dark=True) as window:
        page = window.page()
        visit(page, paths[kind], STATUS.get(kind, 200))
        page.screenshot(path=artefacts / f"{kind}-dark.png")
        assert barriers(page, "color-contrast", "link-in-text-block") == []


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_needs_no_script(kind: str, paths: dict[str, str], opened: Opening) -> None:
    with opened(360, script=False) as window:
        page = window.page()
        visit(page, paths[kind], STATUS.get(kind, 200))
        assert page.locator("main").inner_text().strip()
        assert page.evaluate(NO_WIDER), page.evaluate(SCROLLING)


def test_barriers_are_found(opened: Opening) -> None:
    """The check can fail: it sees grey on grey, and a picture without a name."""
    with opened() as window:
        page = window.page()
        page.set_content(
            "<html lang=en><title>A page</title><main><h1>A heading</h1>"
            "<p style='color:#999;background:#aaa'>Words</p>"
            "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
        )
        assert {rule for rule, _ in barriers(page)} == {"color-contrast", "image-alt"}
