import json
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.verdicts.log import (
    Entry,
    Logs,
    default_reviewer,
    log_file,
    problems_of,
    read_log,
    span_of,
)
from pipeline.errors import AuditError


@pytest.fixture
def logs(tmp_path):
    return Logs(tmp_path / "audits")


def judge(logs, row_id, verdict="right", reviewer="anne", **values):
    return logs.append(reviewer, verdict, table="quotes", row_id=row_id, **values)


def verdicts(log):
    return {row_id: entry.verdict for (_, _, row_id), entry in log.live.items()}


def test_what_is_appended_is_read_again_by_anybody(logs):
    correction = {"speaker_name": "Éva « la Grande »", "speaker": None}
    entry = judge(logs, "q1", "wrong", faults=("speaker",), note="l'aînée\n", correction=correction)
    assert Logs(logs.folder).of("anne").entries == (entry,)
    assert log_file(logs.folder, "anne").read_bytes().count(b"\n") == 1


def test_without_a_folder_there_are_no_logs(logs):
    assert logs.all() == []
    assert logs.of("anne").live == {}
    assert not logs.folder.exists()


def test_the_last_verdict_on_a_row_holds(logs):
    for verdict in ("right", "wrong", "unsure"):
        judge(logs, "q1", verdict)
    judge(logs, "q2")
    assert verdicts(logs.of("anne")) == {"q1": "unsure", "q2": "right"}


def test_undoing_goes_back_one_verdict_at_a_time(logs):
    judge(logs, "q1", "right")
    judge(logs, "q1", "wrong")
    judge(logs, "q2", "right")
    assert logs.undo("anne").row_id == "q2"
    assert verdicts(logs.of("anne")) == {"q1": "wrong"}
    logs.undo("anne")
    assert verdicts(logs.of("anne")) == {"q1": "right"}
    logs.undo("anne")
    assert verdicts(logs.of("anne")) == {}
    assert logs.undo("anne") is None
    assert len(logs.of("anne").entries) == 6


def test_each_reviewer_undoes_their_own(logs):
    judge(logs, "q1", reviewer="anne")
    judge(logs, "q1", "wrong", reviewer="bert")
    logs.undo("anne")
    assert [(log.reviewer, verdicts(log)) for log in logs.all()] == [
        ("anne", {}),
        ("bert", {"q1": "wrong"}),
    ]


def test_marks_in_one_document_do_not_take_each_others_place(logs):
    def mark(start, kind):
        number = {"start": start, "end": start + 2, "text": "12"}
        correction = {"number": number, "kind": kind}
        values = {"table": "claims", "row_id": f"a.txt:{start}", "doc_id": "a.txt"}
        logs.append("anne", "missing", **values, correction=correction)

    for start, kind in ((0, "killed"), (0, "injured"), (9, "killed"), (9, "killed")):
        mark(start, kind)
    logs.append("anne", "read", table="claims", doc_id="a.txt")
    logs.append("anne", "read", table="quotes", doc_id="a.txt")
    assert sorted(entry.verdict for entry in logs.of("anne").live.values()) == [
        *("missing", "missing", "missing"),
        *("read", "read"),
    ]


def test_a_torn_last_line_costs_nothing_else(logs):
    first = judge(logs, "q1")
    file = log_file(logs.folder, "anne")
    whole = file.read_bytes()
    judge(logs, "q2")
    file.write_bytes(file.read_bytes()[: len(whole) + 30])
    assert logs.of("anne").entries == (first,)
    third = judge(logs, "q3")
    log = logs.of("anne")
    assert log.entries == (first, third)
    assert [problem.line for problem in log.problems] == [2]


@pytest.mark.parametrize(
    "line",
    [
        *(b"{", b"[]", b"null", b"\xff\xfe", b"<<<<<<< HEAD"),
        b'{"id": "v1", "at": "now"}',
        b'{"id": "v1", "at": "now", "verdict": "maybe"}',
        b'{"id": "v1", "at": "now", "verdict": "right", "faults": "type"}',
    ],
)
def test_an_unreadable_line_is_told_and_its_neighbours_hold(logs, line):
    judge(logs, "q1")
    file = log_file(logs.folder, "anne")
    file.write_bytes(file.read_bytes() + line + b"\n\n")
    judge(logs, "q2")
    assert verdicts(logs.of("anne")) == {"q1": "right", "q2": "right"}
    (problem,) = problems_of(logs.all())
    assert str(problem).startswith(f"{file}, line 2: not a verdict")


def test_lines_of_a_newer_version_are_read(logs):
    judge(logs, "q1")
    file = log_file(logs.folder, "anne")
    values = {**json.loads(file.read_text(encoding="utf-8")), "mood": "sunny"}
    file.write_text(json.dumps(values), encoding="utf-8")
    assert verdicts(logs.of("anne")) == {"q1": "right"}


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../x",
        "a/b",
        "a\\b",
        "..",
        ".hidden",
        "-",
        "Anne",
        "é",
        "a b",
        "a\n",
        "a.jsonl",
        "a" * 41,
    ],
)
def test_a_name_that_is_none_for_a_file_is_refused(logs, name):
    with pytest.raises(AuditError, match="no name for a reviewer"):
        judge(logs, "q1", reviewer=name)
    with pytest.raises(AuditError):
        logs.of(name)
    assert not logs.folder.exists()


@given(st.text(max_size=60))
def test_the_name_made_of_a_login_is_one_that_is_taken(login):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("getpass.getuser", lambda: login)
        name = default_reviewer()
    assert log_file(Path("x"), name).name == f"{name}.jsonl"


def test_two_threads_append_whole_lines(logs):
    def work(reviewer, logs):
        for number in range(100):
            judge(logs, f"{reviewer}{number}", note="é" * 500)

    others = Logs(logs.folder)
    threads = [threading.Thread(target=work, args=a) for a in (("a", logs), ("b", others))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log = read_log(log_file(logs.folder, "anne"))
    assert log.problems == ()
    assert len(log.live) == 200


def test_a_file_changed_by_another_process_is_read_again(logs):
    judge(logs, "q1")
    assert len(logs.of("anne").entries) == 1
    judge(Logs(logs.folder), "q2")
    assert len(logs.of("anne").entries) == 2


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"start": 1, "end": 3, "text": "ab"}, (1, 3)),
        ({"start": 3, "end": 3}, None),
        ({"start": -1, "end": 3}, None),
        ({"start": "1", "end": 3}, None),
        ({"start": True, "end": 3}, None),
        ({}, None),
        ("ab", None),
        (None, None),
    ],
)
def test_what_a_span_is(part, expected):
    assert span_of(part) == expected


def test_an_entry_cannot_be_changed():
    entry = Entry(id="v1", at="now", verdict="right")
    with pytest.raises(ValueError, match="frozen"):
        entry.verdict = "wrong"
