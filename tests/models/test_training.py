"""The training pipeline of the recogniser, to its end, on a small corpus of our own."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
import yaml
from spacy.tokens import DocBin

from models.training.brat import Entity, read_corpus
from models.training.convert import convert, split_of, to_docs
from models.training.evaluate import evaluate
from models.training.params import load_params
from models.training.train import train
from pipeline.backends.spacy import SpacyRecogniser, SpacyTokenizer
from pipeline.errors import ConfigError, CorpusError, ModelError
from pipeline.french.docs import blank_vocab
from pipeline.french.layout import laid_out
from tests.conftest import ROOT

LABELS = {"Person": "PER", "Location": "LOC", "Organization": "ORG"}
# month and number of the article; its text with the entities marked
ARTICLES = {
    "2021_01_03-001": "{Person Anne Ferrand} vit à {Location Brivel}.",
    "2021_01_04-001": "L’{Organization Orval} a fermé l’usine de {Location Tauve}.",
    "2021_02_01-001": (
        "{Person Hervé Tornal} dirige l'{Organization Orval}.\nIl est né à {Location Mirande}."
    ),
    "2021_03_09-001": "{Person Paule Roy} quitte l'{Organization Orval}.",
    "2021_03_10-001": "Le pont de {Location Brivel} est fermé.",
}
MARKED = re.compile(r"\{(\w+) ([^}]+)\}")


def annotation(marked):
    """brat's lines for a marked text."""
    lines, shift = [], 0
    for number, match in enumerate(MARKED.finditer(marked), 1):
        kind, name = match.groups()
        start = match.start() - shift
        lines.append(f"T{number}\t{kind} {start} {start + len(name)}\t{name}\n")
        shift += len(match.group()) - len(name)
    return "".join(lines)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brat") / "corpus"
    for name, marked in ARTICLES.items():
        month = folder / name[:4] / name[5:7]
        month.mkdir(parents=True, exist_ok=True)
        (month / f"{name}.txt").write_bytes(MARKED.sub(r"\2", marked).encode())
        (month / f"{name}.ann").write_text(annotation(marked), encoding="utf-8")
    return folder


@pytest.fixture
def params(corpus, tmp_path):
    return write_params(tmp_path / "params.yaml", corpus)


def write_params(path, corpus, **changes):
    data = {
        "corpus": str(corpus),
        "labels": LABELS,
        "split": {"test_from": "2021-03"},
        "seeds": [0],
        "training": {
            "training.max_steps": 2,
            "training.eval_frequency": 1,
            "corpora.train.augmenter.shares.other_names": 0.5,
        },
    }
    path.write_text(yaml.safe_dump({**data, **changes}), encoding="utf-8")
    return load_params(path)


def test_a_folder_and_a_zip_of_it_are_read_alike(corpus, tmp_path):
    archive = tmp_path / "corpus.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(corpus.rglob("*.*")):
            file.write(path, path.relative_to(corpus).as_posix())
    articles = read_corpus(corpus, LABELS)
    assert articles == read_corpus(archive, LABELS)
    assert [a.name for a in articles] == list(ARTICLES)
    assert articles[0].entities == [Entity(0, 12, "PER"), Entity(19, 25, "LOC")]


def test_nested_and_discontinuous_spans_are_left_out_and_counted(tmp_path):
    text = "L'université de Brivel a fermé."
    (tmp_path / "2021_01_01-001.txt").write_text(text, encoding="utf-8")
    (tmp_path / "2021_01_01-001.ann").write_text(
        "T1\tOrganization 2 22\tuniversité de Brivel\nT2\tLocation 16 22\tBrivel\n"
        "T3\tPerson 0 1;25 30\tL fermé\nT4\tDate 0 1\tL\nR1\tPart Arg1:T1 Arg2:T2\n",
        encoding="utf-8",
    )
    (article,) = read_corpus(tmp_path, LABELS)
    assert article.entities == [Entity(2, 22, "ORG")]
    assert (article.nested, article.discontinuous) == (1, 1)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "holds no .ann files"),
        ({"a.ann": "T1\tPerson 0 1\tx\n"}, "a.txt is missing"),
        ({"a.ann": "T1\tPerson zero 1\tx\n", "a.txt": "x"}, "a.ann, line 1: not a brat entity"),
    ],
)
def test_a_corpus_in_another_form_is_an_error_that_says_where(tmp_path, files, message):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        read_corpus(tmp_path, LABELS)


def test_a_missing_corpus_and_a_file_that_is_no_zip_are_named(tmp_path):
    with pytest.raises(CorpusError, match=r"is missing: set `corpus`"):
        read_corpus(tmp_path / "nowhere.zip", LABELS)
    (tmp_path / "corpus.zip").write_text("no zip")
    with pytest.raises(CorpusError, match="neither a folder nor a zip"):
        read_corpus(tmp_path / "corpus.zip", LABELS)


def test_docs_are_the_pieces_that_the_stage_shows_its_recogniser(corpus):
    docs, report = to_docs(read_corpus(corpus, LABELS)[:3])
    assert [doc.text for doc in docs] == [
        "Anne Ferrand vit à Brivel.",
        "L'Orval a fermé l'usine de Tauve.",
        "Hervé Tornal dirige l'Orval.",
        "Il est né à Mirande.",
    ]
    assert [[(e.text, e.label_) for e in doc.ents] for doc in docs][2] == [
        ("Hervé Tornal", "PER"),
        ("Orval", "ORG"),
    ]
    assert report["pieces"] == 4
    assert report["misaligned"] == 0


def test_a_span_inside_a_token_is_counted_as_misaligned(corpus):
    article = read_corpus(corpus, LABELS)[0]
    article.entities.append(Entity(20, 24, "LOC"))
    assert to_docs([article])[1]["misaligned"] == 1


def test_the_split_is_by_month(params):
    assert split_of("2021_02_28-001", params) == "train"
    assert split_of("2021-03-01", params) == "test"
    with pytest.raises(CorpusError, match="YYYY_MM"):
        split_of("article-7", params)


def test_months_after_the_measured_ones_wait(corpus, tmp_path):
    split = {"test_from": "2021-02", "test_until": "2021-02"}
    later = write_params(tmp_path / "p.yaml", corpus, split=split)
    assert [split_of(name, later) for name in ARTICLES] == ["train"] * 2 + ["test", None, None]


def test_an_empty_split_is_an_error(corpus, tmp_path):
    empty = write_params(tmp_path / "p.yaml", corpus, split={"test_from": "2030-01"})
    with pytest.raises(CorpusError, match="no article falls into the test split"):
        convert(empty, tmp_path / "out")


def test_a_mistake_in_the_params_is_named(tmp_path, corpus):
    with pytest.raises(ConfigError, match="test_from"):
        write_params(tmp_path / "p.yaml", corpus, split={"test_from": "March"})


def test_training_gives_the_same_weights_twice_and_a_component_that_loads(params, tmp_path):
    report = convert(params, tmp_path / "bin")
    assert report["train"]["documents"] == 3
    docs = list(DocBin().from_disk(tmp_path / "bin" / "test.spacy").get_docs(blank_vocab()))
    assert [e.text for doc in docs for e in doc.ents] == ["Paule Roy", "Orval", "Brivel"]
    one, two = tmp_path / "one" / "small", tmp_path / "two" / "small"
    for folder in (one, two):
        train(tmp_path / "bin" / "train.spacy", folder, [0, 1], params.training)
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert [file.name for file in files] == ["config.cfg", "meta.json", "cfg", "model", "moves"]
    assert all((one / file).read_bytes() == (two / file).read_bytes() for file in files)
    text = "Anne Ferrand vit à Brivel."
    tokens = SpacyTokenizer().analyse([laid_out(text)])[0].tokens
    found = SpacyRecogniser(str(one)).recognise([laid_out(text)], [tokens])[0]
    assert {label for *_, label in found} <= {"PER", "LOC", "ORG"}
    assert (0, 12, "PER") in found


def test_a_folder_without_a_component_says_what_is_wanted(tmp_path):
    with pytest.raises(ModelError, match=r"config.cfg.*`ner.model` as presse, stock"):
        SpacyRecogniser(str(tmp_path))


def test_evaluation_gives_figures_a_label_and_of_unseen_names(params):
    report = evaluate(params, ROOT / "models" / "ner_presse")
    assert report["articles"] == 2
    assert report["press"]["ALL"]["gold"] == 3
    assert report["press_with_rules"]["unseen names"]["gold"] == 1
    assert set(report) >= {"stock", "stock_with_rules", "press", "press_with_rules"}


def copy_without(folder, *names) -> None:
    """Copy code and models into `folder`, leaving out what trainings make and the named models."""
    made = ("corpus", "measured", "released", "stanza_trained", *names)
    for name, left_out in (("pipeline", ()), ("models", made)):
        ignored = shutil.ignore_patterns("__pycache__", *left_out)
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)


def reproduce(folder, *stages):
    """`dvc repro` of these stages in the copied folder of the models, which it returns.

    The copy has no .git, which DVC must be told.
    """
    environment = {**os.environ, "PYTHONPATH": str(folder), "DVC_NO_ANALYTICS": "1"}
    dvc = [sys.executable, "-m", "dvc"]
    models = folder / "models"
    for command in (["config", "--local", "core.no_scm", "true"], ["repro", "-q", *stages]):
        subprocess.run([*dvc, *command], cwd=models / "training", check=True, env=environment)
    return models


def test_the_stages_run_to_the_end(corpus, tmp_path):
    """`dvc repro` in `models/training`, as the README says; Stanza's have their own test."""
    copy_without(tmp_path, "ner_presse")
    write_params(tmp_path / "models" / "params.yaml", corpus)
    made = reproduce(tmp_path, "evaluate", "released")
    figures = json.loads((made / "ner_presse" / "metrics.json").read_text(encoding="utf-8"))
    assert figures["press"]["ALL"]["gold"] == 3
    for name in ("measured", "released"):
        assert SpacyRecogniser(str(made / name)).origin == name


def test_running_the_pipeline_never_trains():
    """DVC runs whatever a stage's dependencies come from: none may come from the training."""
    deps = {ROOT / dep for stage in stages(ROOT) for dep in stage.get("deps", ())}
    outs = {
        ROOT / "models" / out
        for stage in stages(ROOT / "models" / "training")
        for out in paths(stage)
    }
    assert any(dep.is_relative_to(ROOT / "models") for dep in deps)
    assert not [(a, b) for a in deps for b in outs if a.is_relative_to(b) or b.is_relative_to(a)]


def stages(folder):
    return yaml.safe_load((folder / "dvc.yaml").read_text(encoding="utf-8"))["stages"].values()


def paths(stage):
    """The outputs and metrics of a stage, with or without options."""
    listed = [*stage.get("outs", ()), *stage.get("metrics", ())]
    return [name for entry in listed for name in ([entry] if isinstance(entry, str) else entry)]
