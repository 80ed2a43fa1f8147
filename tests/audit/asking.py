"""A reviewer's browser, without the browser: asks the app and posts its forms."""

from starlette.testclient import TestClient

from pipeline.audit.app.server import create_app
from pipeline.audit.corpus import Corpus
from pipeline.audit.subjects import SUBJECTS, digest_of
from pipeline.audit.verdicts.log import Logs

BASE = "http://127.0.0.1:8421"
ORIGIN = {"Origin": BASE}


class Reviewer:
    """A reviewer over tables, with a log of verdicts."""

    def __init__(self, tables, audits, name="anna"):
        self.app = create_app(tables, audits, name)
        self.client = TestClient(self.app, base_url=BASE, follow_redirects=False)
        self.logs, self.name = Logs(audits), name
        self.corpus = Corpus(tables)

    def get(self, path, **options):
        return self.client.get(path, **options)

    def post(self, path, headers=ORIGIN, **form):
        form = {"token": self.app.state.audit.token, "seen": self._seen(form), **form}
        return self.client.post(path, data=form, headers=headers)

    def undo(self):
        """Take back the last entry, as the button under it says."""
        last = self.logs.of(self.name).last
        return self.post("/undo", entry=last.id if last else "")

    def _seen(self, form):
        """What the page of the row or document says that it shows."""
        subject, document = SUBJECTS.get(form.get("table")), form.get("doc_id")
        if document:
            return self.corpus.document(document)["text_sha256"]
        row = self.corpus[subject.table].get(form["id"]) if subject else None
        return digest_of(subject, row) if row else ""

    @property
    def entries(self):
        return self.logs.of(self.name).entries
