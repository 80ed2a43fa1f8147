"""Docs by hand for rules that read words and their tags, and no parse: no model is loaded.

A word has the tag that stands for it in TAGGED; with a capital inside a sentence it is a proper
noun, digits are a number. Of two tags the first counts, but right behind an auxiliary the verb's:
« l'élu », « ont élu ». The tags are those that are right, not those that a model would give. A word
that is in no line of TAGGED is an error: add it.
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
        financier grand islamique judiciaire libre libres maritime national norvégienne nul
        optimiste orvois orvoise ouverte péruviennes plein provisoire publique régional régionale
        russe sûr tavorien tropical
    """,
    "ADJ Gender=Fem": "chinoise",
    "ADP": "à après au aux avec d d' dans de depuis des du en par pour selon",
    "ADV": "aussi avant bien demain encore hier ici jamais là loin n' ne non plus puis tard trop",
    "AUX VerbForm=Fin": "a est ont sont",
    "CCONJ": "et",
    "DET": "ce ces cette l' la le les un une",
    "NOUN": """
        accord affaire agence agent alerte ambassade animateur ans appel approche après-midi armée
        armées association avenue avion avocat barrage basket boulevard cabinet cacao café candidat
        canton capitaine chaîne chef colis conseil cour cyclone dame demandes députée destin
        dimanche directeur directrice district docteure don eaux école élu équipe éveil ex-ministre
        famille fondation forces fraude frères fruit gare général gouvernement gouverneur grève
        groupe habitants homme hôpital juge justice lettre ligue livre lundi lycée m. maire mairie
        mardi marine mars match me midi milieu ministère ministre mm. mme nord ouragan paix pape
        parents parquet parti plainte police pont port porte-parole préfet président presse prévenu
        prison procureure province quotidien radio rassemblement région route rue samedi santé
        sécurité sénatrice siège site société soeurs soir soupe stand sœurs suspecte tempête temps
        tour tribunal typhon vélo victime village villages ville villes voisin voisine vol
    """,
    "NUM": "deux",
    "PRON": "-elle -il -t c' elle il ils lui on rien s' se tout",
    "PROPN": "al ben corvane el h hua ji orvanne seong yun",
    "VERB VerbForm=Fin": """
        accuse aime aiment appelle attend avance brûle circule cite confirme croit danse demande
        dénonce dirige dit dort écoute embauche enquête étudie ferme ferment fuit gagne hésite
        hésitent insiste ira jouent lit nie paraît parle part passe perd place plaide pleut prête
        prie proteste quitte recule regarde rejoint révèle revient rit roule saisit salue signe sort
        sourit suit tait tarde va vante verra veut vit voici voilà volent volera vote votent
    """,
    "VERB VerbForm=Inf": "évacue mentir sourire",
    "VERB VerbForm=Part": """
        accusé accusée affirmé cédé comparu condamné condamnée dansé délégué détenue duré écrit élu
        été fait fermé fini fondé frappé fui gagné jugé marqué menti opéré parlé partis perdu porté
        posé prévenu pris reçu relaxé répondu revenue revu ri rompu signé soignée souri taisant tiré
        tombé venu venue voté vu
    """,
    "X": "der van",
}


@cache
def _tags() -> dict[str, dict[str, str]]:
    """Word in lower case → its tags, of which the first counts, with their features."""
    found: dict[str, dict[str, str]] = {}
    for tag, words in TAGGED.items():
        pos, _, features = tag.partition(" ")
        for word in words.split():
            tags = found.setdefault(word, {})
            assert pos not in tags, f"{word!r} stands in two lines of TAGGED as {pos}"
            tags[pos] = features
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
    known = _tags().get(word.lower(), {})
    if token.is_space:
        return "SPACE", ""
    if not any(map(str.isalnum, word)):
        return "PUNCT", ""
    if word[0].isdigit():
        return "NUM", ""
    if word[0].isupper() and not (known and token.is_sent_start):
        return "PROPN", ""
    if not known:
        raise ValueError(f"{word!r} is in no line of TAGGED in {__file__}: add it under its tag")
    behind_auxiliary = token.i > 0 and token.nbor(-1).pos_ == "AUX" and "VERB" in known
    pos = "VERB" if behind_auxiliary else next(iter(known))
    return pos, known[pos]
