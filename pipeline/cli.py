"""The command `depeche`: one subcommand each, nothing but options, calls and printing.

The subcommands import what they need when they are called: `depeche tables` loads no model.
"""

import json
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid

from pipeline.config import Backend, Config, load_config
from pipeline.errors import DepecheError

OUT = Path("outputs")
SEEDS = Path("seeds")
AUDITS = Path("audits")
_BAR_AFTER_SECONDS = 2.0

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

models_app = typer.Typer(help="Trained models that are fetched from elsewhere.")
app.add_typer(models_app, name="models", no_args_is_help=True)

OutOption = Annotated[Path, typer.Option("--out", help="Folder of the tables.")]
ParamsOption = Annotated[
    Path | None, typer.Option("--params", help="A params.yaml; without it, the defaults.")
]
ReplaceOption = Annotated[
    bool,
    typer.Option("--replace", help="Take a folder over that holds the tables of another corpus."),
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Worker processes; default: as configured.")
]


def main() -> None:
    """Run the command; an error of ours is one message and its exit status."""
    try:
        app()
    except DepecheError as error:
        Console(stderr=True, highlight=False, markup=False).print(
            f"depeche: {error}", soft_wrap=True
        )
        sys.exit(error.exit_status)


@app.callback()
def options(
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            "-v",
            envvar="DEPECHE_VERBOSE",
            help="Say on standard error what is done, and why a document failed.",
        ),
    ] = False,
) -> None:
    """Who said what, and which figures are claimed, in French press text."""
    if verbose:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger = logging.getLogger("pipeline")
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)


@app.command()
def run(
    corpus: Annotated[Path, typer.Argument(help="Folder with .txt files.")],
    out: OutOption,
    workers: WorkersOption = None,
    params: ParamsOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Run all stages over a folder of texts, without DVC; only what has changed is done again."""
    from pipeline.execution.flow import run_all

    began = time.perf_counter()
    with _progress("shards") as progress:
        report = run_all(load_config(params), out, corpus, workers, progress, replace)
    summary(out)
    seconds = time.perf_counter() - began
    print(f"{report.shards - report.shards_kept} of {report.shards} shards run in {seconds:.1f} s")


@app.command()
def stage(
    name: Annotated[str, typer.Argument(help="A stage of dvc.yaml.")],
    out: OutOption = OUT,
    seeds: Annotated[Path, typer.Option("--seeds", help="The corpus folder.")] = SEEDS,
    params: Annotated[Path, typer.Option("--params", help="The params file.")] = Path(
        "params.yaml"
    ),
    workers: WorkersOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Run one stage over the tables: what dvc.yaml calls."""
    from pipeline.execution.flow import run_stages

    with _progress(f"{name}: shards") as progress:
        report = run_stages([name], load_config(params), out, seeds, workers, progress, replace)
    if report.failures:
        print(f"{name}: {report.failures} documents failed, see {out / 'failures' / name}")
    for line in report.told:
        print(line)


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the rows as JSON.")] = False,
    params: ParamsOption = None,
) -> None:
    """Show the quotes, claims and entities of one text."""
    from pipeline.corpus.rejection import Rejection
    from pipeline.extract import extract as extract_tables
    from pipeline.listing import listing

    data, name = _read(file)
    try:
        with _progress("models and analysis"):
            tables = extract_tables(data, name, load_config(params))
    except Rejection as why:
        raise DepecheError(f"{file} is not taken ({why.reason}): {why.detail}") from why
    if as_json:
        shown = ("documents", "mentions", "entities", "quotes", "claims")
        rows = {table: tables[table].to_pylist() for table in shown}
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    else:
        print("\n".join(listing(tables)))


@app.command()
def tables(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="In Markdown, as in outputs/README.md.")
    ] = False,
) -> None:
    """Print the data dictionary: every table and column with its type and meaning."""
    from pipeline.dictionary import dictionary, markdown_dictionary

    print(markdown_dictionary() if markdown else dictionary())


@app.command()
def lexicons(
    name: Annotated[str | None, typer.Argument(help="A lexicon, to see its columns.")] = None,
    params: ParamsOption = None,
) -> None:
    """List the lexicons: what each is, which stages read it, what your own words change in it.

    With NAME: what its columns mean and which values they take. Own words lie in the folder
    `lexicons.folder` of the params file, or in `lexicons/` where none is given.
    """
    from pipeline.lexicon_listing import description, overview

    config = load_config(params)
    print("\n".join(overview(config) if name is None else description(name, config)))


@app.command()
def summary(out: Annotated[Path, typer.Argument(help="Folder of the tables.")] = OUT) -> None:
    """Count the rows of the tables and the seconds that each stage took last."""
    from pipeline.summary import summarise

    grid = Grid("", "rows / seconds", title=str(out))
    for name, figure in summarise(out):
        grid.add_row(name, figure)
    Console().print(grid)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="Folder of tables, before.")],
    new: Annotated[Path, typer.Argument(help="Folder of tables, after.")],
    table: Annotated[
        list[str] | None, typer.Option("--table", help="A table to compare; default: all.")
    ] = None,
    show: Annotated[
        int, typer.Option("--show", min=0, help="Rows of each kind to show, with their text.")
    ] = 0,
) -> None:
    """Compare two folders of tables row by row: what did a change of lexicon, rule or model do?

    Exit status: 0 where nothing differs, 1 where anything does, 2 where they cannot be compared.
    """
    from pipeline.comparison.folders import compare
    from pipeline.comparison.lines import comparison_lines

    comparison = compare(old, new, table or ())
    for line in comparison_lines(comparison, old, new, show):
        print(line)
    raise typer.Exit(int(comparison.differs))


@app.command(name="report")
def write_pages(out: Annotated[Path, typer.Argument(help="Folder of the tables.")] = OUT) -> None:
    """Write a report on the tables, to read and to send: `report/index.html` beside them."""
    from pipeline.execution.flow import run_stages

    with _progress("pages") as progress:
        report = run_stages(["report"], Config(), out, progress=progress)
    print("\n".join(report.told))


@app.command()
def benchmark(
    corpus: Annotated[Path, typer.Argument(help="Folder with .txt files.")],
    workers: Annotated[int, typer.Option("--workers", min=1)] = 2,
    repeat_to: Annotated[
        int, typer.Option("--repeat-to", help="Repeat the texts up to so many documents.")
    ] = 0,
    backend: Annotated[
        Backend | None, typer.Option("--backend", help="The engine of tokenize and ner.")
    ] = None,
    params: ParamsOption = None,
) -> None:
    """Words per second of the whole run against raw spaCy over the same texts, as a ratio."""
    from pipeline.benchmark import measure
    from pipeline.config import with_backend

    config = load_config(params)
    if backend is not None:
        config = with_backend(config, backend)
    with _progress("runs") as progress:
        lines = measure(corpus, config, workers, repeat_to, progress)
    print("\n".join(lines))


@app.command()
def audit(
    out: Annotated[Path, typer.Argument(help="Folder of the tables.")] = OUT,
    audits: Annotated[
        Path, typer.Option("--audits", help="Folder of the reviewers' verdicts.")
    ] = AUDITS,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", help="Your name; default: your login.")
    ] = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 8421,
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; other machines get in without login.")
    ] = "127.0.0.1",
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help="A further host name under which it may be asked."),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Review quotes, figures and entities in their articles: a web app on this machine."""
    from pipeline.audit.app.security import LOOPBACK
    from pipeline.audit.app.server import create_app, serve
    from pipeline.audit.verdicts.log import default_reviewer

    hosts = frozenset({*LOOPBACK, host, *(allow or [])})
    web = create_app(out, audits, reviewer or default_reviewer(), hosts)
    serve(web, host, port, browser)


@app.command()
def queue(
    table: Annotated[Literal["quotes", "claims"], typer.Argument(help="What to check.")],
    out: Annotated[Path, typer.Argument(help="Folder of the tables.")] = OUT,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Rows to show.")] = 20,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", help="NAME=VALUE: rows that hold it, whatever case and accents."),
    ] = None,
    exactly: Annotated[
        list[str] | None,
        typer.Option("--exactly", help="NAME=VALUE: rows with exactly this, or with whole words."),
    ] = None,
) -> None:
    """List the rows to check first: disputed by a second recogniser, then least sure.

    Filters as in the review app: document, speaker, outlet, rule, words … How many rows there are
    in all, and in either sense, is said on standard error.
    """
    from pipeline.audit.corpus import Corpus
    from pipeline.audit.queue import queue_listing, reach_listing, select, selection_from

    corpus, selection = Corpus(out), selection_from(table, limit, where or [], exactly or [])
    rows = corpus[table].take(select(corpus, selection))
    if rows:
        print("\n".join(queue_listing(table, rows)))
    print("\n".join(reach_listing(corpus, selection, len(rows))), file=sys.stderr)


@app.command()
def gold(
    folder: Annotated[Path, typer.Argument(help="Folder to write DOC.txt and DOC.json to.")],
    out: OutOption = OUT,
    audits: Annotated[Path, typer.Option("--audits", help="The reviewers' verdicts.")] = AUDITS,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace other gold of the same name as a whole.")
    ] = False,
) -> None:
    """Export the documents that are fully reviewed as gold annotation; say what others lack."""
    from pipeline.audit.corpus import Corpus
    from pipeline.audit.gold.export import gold_documents, write_gold
    from pipeline.audit.verdicts.log import Logs
    from pipeline.audit.verdicts.standing import standings

    corpus = Corpus(out)
    documents, incomplete = gold_documents(corpus, standings(corpus, Logs(audits).all()))
    for document in incomplete:
        print(f"not yet: {document.doc_id}: {document.why}")
    for path in write_gold(documents, folder, overwrite):
        print(path)
    print(f"{len(documents)} documents are gold in {folder}, {len(incomplete)} not yet")


@models_app.command()
def fetch(
    engine: Annotated[Literal["stanza"], typer.Argument(help="Whose models.")],
    params: ParamsOption = None,
) -> None:
    """Download an engine's official French models, with a record of their checksums."""
    from pipeline.backends.stanza_models import fetch as fetch_models

    folder = Path(load_config(params).stanza.models)
    files = fetch_models(folder)
    print(f"{engine}: {len(files)} files in {folder}, checksums beside them")


def _read(file: str) -> tuple[bytes, str]:
    if file == "-":
        return sys.stdin.buffer.read(), "stdin.txt"
    path = Path(file)
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise DepecheError(
            f"{file} cannot be read ({error.strerror}): give a text file."
        ) from error


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, once the work takes longer than two seconds; else nothing.

    Nothing either where the log says what is done.
    """
    console = Console(stderr=True)
    bar = Progress(
        TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    )
    task = bar.add_task(what, total=None)
    late = threading.Timer(_BAR_AFTER_SECONDS, bar.start)
    late.daemon = True
    if console.is_terminal and not logging.getLogger("pipeline").isEnabledFor(logging.INFO):
        late.start()
    try:
        yield lambda done, total: bar.update(task, completed=done, total=total)
    finally:
        late.cancel()
        if bar.live.is_started:
            bar.stop()
