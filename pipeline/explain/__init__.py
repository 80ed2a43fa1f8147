"""Why a row is there, or missing: the rules once more over one document, with a trace."""
