"""corpus: what Stanza's models learn from, as CoNLL-U and BIO, split into train and dev.

Trees come from a UD treebank and entities from a brat corpus where models/params.yaml gives their
paths; what it does not give comes from our own articles.
"""

import shutil
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from models.training.brat import Article, read_corpus
from models.training.params import FOLDER, Params, load_params
from models.training.stanza.conllu import Sentence, Token, bio_tags, write_bio, write_conllu
from models.training.stanza.own_articles import read_articles
from pipeline.backends.spacy import SpacyTokenizer
from pipeline.errors import CorpusError
from pipeline.french.blocks import model_text
from pipeline.french.layout import laid_out

CORPUS = FOLDER / "corpus" / "stanza"
SPLITS = ("train", "dev")
# Every so many-th article is kept for dev.
_DEV = 10
_ARTICLES = FOLDER.parent / "seeds" / "exemples"
_GOLD = FOLDER.parent / "tests" / "gold"


def write_corpus(params: Params, out: Path, articles: Path = _ARTICLES, gold: Path = _GOLD) -> None:
    """Write `train.conllu`, `dev.conllu`, `train.bio` and `dev.bio` into `out`.

    Raises CorpusError if a given corpus is missing or not in its form.
    """
    out.mkdir(parents=True, exist_ok=True)
    treebank, entities = params.stanza.treebank_path, params.stanza.entities_path
    if treebank is not None:
        _copy_treebank(treebank, out)
    if entities is not None:
        _write_entities(read_corpus(entities, params.labels), out)
    if treebank is None or entities is None:
        _write_own(articles, gold, out, trees=treebank is None, names=entities is None)


def split_in_two(names: Iterable[str]) -> dict[str, list[str]]:
    """The names by split, in their order; every tenth goes to dev."""
    ordered = sorted(names)
    dev = ordered[_DEV - 1 :: _DEV]
    if not dev:
        raise CorpusError(f"{len(ordered)} articles: ten at least are needed to keep one for dev.")
    return {"train": [name for name in ordered if name not in dev], "dev": dev}


def _copy_treebank(folder: Path, out: Path) -> None:
    for split in SPLITS:
        found = sorted(folder.glob(f"*-{split}.conllu"))
        if len(found) != 1:
            raise CorpusError(
                f"{folder} must hold one file *-{split}.conllu, as a treebank of Universal "
                f"Dependencies does; it holds {len(found)}: set `stanza.treebank` in "
                "models/params.yaml."
            )
        shutil.copyfile(found[0], out / f"{split}.conllu")


def _write_own(articles: Path, gold: Path, out: Path, *, trees: bool, names: bool) -> None:
    sentences = read_articles(articles, gold)
    for split, chosen in split_in_two(sentences).items():
        found = [sentence for name in chosen for sentence in sentences[name]]
        if trees:
            write_conllu(found, out / f"{split}.conllu")
        if names:
            write_bio(found, out / f"{split}.bio")


def _write_entities(articles: Sequence[Article], out: Path) -> None:
    by_name = {article.name: article for article in articles}
    for split, chosen in split_in_two(by_name).items():
        write_bio(_tagged([by_name[name] for name in chosen]), out / f"{split}.bio")


def _tagged(articles: Sequence[Article]) -> list[Sentence]:
    """The sentences of brat articles with entity tags, tokens as the spaCy backend parts them."""
    sentences: list[Sentence] = []
    texts = [laid_out(article.text) for article in articles]
    analyses = SpacyTokenizer().analyse(texts)
    for article, text, analysis in zip(articles, texts, analyses, strict=True):
        tokens = analysis.tokens
        shown = model_text(text)
        offsets = list(zip(tokens.start, tokens.end, strict=True))
        tags = bio_tags(offsets, [(e.start, e.end, e.label) for e in article.entities])
        for sent_id, inside in groupby(range(len(tokens)), tokens.sent_id.__getitem__):
            found = [Token(shown[slice(*offsets[i])], True, [], tags[i]) for i in inside]
            sentences.append(Sentence(f"{article.name}-{sent_id + 1}", False, found))
    return sentences


if __name__ == "__main__":
    write_corpus(load_params(), CORPUS)
