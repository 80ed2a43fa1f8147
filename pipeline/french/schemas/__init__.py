"""Every lexicon, declared once: what its file is and which cells its columns take."""

from pipeline.french.schemas import claims, grammar, names, numbers, quotes, text
from pipeline.french.schemas.row import SCHEMAS, Schema

# To import a module is to declare its lexicons.
MODULES = (text, grammar, names, quotes, claims, numbers)

__all__ = ["MODULES", "SCHEMAS", "Schema"]
