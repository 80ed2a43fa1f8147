"""The review app in a real browser, by keys and by mouse, as reviewers use it."""

import json
import os
import signal

import pytest

from pipeline.audit.corpus import Corpus
from pipeline.audit.verdicts.log import Logs
from tests.audit.hostile import ARTICLE, FILLER, hostile_tables
from tests.audit.served import served

LAPTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
SAMPLE = "/review/quotes?order=random&n=14&seed=3"
# Selects characters of the article, counted as the tables count them, and says what is selected.
SELECT = """([start, end]) => {
  const at = (offset, last) => {
    for (const piece of document.querySelectorAll("[data-o]")) {
      const characters = [...piece.textContent], from = Number(piece.dataset.o);
      const inside = offset - from;
      const most = characters.length - (last ? 0 : 1);
      if (inside >= (last ? 1 : 0) && inside <= most)
        return [piece.firstChild, characters.slice(0, inside).join("").length];
    }
  };
  const range = document.createRange();
  range.setStart(...at(start, false));
  range.setEnd(...at(end, true));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return getSelection().toString();
}"""


@pytest.fixture
def page(browser):
    """A page whose errors fail the test."""
    context = browser.new_context(viewport=LAPTOP)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else 0
    )
    page.on("dialog", lambda dialog: errors.append(f"dialog: {dialog.message}"))
    yield page
    context.close()
    assert errors == []


def press(page, key):
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def row_of(page, corpus, table="quotes"):
    return corpus[table].get(page.url.split(f"/{table}/")[1].split("?")[0])


def test_an_afternoon_of_review_survives_a_killed_server(page, seed_tables, tmp_path):
    corpus, logs = Corpus(seed_tables), Logs(tmp_path)
    with served(seed_tables, tmp_path) as (server, url):
        page.goto(url)
        page.get_by_role("link", name="A random sample of 100").first.click()
        page.goto(url + SAMPLE)
        for i in range(10):
            assert f"Quote {i + 1} of 14" in page.inner_text(".queue")
            press(page, "u" if i == 3 else "r")
        wrong = row_of(page, corpus)
        text = corpus.document(wrong["doc_id"])["text"]
        speaker = max(
            (m for m in corpus["mentions"].of(wrong["doc_id"]) if m["label"] == "PER"),
            key=lambda m: m["end"] - m["start"],
        )
        assert page.evaluate(SELECT, [speaker["start"], speaker["end"]]) == speaker["text"]
        page.keyboard.press("s")
        assert page.input_value("#c-speaker") == speaker["text"]
        assert page.is_checked("[name=fault][value=speaker]")
        press(page, "Enter")
        where = row_of(page, corpus)
        lead = corpus["sentences"].of(where["doc_id"])[0]
        page.evaluate(SELECT, [lead["start"], lead["end"]])
        page.keyboard.press("m")
        page.locator("[data-missing-form] [name=type]").select_option("indirect")
        page.get_by_role("button", name="Mark as missing").click()
        page.wait_for_selector("[data-o].missing")
        os.kill(server.pid, signal.SIGKILL)
    entries = list(logs.of("anna").live.values())
    assert [e.verdict for e in entries] == [
        *("right",) * 3,
        "unsure",
        *("right",) * 6,
        "wrong",
        "missing",
    ]
    corrected, missing = entries[10], entries[11]
    assert corrected.row_id == wrong["quote_id"]
    span = corrected.correction["speaker"]
    assert text[span["start"] : span["end"]] == span["text"] == speaker["text"]
    assert corrected.correction.get("speaker_name", wrong["speaker_name"]) == speaker["name"]
    marked = missing.correction["content"]
    assert (marked["start"], marked["end"]) == (lead["start"], lead["end"])
    with served(seed_tables, tmp_path) as (_, url):
        page.goto(url + SAMPLE)
        assert "Quote 12 of 14" in page.inner_text(".queue")
        assert "11 judged" in page.inner_text(".queue")
        shown = page.eval_on_selector_all("[data-o].missing", "e => e.map(x => x.textContent)")
        assert " ".join("".join(shown).split()) == " ".join(marked["text"].split())
        page.goto(f"{url}/quotes/{wrong['quote_id']}")
        assert "wrong" in page.inner_text(".status")
        assert speaker["text"] in page.inner_text(".status")
        page.goto(f"{url}/results")
        assert "right, of 10 judged" in page.inner_text("main")
        assert "1 missing" in page.inner_text("main")


def test_undo_and_a_note_by_keys(page, seed_tables, tmp_path):
    with served(seed_tables, tmp_path) as (_, url):
        page.goto(url + "/review/claims?order=unsure&n=5")
        first = page.url
        page.keyboard.press("c")
        page.keyboard.type("runs r, w and u")
        page.keyboard.press("Enter")
        assert page.url == first
        page.keyboard.press("Escape")
        page.keyboard.press("w")
        page.keyboard.press("3")
        page.keyboard.press("5")
        press(page, "Enter")
        press(page, "n")
        press(page, "p")
        press(page, "z")
        assert page.url == first
    lines = (tmp_path / "anna.jsonl").read_text("utf-8").splitlines()
    wrong, undo = map(json.loads, lines)
    assert (wrong["faults"], wrong["note"]) == (["value", "who"], "runs r, w and u")
    assert undo["undoes"] == wrong["id"]


def test_a_selection_over_paragraphs_backwards_or_by_three_clicks(page, seed_tables, tmp_path):
    corpus, logs = Corpus(seed_tables), Logs(tmp_path)
    doc_id = "seed_karabakh.txt"
    text = corpus.document(doc_id)["text"]
    with served(seed_tables, tmp_path) as (_, url):
        page.goto(f"{url}/documents/{doc_id}")
        first, last = corpus["sentences"].of(doc_id)[2], corpus["sentences"].of(doc_id)[3]
        assert first["paragraph"] != last["paragraph"]
        page.evaluate(SELECT, [first["start"], last["end"]])
        mark_missing(page, "m")
        page.locator("section.para p").nth(7).click(click_count=3)
        mark_missing(page, "m")
        third = text.index("Plus tôt dans la journée")
        page.evaluate(SELECT, [third, third + 24])
        turned = """() => { const s = getSelection(), r = s.getRangeAt(0).cloneRange();
          s.setBaseAndExtent(r.endContainer, r.endOffset, r.startContainer, r.startOffset); }"""
        page.evaluate(turned)
        mark_missing(page, "m")
    marks = [e.correction["content"] for e in logs.of("anna").entries]
    for span in marks:
        assert text[span["start"] : span["end"]] == span["text"]
    sections = [s["paragraph"] for s in corpus["sentences"].of(doc_id)]
    eighth = [
        s for s in corpus["sentences"].of(doc_id) if s["paragraph"] == sorted(set(sections))[7]
    ]
    assert [(m["start"], m["end"]) for m in marks] == [
        (first["start"], last["end"]),
        (eighth[0]["start"], eighth[-1]["end"]),
        (third, third + 24),
    ]


def mark_missing(page, key):
    page.keyboard.press(key)
    page.locator("[data-missing-panel][open] [name=type]").select_option("indirect")
    with page.expect_navigation():
        page.locator("[data-missing-panel][open] button[type=submit]").click()


def test_what_is_missing_is_filled_by_selecting(page, seed_tables, tmp_path):
    logs = Logs(tmp_path)
    with served(seed_tables, tmp_path) as (_, url):
        page.goto(f"{url}/documents/seed_karabakh.txt")
        text = Corpus(seed_tables).document("seed_karabakh.txt")["text"]
        at = text.index("13 heures mercredi")
        page.evaluate(SELECT, [at, at + 2])
        page.keyboard.press("f")
        page.locator("[data-missing-panel][open] [name=kind]").select_option("killed")
        page.evaluate("document.activeElement.blur()")
        page.evaluate(SELECT, [at + 3, at + 9])
        page.keyboard.press("h")
        assert page.input_value("#m-claims-who") == "heures"
        with page.expect_navigation():
            page.locator("[data-missing-panel][open] button[type=submit]").click()
        assert page.locator("#marks-claims").inner_text().startswith("Marked as missing")
        with page.expect_navigation():
            page.locator("#marks-claims").get_by_role("button", name="Take back").click()
        assert page.locator("#marks-claims li").count() == 0
    (entry, _) = logs.of("anna").entries
    assert entry.correction["value"] == 13.0
    assert entry.correction["who"]["start"] == at + 3


def test_keys_do_what_they_say_and_no_more(page, seed_tables, tmp_path):
    logs = Logs(tmp_path)
    with served(seed_tables, tmp_path) as (_, url):
        page.goto(url + SAMPLE)
        first = page.url
        for _ in range(5):
            page.keyboard.down("w")
        page.keyboard.up("w")
        page.keyboard.press("Escape")
        assert page.locator("#wrong").is_hidden()
        held = (
            "() => document.dispatchEvent(new KeyboardEvent('keydown', {key: 'r', repeat: true}))"
        )
        page.evaluate(held)
        page.keyboard.press("w")
        french = """() => document.body.dispatchEvent(new KeyboardEvent('keydown',
          {key: 'é', code: 'Digit2', bubbles: true}))"""
        page.evaluate(french)
        assert page.is_checked("[data-digit='2']")
        page.evaluate(french)
        assert not page.is_checked("[data-digit='2']")
        page.fill("#find", "maire")
        press(page, "Enter")
        assert "/search?q=maire" in page.url
        page.goto(first)
        page.keyboard.press("w")
        page.keyboard.press("Enter")
        assert "Say what is wrong" in page.inner_text("[role=alert]")
        page.fill("#c-content", "autre chose")
        page.keyboard.press("Escape")
        page.keyboard.press("r")
        assert "save it as wrong" in page.inner_text("[role=alert]")
        assert logs.of("anna").entries == ()
        page.keyboard.press("Escape")
        press(page, "R")
        press(page, "z")
    assert [e.verdict for e in logs.of("anna").entries] == ["right", "undo"]


def test_nothing_typed_is_left_without_asking(browser, seed_tables, tmp_path):
    page = browser.new_context(viewport=LAPTOP).new_page()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with served(seed_tables, tmp_path) as (_, url):
        page.goto(url + SAMPLE)
        first = page.url
        page.keyboard.press("c")
        page.keyboard.type("à revoir")
        page.keyboard.press("Enter")
        with page.expect_event("dialog"):
            page.keyboard.press("n")
        assert (asked, page.url) == (["beforeunload"], first)
        press(page, "r")
        assert asked == ["beforeunload"]
        with page.expect_navigation():
            page.go_back()
        page.wait_for_selector(".status .verdict.right")
        assert page.input_value("[data-judge] [name=note]") == "à revoir"
    page.context.close()


def test_a_message_can_be_seen_on_a_phone(browser, seed_tables, tmp_path):
    page = browser.new_context(viewport=PHONE).new_page()
    with served(seed_tables, tmp_path) as (_, url):
        page.goto(url + SAMPLE)
        page.get_by_role("button", name="Wrong", exact=False).first.click()
        page.get_by_role("button", name="Save as wrong").click()
        said = page.locator("[data-problem]").bounding_box()
        assert said["y"] + said["height"] <= PHONE["height"]
        above = "([x, y]) => document.elementFromPoint(x, y).closest('[data-problem]') !== null"
        assert page.evaluate(above, [said["x"] + 5, said["y"] + said["height"] / 2])
        page.fill("#c-cue", "nulle part")
        with page.expect_navigation():
            page.get_by_role("button", name="Save as wrong").click()
        said = page.locator("[data-problem]").bounding_box()
        assert said["y"] >= 0 and said["y"] + said["height"] <= PHONE["height"]
        assert page.input_value("#c-cue") == "nulle part"
    page.context.close()


def test_two_reviewers(page, seed_tables, tmp_path):
    queue = "/review/quotes?order=random&n=6&seed=9"
    for reviewer, keys in (("anna", "rrrrru"), ("bela", "rrrruu")):
        with served(seed_tables, tmp_path, reviewer) as (_, url):
            page.goto(url + queue)
            for key in keys:
                press(page, key)
            assert "All 6 are judged" in page.inner_text("h1")
            page.goto(f"{url}/results/differences")
    shown = page.inner_text("main")
    # Observed 5/6, by chance (5/6 · 4/6) + (1/6 · 2/6): kappa is (0.833 - 0.611) / 0.389.
    assert "6 judged by both, 1 differently; kappa 0.57" in shown


def test_a_hostile_article_stays_text_and_offsets_hold(page, tmp_path):
    tables = hostile_tables(tmp_path, words=300_000)
    corpus, logs = Corpus(tables), Logs(tmp_path / "audits")
    document = corpus["documents"].at(0)
    text = document["text"]
    assert len((ARTICLE + FILLER).split()) < 300_000 <= len(text.split())
    with served(tables, tmp_path / "audits") as (_, url):
        page.goto(url + "/review/quotes?order=text")
        row = row_of(page, corpus)
        shown = page.eval_on_selector_all(
            "[data-o]", "e => e.map(x => [x.dataset.o, x.textContent])"
        )
        for start, piece in shown:
            assert text[int(start) :].startswith(piece)
        assert "<script>window.hacked=1</script>" in page.inner_text("[data-text]")
        words = "a-t-elle dit. \u202eLe préfet Marc Orval"
        start = text.index(words)
        assert "😀" in text[:start], "the browser counts it as two"
        page.evaluate(SELECT, [start, start + len(words)])
        page.keyboard.press("m")
        page.locator("[data-missing-form] [name=type]").select_option("indirect")
        page.get_by_role("button", name="Mark as missing").click()
        page.wait_for_selector("[data-o].missing")
        press(page, "r")
        for path in ("/", "/documents", "/quotes", "/entities", "/search?q=pluie", "/verdicts"):
            page.goto(url + path)
        page.goto(f"{url}/quotes/{row['quote_id']}")
        page.click(".meta a")
        page.get_by_role("link", name="After").first.click()
        assert "monte encore" in page.inner_text("[data-text]")
        assert page.evaluate("window.hacked") is None
    content = next(e for e in logs.of("anna").entries if e.verdict == "missing").correction[
        "content"
    ]
    assert text[content["start"] : content["end"]] == content["text"] == words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_a_phone(browser, seed_tables, tmp_path, scheme):
    context = browser.new_context(viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    paths = [f"/review/{table}?order=random&n=3" for table in ("quotes", "claims", "entities")]
    paths += ["/", "/plan", "/quotes", "/claims", "/entities", "/figures", "/documents", "/results"]
    with served(seed_tables, tmp_path) as (_, url):
        for path in [*paths, "/documents/seed_karabakh.txt", "/verdicts", "/search?q=maire"]:
            page.goto(url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        page.goto(url + paths[0])
        here = page.locator("#here").bounding_box()
        assert here["y"] < PHONE["height"]
        spans = page.locator("[data-text] .content, [data-text] .number")
        assert 0 <= spans.first.bounding_box()["y"] < PHONE["height"]
        assert page.get_by_role("button", name="Right").is_visible()
    context.close()


def test_everything_can_be_reached_and_has_a_name(page, seed_tables, tmp_path):
    """With Tab alone, and told what it is by a screen reader."""
    with served(seed_tables, tmp_path) as (_, url):
        for path in ("/", "/plan", SAMPLE, "/review/claims?order=unsure", "/review/entities"):
            page.goto(url + path)
            nameless = page.evaluate(
                """() => [...document.querySelectorAll("a, button, input, select, textarea")]
                .filter(e => e.type !== "hidden" && !e.hidden && !e.disabled)
                .filter(e => !(e.textContent || e.ariaLabel || e.labels?.[0]?.textContent)?.trim())
                .map(e => e.outerHTML)"""
            )
            assert nameless == [], path
            assert page.locator("h1").count() == 1
        page.goto(url + SAMPLE)
        reached = []
        for _ in range(40):
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate("document.activeElement.innerText || document.activeElement.name")
            )
        for name in ("Skip to the content", "Right", "Wrong", "Unsure", "note"):
            assert any(name in (label or "") for label in reached), name
        page.get_by_role("button", name="Unsure").focus()
        press(page, "Enter")
        assert "Quote 2 of 14" in page.inner_text(".queue")
        snapshot = page.locator("main").aria_snapshot()
        for role in ("article", "complementary", "progressbar", 'group "Verdict"'):
            assert role in snapshot


def test_an_item_of_ten_thousand_documents_is_a_light_page(page, many_tables, tmp_path):
    """What it costs is measured in no test; that it stays small is."""
    corpus, requests = Corpus(many_tables), []
    assert len(corpus["documents"]) >= 10_000
    with served(many_tables, tmp_path / "audits") as (_, url):
        page.goto(url + "/review/quotes?order=unsure")
        page.on("request", lambda request: requests.append(request.url))
        press(page, "r")
        assert f"Quote 2 of {len(corpus['quotes'])}" in page.inner_text(".queue")
        assert len(page.content()) < 120_000
        assert all(address.startswith(url) for address in requests)
        page.goto(url + "/documents")
        assert page.locator("tbody tr").count() == 100
        page.goto(url + "/search?q=karabakh")
        assert "94 documents" in page.inner_text("h1")
