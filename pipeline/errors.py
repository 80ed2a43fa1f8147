"""Errors that a user can meet: what happened, where, and what to do about it."""


class DepecheError(Exception):
    """An error with a remedy. The command prints it as it is, without a traceback."""

    exit_status = 1


class ConfigError(DepecheError):
    """params.yaml, or an option, holds something that the project does not know or take."""


class LexiconError(DepecheError):
    """A lexicon file is not in its form."""


class TableError(DepecheError):
    """A table is missing, or its rows do not fit the schema."""


class OutputError(DepecheError):
    """The output folder cannot be written, is in use, or holds what the program did not write."""


class CorpusError(DepecheError):
    """The corpus folder cannot be read as a corpus."""


class ModelError(DepecheError):
    """A trained model is missing or not in its form."""


class StageError(DepecheError):
    """A stage could not run."""


class AuditError(DepecheError):
    """A verdict, a reviewer's name or what the review app was told cannot be taken."""


class ExplainError(DepecheError):
    """A question names no row and no place of a text that is analysed."""


class ComparisonError(DepecheError):
    """Two folders of tables cannot be compared."""

    exit_status = 2
