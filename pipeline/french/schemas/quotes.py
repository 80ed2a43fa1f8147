"""The lexicons of saying: cue verbs, nouns and prepositions, the words around them."""

from typing import Annotated

from pipeline.french.schemas.row import (
    USAGE,
    Infinitive,
    Lower,
    OneOf,
    Row,
    SomeOf,
    Text,
    column,
    one_of,
)

STANCES = OneOf(
    {
        "neutral": "says it, no more",
        "assertion": "says that it is so",
        "accusation": "blames somebody",
        "denial": "says that it is not so",
        "doubt": "is not sure",
        "promise": "will do it",
        "demand": "wants it done",
        "praise": "finds it good",
        "criticism": "finds it bad",
        "regret": "is sorry for it",
        "fear": "is afraid of it",
        "warning": "tells others to beware",
        "confession": "admits it",
        "belief": "thinks it",
        "wish": "hopes for it",
        "proposal": "puts it forward",
        "question": "asks it",
        "threat": "will do harm",
    }
)
CONSTRUCTIONS = SomeOf(
    {
        "que": "a clause with que",
        "que_marks": "a clause with que, only in quotation marks: « a décidé que « P » »",
        "si": "an indirect question",
        "inf": "a bare infinitive",
        "de": "an infinitive with de",
        "à": "an infinitive with à",
        "incise": "« …, dit X »",
        "np": "a noun phrase without marks: nominal content",
        "marks": "only in quotation marks",
        "np_de": "a noun phrase behind de",
        "np_à": "a noun phrase behind à",
        "np_pour": "a noun phrase behind pour",
        "np_contre": "a noun phrase behind contre",
        "np_sur": "a noun phrase behind sur",
        "who_de": "whom, and what behind de: accuser X de P",
        "who_à": "whom, and what behind à: inviter X à P",
        "comme": "behind comme: décrire X comme P",
        "as": "a predicate on the source or on X: se dire prêt, juger X odieux",
    }
)


class CueContext(Row, lexicon="cue_context", key=("kind", "word")):
    """Words around a cue that tell what it is about; a word may have several kinds."""

    word: Text = column("noun, verb or adverb, as a rule asks for it")
    kind: Annotated[
        str,
        one_of(
            manner="behind « selon », « d'après » a measure or a rule, no source",
            medium="passes words on: « à la chaîne X »",
            setting="where words are said: « dans un communiqué »",
            means="« par la voix de X »",
            occasion="behind « en », when it was said, no part of the source: « en ouverture »",
            utterance="« les paroles de X sont : « … » »",
            microphone="« au micro de X »",
            connective="behind a preposition an adverb: « d'ailleurs », « en effet »",
            reader="with « on », what a reader learns: « lit-on dans X »",
            citing="goes on with a source: « cité par l'agence »",
            inviting="goes on with a source: « invité de X »",
            apposed="goes on with a source: « joint par téléphone »",
            replying="another one speaks by it than before: « rétorque la maire »",
            governor="its infinitive still reports: « tient à dire »",
            refusal="its infinitive is not said: « refuse de dire »",
            litotes="negated, it says that it is said: « n'a pas manqué de rappeler »",
        ),
    ] = column("what it tells")


class CueNoun(Row, lexicon="cue_nouns", key=("noun",), source=USAGE):
    """Nouns of saying that carry content behind them: « l'affirmation selon laquelle P », « sa
    promesse de P », « l'idée que P »."""

    noun: Lower = column("the lemma")
    constructions: Annotated[
        str,
        SomeOf(
            {
                "que": "a clause with que",
                "selon": "selon laquelle, lequel …",
                "de": "an infinitive with de",
            }
        ),
    ] = column("how the content follows")
    stance: Annotated[str, STANCES] = column("what saying it does")


class CuePreposition(Row, lexicon="cue_prepositions", key=("form",), source=USAGE):
    """Prepositions and phrases that name a source (« selon X, P »)."""

    form: Text = column(
        "the words; a last « de » also stands for d', du, des, a last « à » for au, aux"
    )
    sources: Annotated[
        str,
        one_of(
            any="whatever noun follows, save those of manner in cue_context",
            named="only a person, a body, a pronoun",
            own="the phrase refers to a source named before: « à ses yeux »",
            none="no noun follows: the source is the phrase's own, « de source policière »",
        ),
    ] = column("which sources follow")
    place: Annotated[
        str, one_of(any="anywhere", front="only at the head of its clause, closed by a comma")
    ] = column("where it stands")


class CueVerb(Row, lexicon="cue_verbs", key=("verb", "voice"), source=USAGE):
    """Verbs (and verb phrases) that report what a source says, writes, thinks aloud, announces or
    promises; deciding and ordering (décider, ordonner) are left out on purpose."""

    verb: Infinitive = column(
        "the infinitive; further words of a phrase follow it (« faire savoir »), between which "
        "adverbs may stand"
    )
    voice: Annotated[
        str,
        one_of(
            plain="without « se »", reflexive="with « se » only", y="with « y » only: « y voir »"
        ),
    ] = column("how it is built; a verb may stand once for each")
    constructions: Annotated[str, CONSTRUCTIONS] = column("how the content is tied to it")
    stance: Annotated[str, STANCES] = column("what saying it does")
    source: Annotated[
        str,
        one_of(
            any="whatever its subject",
            speaker="only where its subject is a person, a body, a medium or a document",
        ),
    ] = column("who can be its subject")
