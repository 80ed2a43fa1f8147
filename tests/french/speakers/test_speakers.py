"""Speakers: the name that a reader gives the source of each quote."""

import re

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.french.records import Quote, register_extensions
from pipeline.french.speakers.noun_phrases import pronoun_of
from pipeline.french.speakers.speakers import resolve_speakers
from tests.french.press_docs import resolved_doc

_MARK = re.compile(r"\[([^\]]*)\]|\{([^}]*)\}")


def resolve(marked, mentions=""):
    """Resolve the quotes of a text in which [ ] holds a content and { } the source after it.

    A content that no source follows before the next content has none.
    """
    text, items = "", []
    position = 0
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        inner = match.group(1) if match.group(1) is not None else match.group(2)
        items.append((match.group(1) is not None, len(text), len(text) + len(inner)))
        text += inner
        position = match.end()
    text += marked[position:]
    quotes = []
    for is_content, start, end in items:
        if is_content:
            quotes.append(Quote(start, end, "direct", "test", 1.0))
        else:
            last = quotes.pop()
            quotes.append(Quote(last.start, last.end, "direct", "test", 1.0, speaker=(start, end)))
    return resolve_speakers(resolved_doc(text, mentions), quotes)


def names(marked, mentions=""):
    return [quote.speaker_name for quote in resolve(marked, mentions)]


BOTH = "PER Ingrid Halvor; PER Pavel Drenko"
MET = "La ministre Ingrid Halvor a rencontré le juge Pavel Drenko à Brivel. "

# text with [content] and {source}, mentions, names
PRONOUNS = [
    (MET + "« [C'est bien] », a-t-{elle} dit.", BOTH, ["Ingrid Halvor"]),
    (MET + "« [C'est bien] », a-t-{il} dit.", BOTH, ["Pavel Drenko"]),
    (
        MET + "« [Oui] », a dit {M. Drenko}. « [Non] », a-t-{il} ajouté ensuite.",
        BOTH,
        ["Pavel Drenko", "Pavel Drenko"],
    ),
    (
        "Ingrid Halvor a cité Pavel Drenko. « [Oui] », a répondu {ce dernier}.",
        BOTH,
        ["Pavel Drenko"],
    ),
    (
        "Les pompiers sont venus. « [C'était long] », ont-{ils} dit.",
        "",
        ["Les pompiers"],
    ),
    ("Il pleut. « [Oui] », dit-{elle}.", "", [None]),
]


@pytest.mark.parametrize(("text", "mentions", "expected"), PRONOUNS)
def test_pronouns(text, mentions, expected):
    assert names(text, mentions) == expected


ROLES = [
    (
        "Le ministre des Sports, Pavel Drenko, est venu. « [Oui] », a dit {le ministre}.",
        "PER Pavel Drenko",
        ["Pavel Drenko"],
    ),
    (
        "Le président tavorien Anton Revik est là. « [Oui] », a dit {le chef de l'État}.",
        "PER Anton Revik",
        ["Anton Revik"],
    ),
    (
        "« [Oui] », a dit {le préfet de la Tauve}, Paul Roy.",
        "PER Paul Roy",
        ["Paul Roy"],
    ),
    (
        "« [Oui] », a dit {un cadre du parti}, Paul Roy, hier.",
        "PER Paul Roy",
        ["Paul Roy"],
    ),
    (
        "L'avocate Clotilde Rieux a plaidé. « [Vingt ans] », a requis {l'avocat général}.",
        "PER Clotilde Rieux",
        ["l'avocat général"],
    ),
    (
        "Emma Marsan a gagné. « [Merci] », a lancé {l'élue}.",
        "PER Emma Marsan",
        ["Emma Marsan"],
    ),
    (
        "L'économiste Hervé Lanoux doute. « [Non] », dit {ce spécialiste des prix}.",
        "PER Hervé Lanoux",
        ["Hervé Lanoux"],
    ),
    (
        "Le président de la Banque du Nord (BDN), Bako Sanou, est là. « [Oui] », dit {le patron "
        "de la BDN}.",
        "PER Bako Sanou; ORG Banque du Nord; ORG BDN",
        ["Bako Sanou"],
    ),
    (
        "Paul Roy passait par là. « [Onze arrestations] », a dit {le procureur de Brivel}.",
        "PER Paul Roy; LOC Brivel",
        ["le procureur de Brivel"],
    ),
    ("« [Oui] », a dit {Le porte-parole du maire Paul Roy}.", "PER Paul Roy", None),
    ("« [Oui] », a dit {le maire Paul Roy}.", "PER Paul Roy", ["Paul Roy"]),
    ("« [Oui] », a dit {Son rival Paul Roy}, hier.", "PER Paul Roy", ["Paul Roy"]),
    ("« [Oui] », a dit {M. de Vaubrun}.", "PER Vaubrun", ["Vaubrun"]),
]


@pytest.mark.parametrize(("text", "mentions", "expected"), ROLES)
def test_roles_and_descriptions(text, mentions, expected):
    found = names(text, mentions)
    if expected is None:
        # The spokesman is not the mayor.
        assert found == ["Le porte-parole du maire Paul Roy"]
    else:
        assert found == expected


BODIES = [
    (
        "Le ministère de la Défense a parlé. « [Oui] », a dit {le ministère}.",
        "ORG ministère de la Défense",
        ["ministère de la Défense"],
    ),
    (
        "« [Oui] », dit {un communiqué du ministère de la Défense}.",
        "ORG ministère de la Défense",
        ["ministère de la Défense"],
    ),
    (
        "« [Oui] », disent {des chiffres publiés par l'Office des eaux}.",
        "ORG Office des eaux",
        ["Office des eaux"],
    ),
    (
        "« [Oui] », disent {des documents analysés par l'Office des eaux}.",
        "ORG Office des eaux",
        ["des documents analysés par l'Office des eaux"],
    ),
    (
        "Le tribunal correctionnel de Brivel a jugé. « [Oui] », dit {le tribunal}.",
        "LOC Brivel",
        ["Le tribunal correctionnel de Brivel"],
    ),
    (
        "« [Oui] », dit {Presto}. « [Non] », ajoute {l'agence}.",
        "ORG Presto",
        ["Presto", "Presto"],
    ),
    (
        "« [Oui] », dit {l'agence Presto}.",
        "ORG Presto",
        ["Presto"],
    ),
    (
        "« [Oui] », dit {Paul Roy}. « [Non] », ajoute {la même source}.",
        "PER Paul Roy",
        ["Paul Roy", "Paul Roy"],
    ),
    ("« [Oui] », disent {des témoins}.", "", ["des témoins"]),
    (
        "« [Oui] », disent {Paul Roy et Emma Marsan}.",
        "PER Paul Roy; PER Emma Marsan",
        ["Paul Roy et Emma Marsan"],
    ),
]


@pytest.mark.parametrize(("text", "mentions", "expected"), BODIES)
def test_organisations_groups_and_documents(text, mentions, expected):
    assert names(text, mentions) == expected


def test_an_office_is_not_given_to_the_holder_of_another():
    text = "L'adjoint aux finances, Loïc Maure, a voté. « [Non] », a dit {le préfet}."
    assert names(text, "PER Loïc Maure") == ["le préfet"]


def test_on_speaks_for_the_place_that_opens_the_sentence():
    doc = resolved_doc("À la préfecture, on assure que tout va bien.")
    quotes = [Quote(31, 44, "indirect", "test", 1.0, speaker=(17, 19))]
    assert resolve_speakers(doc, quotes)[0].speaker_name == "la préfecture"


def test_on_speaks_for_the_body_on_whose_side_it_is_said():
    text = "Du côté d'Ostrevent Gaz, on assure que tout va bien."
    doc = resolved_doc(text, "ORG Ostrevent Gaz")
    speaker = (text.index("on assure"), text.index(" assure"))
    quotes = [Quote(text.index("que"), len(text) - 1, "indirect", "test", 1.0, speaker=speaker)]
    assert resolve_speakers(doc, quotes)[0].speaker_name == "Ostrevent Gaz"


def test_the_subject_of_the_same_sentence_comes_before_the_last_speaker():
    text = "« Oui », a dit Luc Marsan. Paul Roy a été battu alors qu'il estime avoir gagné."
    doc = resolved_doc(text, "PER Luc Marsan; PER Paul Roy")
    il = text.index("il estime")
    quotes = [
        Quote(2, 5, "direct", "test", 1.0, speaker=(15, 25)),
        Quote(il + 10, len(text) - 1, "indirect", "test", 1.0, speaker=(il, il + 2)),
    ]
    found = resolve_speakers(doc, quotes)
    assert [quote.speaker_name for quote in found] == ["Luc Marsan", "Paul Roy"]


def test_a_quote_without_source_goes_on_with_the_speaker():
    found = resolve(
        "« [Oui] », a dit {Paul Roy}. « [Encore] »\n\n« [Toujours] »\n\nUn jour a passé.\n\n"
        "La pluie aussi.\n\n« [Jamais] »",
        "PER Paul Roy",
    )
    assert [q.speaker_name for q in found[:3]] == ["Paul Roy"] * 3
    assert found[1].certainty < found[0].certainty


def test_the_subject_before_a_colon_introduces_the_quote():
    found = names(
        "« [Oui] », a dit {Paul Roy}. Emma Marsan était plus nuancée : « [Non]. »",
        "PER Paul Roy; PER Emma Marsan",
    )
    assert found == ["Paul Roy", "Emma Marsan"]


def test_a_speaker_gets_id_and_kind():
    person, body, group, paper = resolve(
        "« [Un] », dit {Paul Roy}. « [Deux] », dit {l'Office des eaux}. « [Trois] », disent "
        "{des témoins}. « [Quatre] », dit {un rapport}.",
        "PER Paul Roy; ORG Office des eaux",
    )
    assert (person.speaker_kind, body.speaker_kind) == ("person", "organisation")
    assert (group.speaker_kind, paper.speaker_kind) == ("group", "document")
    assert person.speaker_entity_id and body.speaker_entity_id
    assert group.speaker_entity_id is None


def test_relays_are_named_too():
    text = "L'agence Presto écoute. « Oui », a dit Paul Roy, cité par l'agence."
    doc = resolved_doc(text, "ORG Presto; PER Paul Roy")
    quote = Quote(
        26,
        29,
        "direct",
        "test",
        1.0,
        speaker=(39, 47),
        relay=(text.rfind("l'agence"), len(text) - 1),
    )
    (found,) = resolve_speakers(doc, [quote])
    assert (found.speaker_name, found.relay_name) == ("Paul Roy", "Presto")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-t-elle", ("f", False)),
        ("Ils", ("m", True)),
        ("Celui-ci", ("m", False)),
        ("cette dernière", ("f", False)),
        ("l'intéressé", ("m", False)),
        ("le maire", None),
    ],
)
def test_pronouns_are_known_as_written(text, expected):
    assert pronoun_of(text) == expected


def test_no_quotes_and_no_text():
    doc = resolved_doc("")
    assert resolve_speakers(doc, []) == []
    quote = Quote(0, 0, "direct", "test", 1.0, speaker=(0, 0))
    assert resolve_speakers(doc, [quote]) == [quote]


@settings(max_examples=60, deadline=None)
@given(st.text("aL'« »:.,\nil-t ", max_size=60), st.data())
def test_any_text_and_offsets_are_survived(text, data):
    register_extensions()
    doc = spacy.blank("fr")(text)
    place = st.integers(0, len(text))
    quotes = []
    for _ in range(3):
        start, end = sorted((data.draw(place), data.draw(place)))
        spans = st.none() | st.tuples(place, place).map(lambda p: (min(p), max(p)))
        speaker, relay = data.draw(spans), data.draw(spans)
        quotes.append(Quote(start, end, "direct", "x", 1.0, speaker=speaker, relay=relay))
    found = resolve_speakers(doc, quotes)
    assert [(q.start, q.end) for q in found] == [(q.start, q.end) for q in quotes]
    assert all(0 <= q.certainty <= 1 for q in found)


# text with [content] and {source}, mentions, names
BROUGHT_IN = [
    # a quote without attribution: the person of the sentence before it, in its paragraph
    (
        "« [Oui] », a dit {Paul Roy}. Ida Vell hausse les épaules. « [On verra bien.] »",
        "PER Paul Roy; PER Ida Vell",
        ["Paul Roy", "Ida Vell"],
    ),
    # or of the sentence behind a quote that opens its paragraph
    (
        "« [Oui] », a dit {Paul Roy}.\n\n« [Tout a brûlé.] » Ida Vell montre la grange.",
        "PER Paul Roy; PER Ida Vell",
        ["Paul Roy", "Ida Vell"],
    ),
    # « ils » never goes on with one person
    ("Paul Roy est venu. « [Non] », ont-{ils} dit.", "PER Paul Roy", [None]),
    # a name stands beside the description, behind a role or a relative clause
    (
        "« [Non] », a dit {le chef} du club, le général Paul Roy.",
        "PER Paul Roy",
        ["Paul Roy"],
    ),
    (
        "« [Tout va bien] », jure {l'homme} qui tient le bar, Paul Roy.",
        "PER Paul Roy",
        ["Paul Roy"],
    ),
    # a body by what the text calls it, not by a noun of another kind
    (
        "Le groupe Velmor ferme. L'hôpital Sainte-Anne proteste. « [Non] », dit {le groupe}.",
        "ORG Velmor; ORG hôpital Sainte-Anne",
        ["Velmor"],
    ),
    # a document that nobody in its sentence issues stays what it is
    (
        "La société Velmor publie un texte. « [Tout] », affirme {un communiqué}.",
        "ORG Velmor",
        ["un communiqué"],
    ),
]


@pytest.mark.parametrize(("text", "mentions", "expected"), BROUGHT_IN)
def test_who_is_brought_in(text, mentions, expected):
    assert names(text, mentions) == expected


def test_a_headline_takes_the_name_of_the_quote_that_it_repeats():
    found = resolve(
        "« [On ferme tout] »\n\nLa ville attend.\n\n« [On ferme tout lundi] », a dit {Ida Vell}.",
        "PER Ida Vell",
    )
    assert [q.speaker_name for q in found] == ["Ida Vell", "Ida Vell"]


def test_who_issued_a_document_speaks_in_it():
    text = "La société Velmor publie un communiqué qui condamne les violences."
    start, end = text.index("les violences"), text.index(".")
    speaker = (text.index("un communiqué"), text.index(" qui"))
    quote = Quote(start, end, "nominal", "noun-phrase", 0.6, speaker=speaker)
    found = resolve_speakers(resolved_doc(text, "ORG Velmor"), [quote])
    assert [q.speaker_name for q in found] == ["Velmor"]
