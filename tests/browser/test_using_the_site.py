"""What people do on the site: search, ask, read answers, download."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opening

pytestmark = pytest.mark.browser

BROKEN = "SELECT * WHERE {\n  ?x a % }\n"


def write(page: Page, query: str) -> None:
    """Write a query into the editor as a person does, from the keyboard."""
    page.locator(".ace_text-input").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_search(opened: Opening, script: bool) -> None:
    with opened(360, script=script) as window:
        page = window.page()
        page.goto("/search")
        box = page.locator("main input[name=q]")
        box.fill("vinyals")
        box.press("Enter")
        page.wait_for_url("**/search?q=vinyals*")
        expect(page.get_by_role("link", name="Oriol Vinyals").first).to_be_visible()


def test_search_as_one_types(opened: Opening) -> None:
    with opened() as window:
        page = window.page()
        page.goto("/")
        page.locator("main input[name=q]").press_sequentially("vinyals or", delay=20)
        expect(page.get_by_role("option", name="Oriol Vinyals").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Oriol Vinyals")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_canned_query_from_its_form_to_its_table(opened: Opening, script: bool, tmp_path: Path) -> None:
    with opened(360, script=script) as window:
        page = window.page()
        page.goto("/queries/author-papers-per-year")
        page.get_by_role("textbox", name="author").fill("Oriol Vinyals")
        page.get_by_role("button", name="Ask").click()
        expect(page.locator("svg.chart .bar").first).to_be_visible()
        expect(page.locator(".view.table")).to_be_hidden()
        page.get_by_role("radio", name="Chart").focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".view.table table")).to_be_visible()
        expect(page.locator("svg.chart")).to_be_hidden()
        rows = page.locator(".view.table tbody tr").count()
        expect(page.get_by_text("kg query author-papers-per-year --author 'Oriol Vinyals'")).to_be_visible()
        # A file that the browser would show is fetched as programs do.
        address = page.get_by_role("link", name="CSV").get_attribute("href")
        assert address is not None
        answer = window.context.request.get(address)
        assert answer.headers["content-type"].startswith("text/csv")
        assert len(list(csv.DictReader(answer.text().splitlines()))) == rows


def test_an_example_of_a_form_has_an_answer(opened: Opening) -> None:
    with opened() as window:
        page = window.page()
        page.goto("/queries/author-coauthors")
        page.locator("main p", has_text="For example:").get_by_role("link").click()
        expect(page.locator("svg.chart .bar").first).to_be_visible()
        page.locator("svg.chart a").first.click()
        expect(page).to_have_url(re.compile("/person/"))


def test_a_dump_arrives_whole(opened: Opening, tmp_path: Path) -> None:
    with opened() as window:
        page = window.page()
        page.goto("/dumps/")
        link = page.locator("a[href*='.ttl']").first
        row = page.locator("tr", has=page.locator("a[href*='.ttl']")).first.inner_text()
        with page.expect_download() as download:
            link.click()
        place = tmp_path / "dump"
        download.value.save_as(place)
        assert hashlib.sha256(place.read_bytes()).hexdigest() in row


def test_the_sparql_form_needs_no_script(opened: Opening) -> None:
    with opened(360, script=False) as window:
        page = window.page()
        page.goto("/sparql")
        page.locator("#query").fill("SELECT ?n { VALUES ?n { 41 42 } }")
        page.get_by_role("button", name="Run").click()
        expect(page.get_by_role("cell", name="42")).to_be_visible()
        page.locator("#query").fill(BROKEN)
        page.get_by_role("button", name="Run").click()
        expect(page.get_by_role("alert")).to_contain_text("line 2")
        page.locator("#example").select_option("papers-per-year")
        page.get_by_role("button", name="Put into the editor").click()
        expect(page.locator("#query")).to_have_value(re.compile("fabio:hasPublicationYear"))


def test_the_editor_by_keyboard_alone(opened: Opening) -> None:
    with opened() as window:
        page = window.page()
        page.goto("/sparql")
        expect(page.locator(".ace_keyword", has_text="SELECT").first).to_be_visible()
        write(page, "SELECT ?n { VALUES ?n { 41 42 } }")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("cell", name="42")).to_be_visible()
        expect(page.locator("#state")).to_contain_text("Answered in")
        assert "query=SELECT" in page.url
        # Escape leaves the editor, so that Tab moves on: no trap (WCAG 2.1.2).
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.closest('.editor')")
        page.go_back()
        expect(page.locator("#answer table")).to_have_count(0)


def test_an_error_is_shown_at_its_place(opened: Opening) -> None:
    with opened() as window:
        page = window.page()
        page.goto("/sparql")
        write(page, BROKEN)
        page.get_by_role("button", name="Run").click()
        expect(page.get_by_role("alert")).to_contain_text("line 2")
        expect(page.locator(".ace_gutter-cell.ace_error")).to_have_text("2")
        expect(page.locator(".at-fault")).to_have_count(1)
        write(page, "ASK {}")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#answer")).to_contain_text("Yes")
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.locator(".ace_gutter-cell.ace_error")).to_have_count(0)


def test_terms_of_the_data_are_completed_and_their_prefix_declared(opened: Opening) -> None:
    with opened() as window:
        page = window.page()
        with page.expect_response("**/sparql/completions.json"):
            page.goto("/sparql")
        write(page, "SELECT * { ?paper a fabio:Wo")
        page.keyboard.press("Control+Space")
        popup = page.locator(".ace_autocomplete")
        expect(popup).to_contain_text("fabio:Work")
        page.keyboard.press("Enter")
        expect(page.locator("#query")).to_have_value(
            "PREFIX fabio: <http://purl.org/spar/fabio/>\nSELECT * { ?paper a fabio:Work"
        )
        page.keyboard.type(" ; schema:ab", delay=20)  # while one types, without being asked
        expect(popup).to_contain_text("schema:abstract")
        page.keyboard.press("Escape")
        page.keyboard.type(" ?text . FILTER(?pa", delay=20)
        expect(popup).to_contain_text("?paper")


def test_a_graph_is_drawn_as_a_network_that_can_be_followed(opened: Opening) -> None:
    with opened() as window:
        page = window.page()
        page.goto("/sparql")
        page.get_by_role("link", name="Topics that come together, as a network").click()
        page.get_by_text("Network", exact=True).click()
        expect(page.locator("svg.network")).to_be_visible()
        page.locator("svg.network a circle").first.click()
        expect(page).to_have_url(re.compile("/topic/"))


def test_a_query_that_runs_long_can_be_stopped(opened: Opening) -> None:
    with opened() as window:
        page = window.page()
        page.goto("/sparql")
        write(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        page.keyboard.press("Control+Enter")
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("#state")).to_have_text("Stopped.")
        write(page, "ASK {}")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#answer")).to_contain_text("Yes")
