import codecs

import pytest

from pipeline.corpus.decode import decode
from pipeline.corpus.rejection import Reason, Rejection

ARTICLE = (
    "Le préfet a confirmé mardi que l'évacuation de la vallée était achevée. À Besançon, où un "
    "centre d'accueil a été ouvert, près de 1 200 appels ont été reçus.\r\n"
    "Mme Hélène Grandjean, maire de Saint-Étienne-la-Côte, s'est félicitée du sang-froid général."
)
TYPOGRAPHIC = (
    "« L’élan est brisé », a reconnu le président du club… Le chœur des supporters – 300 "
    "personnes – a chanté jusqu’à minuit. L’abonnement coûtera 45 € dès l’été."
)
SENTENCES = [
    "Le ministre a annoncé la fermeture de l'école.",
    "Il ira à Lyon mardi.",
    "LE PRÉSIDENT BÉNINOIS ARRIVE À GENÈVE",
    "La Cour d'appel rendra son arrêt le 8 juillet.",
    "Le train reliait Nîmes à Sète.",
    "7 août 2016",
    "M. Håkon Sjöberg, élu à Malmö, vit à Pau.",
]
LEGACY = ["cp1252", "iso8859-15", "mac_roman", "cp850"]
# Without the characters that tell them apart, Latin-1 and Latin-9 are Windows-1252.
SAME = {"iso8859-1": "cp1252", "iso8859-15": "cp1252"}


@pytest.mark.parametrize("encoding", [*LEGACY, "iso8859-1"])
@pytest.mark.parametrize("text", [ARTICLE, *SENTENCES])
def test_legacy_french_is_read_as_written(text, encoding):
    decoded = decode(text.encode(encoding))
    assert decoded == (text, SAME.get(encoding, encoding))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TYPOGRAPHIC, "cp1252"),
        (TYPOGRAPHIC, "mac_roman"),
        ("Le chœur de la cathédrale a coûté 300 000 € à sa sœur.", "iso8859-15"),
    ],
)
def test_typographic_signs_tell_encodings_apart(text, encoding):
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TYPOGRAPHIC.encode("utf-8"), "utf-8"),
        (TYPOGRAPHIC.encode("utf-8-sig"), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TYPOGRAPHIC.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TYPOGRAPHIC.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + TYPOGRAPHIC.encode("utf-32-le"), "utf-32"),
        (codecs.BOM_UTF32_BE + TYPOGRAPHIC.encode("utf-32-be"), "utf-32"),
        (b"Deux morts hier.", "utf-8"),
    ],
)
def test_unicode_is_read_and_its_mark_is_no_text(data, encoding):
    text, found = decode(data)
    assert found == encoding
    assert text == data.decode(encoding)
    assert text in (TYPOGRAPHIC, "Deux morts hier.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "mac_roman"])
def test_line_ends_stay_as_they_are(encoding):
    text = "Un été\r\nà Rome\rou à Pékin\n\nfin août\r\n"
    assert decode(text.encode(encoding)).text == text


def test_foreign_legacy_text_is_read_too():
    text = "Президент заявил во вторник, что переговоры будут продолжены на следующей неделе."
    assert decode(text.encode("cp1251")) == (text, "cp1251")


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        (b"", Reason.EMPTY, "put the article in"),
        (b" \r\n\t\xc2\xa0", Reason.EMPTY, "put the article in"),
        (codecs.BOM_UTF8, Reason.EMPTY, "put the article in"),
        (codecs.BOM_UTF16_LE, Reason.EMPTY, "put the article in"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Reason.BINARY, "a PDF file"),
        (b"PK\x03\x04\x14\x00", Reason.BINARY, "Office"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Reason.BINARY, "PNG"),
        (b"{\\rtf1\\ansi Bonjour}", Reason.BINARY, "RTF"),
        ("Un été à Rome".encode("utf-16-le"), Reason.BINARY, "UTF-16"),
        (b"abc\x01\x02\x03\x04def", Reason.BINARY, "control characters"),
        ("Été à Rome, été à Pékin".encode()[:-6] + b"\xe9kin", Reason.UNDECODABLE, "as UTF-8"),
        ("L’été à Pékin".encode() + b"\xc3", Reason.UNDECODABLE, "as UTF-8"),
        (codecs.BOM_UTF16_LE + b"a\x00b", Reason.UNDECODABLE, "as UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(data, reason, remedy):
    with pytest.raises(Rejection) as refused:
        decode(data)
    assert refused.value.reason == reason
    assert remedy in refused.value.detail


def test_a_stray_control_character_costs_nothing():
    text = "\x02ZCZC\nUn séisme a secoué la côte.\x03\x1a"
    assert decode(text.encode()).text == text
