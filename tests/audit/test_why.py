"""Why a row is there, in the review app: what is handed in is shown, as text."""

from html import escape

import pytest
from starlette.testclient import TestClient

from pipeline.audit.app.server import create_app
from pipeline.audit.corpus import Corpus
from pipeline.config import Config
from pipeline.errors import ExplainError
from pipeline.explain.explainer import Explainer
from pipeline.explain.records import Answer, Explanation, Found, Piece, Question, Refused
from tests.audit.asking import BASE
from tests.audit.hostile import ARTICLE
from tests.audit.pages import Page
from tests.audit.served import served

ATTACK = "<script>alert(1)</script>"


class Told:
    """An explainer that tells what it is given, and remembers what it was asked."""

    def __init__(self, told):
        self.told, self.asked = told, []

    def row(self, row_id):
        self.asked.append((row_id,))
        return self._answer()

    def place(self, doc_id, start, end):
        self.asked.append((doc_id, start, end))
        return self._answer()

    def _answer(self):
        if isinstance(self.told, Exception):
            raise self.told
        return self.told


def client(tables, audits, explainer):
    return TestClient(create_app(tables, audits, "anna", explainer=explainer), base_url=BASE)


@pytest.fixture
def quote(seed_tables):
    return Corpus(seed_tables)["quotes"].of("seed_karabakh.txt")[2]


@pytest.fixture
def explained(quote):
    pieces = (Piece("subject", 1.0, 1.5), Piece(ATTACK, 2.0, -0.5), Piece("bias", 1.0, 0.0))
    answers = (Answer("Odile Sarmant", 0.9, True, pieces), Answer(ATTACK, 0.1, False, ()))
    question = Question("speaker", "", quote["start"], quote["end"], quote["text"], answers)
    return Explanation(
        *("seed_karabakh.txt", "seed_karabakh.txt", 3, 9, "body", 0, f"Le {ATTACK}"),
        rows=(Found("quotes", quote["quote_id"], quote, True, (question,), "not written"),),
        questions=(Question("relay", "", 3, 9, ATTACK, answers[1:]),),
        refused=(Refused("que", "no verb in its complement", 3, 9, ATTACK),),
        notes=(f"other {ATTACK}",),
    )


def test_a_row_is_explained_on_a_page_of_its_own(seed_tables, tmp_path, quote, explained):
    told = Told(explained)
    page = client(seed_tables, tmp_path, told).get(f"/why?row={quote['quote_id']}")
    assert page.status_code == 200
    assert told.asked == [(quote["quote_id"],)]
    shown = " ".join(Page(page.text).all("main")[0]["text"].split())
    for words in (
        "Who speaks? 0.90 Odile Sarmant chosen",
        "+1.50 subject",
        "Weighing nothing: bias",
        "Who passes it on? None of these is sure enough.",
        "que: no verb in its complement",
        "not written",
        quote["speaker_name"],
    ):
        assert words in shown
    assert f"/quotes/{quote['quote_id']}" in Page(page.text).links()


def test_what_an_explanation_holds_stays_text(seed_tables, tmp_path, explained):
    page = client(seed_tables, tmp_path, Told(explained)).get("/why?row=q1")
    assert ATTACK not in page.text
    assert page.text.count(escape(ATTACK)) >= 5


def test_a_place_is_asked_for_by_document_and_offsets(seed_tables, tmp_path, explained):
    told = Told(explained)
    app = client(seed_tables, tmp_path, told)
    assert app.get("/why?document=seed_karabakh.txt&at=3-9").status_code == 200
    assert told.asked == [("seed_karabakh.txt", 3, 9)]
    for query in ("", "?document=seed_karabakh.txt", "?document=a&at=x", "?at=1-2"):
        assert app.get(f"/why{query}").status_code == 404


def test_what_cannot_be_explained_is_said(seed_tables, tmp_path):
    told = Told(ExplainError("There is no row <q1>."))
    page = client(seed_tables, tmp_path, told).get("/why?row=q1")
    assert page.status_code == 422
    assert "There is no row &lt;q1&gt;." in page.text


def test_the_panel_stands_where_there_is_an_explainer(seed_tables, tmp_path, quote, explained):
    address = f"/quotes/{quote['quote_id']}"
    page = Page(client(seed_tables, tmp_path, Told(explained)).get(address).text)
    (panel,) = [details for details in page.all("details") if "data-why" in details]
    assert "open" not in panel
    assert panel["data-why"] == f"/why?row={quote['quote_id']}"
    assert panel["data-why"] in page.links()
    without = client(seed_tables, tmp_path, None)
    assert "data-why" not in without.get(address).text
    assert "asks-why" not in without.get("/documents/seed_karabakh.txt").text
    assert without.get(panel["data-why"]).status_code == 404


def test_the_rules_explain_every_kind_of_row(seed_tables, tmp_path):
    app = client(seed_tables, tmp_path, Explainer(seed_tables, Config()))
    corpus = Corpus(seed_tables)
    for table in ("quotes", "claims", "mentions"):
        rows = corpus[table]
        for row in rows.take(range(0, len(rows), len(rows) // 4)):
            page = app.get(f"/why?row={row[rows.key]}")
            assert page.status_code == 200
            assert row[rows.key] in page.text
    assert app.get("/why?row=q0123456789abcdef").status_code == 422
    text = corpus.document("seed_karabakh.txt")["text"]
    at = text.index("les civils")
    page = app.get(f"/why?document=seed_karabakh.txt&at={at}-{at + 10}")
    assert "<mark>les civils</mark>" in page.text


def test_no_file_is_opened_for_a_request(seed_tables, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Rien de tout cela ne doit être lu par le serveur.", encoding="utf-8")
    app = client(seed_tables, tmp_path / "audits", Explainer(seed_tables, Config()))
    for query in (f"document={secret}&at=0-4", f"row={secret}:0"):
        page = app.get(f"/why?{query}")
        assert page.status_code == 422
        assert "Rien de tout" not in page.text


def test_a_hostile_article_is_explained_as_text(tables_of, tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "h'os\"tile #1 & co.txt").write_bytes(ARTICLE.encode("utf-8"))
    tables = tables_of(corpus)
    app = client(tables, tmp_path / "audits", Explainer(tables, Config()))
    rows = Corpus(tables)["quotes"]
    assert len(rows)
    for row in rows.take(range(len(rows))):
        page = app.get("/why", params={"row": row["quote_id"]})
        assert page.status_code == 200
        assert "<script>window" not in page.text
        assert row["quote_id"] in Page(page.text).all("main")[0]["text"]


def test_the_panel_loads_when_it_is_opened(browser, seed_tables, tmp_path, quote):
    with served(seed_tables, tmp_path) as (_, url):
        page = browser.new_page()
        page.goto(f"{url}/quotes/{quote['quote_id']}")
        panel = page.locator("[data-why]")
        assert panel.get_by_role("heading", name="What rules refused").count() == 0
        panel.locator("> summary").click()
        panel.get_by_role("heading", name="What rules refused").wait_for()
        assert quote["quote_id"] in panel.inner_text()
        assert page.url == f"{url}/quotes/{quote['quote_id']}"
        page.close()
