"""The tables: what a row of each is, its key, its columns with types and meanings.

`start` and `end` columns are character offsets into `documents.text`, end exclusive.
"""

from pipeline.schema import Column, Table


def _span(stem: str, what: str) -> tuple[Column, Column, Column]:
    """Three columns for a span that may be absent; then all three are null."""
    return (
        Column(f"{stem}_start", "int32?", f"Offset where {what} begins; null if there is none."),
        Column(f"{stem}_end", "int32?", f"Offset where {what} ends, exclusive."),
        Column(stem, "string?", f"The text of {what}, as written."),
    )


def _text_span(what: str) -> tuple[Column, Column, Column]:
    return (
        Column("start", "int32", f"Offset where {what} begins."),
        Column("end", "int32", f"Offset where {what} ends, exclusive."),
        Column("text", "string", f"The text of {what}, as written."),
    )


_DOC = Column("doc_id", "string", "The document, a key of `documents`.")
_SENT = Column("sent_id", "int32", "The sentence in the document where the span begins.")
_KINDS = (
    "headline, dateline, body, list; byline; caption, with its credit or the credit alone; "
    "pointer to another text; post, embedded."
)
_CONFIDENCE = Column("confidence", "float32", "How likely the row is right, 0 to 1.")
_AGREEMENT = Column(
    "agreement",
    "string?",
    "The worst `agreement` of the mentions that source, relay, who and place rest on; null where "
    "no second recogniser ran or there are none.",
)

DOCUMENTS = Table(
    "documents",
    "One row a document that was taken.",
    ("doc_id",),
    (
        Column("doc_id", "string", "From the path inside the corpus, in Unicode form NFC."),
        Column("path", "string", "Path relative to the corpus root, with forward slashes."),
        Column("text", "string", "The exact decoded text, line ends as they are."),
        Column("text_sha256", "string", "SHA-256 of the text in UTF-8, hexadecimal."),
        Column("title", "string?", "The headline as written."),
        Column("dateline_place", "string?", "The place that the dateline names."),
        Column("outlet", "string?", "The newspaper or agency that the article names as its own."),
        Column("published", "date32?", "The day of publication, where the text states it."),
        Column("language", "string", "ISO 639-1 code of the language."),
        Column("encoding", "string", "The encoding that the file was decoded from."),
        Column("n_chars", "int64", "Length of the text in characters."),
        Column("duplicate_of", "string?", "First document with the same text; then not analysed."),
    ),
)
REJECTIONS = Table(
    "rejections",
    "One row an input that was not taken.",
    ("path",),
    (
        Column("path", "string", "Path relative to the corpus root, with forward slashes."),
        Column("reason", "string", "Why, from a fixed set: empty, binary, not_french …"),
        Column("detail", "string", "What happened and what to do, in one sentence."),
    ),
)
BLOCKS = Table(
    "blocks",
    "One row a block of the layout of a document that is analysed: what no sentence leaves.",
    ("doc_id", "start"),
    (
        _DOC,
        Column("start", "int32", "Offset where the block begins."),
        Column("end", "int32", "Offset where the block ends, exclusive."),
        Column("kind", "string", _KINDS),
        Column("paragraph", "int32", "Number of the paragraph in the document, from 0."),
    ),
)
SENTENCES = Table(
    "sentences",
    "One row a sentence; no sentence leaves its paragraph.",
    ("doc_id", "sent_id"),
    (
        _DOC,
        Column("sent_id", "int32", "Number of the sentence in the document, from 0."),
        Column("paragraph", "int32", "Number of the paragraph in the document, from 0."),
        Column("start", "int32", "Offset where the sentence begins."),
        Column("end", "int32", "Offset where the sentence ends, exclusive."),
        Column("kind", "string", _KINDS),
    ),
)
TOKENS = Table(
    "tokens",
    "One row a token; white space is no token.",
    ("doc_id", "token"),
    (
        _DOC,
        _SENT,
        Column("token", "int32", "Number of the token in the document, from 0."),
        *_text_span("the token"),
        Column("lemma", "string", "Lemma."),
        Column("pos", "string", "Universal Dependencies part of speech."),
        Column("morph", "string", "Universal Dependencies features, `Gender=Fem|Number=Sing`."),
        Column("dep", "string", "Universal Dependencies relation to the head."),
        Column("head", "int32", "Number of the head token; its own for a root."),
        Column("space_after", "bool", "Whether white space follows the token."),
    ),
)
RECOGNISED = Table(
    "recognised",
    "One row a span as the entity recogniser gives it, before cleaning and resolution.",
    ("doc_id", "start", "end", "opinion"),
    (
        _DOC,
        *_text_span("the span"),
        Column("label", "string", "PER, LOC or ORG."),
        Column("origin", "string", "The recogniser."),
        Column("opinion", "string", "first, or second: of the recogniser that checks the first."),
    ),
)
MENTIONS = Table(
    "mentions",
    "One row a mention of a person, place or organisation.",
    ("mention_id",),
    (
        Column("mention_id", "string", "Stable identifier, from document and offsets."),
        _DOC,
        _SENT,
        *_text_span("the mention"),
        Column("label", "string", "PER, LOC or ORG."),
        Column(
            "entity_id",
            "string?",
            "Whom it names, a key of `entities`; null for what a second recogniser alone found.",
        ),
        Column("origin", "string", "The recogniser or rule that found it."),
        Column(
            "agreement",
            "string?",
            "What a second recogniser says of it: both, first_only, second_only, label_differs; "
            "null where none ran.",
        ),
        Column("name", "string", "The fullest proper name that the document gives the entity."),
        Column("roles", "list<string>", "What the document calls the entity: « président russe »."),
        Column("gender", "string?", "f or m, where the document shows it."),
        Column("country", "string?", "ISO 3166-1 alpha-2 code, where the document shows it."),
    ),
    order=("doc_id", "start", "end"),
)
ENTITIES = Table(
    "entities",
    "One row an entity, over the whole corpus.",
    ("entity_id",),
    (
        Column("entity_id", "string", "Stable identifier, from label and full name."),
        Column("label", "string", "PER, LOC or ORG."),
        Column("name", "string", "The fullest proper name."),
        Column("aliases", "list<string>", "The other forms in which the texts name it, sorted."),
        Column("roles", "list<string>", "What the texts call it: « président russe », sorted."),
        Column("gender", "string?", "f or m, where most of the evidence says so."),
        Column("country", "string?", "ISO 3166-1 alpha-2 code of the country or nationality."),
        Column("n_mentions", "int32", "Mentions in the corpus."),
        Column("n_documents", "int32", "Documents with a mention."),
    ),
)
QUOTES = Table(
    "quotes",
    "One row a quote: content that the text attributes to a source.",
    ("quote_id",),
    (
        Column("quote_id", "string", "Stable identifier, from document, offsets and type."),
        _DOC,
        _SENT,
        *_text_span("the content"),
        Column("type", "string", "direct, mixed, indirect or nominal."),
        *_span("cue", "the cue"),
        Column("cue_lemma", "string?", "Lemma of the cue."),
        Column("stance", "string", "What the cue says of the saying: neutral, denial, promise …"),
        Column("negated", "bool", "Whether the saying is negated (« n'a pas confirmé que »)."),
        *_span("speaker", "the source at the attribution"),
        Column("speaker_name", "string?", "The source resolved: its fullest name in the document."),
        Column("speaker_entity_id", "string?", "The source, a key of `entities`."),
        Column(
            "speaker_kind", "string", "person, organisation, group, place, document or unknown."
        ),
        Column(
            "resolved_by",
            "string",
            "What made the name: named here, surname, title (« M. X »), role (told of the person, "
            "or beside the name), description (by its fit), as written (the source names nobody "
            "else), pronoun, continuation (no source of its own), interview label, signature, "
            "nobody (left empty).",
        ),
        *_span("relay", "who passes the quote on"),
        Column("relay_name", "string?", "The relay resolved."),
        Column("rule", "string", "The rule that found the quote."),
        _CONFIDENCE,
        _AGREEMENT,
    ),
    order=("doc_id", "start", "end", "type"),
)
CLAIMS = Table(
    "claims",
    "One row a figure that the text claims: casualties and percentages.",
    ("claim_id",),
    (
        Column("claim_id", "string", "Stable identifier, from document, offsets and kind."),
        _DOC,
        _SENT,
        *_text_span("the number, without modifier and sign"),
        Column(
            "kind",
            "string",
            "killed, injured, missing, displaced, detained, victims; percentage; or share, a "
            "fraction in words (« la moitié », « deux tiers »), its value in percent.",
        ),
        Column("value", "float64?", "The figure; null for a range or an open plural."),
        Column("low", "float64?", "Lower bound, inclusive; null if open."),
        Column("high", "float64?", "Upper bound, inclusive; null if open."),
        *_span("modifier", "the modifier of the number (« au moins »)"),
        Column("unit", "string?", "What the number is counted in: person, percent or fraction."),
        *_span("who", "whom or what it counts"),
        Column("who_group", "string?", "civilian, military, police, child …"),
        Column("who_country", "string?", "ISO 3166-1 alpha-2 code of those counted."),
        Column("direction", "string?", "rise or fall, for percentages of change."),
        Column("status", "string", "asserted, unconfirmed, negated or hypothetical."),
        *_span("source", "the attribution that the figure stands under"),
        Column("source_name", "string?", "The source resolved."),
        Column("source_entity_id", "string?", "The source, a key of `entities`."),
        Column("quote_id", "string?", "The quote that holds the figure, a key of `quotes`."),
        Column("place_entity_id", "string?", "Where it happened, a key of `entities`."),
        Column("event_date", "date32?", "When it happened, where the text gives a date."),
        *_span("evidence", "the clause that carries the figure"),
        Column("rule", "string", "The rule that found the figure."),
        _CONFIDENCE,
        _AGREEMENT,
    ),
    order=("doc_id", "start", "end", "kind"),
)
FIGURES = Table(
    "figures",
    "One row a thing that figures are claimed of, over the corpus: values, sources, conflict.",
    ("figure_id",),
    (
        Column("figure_id", "string", "Stable identifier, from the claims."),
        Column("event", "string", "The event: the `doc_id` that its documents are grouped under."),
        Column("kind", "string", "The kind of the claims."),
        Column("who", "string?", "Whom or what they count, as most of them say."),
        Column("who_group", "string?", "civilian, military, police, child …"),
        Column("who_country", "string?", "ISO 3166-1 alpha-2 code of those counted."),
        Column("place_entity_id", "string?", "Where it happened, a key of `entities`."),
        Column("place_name", "string?", "The name of the place."),
        Column("event_date", "date32?", "The earliest day that the claims give the event."),
        Column("first_published", "date32?", "Day of the earliest document."),
        Column("last_published", "date32?", "Day of the latest document."),
        Column("first_value", "float64?", "The first single value told, in the order of time."),
        Column("last_value", "float64?", "The last single value told."),
        Column("lowest", "float64?", "The lowest value or bound told; negated figures left out."),
        Column("highest", "float64?", "The highest value or bound told."),
        Column("statuses", "list<string>", "The statuses of the claims."),
        Column("sources", "list<string>", "The names of their sources."),
        Column("conflict", "bool", "Whether two sources exclude one another within two days."),
        Column("revised", "bool", "Whether the value changes without such a conflict."),
        Column("n_claims", "int32", "Number of claims."),
        Column("n_documents", "int32", "Number of documents."),
        Column("claim_ids", "list<string>", "The claims in the order of time, keys of `claims`."),
    ),
)
AUDIT_VERDICTS = Table(
    "audit_verdicts",
    "One row a reviewer's verdict that holds: on a row, on what is missing, on a document read.",
    ("verdict_id",),
    (
        Column("verdict_id", "string", "Identifier of the entry in the reviewer's log."),
        Column("reviewer", "string", "Whose verdict it is: the name of the log."),
        Column("at", "string", "When it was given: ISO 8601, in UTC."),
        Column("verdict", "string", "right, wrong or unsure; missing; or read, to the end."),
        Column("table", "string", "The table that it is about: quotes, claims or entities."),
        Column("row_id", "string?", "The row that is judged, a key of that table."),
        Column("doc_id", "string?", "The document; null for an entity."),
        Column("text_sha256", "string?", "SHA-256 of the text that the reviewer saw."),
        Column("type", "string?", "Type of the quote, kind of the claim, label of the entity."),
        Column("rule", "string?", "The rule that found the row."),
        Column("confidence", "float32?", "How likely the row is right, as it says itself."),
        Column("outlet", "string?", "The newspaper or agency of the document."),
        Column("start", "int32?", "Offset where the row, or what is missing, begins."),
        Column("end", "int32?", "Offset where it ends, exclusive."),
        Column("text", "string?", "Its text, as written; null for an entity."),
        Column("faults", "list<string>", "What is wrong: not_a_quote, bounds, speaker, value …"),
        Column("note", "string", "The reviewer's note; empty if there is none."),
        Column("correction", "string?", "What is put right, a JSON object; null if nothing is."),
        Column("stale", "string?", "Why it no longer counts; null while it does."),
        Column("queue", "string", "The selection that the row was shown in."),
    ),
)
FAILURES = Table(
    "failures",
    "One row a document that a stage could not process; the others went on.",
    ("doc_id", "stage"),
    (
        _DOC,
        Column("stage", "string", "The stage that failed."),
        Column("error", "string", "The error, with its type and where in the code it was raised."),
    ),
)

TABLES = {
    table.name: table
    for table in (
        DOCUMENTS,
        REJECTIONS,
        BLOCKS,
        SENTENCES,
        TOKENS,
        RECOGNISED,
        MENTIONS,
        ENTITIES,
        QUOTES,
        CLAIMS,
        FIGURES,
        AUDIT_VERDICTS,
        FAILURES,
    )
}
