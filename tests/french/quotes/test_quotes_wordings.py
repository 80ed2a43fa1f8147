"""More wordings: the ways in which the press puts a cue, its source and its content."""

import pytest

from tests.french.quotes.quotes_support import Found, found

INCISES_OF_ANY_VERB = [
    (
        "« Rendez-nous le square ! », s'égosille-t-il depuis le balcon.",
        [("direct", "Rendez-nous le square !", "égosille", "il")],
    ),
    (
        "« On a semé trop tôt », a-t-elle grincé.",
        [("direct", "On a semé trop tôt", "grincé", "elle")],
    ),
    (
        "« Le barrage tiendra », sourit la cheffe de chantier.",
        [("direct", "Le barrage tiendra", "sourit", "la cheffe de chantier")],
    ),
    (
        "« Nous n'avons rien signé », glisse une rescapée qui tient à son anonymat.",
        [("direct", "Nous n'avons rien signé", "glisse", "une rescapée")],
    ),
    (
        "« Personne ne viendra », lui a-t-on crié depuis les gradins.",
        [("direct", "Personne ne viendra", "crié", "on")],
    ),
    (
        "« Le devis a doublé », reconnaît-on à la mairie de Sorvence.",
        [("direct", "Le devis a doublé", "reconnaît", "on")],
    ),
    (
        "« La salle était comble », a lancé, ravi, le chef d'orchestre.",
        [("direct", "La salle était comble", "lancé", "le chef d'orchestre")],
    ),
    (
        "« Ce texte est bancal », a plaidé en défense Me Orlane Tisset.",
        [("direct", "Ce texte est bancal", "plaidé", "Me Orlane Tisset")],
    ),
]

INCISES_AMID_A_CLAUSE = [
    (
        "La passerelle, a-t-il rappelé, est fermée depuis mars.",
        [("indirect", "La passerelle, a-t-il rappelé, est fermée depuis mars", "rappelé", "il")],
    ),
    (
        "La quête a rapporté gros, jure-t-elle, et les bancs seront repeints.",
        [
            (
                "indirect",
                "La quête a rapporté gros, jure-t-elle, et les bancs seront repeints",
                "jure",
                "elle",
            )
        ],
    ),
    (
        "Il ne s'agit pas, se défend-il, de « chasser les campeurs ».",
        [("mixed", "Il ne s'agit pas, se défend-il, de « chasser les campeurs »", "défend", "il")],
    ),
    (
        "Le canal sera vidé, a-t-elle prévenu, avant de quitter la réunion.",
        [("indirect", "Le canal sera vidé", "prévenu", "elle")],
    ),
    (
        "Les bonus, observe encore l'économiste, ont augmenté d'un cinquième.",
        [
            (
                "indirect",
                "Les bonus, observe encore l'économiste, ont augmenté d'un cinquième",
                "observe",
                "l'économiste",
            )
        ],
    ),
]

INCISES_INSIDE_MARKS = [
    (
        "« J'ai vu la grue pencher, a raconté Mona Verlac, 61 ans, bottes aux "
        "pieds. Puis plus rien. »",
        [
            ("direct", "J'ai vu la grue pencher", "raconté", "Mona Verlac"),
            ("direct", "Puis plus rien.", "raconté", "Mona Verlac"),
        ],
    ),
    (
        "« On nous promet la lune, peste Élie Cardan, éleveur à Sauvignac et père "
        "de trois enfants, et on nous livre des cailloux. »",
        [
            ("direct", "On nous promet la lune", "peste", "Élie Cardan"),
            ("direct", "et on nous livre des cailloux.", "peste", "Élie Cardan"),
        ],
    ),
    (
        "« C'était hier, finit par admettre le quadragénaire. Je n'ai rien dit. »",
        [
            ("direct", "C'était hier", "admettre", "le quadragénaire"),
            ("direct", "Je n'ai rien dit.", "admettre", "le quadragénaire"),
        ],
    ),
]

COLONS = [
    (
        'Au syndicat, où l\'on ne rit plus, une déléguée lâche : "Ils ont vendu les murs."',
        [("direct", "Ils ont vendu les murs.", "lâche", "une déléguée")],
    ),
    (
        "La trésorière n'y va pas par quatre chemins : « Les caisses sont vides. »",
        [("direct", "Les caisses sont vides.", None, "La trésorière")],
    ),
    (
        "Le vétérinaire a posé sa trousse. Puis, à mi-voix : « Celui-là ne passera pas la nuit. »",
        [("direct", "Celui-là ne passera pas la nuit.", None, None)],
    ),
    (
        "On lui a demandé son âge. Réponse : « J'ai cessé de compter. »",
        [("direct", "J'ai cessé de compter.", None, None)],
    ),
    (
        "Et de conclure : « Nous reviendrons avec des pelles. »",
        [("direct", "Nous reviendrons avec des pelles.", "conclure", None)],
    ),
    (
        "Et le curé de souffler : « Il fallait bien que ça tombe sur nous. »",
        [("direct", "Il fallait bien que ça tombe sur nous.", "souffler", "le curé")],
    ),
    (
        "Comme le résume la doyenne, Ida Vell : « On survit. »",
        [("direct", "On survit.", "résume", "la doyenne")],
    ),
]

ON_THE_WAY_TO_THE_CONTENT = [
    (
        "La coopérative soutient tout de même que le lait était sain.",
        [("indirect", "le lait était sain", "soutient", "La coopérative")],
    ),
    (
        "La régie annonce ce matin, dans un message aux abonnés, que le trafic reprendra samedi.",
        [("indirect", "le trafic reprendra samedi", "annonce", "La régie")],
    ),
    (
        "Le lieutenant Karsel a assuré à Mirvel que la piste était sûre.",
        [("indirect", "la piste était sûre", "assuré", "Le lieutenant Karsel")],
    ),
    (
        "Le port a à tort annoncé au départ que la digue avait cédé.",
        [("indirect", "la digue avait cédé", "annoncé", "Le port")],
    ),
    (
        "L'éleveur a raconté au quotidien (édition du soir) que deux bêtes manquaient.",
        [("indirect", "deux bêtes manquaient", "raconté", "L'éleveur")],
    ),
    (
        "Vera Dostel a elle-même estimé, en juin, qu'il faudrait fermer la carrière.",
        [("indirect", "il faudrait fermer la carrière", "estimé", "Vera Dostel")],
    ),
    (
        "La députée réclame maintenant que l'étude soit publiée.",
        [("indirect", "l'étude soit publiée", "réclame", "La députée")],
    ),
    ("Elle assure ne rien regretter.", [("indirect", "ne rien regretter", "assure", "Elle")]),
    (
        "La commune a prévenu : toute tente sera démontée.",
        [("indirect", "toute tente sera démontée", "prévenu", "La commune")],
    ),
]

WHERE_CONTENT_ENDS = [
    (
        "Le conseil promet de repeindre l'école et a lancé un appel aux dons.",
        [("indirect", "repeindre l'école", "promet", "Le conseil")],
    ),
    (
        "La fédération confirme ces départs et a ouvert un registre.",
        [("nominal", "ces départs", "confirme", "La fédération")],
    ),
    (
        "Le rapporteur réclame un audit pour vendredi.",
        [("nominal", "un audit pour vendredi", "réclame", "Le rapporteur")],
    ),
    (
        "La présidente déclare que le vote était « truqué » en accusant le greffe "
        "d'avoir perdu des bulletins.",
        [
            ("mixed", "le vote était « truqué »", "déclare", "La présidente"),
            ("indirect", "le greffe d'avoir perdu des bulletins", "accusant", "La présidente"),
        ],
    ),
    (
        "La notaire a admis « un oubli », assuré que l'acte serait refait et promis "
        "que nul ne paierait.",
        [
            ("mixed", "un oubli", "admis", "La notaire"),
            ("indirect", "l'acte serait refait", "assuré", "La notaire"),
            ("indirect", "nul ne paierait", "promis", "La notaire"),
        ],
    ),
    (
        "Le préfet estime que la crue est passée et les pompiers ont indiqué que la "
        "décrue durerait dix jours.",
        [
            ("indirect", "la crue est passée", "estime", "Le préfet"),
            ("indirect", "la décrue durerait dix jours", "indiqué", "les pompiers"),
        ],
    ),
]

MARKED_WORDS = [
    ("Le club parle d'« incident mineur ».", [("mixed", "incident mineur", "parle", "Le club")]),
    (
        'Le patron parlait hier sur Radio Lande d\'"un simple contretemps".',
        [("mixed", "un simple contretemps", "parlait", "Le patron")],
    ),
    (
        "Le collectif y voit « une provocation ».",
        [("mixed", "une provocation", "voit", "Le collectif")],
    ),
    (
        "Le premier adjoint récuse toute idée de « punition collective ».",
        [("mixed", "toute idée de « punition collective »", "récuse", "Le premier adjoint")],
    ),
    (
        "La mairie a mis en avant « un effort sans précédent ».",
        [("mixed", "un effort sans précédent", "mis en avant", "La mairie")],
    ),
    (
        "Plusieurs d'entre eux crient au « mépris ».",
        [("mixed", "mépris", "crient", "Plusieurs d'entre eux")],
    ),
    ("Un projet qu'il qualifie de « folie douce ».", [("mixed", "folie douce", "qualifie", "il")]),
    (
        "« Le Phare » a révélé que le stade ne serait pas livré.",
        [("indirect", "le stade ne serait pas livré", "révélé", "Le Phare")],
    ),
]

WHAT_ON_LEARNS = [
    (
        "On y lit que la toiture « menace ruine ».",
        [("mixed", "la toiture « menace ruine »", "lit", None)],
    ),
    (
        "Le chantier durera un an, a-t-on appris auprès de la préfecture.",
        [("indirect", "Le chantier durera un an", "appris", "la préfecture")],
    ),
    (
        "Une situation « connue de tous », peut-on lire dans le rapport du préfet.",
        [("mixed", "Une situation « connue de tous »", "lire", "le rapport du préfet")],
    ),
    (
        "Les ouvriers étaient trop peu nombreux, y explique-t-on.",
        [("indirect", "Les ouvriers étaient trop peu nombreux", "explique", "on")],
    ),
    (
        "Et d'ajouter que les clés seraient rendues lundi.",
        [("indirect", "les clés seraient rendues lundi", "ajouter", None)],
    ),
]

PASSIVE_ACCUSATIONS = [
    (
        "La bergère est accusée par son voisin d'avoir déplacé les bornes.",
        [("indirect", "avoir déplacé les bornes", "accusée", "son voisin")],
    ),
]

PREPOSITIONS = [
    (
        "Même constat à la chambre d'agriculture, selon laquelle le blé a souffert.",
        [("indirect", "le blé a souffert", "selon", "Même constat à la chambre d'agriculture")],
    ),
    (
        "« Ce n'est pas si simple », corrige la biologiste Ada Morel, cheffe du "
        "laboratoire, pour qui les mesures manquent de recul.",
        [
            ("direct", "Ce n'est pas si simple", "corrige", "la biologiste Ada Morel"),
            ("indirect", "les mesures manquent de recul", "pour", "la biologiste Ada Morel"),
        ],
    ),
    (
        "La thèse selon laquelle le câble était usé ne tient plus.",
        [("indirect", "le câble était usé", "thèse", None)],
    ),
    (
        "À les entendre, tout était prévu.",
        [("indirect", "tout était prévu", "À les entendre", None)],
    ),
    (
        "À son avis, la source ne tarira pas.",
        [("indirect", "la source ne tarira pas", "À son avis", None)],
    ),
    (
        "La cave « n'a jamais été inspectée », dixit l'assureur.",
        [("mixed", "La cave « n'a jamais été inspectée »", "dixit", "l'assureur")],
    ),
    (
        "Selon le plus récent bilan, quarante maisons sont sous l'eau.",
        [("indirect", "quarante maisons sont sous l'eau", "Selon", "le plus récent bilan")],
    ),
    (
        "Selon un bilan encore provisoire des pompiers, trois serres ont brûlé.",
        [
            (
                "indirect",
                "trois serres ont brûlé",
                "Selon",
                "un bilan encore provisoire des pompiers",
            )
        ],
    ),
    (
        "Selon un sondage publié par « Le Courrier vert », deux habitants sur trois refusent.",
        [
            (
                "indirect",
                "deux habitants sur trois refusent",
                "Selon",
                "un sondage publié par « Le Courrier vert »",
            )
        ],
    ),
    (
        "Selon ce que rapportent des témoins, le car roulait vite.",
        [("indirect", "le car roulait vite", "Selon", "des témoins")],
    ),
    (
        "Selon Jean Orvault, de l'université de Merlac, « la nappe est au plus bas ».",
        [("direct", "la nappe est au plus bas", "Selon", "Jean Orvault")],
    ),
    (
        "La foire aura lieu et, selon l'agence Delta, Paul Kerr, ancien boxeur, la présidera.",
        [("indirect", "Paul Kerr, ancien boxeur, la présidera", "selon", "l'agence Delta")],
    ),
    (
        "Pour la donatrice, il s'agit d'« un juste retour ».",
        [("mixed", "il s'agit d'« un juste retour »", "Pour", "la donatrice")],
    ),
    (
        "Pour la toxicologue Lise Abel, que nous avons jointe, la dose est faible.",
        [("indirect", "la dose est faible", "Pour", "la toxicologue Lise Abel")],
    ),
    (
        "Les secours sont débordés selon plusieurs élus et manqueraient de bateaux.",
        [
            (
                "indirect",
                "Les secours sont débordés selon plusieurs élus et manqueraient de bateaux",
                "selon",
                "plusieurs élus",
            )
        ],
    ),
    (
        "L'accusé, « serein » selon la gardienne, a dormi.",
        [("mixed", "serein", "selon", "la gardienne")],
    ),
]

CUT_JOINED_AND_COMPARED = [
    (
        "La digue tiendra jusqu'à mardi indique enfin la préfecture.",
        [("indirect", "La digue tiendra jusqu'à mardi", "indique", "la préfecture")],
    ),
    (
        "Le musée invoque « le deuil de la ville » pour ne pas rouvrir.",
        [("mixed", "le deuil de la ville", "invoque", "Le musée")],
    ),
    (
        "« La cave est vide », mais « le grenier tiendra jusqu'en mars », a affirmé la trésorière.",
        [
            ("direct", "La cave est vide", "affirmé", "la trésorière"),
            ("direct", "le grenier tiendra jusqu'en mars", "affirmé", "la trésorière"),
        ],
    ),
    (
        "D'ici là, promet-on au piquet, « les feux resteront allumés ».",
        [("direct", "les feux resteront allumés", "promet", "on")],
    ),
    (
        "Jamais, dit-il, pareille lettre n'est arrivée.",
        [("indirect", "Jamais, dit-il, pareille lettre n'est arrivée", "dit", "il")],
    ),
    (
        "L’intéressée ne dément pas : « Disons que j’ai été claire. »",
        [("direct", "Disons que j’ai été claire.", None, "L’intéressée")],
    ),
    (
        "Comme elle le note dans sa préface, « un pont, c'est une promesse ».",
        [("direct", "un pont, c'est une promesse", "note", "elle")],
    ),
    (
        "Le tribunal a décidé que « la clause est nulle et de nul effet ».",
        [("direct", "la clause est nulle et de nul effet", "décidé", "Le tribunal")],
    ),
]

NO_QUOTES = [
    "Ce que le maire a dit rassure les élus.",
    "Le vote a eu lieu et annonce le ministre.",
    "Le maire, Aurélien Cast, a-t-il seulement tranché ?",
    "Le tribunal a décidé que la clause était nulle.",
    "« Rends-toi utile demain » est devenu la devise du club.",
    "Le feu a pris au lieu-dit Kerlaz.",
    "Des chiffres que conteste la direction.",
    "Comme pour les autres courses, le départ a lieu à l'aube.",
]


@pytest.mark.parametrize(("text", "expected"), INCISES_OF_ANY_VERB)
def test_incises_of_any_verb(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), INCISES_AMID_A_CLAUSE)
def test_incises_amid_a_clause(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), INCISES_INSIDE_MARKS)
def test_incises_inside_marks(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), COLONS)
def test_colons(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), ON_THE_WAY_TO_THE_CONTENT)
def test_on_the_way_to_the_content(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), WHERE_CONTENT_ENDS)
def test_where_content_ends(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), MARKED_WORDS)
def test_marked_words(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), WHAT_ON_LEARNS)
def test_what_on_learns(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), PASSIVE_ACCUSATIONS)
def test_passive_accusations(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), PREPOSITIONS)
def test_prepositions(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), CUT_JOINED_AND_COMPARED)
def test_cut_joined_and_compared(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", NO_QUOTES)
def test_what_only_looks_like_speech(text: str) -> None:
    assert found(text) == []
