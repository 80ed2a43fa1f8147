"""Docs by hand for rules that read words and their tags, and no parse: no model is loaded.

A word has the tag that stands for it in TAGGED; with a capital inside a sentence it is a proper
noun, digits are a number. The tags are those that are right, not those that a model would give. A
word that is in no line of TAGGED is an error: add it.
"""

from functools import cache

import spacy
from spacy.tokens import Doc, Token

from pipeline.french.docs import set_chains
from pipeline.french.names.resolve import find_chains
from pipeline.french.sentences import set_sentences
from tests.french.spans import set_mentions

# Tag and features → the words of the tests that have them (« dit » as in « dit-elle »).
TAGGED = {
    "ADJ": """
        absurdes ancien belges brivonien brivonienne centrale chinois cuite démocratique fermée
        financier islamique judiciaire libre libres maritime national norvégienne nul optimiste
        orvois orvoise ouverte péruviennes plein provisoire publique régional régionale russe sûr
        tavorien tropical
    """,
    "ADJ Gender=Fem": "chinoise",
    "ADP": "à après au aux avec d' dans de depuis des du en par pour selon",
    "ADV": "aussi avant bien demain encore hier ici jamais là loin n' ne non plus puis tard trop",
    "AUX VerbForm=Fin": "a est ont sont",
    "CCONJ": "et",
    "DET": "ce ces l' la le les un une",
    "NOUN": """
        accord affaire agence agent alerte ambassade animateur approche armée armées association
        avenue avion avocat barrage basket boulevard cabinet cacao café candidat canton capitaine
        chaîne chef colis conseil cyclone dame demandes députée destin dimanche directeur directrice
        district docteure don eaux école éveil ex-ministre famille fondation forces frères fruit
        gare général gouvernement gouverneur grève groupe habitants homme hôpital juge justice
        lettre livre lundi lycée m. maire mairie mardi marine match me midi ministère ministre mm.
        mme nord ouragan paix pape parents parquet parti plainte police pont port porte-parole
        préfet président presse procureure province quotidien radio rassemblement région route rue
        samedi santé sécurité sénatrice siège site société soeurs soir soupe sœurs tempête temps
        tour tribunal typhon vélo village villages ville villes voisin vol
    """,
    "NUM": "deux",
    "PRON": "-elle -il -t c' elle il ils lui on rien s' se tout",
    "PROPN": "al ben corvane el h hua ji orvanne seong yun",
    "VERB VerbForm=Fin": """
        aime aiment appelle attend avance brûle circule cite confirme croit danse demande dénonce
        dirige dit dort écoute embauche enquête étudie ferme ferment fuit gagne hésite hésitent
        insiste ira jouent lit nie paraît parle part passe perd place plaide pleut prête prie
        proteste quitte recule regarde rejoint révèle revient rit roule saisit salue signe sort
        sourit suit tait tarde va vante verra veut vit voici voilà volent volera vote votent
    """,
    "VERB VerbForm=Inf": "évacue mentir sourire",
    "VERB VerbForm=Part": """
        accusée affirmé cédé dansé duré écrit fait fermé fini fondé frappé fui gagné jugé menti
        opéré parlé partis perdu porté posé pris reçu répondu revenue revu ri rompu signé souri tiré
        tombé venu venue voté vu
    """,
    "X": "der van",
}


@cache
def _tags() -> dict[str, tuple[str, str]]:
    """Word in lower case → tag and features."""
    found: dict[str, tuple[str, str]] = {}
    for tag, words in TAGGED.items():
        pos, _, features = tag.partition(" ")
        for word in words.split():
            assert word not in found, f"{word!r} stands in two lines of TAGGED"
            found[word] = (pos, features)
    return found


@cache
def _blank() -> spacy.language.Language:
    return spacy.blank("fr")


def doc_of(text: str, mentions: str = "") -> Doc:
    """A Doc whose ents are every occurrence of the mentions: « PER Jean Roy; LOC Brivel »."""
    doc = set_sentences(_blank().make_doc(text))
    for token in doc:
        token.pos_, features = _tag(token)
        token.set_morph(features)
    set_mentions(doc, mentions)
    return doc


def resolved_doc(text: str, mentions: str = "") -> Doc:
    """The same with its chains set."""
    doc = doc_of(text, mentions)
    set_chains(doc, find_chains(doc))
    return doc


def _tag(token: Token) -> tuple[str, str]:
    word = token.text.replace("’", "'")
    known = _tags().get(word.lower())
    if token.is_space:
        return "SPACE", ""
    if not any(map(str.isalnum, word)):
        return "PUNCT", ""
    if word[0].isdigit():
        return "NUM", ""
    if word[0].isupper() and not (known and token.is_sent_start):
        return "PROPN", ""
    if known is None:
        raise ValueError(f"{word!r} is in no line of TAGGED in {__file__}: add it under its tag")
    return known
