"""The lexicons of layout: sentence ends, wrapped lines, furniture, datelines."""

from typing import Annotated

from pipeline.french.schemas.row import Lower, Row, Text, column, one_of


class Abbreviation(Row, lexicon="abbreviations", key=("form",)):
    """Abbreviations that end in a full stop without ending the sentence. Left out on purpose:
    « etc. » and « s.a. », which often do end one."""

    form: Lower = column("with its full stop, in small letters")
    before: Annotated[
        str,
        one_of(any="whatever follows", figure="only where a figure follows: « vol. 3 »"),
    ] = column("when the full stop ends no sentence")
    meaning: Text = column("what it stands for")


class BlockWord(
    Row,
    lexicon="block_words",
    key=("kind", "form"),
    source="compiled by hand from general knowledge of the French-language press of France, "
    "Belgium, Switzerland, Québec and Africa",
):
    """Words that open or close what stands around an article's text: credits, bylines, pointers to
    other texts. Case does not matter; accents on capitals may be missing."""

    form: Text = column("the words")
    kind: Annotated[
        str,
        one_of(
            pointer="opens a line that sends elsewhere, in front of a title: « Lire aussi : … »",
            pointer_label="the same in front of a colon, a dash or nothing only: « LIRE > … »",
            invitation="the same in front of anything: « Suivez-nous sur … »",
            pointer_tail="ends such a line, with a name: « … - Regarder sur Média Vidéo »",
            credit="opens the credit of a picture, in front of names: « Crédit photo : … »",
            illustration="says alone, or in brackets, what a picture is",
            photo_agency="signs pictures (« ROY/SIPA »); news agencies are in datelines",
            byline="opens a byline, in front of names: « Propos recueillis par … »",
            staff="signs in place of a name: « La rédaction »",
            byline_role="what authors call themselves behind their name",
            posted="in front of the name of somebody whose post is embedded",
        ),
    ] = column("how it is used")


class DatelineWord(
    Row,
    lexicon="datelines",
    key=("kind", "form"),
    source="compiled by hand from general knowledge of the French-language press",
):
    """What the parts of a dateline are made of: « PARIS, 3 mars (Reuters) - », « Paris / La
    Gazette »."""

    form: Text = column("as it is written")
    kind: Annotated[
        str,
        one_of(
            agency="a news agency or medium that signs a dateline or the end of a text; case is "
            "ignored but for forms in capitals (« AP », not « ap »)",
            outlet_word="makes a name the name of a medium: « La Gazette », « Dakar Matin »",
            not_outlet="initials in brackets behind a place that name a country: « Goma (RDC) »",
            label="a section or genre that stands where a place could: « Football (AFP) »",
            article_place="a town whose name opens with an article, as a paper's does: « La Haye »",
            town="a town of datelines, beside those of countries; needs no date and no agency",
            place_opening="first word of place names of several words without a link: « New York »",
        ),
    ] = column("how it is used")


class LineEndHyphen(Row, lexicon="line_end_hyphens", key=("place", "word")):
    """Hyphens at the end of a wrapped line that belong to the word: « porte-|parole »,
    « celui-|ci ». Any other hyphen there is hyphenation: « gouver-|nement »."""

    place: Annotated[
        str,
        one_of(
            before="the part before the line end always keeps its hyphen",
            prefix="it keeps it where what follows is a word that the text has elsewhere",
            after="the part behind the line end is tied to whatever stands before it",
        ),
    ] = column("which part it is")
    word: Lower = column("the part, in small letters")


class SentenceOpener(Row, lexicon="sentence_openers", key=("word",), sort=("kind", "word")):
    """Words that open a sentence behind a capital with a full stop (« la bombe H. Elle … »), which
    may also be the initial of a name."""

    word: Text = column("with its capital")
    kind: Annotated[
        str,
        one_of(
            opener="opens one",
            article="may go on with a name (« J. Le Brac »): only before a word in small letters",
        ),
    ] = column("how sure it is")
