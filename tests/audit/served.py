"""The review app as a process of its own, as a user starts it."""

import subprocess
import sys
from contextlib import contextmanager

from tests.conftest import ROOT


@contextmanager
def served(tables, audits, reviewer="anna"):
    """Start `depeche audit`; gives the process and its address, and kills it without a warning."""
    command = [sys.executable, "-m", "pipeline", "audit", str(tables), "--audits", str(audits)]
    options = ["--reviewer", reviewer, "--port", "0", "--no-browser"]
    process = subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        assert " at http://" in line, "the server did not start"
        yield process, line.split(" at ")[1].split("/ ")[0]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
