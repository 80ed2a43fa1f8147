"""Scores of quotes and claims, as the project's gold defines them.

A predicted quote matches a gold one when their spans overlap by an intersection over union of 0.5
(strict: 0.9), one to one, best overlap first. Nominal reports count in a figure of their own only.
A claim matches one of the same kind when the spans of the number overlap by 0.5.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.evaluation.gold import Annotated, ClaimSpans, Offsets, QuoteSpans

LOOSE, STRICT, EXCUSED = 0.5, 0.9, 0.3
CASUALTIES = ("killed", "injured", "missing", "displaced", "detained", "victims")
PERCENTAGE = "percentage"
NOMINAL = "nominal"
_FUNCTION_WORDS = frozenset(
    {"le", "la", "les", "l", "de", "des", "du", "d", "un", "une", "et", "a", "au", "aux"}
    | {"m", "mme", "mr", "monsieur", "madame"}
)
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Spanned = QuoteSpans | ClaimSpans
Pairs = list[tuple[int, int]]
Scores = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Error:
    """One difference: the document, its kind, the span it is about, and what differs."""

    doc: str
    kind: str
    span: Offsets
    detail: str = ""


@dataclass
class Tally:
    """What a comparison counts: scores are made of `counts`; `right` holds the spans of the gold
    rows that each figure takes for right, by document."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)
    right: defaultdict[str, set[tuple[str, Offsets]]] = field(
        default_factory=lambda: defaultdict(set)
    )

    def add_right(self, figure: str, doc: str, rows: Iterable[Spanned]) -> None:
        """Take these rows of the gold for right in a figure."""
        self.right[figure] |= {(doc, row.span) for row in rows}


def overlap(a: Offsets | None, b: Offsets | None) -> float:
    """Intersection over union of two spans; 0 if one is absent."""
    if a is None or b is None:
        return 0.0
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(common, 0) / (max(a[1], b[1]) - min(a[0], b[0])) if common > 0 else 0.0


def align(
    gold: Sequence[Spanned],
    found: Sequence[Spanned],
    threshold: float,
    comparable: Callable[[Spanned, Spanned], bool] = lambda a, b: True,
) -> Pairs:
    """Pairs of indices, one to one, best overlap first, in text order among equals."""
    candidates = [
        (-overlap(a.span, b.span), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(found)
        if comparable(a, b) and overlap(a.span, b.span) >= threshold
    ]
    pairs: Pairs = []
    for _, i, j in sorted(candidates):
        if all(i != x and j != y for x, y in pairs):
            pairs.append((i, j))
    return pairs


def name_words(name: str | None) -> list[str]:
    """The words of a name that count: ASCII, lower case, without articles and titles.

    What hyphens join is one word: « Jean-Paul » is not « Jean ».
    """
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return [word for word in _WORD.findall(plain) if word not in _FUNCTION_WORDS]


def same_source(a: str | None, b: str | None) -> bool:
    """Whether two resolved names are the same: one holds all words of the other, or they share
    three words of five of the longer one."""
    first, second = set(name_words(a)), set(name_words(b))
    if not first or not second:
        return not first and not second
    common = first & second
    return common in (first, second) or 5 * len(common) >= 3 * max(len(first), len(second))


def score(
    gold: Mapping[str, Annotated], found: Mapping[str, Annotated]
) -> tuple[Scores, list[Error]]:
    """Scores in percent, and every error; documents of `gold` that `found` lacks count as empty."""
    tally = compare(gold, found)
    return scores_of(tally), tally.errors


def compare(gold: Mapping[str, Annotated], found: Mapping[str, Annotated]) -> Tally:
    """What is right and wrong; documents of `gold` that `found` lacks count as empty.

    `right` has the figures `quotes`, `quotes strict`, `quotes with resolved speaker`,
    `nominal reports`, `casualties`, `percentages`, `claims with value, who and status`.
    """
    tally = Tally()
    for doc, annotated in gold.items():
        predicted = found.get(doc, Annotated(annotated.text, (), ()))
        _count_quotes(doc, annotated.quotes, predicted.quotes, tally)
        _count_claims(doc, annotated.claims, predicted.claims, tally)
    return tally


def _count_quotes(
    doc: str, gold: Sequence[QuoteSpans], found: Sequence[QuoteSpans], tally: Tally
) -> None:
    counts = tally.counts
    core = [q for q in gold if q.type != NOMINAL]
    nominal = [q for q in gold if q.type == NOMINAL]
    ours = [q for q in found if q.type != NOMINAL]
    pairs, strict = align(core, ours, LOOSE), align(core, ours, STRICT)
    taken, missed = {j for _, j in pairs}, set(range(len(core))) - {i for i, _ in pairs}
    # A prediction over a nominal report of the gold is neither right nor wrong.
    excused = {
        j
        for j, q in enumerate(ours)
        if j not in taken and any(overlap(n.span, q.span) >= EXCUSED for n in nominal)
    }
    counts["quotes gold"] += len(core)
    counts["quotes found"] += len(ours) - len(excused)
    counts["quotes right"] += len(pairs)
    counts["quotes strict"] += len(strict)
    tally.add_right("quotes", doc, (core[i] for i, _ in pairs))
    tally.add_right("quotes strict", doc, (core[i] for i, _ in strict))
    for i, quote in enumerate(core):
        counts[f"{quote.type} gold"] += 1
        counts[f"{quote.type} right"] += i not in missed
    for i, j in pairs:
        _count_attribution(doc, core[i], ours[j], tally)
    _count_nominal(doc, core, nominal, [q for q in found if q.type == NOMINAL], tally)
    tally.errors += [Error(doc, f"missed {core[i].type}", core[i].span) for i in sorted(missed)]
    spurious = set(range(len(ours))) - taken - excused
    tally.errors += [Error(doc, f"spurious {ours[j].type}", ours[j].span) for j in sorted(spurious)]


def _count_attribution(doc: str, gold: QuoteSpans, found: QuoteSpans, tally: Tally) -> None:
    named = same_source(gold.name, found.name)
    tally.counts["type right"] += gold.type == found.type
    for part, a, b in (("cue", gold.cue, found.cue), ("speaker", gold.speaker, found.speaker)):
        if a:
            tally.counts[f"{part} gold"] += 1
            tally.counts[f"{part} right"] += overlap(a, b) > 0
    if named:
        tally.counts["named right"] += 1
        tally.add_right("quotes with resolved speaker", doc, [gold])
    else:
        detail = f"{gold.name!r} read as {found.name!r}"
        tally.errors.append(Error(doc, "speaker", gold.span, detail))


def _count_nominal(
    doc: str,
    core: Sequence[QuoteSpans],
    gold: Sequence[QuoteSpans],
    found: Sequence[QuoteSpans],
    tally: Tally,
) -> None:
    pairs = align(gold, found, LOOSE)
    over_core = {j for _, j in align(core, found, LOOSE)} - {j for _, j in pairs}
    tally.counts["nominal gold"] += len(gold)
    tally.counts["nominal found"] += len(found) - len(over_core)
    tally.counts["nominal right"] += len(pairs)
    tally.add_right("nominal reports", doc, (gold[i] for i, _ in pairs))


def _count_claims(
    doc: str, gold: Sequence[ClaimSpans], found: Sequence[ClaimSpans], tally: Tally
) -> None:
    counts = tally.counts
    found = [claim for claim in found if claim.kind in (*CASUALTIES, PERCENTAGE)]
    pairs = align(gold, found, LOOSE, same_kind)
    right = [gold[i] for i, _ in pairs]
    for claims, what in ((gold, "gold"), (found, "found"), (right, "right")):
        counts[f"claims {what}"] += len(claims)
        for claim in claims:
            counts[f"{claim_group(claim)} {what}"] += 1
    for claim in right:
        tally.add_right(claim_group(claim), doc, [claim])
    for i, j in pairs:
        wrong = differences(gold[i], found[j])
        for part in ("value", "who", "status", "source"):
            counts[f"claim {part}"] += part not in wrong
        if is_whole(gold[i], found[j]):
            counts["claims whole"] += 1
            tally.add_right("claims with value, who and status", doc, [gold[i]])
        tally.errors += [Error(doc, "claim", gold[i].span, f"{part} differs") for part in wrong]
    missed = set(range(len(gold))) - {i for i, _ in pairs}
    spurious = set(range(len(found))) - {j for _, j in pairs}
    tally.errors += [Error(doc, f"missed {gold[i].kind}", gold[i].span) for i in sorted(missed)]
    tally.errors += [
        Error(doc, f"spurious {found[j].kind}", found[j].span) for j in sorted(spurious)
    ]


def claim_group(claim: ClaimSpans) -> str:
    """The figure that a claim counts in: casualties or percentages."""
    return "percentages" if claim.kind == PERCENTAGE else "casualties"


def same_kind(a: Spanned, b: Spanned) -> bool:
    """Whether two claims are of one kind, so that they may be a pair."""
    return isinstance(a, ClaimSpans) and isinstance(b, ClaimSpans) and a.kind == b.kind


def is_whole(gold: ClaimSpans, found: ClaimSpans) -> bool:
    """Whether value with bounds, `who` and status of a claim are right."""
    return not {"value", "who", "status"} & set(differences(gold, found))


def differences(gold: ClaimSpans, found: ClaimSpans) -> list[str]:
    """What differs between two claims: value (with its bounds), who, status, source."""
    same = {
        "value": all(_near(a, b) for a, b in zip(gold.numbers, found.numbers, strict=True)),
        "who": gold.who == found.who or overlap(gold.who, found.who) >= LOOSE,
        "status": gold.status == found.status,
        "source": gold.source == found.source or overlap(gold.source, found.source) > 0,
    }
    return [part for part, right in same.items() if not right]


def _near(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-6 * max(1.0, abs(a))


def scores_of(tally: Tally) -> Scores:
    """The scores of a comparison, in percent."""
    c = tally.counts
    found, right = c["quotes found"], c["quotes right"]
    claims = c["claims right"]
    return {
        "quotes": f1_of(right, found, c["quotes gold"]),
        "quotes strict": f1_of(c["quotes strict"], found, c["quotes gold"]),
        "quotes with resolved speaker": f1_of(c["named right"], found, c["quotes gold"]),
        **{
            f"recall {kind}": _share(c[f"{kind} right"], c[f"{kind} gold"])
            for kind in ("direct", "mixed", "indirect")
        },
        "quote type": _share(c["type right"], right),
        "cue": _share(c["cue right"], c["cue gold"]),
        "speaker mention": _share(c["speaker right"], c["speaker gold"]),
        "speaker resolved": _share(c["named right"], right),
        "nominal reports": f1_of(c["nominal right"], c["nominal found"], c["nominal gold"]),
        **{
            group: f1_of(c[f"{group} right"], c[f"{group} found"], c[f"{group} gold"])
            for group in ("casualties", "percentages", "claims")
        },
        "claims with value, who and status": f1_of(
            c["claims whole"], c["claims found"], c["claims gold"]
        ),
        **{
            f"claim {part}": _share(c[f"claim {part}"], claims)
            for part in ("value", "who", "status", "source")
        },
    }


def f1_of(right: int, found: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 in percent, with the three counts."""
    precision, recall = (right / n if n else 0.0 for n in (found, gold))
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    figures = {"p": precision, "r": recall, "f1": f1}
    rounded = {name: round(100 * value, 1) for name, value in figures.items()}
    return {**rounded, "gold": gold, "pred": found, "tp": right}


def _share(right: int, n: int) -> dict[str, float]:
    return {"accuracy": round(100 * right / n, 1) if n else 0.0, "n": n}
