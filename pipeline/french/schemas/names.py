"""The lexicons of names, of nouns for people and bodies, and of the small words around them."""

from typing import Annotated

from pydantic import ValidationInfo, field_validator

from pipeline.french.schemas.row import (
    BY_HAND,
    Country,
    CountryOrDash,
    CountryOrNone,
    Lower,
    OneOf,
    Row,
    Text,
    column,
    one_of,
    refused,
)

GENDERS = OneOf({"f": "feminine", "m": "masculine", "u": "both"})
FIELDS = dict.fromkeys(
    (
        *("lead", "politics", "diplomacy", "justice", "police", "military", "business", "work"),
        *("health", "science", "education", "media", "culture", "sport", "religion", "crime"),
        *("kin", "union"),
    ),
    "",
) | {"any": "of no walk of life: with general, it may stand for anybody", "": "no function"}
GENERAL = {"yes": "it is so", "no": "it is not", "": "no function"}
GROUPS = dict.fromkeys(
    (
        *("civilian", "military", "police", "child", "woman", "man", "elderly"),
        *("attacker", "migrant", "worker", "medical", "journalist", "student", "prisoner"),
        *("official", "aid", "rescuer", "believer", "passenger"),
    ),
    "",
) | {"person": "no group", "": "not among those whom figures count"}
CODES = "ISO 3166-1 alpha-2; XK for Kosovo, as in common use"


class AuthoringParticiple(Row, lexicon="authoring_participles", key=("participle",)):
    """Participles that name the maker of a document: « un communiqué publié par X » speaks for X,
    while « des documents analysés par X » do not."""

    participle: Lower = column("masculine singular; the other forms are made by rule")


class CountryName(
    Row,
    lexicon="countries",
    key=("kind", "name"),
    source=f"{BY_HAND}; codes of ISO 3166-1",
):
    """French names of countries and cities that CLDR lacks. CLDR's own come through Babel; they are
    compared without accents, capitals and leading article."""

    name: Text = column("as it is written")
    code: Country = column(CODES)
    kind: Annotated[
        str,
        one_of(
            country="a variant of a country's name",
            capital="a capital that no time zone is named after",
            ambiguous="a place whose name is also a common word: known only where a rule asks",
        ),
    ] = column("what is named")


class Entity(Row, lexicon="entities", key=("name",), sort=("label", "name")):
    """Names that win over the recogniser wherever the text has them, as written, in capitals, and
    with plain capitals (« Etat »); so give no form that is also a common word. Countries and their
    capitals are known without being listed here."""

    name: Text = column("what the tables show")
    variants: str = column("other ways to write it, separated by |; - for none", empty=True)
    label: Annotated[
        str, OneOf({"PER": "a person", "LOC": "a place", "ORG": "an organisation"})
    ] = column("what is named")
    country: CountryOrDash = column(
        f"of the country that it belongs to or lies in: {CODES}; - for none or several",
        empty=True,
    )


class Gentile(Row, lexicon="gentiles", key=("form", "country"), sort=("country", "form")):
    """Names and adjectives of nationality. A form that several states share has one line for each:
    it is known as such a name, but not of which state (« congolais »). Territories overseas have
    their own code; « catalan », « écossais » take that of the state. Left out: peoples and
    languages (« khmer »), and forms that more often mean something else (« grenadin »)."""

    form: Lower = column("one of the inflected forms, in small letters")
    country: Country = column(CODES)


class GivenName(Row, lexicon="given_names", key=("name",)):
    """Given names met in French-language news, compared without accents and capitals; of a compound
    (« Jean-Marie ») the first part counts."""

    name: Text = column("as it is written")
    gender: Annotated[str, GENDERS] = column("the gender that it suggests")


class NameWord(Row, lexicon="name_words", key=("group", "word")):
    """Words around and inside names, and nouns that stand for names, by what they do there. Grammar
    (articles, prepositions …) is in function_words."""

    word: Lower = column("in small letters; accents count for nothing")
    group: Annotated[
        str,
        one_of(
            particle="of a person's name",
            link="inside the name of a body or place",
            leading="before a name, no part of it",
            fore="adjective, or prefix with its hyphen, before a role",
            region="common noun before a place's name",
            named_body="common noun before a body's name",
            generic_body="stands alone for a body named before",
            generic_power="no name without a capital, whatever adjective follows",
            thoroughfare="before a person's name that names a street",
            stop="before a person's name that names a station",
            house="before a person's name that names a building",
            not_of_person="before a person's name that names something else",
            event="before the name of a storm",
            announcing="before a body's name, no part of it",
            seat="before the town where it is",
            family="before a surname that several people bear",
            press="its capital article is part of a paper's name",
            business="may stand for the same firm: « l'entreprise » for a « constructeur »",
            medium="may stand for the same medium",
            cause="may stand for the same association",
            legal_status="what a court makes of a person: no role that is listed beside a name",
            member="offices that many hold at once",
        ),
    ] = column("what it does; a word may have several groups")


class Noun(
    Row,
    lexicon="nouns",
    key=("kind", "noun", "feminine"),
    sort=("kind", "field", "noun"),
    first_wins=True,
):
    """Nouns for people and bodies: whom roles beside names, sources and figures tell of. A noun may
    be of several kinds: « syndicat » in the singular is an organisation, in the plural a group; a
    person stands twice where usage has two feminines."""

    noun: Text = column("singular (or what there is: « gens »), of a person masculine")
    kind: Annotated[
        str,
        one_of(
            person="somebody",
            organisation="a body",
            group="people together",
            document="what is written or broadcast",
            place="where somebody speaks",
        ),
    ] = column("what it names; of two kinds the singular takes the first, the plural group")
    gender: Annotated[
        str,
        OneOf({"f": "feminine", "m": "masculine", "": "a person's form tells it"}),
    ] = column("grammatical, of what is no person", empty=True)
    plural: str = column("one that is not made by rule", empty=True)
    feminine: str = column(
        "of a person: the feminine, the same where it is written alike; empty where there is none",
        empty=True,
    )
    field: Annotated[str, OneOf(FIELDS)] = column(
        "of a person's function, profession, office, kinship: the walk of life", empty=True
    )
    general: Annotated[str, OneOf(GENERAL)] = column(
        "whether it may stand for any more special one of its field (« le magistrat » for a "
        "procureur)",
        empty=True,
    )
    group: Annotated[str, OneOf(GROUPS)] = column(
        "of people whom figures count: the group, as in claims.who_group", empty=True
    )

    @field_validator("gender")
    @classmethod
    def _of_bodies(cls, cell: str, info: ValidationInfo) -> str:
        if (cell == "") != (info.data.get("kind") == "person"):
            raise refused("what is no person has a gender, f or m; a person has none here")
        return cell

    @field_validator("group")
    @classmethod
    def _of_people(cls, cell: str, info: ValidationInfo) -> str:
        given = info.data
        field = given.get("field", "")
        if given.get("kind") != "person" and (cell or field or given.get("feminine")):
            raise refused("only a person has a feminine, a field, a group")
        if given.get("kind") == "person" and not (cell or field):
            raise refused("a person has a field, a group or both")
        if (given.get("general", "") == "") != (field == ""):
            raise refused("where there is a field, `general` is yes or no")
        return cell


class PersonSuffix(Row, lexicon="person_suffixes", key=("form",), sort=("kind", "form")):
    """Endings of nouns that name people, and nouns with such an ending that do not; singular. Only
    endings whose nouns are people nearly always."""

    form: Lower = column("the ending, or the noun")
    kind: Annotated[
        str,
        one_of(
            suffix="of a noun for people",
            exception="a noun with such a suffix that names none",
            agent="people in most cases, things in others: only beside a verb that strikes people",
        ),
    ] = column("what it is")


class RoleSynonym(Row, lexicon="role_synonyms", key=("phrase",), sort=("role", "phrase")):
    """Phrases that name an office by another word."""

    phrase: Text = column("the phrase")
    role: Lower = column("the role that it stands for: masculine singular, as in roles")
    country: CountryOrNone = column(f"the country whose office it is: {CODES}", empty=True)


class Title(Row, lexicon="titles", key=("title",)):
    """Civilities and titles that stand before a name and are no part of it."""

    title: Text = column("as it is written")
    gender: Annotated[str, GENDERS] = column("of those who bear it")
    number: Annotated[str, OneOf({"s": "one bearer", "p": "several (« MM. Dupont et Roy »)"})] = (
        column("of those who bear it")
    )
