"""Lines and ends of paragraphs that are no part of what the article tells."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.furniture import BYLINE, CAPTION, POINTER, is_signature, pieces, whole_line
from pipeline.french.layout import layout

LINES = [
    # pictures: credits, and captions with their credit
    (CAPTION, "Photo Lise Caron"),
    (CAPTION, "Photo : Lise Caron / AFP"),
    (CAPTION, "PHOTO LISE CARON, LE COURRIER DU VAL"),
    (CAPTION, "Crédit photo : Le Courrier"),
    (CAPTION, "Credits photo : Lise Caron"),
    (CAPTION, "© Lise Caron"),
    (CAPTION, "© 2023 Belga"),
    (CAPTION, "(photo d'illustration)"),
    (CAPTION, "Photo d’archives"),
    (CAPTION, "La mairie de Valdorce, en janvier. (Photo d'archives)"),
    (CAPTION, "La mairie de Valdorce, en janvier. Photo Lise Caron"),
    (CAPTION, "La mairie de Valdorce, en janvier © Lise Caron / Le Courrier"),
    (CAPTION, "Devant la mairie, mardi. LISE CARON/AFP"),
    (CAPTION, "Lise Caron / AFP"),
    (CAPTION, "CARON/SIPA"),
    # authors
    (BYLINE, "Par Lise Caron"),
    (BYLINE, "PAR LISE CARON"),
    (BYLINE, "Par Lise Caron et Marc Petit"),
    (BYLINE, "Par Lise Caron avec AFP"),
    (BYLINE, "Par Lise Caron, correspondante à Valdorce"),
    (BYLINE, "Par Lise Caron, philosophe."),
    (BYLINE, "Par L. Caron"),
    (BYLINE, "L. C."),
    (BYLINE, "Propos recueillis par Lise Caron"),
    (BYLINE, "Entretien réalisé par Lise Caron"),
    (BYLINE, "Un texte de Lise Caron"),
    (BYLINE, "L'éditorial de Lise Caron"),
    (BYLINE, "Lise Caron BBC News"),
    (BYLINE, "Lise Caron, Le Courrier"),
    (BYLINE, "Lise Caron, à Genève"),
    (BYLINE, "lise.caron@courrier.example"),
    (BYLINE, "Lise Caron | lcaron@courrier.example"),
    (BYLINE, "La rédaction"),
    (BYLINE, "Collaboration spéciale"),
    # other texts
    (POINTER, "Lire aussi : Le pont rouvre lundi"),
    (POINTER, "Lire aussi Le pont rouvre lundi"),
    (POINTER, "» LIRE AUSSI - «Le pont rouvrira»"),
    (POINTER, '► À lire aussi: "Nous partirons"'),
    (POINTER, "A LIRE AUSSI"),
    (POINTER, "LIRE > Le pont rouvre lundi"),
    (POINTER, "Le pont rouvre lundi - Regarder sur Valdorce Vidéo"),
    (POINTER, "Suivez-nous sur les réseaux sociaux"),
    (POINTER, "Abonnez-vous à notre lettre du matin"),
    (POINTER, "Consultez notre dossier : Les ponts de Valdorce"),
    (POINTER, "Newsletter"),
    (POINTER, "Partager"),
]
PROSE = [
    "Photos, vidéos et témoignages affluent depuis lundi.",
    "Photo volée : le maire porte plainte",
    "Image de marque : la ville soigne sa réputation",
    "Illustration parfaite de ce malaise, le maire s'est tu.",
    "Archives départementales : les lecteurs reviennent",
    "Crédit immobilier : les taux remontent",
    "Vidéo : le maire répond à ses détracteurs",
    "La marche a réuni la ville (PHOTOS + VIDEO)",
    "Par ailleurs, le maire a démissionné.",
    "Par Marc Petit, nous avons appris la nouvelle.",
    "Par Jupiter",
    "Avec Lise Caron, la ville change",
    "Écrit par des enfants, le livre est un succès.",
    "Signé Lise Caron, le livre fait scandale.",
    "Un texte de loi",
    "Entretien avec le maire de Valdorce",
    "Lise Caron, maire de Valdorce",
    "Lise Caron, à Genève, a pris la parole lundi.",
    "Lise Caron a démissionné lundi.",
    "Lise Caron, une romancière que le monde entier a lue",
    "Le Courrier de Valdorce",
    "Lire aussi bien des romans que des essais.",
    "À lire les sondages, le maire sera battu.",
    "Partager le pouvoir, voilà le défi du maire.",
    "Suivez mon regard, a dit le maire.",
    "Voir la mer et mourir",
    "VIDÉO - La maire a promis mardi que le pont rouvrirait.",
    "« Nous partirons », a dit la maire sur une radio (Le Courrier/AFP).",
]
BEFORE, BEHIND = "Le conseil s'est réuni mardi.", "La séance a duré trois heures."


@pytest.mark.parametrize(("kind", "line"), LINES)
def test_a_line_is_furniture_of_its_kind(kind, line):
    assert whole_line(line) == kind
    assert [b.kind for b in layout(f"Un titre\n\n{BEFORE}\n{line}\n{BEHIND}")][2:-1] == [kind]


@pytest.mark.parametrize("line", PROSE)
def test_sentences_and_titles_are_none(line):
    assert whole_line(line) is None
    kinds = [b.kind for b in layout(f"Un titre\n\n{BEFORE}\n{line}\n{BEHIND}")]
    assert kinds == ["headline", "body", "body", "body"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Avec AFP", BYLINE),
        ("(avec Belga)", BYLINE),
        ("Source : AFP", BYLINE),
        ("Publié le 3 mars 2021 à 12h30", "dateline"),
        ("Mis à jour le 3 mars 2021", "dateline"),
        ("Par Lise Caron, publié le 3 mars 2021", BYLINE),
        ("De notre correspondante à Lyon", "dateline"),
    ],
)
def test_what_tells_when_and_where_is_a_dateline(line, kind):
    assert [b.kind for b in layout(f"Un titre\n\n{BEFORE}\n{line}\n{BEHIND}")][2] == kind


GLUED = [
    ("Le maire part. La ville attend, selon lui. ", "Photo Lise Caron", CAPTION, ""),
    ("Le maire part. La ville attend. ", "© Lise Caron", CAPTION, ""),
    ("Le maire part. La ville attend. ", "(AFP)", BYLINE, ""),
    ("Le maire part. La ville attend. ", "(ats/nxp)", BYLINE, ""),
    ("Le maire part. « La ville attend. » ", "(avec l’AFP)", BYLINE, ""),
    ("Le maire part. La ville attend. ", "Avec AFP", BYLINE, ""),
    ("Le maire part. La ville attend. ", "/ AFP", BYLINE, ""),
    ("Le maire part. La ville attend. ", "L. C.", BYLINE, ""),
    ("", "Par Lise Caron", BYLINE, " Le maire a démissionné hier soir."),
    ("", "Par Lise Le Goff", BYLINE, " « Je pars », a dit le maire hier soir."),
    ("Le maire part.", "Lire aussi: Un pont trop loin", POINTER, "Le conseil se réunira lundi."),
    ("Le maire part.", "Lire notre éditorial: La chute", POINTER, "Une ville entière le pleure."),
    ("Le maire part. ", "Lire aussi : Un pont trop loin", POINTER, ""),
]


@pytest.mark.parametrize(("before", "piece", "kind", "behind"), GLUED)
def test_what_is_glued_to_a_paragraph_is_cut_off(before, piece, kind, behind):
    line = before + piece + behind
    assert [(p.kind, line[p.start : p.end].strip()) for p in pieces(line)] == [(kind, piece)]
    text = f"Un titre\n\n{BEFORE}\n{line}\n{BEHIND}"
    found = [(b.kind, text[b.start : b.end]) for b in layout(text)][2:-1]
    rest = [("body", part.strip()) for part in (before, behind) if part.strip()]
    assert sorted(found) == sorted([(kind, piece), *rest])


@pytest.mark.parametrize(
    "line",
    [
        "Le maire a dit, peut-on lire aussi : non.",
        "Par Lise Caron Le Courrier a appris la nouvelle.",
        "Il a cité un livre (Gallimard).",
        "Le maire part. Il a tout dit (AFP, 3 mars).",
        "La ville attend. Photo volée, le maire porte plainte.",
        "Il vit aux États-Unis. Elle aussi.",
        "Il a cité ce mot. (Lise Caron, Le Monde, 8 janvier)",
        "La loi est votée. Lire, écrire, compter : les trois piliers.",
    ],
)
def test_what_belongs_to_the_paragraph_stays(line):
    assert pieces(line) == []


@pytest.mark.parametrize(
    "name", ["L. C.", "LISE CARON", "Lise Caron", "L. Caron", "AFP", "L. C./Agences", "M. EL-BEY"]
)
def test_a_name_closes_the_article(name):
    assert is_signature(name)
    text = f"Un titre\n\n{BEFORE}\n{BEHIND}\n{name}\n© Belga"
    assert [b.kind for b in layout(text)][-2:] == [BYLINE, CAPTION]


@pytest.mark.parametrize("line", ["Et maintenant ?", "Un pont fermé", "La vie reprend", "17 mars"])
def test_other_short_lines_do_not(line):
    assert not is_signature(line)


def test_a_name_below_a_quote_signs_the_quote():
    text = f"Un titre\n\n{BEFORE}\n« La ville attend. »\nLise Caron, à Genève"
    assert [b.kind for b in layout(text)][-1] == "body"
    assert BYLINE not in [b.kind for b in layout(text)]


@given(st.text(alphabet="AéPhoto ©(/)AFP.« »:Lire aussi\u00a0-@", max_size=120))
def test_pieces_lie_apart_inside_any_line(line):
    found = pieces(line)
    assert all(0 <= piece.start < piece.end <= len(line) for piece in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
