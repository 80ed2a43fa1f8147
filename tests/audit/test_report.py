import json
import re
import shutil

import pyarrow.compute as pc
import pytest
from typer.testing import CliRunner

from pipeline.audit.article import PART
from pipeline.audit.corpus import Corpus
from pipeline.audit.overview import overview
from pipeline.audit.report.site import article_page
from pipeline.audit.report.write import PER_PAGE, render_index, write_report
from pipeline.cli import app
from pipeline.parts import part_path, part_shards, read_part, read_table, write_part
from pipeline.tables import TABLES
from tests.audit.corpora import HOSTILE, HOSTILE_IDS, handmade, hostile
from tests.audit.pages import Page
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def report(seed_tables, tmp_path_factory):
    """The report on the seeds."""
    folder = tmp_path_factory.mktemp("report")
    write_report(Corpus(seed_tables), folder, "code")
    return folder


@pytest.fixture(scope="module")
def hostile_report(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile")
    hostile(root)
    write_report(Corpus(root), root / "report", "code")
    return root / "report"


def files(folder):
    """Every file's bytes by its name."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def pages(folder):
    """Every page by its name."""
    found = {name: data for name, data in files(folder).items() if name.endswith(".html")}
    return {name: Page(data.decode("utf-8")) for name, data in found.items()}


def assert_links_lead_somewhere(folder):
    found = pages(folder)
    for name, page in found.items():
        for link in page.links():
            path, _, fragment = link.partition("#")
            target = (folder / name).parent / path if path else folder / name
            assert target.is_file(), f"{name}: {link}"
            there = found[target.resolve().relative_to(folder.resolve()).as_posix()]
            assert not fragment or fragment in there.ids, f"{name}: {link}"


def test_every_document_is_listed_and_linked(seed_tables, report):
    expected = {
        article_page(doc) for doc in read_table(seed_tables, "documents")["doc_id"].to_pylist()
    }
    assert {name for name in files(report) if name.startswith("articles/")} == expected
    found = pages(report)
    listed = {link for name in found if "documents" in name for link in found[name].links()}
    assert {f"../{name}" for name in expected} <= listed
    assert "lists/documents-1.html" in found["index.html"].links()
    assert_links_lead_somewhere(report)


def squeezed(text):
    return "".join(text.split())


def test_pages_show_the_rows_of_the_tables_in_the_text(seed_tables, report):
    corpus, found = Corpus(seed_tables), pages(report)
    for doc_id in corpus["documents"].column("doc_id"):
        page, text = found[article_page(doc_id)], corpus.document(doc_id)["text"]
        pieces = page.marked()
        for start, (part, _, _) in pieces.items():
            assert text[start : start + len(part)] == part
        rows = {f"row-{row['quote_id']}": (row, "content") for row in corpus["quotes"].of(doc_id)}
        rows |= {f"row-{row['claim_id']}": (row, "number") for row in corpus["claims"].of(doc_id)}
        shown = {element["id"]: element["text"] for element in page.all("tr") if "id" in element}
        assert shown.keys() == rows.keys()
        for name, (row, layer) in rows.items():
            row_id = name.removeprefix("row-")
            within = [pieces[at] for at in sorted(pieces) if row["start"] <= at < row["end"]]
            assert squeezed("".join(part for part, _, _ in within)) == squeezed(row["text"])
            assert all(layer in layers and row_id in ids for _, layers, ids in within)
            assert row_id in page.ids
            line = shown[name]
            assert f"{row['start']}–{row['end']}" in line and row_id in line
            assert f"{row['confidence']:.2f}" in line and row["rule"] in line
            resolved = row.get("speaker_name") or row.get("source_name")
            assert resolved is None or resolved in line


def test_the_index_tells_the_numbers(seed_tables, report):
    text = Page((report / "index.html").read_text("utf-8")).all("main")[0]["text"]
    seen = overview(Corpus(seed_tables))
    assert seen.speakers and seen.claims
    assert f"{seen.material.documents} documents" in text
    assert all(speaker.name in text for speaker in seen.speakers)
    assert all(kind.name in text for kind in seen.claims)
    assert f"Sources disagree: {len(seen.conflicts)}" in text
    assert f"{seen.sureness['quotes'].low} rows are below 0.7" in text


def test_nothing_comes_from_elsewhere(report, hostile_report):
    for folder in (report, hostile_report):
        for name, data in files(folder).items():
            assert re.search(rb"https?:|url\(|@import", data) is None, name
            if not name.endswith(".html"):
                continue
            page = Page(data.decode("utf-8"))
            tags = {element[""] for element in page.elements}
            assert not tags & {"link", "img", "iframe", "object", "embed", "form", "base", "audio"}
            for element in page.elements:
                assert not any(a == "style" or a == "src" or a.startswith("on") for a in element)
            (policy,) = [e for e in page.all("meta") if "http-equiv" in e]
            assert "default-src 'none'" in policy["content"]
            assert len(page.all("script")) == (name == "index.html"), name


def test_a_second_run_writes_nothing_and_new_code_everything(seed_tables, tmp_path):
    corpus = Corpus(seed_tables)
    first = write_report(corpus, tmp_path, "code")
    before = files(tmp_path)
    assert first.written == len(before)
    again = write_report(corpus, tmp_path, "code")
    assert (again.written, again.removed) == (0, 0)
    assert write_report(corpus, tmp_path, "other").written == first.documents
    assert write_report(corpus, tmp_path, "code").written == first.documents
    assert files(tmp_path) == before


def without(root, out, doc_id):
    """The tables without a document, and with another value in a claim of another one."""
    shutil.copytree(root, out)
    changed = None
    for name in ("documents", "sentences", "mentions", "quotes", "claims"):
        for shard in part_shards(root / name):
            table = read_part(root, TABLES[name], shard)
            table = table.filter(pc.field("doc_id") != doc_id)
            if name == "claims" and changed is None and table.num_rows:
                rows = table.to_pylist()
                rows[0]["rule"], changed = "another", rows[0]["doc_id"]
                table = TABLES[name].rows(rows)
            part_path(out / name, shard).unlink()
            write_part(out / name, shard, table, "0")
    return changed


def test_an_incremental_run_gives_what_a_run_from_scratch_gives(seed_tables, tmp_path):
    target = tmp_path / "report"
    write_report(Corpus(seed_tables), target, "code")
    before = files(target)
    gone = read_table(seed_tables, "documents")["doc_id"].to_pylist()[7]
    changed = without(seed_tables, tmp_path / "tables", gone)
    written = write_report(Corpus(tmp_path / "tables"), target, "code")
    write_report(Corpus(tmp_path / "tables"), tmp_path / "scratch", "code")
    after = files(target)
    assert after == files(tmp_path / "scratch")
    assert written.removed == 1
    assert before.keys() - after.keys() == {article_page(gone)}
    different = {
        name for name in after if name.startswith("articles/") and after[name] != before[name]
    }
    assert article_page(changed) in different
    # The changed one, and those that stood beside the removed one.
    assert len(different) <= 3
    assert_links_lead_somewhere(target)


class KilledError(Exception):
    pass


def kill_at(number):
    def progress(done, total):
        if done == number:
            raise KilledError

    return progress


def test_a_killed_run_leaves_nothing_half_done(seed_tables, report, tmp_path):
    corpus = Corpus(seed_tables)
    with pytest.raises(KilledError):
        write_report(corpus, tmp_path, "code", kill_at(20))
    half = files(tmp_path)
    assert len(half) == 20
    one, other, *_ = sorted(half)
    (tmp_path / one).write_bytes(half[one][:-100])
    (tmp_path / other).write_bytes(b"")
    (tmp_path / "articles" / f".{other}.1.tmp".replace("articles/", "")).write_bytes(b"half")
    written = write_report(corpus, tmp_path, "code")
    assert written.removed == 1
    assert files(tmp_path) == files(report)


def test_names_of_pages_are_safe_and_apart():
    names = {article_page(doc_id) for doc_id in HOSTILE_IDS}
    assert len({name.lower() for name in names}) == len(HOSTILE_IDS)
    assert all(re.fullmatch(r"articles/[a-z0-9][a-z0-9-]{1,60}\.html", name) for name in names)
    assert article_page("été/b.txt") == article_page("été/b.txt")


def test_a_hostile_article_stays_text(hostile_report):
    found = pages(hostile_report)
    for doc_id in HOSTILE_IDS:
        page = found[article_page(doc_id)]
        pieces = page.marked()
        # A parser gives U+FFFD for NUL, as every browser does.
        text = HOSTILE.replace("\0", "\ufffd")
        for start, (part, _, _) in pieces.items():
            assert text[start : start + len(part)] == part
        assert not {"img", "em", "k"} & {element[""] for element in page.elements}
    for name, data in files(hostile_report).items():
        assert b"\0" not in data, name
        assert b"<script>alert" not in data and b"onerror=alert(1)>" not in data, name
    data = (hostile_report / "search.js").read_text("ascii")
    entries = json.loads(data[data.index("[") : data.rindex("]") + 1])
    assert len(entries) == len(HOSTILE_IDS) + 1
    assert_links_lead_somewhere(hostile_report)


def test_a_long_document_is_cut_into_parts(tmp_path):
    text = "Un mot de plus. " * (PART // 16) * 3
    quote = {"doc_id": "d", "type": "direct"}
    spans = [(5, 9), (PART - 10, PART + 400), (2 * PART + 50, 2 * PART + 60)]
    quotes = [
        {**quote, "quote_id": f"q{i}", "start": start, "end": end}
        for i, (start, end) in enumerate(spans)
    ]
    handmade(tmp_path, documents=[{"doc_id": "d", "text": text}], quotes=quotes)
    write_report(Corpus(tmp_path), tmp_path / "report", "code")
    found = pages(tmp_path / "report")
    parts = [found[article_page("d", part)] for part in range(3)]
    held = [{name for name in page.ids if name.startswith("q")} for page in parts]
    assert held == [{"q0", "q1"}, set(), {"q2"}]
    # The quote that begins in one part is marked to its end in the next.
    assert min(parts[1].marked().items())[1][1:] == (["content"], ["q1"])
    together = {}
    for page in parts:
        together |= page.marked()
    assert "".join(together[start][0] for start in sorted(together)) == text
    index = found["index.html"].links()
    assert f"{article_page('d', 2)}#q2" in index
    assert_links_lead_somewhere(tmp_path / "report")


def test_there_may_be_nothing_to_tell(tmp_path):
    handmade(tmp_path / "nothing")
    handmade(tmp_path / "plain", documents=[{"doc_id": "d", "text": "Rien.", "outlet": "X"}])
    for name in ("nothing", "plain"):
        write_report(Corpus(tmp_path / name), tmp_path / name / "report", "code")
        assert_links_lead_somewhere(tmp_path / name / "report")
    text = Page((tmp_path / "nothing" / "report" / "index.html").read_text("utf-8"))
    assert "There are no documents." in text.all("main")[0]["text"]


def test_a_duplicate_leads_to_its_first(tmp_path):
    first = {"doc_id": "a", "text": "Un deux."}
    handmade(tmp_path, documents=[first, {**first, "doc_id": "b", "duplicate_of": "a"}])
    write_report(Corpus(tmp_path), tmp_path / "report", "code")
    page = pages(tmp_path / "report")[article_page("b")]
    assert f"../{article_page('a')}" in page.links()
    assert page.marked()[0][0] == "Un deux."


def test_the_index_stays_light(many_tables):
    corpus = Corpus(many_tables)
    assert len(corpus["documents"]) >= 10_000
    text = render_index(corpus, overview(corpus))
    assert len(text.encode("utf-8")) < 300_000
    Page(text)


def test_the_commands_write_beside_the_tables(seed_tables, tmp_path):
    root = shutil.copytree(seed_tables, tmp_path / "outputs")
    count = read_table(root, "documents").num_rows
    done = CliRunner().invoke(app, ["report", str(root)])
    assert f"report/index.html: {count} documents" in done.output.replace("\n", "")
    before = files(root / "report")
    stage = ["stage", "report", "--out", str(root), "--params", str(ROOT / "params.yaml")]
    done = CliRunner().invoke(app, stage)
    assert " 0 files written, 0 removed" in done.output
    assert files(root / "report") == before


def test_lists_have_pages(tmp_path):
    documents = [{"doc_id": f"d{i}", "text": "Un."} for i in range(PER_PAGE + 1)]
    handmade(tmp_path, documents=documents)
    write_report(Corpus(tmp_path), tmp_path / "report", "code")
    found = pages(tmp_path / "report")
    rows = [len(found[f"lists/documents-{n}.html"].all("tr")) - 1 for n in (1, 2)]
    assert rows == [PER_PAGE, 1]
    assert_links_lead_somewhere(tmp_path / "report")


def opened(browser, report, **options):
    """A page of a browser, and what went wrong in it."""
    page = browser.new_page(**options)
    wrong = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.goto((report / "index.html").as_uri())
    return page, wrong


def test_a_browser_finds_and_opens_a_document(browser, report):
    page, wrong = opened(browser, report)
    page.get_by_role("searchbox").fill("karabakh")
    page.locator("#search li a").first.click()
    page.wait_for_url("**/articles/*karabakh*")
    first = page.locator("a.quote-row").first
    row = first.get_attribute("href")
    first.click()
    assert page.locator(row).is_visible()
    assert page.locator("span.content").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert wrong == []
    page.close()


def test_accents_do_not_matter_and_nothing_found_is_said(browser, report):
    page, wrong = opened(browser, report)
    box = page.get_by_role("searchbox")
    box.fill("cholera")
    assert "CHOLÉRA" in page.locator("#search li").first.inner_text()
    box.fill("zzzz")
    assert "No document" in page.locator("#search [role=status]").inner_text()
    assert wrong == []
    page.close()


def test_the_index_makes_sense_alone(browser, report, tmp_path):
    shutil.copy(report / "index.html", tmp_path)
    page, _ = opened(browser, tmp_path)
    page.get_by_role("searchbox").fill("a")
    page.get_by_text("does not lie beside this file").wait_for()
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_its_window(browser, report, hostile_report, width):
    page, wrong = opened(browser, report, viewport={"width": width, "height": 844})
    names = ["index.html", "lists/documents-1.html", "lists/conflicts-1.html"]
    for folder in (report, hostile_report):
        for name in [*names, *sorted(files(folder))[:3]]:
            page.goto((folder / name).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert wrong == []
    page.close()


def test_a_browser_shows_a_hostile_article_as_text(browser, hostile_report):
    page, wrong = opened(browser, hostile_report)
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.get_by_role("searchbox").fill("passwd")
    page.locator("#search li a").first.click()
    shown = page.locator("p.text").all_text_contents()
    text = HOSTILE.replace("\0", "\ufffd")
    assert "".join(shown).replace("\r", "").replace("\n", "") == re.sub(r"[\r\n]", "", text)
    assert wrong == []
    page.close()


def test_without_scripts_there_are_the_lists(browser, report):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((report / "index.html").as_uri())
    assert not page.locator("#search").is_visible()
    page.get_by_role("link", name="All documents", exact=True).click()
    page.locator("tbody a").first.click()
    assert page.locator("p.text").first.is_visible()
    context.close()


def test_paper_is_light_whatever_the_screen(browser, report):
    page, wrong = opened(browser, report, color_scheme="dark")
    colour = "getComputedStyle(document.querySelector('h1')).color"
    dark = page.evaluate(colour)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(colour) != dark
    assert not page.locator("#search").is_visible()
    assert wrong == []
    page.close()
