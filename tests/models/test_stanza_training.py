"""Training of Stanza's models: the corpus from our own articles, and all six to their end."""

import json
import shutil

import pytest
import yaml
from stanza.models.common.pretrain import Pretrain
from stanza.utils.conll import CoNLL

from models.training.params import load_params
from models.training.stanza import corpus as corpora
from models.training.stanza.conllu import bio_tags, write_bio, write_conllu
from models.training.stanza.corpus import split_in_two, write_corpus
from models.training.stanza.evaluate import evaluate, gold_analysis
from models.training.stanza.own_articles import read_articles
from models.training.stanza.train import _Run, raw_text, train
from pipeline.backends.stanza import StanzaRecogniser, StanzaTokenizer
from pipeline.backends.stanza_models import PROCESSORS
from pipeline.errors import ConfigError, CorpusError
from pipeline.french.layout import laid_out
from tests.conftest import ROOT
from tests.models.test_training import copy_without, reproduce

ARTICLE = """Le maire du village part

« Le pont est fermé », assène Anne Ferrand. Le chemin auquel elle tient mène aux champs.
La ville des Brelles attend des nouvelles, note-t-elle.
"""
QUOTE = {
    "text": "Le pont est fermé",
    "type": "direct",
    "cue": "assène",
    "speaker": "Anne Ferrand",
    "speaker_name": "Anne Ferrand",
}


def put(folder, name, text, **gold) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    if gold:
        path = folder / f"{name}.json"
        path.write_text(json.dumps({"quotes": [], "claims": [], **gold}), encoding="utf-8")


@pytest.fixture(scope="module")
def sentences(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    chains = [
        {"label": "PER", "mentions": ["Anne Ferrand"]},
        {"label": "LOC", "mentions": ["Brelles"]},
    ]
    put(folder / "texts", "pont", ARTICLE)
    put(folder / "gold", "pont", ARTICLE, quotes=[QUOTE], entities=chains)
    return read_articles(folder / "texts", folder / "gold")["pont"]


def token(sentences, form):
    return next(t for s in sentences for t in s.tokens if t.form == form)


def test_contractions_are_two_words(sentences) -> None:
    def words(form):
        return [(w.form, w.upos, w.deprel) for w in token(sentences, form).words]

    assert words("du") == [("de", "ADP", "case"), ("le", "DET", "det")]
    assert words("aux") == [("à", "ADP", "case"), ("les", "DET", "det")]
    assert [w[:2] for w in words("auquel")] == [("à", "ADP"), ("lequel", "PRON")]
    of, partitive = (t for s in sentences for t in s.tokens if t.form == "des")
    assert (len(of.words), len(partitive.words)) == (2, 1)


def test_both_words_of_a_contraction_hang_on_the_noun(sentences) -> None:
    words = [word for t in sentences[0].tokens for word in t.words]
    preposition, article = token(sentences, "du").words
    assert words[preposition.head].form == words[article.head].form == "village"


def test_cues_and_inverted_verbs_are_verbs_and_names_proper_nouns(sentences) -> None:
    cue, inverted = token(sentences, "assène").words[0], token(sentences, "note").words[0]
    assert (cue.upos, cue.lemma) == ("VERB", "asséner")
    assert (inverted.upos, inverted.lemma) == ("VERB", "noter")
    assert token(sentences, "Ferrand").words[0].upos == "PROPN"


def test_entities_are_the_golds(sentences) -> None:
    tags = [(t.form, t.entity) for s in sentences for t in s.tokens if t.entity != "O"]
    assert tags == [("Anne", "B-PER"), ("Ferrand", "I-PER"), ("Brelles", "B-LOC")]


def test_an_entity_that_cuts_a_token_is_left_out() -> None:
    assert bio_tags([(0, 4), (5, 9)], [(0, 2, "PER"), (5, 9, "LOC")]) == ["O", "B-LOC"]


def test_conllu_is_what_stanza_reads_and_keeps_the_text(sentences, tmp_path) -> None:
    write_conllu(sentences, tmp_path / "a.conllu")
    text = raw_text((tmp_path / "a.conllu").read_text(encoding="utf-8"))
    assert text.split() == ARTICLE.split()
    assert text.startswith("Le maire du village part\n\n« Le pont")
    read = CoNLL.conll2doc(str(tmp_path / "a.conllu")).sentences
    assert [[t.text for t in s.tokens] for s in read] == [
        [t.form for t in s.tokens] for s in sentences
    ]
    assert all(sum(word.head == 0 for word in s.words) == 1 for s in read)
    tokens = gold_analysis(tmp_path / "a.conllu", text).tokens
    assert [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)] == [
        t.form for s in sentences for t in s.tokens
    ]


def params(tmp_path, **stanza):
    data = yaml.safe_load((ROOT / "models" / "params.yaml").read_text(encoding="utf-8"))
    data["stanza"].update(stanza)
    path = tmp_path / "params.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return load_params(path)


def test_every_tenth_article_is_kept_for_dev() -> None:
    names = [f"a{n:02}" for n in range(25)]
    split = split_in_two(reversed(names))
    assert split["dev"] == ["a09", "a19"]
    assert sorted(split["train"] + split["dev"]) == names
    with pytest.raises(CorpusError, match="ten at least"):
        split_in_two(names[:9])


def test_corpora_given_by_path(tmp_path) -> None:
    """A UD treebank's files are taken as they are; a brat corpus becomes BIO."""
    treebank, brat = tmp_path / "UD_French-Own", tmp_path / "brat"
    for folder in (treebank, brat):
        folder.mkdir()
    for split in ("train", "dev"):
        (treebank / f"fr_own-ud-{split}.conllu").write_text(f"# {split}\n", encoding="utf-8")
    for n in range(10):
        (brat / f"2021_01_{n:02}.txt").write_text("Anne Ferrand vit à Brivel.", encoding="utf-8")
        ann = "T1\tPerson 0 12\tAnne Ferrand\nT2\tLocation 19 25\tBrivel\n"
        (brat / f"2021_01_{n:02}.ann").write_text(ann, encoding="utf-8")
    out = tmp_path / "out"
    write_corpus(params(tmp_path, treebank=str(treebank), entities=str(brat)), out)
    assert (out / "dev.conllu").read_text(encoding="utf-8") == "# dev\n"
    assert (out / "dev.bio").read_text(encoding="utf-8").split("\n")[:6] == [
        "Anne\tB-PER",
        "Ferrand\tI-PER",
        "vit\tO",
        "à\tO",
        "Brivel\tB-LOC",
        ".\tO",
    ]


def test_a_folder_that_is_no_treebank(tmp_path) -> None:
    with pytest.raises(CorpusError, match=r"stanza\.treebank"):
        write_corpus(params(tmp_path, treebank=str(tmp_path)), tmp_path / "out")
    with pytest.raises(ConfigError, match="name"):
        params(tmp_path, name="no/path")


def few_steps():
    """The options of the small models, for a training that only has to end."""
    chosen = load_params().stanza.options
    steps = {"max_steps": 4, "eval_interval": 2}
    few = {
        "tokenize": {"steps": 20, "eval_steps": 10},
        "mwt": {"num_epoch": 1},
        "pos": steps,
        "lemma": {"num_epoch": 1},
        "depparse": steps,
        "ner": steps,
    }
    return {name: {**chosen[name], **few[name]} for name in few}


@pytest.fixture(scope="module")
def trained(tmp_path_factory, sentences):
    """All six models, each trained for a few steps on one article."""
    folder = tmp_path_factory.mktemp("stanza")
    for split in corpora.SPLITS:
        write_conllu(sentences, folder / f"{split}.conllu")
        write_bio(sentences, folder / f"{split}.bio")
    options = few_steps()
    train(folder, folder / "models", "tiny", options)
    train(folder, folder / "with_vectors", "tiny", add_vectors(options, folder))
    return folder


def add_vectors(options, folder):
    """The options, with word vectors for what takes them."""
    words = ["le", "la", "de", "pont", "village", "Ferrand"]
    lines = "".join(f"{word} {n / 10} {-n / 10} 0.5 0.1\n" for n, word in enumerate(words))
    (folder / "vectors.txt").write_text(f"{len(words)} 4\n{lines}", encoding="utf-8")
    Pretrain(str(folder / "vectors.pt"), str(folder / "vectors.txt")).load()
    vectors = {"wordvec_pretrain_file": str(folder / "vectors.pt")}
    return {
        name: {**of, **(vectors if name in ("pos", "depparse", "ner") else {})}
        for name, of in options.items()
    }


def test_all_six_are_trained_into_a_folder_that_the_backend_loads(trained) -> None:
    for name, shared in (("models", set()), ("with_vectors", {"pretrain"})):
        models = trained / name
        files = {p.relative_to(models).as_posix() for p in models.rglob("*") if p.is_file()}
        expected = {f"fr/{p}/tiny.pt" for p in {*PROCESSORS, *shared}}
        assert files == {"resources.json", *expected}
        (analysis,) = StanzaTokenizer(models).analyse([laid_out(ARTICLE)])
        assert len(analysis.tokens) > 20
        assert StanzaRecogniser(models).origin == "stanza_tiny"


def test_word_vectors_are_one_file_for_all(trained, tmp_path) -> None:
    two = {p: {"wordvec_pretrain_file": f"{p}.pt", "max_steps": 1} for p in ("pos", "ner")}
    run = _Run(trained, tmp_path, tmp_path, "tiny", two)
    with pytest.raises(ConfigError, match="one file for all"):
        run.share_vectors()


def test_what_was_trained_is_measured(trained, sentences) -> None:
    report = evaluate(trained / "models", trained / "dev.conllu", trained / "dev.bio")
    assert report["tokens"]["gold"] == sum(len(s.tokens) for s in sentences)
    assert report["sentences"]["gold"] == len(sentences)
    assert report["entities"]["gold"] == 2
    assert {"pos", "morph", "lemma", "uas", "las"} < report.keys()
    assert 0 <= report["las"] <= report["uas"] <= 100


def test_a_training_that_breaks_off_leaves_the_old_models(trained, tmp_path) -> None:
    out = tmp_path / "models"
    shutil.copytree(trained / "models", out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    with pytest.raises(ConfigError, match=r"its tokenizer: mend `stanza\.options`"):
        train(trained, out, "tiny", {"tokenize": {"no_such_option": 1}})
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_the_stages_run_to_the_end(tmp_path) -> None:
    """`dvc repro stanza_evaluate` in the folder of the trainings, on ten articles."""
    copy_without(tmp_path)
    for n in range(10):
        article = ARTICLE.replace("Brelles", f"Brelles-{'ABCDEFGHIJ'[n]}")
        put(tmp_path / "texts", f"pont{n}", article)
        put(tmp_path / "gold", f"pont{n}", article, quotes=[QUOTE])
    shutil.copytree(tmp_path / "texts", tmp_path / "seeds" / "exemples")
    shutil.copytree(tmp_path / "gold", tmp_path / "tests" / "gold")
    data = yaml.safe_load((ROOT / "models" / "params.yaml").read_text(encoding="utf-8"))
    data["stanza"].update(name="tiny", options=few_steps())
    (tmp_path / "models" / "params.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    models = reproduce(tmp_path, "stanza_evaluate")
    figures = json.loads((models / "stanza_trained.json").read_text(encoding="utf-8"))
    assert figures["sentences"]["gold"] == 4
    assert StanzaRecogniser(models / "stanza_trained").origin == "stanza_tiny"
