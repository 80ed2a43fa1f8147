"""evaluate: trained Stanza models on the dev files, through the backend that the pipeline uses.

Tokens are those of the tables, contractions whole: what is measured is what users get. Tags, lemmas
and heads are counted over the gold's tokens; a token that was not found counts as wrong.
"""

import json
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from stanza.utils.conll import CoNLL

from models.training.params import FOLDER
from models.training.stanza.corpus import CORPUS
from models.training.stanza.train import TRAINED, raw_text
from pipeline.backends.analysis import Analysis
from pipeline.backends.stanza import StanzaRecogniser, StanzaTokenizer, append_sentence
from pipeline.evaluation.scoring import f1_of
from pipeline.french.blocks import Block
from pipeline.french.layout import laid_out
from pipeline.french.tokens import Tokens

METRICS = FOLDER / "stanza_trained.json"
_COLUMNS = ("pos", "morph", "lemma")


def evaluate(models: Path, conllu: Path, bio: Path) -> dict[str, Any]:
    """F1 of tokens, sentences, entities; percent right of tags, features, lemmas, UAS and LAS."""
    text = raw_text(conllu.read_text(encoding="utf-8"))
    gold = gold_analysis(conllu, text)
    (found,) = StanzaTokenizer(models, "cpu").analyse([laid_out(text)])
    return {
        "tokens": _f1(_spans(gold.tokens), _spans(found.tokens)),
        "sentences": _f1(*({(s.start, s.end) for s in a.sentences} for a in (gold, found))),
        **_tags(gold.tokens, found.tokens),
        "entities": _entities(models, bio),
    }


def gold_analysis(conllu: Path, text: str) -> Analysis:
    """A CoNLL-U file in the form in which an engine gives its analysis of `text`."""
    analysis = Analysis([], Tokens())
    at = 0
    for sentence in CoNLL.conll2doc(str(conllu)).sentences:
        spans = []
        for token in sentence.tokens:
            start = text.index(token.text, at)
            at = start + len(token.text)
            spans.append((start, at))
        append_sentence(analysis, Block(spans[0][0], at, "body", 0), spans, sentence.tokens, text)
    return analysis


def _spans(tokens: Tokens) -> dict[tuple[int, int], int]:
    return {span: i for i, span in enumerate(zip(tokens.start, tokens.end, strict=True))}


def _f1(gold: Iterable[Any], found: Iterable[Any]) -> dict[str, float]:
    expected, ours = set(gold), set(found)
    return f1_of(len(expected & ours), len(ours), len(expected))


def _tags(gold: Tokens, found: Tokens) -> dict[str, float]:
    ours = _spans(found)
    right: Counter[str] = Counter()
    for span, i in _spans(gold).items():
        j = ours.get(span)
        if j is None:
            continue
        for column in _COLUMNS:
            right[column] += getattr(gold, column)[i] == getattr(found, column)[j]
        heads = [(t.start[t.head[k]], t.end[t.head[k]]) for t, k in ((gold, i), (found, j))]
        right["uas"] += heads[0] == heads[1]
        right["las"] += heads[0] == heads[1] and gold.dep[i] == found.dep[j]
    return {name: round(100 * n / len(gold), 1) for name, n in sorted(right.items())}


def _entities(models: Path, bio: Path) -> dict[str, float]:
    text, tokens, expected = _read_bio(bio.read_text(encoding="utf-8"))
    (found,) = StanzaRecogniser(models, "cpu").recognise([laid_out(text)], [tokens])
    return _f1(expected, found)


def _read_bio(lines: str) -> tuple[str, Tokens, list[tuple[int, int, str]]]:
    """A text of the tokens, parted by spaces, a sentence a line; its tokens; its entities."""
    text, tokens = "", Tokens()
    entities: list[tuple[int, int, str]] = []
    sentences = [list(g) for full, g in groupby(lines.split("\n"), key=bool) if full]
    for sent_id, sentence in enumerate(sentences):
        for line in sentence:
            form, tag = line.split("\t")
            start = len(text)
            text += form + " "
            tokens.sent_id.append(sent_id)
            tokens.start.append(start)
            tokens.end.append(start + len(form))
            if tag.startswith("B-"):
                entities.append((start, start + len(form), tag[2:]))
            elif tag.startswith("I-"):
                entities[-1] = (entities[-1][0], start + len(form), tag[2:])
        text = text[:-1] + "\n"
    return text, tokens, entities


if __name__ == "__main__":
    figures = evaluate(TRAINED, CORPUS / "dev.conllu", CORPUS / "dev.bio")
    METRICS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))
