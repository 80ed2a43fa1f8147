"""depeche: who said what, and which figures are claimed, in French press text."""

__version__ = "0.1.0"
