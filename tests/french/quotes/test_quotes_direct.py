"""Direct speech: incises, colons, cut quotes, floating quotes, interviews."""

import pytest

from pipeline.french.quotes.judge import coefficients, decided
from pipeline.french.quotes.quotes import hear
from pipeline.french.view import view_of
from tests.french.quotes.quotes_support import Found, analysed, found

INCISES = [
    (
        "« Nous tiendrons », a martelé la maire en ouverture de la séance.",
        [("direct", "Nous tiendrons", "martelé", "la maire")],
    ),
    (
        "« Le pont est fermé jusqu'à lundi », a déclaré le maire, Paul Lanvin.",
        [("direct", "Le pont est fermé jusqu'à lundi", "déclaré", "le maire")],
    ),
    (
        "«\u00a0Nous rouvrirons lundi\u00a0», affirme Claire Desmoulins, directrice de l’école.",
        [("direct", "Nous rouvrirons lundi", "affirme", "Claire Desmoulins")],
    ),
    (
        '"Personne ne nous a prévenus", a-t-elle dit.',
        [("direct", "Personne ne nous a prévenus", "dit", "elle")],
    ),
    (
        "“Il faudra du temps”, estime le docteur Samuel Okoro.",
        [("direct", "Il faudra du temps", "estime", "le docteur Samuel Okoro")],
    ),
    (
        "« Quand rouvrirez-vous ? », demande une voisine.",
        [("direct", "Quand rouvrirez-vous ?", "demande", "une voisine")],
    ),
    (
        "« Ils sont partis de nuit », a raconté lundi à l'AFP Ali Ndiaye.",
        [("direct", "Ils sont partis de nuit", "raconté", "Ali Ndiaye")],
    ),
    (
        "« C'est une honte », s'est emporté l'avocat de la famille.",
        [("direct", "C'est une honte", "emporté", "l'avocat de la famille")],
    ),
    (
        "« Tout va bien », fait savoir la préfecture.",
        [("direct", "Tout va bien", "fait savoir", "la préfecture")],
    ),
    (
        "« Nous gagnerons », promettait-il encore mardi.",
        [("direct", "Nous gagnerons", "promettait", "il")],
    ),
    (
        "« C'est un désastre », a tenu à rappeler le sénateur Jean Morvan.",
        [("direct", "C'est un désastre", "rappeler", "le sénateur Jean Morvan")],
    ),
]

CUT = [
    (
        "« Nous chercherons un repreneur », a-t-il ajouté, « mais je ne promets rien. »",
        [
            ("direct", "Nous chercherons un repreneur", "ajouté", "il"),
            ("direct", "mais je ne promets rien.", "ajouté", "il"),
        ],
    ),
    (
        "« La mer a monté d'un coup, témoigne Rose Kerbrat. Nous avons couru. »",
        [
            ("direct", "La mer a monté d'un coup", "témoigne", "Rose Kerbrat"),
            ("direct", "Nous avons couru.", "témoigne", "Rose Kerbrat"),
        ],
    ),
    (
        '"On attendait ça, explique-t-elle. Là, c\'est fait."',
        [
            ("direct", "On attendait ça", "explique", "elle"),
            ("direct", "Là, c'est fait.", "explique", "elle"),
        ],
    ),
    (
        "« La mer a monté, témoigne Rose Kerbrat.\nLe village a été évacué.",
        [("direct", "La mer a monté", "témoigne", "Rose Kerbrat")],
    ),
]

COLONS = [
    (
        "Réponse de Jeanne Aldric : « Le pont rouvrira. »",
        [("direct", "Le pont rouvrira.", None, "Jeanne Aldric")],
    ),
    (
        "Message du préfet : « Le pont rouvrira. »",
        [("direct", "Le pont rouvrira.", None, "préfet")],
    ),
    (
        "Un message de prévention : « Le pont rouvrira. »",
        [("direct", "Le pont rouvrira.", None, "Un message de prévention")],
    ),
    (
        'Une version que confirme le voisin, Luc Ferrol : "Tout était en ordre."',
        [("direct", "Tout était en ordre.", "confirme", "le voisin")],
    ),
    (
        "La ministre a réagi sur les réseaux sociaux : « Ce texte est une erreur. »",
        [("direct", "Ce texte est une erreur.", "réagi", "La ministre")],
    ),
    (
        'Le syndicat répond : "Nous ne signerons pas".',
        [("direct", "Nous ne signerons pas", "répond", "Le syndicat")],
    ),
    (
        "Et d'ajouter : « Les taxes servent à bâtir des routes. »",
        [("direct", "Les taxes servent à bâtir des routes.", "ajouter", None)],
    ),
    (
        "Un ministre, sous couvert d'anonymat : « On va droit dans le mur. »",
        [("direct", "On va droit dans le mur.", None, "Un ministre")],
    ),
    (
        "Même son de cloche chez Ibrahima Camara : « On ne vend plus rien ».",
        [("direct", "On ne vend plus rien", None, "Ibrahima Camara")],
    ),
]

HEADLINES = [
    (
        "Retraites : « Nous irons jusqu'au bout », promet Delphine Castaing\n\nLe texte est prêt.",
        [("direct", "Nous irons jusqu'au bout", "promet", "Delphine Castaing")],
    ),
    (
        "Bastien Orcel : « La montagne ne pardonne pas »\n\nLe massif est fermé.",
        [("direct", "La montagne ne pardonne pas", None, "Bastien Orcel")],
    ),
    (
        "Fermeture de la mine : «On nous a laissés tomber»\n\nLe site ferme.",
        [("direct", "On nous a laissés tomber", None, None)],
    ),
]

FLOATING = [
    (
        "« Tout est perdu », souffle Anna Brun. « Il ne reste que les murs. »",
        [
            ("direct", "Tout est perdu", "souffle", "Anna Brun"),
            ("direct", "Il ne reste que les murs.", None, None),
        ],
    ),
    (
        "Le maire hausse les épaules. «On est fatigués.»",
        [("direct", "On est fatigués.", None, None)],
    ),
    (
        "— Vous partirez avec nous ? a demandé une ouvrière.",
        [("direct", "Vous partirez avec nous ?", "demandé", "une ouvrière")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), INCISES)
def test_incise_behind_the_quote(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_a_quote_that_its_attribution_cuts_is_two(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), COLONS)
def test_colon_before_the_quote(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), HEADLINES)
def test_headlines(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), FLOATING)
def test_quotes_without_an_attribution_of_their_own(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


def test_a_quote_runs_over_paragraphs() -> None:
    text = "La déléguée a lancé :\n\n« Nous avons cru à tout.\n\n« Nous ne croyons plus. »"
    assert found(text) == [
        (
            "direct",
            "Nous avons cru à tout.\n\n« Nous ne croyons plus.",
            "lancé",
            "La déléguée",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Le film « Pente raide », de Jean Mallet, sort mercredi.",
        "Le « Brexit » n'a rien à voir.",
        "La rivière, surnommée « la Grande Dame », a débordé.",
        "L'initiative «Pour une caisse unique» a été rejetée dimanche.",
        'Un écran de 12" équipe la cabine.',
        "Les habitants de l’île n’ont rien vu.",
    ],
)
def test_titles_terms_and_apostrophes_are_no_quotes(text: str) -> None:
    assert found(text) == []


def test_labelled_answers_of_an_interview() -> None:
    text = (
        "Entretien\n\n"
        "Le Messager : Combien de sorties cet hiver ?\n\n"
        "Lise Arnal : Plus de trois cents. Nous sommes fatigués.\n\n"
        "Le Messager : Que demandez-vous ?\n\n"
        "Lise Arnal : Des moyens."
    )
    assert found(text) == [
        ("direct", "Plus de trois cents. Nous sommes fatigués", None, "Lise Arnal"),
        ("direct", "Des moyens", None, "Lise Arnal"),
    ]


def test_answers_without_a_name() -> None:
    text = "Q. : Quand partez-vous ?\nR. : Demain.\nQ. : Seul ?\nR. : Non, avec mon frère."
    assert found(text) == [
        ("direct", "Demain", None, None),
        ("direct", "Non, avec mon frère", None, None),
    ]


def test_marked_words_of_the_next_sentence_are_heard_and_doubted_where_somebody_else_speaks() -> (
    None
):
    goes_on = (
        "La mairie assure que tout va bien. Le risque serait « tout à fait minime pour tous »."
    )
    assert _doubts_of_continuations(goes_on) == [()]
    other = (
        "Sa mère assure qu'il allait mieux. Une de ses tantes, qui ne le voyait plus, le décrit "
        "comme un « homme très étrange, toujours triste »."
    )
    assert all(_doubts_of_continuations(other))
    assert ("mixed", None) not in {(kind, cue) for kind, _, cue, _ in found(other)}


def _doubts_of_continuations(text: str) -> list[tuple[str, ...]]:
    view = view_of(analysed(text))
    _, competed = decided(view, hear(view), coefficients())
    return [w.candidate.doubts for w in competed if w.candidate.rule == "continuation"]
