"""Accept the golden rows as the program writes them now: `make golden`, then read `git diff`."""

import shutil
import tempfile
from pathlib import Path

from pipeline.config import Config
from pipeline.execution.flow import run_all
from tests.golden.render import ARTICLES, golden_file, render, source


def main() -> None:
    """Run the program over the articles and write what has changed."""
    with tempfile.TemporaryDirectory() as folder:
        texts, tables = Path(folder) / "texts", Path(folder) / "tables"
        texts.mkdir()
        for article in ARTICLES:
            shutil.copy(source(article), texts)
        run_all(Config(), tables, texts, workers=1)
        accepted = accept(render(tables))
    print("\n".join(f"accepted: {file}" for file in accepted) or "nothing has changed")


def accept(rendered: dict[str, str]) -> list[Path]:
    """Write the rows that differ from those that stand; the files written."""
    written = []
    for article, text in rendered.items():
        file = golden_file(article)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            written.append(file)
    return written


if __name__ == "__main__":
    main()
