"""The search boxes: suggestions while one types, by keyboard alone, by mouse, and without a script."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opening

pytestmark = pytest.mark.browser


def typed(page: Page, text: str, box: str = "main input[name=q]") -> None:
    page.locator(box).click()
    page.keyboard.type(text)
    expect(page.get_by_role("option").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_by_keyboard(opened: Opening, width: int) -> None:
    with opened(width) as window:
        page = window.page()
        page.goto("/")
        typed(page, "unlu c")
        box = page.get_by_role("combobox").first
        expect(box).to_have_attribute("aria-expanded", "true")
        expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
        first = page.get_by_role("option").first
        expect(first).to_contain_text("Çağlar Ünlü")
        page.keyboard.press("ArrowDown")
        expect(first).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
        expect(box).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url("**/person/*")
        expect(page.get_by_role("heading", level=1)).to_have_text("Çağlar Ünlü")


def test_escape_closes_and_enter_searches(opened: Opening) -> None:
    with opened() as window:
        page = window.page()
        page.goto("/")
        typed(page, "vinyals")
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_have_count(0)
        expect(page.get_by_role("combobox").first).to_have_value("vinyals")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=vinyals")


def test_the_box_above_every_page_by_mouse(opened: Opening) -> None:
    with opened() as window:
        page = window.page()
        page.goto("/queries")
        typed(page, "gemini team", "#q-above")
        page.get_by_role("option", name="Gemini Team team").click()
        page.wait_for_url("**/org/*")


def test_nothing_is_suggested_for_nothing(opened: Opening) -> None:
    with opened() as window:
        page = window.page()
        page.goto("/")
        typed(page, "vin")
        page.keyboard.type("xxxx")
        expect(page.get_by_role("listbox")).to_have_count(0)
        expect(page.get_by_role("status").first).to_have_text("No suggestions")


@pytest.mark.parametrize("dark", [False, True])
def test_an_open_list_is_accessible(opened: Opening, dark: bool) -> None:
    with opened(dark=dark) as window:
        page = window.page()
        page.goto("/")
        typed(page, "learning")
        page.keyboard.press("ArrowDown")
        found = [
            violation["id"]
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
        assert found == []
