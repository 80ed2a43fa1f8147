"""Sets of small words that many rules ask for, in lower case."""

OF = frozenset({"de", "d'", "des", "du"})
DE = frozenset({"de", "d'"})
TO = frozenset({"à", "au", "aux"})
QUE = frozenset({"que", "qu'"})
THE = frozenset({"le", "la", "les", "l'"})
WHICH = frozenset({"lequel", "laquelle", "lesquels", "lesquelles"})
RELATIVES = QUE | {"qui", "dont", "où"}
