"""Searches and filters in a real browser: by keys, by a finger, and in the report."""

import pytest

from pipeline.audit.corpus import Corpus
from pipeline.audit.report.write import write_report
from tests.audit.searched import searched
from tests.audit.served import served


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return searched(tmp_path_factory.mktemp("searched"))


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert errors == []


def test_a_name_is_chosen_by_keys_alone(page, tables, tmp_path):
    with served(tables, tmp_path) as (_, url):
        page.goto(f"{url}/quotes")
        field = page.get_by_role("combobox", name="speaker")
        field.focus()
        page.keyboard.type("OEUVRE")
        option = page.get_by_role("option", name="l’Observatoire de l'Œuvre 4")
        option.wait_for()
        assert field.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Escape")
        assert not option.is_visible()
        assert field.input_value() == "OEUVRE"
        page.keyboard.press("Control+a")
        page.keyboard.type("vaubert")
        page.get_by_role("option", name="Solène Vaubert 12").wait_for()
        page.keyboard.press("ArrowDown")
        assert field.get_attribute("aria-activedescendant") == "f-speaker-list-0"
        page.keyboard.press("Enter")
        assert field.input_value() == "Solène Vaubert"
        assert page.url == f"{url}/quotes"
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "exact=speaker" in page.url
        assert "12 rows with exactly « Solène Vaubert »" in " ".join(
            page.inner_text("main").split()
        )
        for path in (
            "/quotes?speaker=vaubert",
            "/plan?table=quotes&speaker=vaubert",
            "/search?q=a",
        ):
            page.goto(url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_what_is_chosen_with_a_finger_is_taken(page, tables, tmp_path):
    with served(tables, tmp_path) as (_, url):
        page.goto(f"{url}/plan?table=quotes")
        page.get_by_role("combobox", name="rule").click()
        page.get_by_role("option", name="incise-inside").click()
        assert page.get_by_role("combobox", name="rule").input_value() == "incise-inside"
        assert not page.get_by_role("listbox").first.is_visible()
        page.get_by_role("button", name="How many are these?").click()
        page.wait_for_url("**/plan?**")
        assert "rows to review" in page.inner_text("main").replace("\n", " ")


WRITTEN = {
    "CRUE l'orvanne": ("a/1.txt", 1),
    "oeuvres d’art": ("a/11.txt", 1),
    "\u00abl\u2019orvanne monte\u00bb": ("a/1.txt", 1),
    "courrier": ("a/1.txt", 2),
    "A/1.TXT": ("a/1.txt", 2),
    "œuvre": ("a/11.txt", 1),
}


def test_the_reports_search_compares_as_the_app_does(page, tables, tmp_path):
    write_report(Corpus(tables), tmp_path, "code")
    page.goto((tmp_path / "index.html").as_uri())
    box, note = page.get_by_role("searchbox"), page.locator("#search [role=status]")
    box.fill("a")
    page.locator("#search li").first.wait_for()
    for typed, (path, count) in WRITTEN.items():
        box.fill(typed)
        items = page.locator("#search li").all_inner_texts()
        assert len(items) == count, typed
        assert any(path in item for item in items), typed
    assert note.inner_text() == "one document of 3, 0 of them as whole words."
    page.get_by_label("whole words").check()
    assert "No document has these whole words" in note.inner_text()
    assert "one document as parts of words" in note.inner_text()
    box.fill("courrier zzzz")
    assert "2 documents with some of them" in note.inner_text()
    assert page.locator("#search li").count() == 2
