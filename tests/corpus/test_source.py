import hashlib
import os
import unicodedata

import pytest

from pipeline.corpus.rejection import Reason, Rejection
from pipeline.corpus.source import Input, document_of, list_inputs, read_document
from pipeline.errors import CorpusError

ARTICLE = (
    "Un séisme frappe la côte nord\r\n\r\nKinshasa, 3 mars 2021 (AFP) – Un séisme a secoué mardi "
    "le nord du pays, selon le ministère de l'Intérieur.\r\nLe bilan est lourd.\r\n"
)
LIMIT = 10_000


def write(root, path, data=ARTICLE):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def ids(root):
    return [item.doc_id for item in list_inputs(root)]


def refuse(root, path, limit=LIMIT):
    with pytest.raises(Rejection) as refused:
        read_document(root, Input(path, path), limit)
    return refused.value


def test_a_document_has_every_column(tmp_path):
    write(tmp_path, "2021/séisme.txt")
    (item,) = list_inputs(tmp_path)
    document = read_document(tmp_path, item, LIMIT)
    row = document.row()
    assert row.pop("published").isoformat() == "2021-03-03"
    assert row == {
        "doc_id": "2021/séisme.txt",
        "path": "2021/séisme.txt",
        "text": ARTICLE,
        "text_sha256": hashlib.sha256(ARTICLE.encode()).hexdigest(),
        "title": "Un séisme frappe la côte nord",
        "dateline_place": "Kinshasa",
        "outlet": "AFP",
        "language": "fr",
        "encoding": "utf-8",
        "n_chars": len(ARTICLE),
    }
    assert document_of(ARTICLE.encode(), item.path, item.doc_id, LIMIT) == document


def test_inputs_are_found_in_every_folder_in_order(tmp_path):
    for path in ("b.txt", "a/z.TXT", "a/b/c.txt", "rapport.pdf", "Z.txt", "sans_extension"):
        write(tmp_path, path)
    assert ids(tmp_path) == [
        "Z.txt",
        "a/b/c.txt",
        "a/z.TXT",
        "b.txt",
        "rapport.pdf",
        "sans_extension",
    ]


def test_what_is_no_article_is_passed_over(tmp_path):
    write(tmp_path, "article.txt")
    write(tmp_path, "licence-pro-a-lens.txt")
    for path in (
        *("README.md", "README.txt", "readme_fr.txt", "LICENSE", "notes.md", "photo.jpg"),
        *("data.dvc", ".gitignore", ".cache/x.txt", "a/.hidden.txt", "~$brouillon.docx"),
    ):
        write(tmp_path, path)
    assert ids(tmp_path) == ["article.txt", "licence-pro-a-lens.txt"]


def test_links_are_followed_and_loops_end(tmp_path):
    root, outside = tmp_path / "corpus", tmp_path / "outside"
    write(root, "a/one.txt")
    write(outside, "two.txt")
    (root / "linked.txt").symlink_to(outside / "two.txt")
    (root / "archive").symlink_to(outside)
    (root / "again").symlink_to(root / "a")
    (root / "a/loop").symlink_to(root)
    (root / "self.txt").symlink_to(root / "self.txt")
    (root / "gone.txt").symlink_to(root / "nowhere.txt")
    assert ids(root) == ["a/one.txt", "archive/two.txt", "gone.txt", "linked.txt", "self.txt"]
    assert read_document(root, Input("linked.txt", "x"), LIMIT).text == ARTICLE
    for path in ("gone.txt", "self.txt"):
        assert refuse(root, path).reason == Reason.UNREADABLE


def test_ids_agree_between_systems(tmp_path):
    name = unicodedata.normalize("NFD", "été.txt")
    write(tmp_path, name)
    (item,) = list_inputs(tmp_path)
    assert item.doc_id == "été.txt"
    assert read_document(tmp_path, item, LIMIT).text == ARTICLE


def test_names_that_differ_in_unicode_form_only_keep_apart(tmp_path):
    write(tmp_path, "été.txt")
    write(tmp_path, unicodedata.normalize("NFD", "été.txt"))
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("the file system takes both names for one")
    assert ids(tmp_path) == ["été.txt", "été.txt#2"]


def test_names_that_are_no_utf8_can_be_written_and_read(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"\xe9t\xe9.txt")).write_bytes(ARTICLE.encode())
    except OSError:
        pytest.skip("the file system wants UTF-8 names")
    (item,) = list_inputs(tmp_path)
    assert item.path == "\\xe9t\\xe9.txt"
    assert read_document(tmp_path, item, LIMIT).text == ARTICLE


def test_a_folder_that_cannot_be_listed_is_rejected_not_lost(tmp_path, monkeypatch):
    write(tmp_path, "a.txt")
    write(tmp_path, "locked/b.txt")
    scandir = os.scandir

    def refusing(folder):
        if str(folder).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    assert ids(tmp_path) == ["a.txt", "locked/"]
    assert refuse(tmp_path, "locked/").reason == Reason.UNREADABLE


@pytest.mark.parametrize(
    ("name", "data", "reason", "remedy"),
    [
        ("a.pdf", b"%PDF-1.7", Reason.UNSUPPORTED_FORMAT, "put the text into a .txt file"),
        ("a", ARTICLE, Reason.UNSUPPORTED_FORMAT, "put the text into a .txt file"),
        ("a.txt", "<!DOCTYPE html><html><p>Été</p>", Reason.UNSUPPORTED_FORMAT, "HTML"),
        ("a.txt", b"", Reason.EMPTY, "put the article in"),
        ("a.txt", b"%PDF-1.7" + b"x" * 50_000, Reason.BINARY, "a PDF file"),
        ("a.txt", "é" * 10_001, Reason.TOO_LONG, "ingest.max_chars"),
        ("a.txt", "x" * 50_000, Reason.TOO_LONG, "ingest.max_chars"),
        ("a.txt", "Été à Pékin".encode() + b"\xc3", Reason.UNDECODABLE, "UTF-8"),
        (
            "a.txt",
            "The minister said that the talks would begin on Monday.",
            Reason.NOT_FRENCH,
            "English",
        ),
    ],
)
def test_what_cannot_be_taken_is_rejected_with_a_remedy(tmp_path, name, data, reason, remedy):
    write(tmp_path, name, data)
    rejection = refuse(tmp_path, name)
    assert rejection.reason == reason
    assert remedy in rejection.detail


def test_a_pipe_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert refuse(tmp_path, "pipe.txt").reason == Reason.UNREADABLE


def test_a_file_that_has_gone_is_unreadable(tmp_path):
    assert refuse(tmp_path, "gone.txt").reason == Reason.UNREADABLE


def test_length_is_counted_in_characters(tmp_path):
    text = "Le marché de Bellac a brûlé mardi. " * 10
    write(tmp_path, "a.txt", text)
    assert read_document(tmp_path, Input("a.txt", "a.txt"), len(text)).n_chars == len(text)
    assert refuse(tmp_path, "a.txt", len(text) - 1).reason == Reason.TOO_LONG


def test_a_folder_that_is_no_corpus_is_an_error_with_a_remedy(tmp_path):
    with pytest.raises(CorpusError, match=r"does not exist: give a folder"):
        list_inputs(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match=r"holds no \.txt file: put articles in"):
        list_inputs(tmp_path)
    file = write(tmp_path, "a.pdf")
    with pytest.raises(CorpusError, match=r"is not a folder"):
        list_inputs(file)
    with pytest.raises(CorpusError, match=r"only 1 \.pdf"):
        list_inputs(tmp_path)
