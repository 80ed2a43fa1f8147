"""Sets of small words that many rules ask for, in lower case."""

OF = frozenset({"de", "d'", "des", "du"})
THE = frozenset({"le", "la", "les", "l'"})
TO = frozenset({"à", "au", "aux"})
THAT = frozenset({"que", "qu'"})
WHICH = frozenset({"lequel", "laquelle", "lesquels", "lesquelles"})
RELATIVES = THAT | {"qui", "dont", "où"}
