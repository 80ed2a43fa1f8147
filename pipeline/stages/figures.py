"""figures: claims over the corpus, those of the same thing together, as one table."""

from collections import defaultdict
from pathlib import Path

import pyarrow as pa

from pipeline.figures.events import Document, group_documents
from pipeline.figures.figures import Told, gather
from pipeline.parts import read_table
from pipeline.stages.base import Context, CorpusStage, Made
from pipeline.tables import FIGURES


def make(context: Context) -> Made:
    """The figures of all claims."""
    return Made({FIGURES.name: make_figures(context.out)})


def make_figures(root: Path) -> pa.Table:
    """The `figures` of the tables under `root`."""
    documents = read_table(root, "documents", ["doc_id", "published"]).to_pylist()
    mentions = read_table(root, "mentions", ["doc_id", "entity_id"]).to_pylist()
    claims = read_table(root, "claims").to_pylist()
    entities = read_table(root, "entities", ["entity_id", "name"]).to_pylist()
    named, placed = defaultdict(set), defaultdict(set)
    for mention in mentions:
        if mention["entity_id"] is not None:
            named[mention["doc_id"]].add(mention["entity_id"])
    for claim in claims:
        if claim["place_entity_id"]:
            placed[claim["doc_id"]].add(claim["place_entity_id"])
    published = {row["doc_id"]: row["published"] for row in documents}
    with_claims = sorted({claim["doc_id"] for claim in claims})
    events = group_documents(
        [
            Document(doc, published[doc], frozenset(named[doc]), frozenset(placed[doc]))
            for doc in with_claims
        ]
    )
    told = (Told(row, events[row["doc_id"]], published[row["doc_id"]]) for row in claims)
    return FIGURES.rows(gather(told, {row["entity_id"]: row["name"] for row in entities}))


STAGE = CorpusStage(
    name="figures",
    module=__name__,
    reads=("documents", "mentions", "entities", "claims"),
    writes=("figures",),
    make=make,
    distributions=("babel",),
)
