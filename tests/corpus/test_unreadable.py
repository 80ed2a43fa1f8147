"""What the file system refuses costs one row of `rejections`, its neighbours nothing, no wait."""

import errno
import os
import shutil
import socket
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.corpus.rejection import Reason, Rejection
from pipeline.corpus.source import list_inputs, read_document
from pipeline.errors import CorpusError
from pipeline.execution.flow import run_stages
from pipeline.parts import read_table
from tests.ordinary_user import as_ordinary_user, open_folder

ARTICLE = (
    "Le marché couvert de Bellac rouvrira mardi, a annoncé la maire. « Nous avons tenu le "
    "budget », a-t-elle ajouté devant les commerçants.\n"
)


def put(file, text=ARTICLE):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def outcome(root):
    """Path to "taken", or to the detail of the rejection, which must be for `unreadable`."""
    found = {}
    for item in list_inputs(root):
        try:
            read_document(root, item, 10_000)
        except Rejection as why:
            assert why.reason == Reason.UNREADABLE
            found[item.path] = why.detail
        else:
            found[item.path] = "taken"
    return found


@pytest.fixture
def corpus():
    with open_folder() as folder:
        put(folder / "corpus/a.txt")
        put(folder / "corpus/z/z.txt")
        outcome(folder / "corpus")  # what is imported late is there before the user changes
        yield folder / "corpus"


def rejected(corpus):
    """As an ordinary user: the detail of what is rejected; the two neighbours are taken."""
    found = as_ordinary_user(corpus.parent, lambda: outcome(corpus))
    assert found.pop("a.txt") == found.pop("z/z.txt") == "taken"
    return found


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o600, 0o333, 0o111])
def test_a_closed_folder_is_one_rejection_however_much_is_in_it(corpus, mode):
    for name in ("b.txt", "c.txt", "d/e.txt", "notes.pdf"):
        put(corpus / "locked" / name)
    (corpus / "locked").chmod(mode)
    (path, detail), *others = rejected(corpus).items()
    assert not others
    assert path == "locked/"
    assert "chmod u+rx" in detail


def test_a_file_without_read_permission(corpus):
    put(corpus / "secret.txt").chmod(0o200)
    assert "chmod u+r)" in rejected(corpus)["secret.txt"]


def test_links_into_a_closed_folder(corpus):
    away = corpus.parent / "away"
    put(away / "one.txt")
    put(away / "sub/two.txt")
    (corpus / "file.txt").symlink_to(away / "one.txt")
    (corpus / "sub").symlink_to(away / "sub")
    (corpus / "all").symlink_to(away)
    away.chmod(0o444)
    found = rejected(corpus)
    assert set(found) == {"file.txt", "sub", "all/"}
    assert all("The link leads to what cannot be read" in detail for detail in found.values())


def test_a_run_takes_the_neighbours_and_records_the_rest(corpus):
    put(corpus / "listed/b.txt")
    (corpus / "listed").chmod(0o444)
    put(corpus / "secret.txt").chmod(0o000)
    os.mkfifo(corpus / "pipe.txt")
    out = corpus.parent / "out"
    out.mkdir()

    def ingest():
        run_stages(["ingest"], Config(), out, corpus, workers=1)
        rows = read_table(out, "rejections").to_pylist()
        return (
            sorted(read_table(out, "documents")["path"].to_pylist()),
            sorted((row["path"], row["reason"]) for row in rows),
        )

    ingest()  # once as whoever runs the tests, so that all is imported
    shutil.rmtree(out)
    out.mkdir()
    paths, rejections = as_ordinary_user(corpus.parent, ingest)
    assert paths == ["a.txt", "z/z.txt"]
    assert rejections == [[path, "unreadable"] for path in ("listed/", "pipe.txt", "secret.txt")]


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])
def test_a_corpus_that_is_closed_itself_is_an_error_with_a_remedy(corpus, mode):
    def message():
        try:
            return str(list_inputs(corpus))
        except CorpusError as error:
            return str(error)

    corpus.chmod(mode)
    assert "check its permissions" in as_ordinary_user(corpus.parent, message)
    corpus.parent.chmod(0o000)
    assert "check its permissions" in as_ordinary_user(corpus.parent, message)


def test_a_corpus_of_closed_folders_says_so(corpus):
    shutil.rmtree(corpus / "z")
    (corpus / "a.txt").unlink()
    put(corpus / "locked/b.txt")
    (corpus / "locked").chmod(0o000)

    def message():
        with pytest.raises(CorpusError) as error:
            list_inputs(corpus)
        return str(error.value)

    assert "only 1 folder that cannot be read" in as_ordinary_user(corpus.parent, message)


def test_what_is_no_file_is_never_opened(tmp_path):
    put(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "tube")
    (tmp_path / "to_pipe.txt").symlink_to(tmp_path / "tube")
    (tmp_path / "null.txt").symlink_to("/dev/null")
    (tmp_path / "endless.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "s.txt"))  # an absolute one may be too long
    found = outcome(tmp_path)
    assert found.pop("a.txt") == "taken"
    assert {path: detail.split(",")[0] for path, detail in found.items()} == {
        "pipe.txt": "This is a named pipe",
        "tube": "This is a named pipe",
        "to_pipe.txt": "This is a named pipe",
        "null.txt": "This is a device",
        "endless.txt": "This is a device",
        "s.txt": "This is a socket",
    }


def test_links_that_lead_nowhere(tmp_path):
    put(tmp_path / "a.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "through.txt").symlink_to("a.txt/b.txt")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "there").symlink_to("back")
    (tmp_path / "back").symlink_to("there")
    (tmp_path / "long.txt").symlink_to("x" * 256)
    (tmp_path / r"odd\x00.txt").symlink_to("nowhere.txt")
    found = outcome(tmp_path)
    assert found.pop("a.txt") == "taken"
    assert {path: detail.split(":")[0] for path, detail in found.items()} == {
        "gone.txt": "The link leads to nothing",
        "through.txt": "The link leads to nothing",
        "self.txt": "The link leads back to itself",
        "there": "The link leads back to itself",
        "back": "The link leads back to itself",
        "long.txt": "The link names a path that is too long",
        r"odd\x5cx00.txt": "The link leads to nothing",
    }


def nest(folder, length):
    """Folders in one another below `folder`; the path of the innermost has `length` characters."""
    handle = os.open(folder, os.O_RDONLY)
    missing = length - len(str(folder))
    while missing:
        size = missing if missing <= 200 else min(200, missing - 2)
        name = "d" * (size - 1)
        os.mkdir(name, dir_fd=handle)
        below = os.open(name, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle, missing = below, missing - size
    os.close(os.open("text.txt", os.O_CREAT | os.O_WRONLY, dir_fd=handle))
    os.close(handle)


@pytest.mark.parametrize("beyond", [-6, -1, 0, 5, 4_000], ids=str)
def test_a_path_that_is_too_long_is_one_rejection(tmp_path, beyond):
    put(tmp_path / "a.txt")
    put(tmp_path / "z/z.txt")
    nest(tmp_path, os.pathconf(tmp_path, "PC_PATH_MAX") + beyond)
    found = outcome(tmp_path)
    assert found.pop("a.txt") == found.pop("z/z.txt") == "taken"
    ((path, detail),) = found.items()
    assert path.endswith("/text.txt" if beyond == -6 else "/")
    assert "shorten the names" in detail


NUMBERS = [errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE, errno.ENAMETOOLONG, errno.ENOENT]


@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
@pytest.mark.parametrize("call", ["stat", "open"])
def test_whatever_the_system_answers_costs_one_file(tmp_path, monkeypatch, call, number):
    for name in ("a.txt", "b.txt", "c.txt"):
        put(tmp_path / name)
    real = getattr(Path, call)

    def refusing(self, *arguments, **options):
        if self.name == "b.txt":
            raise OSError(number, os.strerror(number))
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, call, refusing)
    found = outcome(tmp_path)
    assert found.pop("b.txt").endswith((".", ")."))
    assert found == {"a.txt": "taken", "c.txt": "taken"}


@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
def test_whatever_the_system_answers_costs_one_folder(tmp_path, monkeypatch, number):
    for name in ("a.txt", "b/b.txt", "c/c.txt"):
        put(tmp_path / name)
    real = os.scandir

    def refusing(folder):
        if Path(folder).name == "b":
            raise OSError(number, os.strerror(number))
        return real(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    found = outcome(tmp_path)
    assert found.pop("b/").endswith((".", ")."))
    assert found == {"a.txt": "taken", "c/c.txt": "taken"}


@pytest.mark.parametrize(
    "name",
    [r"a\xe9.txt", r"\x00.txt", r"\x5c.txt", r"\x5cx41.txt", r"\x.txt", r"a\b.txt", "a\n.txt"],
)
def test_a_name_is_read_back_as_it_is_written(tmp_path, name):
    put(tmp_path / name, f"{ARTICLE}{name.encode().hex()}")
    (item,) = list_inputs(tmp_path)
    assert read_document(tmp_path, item, 10_000).text.endswith(name.encode().hex())


def test_a_byte_and_its_spelling_are_two_names(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"\xe9.txt")).write_text(f"{ARTICLE}octet", encoding="utf-8")
    except OSError:
        pytest.skip("the file system wants UTF-8 names")
    put(tmp_path / r"\xe9.txt", f"{ARTICLE}lettres")
    texts = {
        item.path: read_document(tmp_path, item, 10_000).text for item in list_inputs(tmp_path)
    }
    assert {path: text.removeprefix(ARTICLE) for path, text in texts.items()} == {
        r"\xe9.txt": "octet",
        r"\x5cxe9.txt": "lettres",
    }
