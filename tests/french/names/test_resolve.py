"""Chains: which mentions name one person, place or organisation, and what the text says of it."""

import itertools

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from pipeline.french.names.resolve import find_chains
from pipeline.identifiers import stable_id
from tests.french.tagged import doc_of, resolved_doc


def chains(text, mentions):
    """Label and name → the mentions as written."""
    doc = doc_of(text, mentions)
    return {
        f"{c.label} {c.name}": [text[start:end] for start, end in c.mentions]
        for c in find_chains(doc)
    }


# text, mentions, chains
GROUPED = [
    (
        "Le parquet régional financier enquête. L'agence brivonienne tarde. Le PRF insiste.",
        "",
        {"ORG parquet régional financier": ["parquet régional financier", "PRF"]},
    ),
    (
        "Le Front tavorien recule. Le Front Tavorien (FT) nie. Le FT aussi.",
        "ORG Front tavorien; ORG Front Tavorien; ORG FT",
        {"ORG Front tavorien": ["Front tavorien", "Front Tavorien", "FT", "FT"]},
    ),
    (
        "L'État islamique recule. L'État Islamique (EI) nie.",
        "ORG État islamique; ORG État Islamique; ORG EI",
        {"ORG État Islamique": ["État islamique", "État Islamique", "EI"]},
    ),
    ("Jean Le Guéac'h gagne.", "PER Jean Le Guéac'h", {"PER Jean Le Guéac'h": ["Jean Le Guéac'h"]}),
    (
        "L'armée norvégienne avance. Les forces armées péruviennes aussi, et des forces belges.",
        "",
        {
            "ORG armée norvégienne": ["armée norvégienne"],
            "ORG forces armées péruviennes": ["forces armées péruviennes"],
        },
    ),
    (
        "Le ministre de la Santé a parlé. Le ministère de la Santé confirme.",
        "ORG Santé; ORG ministère de la Santé",
        {"ORG ministère de la Santé": ["Santé", "ministère de la Santé"]},
    ),
    (
        "J. Revik a signé. Jeanne Revik est là.",
        "PER J. Revik; PER Jeanne Revik",
        {"PER Jeanne Revik": ["J. Revik", "Jeanne Revik"]},
    ),
    (
        "Emil van der Zorn gagne. Van der Zorn salue. M. van der Zorn part.",
        "PER Emil van der Zorn; PER Van der Zorn; PER van der Zorn",
        {"PER Emil van der Zorn": ["Emil van der Zorn", "Van der Zorn", "van der Zorn"]},
    ),
    (
        "Marc de Valdoie vote. De Valdoie sourit. Pour M. de Valdoie, c'est non.",
        "PER Marc de Valdoie; PER De Valdoie; PER de Valdoie",
        {"PER Marc de Valdoie": ["Marc de Valdoie", "De Valdoie", "de Valdoie"]},
    ),
    (
        "Omar ben Salhane fuit. Ben Salhane est libre.",
        "PER Omar ben Salhane; PER Ben Salhane",
        {"PER Omar ben Salhane": ["Omar ben Salhane", "Ben Salhane"]},
    ),
    (
        "Éléonore Prévôt vote. ELEONORE PREVOT sourit. Mme Prevot part.",
        "PER Éléonore Prévôt; PER ELEONORE PREVOT; PER Prevot",
        {"PER Éléonore Prévôt": ["Éléonore Prévôt", "ELEONORE PREVOT", "Prevot"]},
    ),
    (
        "Jean-Marc St-Onge vote. M. St-Onge sourit.",
        "PER Jean-Marc St-Onge; PER St-Onge",
        {"PER Jean-Marc St-Onge": ["Jean-Marc St-Onge", "St-Onge"]},
    ),
    (
        "Koffi N'Drébo vote. M. N’Drébo sourit.",
        "PER Koffi N'Drébo; PER N’Drébo",
        {"PER Koffi N'Drébo": ["Koffi N'Drébo", "N’Drébo"]},
    ),
    (
        "Mamadou Lamine Sarré vote. Mamadou Sarré sourit. M. Sarré part.",
        "PER Mamadou Lamine Sarré; PER Mamadou Sarré; PER Sarré",
        {"PER Mamadou Lamine Sarré": ["Mamadou Lamine Sarré", "Mamadou Sarré", "Sarré"]},
    ),
    (
        "Sékou Touvré Diabo vote. M. Touvré Diabo sourit. Le ministre Diabo part.",
        "PER Sékou Touvré Diabo; PER Touvré Diabo; PER Diabo",
        {"PER Sékou Touvré Diabo": ["Sékou Touvré Diabo", "Touvré Diabo", "Diabo"]},
    ),
    (
        "L'Organisation brivonienne de la santé (OBS) alerte. L'OBS insiste.",
        "ORG Organisation brivonienne de la santé; ORG OBS",
        {
            "ORG Organisation brivonienne de la santé": [
                "Organisation brivonienne de la santé",
                "OBS",
                "OBS",
            ]
        },
    ),
    (
        "Emma Marsan et Luc Marsan votent. Marsan sourit.",
        "PER Emma Marsan; PER Luc Marsan; PER Marsan",
        {
            "PER Emma Marsan": ["Emma Marsan"],
            "PER Luc Marsan": ["Luc Marsan"],
            "PER Marsan": ["Marsan"],
        },
    ),
    (
        "Anne Roy-Tavel vote. Mme Roy-Tavel part. Mme Tavel revient.",
        "PER Anne Roy-Tavel; PER Roy-Tavel; PER Tavel",
        {"PER Anne Roy-Tavel": ["Anne Roy-Tavel", "Roy-Tavel", "Tavel"]},
    ),
    (
        "Revik optimiste. Le président Anton Revik a parlé. M. Revik a souri.",
        "PER Anton Revik; PER M. Revik",
        {"PER Anton Revik": ["Revik", "Anton Revik", "Revik"]},
    ),
    (
        "POUR REVIK, TOUT VA BIEN\n\nAnton Revik a parlé.",
        "PER Anton Revik",
        {"PER Anton Revik": ["REVIK", "Anton Revik"]},
    ),
    (
        "Luc Marsan et Emma Marsan votent. Mme Marsan sourit. M. Marsan aussi.",
        "PER Luc Marsan; PER Emma Marsan; PER Mme Marsan; PER M. Marsan",
        {"PER Luc Marsan": ["Luc Marsan", "Marsan"], "PER Emma Marsan": ["Emma Marsan", "Marsan"]},
    ),
    (
        "L'Organisation régionale de la santé (ORS) alerte. L'ORS insiste.",
        "ORG Organisation régionale de la santé; LOC ORS",
        {
            "ORG Organisation régionale de la santé": [
                "Organisation régionale de la santé",
                "ORS",
                "ORS",
            ]
        },
    ),
    (
        "Les Etats-Unis et la Russie. Les États-Unis d'Amérique hésitent.",
        "LOC Etats-Unis; LOC Russie; LOC États-Unis d'Amérique",
        {
            "LOC États-Unis d'Amérique": ["Etats-Unis", "États-Unis d'Amérique"],
            "LOC Russie": ["Russie"],
        },
    ),
    (
        "Éléonore Guéry parle. ELEONORE GUERY signe. Guery sort.",
        "PER Éléonore Guéry; PER ELEONORE GUERY",
        {"PER Éléonore Guéry": ["Éléonore Guéry", "ELEONORE GUERY", "Guery"]},
    ),
    (
        "Le parquet national maritime (PNM) enquête. Le PNM se tait.",
        "",
        {"ORG parquet national maritime": ["parquet national maritime", "PNM", "PNM"]},
    ),
    (
        "Le gouverneur de la Tauve, Gorun Azam Tan, a parlé.",
        "LOC Gorun Azam Tan",
        {"PER Gorun Azam Tan": ["Gorun Azam Tan"]},
    ),
    (
        "Les villes de Brivel, Orsanne et Tauve sont libres.",
        "LOC Brivel; ORG Orsanne; PER Tauve",
        {"LOC Brivel": ["Brivel"], "LOC Orsanne": ["Orsanne"], "LOC Tauve": ["Tauve"]},
    ),
    (
        "Selon l'agence Presto, tout va bien.",
        "PER Presto",
        {"ORG Presto": ["Presto"]},
    ),
    (
        "La directrice du site, Odile Ferrier. Elle sort.",
        "PER Odile Ferrier",
        {"PER Odile Ferrier": ["Odile Ferrier"]},
    ),
    ("La société Brivex embauche.", "", {"ORG Brivex": ["Brivex"]}),
    ("Mme Roy est venue.", "", {"PER Roy": ["Roy"]}),
    (
        "Jeanne Roy vit rue Paul Marsan.",
        "PER Jeanne Roy",
        {"PER Jeanne Roy": ["Jeanne Roy"]},
    ),
]


@pytest.mark.parametrize(("text", "mentions", "expected"), GROUPED)
def test_mentions_of_one_name_form_a_chain(text, mentions, expected):
    assert chains(text, mentions) == expected


def test_a_chain_tells_role_gender_and_country():
    doc = doc_of(
        "Le président russe Anton Revik a reçu la ministre chinoise des Sports, Li Wen, à Brivel.",
        "PER Anton Revik; PER Li Wen; LOC Brivel",
    )
    revik, wen, brivel = find_chains(doc)
    assert (revik.roles, revik.gender, revik.country) == (("président russe",), "m", "RU")
    assert (wen.roles, wen.gender, wen.country) == (("ministre chinoise des Sports",), "f", "CN")
    assert (brivel.label, brivel.gender, brivel.country) == ("LOC", None, None)


def test_the_title_tells_the_gender_over_the_given_name():
    (chain,) = find_chains(doc_of("Mme Dominique Roy est venue.", "PER Dominique Roy"))
    assert chain.gender == "f"


def test_ids_hang_on_label_and_name_alone():
    here = find_chains(doc_of("Anton Revik est venu.", "PER Anton Revik"))[0]
    there = find_chains(doc_of("Et voici ANTON REVIK, venu tard.", "PER ANTON REVIK"))[0]
    assert here.entity_id == there.entity_id == stable_id("e", "PER", "anton revik")


VOCABULARY = """
Jean Marsan président le la de M. Mme ( ORS ) , . « » à dit russe ministère Paris et - -t-il L'
Organisation régionale dernier Kremlin
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40), st.lists(st.sampled_from(["", "PER", "LOC", "ORG"])))
def test_chains_never_overlap_and_lie_in_the_text(words, labels):
    doc = spacy.blank("fr")(" ".join(words))
    starts = range(0, len(doc) - 1, 2)
    doc.ents = [
        Span(doc, i, i + 2, label)
        for i, label in zip(starts, labels, strict=False)
        if label and not doc[i : i + 2].text.isspace()
    ]
    found = find_chains(doc)
    spans = sorted(span for chain in found for span in chain.mentions)
    assert all(start < end <= len(doc.text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    assert len({chain.entity_id for chain in found}) == len(found)


def test_who_accuses_is_not_accused():
    text = "La députée Ida Vell, accusée par Nicolas Orvel de mentir, a répondu."
    doc = resolved_doc(text, "PER Ida Vell; PER Nicolas Orvel")
    told = {chain.name: (chain.gender, chain.roles) for chain in doc._.depeche_chains}
    assert told["Nicolas Orvel"] == ("m", ())


@pytest.mark.parametrize(
    "text",
    [
        "L'accusée, Ida Vell, a répondu. Ida Vell nie tout.",
        "Le prévenu Ida Vell a comparu.",
        "Ida Vell, suspecte dans cette affaire, a parlé.",
        "Ida Vell, condamnée à deux ans de prison, a fait appel.",
        "La victime, Ida Vell, a été soignée.",
        "Le tribunal accuse Ida Vell, détenue depuis mars.",
    ],
)
def test_what_a_court_makes_of_somebody_is_listed_as_no_role(text):
    (chain,) = resolved_doc(text, "PER Ida Vell")._.depeche_chains
    assert chain.roles == ()


def test_the_acronym_tells_how_far_a_name_reaches():
    text = "L'Autorité du café et du cacao (ACC) proteste. L'ACC ira en justice."
    doc = resolved_doc(text, "ORG Autorité du café; ORG ACC")
    assert {chain.name for chain in doc._.depeche_chains} == {"Autorité du café et du cacao"}
