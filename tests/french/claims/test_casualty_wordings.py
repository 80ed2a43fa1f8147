"""More wordings of casualties: far subjects, set phrases, series, figures that explain others."""

import pytest
from spacy.tokens import Doc

from pipeline.french.claims.claims import find_claims
from tests.french.claims.test_claims_casualties import model, read, short

CASES = [
    (
        "Quatre marins ont, au cours du même week-end, été arrêtés au port.",
        [("detained", "Quatre", "marins")],
    ),
    ("Le forcené a d'abord tué deux gendarmes.", [("killed", "deux", "gendarmes")]),
    (
        "Il y a en outre sept blessés légers et trois randonneurs disparus.",
        [("injured", "sept", "blessés légers"), ("missing", "trois", "randonneurs")],
    ),
    (
        "Trois lycéens, soupçonnés d'avoir lancé des pavés, ont été incarcérés.",
        [("detained", "Trois", "lycéens")],
    ),
    (
        "Un homme soupçonné de préparer un attentat a été interpellé à Karsel.",
        [("detained", "Un", "homme")],
    ),
    (
        "Deux soldats envoyés en renfort ont par ailleurs péri mercredi.",
        [("killed", "Deux", "soldats")],
    ),
    (
        "La crue a contraint un millier d'habitants à quitter leur domicile.",
        [("displaced", "millier", "habitants")],
    ),
    (
        "L'épidémie avait emporté neuf vieillards ; l'avalanche a emporté sept skieurs.",
        [("killed", "neuf", "vieillards"), ("victims", "sept", "skieurs")],
    ),
    ("Le gérant a été arrêté avec deux de ses associés.", [("detained", "deux", "associés")]),
    (
        "Six jeunes, cinq garçons et une fille, ont perdu la vie.",
        [("killed", "Six", "jeunes"), ("killed", "cinq", "garçons"), ("killed", "une", "fille")],
    ),
    (
        "On a repêché 31 corps, dont ceux de quatre enfants.",
        [("killed", "31", "corps"), ("killed", "quatre", "enfants")],
    ),
    (
        "L'ouragan a fait 16 morts samedi, 94 dimanche, 287 lundi.",
        [("killed", "16", "morts"), ("killed", "94", "morts"), ("killed", "287", "morts")],
    ),
    (
        "Quarante-sept morts selon le ministère, près d'une centaine selon les ONG.",
        [("killed", "Quarante-sept", "morts"), ("killed", "centaine", "morts")],
    ),
    (
        "Quelque 8 300 civils ont été tués dans les trois provinces, contre 6 100 un an plus tôt.",
        [("killed", "8 300", "civils"), ("killed", "6 100", "civils")],
    ),
    (
        "Bilan : 61 civils et 8 combattants tués.",
        [("killed", "61", "civils"), ("killed", "8", "combattants")],
    ),
    ("Douze suspects ont été entendus puis écroués.", [("detained", "Douze", "suspects")]),
    (
        "Quelque 300 familles, soit près de 2 000 personnes, ont fui.",
        [("displaced", "2 000", "personnes")],
    ),
    ("Au large, deux plaisanciers introuvables.", [("missing", "deux", "plaisanciers")]),
    (
        "L'armée a perdu douze hommes ; l'usine a perdu douze clients.",
        [("killed", "douze", "hommes")],
    ),
    ("La garde déplore la perte de huit militaires.", [("killed", "huit", "militaires")]),
    (
        "On compte 412 cas de choléra et 12 cas de conscience.",
        [("victims", "412", "cas de choléra")],
    ),
    (
        "Le nombre de personnes déplacées est passé de 500 à 1 200.",
        [("displaced", "500", "personnes"), ("displaced", "1 200", "personnes")],
    ),
    (
        "C'est un conseiller, Marc Dol (84 ans), qui est mort jeudi.",
        [("killed", "un", "conseiller")],
    ),
    (
        "Les pertes sont lourdes : 57 soldats et plus de 400 rebelles.",
        [("killed", "57", "soldats"), ("killed", "400", "rebelles")],
    ),
    ("Le pronostic vital de trois d'entre eux est engagé.", [("injured", "trois", "eux")]),
    (
        "Trois cents femmes et enfants ont été évacués.",
        [("displaced", "Trois cents", "femmes et enfants")],
    ),
    ("Un équipier a été touché à l'épaule.", [("injured", "Un", "équipier")]),
    ("Deux militants ont passé la nuit en garde à vue.", [("detained", "Deux", "militants")]),
    ("Un marcheur n'a plus donné signe de vie depuis lundi.", [("missing", "Un", "marcheur")]),
    ("Le choc a coûté sept vies.", [("killed", "sept", "vies")]),
    (
        "Une bombe a tué deux femmes et blessé au moins 15 passants.",
        [("killed", "deux", "femmes"), ("injured", "15", "passants")],
    ),
    (
        "Sept ouvriers sont morts. Quatre d'entre eux étaient intérimaires.",
        [("killed", "Sept", "ouvriers"), ("killed", "Quatre", "eux")],
    ),
    (
        "Deux randonneurs sont morts. Il s'agit d'un Belge et d'une Suissesse.",
        [
            ("killed", "Deux", "randonneurs"),
            ("killed", "un", "Belge"),
            ("killed", "une", "Suissesse"),
        ],
    ),
    ("Elle a perdu ses deux fils dans l'accident.", [("killed", "deux", "fils")]),
    (
        "Les habitants ont perdu leur toit et 300 personnes dorment dans des écoles.",
        [("displaced", "300", "personnes")],
    ),
    (
        "Quatre détenus ont été tués, 312 prisonniers ont été transférés.",
        [("killed", "Quatre", "détenus"), ("detained", "312", "prisonniers")],
    ),
    ("Une vingtaine de brebis ont péri et six doigts ont été amputés.", []),
    ("Il a perdu 2 103 voix et deux doigts.", []),
    ("Trois survivants ont été blessés.", []),
    (
        "Le choc a fait douze morts et blessés.",
        [("injured", "douze", "blessés"), ("killed", "douze", "morts")],
    ),
    (
        "On compte une quarantaine de morts et de blessés.",
        [("injured", "quarantaine", "blessés"), ("killed", "quarantaine", "morts")],
    ),
    ("Le bilan passe de 8 à 11 morts.", [("killed", "8", "morts"), ("killed", "11", "morts")]),
    ("Un peloton de chasse de 38 triathlètes suit.", []),
    ("La présidente, jugée par les huit juges de la Cour, a été arrêtée ce matin.", []),
    ("Le nombre de soldats passera de 400 à 1 200, dit un bilan.", []),
    ("Elle a éliminé les trois tireuses en finale.", []),
    (
        "Le feu a tué 40 personnes et 200 personnes restent portées disparues.",
        [("killed", "40", "personnes"), ("missing", "200", "personnes")],
    ),
    (
        "Les corps sans vie de cinq Norvégiens et de six Islandais gisaient là.",
        [("killed", "cinq", "Norvégiens"), ("killed", "six", "Islandais")],
    ),
    ("Sur 640 élèves, 132 enfants sont malades.", [("victims", "132", "enfants")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_casualties(text, expected) -> None:
    assert short(text) == expected


STATUSES = [
    ("Si le vent tourne, 7 000 habitants seraient évacués.", ["hypothetical"]),
    ("Le vent tournant, 7 000 habitants auraient été évacués.", ["unconfirmed"]),
    ("Selon le scénario de l'exercice, la vague fait 140 morts.", ["hypothetical"]),
    ("Sans l'alerte, 40 personnes auraient pu être tuées.", ["hypothetical"]),
    ("Dix suspects devraient être écroués d'ici à vendredi.", ["hypothetical"]),
    ("L'attaque aura fait trois morts.", ["asserted"]),
    ("La police dénombrait 70 blessés.", ["asserted"]),
    ("Il n'y a pas eu deux morts.", ["negated"]),
    ("Trente villageois n'ont pu être évacués.", ["negated"]),
    ("Une personne décède à Karsel.", ["asserted"]),
    ("Le passeur présumé, un Lurésien de 34 ans, a été interpellé.", ["asserted"]),
    ("Seize rebelles présumés ont été arrêtés.", ["asserted"]),
    ("Quinze morts présumés ont été recensés.", ["unconfirmed"]),
]


@pytest.mark.parametrize(("text", "expected"), STATUSES)
def test_status(text, expected) -> None:
    assert [claim.status for claim in read(text)] == expected


def test_a_line_of_a_list() -> None:
    words, pos = ["Blessés", ":", "40"], ["NOUN", "PUNCT", "NUM"]
    doc = Doc(model().vocab, words=words, pos=pos, sent_starts=[True, False, False])
    (claim,) = find_claims(doc)
    assert (claim.kind, claim.value, claim.who) == ("injured", 40, (0, 7))


@pytest.mark.parametrize("tag", ["ADJ", "NOUN", "VERB", "X"])
def test_a_headline_that_ends_with_its_participle(tag) -> None:
    words, pos = ["Deux", "pompiers", "tués"], ["NUM", "NOUN", tag]
    doc = Doc(model().vocab, words=words, pos=pos, sent_starts=[True, False, False])
    (claim,) = find_claims(doc)
    assert (claim.kind, claim.value) == ("killed", 2)
