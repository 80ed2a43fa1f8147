"""The lexicon of function words."""

from typing import Annotated

from pipeline.french.schemas.row import Lower, Row, column, one_of


class FunctionWord(
    Row, lexicon="function_words", key=("role", "word"), source="the grammar of French"
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
            elided="word before an apostrophe, without it",
        ),
    ] = column("what it is; a word may have several roles")
