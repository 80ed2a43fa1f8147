"""Whether parts at the head of a paragraph are a dateline in front of the text behind them.

What stands there without being one: a speaker's label (« Duval : « Oui. » »), a section (« CLIMAT -
Le Sénat vote »), a fixture (« Guingamp - Lorient 2-1 »). The surer the place, the date and the
agency make it, the less the text behind must say.
"""

import re

from pipeline.french.datelines.head import CREDITS, Head
from pipeline.french.datelines.parts import BAR, COLON, DASH, SLASH, SPACE, STOP
from pipeline.french.datelines.words import (
    is_agency,
    is_region,
    is_surely_place,
    looks_like_place,
    may_be_town,
)
from pipeline.french.dates.written import starts_with_date

_MIN_WORDS = 6
# Words outside the marks that tell that a quote has its attribution beside it.
_ATTRIBUTING = 3
_LONGEST_TITLE = 150
_LINES = (DASH, BAR, SLASH)
_QUOTE = re.compile(r"[«“\"]")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_TEXT_OPENING = re.compile(r"(?P<marks>[«»“”\"'’(\[\s—–-]*)(?P<first>\w)")
_SENTENCE_END = re.compile(r"[.!?…][»”\")\]\s]*$")
_SCORE = re.compile(r"[^\d.!?]{0,40}?\b\d{1,3}\s?(?:[-–]|à)\s?\d{1,3}\b")


def is_opening(head: Head, leading: bool) -> bool:
    """Whether the parts are a dateline in front of the text that follows in the paragraph.

    `leading`: the paragraph is the first of the running text.
    """
    if head.closing is None or not _opens_text(head.rest):
        return False
    if head.has(*CREDITS):
        return _is_opening_credit(head)
    if head.has("date"):
        return _is_opening_date(head)
    if head.has("outlet"):
        return _is_opening_agency(head)
    return _is_opening_place(head, leading)


def _is_opening_credit(head: Head) -> bool:
    """« De notre correspondant à Lyon – », « Publié le 3 mars 2021 – »."""
    if head.parts[-1].kind == "reporter":
        return head.closing in (*_LINES, COLON, STOP)
    return head.closing in (DASH, BAR)


def _is_opening_date(head: Head) -> bool:
    """« 10 janvier 2016 – », « Genève, le 4 mai 2020 : », « PARIS, 3 mars (Reuters) - »."""
    last = head.parts[-1]
    if starts_with_date(head.rest):
        return False
    if len(head.parts) == 1:
        return head.closing == DASH
    if head.closing == SPACE:
        return last.bracketed and is_agency(head.name(last))
    if head.closing not in (*_LINES, COLON, STOP):
        return False
    if head.has("outlet"):
        return True
    if last.kind == "name" and head.closing == STOP:
        return False  # « 3 mars. Paris. »
    places = head.places
    return all(looks_like_place(name) for name in places) and _is_told(head, places)


def _is_opening_agency(head: Head) -> bool:
    """« Kinshasa (AFP) – », « (AFP) – », « APA – Dakar (Sénégal) – »."""
    last = head.parts[-1]
    if last.kind != "outlet":
        return head.closing in _LINES
    if head.closing == SPACE:
        return last.bracketed and is_agency(head.name(last))
    if head.closing == COLON:
        return last.bracketed and head.has("name")
    return head.closing in _LINES and (head.has("name") or head.by_agency)


def _is_opening_place(head: Head, leading: bool) -> bool:
    """« GENÈVE – », « Goma (Nord-Kivu) – », « (Montréal) » in front of running text."""
    if not _is_prose(head.rest) or _goes_on(head):
        return False
    kinds = {part.kind for part in head.parts}
    first = head.name(head.parts[0])
    if kinds == {"region"}:
        return head.closing in (SPACE, *_LINES) and is_surely_place(first)
    if kinds == {"name"}:
        return _is_opening_town(head, head.places, leading)
    region = head.name(head.parts[-1])
    if head.parts[-1].kind != "region" or not looks_like_place(first):
        return False
    told = head.closing in _LINES or (head.closing == COLON and leading and _is_told(head, [first]))
    return told and (is_region(region) or (looks_like_place(region) and not region.isupper()))


def _is_opening_town(head: Head, names: list[str], leading: bool) -> bool:
    """« Lausanne – », « VIERZON - « … », a dit le maire », « Trévoul, France — »."""
    if all(is_surely_place(name) for name in names):
        if head.closing in (DASH, BAR):
            return True
        # « Paris : « Nous partons. » »: a capital may speak.
        return leading and head.closing in (SLASH, COLON) and _is_told(head, [])
    unknown, *regions = names
    if not leading or not may_be_town(unknown) or not all(map(is_region, regions)):
        return False
    if not _QUOTE.match(head.rest) and not _is_statement(head.rest):
        return False  # « Duval - Et maintenant, qui paiera ? », a column's title
    if head.closing == COLON and not regions:
        # « Résultat : « … », dit-il »: capitals and the attribution must tell.
        return unknown.isupper() and _QUOTE.match(head.rest) is not None and _is_told(head, names)
    return head.closing in (*_LINES, COLON) and _is_told(head, names)


def _is_told(head: Head, places: list[str]) -> bool:
    """Whether what stands in front of a quote is not its speaker.

    « Macron, 3 mars 2021 : « … » » names one, unless the place is sure or the quote has its
    attribution behind it.
    """
    if not _QUOTE.match(head.rest) or (places and all(map(is_surely_place, places))):
        return True
    return len(_QUOTED.sub(" ", head.rest).split()) >= _ATTRIBUTING


def _goes_on(head: Head) -> bool:
    """« Paris – Nice : la course … », « Guingamp - Lorient 2-1 »: one name of a row, a fixture."""
    following = head.following
    if following is None or following.kind != "name":
        return False
    linked = following.behind is not None and following.behind.kind in (COLON, DASH, SLASH)
    return linked or _SCORE.match(head.rest) is not None


def _opens_text(rest: str) -> bool:
    match = _TEXT_OPENING.match(rest)
    if match is None:
        return False
    cited = _QUOTE.match(match["marks"].strip()) is not None
    return cited or match["first"].isupper() or match["first"].isdigit()


def _is_prose(rest: str) -> bool:
    return len(rest.split()) >= _MIN_WORDS and _SENTENCE_END.search(rest) is not None


def _is_statement(rest: str) -> bool:
    return rest[-1] not in "!?" or len(rest) > _LONGEST_TITLE
