"""Each kind of page in a browser: on a phone and a desk, with and without scripts, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PAGES, Opening

pytestmark = pytest.mark.browser

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


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_fits_its_window(
    kind: str, width: int, paths: dict[str, str], opened: Opening, artefacts: Path
) -> None:
    with opened(width) as window:
        page = window.page()
        visit(page, paths[kind], STATUS.get(kind, 200))
        page.screenshot(path=artefacts / f"{kind}-{width}.png", full_page=True)
        assert page.evaluate(NO_WIDER), page.evaluate(SCROLLING)
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_needs_no_script(kind: str, paths: dict[str, str], opened: Opening) -> None:
    with opened(360, script=False) as window:
        page = window.page()
        visit(page, paths[kind], STATUS.get(kind, 200))
        assert page.locator("main").inner_text().strip()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_accessible(
    kind: str, dark: bool, paths: dict[str, str], opened: Opening, artefacts: Path
) -> None:
    """What axe calls serious or critical is not there (WCAG 2.2, levels A and AA)."""
    with opened(1280, dark=dark) as window:
        page = window.page()
        visit(page, paths[kind], STATUS.get(kind, 200))
        if dark:
            page.screenshot(path=artefacts / f"{kind}-dark.png", full_page=True)
        found: dict[str, Any] = Axe().run(page).response
        assert [
            (violation["id"], [node["html"][:200] for node in violation["nodes"]][:3])
            for violation in found["violations"]
            if violation["impact"] in ("serious", "critical")
        ] == []
