"""Which language an article is written in; French unless another one is certain.

py3langid (naive Bayes over byte n-grams) decides. A wrongly refused article is lost to the user,
a wrongly taken one shows at once: so doubt counts for French.
"""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipeline.corpus.rejection import Reason, Rejection

FRENCH = "fr"
# Below so many letters (a headline of six words) names outweigh words.
MIN_LETTERS = 40
# Lists of names and results reach no more than 0.2 in any language, and keep 0.01 for French;
# one sentence of another language gets 0.7 or more, a short one in a rare language leaves 0.0002.
SURE, RULED_OUT = 0.6, 0.001
# An article printed in two languages is taken for the sake of its French part.
FRENCH_PART, FRENCH_PARAGRAPH = 0.3, 0.9
MAX_CHARS = 100_000
# Labels of the model that no newspaper is written in, or that split the probability of one that
# is; the Creoles of the Antilles and Guyana have no two-letter code and stay.
_LEFT_OUT = frozenset({"zxx", "la", "eo", "vo", "sa", "hbo", "grc", "pcm", "bcl"})
_CREOLES = frozenset({"gcf", "gcr"})
_NAMES = {
    "ar": "Arabic", "ca": "Catalan", "de": "German", "en": "English", "es": "Spanish",
    "gcf": "Antillean Creole", "gcr": "Guianese Creole", "ht": "Haitian Creole", "it": "Italian",
    "nl": "Dutch", "oc": "Occitan", "pt": "Portuguese", "ru": "Russian",
}  # fmt: skip
_QUOTED = re.compile(r"«[^»\r\n]*»|“[^”\r\n]*”|\"[^\"\r\n]*\"")


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language (639-3 where there is none); "fr" where it is uncertain.

    What stands between quotation marks does not count, where enough stands outside: an article
    that cites the original words of a speaker is in the language of its author.
    """
    text = text[:MAX_CHARS]
    narration = _QUOTED.sub(" ", text)
    voice = narration if _letters(narration) >= MIN_LETTERS else text
    if _letters(voice) < MIN_LETTERS:
        return FRENCH
    language, certainty, french = _classify(voice)
    if language == FRENCH or (certainty < SURE and french > RULED_OUT):
        return FRENCH
    return FRENCH if _french_share(voice) >= FRENCH_PART else language


def require_french(text: str) -> str:
    """The text's language, which is "fr". Raises Rejection (not_french) for any other."""
    language = detect_language(text)
    if language != FRENCH:
        name = _NAMES.get(language, f"language code {language}")
        raise Rejection(
            Reason.NOT_FRENCH,
            f"The text is not in French (it looks like {name}): remove it from the corpus.",
        )
    return language


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(
        {
            label
            for label in identifier.labels
            if label not in _LEFT_OUT and (len(label) == 2 or label in _CREOLES)
        }
    )
    return identifier


def _classify(text: str) -> tuple[str, float, float]:
    """Best language, its probability, and that of French."""
    ranking = dict(_identifier().rank(text))
    best = next(iter(ranking))
    return best, ranking[best], ranking[FRENCH]


def _french_share(text: str) -> float:
    """Share of the letters that stand in paragraphs which are surely French."""
    sizes = {line: _letters(line) for line in text.splitlines()}
    french = sum(
        size
        for line, size in sizes.items()
        if size >= MIN_LETTERS and _classify(line)[2] >= FRENCH_PARAGRAPH
    )
    return french / max(1, sum(sizes.values()))


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)
