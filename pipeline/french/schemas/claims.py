"""The lexicons of figures: what happens to people, status and change of a figure."""

from typing import Annotated

from pipeline.french.schemas.row import (
    YES_NO,
    Lower,
    Pattern,
    Row,
    Text,
    column,
    one_of,
)

KINDS = one_of(
    killed="lost their lives",
    injured="hurt or ill",
    missing="nobody knows where they are",
    displaced="had to leave",
    detained="held, by whomever",
    victims="struck, without saying how",
)
_ANY = "a victim is human unless the noun says otherwise"
_PERSON = "only with a noun for people, since things take it too"


class Auxiliary(
    Row, lexicon="auxiliaries", key=("form",), sort=("verb", "mood", "form"), fixed=True
):
    """Forms of the auxiliaries and modal verbs."""

    form: Lower = column("as it is written")
    verb: Lower = column("its infinitive")
    mood: Annotated[
        str,
        one_of(
            indicative="tells what is or was",
            conditional="tells what is said to be",
            future="what will be; of « avoir » indicative, it tells what has happened",
            other="infinitive, participle, subjunctive",
        ),
    ] = column("what it tells")


class CasualtyIdiom(
    Row, lexicon="casualty_idioms", key=("pattern",), sort=("kind", "counts", "pattern")
):
    """Set phrases that say what happened to people. `*` ends any word, `|` separates variants;
    words may be parted by an adverb."""

    pattern: Pattern = column("the words")
    kind: Annotated[str, KINDS] = column("what happened")
    counts: Annotated[
        str,
        one_of(
            subject="those who stand before it: « ont perdu la vie »",
            object="those who follow it: « a coûté la vie à »",
        ),
    ] = column("whom it strikes")
    who: Annotated[str, one_of(any=_ANY, person=_PERSON)] = column("who can be struck")


class CasualtyNoun(
    Row, lexicon="casualty_nouns", key=("form", "role"), sort=("kind", "role", "form")
):
    """Nouns (and adjectives used as nouns) that say what happened to the people whom they count."""

    form: Lower = column("as it is written")
    kind: Annotated[str, KINDS] = column("what happened")
    role: Annotated[
        str,
        one_of(
            victim="the people: 12 morts",
            event="what happened to them: 3 arrestations, la mort de 3 civils",
            weak="people so called: a claim only with a further sign of the kind",
            survivor="counted, but no claim",
        ),
    ] = column("what is counted")


class CasualtyVerb(
    Row, lexicon="casualty_verbs", key=("verb",), sort=("kind", "verb"), first_wins=True
):
    """Verbs that say what happened to people."""

    verb: Lower = column("the infinitive")
    kind: Annotated[str, KINDS] = column("what happened")
    counts: Annotated[
        str,
        one_of(
            object="whom it strikes is the object of the active, the subject of the passive",
            subject="whom it strikes is the subject: mourir, disparaître",
        ),
    ] = column("whom it strikes")
    who: Annotated[
        str, one_of(any=_ANY, person=_PERSON, force="only with a noun for soldiers or police")
    ] = column("who can be struck")
    reflexive: Annotated[str, YES_NO] = column(
        "whether the pronominal verb says the same of its subject (se noyer; not « se déplacer »)"
    )
    unless: str = column(
        "words that, right behind the verb, give it another sense (affectés à la sécurité)",
        empty=True,
    )
    milder: str = column(
        "words of the sentence that leave open what became of those whom it strikes: victims then "
        "(« une avalanche a emporté »)",
        empty=True,
    )
    needs: str = column(
        "words one of which must stand behind the verb for it to say anything of people "
        "(« contraint mille habitants à quitter »)",
        empty=True,
    )
    forms: str = column(
        "of an irregular verb: finite and infinitive forms; after the bar the participles; empty "
        "for a regular one in -er, whose forms are made by rule",
        empty=True,
    )


class ChangeWord(Row, lexicon="change_words", key=("pattern",), sort=("direction", "pattern")):
    """Words of change. `*` ends any word."""

    pattern: Pattern = column("the word")
    direction: Annotated[
        str,
        one_of(
            rise="more than before",
            fall="less than before",
            still="no change",
            move="changed from one figure to another",
        ),
    ] = column("which way")


class FigureWord(Row, lexicon="figure_words", key=("role", "word")):
    """Words and adverbials by what they do around a figure. Grammar (prepositions, relatives …) is
    in function_words; months and weekdays, which are time and period too, come from CLDR."""

    word: Text = column("as it is written, in small letters")
    role: Annotated[
        str,
        one_of(
            link="between coordinated phrases",
            including="opens a part of the figure before",
            time="adverbials of time, which may part a subject from its verb",
            period="heads of adverbials that no percentage is a share of",
            base="« 8 habitants sur 10 »",
            severity="stands for the wounded: « dont un grave »",
            adverbial="of several words, may part an auxiliary from its participle",
            pronoun="stands for people counted",
            outcome="« pour s'établir à 9 % » tells a result, no aim",
            circumstance="heads of adverbials",
            anaphor="pronouns",
            bridge="between a figure and what governs it",
            measure="units of things",
            aside="behind a figure that goes on with a series",
            losses="announce the dead",
            vicinity="before a place near which something happens: « près de »",
            rescued="said of people to whom nothing happened in the end",
        ),
    ] = column("what it does; a word may have several roles")


class NonPerson(Row, lexicon="non_persons", key=("form",)):
    """Nouns that take « tué », « blessé », « mort » or « touché » and are no people: animals,
    things and groups."""

    form: Lower = column("as it is written, singular and plural")


class StatusCue(
    Row, lexicon="status_cues", key=("pattern",), sort=("status", "place", "kind", "pattern")
):
    """Words that take a figure out of the plainly asserted. `*` ends any word."""

    pattern: Pattern = column("the words")
    status: Annotated[
        str,
        one_of(
            unconfirmed="reported with doubt, feared",
            hypothetical="planned, promised, threatened, forecast, required",
        ),
    ] = column("what the figure is then")
    place: Annotated[
        str,
        one_of(
            before="in the clause, before the figure",
            near="anywhere in the clause",
            next="beside the figure or its noun",
            sentence="anywhere in the sentence",
        ),
    ] = column("where the words stand")
    kind: Annotated[
        str, one_of(casualty="people", percentage="shares and rates", both="either")
    ] = column("of which figures")


class TollWord(Row, lexicon="toll_words", key=("pattern",), sort=("role", "pattern")):
    """Words of a toll. `*` ends any word."""

    pattern: Pattern = column("the words")
    role: Annotated[str, one_of(topic="what is counted", verb="gives it its figure")] = column(
        "what it does"
    )
