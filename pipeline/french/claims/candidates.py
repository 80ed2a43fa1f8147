"""What a rule testifies of a number: a candidate for a casualty figure."""

from dataclasses import dataclass

from pipeline.french.claims.casualty_events import Event
from pipeline.french.claims.counted import Counted


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a counted phrase; several may compete for one number (judge).

    - `kind`: a kind of casualties, or `survivor`, which is counted but no claim
    - `rule`: what the table says of how it was found (« noun:morts », « verb:tuer »)
    - `witness`: the way that led from number to kind: noun, label, participle, subject, object, …
    - `event`: the predicate that says so, if one does
    - `who`: start and end of the words for the people counted, where the witness knows them
    - `also`: told beside another kind (« sont morts ou ont disparu »), not instead of it
    - `doubt`: what speaks against it, in words; empty for nothing
    - `probability`: what the judge gives it (0..1)
    """

    counted: Counted
    kind: str
    rule: str
    witness: str
    event: Event | None = None
    who: tuple[int, int] | None = None
    also: bool = False
    doubt: str = ""
    probability: float = 0.0
