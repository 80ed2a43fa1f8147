"""The lexicons of numbers, of the words around them, of times; coefficients of fitted models."""

from typing import Annotated

from pipeline.french.schemas.row import (
    Lower,
    Number,
    NumberOrNone,
    Row,
    Text,
    column,
    one_of,
)


class NumberContext(Row, lexicon="number_contexts", key=("place", "word")):
    """What stands next to a number and says that it is no plain count of people. Months and
    weekdays, which say so too, come from CLDR."""

    word: Text = column("as it is written")
    place: Annotated[
        str,
        one_of(
            before="the word just before the number",
            after="the word just after it",
            near="shortly before « 1-2 », which is a score then",
        ),
    ] = column("where it stands")
    form: Annotated[
        str,
        one_of(
            cardinal="a quantity, with a unit",
            date="a day of a month",
            year="",
            time="a time of the clock",
            age="",
            duration="",
            ordinal="",
            score="",
            code="a number that counts nothing: a road, a page",
            stop="no plural noun, though it ends like one: the number before it may be a year",
        ),
    ] = column("what the number is then")
    unit: str = column("class of the unit", empty=True)


class NumberModifier(Row, lexicon="number_modifiers", key=("form", "place")):
    """Words before (or after) a number that bound or soften it."""

    form: Text = column("the words; a last « de », « à » also stands for « d' »")
    bound: Annotated[
        str,
        one_of(
            low="the number is a lower bound",
            high="an upper bound",
            none="approximate or exact: both bounds are the number",
            open="before a plural without a figure: the plural itself is the lower bound",
        ),
    ] = column("what they do to it")
    place: Annotated[
        str,
        one_of(
            before="before the number",
            after="after it",
            both="either",
            inside="between article and number: une bonne centaine",
            plural="in front of dizaines, centaines … only",
        ),
    ] = column("where they stand")


class NumberWord(Row, lexicon="number_words", key=("word",), sort=("role", "value", "word")):
    """Words that French numbers are made of, in the forms of France, Belgium and Switzerland.
    « quatre-vingts » is unit 4 followed by « vingt(s) »; soixante and quatre-vingt also take 10 to
    19."""

    word: Lower = column("as it is written")
    value: Number = column("what it is worth; of a collective or a fraction, what one of it is")
    role: Annotated[
        str,
        one_of(
            zero="",
            unit="1 to 9",
            ten="dix",
            teen="11 to 16",
            tens="20 to 90; takes 1 to 9",
            hundred="",
            thousand="",
            scale="nouns that take « de »: million …",
            collective="une dizaine; un millier",
            fraction="",
            half="demi",
        ),
    ] = column("how it enters a number")


class TimeWord(Row, lexicon="times", key=("kind", "word"), sort=("kind", "value", "word")):
    """Words of time expressions: « jeudi 12 mars au soir », « la semaine dernière », « vers 18
    heures ». Months, weekdays and their abbreviations come from CLDR: here is what it lacks."""

    word: Text = column("as it is written")
    kind: Annotated[
        str,
        one_of(
            weekday="of the calendar",
            weekday_short="an abbreviation, here without its full stop",
            month="of the calendar",
            month_short="an abbreviation, here without its full stop",
            part="of a day, behind a weekday or « hier »",
            span="a stretch, behind « en fin de », « dans la »",
            day="names a day by itself",
            stretch="needs an article and a shift: « le mois dernier »",
            shift="says which stretch",
            feast="behind a weekday and « de »",
            hour="what a clock counts",
            clock="opens a clock time",
            edge="behind « en », before « de »",
            eve="counted from another day, with an article",
            noun="names a time, if no day",
        ),
    ] = column("what it is")
    value: NumberOrNone = column(
        "number of the month, of the weekday (Monday 0); days from today of « hier » and the like",
        empty=True,
    )


class Coefficient(Row):
    """A coefficient of a fitted model."""

    feature: Text = column("the name of the evidence; one that is not here counts nothing")
    coefficient: Number = column("log odds that it adds; `bias` stands in every sum")


class QuoteConfidence(
    Coefficient,
    lexicon="quote_confidence",
    key=("feature",),
    source="fitted by models/training/confidence.py, never by hand; models/quote_confidence",
):
    """Coefficients of the logistic model behind quotes.confidence."""


class ClaimConfidence(
    Coefficient,
    lexicon="claim_confidence",
    key=("feature",),
    source="fitted by models/training/confidence.py, never by hand; models/claim_confidence",
):
    """Coefficients of the logistic model behind claims.confidence."""


class QuoteJudge(
    Coefficient,
    lexicon="quote_judge",
    key=("feature",),
    source="fitted by models/training/judge_quotes.py, never by hand; models/quote_judge",
):
    """Coefficients of the logistic model by which candidates for quotes compete."""


class ClaimJudge(
    Coefficient,
    lexicon="claim_judge",
    key=("feature",),
    source="fitted by models/training/judge_claims.py, never by hand; models/claim_judge",
):
    """Coefficients of the models by which candidates for figures compete, and what a percentage is
    a share of."""


class SpeakerJudge(
    Coefficient,
    lexicon="speaker_judge",
    key=("feature",),
    source="fitted by models/training/speakers.py, never by hand; models/speaker_judge",
):
    """Weights of the log-linear model behind the speakers of quotes. « kind: evidence » holds for
    one kind of source only."""
