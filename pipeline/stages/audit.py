"""audit: the reviewers' verdicts against the tables as they are, as DVC metrics and a table."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.audit import corpus
from pipeline.audit.subjects import SUBJECTS
from pipeline.audit.verdicts.log import Logs, problems_of
from pipeline.audit.verdicts.measures import measure
from pipeline.audit.verdicts.metrics import Metrics, metrics
from pipeline.audit.verdicts.rows import verdict_rows
from pipeline.audit.verdicts.standing import standings, without_copies
from pipeline.files import Kind, json_object, write_text
from pipeline.stages.base import Context, CorpusStage, Made
from pipeline.tables import AUDIT_VERDICTS

METRICS = "audit.json"


def _is_metrics(path: Path) -> bool:
    """Whether a file holds metrics of an audit, table by table; none where nothing is judged."""
    found = json_object(path)
    return found is not None and all(
        table in SUBJECTS and isinstance(figures, dict) and "judged" in figures
        for table, figures in found.items()
    )


def make(context: Context) -> Made:
    """The verdicts that hold, and their metrics; tells what in the logs could not be taken."""
    audit = make_audit(context.out, Path(context.config.audit.folder))
    write_metrics(audit, context.out)
    told = tuple(f"audit: {warning}" for warning in audit.warnings)
    return Made({AUDIT_VERDICTS.name: audit.verdicts}, told)


@dataclass(frozen=True)
class Audit:
    """The table `audit_verdicts`, the metrics, and what in the logs could not be taken."""

    verdicts: pa.Table
    metrics: Metrics
    warnings: tuple[str, ...]


def make_audit(root: Path, folder: Path) -> Audit:
    """The audit of the tables under `root` by the logs in `folder`, which may be absent.

    A line that cannot be read, and an entry that another log has as well, is left out with a
    warning. Raises TableError if a table is missing.
    """
    tables = corpus.Corpus(root)
    logs, copies = without_copies(Logs(folder).all())
    said = standings(tables, logs)
    verdicts = AUDIT_VERDICTS.rows(verdict_rows(tables, said))
    warnings = (*(str(problem) for problem in problems_of(logs)), *copies)
    return Audit(verdicts, metrics(measure(tables, said)), warnings)


def write_metrics(audit: Audit, out: Path) -> None:
    """Write `audit.json`; an empty object without verdicts."""
    text = json.dumps(audit.metrics, indent=1, ensure_ascii=False)
    write_text(out / METRICS, text + "\n")


STAGE = CorpusStage(
    name="audit",
    module=__name__,
    reads=corpus.READS,
    writes=("audit_verdicts",),
    files=((".", Kind(re.compile(re.escape(METRICS)), _is_metrics, shared=True)),),
    make=make,
)
