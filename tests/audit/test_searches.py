"""Searches and filters of the review app, the report and the queue: parts whatever case and
accents, exactly on demand, and how many there are in either sense."""

import io
import re
import shutil
import unicodedata
from html import unescape
from urllib.parse import urlencode, urlsplit

import pyarrow.parquet as pq
import pytest
from starlette.datastructures import QueryParams

from pipeline.audit.app.addresses import asked_in, described, query_of, selection_of
from pipeline.audit.app.search import TextIndex, match_expression
from pipeline.audit.corpus import Corpus
from pipeline.audit.filters import FILTERS, asked_of, filtered, reaches
from pipeline.audit.matching import close_words, folded
from pipeline.audit.queue import Selection, select
from pipeline.cli import queue
from pipeline.errors import AuditError
from tests.audit.asking import Reviewer
from tests.audit.corpora import handmade
from tests.audit.hostile import rewrite
from tests.audit.searched import LONG, RULES, SPEAKERS, TEXT, searched


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return searched(tmp_path_factory.mktemp("searched"))


@pytest.fixture(scope="module")
def corpus(tables):
    return Corpus(tables)


@pytest.fixture
def anna(tables, tmp_path):
    return Reviewer(tables, tmp_path / "audits")


def shown(page):
    """A page as it is read: without tags, white space as one space."""
    apart = re.sub(r"</?(li|ul|t[dhr]|p|div|h\d)\b[^>]*>", " ", page.text)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", apart)).split())


def links(page):
    return [unescape(href) for href in re.findall(r'href="([^"]*)"', page.text)]


def found(corpus, table, exact="", **filters):
    """The values of a filter's column in the rows that pass."""
    asked = Selection(table=table, filters=tuple(filters.items()), exact=tuple(exact.split()))
    return corpus[table].take(select(corpus, asked))


# --- What is alike -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élodie Brûlé", "elodie brule"),
        ("ÉLODIE", unicodedata.normalize("NFD", "Élodie")),
        ("l'Œuvre", "L’OEUVRE"),
        ("aujourd\u02bchui", "aujourd\u2018hui"),
        ("Saint-Rémy", "saint\u2011rémy"),
        ("Saint–Rémy", "Saint Rémy"),
        ("30\u202f000 élèves", "30 000 eleves"),
        ("Anne\u00a0\u2009 Roc", " anne roc\n"),
        ("inon\u00addation", "inondation"),
        ("Straße", "STRASSE"),
        ("Łukasz Sørensen", "lukasz sorensen"),
    ],
)
def test_these_are_alike(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Vaubert", "Vauvert"), ("l'an", "lan"), ("n°1", "n°11"), ("a_b", "a b")]
)
def test_these_are_not(one, other):
    assert folded(one) != folded(other)


def test_a_misspelt_word_is_near_the_one_it_means():
    known = ["vaubert", "vaubertin", "marchenoir", "orvanne", "eau"]
    assert close_words("vaubrt", known)[0] == "vaubert"
    assert close_words("marchnoire", known) == ["marchenoir"]
    assert close_words("ea", known) == []


# --- Filters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "speakers"),
    [
        (
            ("vaubert", "Vaubert", "VAUBERT", "VAÜBERT", " vaubert "),
            ["Solène Vaubert", "Vaubert", "VAUBERT", "Jean-Noël Vaubert-Kessel", "Lise Vaubertin"],
        ),
        (("solene vaubert", "Sole\u0300ne\u00a0 Vaubert"), ["Solène Vaubert"]),
        (("jean noel", "Jean\u2011Noël", "JEAN-NOEL"), ["Jean-Noël Vaubert-Kessel"]),
        (("l'observatoire", "L’Observatoire", "de l’oeuvre"), ["l’Observatoire de l'Œuvre"]),
        (("orvanne les etangs", "d'Orvanne–les"), ["Mairie d’Orvanne-les-Étangs"]),
        (("odile marchenoir",), ["Odile\u00a0Marchenoir"]),
        (("nobody at all", "-", "%", "_", ".*", "\\"), []),
    ],
)
def test_a_part_is_found_however_it_is_written(corpus, typed, speakers):
    for one in typed:
        rows = found(corpus, "quotes", speaker=one)
        assert {row["speaker_name"] for row in rows} == set(speakers), one
        assert len(rows) == sum(SPEAKERS[name] for name in speakers), one


@pytest.mark.parametrize("name", ["Vaubert", "VAUBERT", "Solène Vaubert", "Odile\u00a0Marchenoir"])
def test_exactly_is_letter_for_letter(corpus, name):
    rows = found(corpus, "quotes", exact="speaker", speaker=name)
    assert [row["speaker_name"] for row in rows] == [name] * SPEAKERS[name]


@pytest.mark.parametrize("name", ["vaubert", "Solene Vaubert", "Odile Marchenoir", "aubert", " "])
def test_nothing_else_is_exactly_so(corpus, name):
    assert found(corpus, "quotes", "speaker", speaker=name) == []


@pytest.mark.parametrize("table", FILTERS)
def test_every_filter_takes_parts_of_what_it_takes_exactly(corpus, table):
    for name, one in FILTERS[table].items():
        values = [value for value in corpus.column(table, one.columns[0]).to_pylist() if value]
        for value in {*values}:
            exactly = filtered(corpus, table, asked_of(table, {name: value}, (name,)))
            parts = filtered(corpus, table, asked_of(table, {name: value}, ()))
            other = filtered(corpus, table, asked_of(table, {name: value.upper()}, ()))
            assert len(exactly) == values.count(value) or one.sort == "words", (name, value)
            assert set(exactly) <= set(parts), (name, value)
            if one.sort == "one":
                assert list(parts) == list(exactly)
            else:
                assert list(parts) == list(other), (name, value)


def test_a_rule_an_outlet_and_a_path_do_not_hide_the_longer_ones(corpus):
    assert {row["rule"] for row in found(corpus, "quotes", rule="incise")} == set(RULES[:3])
    assert {row["rule"] for row in found(corpus, "quotes", "rule", rule="incise")} == {"incise"}
    outlets = {row["outlet"] for row in found(corpus, "documents", outlet="le courrier")}
    assert outlets == {"Le Courrier", "Le Courrier avec Belga"}
    for table in ("documents", "quotes"):
        paths = {row["doc_id"] for row in found(corpus, table, document="a/1.txt")}
        assert paths == {"a/1.txt", "b/a/1.txt"}
        paths = {row["doc_id"] for row in found(corpus, table, "document", document="a/1.txt")}
        assert paths == {"a/1.txt"}
    assert len(found(corpus, "quotes", outlet="belga")) > 0
    assert len(found(corpus, "figures", place="saint aubin")) == 2


def test_a_text_is_searched_for_parts_or_for_whole_words(corpus):
    parts = found(corpus, "quotes", words="COEUR DE L'HIV")
    assert {row["text"] for row in parts} == {TEXT[2:LONG]}
    assert found(corpus, "quotes", "words", words="coeur de l'hiv") == []
    assert len(found(corpus, "quotes", "words", words="coeur de l'hiver")) == len(parts)
    assert len(found(corpus, "quotes", words="digu")) == len(corpus["quotes"])
    assert found(corpus, "quotes", "words", words="digu") == []


def test_an_entity_is_found_by_another_name_of_it(corpus):
    assert [row["name"] for row in found(corpus, "entities", name="dame de l'eau")] == [
        "Solène Vaubert"
    ]
    assert found(corpus, "entities", "name", name="la Dame de l’eau") == []
    assert [row["name"] for row in found(corpus, "entities", "name", name="Vaubert")] == ["Vaubert"]


def test_a_document_without_rows_has_none_of_anothers(tmp_path):
    documents = [{"doc_id": name, "text": TEXT} for name in ("court.txt", "x/court.txt")]
    quote = {"quote_id": "q1", "doc_id": "x/court.txt", "start": 2, "end": LONG, "type": "direct"}
    handmade(tmp_path, documents=documents, quotes=[{**quote, "rule": "que"}])
    anna = Reviewer(tmp_path, tmp_path / "audits")
    assert found(anna.corpus, "quotes", "document", document="court.txt") == []
    assert len(found(anna.corpus, "quotes", document="court.txt")) == 1
    for name, count in (("court.txt", 0), ("x/court.txt", 1)):
        downloads = [link for link in links(anna.get(f"/documents/{name}")) if ".parquet?" in link]
        tables = [pq.read_table(io.BytesIO(anna.get(link).content)) for link in downloads]
        assert [len(table) for table in tables] == [count, 0]
        review = anna.get(f"/review/quotes?document={name}&exact=document&order=text")
        assert review.status_code == (303 if count else 200)


# --- How many of how many ------------------------------------------------------------------------

HOLDING, EXACTLY = 19, 3


def test_a_bare_surname_says_both_counts_and_offers_the_full_names(anna):
    page = anna.get("/quotes?speaker=Vaubert")
    said = shown(page)
    assert f"{HOLDING} rows with « Vaubert » in speaker, {EXACTLY} of them exactly this" in said
    assert f"{HOLDING} of {sum(SPEAKERS.values())} rows" in said
    assert "Solène Vaubert 12 Vaubert 3 Jean-Noël Vaubert-Kessel 2" in said
    (other,) = {link for link in links(page) if link == "/quotes?speaker=Vaubert&exact=speaker"}
    exactly = anna.get(other)
    assert f"{EXACTLY} rows with exactly « Vaubert » in speaker, of {HOLDING} that" in shown(
        exactly
    )
    assert "/quotes?speaker=Vaubert" in links(exactly)
    full = [link for link in links(page) if "Sol%C3%A8ne+Vaubert" in link]
    assert full == ["/quotes?speaker=Sol%C3%A8ne+Vaubert&exact=speaker"]
    assert "12 rows with exactly « Solène Vaubert »" in shown(anna.get(full[0]))


def test_what_is_not_so_exactly_says_so(anna):
    assert "19 rows with « vaubert » in speaker, none exactly this" in shown(
        anna.get("/quotes?speaker=vaubert")
    )
    page = anna.get("/quotes?speaker=vaubert&exact=speaker")
    assert "No row with exactly « vaubert » in speaker, but 19 rows that contain it" in shown(page)
    assert "/quotes?speaker=vaubert" in links(page)
    assert "5 rows with « Orvanne » in speaker, none exactly" in shown(
        anna.get("/quotes?speaker=Orvanne")
    )


def test_counts_on_the_page_are_those_of_its_rows(anna, corpus):
    for table in FILTERS:
        for name, one in FILTERS[table].items():
            value = corpus.column(table, one.columns[0])[0].as_py()
            if one.sort == "one" or not value:
                continue
            for exact in ({}, {"exact": name}):
                query = urlencode({name: value, **exact})
                rows = pq.read_table(io.BytesIO(anna.get(f"/{table}.parquet?{query}").content))
                assert len(rows) > 0
                assert f" {len(rows)} row" in shown(anna.get(f"/{table}?{query}")), (table, name)


def test_each_filter_is_counted_with_the_others_as_they_are(corpus):
    asked = asked_of("quotes", {"speaker": "Vaubert", "rule": "incise"}, ("rule",))
    by_name = {reach.asked.filter.name: reach for reach in reaches(corpus, "quotes", asked)}
    rows = found(corpus, "quotes", "rule", rule="incise")
    speaker = by_name["speaker"]
    assert speaker.without == len(rows)
    assert speaker.holding == sum("vaubert" in row["speaker_name"].lower() for row in rows)
    assert speaker.exactly == sum(row["speaker_name"] == "Vaubert" for row in rows)
    assert sum(count.rows for count in speaker.names) == speaker.holding
    assert by_name["rule"].found == len(
        found(corpus, "quotes", "rule", **{"rule": "incise"}, speaker="vaubert")
    )


def test_a_verdict_counts_in_what_is_counted(anna):
    rows = found(anna.corpus, "quotes", speaker="vaubert")
    for row in rows[:2]:
        anna.post("/verdicts", table="quotes", id=row["quote_id"], verdict="right")
    assert "2 rows with « vaubert »" in shown(anna.get("/quotes?speaker=vaubert&verdict=right"))
    left = shown(anna.get("/quotes?speaker=vaubert&verdict=not+judged"))
    assert f"{HOLDING - 2} rows with « vaubert »" in left


@pytest.mark.parametrize(
    ("query", "said", "near"),
    [
        ("speaker=Vaubrt", "No row with « Vaubrt » in speaker", "Solène Vaubert"),
        ("speaker=Vaubert+Solène", "No row with", "Solène Vaubert"),
        ("speaker=observatoires", "No row with", "l’Observatoire de l'Œuvre"),
        ("words=hiver+digue", "No row with « hiver digue » in text", "digue"),
        ("outlet=Le+Courier", "No row with", "Le Courrier avec Belga"),
        ("rule=incize", "No row with", "incise-inside"),
    ],
)
def test_a_search_that_finds_nothing_says_so_and_what_is_near(anna, query, said, near):
    page = anna.get(f"/quotes?{query}")
    assert said in shown(page)
    assert "No row passes" in shown(page)
    (offer,) = re.findall(rf'href="([^"]*)"><bdi lang="fr">{re.escape(near)}<', unescape(page.text))
    assert "<td" in anna.get(offer).text


def test_nothing_near_is_no_error(anna):
    for query in ("speaker=zzzz", "words=zzzz", "document=-", "type=none", "entity=e99"):
        page = anna.get(f"/quotes?{query}")
        assert page.status_code == 200
        assert "No row" in shown(page)
        assert "Near:" not in shown(page)
    assert "There are none" not in shown(anna.get("/quotes"))


def test_of_several_filters_the_one_that_stops_all_is_named(anna):
    page = anna.get("/quotes?speaker=Vaubert&outlet=zzzz")
    assert "No row that passes the rest with « zzzz » in outlet. Without this filter 19" in shown(
        page
    )
    assert "/quotes?speaker=Vaubert" in links(page)
    assert "By itself: 19 rows with « Vaubert »" in shown(page)
    both = shown(anna.get("/quotes?speaker=yyyy&outlet=zzzz"))
    assert "with « yyyy » in speaker" in both
    assert "with « zzzz » in outlet" in both


# --- Addresses and queues ------------------------------------------------------------------------


def test_exactness_is_a_parameter_and_old_addresses_hold():
    old = selection_of("quotes", asked_in(QueryParams("speaker=Vaubert&order=random&n=5&seed=2")))
    assert (old.filters, old.exact) == ((("speaker", "Vaubert"),), ())
    assert query_of(old) == "speaker=Vaubert&order=random&n=5&seed=2"
    typed = "rule=incise&speaker=A&words=b&exact=speaker&exact=rule&exact=words"
    one = selection_of("quotes", asked_in(QueryParams(typed)))
    two = selection_of("quotes", asked_in(QueryParams("exact=words+rule+speaker&" + typed[:25])))
    assert one.exact == ("speaker", "rule", "words")
    assert two.exact == ("speaker", "rule")
    assert selection_of("quotes", asked_in(QueryParams(query_of(one)))) == one
    odd = "speaker=A&exact=speaker+type+nothing+outlet&type=direct&n=3"
    assert selection_of("quotes", asked_in(QueryParams(odd))).exact == ("speaker",)


def test_the_same_choice_is_the_same_queue(corpus, tables):
    whole = Selection(table="quotes", filters=(("speaker", "Vaubert"),), order="random", seed=4)
    exact = whole.model_copy(update={"exact": ("speaker",)})
    again = Corpus(tables)
    for asked in (whole, exact, whole.model_copy(update={"n": 7, "by": "type"})):
        assert select(corpus, asked).tolist() == select(again, asked).tolist()
    chosen = set(select(corpus, exact).tolist())
    assert len(chosen) == EXACTLY
    # Those that are exactly so keep their places among all.
    assert [i for i in select(corpus, whole) if i in chosen] == select(corpus, exact).tolist()
    written = whole.model_copy(update={"filters": (("speaker", "VAÜBERT"),)})
    assert select(corpus, written).tolist() == select(corpus, whole).tolist()


def test_a_queue_says_what_it_is_of(anna):
    start = anna.get("/review/quotes?speaker=Vaubert&exact=speaker&order=random&n=2")
    where = urlsplit(start.headers["location"])
    assert "exact=speaker" in where.query
    assert "speaker exactly: Vaubert" in shown(anna.get(start.headers["location"]))
    row = where.path.rsplit("/", 1)[1]
    done = anna.post("/verdicts", table="quotes", id=row, verdict="right", queue=where.query)
    assert "exact=speaker" in done.headers["location"]
    assert anna.entries[0].queue == where.query
    words = selection_of("quotes", {"words": "digue", "exact": "words", "type": "direct"})
    assert described(words).endswith("type: direct, text with the words: digue")


def test_the_form_of_a_queue_counts_before_it_begins(anna):
    page = anna.get("/plan?table=quotes&speaker=Vaubert&order=random&n=5&seed=1")
    assert "19 rows with « Vaubert » in speaker, 3 of them exactly this" in shown(page)
    assert "19 of 30 rows to review, 5 of them in this queue" in shown(page)
    (link,) = {link for link in links(page) if "speaker=Vaubert&" in link and "exact=" in link}
    kept = anna.get(link).text
    assert 'name="exact" value="speaker" checked' in kept
    assert 'name="n" min="0" max="1000000" value="5"' in kept
    assert "rows to review" not in shown(anna.get("/plan?table=quotes"))
    near = anna.get("/review/quotes?speaker=Vaubrt")
    assert "Nothing to review" in near.text
    assert "Solène Vaubert 12" in shown(near)


def test_results_lead_to_the_rule_alone(anna):
    rows = found(anna.corpus, "quotes", "rule", rule="incise")[:1]
    rows += found(anna.corpus, "quotes", rule="incise-inside")[:1]
    for row in rows:
        anna.post("/verdicts", table="quotes", id=row["quote_id"], verdict="wrong", fault="cue")
    page = anna.get("/results")
    (link,) = [link for link in links(page) if "rule=incise&" in link + "&" and "wrong" in link]
    assert rows[0]["quote_id"] in anna.get(link).text
    assert rows[1]["quote_id"] not in anna.get(link).text


# --- Suggestions ---------------------------------------------------------------------------------


def test_suggestions_are_full_names_with_their_counts(anna):
    given = anna.get("/suggest/quotes/speaker?q=vaubert").json()
    assert given[0] == ["Solène Vaubert", 12]
    assert dict(map(tuple, given)) == {n: c for n, c in SPEAKERS.items() if "vaubert" in n.lower()}
    assert anna.get("/suggest/quotes/speaker?q=OEUVRE").json() == [["l’Observatoire de l'Œuvre", 4]]
    assert anna.get("/suggest/entities/name?q=vaubert").json()[0] == ["Solène Vaubert", 12]
    assert [value for value, _ in anna.get("/suggest/quotes/rule?q=").json()] == [*RULES]
    # A name with a word that begins so comes before one that only holds it, however frequent.
    names = [name for name, _ in anna.get("/suggest/quotes/speaker?q=v").json()]
    assert names.index("Lise Vaubertin") < names.index("Mairie d’Orvanne-les-Étangs")
    assert anna.get("/suggest/quotes/nothing?q=a").status_code == 404
    assert anna.get("/suggest/nothing/speaker?q=a").status_code == 404


def test_pages_stay_light_whatever_the_number_of_names(tmp_path):
    names = [f"Camille Delattre {number}" for number in range(4_000)]
    quotes = [
        {"quote_id": f"q{number:05d}", "doc_id": "d", "start": 2, "end": 9, "speaker_name": name}
        | {"type": "direct", "rule": "que", "confidence": 0.5}
        for number, name in enumerate(names)
    ]
    handmade(tmp_path, documents=[{"doc_id": "d", "text": TEXT}], quotes=quotes)
    anna = Reviewer(tmp_path, tmp_path / "audits")
    page = anna.get("/quotes?speaker=delattre")
    assert "4 000 names contain it, the most frequent:" in shown(page)
    assert page.text.count("exact=speaker") == 12
    assert len(page.text) < 100_000
    assert len(anna.get("/suggest/quotes/speaker?q=c").json()) == 20
    assert len(anna.get("/plan?table=quotes").text) < 20_000


# --- Full text -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def index():
    texts = {
        "bare": "La digue cède.",
        "more": "Les digues tiennent, l’endiguement aussi.",
        "coeur": "Au cœur de Saint‑Rémy, l’œuvre d'E\u0301lodie.",
        "soft": "L’inon\u00addation recule.",
    }
    return TextIndex((name, None, text) for name, text in texts.items())


@pytest.mark.parametrize(
    ("query", "parts", "whole"),
    [
        ("digue", ["bare", "more"], ["bare"]),
        ("DIGUES", ["more"], ["more"]),
        ("digue cede", ["bare"], ["bare"]),
        ("l'endigu", ["more"], []),
        ("coeur", ["coeur"], ["coeur"]),
        ("cœur OEUVRE elodie", ["coeur"], ["coeur"]),
        ("saint-remy", ["coeur"], ["coeur"]),
        ("“saint remy”", ["coeur"], ["coeur"]),
        ('"digue" tien', [], []),
        ("« les digues »", ["more"], ["more"]),
        ('"les digue"', [], []),
        ("inondation", ["soft"], ["soft"]),
        ("", [], []),
        ("- ' ?", [], []),
    ],
)
def test_words_that_begin_so_or_whole_words(index, query, parts, whole):
    for exact, expected in ((False, parts), (True, whole)):
        hits = index.search(query, exact, 10)
        assert (hits.holding, hits.exactly) == (len(parts), len(whole))
        assert sorted(hit.doc_id for hit in hits.found) == sorted(expected)
        assert all(any(is_hit for _, is_hit in hit.snippet) for hit in hits.found)


def test_documents_with_the_whole_word_come_first(index):
    assert [hit.doc_id for hit in index.search("digue", False, 10).found] == ["bare", "more"]


def test_of_words_that_no_document_has_together_each_is_told(index):
    alone = {one.term: one for one in index.alone("digue oeuvre endigument")}
    assert alone["digue"].documents == 2
    assert alone["oeuvre"].documents == 1
    assert alone["endigument"].documents == 0
    assert alone["endigument"].alike == (("endiguement", 1),)


@pytest.mark.parametrize(
    "query", ['"', "a OR b NOT c", "text:*", "NEAR(a b)", "(", "\x00", "'; --", "\x02a\x03", "a*"]
)
def test_no_query_is_an_operator(anna, index, query):
    index.search(query, True, 3)
    index.alone(query)
    for exact in ({}, {"exact": "q"}):
        assert anna.get("/search", params={"q": query, **exact}).status_code == 200
    assert match_expression('oui "deux mots" NOT - ', True) == '"oui" AND "deux mots" AND "NOT"'
    assert match_expression('oui "deux mots"', False) == '"oui"* AND "deux mots"'


def test_the_search_page_says_what_of_how_many(tables, tmp_path):
    copy = tmp_path / "tables"
    shutil.copytree(tables, copy)
    texts = {"a/1.txt": "La digue cède.", "a/11.txt": "Les digues cèdent.", "b/a/1.txt": "Rien."}
    rewrite(copy, "documents", lambda row: {**row, "text": texts[row["doc_id"]]})
    anna = Reviewer(copy, tmp_path / "audits")
    page = anna.get("/search?q=digue")
    assert "2 documents with words that begin so, 1 of them with this whole word" in shown(page)
    assert "/search?q=digue&exact=q" in links(page)
    whole = anna.get("/search?q=digue&exact=q")
    assert "1 document with this whole word, of 2 with words that begin so" in shown(whole)
    assert "/search?q=digue" in links(whole)
    for query, count in (("q=digue", 2), ("q=digue&exact=q", 1), ("q=", 0), ("q=zzzz", 0)):
        rows = pq.read_table(io.BytesIO(anna.get(f"/search.parquet?{query}").content))
        assert len(rows) == count
    none = anna.get("/search?q=digue+rien+cedre")
    assert "0 documents" in shown(none)
    assert "« digue » 2" in shown(none)
    assert "« cedre » is in none; near: cede 1" in shown(none)
    named = anna.get("/search?q=vaubert")
    assert "3 entities whose name contains it" in shown(named)
    assert "Solène Vaubert PER, 12" in shown(named)
    assert "19 quotes whose speaker contains it" in shown(named)
    assert "Entities whose name is near" in shown(anna.get("/search?q=solene+vaubrt"))
    assert "2 documents whose path contains it" in shown(anna.get("/search?q=a/1.txt"))


def test_a_bare_surname_leads_to_the_full_names(anna):
    assert "contains it: Solène Vaubert PER, 12 · Jean-Noël Vaubert-Kessel" in shown(
        anna.get("/entities/e1")
    )
    assert "contains it" not in shown(anna.get("/entities/e0"))


def test_what_is_searched_stays_text(anna):
    harm = "<img src=x onerror=alert(1)>\" 'x"
    for path in ("/quotes", "/claims", "/documents", "/entities", "/figures", "/plan", "/search"):
        names = ["q"] if path == "/search" else list(FILTERS.get(path[1:], FILTERS["quotes"]))
        for exact in ("", names[0]):
            query = urlencode({**dict.fromkeys(names, harm), "exact": exact})
            page = anna.get(f"{path}?{query}")
            assert page.status_code == 200
            assert "<img" not in page.text


# --- The command and the report ------------------------------------------------------------------


def queued(capsys, tables, limit=20, where=(), exactly=()):
    """What `depeche queue quotes` prints, on its two streams."""
    queue("quotes", tables, limit, list(where), list(exactly))
    return capsys.readouterr()


def test_the_queue_in_a_terminal_takes_the_same_filters(tables, capsys):
    done = queued(capsys, tables, 4, ["speaker=vaubert"])
    assert len(re.findall(r"^q\d+ ·", done.out, re.M)) == 4
    assert "4 shown of 19 that pass, of 30 quotes" in done.err
    assert "speaker « vaubert »: in 19 rows, in 0 exactly so" in done.err
    assert "Solène Vaubert 12" in done.err
    done = queued(capsys, tables, where=["rule=INCISE"], exactly=["speaker=Vaubert"])
    assert {*re.findall(r"^  (\S+) ·", done.out, re.M)} == {"Vaubert"}
    assert "of 30 quotes" in done.err
    done = queued(capsys, tables, where=["speaker=vaubrt"])
    assert done.out == ""
    assert re.search("near: .*Solène Vaubert 12", done.err)


@pytest.mark.parametrize("wrong", ["colour=red", "speaker", "speaker=", "=x", "speaker=\udce9"])
def test_a_filter_that_is_none_is_refused(tables, capsys, wrong):
    with pytest.raises(AuditError, match=r"one of document, speaker|not UTF-8"):
        queued(capsys, tables, where=[wrong])
