"""The shipped lexicons in their form, explained and sorted: `make lexicons` writes them so."""

from pathlib import Path

from pipeline.french.lexicons import shipped_lexicon
from pipeline.french.schemas import SCHEMAS
from pipeline.french.schemas.files import file_text
from tests.conftest import ROOT

FOLDER = ROOT / "pipeline" / "lexicons"


def lexicon_file(name: str) -> Path:
    """Where a lexicon lies."""
    return FOLDER / f"{name}.tsv"


def in_form(name: str) -> str:
    """The text that a lexicon's file is to have."""
    return file_text(SCHEMAS[name], shipped_lexicon(name).rows)


def main() -> None:
    """Write the files that are not in their form."""
    for name in SCHEMAS:
        text = in_form(name)
        if lexicon_file(name).read_text(encoding="utf-8") != text:
            lexicon_file(name).write_text(text, encoding="utf-8")
            print(f"written: {lexicon_file(name).relative_to(ROOT)}")


if __name__ == "__main__":
    main()
