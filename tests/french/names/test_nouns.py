"""One file of nouns for people and bodies, and what is asked of it."""

import pytest

from pipeline.errors import LexiconError
from pipeline.french.casualty_lexicon import is_person, person_groups
from pipeline.french.lexicon_files import Own, parse
from pipeline.french.lexicons import laid_over, load_lexicon
from pipeline.french.names.source_nouns import (
    is_plural_form,
    noun_gender,
    noun_kind,
    noun_lemma,
    person_role,
)

COLUMNS = "noun\tkind\tgender\tplural\tfeminine\tfield\tgeneral\tgroup\n"


@pytest.mark.parametrize(
    ("word", "role", "gender", "plural"),
    [
        ("députées", "depute", "f", True),
        ("procureuse", "procureur", "f", False),
        ("porte-parole", "porte-parole", None, False),
        ("neveux", "neveu", "m", True),
        ("ex-ministre", "ministre", None, False),
    ],
)
def test_roles(word, role, gender, plural):
    noun = person_role(word)
    assert (noun.role, noun.gender, noun.plural) == (role, gender, plural)


@pytest.mark.parametrize("word", ["promeneur", "gens", "jugé", "syndicat"])
def test_who_has_no_function_is_no_role(word):
    assert person_role(word) is None


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("policières", "police"),
        ("fille", "child"),
        ("femmes", "woman"),  # and not of the men whose feminine it is
        ("mère", "woman"),
        ("mairesse", "official"),  # once only the masculine was in a group
        ("jumeaux", "child"),
    ],
)
def test_groups_of_people(word, group):
    assert person_groups()[word] == group
    assert is_person(word)


@pytest.mark.parametrize(
    ("word", "kind", "gender", "lemma", "plural"),
    [
        ("syndicat", "organisation", "m", "syndicat", False),
        ("syndicats", "group", "m", "syndicat", True),
        ("travaux", "document", "m", "travail", True),
        ("gardes-côtes", "group", "m", "garde-cote", True),
    ],
)
def test_bodies(word, kind, gender, lemma, plural):
    told = (noun_kind(word), noun_gender(word), noun_lemma(word), is_plural_form(word))
    assert told == (kind, gender, lemma, plural)


def test_a_noun_stands_once_for_each_kind_and_feminine():
    """« fille » has an entry of its own only where its group is not that of the masculine."""
    people = load_lexicon("nouns").select(kind="person")
    groups: dict[str, set[str]] = {}
    for row in people:
        if row["feminine"] not in ("", row["noun"]):
            groups.setdefault(row["feminine"], set()).add(row["group"])
    own = [r for r in load_lexicon("nouns").select(kind="person") if not r["field"]]
    assert [r["noun"] for r in own if r["group"] in groups.get(r["noun"], set())] == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ruchier\tperson", "column 'group': a person has a field, a group or both"),
        ("ruchier\tperson\tm\t\t\t\t\tworker", "column 'gender': .*a person has none here"),
        ("rucher\torganisation", "column 'gender': what is no person has a gender"),
        ("rucher\torganisation\tm\t\t\twork\tno", "column 'group': only a person has"),
        ("ruchier\tperson\t\t\truchière\twork", "column 'group': .*`general` is yes or no"),
        ("ruchier\tperson\t\t\truchière\twrok\tno", "'wrok' .*nearest is 'work'"),
    ],
)
def test_a_wrong_entry_says_what_is_wrong(line, told):
    with pytest.raises(LexiconError, match=f"line 2, {told}|{told}"):
        parse("nouns", f"{COLUMNS}{line}\n")


def test_a_noun_of_a_user_is_role_and_group_at_once():
    line = "drapernier\tperson\t\t\tdrapernière\twork\tno\tworker\n"
    with laid_over({"nouns": Own("lexicons/nouns.tsv", COLUMNS + line)}):
        assert person_role("drapernières").role == "drapernier"
        assert person_groups()["drapernière"] == "worker"
    assert person_role("drapernier") is None
