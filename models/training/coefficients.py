"""The coefficients of a fitted model as the lexicon that rules read."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.french.schemas import SCHEMAS
from pipeline.french.schemas.files import file_text

ROOT = Path(__file__).parent.parent.parent


def write_coefficients(
    model: str, coefficients: Mapping[str, float], path: Path | None = None
) -> None:
    """Write the lexicon named like the model, three decimals; `path`: into another file."""
    cells = ({"feature": name, "coefficient": f"{c:.3f}"} for name, c in coefficients.items())
    file = path or ROOT / "pipeline" / "lexicons" / f"{model}.tsv"
    file.write_text(file_text(SCHEMAS[model], cells), encoding="utf-8")
