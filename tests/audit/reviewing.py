"""Reviewers made by hand: entries on rows and documents, and tables that changed since."""

import shutil
from itertools import count

from pipeline.audit.subjects import SUBJECTS, judged_values
from pipeline.audit.verdicts.log import Entry, Log
from pipeline.config import Config
from pipeline.execution.flow import run_stages
from pipeline.parts import read_table, write_part
from pipeline.tables import TABLES

_numbers = count()


def write_audit(out, audits):
    """Run the stage over the tables in `out`; what it tells of the logs in `audits`."""
    config = Config.model_validate({"audit": {"folder": str(audits)}})
    return run_stages(["audit"], config, out).told


def about(corpus, verdict, table, doc_id=None, **values):
    """An entry, on a document where one is given."""
    if doc_id is not None:
        values = {"text_sha256": corpus.document(doc_id)["text_sha256"], **values}
    at = "2024-05-01T10:00:00.000+00:00"
    return Entry(
        id=f"v{next(_numbers)}", at=at, verdict=verdict, table=table, doc_id=doc_id, **values
    )


def judged(corpus, verdict, table, row, /, *faults, **values):
    """A verdict on a row."""
    subject = SUBJECTS[table]
    values = {"row_id": row[subject.key], "row": judged_values(subject, row), **values}
    return about(corpus, verdict, table, row.get("doc_id"), faults=faults, **values)


def span(text, part, start=0):
    """A span of a correction: where the part stands in the text."""
    at = text.index(part, start)
    return {"start": at, "end": at + len(part), "text": part}


def log(*entries, reviewer="anne"):
    return Log(reviewer, tuple(entries))


def changed(root, out, table, change):
    """A copy of the tables in which `change` maps the rows of one to others."""
    shutil.copytree(root, out)
    rows = change(read_table(out, table).to_pylist())
    shutil.rmtree(out / table)
    write_part(out / table, "all", TABLES[table].rows(rows), "changed")
    return out
