"""Tables to search in: speakers who share a surname, outlets and rules that hold others."""

from tests.audit.corpora import handmade

TEXT = (
    "« La digue d’Orvanne cédera au cœur de l’hiver », a prévenu Solène Vaubert. "
    "Les digues voisines tiendront."
)
LONG = TEXT.index(" », a")
# Speaker, and how many quotes are theirs.
SPEAKERS = {
    "Solène Vaubert": 12,
    "Vaubert": 3,
    "VAUBERT": 1,
    "Jean-Noël Vaubert-Kessel": 2,
    "Lise Vaubertin": 1,
    "l’Observatoire de l'Œuvre": 4,
    "Mairie d’Orvanne-les-Étangs": 5,
    "Odile\u00a0Marchenoir": 2,
}
OUTLETS = {"a/1.txt": "Le Courrier", "a/11.txt": "Le Courrier avec Belga", "b/a/1.txt": None}
RULES = ("incise", "incise-inside", "comme-incise", "que")


def rows_of_speakers():
    quotes = []
    for name, count in SPEAKERS.items():
        for _ in range(count):
            number = len(quotes)
            quotes.append(
                {
                    "quote_id": f"q{number:03d}",
                    "doc_id": list(OUTLETS)[number % 3],
                    "type": "direct",
                }
                | {"start": 2, "end": (LONG, 20)[number % 2], "stance": "neutral"}
                | {"speaker_name": name, "speaker_kind": "person"}
                | {"rule": RULES[number % 4], "confidence": number / 40}
            )
    return sorted(quotes, key=lambda row: (row["doc_id"], row["quote_id"]))


def entities():
    named = [("Solène Vaubert", 12, ["Mme Vaubert", "la Dame de l’eau"]), ("Vaubert", 3, [])]
    named += [("Jean-Noël Vaubert-Kessel", 2, []), ("Orvanne-les-Étangs", 7, ["OLE"])]
    return [
        {"entity_id": f"e{number}", "label": "PER", "name": name, "n_mentions": count}
        | {"aliases": aliases, "n_documents": 1}
        for number, (name, count, aliases) in enumerate(named)
    ]


def searched(out):
    """Write the tables into a folder, and give it back."""
    titles = ("Crue : l’Orvanne monte", "Œuvres d'art sauvées", None)
    documents = [
        {"doc_id": name, "text": TEXT, "outlet": outlet, "title": title}
        for (name, outlet), title in zip(OUTLETS.items(), titles, strict=True)
    ]
    claims = [
        {"claim_id": f"c{number}", "doc_id": "a/1.txt", "start": 2, "end": 4, "kind": "injured"}
        | {"who_start": 5, "who_end": 10 + number, "status": "asserted", "rule": "verb:blesser"}
        | {"evidence_start": 0, "evidence_end": 40, "source_name": "préfecture de l’Orvanne"}
        for number in range(3)
    ]
    figures = [
        {"figure_id": f"f{number}", "kind": "injured", "who": who, "event": "a/1.txt"}
        | {"place_name": place, "claim_ids": [f"c{number}"], "n_claims": 1}
        for number, (who, place) in enumerate(
            [("habitants", "Saint-Aubin"), ("habitant", "Saint Aubin"), (None, "Étampes")]
        )
    ]
    made = {"documents": documents, "quotes": rows_of_speakers(), "entities": entities()}
    handmade(out, **made, claims=claims, figures=figures)
    return out
