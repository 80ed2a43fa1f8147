"""depeche: who said what, and which figures are claimed, in French press text."""

import logging

# The standard library's way for a library to print nothing that nobody asked for.
logging.getLogger(__name__).addHandler(logging.NullHandler())

__version__ = "0.1.0"
