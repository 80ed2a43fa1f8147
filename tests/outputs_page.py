"""outputs/README.md, whose last part is the data dictionary: `make dictionary` writes that anew."""

from pipeline.dictionary import markdown_dictionary
from tests.conftest import ROOT

PAGE = ROOT / "outputs" / "README.md"
MARK = "<!-- Written by `make dictionary` from pipeline/tables.py: do not edit what follows. -->"


def with_dictionary(page: str) -> str:
    """The page with all that stands behind the mark written anew. Raises ValueError without it."""
    before, mark, _ = page.partition(MARK)
    if not mark:
        raise ValueError(f"{PAGE} has lost the line « {MARK} »: put it where the tables begin.")
    return f"{before}{mark}\n\n{markdown_dictionary()}\n"


def main() -> None:
    """Write the page, if the tables have changed."""
    page = PAGE.read_text(encoding="utf-8")
    anew = with_dictionary(page)
    if anew == page:
        print("nothing has changed")
    else:
        PAGE.write_text(anew, encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
