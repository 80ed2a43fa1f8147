import pytest

from pipeline.corpus.language import detect_language, require_french
from pipeline.corpus.rejection import Reason, Rejection

FRENCH = {
    "wire": "Le gouvernement a annoncé mardi le report de la réforme, selon un communiqué.",
    "quebec": "Le député de Rimouski a lâché la serviette lundi. « C'est ben plate, mais on a fait "
    "ce qu'on pouvait », a laissé tomber M. Gagnon en point de presse, en fin de semaine.",
    "africa": "Selon Mamadou Aliou Barry, les sotramas et les taxis-motos ne circulent plus à "
    "Yimbaya. « Walaï, on est fatigués », a lancé Fatoumata Binta Diallo, au marché Madina.",
    "switzerland": "Le syndic, Hans-Ueli Zbinden, et la municipale Regula Bächtold ont annoncé un "
    "recours ; la votation aura lieu le 9 juin à Bülach, Winterthour et Schaffhouse.",
    "capitals": "AZERBAÏDJAN - ARMÉNIE : LE MINISTRE DES AFFAIRES ÉTRANGÈRES SE DIT OPTIMISTE",
    "no accents": "Le gouvernement malien a rejete mardi les accusations de l'opposition. D'apres "
    "le ministre, les forces de securite n'ont pas tire sur la foule a Kayes.",
    "riders": "Classement\n1. Thijs van der Velde (NED) 4h12'33\n2. Jürgen Weissmann (GER) à 12\"\n"
    '3. Giancarlo Bertolli (ITA) à 14"\n4. Iñigo Etxeberri (ESP) m.t.\n5. Wout Vandenbrande m.t.',
    "scores": "Groupe A\nReal Madrid - Bayern Munich 2-1\nManchester City - Ajax Amsterdam 3-0\n"
    "Groupe B\nJuventus - Sporting Lisbonne 1-1\nDynamo Kiev - Galatasaray 0-2",
    "votes": "Résultats du second tour\nMarie Durand (PS) 52,3 %\nJean-Paul Lefort (LR) 47,7 %\n"
    "Inscrits 12 345\nVotants 6 789\nBlancs 123",
    "english quotes": "Le sénateur a répondu en anglais. « We will not back down, and the people "
    "of this country know that we are right. We have been here before, we shall be again. » La "
    "salle a applaudi. « I am proud of every one of you tonight. » Puis il a quitté la scène.",
    "bilingual": "Le premier ministre a présenté mardi le plan de relance de la province.\n"
    "Il sera débattu la semaine prochaine au parlement.\n"
    "The premier presented the recovery plan of the province on Tuesday.\n"
    "It will be debated in parliament next week, and the vote will take place on Friday.",
    "short": "Three dead in Lagos",
    "no words": "12 345\n----\n67 %",
}
OTHERS = {
    "en": "The prime minister said on Tuesday that the talks would resume next week in Geneva.",
    "es": "El presidente del Gobierno anunció el martes que las conversaciones empezarán pronto.",
    "it": "Il presidente del Consiglio ha annunciato martedì che i colloqui riprenderanno presto.",
    "ca": "El president de la Generalitat ha anunciat dimarts que les converses començaran aviat.",
    "oc": "Lo president de la region a anonciat dimars que las discussions començaràn lèu.",
    "ht": "Premye minis la te anonse madi ke diskisyon yo pral rekòmanse semèn pwochèn isit la.",
    "gcf": "Prézidan Réjyon-la di mawdi bonmaten kè diskisyon-la ké roukoumansé sé jou-lasa an "
    "Gwadloup, épi tout moun ki vlé palé.",
    "nl": "De premier heeft dinsdag aangekondigd dat de gesprekken volgende week worden hervat.",
    "de": "Der Bundeskanzler hat am Dienstag angekündigt, dass die Gespräche bald beginnen.",
    "pt": "O primeiro-ministro anunciou na terça-feira que as conversações começarão em breve.",
    "ar": "أعلن رئيس الوزراء يوم الثلاثاء أن المحادثات ستستأنف الأسبوع المقبل في جنيف.",
    "ro": "Prim-ministrul a anunțat marți că discuțiile vor fi reluate săptămâna viitoare.",
    "ru": "Премьер-министр объявил во вторник, что переговоры возобновятся на следующей неделе.",
}


@pytest.mark.parametrize("text", FRENCH.values(), ids=FRENCH.keys())
def test_french_is_taken(text):
    assert detect_language(text) == "fr"
    assert require_french(text) == "fr"


@pytest.mark.parametrize(("code", "text"), OTHERS.items())
def test_other_languages_are_refused(code, text):
    assert detect_language(text) == code
    with pytest.raises(Rejection) as refused:
        require_french(text)
    assert refused.value.reason == Reason.NOT_FRENCH
    assert "remove it" in refused.value.detail


def test_the_author_decides_not_the_speaker():
    text = (
        "The president spoke to the crowd in French on Tuesday evening, and she was brief. “Nous "
        "avons tenu bon et nous tiendrons encore, parce que ce pays le mérite et que ses enfants "
        "nous regardent.” Then she left the stage without taking any question."
    )
    assert detect_language(text) == "en"
    english = (
        "The Élysée said French President Émile Vasseur met the mayors of the region in Marseille."
    )
    assert detect_language(english) == "en"
