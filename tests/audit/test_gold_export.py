import json
from pathlib import PurePosixPath

import pytest

from pipeline.audit.corpus import Corpus
from pipeline.audit.gold.export import gold_documents, write_gold
from pipeline.audit.gold.reviewer import REVIEWER, verdicts_of_gold
from pipeline.audit.verdicts.log import Log
from pipeline.audit.verdicts.measures import measure
from pipeline.audit.verdicts.standing import standings
from pipeline.errors import AuditError, OutputError
from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.predictions import claim_spans, load_predictions, quote_spans
from pipeline.evaluation.scoring import score
from tests.audit.reviewing import about, changed, judged, log, span
from tests.conftest import ROOT

GOLD = ROOT / "tests" / "gold"
DOC = "exemples/crue_aubrenne.txt"


@pytest.fixture(scope="module")
def corpus(seed_tables):
    return Corpus(seed_tables)


@pytest.fixture(scope="module")
def text(corpus):
    return corpus.document(DOC)["text"]


@pytest.fixture
def quotes(corpus):
    return [row for row in corpus["quotes"].of(DOC) if not row["negated"]]


@pytest.fixture
def claims(corpus):
    return [row for row in corpus["claims"].of(DOC) if row["kind"] != "share"]


def all_right(corpus, doc_id=DOC, but=()):
    """Everything of a document is right, and it is read, but for the rows named."""
    return [
        *(
            judged(corpus, "right", table, row)
            for table, key in (("quotes", "quote_id"), ("claims", "claim_id"))
            for row in corpus[table].of(doc_id)
            if row[key] not in but
        ),
        *(about(corpus, "read", table, doc_id) for table in ("quotes", "claims")),
    ]


def exported(corpus, entries, *more):
    """The annotation of the one document, with its values by the text that they are of."""
    documents, incomplete = gold_documents(corpus, standings(corpus, [log(*entries), *more]))
    assert incomplete == []
    (document,) = documents
    return document


def obstacle(corpus, entries, *more):
    documents, incomplete = gold_documents(corpus, standings(corpus, [log(*entries), *more]))
    assert documents == []
    (one,) = incomplete
    assert one.doc_id == DOC
    return one.why


def scores_of(found, folder):
    return score(load_gold(folder), found)


def test_a_document_that_is_right_throughout_scores_100(corpus, seed_tables, tmp_path, text):
    document = exported(corpus, all_right(corpus))
    assert write_gold([document], tmp_path) == [tmp_path / "crue_aubrenne.json"]
    scores, errors = scores_of(load_predictions(seed_tables), tmp_path)
    assert errors == []
    assert all(scores[name]["f1"] == 100 for name in ("quotes strict", "casualties", "claims"))
    assert scores["quotes with resolved speaker"]["f1"] == 100
    assert (tmp_path / "crue_aubrenne.txt").read_bytes().decode() == text
    data = json.loads((tmp_path / "crue_aubrenne.json").read_text(encoding="utf-8"))
    assert list(data) == ["doc", "quotes", "claims"]
    assert data["doc"] == "crue_aubrenne"


def test_corrected_rows_score_100_against_the_gold_that_they_make(
    corpus, seed_tables, tmp_path, text, quotes, claims
):
    quote, made_up, other = quotes[0], quotes[1], quotes[2]
    claim = claims[0]
    speaker, who = span(text, "Aubrenne"), span(text, text[claim["end"] + 1 :].split()[0])
    content = {"start": quote["start"], "end": quote["end"] - 5}
    content["text"] = text[content["start"] : content["end"]]
    missing = span(text, text.strip().splitlines()[-1])
    entries = [
        *all_right(corpus, but=(quote["quote_id"], made_up["quote_id"], claim["claim_id"])),
        judged(
            *(corpus, "wrong", "quotes", quote, "bounds", "type", "cue", "speaker", "relay"),
            correction={
                **{"content": content, "type": "mixed", "cue": None, "relay": None},
                **{"speaker": speaker, "speaker_name": "Jeanne d'Aubrenne"},
            },
        ),
        judged(corpus, "wrong", "quotes", made_up, "not_a_quote"),
        judged(
            *(corpus, "wrong", "claims", claim, "value", "kind", "who", "status", "source"),
            correction={
                **{"value": 7, "kind": "missing", "who": who, "status": "hypothetical"},
                "source": None,
            },
        ),
        about(
            *(corpus, "missing", "quotes", DOC),
            correction={"content": missing, "type": "indirect", "speaker_name": "Hervé Tornal"},
        ),
    ]
    document = exported(corpus, entries)
    write_gold([document], tmp_path)
    quote = {**quote, "start": content["start"], "end": content["end"], "type": "mixed"}
    quote.update(cue_start=None, speaker_name="Jeanne d'Aubrenne")
    quote.update(speaker_start=speaker["start"], speaker_end=speaker["end"])
    claim = {**claim, "value": 7, "low": 7, "high": 7, "kind": "missing"}
    claim.update(status="hypothetical", source_start=None)
    claim.update(who_start=who["start"], who_end=who["end"])
    added = {**other, "start": missing["start"], "end": missing["end"], "type": "indirect"}
    added.update(cue_start=None, speaker_start=None, speaker_name="Hervé Tornal")
    found = load_predictions(seed_tables)["crue_aubrenne"]
    said = tuple(quote_spans(text, row) for row in (quote, *quotes[2:], added))
    told = tuple(claim_spans(text, row) for row in (claim, *claims[1:]))
    corrected = type(found)(found.text, said, told)
    scores, errors = scores_of({"crue_aubrenne": corrected}, tmp_path)
    assert errors == []
    assert all(row.get("f1", row.get("accuracy")) in (0, 100) for row in scores.values())
    assert scores["claims with value, who and status"]["f1"] == scores["quotes strict"]["f1"] == 100
    before, _ = scores_of(load_predictions(seed_tables), tmp_path)
    assert before["quotes"]["f1"] < 100 > before["claims"]["f1"]


def test_the_gold_exported_from_the_gold_is_the_gold(corpus, seed_tables, tmp_path):
    documents, incomplete = gold_documents(
        corpus, standings(corpus, [verdicts_of_gold(corpus, GOLD)])
    )
    assert len(documents) > 40
    assert incomplete and all("is not judged" in one.why for one in incomplete)
    write_gold(documents, tmp_path)
    made, original = load_gold(tmp_path), load_gold(GOLD)
    scores, _ = score({name: original[name] for name in made}, made)
    # What is right in the reviewer's eyes need not be the gold to the character.
    for name in ("quotes", "quotes with resolved speaker", "claims", "nominal reports"):
        assert scores[name]["f1"] > 97, name
    assert {document.stem for document in documents} == set(made)
    assert {PurePosixPath(one.doc_id).stem for one in incomplete} == set(original) - set(made)


def test_spans_are_found_again_wherever_they_stand(corpus, text, quotes):
    entries = all_right(corpus)
    data = exported(corpus, entries).data
    for item, row in zip(data["quotes"], quotes, strict=True):
        start = -1
        for _ in range(item.get("text_n", 1)):
            start = text.index(item["text"], start + 1)
        assert (start, item["text"]) == (row["start"], row["text"])
    again = text.index("Aubrenne", text.index("Aubrenne") + 1)
    first, rest = quotes[0], [e for e in entries if e.row_id != quotes[0]["quote_id"]]
    speaker = {"speaker": span(text, "Aubrenne", again), "speaker_name": "Aubrenne"}
    wrong = judged(corpus, "wrong", "quotes", first, "speaker", correction=speaker)
    (item,) = [q for q in exported(corpus, [*rest, wrong]).data["quotes"] if "speaker_n" in q][:1]
    assert item["speaker"] == "Aubrenne"
    assert item["speaker_n"] >= 2


def test_a_source_whose_name_was_right_needs_its_span_alone(corpus, text, quotes):
    first = next(row for row in quotes if row["speaker_name"])
    rest = all_right(corpus, but=(first["quote_id"],))
    correction = {"speaker": span(text, "Aubrenne")}
    wrong = judged(corpus, "wrong", "quotes", first, "speaker", correction=correction)
    item = exported(corpus, [*rest, wrong]).data["quotes"][quotes.index(first)]
    assert (item["speaker"], item["speaker_name"]) == ("Aubrenne", first["speaker_name"])


def without_one(corpus, quotes):
    return all_right(corpus, but=(quotes[0]["quote_id"],))


def test_a_row_without_a_verdict_stands_in_the_way(corpus, quotes):
    why = obstacle(corpus, without_one(corpus, quotes))
    assert why == f"quote {quotes[0]['quote_id']}: it is not judged"


@pytest.mark.parametrize(
    ("verdict", "faults", "correction", "message"),
    [
        ("unsure", (), {}, "a reviewer is unsure"),
        ("wrong", (), {}, "it does not say what is wrong"),
        ("wrong", ("speaker",), {}, "the fault 'speaker' has no correction"),
        ("wrong", ("speaker", "type"), {"speaker_name": None}, "the fault 'type' has no"),
        ("wrong", ("odd",), {"odd": 1}, "the fault 'odd' has no correction"),
        ("wrong", ("type",), {"type": "spoken"}, "'type' is 'spoken', not one of direct"),
        ("wrong", ("bounds",), {"content": None}, "'content' must not be null"),
        ("wrong", ("cue",), {"cue": "dit"}, "'cue' is not what the text has there"),
        (
            *("wrong", ("cue",)),
            {"cue": {"start": 0, "end": 3, "text": "dit"}},
            "'cue' is not what the text has there",
        ),
        (
            *("wrong", ("cue",)),
            {"cue": {"start": 10**7, "end": 10**7 + 1, "text": "d"}},
            "'cue' is not what the text has there",
        ),
    ],
)
def test_a_verdict_that_does_not_say_all(corpus, quotes, verdict, faults, correction, message):
    entry = judged(corpus, verdict, "quotes", quotes[0], *faults, correction=correction)
    assert message in obstacle(corpus, [*without_one(corpus, quotes), entry])


@pytest.mark.parametrize(
    ("faults", "correction", "message"),
    [
        (("value",), {"value": "douze"}, "is no number"),
        (("value",), {"low": 5, "value": 3, "high": 9}, "not in order: give all three"),
        (("value",), {"value": True}, "is no number"),
        (("status",), {"status": "true"}, "not one of asserted"),
    ],
)
def test_a_figure_put_right_to_nonsense(corpus, claims, faults, correction, message):
    rest = all_right(corpus, but=(claims[0]["claim_id"],))
    entry = judged(corpus, "wrong", "claims", claims[0], *faults, correction=correction)
    assert message in obstacle(corpus, [*rest, entry])


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        ({"value": 12}, (12, 12, 12)),
        ({"value": None}, (None, "row", "row")),
        ({"value": None, "low": 20, "high": None}, (None, 20, None)),
        ({"value": 12.5, "low": 10}, (12.5, 10, "row")),
    ],
)
def test_a_value_alone_is_its_own_bounds(corpus, claims, correction, expected):
    claim = next(row for row in claims if row["high"] and row["high"] >= 20)
    rest = all_right(corpus, but=(claim["claim_id"],))
    entry = judged(corpus, "wrong", "claims", claim, "value", correction=correction)
    data = exported(corpus, [*rest, entry]).data
    place = [row["claim_id"] for row in claims].index(claim["claim_id"])
    found = data["claims"][place]
    for name, value in zip(("value", "low", "high"), expected, strict=True):
        assert found[name] == (claim[name] if value == "row" else value)


@pytest.mark.parametrize("given", [None, 12])
def test_a_missing_figure_needs_a_value_or_a_bound(corpus, text, claims, given):
    values = {"value": None, "low": given, "high": None, "kind": "killed", "status": "asserted"}
    number = span(text, "Aubrenne")
    mark = about(corpus, "missing", "claims", DOC, correction={"number": number, **values})
    if given is None:
        why = obstacle(corpus, [*all_right(corpus), mark])
        assert why == "a missing figure: it has neither a value nor a bound"
    else:
        data = exported(corpus, [*all_right(corpus), mark]).data
        assert len(data["claims"]) == len(claims) + 1
    share = about(
        *(corpus, "missing", "claims", DOC),
        correction={**mark.correction, "kind": "share", "low": None},
    )
    assert len(exported(corpus, [*all_right(corpus), share]).data["claims"]) == len(claims)


def test_a_figure_put_right_to_no_value_at_all(corpus, claims):
    rest = all_right(corpus, but=(claims[0]["claim_id"],))
    correction = dict.fromkeys(("value", "low", "high"))
    entry = judged(corpus, "wrong", "claims", claims[0], "value", correction=correction)
    assert "neither a value nor a bound" in obstacle(corpus, [*rest, entry])


def test_modifiers_are_left_out_for_nobody_judged_them(corpus, seed_tables, tmp_path):
    claims = [row for row in corpus["claims"].of(DOC) if row["modifier"]]
    assert claims
    document = exported(corpus, all_right(corpus))
    assert not any("modifier" in item for item in document.data["claims"])


def test_a_wrong_relay_needs_no_correction_for_the_gold_has_none(corpus, quotes):
    entry = judged(corpus, "wrong", "quotes", quotes[0], "relay")
    data = exported(corpus, [*without_one(corpus, quotes), entry]).data
    assert data == exported(corpus, all_right(corpus)).data
    two = judged(corpus, "wrong", "quotes", quotes[0], "relay", "cue")
    assert "the fault 'cue'" in obstacle(corpus, [*without_one(corpus, quotes), two])


def test_two_right_rows_of_one_span_must_say_the_same(corpus, seed_tables, tmp_path, quotes):
    def again(**values):
        twin = {**quotes[0], "quote_id": "twin", **values}
        out = tmp_path / str(len(list(tmp_path.iterdir())))
        return Corpus(changed(seed_tables, out, "quotes", lambda rows: [*rows, twin]))

    same = again()
    assert exported(same, all_right(same)).data == exported(corpus, all_right(corpus)).data
    other = again(speaker_name="Zoé Autre")
    assert "another has the same span and says otherwise" in obstacle(other, all_right(other))
    one_wrong = [
        *all_right(other, but=("twin",)),
        judged(other, "wrong", "quotes", other["quotes"].get("twin"), "not_a_quote"),
    ]
    assert exported(other, one_wrong).data == exported(corpus, all_right(corpus)).data
    negated = again(negated=True)
    assert len(exported(negated, all_right(negated)).data["quotes"]) == len(quotes)


def marked_again(corpus, row, **values):
    part = {name: row[name] for name in ("start", "end", "text")}
    correction = {"content": part, "type": row["type"], "speaker_name": row["speaker_name"]}
    return about(corpus, "missing", "quotes", DOC, correction={**correction, **values})


@pytest.mark.parametrize(
    ("verdict", "faults"), [("right", ()), ("wrong", ("bounds",)), ("wrong", ("not_a_quote",))]
)
def test_what_was_judged_and_is_no_longer_extracted_stands_in_the_way(
    corpus, seed_tables, tmp_path, quotes, verdict, faults
):
    row = quotes[0]
    entries = [
        *without_one(corpus, quotes),
        judged(corpus, verdict, "quotes", row, *faults),
    ]

    def drop(rows):
        return [r for r in rows if r["quote_id"] != row["quote_id"]]

    later = Corpus(changed(seed_tables, tmp_path / "later", "quotes", drop))
    if "not_a_quote" in faults:
        assert len(exported(later, entries).data["quotes"]) == len(quotes) - 1
        return
    assert obstacle(later, entries) == (
        f"quote {row['quote_id']}: judged {verdict}, no longer extracted: mark it as missing or "
        "judge again"
    )
    document = exported(later, [*entries, marked_again(later, row)])
    assert row["text"] in [item["text"] for item in document.data["quotes"]]
    bert = log(marked_again(later, row), reviewer="bert")
    assert exported(later, entries, bert).data == document.data


def test_negated_saying_that_is_gone_is_not_in_the_way(corpus, seed_tables, tmp_path, quotes):
    row = {**quotes[0], "negated": True, "quote_id": "gone"}
    entries = [*without_one(corpus, quotes), judged(corpus, "right", "quotes", row)]

    def drop(rows):
        return [r for r in rows if r["quote_id"] != quotes[0]["quote_id"]]

    later = Corpus(changed(seed_tables, tmp_path / "later", "quotes", drop))
    assert len(exported(later, entries).data["quotes"]) == len(quotes) - 1


def test_a_row_put_right_to_what_was_there_takes_its_place(corpus, seed_tables, tmp_path, quotes):
    row = max(quotes, key=lambda r: r["end"] - r["start"])
    entries = all_right(corpus)

    def cut(rows):
        piece = {"quote_id": "piece", "end": row["start"] + 15}
        return [{**r, **piece} if r["quote_id"] == row["quote_id"] else r for r in rows]

    later = Corpus(changed(seed_tables, tmp_path / "later", "quotes", cut))
    piece = later["quotes"].get("piece")
    assert "no longer extracted" in obstacle(
        later, [*entries, judged(later, "wrong", "quotes", piece, "not_a_quote")]
    )
    part = {"content": {name: row[name] for name in ("start", "end", "text")}}
    whole = judged(later, "wrong", "quotes", piece, "bounds", correction=part)
    assert exported(later, [*entries, whole]).data == exported(corpus, entries).data


def test_what_is_marked_over_a_spurious_row_is_gold(corpus, quotes):
    row = quotes[0]
    spurious = judged(corpus, "wrong", "quotes", row, "not_a_quote")
    mark = marked_again(corpus, row, speaker_name="Zoé Autre")
    data = exported(corpus, [*without_one(corpus, quotes), spurious, mark]).data
    assert "Zoé Autre" in [item["speaker_name"] for item in data["quotes"]]


def test_a_copied_log_is_no_second_reviewer(corpus, quotes):
    entries = all_right(corpus)
    copy = log(*entries, reviewer="anne (copy)")
    # Anne has thought again since.
    again = judged(corpus, "wrong", "quotes", quotes[0], "not_a_quote")
    assert len(exported(corpus, [*entries, again], copy).data["quotes"]) == len(quotes) - 1


def test_a_stale_verdict_stands_in_the_way(corpus, quotes):
    entry = judged(corpus, "right", "quotes", {**quotes[0], "type": "another"})
    why = obstacle(corpus, [*without_one(corpus, quotes), entry])
    assert why.endswith("the verdict is stale, changed since: type")


def test_a_document_that_nobody_read_through(corpus):
    entries = [e for e in all_right(corpus) if (e.verdict, e.table) != ("read", "claims")]
    assert obstacle(corpus, entries) == "nobody declared it read through for claims"


def test_two_reviewers_must_say_the_same(corpus, quotes):
    quote, rest = quotes[0], without_one(corpus, quotes)

    def wrong(name):
        correction = {"speaker_name": name}
        return judged(corpus, "wrong", "quotes", quote, "speaker", correction=correction)

    bert = log(wrong("Éva"), reviewer="bert")
    assert "disagree" in obstacle(corpus, [*rest, judged(corpus, "right", "quotes", quote)], bert)
    assert "correct it differently" in obstacle(corpus, [*rest, wrong("Zoé")], bert)
    same = exported(corpus, [*rest, wrong("Éva")], bert)
    assert "Éva" in [item["speaker_name"] for item in same.data["quotes"]]


def test_what_is_missing_is_added_once_and_only_if_it_says_all(corpus, text):
    content = span(text, text.strip().splitlines()[-1])
    whole = {"content": content, "type": "indirect", "speaker_name": None}

    def mark(**correction):
        return about(corpus, "missing", "quotes", DOC, correction=correction)

    entries, bert = all_right(corpus), log(mark(**whole), reviewer="bert")
    for name in whole:
        less = {key: value for key, value in whole.items() if key != name}
        assert f"marked without its {name}" in obstacle(corpus, [*entries, mark(**less)])
    found = exported(corpus, [*entries, mark(**whole)], bert).data["quotes"]
    assert [item["text"] for item in found].count(content["text"]) == 1
    other = mark(**{**whole, "type": "mixed"})
    assert "marked twice, differently" in obstacle(corpus, [*entries, other], bert)


def test_negated_saying_and_shares_are_left_out(corpus, seed_tables, tmp_path, quotes, claims):
    def negate(rows):
        first = quotes[0]["quote_id"]
        return [{**r, "negated": r["negated"] or r["quote_id"] == first} for r in rows]

    def share(rows):
        first = claims[0]["claim_id"]
        return [{**r, "kind": "share"} if r["claim_id"] == first else r for r in rows]

    changed(seed_tables, tmp_path / "one", "quotes", negate)
    later = Corpus(changed(tmp_path / "one", tmp_path / "two", "claims", share))
    data = exported(later, all_right(later)).data
    assert len(data["quotes"]) == len(quotes) - 1
    assert len(data["claims"]) == len(claims) - 1


def test_two_documents_of_one_stem_clash(corpus, seed_tables, tmp_path):
    def rename(rows):
        path = "autre/crue_aubrenne.txt"
        return [{**r, "path": path} if r["path"] == "seed_karabakh.txt" else r for r in rows]

    later = Corpus(changed(seed_tables, tmp_path / "later", "documents", rename))
    assert "another document is called 'crue_aubrenne' too" in obstacle(later, all_right(later))


def test_a_duplicate_is_not_exported(corpus, seed_tables, tmp_path):
    def repeat(rows):
        copy = next({**row, "doc_id": "z.txt", "path": "z.txt"} for row in rows)
        return [*rows, {**copy, "duplicate_of": rows[0]["doc_id"]}]

    later = Corpus(changed(seed_tables, tmp_path / "later", "documents", repeat))
    _, (one,) = gold_documents(later, standings(later, [log(*all_right(later, "z.txt"))]))
    assert one.doc_id == "z.txt"
    assert "review that one" in one.why


def test_verdicts_on_entities_make_no_gold(corpus):
    entity = judged(corpus, "right", "entities", corpus["entities"].at(0))
    assert gold_documents(corpus, standings(corpus, [log(entity)])) == ([], [])


def test_other_gold_is_not_overwritten(corpus, tmp_path):
    document = exported(corpus, all_right(corpus))
    write_gold([document], tmp_path)
    written = tmp_path / "crue_aubrenne.json"
    compact = json.dumps(document.data)
    written.write_text(compact, encoding="utf-8")
    write_gold([document], tmp_path)
    assert written.read_text(encoding="utf-8") == compact
    written.write_text(json.dumps({"quotes": [], "claims": []}), encoding="utf-8")
    (tmp_path / "crue_aubrenne.txt").unlink()
    with pytest.raises(AuditError, match=r"crue_aubrenne\.json: give another folder, or --over"):
        write_gold([document], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["crue_aubrenne.json"]
    write_gold([document], tmp_path, overwrite=True)
    assert json.loads(written.read_text(encoding="utf-8")) == document.data
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["crue_aubrenne.txt", "crue_aubrenne.json"])
def test_what_is_no_gold_is_not_replaced_whatever_is_asked(corpus, tmp_path, name):
    document = exported(corpus, all_right(corpus))
    (tmp_path / name).write_text('{"title": "mine"}', encoding="utf-8")
    for overwrite in (False, True):
        with pytest.raises(AuditError, match=rf"{name}, which is no gold.*give another folder"):
            write_gold([document], tmp_path, overwrite)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == '{"title": "mine"}'


@pytest.mark.parametrize("name", ["crue_aubrenne.txt", "crue_aubrenne.json"])
def test_gold_does_not_take_the_place_of_a_link_or_a_folder(corpus, tmp_path, name):
    document = exported(corpus, all_right(corpus))
    (tmp_path / name).symlink_to("nowhere")
    with pytest.raises(AuditError, match="no gold"):
        write_gold([document], tmp_path, overwrite=True)
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    with pytest.raises(AuditError, match="no gold"):
        write_gold([document], tmp_path, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_gold_cannot_be_written_where_a_file_lies(corpus, tmp_path):
    document = exported(corpus, all_right(corpus))
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "gold"):
        with pytest.raises(OutputError, match="a file lies where a folder is needed"):
            write_gold([document], folder)


def test_line_ends_are_kept(corpus, seed_tables, tmp_path, text):
    def crlf(rows):
        return [
            {**r, "text": r["text"].replace("\n", "\r\n")} if r["doc_id"] == DOC else r
            for r in rows
        ]

    one = changed(seed_tables, tmp_path / "one", "documents", crlf)
    two = changed(one, tmp_path / "two", "quotes", lambda rows: [])
    later = Corpus(changed(two, tmp_path / "three", "claims", lambda rows: []))
    write_gold([exported(later, all_right(later))], tmp_path / "gold")
    data = (tmp_path / "gold" / "crue_aubrenne.txt").read_bytes()
    assert data.count(b"\r\n") == text.count("\n")
    assert load_gold(tmp_path / "gold")["crue_aubrenne"].text == text.replace("\n", "\r\n")


def test_the_gold_as_a_reviewer(corpus):
    reviewer = verdicts_of_gold(corpus, GOLD)
    assert reviewer.reviewer == REVIEWER
    assert len({entry.id for entry in reviewer.entries}) == len(reviewer.live)
    assert [s for s in standings(corpus, [reviewer]) if s.stale] == []
    assert verdicts_of_gold(corpus, GOLD) == reviewer
    found = measure(corpus, standings(corpus, [reviewer]))
    scores, _ = score(load_gold(GOLD), load_predictions(corpus.root))
    quotes, claims = found["quotes"], found["claims"]
    assert quotes.recall_read.documents == len(load_gold(GOLD))
    assert quotes.groups["type"][0].label == "direct"
    # The reviewer is stricter: type, bounds and cue count too.
    named = scores["quotes with resolved speaker"]["p"] / 100
    assert named - 0.1 < quotes.whole.interval.share < named
    assert abs(claims.recall_read.interval.share - scores["claims"]["r"] / 100) < 0.03


def test_the_gold_says_nothing_of_other_texts(corpus, seed_tables, tmp_path):
    later = changed(
        *(seed_tables, tmp_path / "later", "documents"),
        lambda rows: [{**row, "text": row["text"] + "\n"} for row in rows],
    )
    assert verdicts_of_gold(Corpus(later), GOLD) == Log(REVIEWER, ())
