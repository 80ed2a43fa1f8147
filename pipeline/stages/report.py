"""report: the finished tables as pages to read, without a server and without a network."""

from pipeline.audit import corpus
from pipeline.audit.report.site import INDEX, PLACES
from pipeline.audit.report.write import write_report
from pipeline.stages.base import Context, CorpusStage, Made

FOLDER = "report"


def make(context: Context) -> Made:
    """Write the pages that would not be the same. Raises TableError if a table is missing."""
    tables, folder = corpus.Corpus(context.out), context.out / FOLDER
    pages = write_report(tables, folder, context.fingerprint, context.progress)
    told = f"{pages.documents} documents, {pages.written} files written, {pages.removed} removed"
    return Made(told=(f"{folder / INDEX}: {told}",))


STAGE = CorpusStage(
    name="report",
    module=__name__,
    reads=(*corpus.READS, "failures"),
    files=tuple((f"{FOLDER}/{folder}", kind) for folder, kind in PLACES),
    make=make,
)
