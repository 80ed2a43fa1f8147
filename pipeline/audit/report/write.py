"""The static report: an overview, lists, and a page a document, as files that a browser opens.

Every file holds its style and its script; the index reads `search.js` when its box is first used.
A document's page depends on what was found in that document, so that a new document changes its
own page and those beside it; the other files are light, and made every time.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.overview import (
    BINS,
    LOW,
    Listed,
    Overview,
    documents_listed,
    overview,
    tellings,
)
from pipeline.audit.rendering import environment, plain
from pipeline.audit.report.articles import article_pages, page_at, read_article, render_article
from pipeline.audit.report.shell import assets_digest, shell
from pipeline.audit.report.site import (
    CONFLICTS,
    DOCUMENTS,
    INDEX,
    LEFT_OUT,
    REVISED,
    SEARCH_BEGINS,
    Site,
    article_page,
    list_page,
)
from pipeline.audit.subjects import QUOTE_TYPES, STATUSES
from pipeline.identifiers import digest

PER_PAGE = 200
FIGURES_PER_PAGE = 50
_OUTLETS, _CONFLICTS, _REVISED = 12, 8, 12
_TITLE = 160
_TYPES = {
    "direct": "the words themselves, in quotation marks",
    "mixed": "a sentence of the article with quoted words in it",
    "indirect": "reported in a clause: « il a dit que … »",
    "nominal": "reported in a noun phrase: « il a annoncé la fermeture »",
}
_LISTS = {
    CONFLICTS: (
        "Sources disagree",
        "Figures that seem to be of the same thing, where two sources exclude one another.",
    ),
    "revised": ("Revised in the telling", "Figures whose value changes without such a conflict."),
}

Told = tuple[Row, list[tuple[Row, Row, str]]]


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did: documents shown, files written because they were not there so, removed."""

    documents: int
    written: int
    removed: int


def write_report(
    corpus: Corpus,
    folder: Path,
    code: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Written:
    """Write the report on a corpus into `folder`, which need not be there.

    `code` is a fingerprint of the code that makes it: with it, the templates and the rows as they
    were, a document's page is left alone. The index is written after all that it links to, and what
    is gone is removed last; the bytes are those of a run from scratch.
    """
    site, seen, listed = Site(folder), overview(corpus), documents_listed(corpus)
    _write_articles(site, corpus, listed, seen, digest(code, assets_digest()), progress)
    _write_document_lists(site, listed)
    _write_figure_lists(site, corpus, seen)
    _write_left_out(site, corpus)
    site.write_search(search_data(listed))
    site.write(INDEX, render_index(corpus, seen))
    return Written(len(listed), site.written, site.remove_others())


def _write_articles(
    site: Site,
    corpus: Corpus,
    listed: Sequence[Listed],
    seen: Overview,
    made_with: str,
    progress: Callable[[int, int], None],
) -> None:
    failures: dict[str, list[Row]] = defaultdict(list)
    for row in corpus.failures:
        failures[row["doc_id"]].append(row)
    disputed = _disputed(corpus, seen)
    beside = [None, *(article_page(doc.doc_id) for doc in listed), None]
    for number, doc in enumerate(listed):
        previous, following = beside[number], beside[number + 2]
        progress(number, len(listed))
        failed = failures.get(doc.doc_id, [])
        article = read_article(corpus, doc.doc_id, failed, disputed, previous, following)
        names, fingerprint = article_pages(article.document), article.fingerprint(made_with)
        if not site.keep(names, fingerprint):
            for name, text in zip(names, render_article(corpus, article), strict=True):
                site.write(name, text, fingerprint)
    progress(len(listed), len(listed))


def _disputed(corpus: Corpus, seen: Overview) -> dict[str, str]:
    """Claim id → the list of figures that it stands in."""
    ids = corpus["figures"].table["claim_ids"]
    found = {REVISED: seen.revised, CONFLICTS: seen.conflicts}
    return {
        claim: name
        for name, figures in found.items()
        for figure in figures
        for claim in ids[figure].as_py()
    }


def _write_document_lists(site: Site, listed: Sequence[Listed]) -> None:
    template = environment().get_template("report/documents.html")
    pages = list(_cut(listed, PER_PAGE)) or [[]]
    for number, rows in enumerate(pages, 1):
        text = template.render(
            shell=shell(),
            rows=[(doc, article_page(doc.doc_id)) for doc in rows],
            number=number,
            last=len(pages),
            total=len(listed),
        )
        site.write(list_page(DOCUMENTS, number), text)


def _write_figure_lists(site: Site, corpus: Corpus, seen: Overview) -> None:
    template = environment().get_template("report/figures.html")
    for name, indices in ((CONFLICTS, seen.conflicts), (REVISED, seen.revised)):
        heading, explained = _LISTS[name]
        pages = list(_cut(indices, FIGURES_PER_PAGE))
        for number, part in enumerate(pages, 1):
            text = template.render(
                shell=shell(),
                list=name,
                heading=heading,
                explained=explained,
                rows=_told(corpus, part),
                number=number,
                last=len(pages),
                total=len(indices),
            )
            site.write(list_page(name, number), text)


def _write_left_out(site: Site, corpus: Corpus) -> None:
    template = environment().get_template("report/left_out.html")
    rejected = corpus["rejections"].table.to_pylist()
    failed = [
        {"path": row["doc_id"], "reason": f"failed in {row['stage']}", "detail": row["error"]}
        for row in corpus.failures
    ]
    rows = [*sorted(rejected, key=lambda row: (row["reason"], row["path"])), *failed]
    pages = list(_cut(rows, PER_PAGE))
    for number, part in enumerate(pages, 1):
        text = template.render(
            shell=shell(), rows=part, number=number, last=len(pages), total=len(rows)
        )
        site.write(list_page(LEFT_OUT, number), text)


def search_data(listed: Sequence[Listed]) -> str:
    """The script that the search box reads: a list of lists, in ASCII."""
    entries = [
        [
            article_page(doc.doc_id),
            plain(doc.title)[:_TITLE],
            plain(doc.outlet)[:_TITLE],
            str(doc.published or ""),
            plain(doc.path)[:_TITLE],
            doc.quotes,
            doc.claims,
        ]
        for doc in listed
    ]
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries)
    # Without `<` it is no page either, whatever takes it for one.
    return f"{SEARCH_BEGINS}\n{lines}\n];\n".replace("<", "\\u003c")


def render_index(corpus: Corpus, seen: Overview) -> str:
    """The text of the index: of much the same length whatever the size of the corpus."""
    outlets = [outlet for outlet in seen.material.outlets if outlet.name is not None]
    unnamed = [outlet for outlet in seen.material.outlets if outlet.name is None]
    return (
        environment()
        .get_template("report/index.html")
        .render(
            shell=shell(scripted=True),
            seen=seen,
            outlets=[*outlets[:_OUTLETS], *unnamed],
            more_outlets=len(outlets[_OUTLETS:]),
            periods=[(count.name, count.n, False) for count in seen.material.periods],
            bars=_histogram,
            low=LOW,
            least={name: _least(corpus, name, sure.least) for name, sure in seen.sureness.items()},
            conflicts=_told(corpus, seen.conflicts[:_CONFLICTS]),
            revised=_told(corpus, seen.revised[:_REVISED]),
            types=_TYPES,
            type_names=QUOTE_TYPES,
            statuses=STATUSES,
            per_page=PER_PAGE,
        )
    )


def _histogram(bins: Sequence[int]) -> list[tuple[str, int, bool]]:
    """Bars of a chart: label, height, whether it is of unsure rows."""
    return [(f".{i}" if i else "0", n, i < round(LOW * BINS)) for i, n in enumerate(bins)]


def _least(corpus: Corpus, table: str, indices: Sequence[int]) -> list[tuple[Row, Row, str]]:
    return [_placed(corpus, row) for row in corpus[table].take(indices)]


def _told(corpus: Corpus, indices: Sequence[int]) -> list[Told]:
    """Figures with their claims, each with its document and page."""
    return [
        (figure, [_placed(corpus, claim) for claim in tellings(corpus, figure)])
        for figure in corpus["figures"].take(indices)
    ]


def _placed(corpus: Corpus, row: Row) -> tuple[Row, Row, str]:
    """A row with its document and the page that shows it."""
    document = corpus.document(row["doc_id"]) or {}
    return row, document, page_at(document, row["start"])


def _cut(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """The rows in pages; none where there are none."""
    return (rows[first : first + size] for first in range(0, len(rows), size))
