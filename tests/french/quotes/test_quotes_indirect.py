"""Indirect, mixed and nominal reports behind a cue verb."""

import pytest

from tests.french.quotes.quotes_support import Found, found, quotes_of

CLAUSES = [
    (
        "Le syndicat, qui affirme que la direction avait été alertée, réclame l'ouverture d'une "
        "enquête.",
        [
            ("indirect", "la direction avait été alertée", "affirme", "Le syndicat"),
            ("nominal", "l'ouverture d'une enquête", "réclame", "Le syndicat"),
        ],
    ),
    (
        "Le séisme a fait deux morts et une dizaine de blessés, a annoncé jeudi la préfecture.",
        [
            (
                "indirect",
                "Le séisme a fait deux morts et une dizaine de blessés",
                "annoncé",
                "la préfecture",
            )
        ],
    ),
    (
        "Vendredi soir, l'état-major a promis que le pont de Valdorce serait repris.",
        [("indirect", "le pont de Valdorce serait repris", "promis", "l'état-major")],
    ),
    (
        "Le ministre a annoncé mardi que le tunnel rouvrirait en mai.",
        [("indirect", "le tunnel rouvrirait en mai", "annoncé", "Le ministre")],
    ),
    (
        "La police a indiqué que l'homme était armé et que deux passants avaient été blessés.",
        [
            (
                "indirect",
                "l'homme était armé et que deux passants avaient été blessés",
                "indiqué",
                "La police",
            )
        ],
    ),
    (
        "Le maire, qui avait été réélu, affirme alors que le budget est équilibré.",
        [("indirect", "le budget est équilibré", "affirme", "Le maire")],
    ),
    (
        "Elle a assuré, dans un communiqué, que rien n’avait été décidé.",
        [("indirect", "rien n’avait été décidé", "assuré", "Elle")],
    ),
    (
        "Son avocate, Me Sarah Klein, dément que son client ait fui et affirme qu'il se rendra.",
        [
            ("indirect", "son client ait fui", "dément", "Son avocate"),
            ("indirect", "il se rendra", "affirme", "Son avocate"),
        ],
    ),
    (
        "« C'est faux », a répondu la préfète, ajoutant que l'enquête continuait.",
        [
            ("direct", "C'est faux", "répondu", "la préfète"),
            ("indirect", "l'enquête continuait", "ajoutant", "la préfète"),
        ],
    ),
    (
        "Le juge a rappelé que le délai courait, alors que l'opposition réclame un report.",
        [
            ("indirect", "le délai courait", "rappelé", "Le juge"),
            ("nominal", "un report", "réclame", "l'opposition"),
        ],
    ),
    (
        "Le dossier sera rouvert, a indiqué le parquet.",
        [("indirect", "Le dossier sera rouvert", "indiqué", "le parquet")],
    ),
    (
        "Les routes, expliquent-ils, sont impraticables.",
        [("indirect", "Les routes, expliquent-ils, sont impraticables", "expliquent", "ils")],
    ),
]

INFINITIVES = [
    ("Il a promis de revenir.", [("indirect", "revenir", "promis", "Il")]),
    (
        "La directrice dit avoir prévenu ses supérieurs.",
        [("indirect", "avoir prévenu ses supérieurs", "dit", "La directrice")],
    ),
    (
        "Le groupe dément avoir pollué la rivière.",
        [("indirect", "avoir pollué la rivière", "dément", "Le groupe")],
    ),
    (
        "Il jurait n'avoir rien touché.",
        [("indirect", "n'avoir rien touché", "jurait", "Il")],
    ),
    (
        "Le maire demande pourquoi l'alerte a tardé.",
        [("indirect", "pourquoi l'alerte a tardé", "demande", "Le maire")],
    ),
    (
        "Le parquet accuse l'ancien trésorier d'avoir détourné 3 millions d'euros.",
        [
            (
                "indirect",
                "l'ancien trésorier d'avoir détourné 3 millions d'euros",
                "accuse",
                "Le parquet",
            )
        ],
    ),
]

MIXED = [
    (
        "L'ONU a condamné un acte « odieux ».",
        [("mixed", "un acte « odieux »", "condamné", "ONU")],
    ),
    (
        "Le maire a dit que la ville était « perdue ».",
        [("mixed", "la ville était « perdue »", "dit", "Le maire")],
    ),
    (
        "La sénatrice se dit «soulagée» par ce vote.",
        [("mixed", "«soulagée» par ce vote", "dit", "La sénatrice")],
    ),
    (
        'Marc Avril a qualifié le projet de "brutal".',
        [("mixed", 'le projet de "brutal"', "qualifié", "Marc Avril")],
    ),
    (
        "Elle estime nécessaire de « frapper fort ».",
        [("mixed", "nécessaire de « frapper fort »", "estime", "Elle")],
    ),
    (
        "Le suspect est décrit comme « un homme discret » par une voisine.",
        [("mixed", "un homme discret", "décrit", "une voisine")],
    ),
]

NOMINAL = [
    (
        "Le ministère a annoncé mercredi la fin des opérations.",
        [("nominal", "la fin des opérations", "annoncé", "Le ministère")],
    ),
    (
        "L'opposition a dénoncé la lenteur des secours et exigé la démission du ministre.",
        [
            ("nominal", "la lenteur des secours", "dénoncé", "L'opposition"),
            ("nominal", "la démission du ministre", "exigé", "L'opposition"),
        ],
    ),
    (
        "Un premier bilan fait état de 12 blessés.",
        [("nominal", "12 blessés", "fait état", "Un premier bilan")],
    ),
    (
        "L'attentat a été revendiqué par un groupe armé.",
        [("nominal", "L'attentat", "revendiqué", "un groupe armé")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), INFINITIVES)
def test_infinitives_questions_and_accusations(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), MIXED)
def test_mixed_quotes_cover_the_whole_content(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), NOMINAL)
def test_nominal_reports(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Il faut dire que le calendrier est serré.",
        "Rappelons que la mine avait fermé en 2019.",
        "On ignore encore ce que fera le Sénat.",
        "Le tribunal a ordonné la fermeture du site.",
        "Cette hausse s'explique par la difficulté de recruter.",
        "Une organisation devra maintenant obtenir 8 % des suffrages.",
    ],
)
def test_the_author_and_deeds_are_no_quotes(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Le groupe n'a pas confirmé que l'usine fermerait.", "l'usine fermerait"),
        ("La police a refusé de dire si d'autres agents étaient visés.", "d'autres agents"),
        ("Le maire n’a pas précisé s’il se présenterait.", "il se présenterait"),
        ("Il est parti sans préciser que le vote était reporté.", "le vote était reporté"),
    ],
)
def test_negated_saying_is_a_negated_row(text: str, content: str) -> None:
    (quote,) = quotes_of(text)
    assert quote.negated
    assert text[quote.start : quote.end].startswith(content)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Il dément que l'usine ferme.", "denial"),
        ("Elle prétend que l'usine ferme.", "doubt"),
        ("Il a promis de revenir.", "promise"),
        ("Le préfet n'a pas manqué de rappeler que la règle vaut pour tous.", "neutral"),
    ],
)
def test_stance_comes_from_the_lexicon(text: str, stance: str) -> None:
    (quote,) = quotes_of(text)
    assert (quote.stance, quote.negated) == (stance, False)
