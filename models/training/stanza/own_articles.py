"""Our own articles as a treebank: the spaCy backend annotates, this corrects where it matters.

Stanza learns from CoNLL-U, in which contractions are two words (« du »: de + le), and from BIO.
Corrected are the verbs that introduce quotes and stand inverted (the stock tagger takes many for
nouns or adjectives), the words of names, and the entities, all by what the gold or the pipeline's
resolved mentions say.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from models.training.stanza.conllu import Sentence, Token, Word, bio_tags
from pipeline.config import Config
from pipeline.evaluation.gold import Annotated, load_gold
from pipeline.execution.flow import run_all
from pipeline.french.blocks import model_text
from pipeline.french.layout import laid_out
from pipeline.french.quotes.cue_lexicon import verb_forms
from pipeline.french.tokens import Tokens
from pipeline.parts import read_table
from pipeline.stages.documents import DocumentRows, document_rows, rows_by_document

_INVERTED = ("-t", "-il", "-elle", "-ils", "-elles", "-on", "-t-il", "-t-elle", "-t-on")
_CLOSED = frozenset({"ADP", "DET", "PRON", "CCONJ", "SCONJ", "PUNCT", "NUM", "AUX", "SYM"})
_MASCULINE = "Definite=Def|Gender=Masc|Number=Sing|PronType=Art"
_PLURAL = "Definite=Def|Number=Plur|PronType=Art"
# Contraction → preposition and article; both hang on the noun.
_ARTICLES = {
    "du": ("de", "le", _MASCULINE),
    "au": ("à", "le", _MASCULINE),
    "des": ("de", "les", _PLURAL),
    "aux": ("à", "les", _PLURAL),
}
# « au » and « aux » are never anything else; « du » and « des » are articles too.
_ALWAYS = frozenset({"au", "aux"})
# Contraction → preposition and pronoun; the preposition hangs on the pronoun.
_RELATIVES = {
    "auquel": ("à", "lequel"),
    "duquel": ("de", "lequel"),
    "auxquels": ("à", "lesquels"),
    "desquels": ("de", "lesquels"),
    "auxquelles": ("à", "lesquelles"),
    "desquelles": ("de", "lesquelles"),
}


def read_articles(folder: Path, gold_folder: Path) -> dict[str, list[Sentence]]:
    """File stem → the sentences of each article in `folder`, as the default pipeline reads it.

    Articles that have gold in `gold_folder` get their cues, and their entities where it has them,
    from there.
    """
    gold = load_gold(gold_folder)
    articles: dict[str, list[Sentence]] = {}
    with TemporaryDirectory() as out:
        run_all(Config(), Path(out), folder)
        names = ("documents", "blocks", "sentences", "tokens", "mentions")
        tables = {name: read_table(Path(out), name) for name in names}
        mentions = rows_by_document(tables["mentions"])
        opening = _paragraph_openers(rows_by_document(tables["sentences"]))
        for document in document_rows(tables):
            name = Path(str(document.row["path"])).stem
            entities = [
                (*document.plain.plain(m["start"], m["end"]), m["label"])
                for m in mentions.get(document.doc_id, [])
            ]
            articles[name] = article_sentences(
                name, document, opening[document.doc_id], entities, gold.get(name)
            )
    return articles


def article_sentences(
    name: str,
    document: DocumentRows,
    opening: Sequence[bool],
    entities: Iterable[tuple[int, int, str]],
    gold: Annotated | None,
) -> list[Sentence]:
    """One article's sentences, corrected; `opening` says which of them open a paragraph."""
    tokens = document.tokens
    if gold is not None and gold.chains is not None:
        entities = [(*span, chain.label) for chain in gold.chains for span in chain.mentions]
    shown = model_text(laid_out(document.plain.text))
    tags = bio_tags(list(zip(tokens.start, tokens.end, strict=True)), entities)
    forms = [shown[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)]
    _correct_verbs(tokens, forms, gold)
    _correct_names(tokens, forms, tags)
    sentences = [Sentence(f"{name}-{k + 1}", opens) for k, opens in enumerate(opening)]
    for k, sentence in enumerate(sentences):
        inside = [i for i, sent_id in enumerate(tokens.sent_id) if sent_id == k]
        sentence.tokens = list(_tokens(tokens, forms, inside, document.plain.text, tags))
    return sentences


def _paragraph_openers(rows: dict[str, list[dict[str, int]]]) -> dict[str, list[bool]]:
    """Document → for each sentence whether it opens a block: no sentence leaves its paragraph."""
    return {
        doc_id: [
            k == 0
            or (row["paragraph"], row["kind"]) != (found[k - 1]["paragraph"], found[k - 1]["kind"])
            for k, row in enumerate(found)
        ]
        for doc_id, found in rows.items()
    }


def _correct_verbs(tokens: Tokens, forms: Sequence[str], gold: Annotated | None) -> None:
    """A verb form of saying inside a gold cue, or before an inverted pronoun, is a verb."""
    cues = [] if gold is None else [quote.cue for quote in gold.quotes if quote.cue]
    for i, form in enumerate(forms):
        readings = verb_forms().get(form.lower())
        inverted = i + 1 < len(forms) and forms[i + 1].lower() in _INVERTED
        cued = any(start <= tokens.start[i] < end for start, end in cues)
        if readings and (inverted or cued) and tokens.pos[i] not in _CLOSED | {"VERB"}:
            tokens.pos[i], tokens.lemma[i] = "VERB", readings[0][0].lemma
            tokens.morph[i] = "Mood=Ind|Number=Sing|Person=3|VerbForm=Fin" if inverted else ""


def _correct_names(tokens: Tokens, forms: Sequence[str], tags: Sequence[str]) -> None:
    """A capitalised word inside a person's or place's name is a proper noun, its own lemma."""
    for i, (form, tag) in enumerate(zip(forms, tags, strict=True)):
        if tag[2:] in ("PER", "LOC") and form[:1].isupper() and tokens.pos[i] not in _CLOSED:
            tokens.pos[i], tokens.lemma[i] = "PROPN", form


def _tokens(
    tokens: Tokens, forms: Sequence[str], inside: Sequence[int], text: str, tags: Sequence[str]
) -> Iterator[Token]:
    """The tokens of one sentence, contractions as two words, heads by number of word."""
    parts = {i: _expansion(forms[i], tokens.pos[i]) for i in inside}
    number: dict[int, int] = {}
    count = 0
    for i in inside:
        # Of « auquel » the pronoun, its second word, is what others hang on.
        number[i] = count + (1 if parts[i] and forms[i].lower() in _RELATIVES else 0)
        count += len(parts[i]) or 1
    for i in inside:
        head = None if tokens.head[i] == i else number[tokens.head[i]]
        deprel = "root" if head is None else tokens.dep[i]
        whole = Word(forms[i], tokens.lemma[i], tokens.pos[i], tokens.morph[i], head, deprel)
        words = [whole]
        if forms[i].lower() in _RELATIVES and parts[i]:
            words = _relative_words(whole, parts[i], number[i])
        elif parts[i]:
            words = _article_words(whole, parts[i], number[i])
        following = text[tokens.end[i] : tokens.end[i] + 1]
        yield Token(forms[i], following.isspace(), words, tags[i])


def _expansion(form: str, upos: str) -> tuple[str, ...]:
    lowered = form.lower()
    if lowered in _RELATIVES:
        return _RELATIVES[lowered]
    if lowered in _ARTICLES and (upos == "ADP" or lowered in _ALWAYS):
        return _ARTICLES[lowered][:2]
    return ()


def _article_words(whole: Word, parts: Sequence[str], number: int) -> list[Word]:
    feats = _ARTICLES[whole.form.lower()][2]
    case = "case" if whole.deprel == "det" else whole.deprel
    # Where the contraction heads something itself (« du moins »), its article hangs on it.
    head = whole.head if whole.deprel in ("case", "det") else number
    first = Word(parts[0], parts[0], "ADP", "", whole.head, case)
    return [first, Word(parts[1], "le", "DET", feats, head, "det")]


def _relative_words(whole: Word, parts: Sequence[str], number: int) -> list[Word]:
    pronoun = Word(parts[1], "lequel", "PRON", whole.feats, whole.head, whole.deprel)
    return [Word(parts[0], parts[0], "ADP", "", number, "case"), pronoun]
