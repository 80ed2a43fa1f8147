"""Sets of small words that many rules ask for, in lower case."""

OF = frozenset({"de", "d'", "des", "du"})
DE = frozenset({"de", "d'"})
TO = frozenset({"à", "au", "aux"})
QUE = frozenset({"que", "qu'"})
NE = frozenset({"ne", "n'"})
THE = frozenset({"le", "la", "les", "l'"})
