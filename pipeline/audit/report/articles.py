"""The pages of a document in the report: its text with what was found, and the rows behind."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.audit.article import (
    PART,
    Section,
    Window,
    document_layers,
    paragraphs,
    part_of,
    parts_of,
    sections,
)
from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.rendering import environment
from pipeline.audit.report.shell import shell
from pipeline.audit.report.site import article_page
from pipeline.identifiers import digest

_LABELS = {"PER": "People", "ORG": "Organisations", "LOC": "Places"}


@dataclass(frozen=True)
class Article:
    """A document with all that its pages show; `previous` and `next` are pages.

    `disputed` says which of its claims stand in conflict or were revised: claim id → `conflicts`
    or `revised`.
    """

    document: Row
    rows: Mapping[str, list[Row]]
    failures: list[Row]
    places: Mapping[str, str]
    disputed: Mapping[str, str]
    previous: str | None
    next: str | None

    def fingerprint(self, made_with: str) -> str:
        """A digest of all that the pages are made from, `made_with` the code and templates."""
        content = (
            *(self.document, dict(self.rows), self.failures, dict(self.places)),
            *(dict(self.disputed), self.previous, self.next),
        )
        return digest(made_with, json.dumps(content, default=str, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Name:
    """An entity as the document names it, and how often."""

    entity_id: str
    label: str
    name: str
    roles: tuple[str, ...]
    n: int


def read_article(
    corpus: Corpus,
    doc_id: str,
    failures: list[Row],
    disputed: Mapping[str, str],
    previous: str | None,
    following: str | None,
) -> Article:
    """A document with its rows. Raises KeyError if there is no such document."""
    document = corpus.document(doc_id)
    if document is None:
        raise KeyError(doc_id)
    rows = {name: corpus[name].of(doc_id) for name in ("sentences", "mentions", "quotes", "claims")}
    ids = [claim["claim_id"] for claim in rows["claims"]]
    placed = {claim["place_entity_id"] for claim in rows["claims"]} - {None}
    places = {entity: corpus.entity_name(entity) or entity for entity in sorted(placed)}
    of_these = {claim: disputed[claim] for claim in ids if claim in disputed}
    return Article(document, rows, failures, places, of_these, previous, following)


def windows(document: Row) -> list[Window]:
    """The stretches of text that are a page each; one, unless the document is long."""
    return parts_of(document["text"])


def page_at(document: Row, offset: int) -> str:
    """The page of a document that shows an offset."""
    if document["n_chars"] <= PART:
        return article_page(document["doc_id"])
    return article_page(document["doc_id"], part_of(windows(document), offset))


def article_pages(document: Row) -> list[str]:
    """The names of a document's pages."""
    return [article_page(document["doc_id"], part) for part in range(len(windows(document)))]


def render_article(corpus: Corpus, article: Article) -> Iterator[str]:
    """The text of each page of a document, in the order of `article_pages`."""
    document = article.document
    parts, names = windows(document), article_pages(document)
    layers = document_layers(*(article.rows[name] for name in ("mentions", "quotes", "claims")))
    cut = sections(corpus, document["doc_id"])
    template = environment().get_template("report/document.html")
    for number, window in enumerate(parts):
        found = {name: list(_within(rows, window)) for name, rows in article.rows.items()}
        both = [*found["quotes"], *found["claims"]]
        yield template.render(
            shell=shell(),
            doc=document,
            part=number,
            parts=parts,
            part_pages=names,
            headed=_headed(cut, window),
            paragraphs=paragraphs(document["text"], cut, layers, both, window),
            link=lambda table, row_id: f"#row-{row_id}",
            quotes=found["quotes"],
            claims=found["claims"],
            names=list(_grouped(found["mentions"])),
            disputed=article.disputed,
            places=article.places,
            failures=article.failures,
            previous=article.previous,
            next=article.next,
            first_page=article_page(document["duplicate_of"]) if document["duplicate_of"] else None,
        )


def _within(rows: Iterable[Row], window: Window) -> Iterator[Row]:
    return (row for row in rows if window[0] <= row["start"] < window[1])


def _headed(cut: list[Section], window: Window) -> bool:
    """Whether the headline is on the page: then the page needs no other."""
    return bool(cut) and cut[0].kind == "headline" and cut[0].start >= window[0] == 0


def _grouped(mentions: Iterable[Row]) -> Iterator[tuple[str, list[Name]]]:
    """The entities that are named, by label, most frequent first."""
    first: dict[str, Row] = {}
    numbers: Counter[str] = Counter()
    for row in mentions:
        if row["entity_id"] is not None:
            first.setdefault(row["entity_id"], row)
            numbers[row["entity_id"]] += 1
    found = [
        Name(entity, row["label"], row["name"], tuple(row["roles"]), numbers[entity])
        for entity, row in first.items()
    ]
    for label, heading in _LABELS.items():
        group = sorted(
            (name for name in found if name.label == label), key=lambda name: (-name.n, name.name)
        )
        if group:
            yield heading, group
