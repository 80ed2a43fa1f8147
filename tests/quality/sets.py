"""The sets of gold that the floors hold for, and how the program does on one of them.

Our own is part of the project. The others lie beside it, in ../shared, and the texts of the
newspapers in a folder that DEPECHE_PRESS names (laid out by ../shared/gold/press/texts.py).
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from models.training.brat import read_corpus
from pipeline.evaluation.entities import compare_entities, entity_scores_of
from pipeline.evaluation.gold import Annotated, ChainSpans, Offsets, load_gold
from pipeline.evaluation.predictions import load_predictions
from pipeline.evaluation.scoring import compare, scores_of

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
PRESS, DEV = "DEPECHE_PRESS", "DEPECHE_DEV"

QUOTES = ("quotes", "quotes strict", "quotes with resolved speaker", "nominal reports")
CLAIMS = ("casualties", "percentages", "claims with value, who and status")
MENTIONS, CHAINS = "mentions", "entity chains"
_BRAT_LABELS = {"Person": "PER", "Location": "LOC", "Organization": "ORG"}

Rows = set[tuple[str, Offsets]]


@dataclass(frozen=True)
class GoldSet:
    """A set of annotated articles: where they lie, and which figures they are good for.

    `texts` is the folder that the program runs over. `entities` is a brat corpus whose articles
    end in the names of the set's. Of a set that is only `measured` no row is ever shown or kept.
    """

    name: str
    gold: Path
    figures: tuple[str, ...]
    texts: Path
    entities: Path | None = None
    measured: bool = False

    def unavailable(self) -> str | None:
        """Why the set cannot be measured here; None if it can."""
        if self.measured and os.environ.get(DEV) != "1":
            return f"{self.name} is for measuring only, and seldom: {DEV}=1 measures it too"
        if "press" in self.name and PRESS not in os.environ:
            return f"{self.name}: {PRESS} does not name the folder of the newspapers' texts"
        if not self.gold.is_dir():
            return f"{self.name}: {self.gold} is not there, it is not part of the repository"
        return None


@dataclass(frozen=True)
class Measured:
    """How the program does on a set: p, r and F1 of each figure in percent, the gold rows that are
    right in each, and what the messages need to show a row."""

    scores: Mapping[str, Mapping[str, float]]
    right: Mapping[str, Rows]
    gold: Mapping[str, Annotated]

    @cached_property
    def rows(self) -> Rows:
        """Document and span of every gold row."""
        return {
            (doc, span)
            for doc, annotated in self.gold.items()
            for span in (
                *(quote.span for quote in annotated.quotes),
                *(claim.span for claim in annotated.claims),
                *(span for chain in annotated.chains or () for span in chain.mentions),
            )
        }

    @cached_property
    def digest(self) -> str:
        """Which gold this is: the same for the same annotation of the same texts."""
        return hashlib.sha256(repr(sorted(self.gold.items())).encode()).hexdigest()[:16]


def gold_sets() -> dict[str, GoldSet]:
    """All sets by name, whether they are here or not."""
    gold, cases = SHARED / "gold", SHARED / "cases"
    press = Path(os.environ.get(PRESS, "press"))
    winer = SHARED / "corpora/winer-fr-2016-2017.zip"
    both = (*QUOTES, *CLAIMS)
    sets = (
        GoldSet("own", ROOT / "tests/gold", (*both, MENTIONS, CHAINS), ROOT / "seeds"),
        GoldSet("train", gold / "train", (*both, MENTIONS), gold / "train", winer),
        GoldSet("dev", gold / "dev", both, gold / "dev", measured=True),
        GoldSet("cases_quotes", cases / "quotes", QUOTES, cases / "quotes"),
        GoldSet("cases_claims", cases / "claims", CLAIMS, cases / "claims"),
        GoldSet(
            *("press_train", press / "train", (*both, MENTIONS), press / "train"),
            press / "entities/train",
        ),
        GoldSet("press_dev", press / "dev", both, press / "dev", measured=True),
        GoldSet("press_claims", press / "claims/train", CLAIMS, press / "claims/train"),
    )
    return {each.name: each for each in sets}


def measure(gold_set: GoldSet, tables: Path) -> Measured:
    """The figures of a set, from the tables that the program made of its texts.

    Raises ValueError if a gold document is not among them: its figures would be of other texts.
    """
    gold, found = _gold(gold_set), load_predictions(tables)
    if odd := [doc for doc, g in gold.items() if doc not in found or found[doc].text != g.text]:
        raise ValueError(f"{gold_set.name}: {', '.join(odd)}: the tables are of other texts.")
    tally, entities = compare(gold, found), compare_entities(gold, found)
    scores = {**scores_of(tally), **entity_scores_of(entities)}
    right = {**tally.right, **entities.right}
    # What the gold has nothing of, has no figure.
    shown = [name for name in gold_set.figures if scores.get(name, {}).get("gold", 1)]
    return Measured(
        {name: scores[name] for name in shown},
        {name: right.get(name, set()) for name in shown},
        gold,
    )


def _gold(gold_set: GoldSet) -> dict[str, Annotated]:
    gold = load_gold(gold_set.gold)
    if gold_set.entities is None or not gold_set.entities.exists():
        return gold
    articles = {article.name: article for article in read_corpus(gold_set.entities, _BRAT_LABELS)}
    for doc, annotated in gold.items():
        article = articles.get(doc) or articles.get(doc.removeprefix("winer_"))
        if article is not None and article.text == annotated.text:
            mentions = (ChainSpans(e.label, ((e.start, e.end),)) for e in article.entities)
            gold[doc] = replace(annotated, chains=tuple(mentions))
    return gold
