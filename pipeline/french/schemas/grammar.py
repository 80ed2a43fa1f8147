"""The lexicons of the grammar: function words, endings of verbs and plurals."""

from typing import Annotated

from pipeline.french.schemas.row import USAGE, Lower, Row, column, one_of


class FunctionWord(
    Row,
    lexicon="function_words",
    key=("role", "word"),
    source="the grammar of French",
    fixed=True,
):
    """Function words: the grammar that rules ask for, each set once. Words around names are in
    name_words, around figures in figure_words, around cues in cue_context."""

    word: Lower = column("as it is written")
    role: Annotated[
        str,
        one_of(
            article="definite article",
            indefinite="indefinite article",
            of="de, contracted or not",
            to="à, contracted or not",
            demonstrative="determiner: ce pont",
            possessive="determiner of a third person",
            possessive_dialogue="of those who speak and listen",
            quantifier="determiner of an open number",
            preposition="but de and à",
            relative="relative pronoun",
            which="relative pronoun with article",
            that="conjunction",
            coordinator="conjunction between equals",
            subordinator="conjunction that opens a clause of time or contrast",
            question="opens an indirect question",
            third_person="subject",
            dialogue="subject: those who speak and listen",
            impersonal="subject that names nobody",
            stressed="pronoun behind a preposition",
            pointing="pronoun before a relative or de",
            pointing_here="stands for one named before",
            pointing_there="the same, farther",
            clitic="object before the verb",
            reflexive="object that is the subject",
            negation="first part",
            negator="second part",
            self="stresses a pronoun",
            inverted="subject behind its verb, third person",
            inverted_dialogue="the same, others",
            copula="ties a predicate to a name",
            degree="adverb before an adjective",
            elided="word before an apostrophe, without it",
        ),
    ] = column("what it is; a word may have several roles")


class VerbEnding(Row, lexicon="verb_endings", key=("ending",), source=USAGE):
    """Third-person and non-finite forms of French verbs, by the ending of the infinitive, of which
    the longest that fits wins. Each cell lists what takes the ending's place, separated by spaces.
    First and second persons are left out on purpose: outside marks they are the author's own."""

    ending: Lower = column("of the infinitive")
    finite: Lower = column(
        "third persons of present, imperfect, simple past, future, conditional and subjunctive"
    )
    gerund: Lower = column("present participle")
    participle: Lower = column(
        "past participle, masculine singular; its other forms are made of it"
    )


class PluralEnding(Row, lexicon="plural_endings", key=("ending",), source="the grammar of French"):
    """Plurals of nouns and participles that do not just take an s, by the ending of the singular,
    of which the longest that fits wins."""

    ending: Lower = column("of the singular")
    plural: Lower = column("what takes its place")
