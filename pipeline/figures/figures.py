"""Claims that speak of the same thing as one row: first and last value, range, sources, conflict.

The same thing: the same kind, of the same group of people (or, for a percentage, the same share),
in the same event, place and year. A part of a toll (« dont trois enfants ») is a thing of its own.
Two figures conflict if their bounds exclude one another and different sources give them within two
days; otherwise a figure that differs from an earlier one is a revision.
"""

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from pipeline.french.dates.written import YEAR
from pipeline.french.text import fold
from pipeline.identifiers import stable_id

Row = Mapping[str, Any]

TOLD = ("asserted", "unconfirmed")
_SHARES = ("percentage", "share")
# Rules that read a part of another figure.
_PARTS = ("shared", "among", "detail", "echo:parts", "echo:of them")
# « onze morts depuis le début de l'hiver » is no toll of the avalanche that the text is about.
_STRETCH = re.compile(
    r"\b(?:depuis|chaque année|chaque jour|chaque semaine|par an|l['’]an dernier|l['’]an passé"
    r"|cette saison|cet hiver|cet été|cette année|en un an|ces dernières années)\b",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\b(?:taux|part|proportion|participation|abstention|inflation|croissance|chomage|deficit"
    r"|dette|couverture|taxe|tva|marge|pib)\b"
)
_ARTICLE = re.compile(r"^(?:l['’]|les? |la |un |une |des |du )", re.IGNORECASE)
_CLOSE = 2  # days within which differing figures conflict; later ones are revisions


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its document's event and day of publication."""

    row: Row
    event: str
    published: datetime.date | None

    @property
    def order(self) -> tuple[datetime.date, str, int]:
        """Sorts the claims of a thing in the order of time."""
        return self.published or datetime.date.max, self.row["doc_id"], self.row["start"]


def gather(claims: Iterable[Told], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The rows of `figures`; `names`: entity id to name."""
    things: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for told in claims:
        key = _thing(told)
        if key is not None:
            things[key].append(told)
    for key in sorted(things):
        for group in _by_place(things[key]):
            yield _figure(sorted(group, key=lambda told: told.order), names)


def _thing(told: Told) -> tuple[str, ...] | None:
    """What a claim speaks of, apart from the place; None for a percentage of nothing."""
    row = told.row
    who = fold(_ARTICLE.sub("", row["who"] or ""))
    if row["kind"] in _SHARES:
        if not who:
            return None
        moves = row["direction"] or _RATE.search(who) or row["rule"] == "percentage:pair"
        single = "" if moves else row["claim_id"]  # two shares of « Wallons » are two things
        return row["kind"], told.event, who, row["direction"] or "", single
    part = who if row["rule"] in _PARTS else ""
    group, country = row["who_group"] or "", row["who_country"] or ""
    return row["kind"], told.event, group, country, part, _year(told)


def _year(told: Told) -> str:
    """The year or stretch of time that the clause names: no figure of the event alone then."""
    if stretch := _STRETCH.search(told.row["evidence"]):
        return stretch.group().lower()
    found = {match.group() for match in YEAR.finditer(told.row["evidence"])}
    found -= {str(told.published.year) if told.published else "", told.row["text"]}
    return min(found, default="")


def _by_place(claims: Sequence[Told]) -> list[list[Told]]:
    """The claims by place; those without one go to the place that most have."""
    counts = Counter(told.row["place_entity_id"] for told in claims)
    counts.pop(None, None)
    if len(counts) <= 1 or claims[0].row["kind"] in _SHARES:
        return [list(claims)]
    usual = max(counts, key=lambda place: (counts[place], place))
    groups: dict[str, list[Told]] = defaultdict(list)
    for told in claims:
        groups[told.row["place_entity_id"] or usual].append(told)
    return [groups[place] for place in sorted(groups)]


def _figure(claims: Sequence[Told], names: Mapping[str, str]) -> dict[str, Any]:
    told = [claim for claim in claims if claim.row["status"] in TOLD]
    values = [claim.row["value"] for claim in told if claim.row["value"] is not None]
    bounds = [bound for claim in told for bound in _ends(claim.row)]
    first, days = claims[0].row, [c.published for c in claims if c.published]
    place = next(iter(_column(claims, "place_entity_id")), None)
    conflict = any(_conflict(a, b) for a, b in combinations(told, 2))
    return {
        "figure_id": stable_id("f", *(claim.row["claim_id"] for claim in claims)),
        "event": claims[0].event,
        "kind": first["kind"],
        "who": _most_common(_column(claims, "who")),
        "who_group": first["who_group"],
        "who_country": first["who_country"],
        "place_entity_id": place,
        "place_name": names.get(place or ""),
        "event_date": min(_column(claims, "event_date"), default=None),
        "first_published": min(days, default=None),
        "last_published": max(days, default=None),
        "first_value": values[0] if values else None,
        "last_value": values[-1] if values else None,
        "lowest": min(bounds, default=None),
        "highest": max(bounds, default=None),
        "statuses": sorted({claim.row["status"] for claim in claims}),
        "sources": sorted(set(_column(claims, "source_name"))),
        "conflict": conflict,
        "revised": not conflict and len(set(values)) > 1,
        "n_claims": len(claims),
        "n_documents": len({claim.row["doc_id"] for claim in claims}),
        "claim_ids": [claim.row["claim_id"] for claim in claims],
    }


def _column(claims: Sequence[Told], name: str) -> list[Any]:
    return [claim.row[name] for claim in claims if claim.row[name] is not None]


def _most_common(values: Sequence[str]) -> str | None:
    return Counter(values).most_common(1)[0][0] if values else None


def _ends(row: Row) -> list[float]:
    return [row[name] for name in ("low", "high", "value") if row[name] is not None]


def _conflict(a: Told, b: Told) -> bool:
    """Whether two sources give figures that exclude one another, at about the same time."""
    sources = a.row["source_name"], b.row["source_name"]
    if None in sources or sources[0] == sources[1]:
        return False
    days = [told.published for told in (a, b) if told.published]
    near = len(days) < 2 or abs((days[0] - days[1]).days) <= _CLOSE
    same_day = a.row["doc_id"] == b.row["doc_id"] or near
    return same_day and _excludes(a.row, b.row)


def _excludes(a: Row, b: Row) -> bool:
    """Whether no number lies within the bounds of both claims."""
    low = max((r["low"] for r in (a, b) if r["low"] is not None), default=None)
    high = min((r["high"] for r in (a, b) if r["high"] is not None), default=None)
    return low is not None and high is not None and low > high
