"""What stands around an article's text: credits, captions, bylines, pointers to other texts.

Newsrooms call it furniture. Whoever stands in it (the photographer, the author, the minister of
another article's title) has no part in what the article tells. What could be an ordinary sentence
is left alone: a body paragraph taken for a byline would lose its people.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.french.datelines.words import is_label, names_outlets
from pipeline.french.lexicons import load_lexicon
from pipeline.french.names.names import given_names
from pipeline.french.patterns import accents
from pipeline.french.text import fold, solid

BYLINE, CAPTION, POINTER = "byline", "caption", "pointer"

_LONGEST, _LONGEST_BYLINE, _LONGEST_CREDIT = 300, 200, 110
_LONGEST_INITIALS, _OUTLET_WORDS = 6, 4
_LONGEST_TAIL = 140
# A caption is a sentence; what is longer, in front of a credit, is a paragraph of the body.
_LONGEST_CAPTION = 250
_BULLET = r"[\s»>►▶→●•*+|\[(–—-]*"
_END = r"[.!?…»”\"\)\]]"
_SENTENCE = re.compile(r"(?<!\b[A-ZÀ-Þ])[.!?…][»”\")\]]*\s+(?=[«“\"(]?\s*[A-ZÀ-Þ0-9])")
_COPYRIGHT = re.compile(r"(?:©|\([cC]\)\s)[^©]{0,90}$")
_AFTER_TITLE = frozenset(":>|–—-»…/")
_WORDS = re.compile(r"[^\s/,&|·–—()\[\];:+]+")
_LINKS = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "pour", "via", "avec"})
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_UPPER = "A-ZÀ-ÖØ-Þ"
_INITIALS = re.compile(
    rf"(?:[{_UPPER}][a-zà-ÿ]?\s?\.[\s-]*){{1,3}}(?:[{_UPPER}][\w’'-]+\s*){{0,2}}\.?"
)
_TWO_INITIALS = re.compile(rf"(?:[{_UPPER}]\.[\s-]?){{2,3}}")
_CLOSING_INITIALS = re.compile(
    rf"(?<={_END})(?<!\b[{_UPPER}]\.)\s+(?:[{_UPPER}]\.[\s-]?){{2,3}}(?:[{_UPPER}][\w’'-]+)?$"
)
_CLOSING_BRACKET = re.compile(rf"(?<={_END})\s*\((?P<inside>[^()]{{2,60}})\)\.?$")
_CLOSING_WITH = re.compile(
    rf"(?<={_END})\s*(?:[/–—-]\s*)?Avec\s+(?:l['’]|la\s+)?(?P<inside>[{_UPPER}][^.()]{{1,40}})$"
)
_CLOSING_SLASH = re.compile(rf"(?<={_END})\s*/\s?(?P<inside>[{_UPPER}][^./]{{1,40}})$")
_AT_PLACE = re.compile(rf"\s*,?\s+(?:à|au|aux|en)\s+[{_UPPER}][\w’' -]{{1,40}}$")
_OPENS_SENTENCE = re.compile(
    rf"\s+(?=(?:«|“|\"|L['’](?=[a-zà-ÿ])|(?P<word>[{_UPPER}][a-zà-ÿ]{{0,6}})\s+[a-zà-ÿ]))"
)
_GLUED = re.compile(rf"(?<=[a-zà-ÿ0-9»?!%])(?=(?P<word>[{_UPPER}][a-zà-ÿ]*)[\s'’]|«)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, by offsets in it, and its kind: byline, caption or pointer."""

    start: int
    end: int
    kind: str


@cache
def _forms(kind: str) -> frozenset[str]:
    return load_lexicon("block_words").values("form", kind=kind)


@cache
def _folded(kind: str) -> frozenset[str]:
    return frozenset(map(fold, _forms(kind)))


def words_pattern(kind: str) -> str:
    """A regular expression for the forms of a kind of block_words, the longest first.

    Apostrophes and accents may be of any make, or missing on capitals; use it ignoring case.
    """
    forms = sorted(_forms(kind), key=lambda form: (-len(form), form))
    written = accents("|".join(map(re.escape, forms)))
    return f"(?:{written})(?!\\w)".replace("'", "['’]").replace(r"\ ", r"\s+")


@cache
def _opening(kind: str) -> re.Pattern[str]:
    return re.compile(_BULLET + words_pattern(kind), re.IGNORECASE)


def whole_line(line: str, below_quote: bool = False) -> str | None:
    """The kind of a line that is nothing but furniture, or None.

    `below_quote`: the line above ends with a quote, which a name below it signs.
    """
    if len(line) > _LONGEST:
        return None
    if pointer_end(line) is not None or _closing_words().search(line):
        return POINTER
    if _is_caption(line):
        return CAPTION
    return BYLINE if _is_byline(line, below_quote) else None


def pieces(line: str) -> list[Piece]:
    """The furniture that is glued to a paragraph of running text, in order; it leaves some text."""
    found = [*_pointers(line), *_heads(line)]
    end = min((piece.start for piece in found if piece.end == len(line)), default=len(line))
    while (piece := _tail(line, end)) is not None:
        found.append(piece)
        end = piece.start
    found.sort(key=lambda piece: piece.start)
    return found if sum(piece.end - piece.start for piece in found) < len(line.strip()) else []


def is_signature(line: str) -> bool:
    """Whether a line is a name, initials or an agency alone, as at the end of an article."""
    text = line.strip()
    if not 1 < len(text) <= 60 or text[-1] in "?!:;":
        return False
    if any(char.isdigit() for char in text) or not _are_names(text):
        return False
    if _INITIALS.fullmatch(text) or names_outlets(text):
        return True
    signers = [part.strip() for part in re.split(r"/|\s+et\s+|,|&", text)]
    return all(
        names_outlets(part) or _is_staff(part) or _INITIALS.fullmatch(part) or _is_person(part)
        for part in signers
    )


def pointer_end(line: str, position: int = 0) -> int | None:
    """Where the opener of a pointer at `position` ends, if what follows can follow one."""
    if match := _opening("invitation").match(line, position):
        return match.end()
    for kind, before_title in (("pointer", True), ("pointer_label", False)):
        match = _opening(kind).match(line, position)
        if match is None:
            continue
        rest = line[match.end() :].lstrip()
        if not rest or (before_title and not rest[0].islower()) or rest[0] in ":>":
            return match.end()
        bulleted = not line[position : position + 1].isalnum()
        if rest[0] in _AFTER_TITLE and (before_title or bulleted):
            return match.end()
    return None


@cache
def _closing_words() -> re.Pattern[str]:
    return re.compile(rf"[–—-]\s*{words_pattern('pointer_tail')}\s+\S.{{0,40}}$", re.IGNORECASE)


def _is_caption(line: str) -> bool:
    text = line.strip()
    inner = text.strip("()[] .–—-")
    if fold(inner) in _folded("illustration"):
        return True
    if _is_credit(inner) or _signs_picture(inner):
        return True
    start = _credit_start(text)
    if start is None:
        return False
    before = text[:start].strip()
    return len(before) <= _LONGEST_CAPTION and _SENTENCE.search(before) is None


def _is_credit(text: str) -> bool:
    """« © Jeanne Roy », « Photo Jeanne Roy », « Crédit photo : AFP »: an opener and names."""
    if len(text) > _LONGEST_CREDIT:
        return False
    if text.startswith("©"):
        return True
    match = _opening("credit").match(text)
    if match is None or not text[:1].isupper():
        return False
    names = text[match.end() :].lstrip(" :\u00a0\u202f–—-")
    # « (PHOTOS + VIDEO) » says what the page has.
    return _are_names(names) and not all(map(is_label, _WORDS.findall(names)))


def _signs_picture(text: str) -> bool:
    """« ROY/SIPA », « Jeanne Roy / AFP »: names that a picture agency ends."""
    names, slash, agency = text.rpartition("/")
    known = _folded("photo_agency")
    signed = bool(slash) and fold(agency.strip()) in known and len(text) <= _LONGEST_CREDIT
    return signed and _are_names(names) and not _CLOSING_BRACKET.search(names)


def _credit_start(text: str) -> int | None:
    """Where the credit at the end of a caption begins, or None."""
    if match := _at_end(_COPYRIGHT, text):
        return match.start()
    if match := _at_end(_closing_credit(), text):
        inside = (match["inside"] or match["open"]).strip(" .")
        plain = fold(inside) in _folded("illustration")
        closed = _is_closed(text[: match.start()])
        signed = _is_credit(inside) or (closed and _signs_picture(inside))
        if (plain and match["inside"]) or signed:
            return match.start()
    return None


@cache
def _closing_credit() -> re.Pattern[str]:
    """A bracket at the end, or an opener with a capital behind the end of a sentence."""
    return re.compile(
        r"\s*[(\[](?P<inside>[^()\[\]]{2,90})[)\]]\s*\.?$"
        rf"|(?<={_END})\s*(?:[/|–—-]\s*)?(?P<open>(?-i:[{_UPPER}])[^.!?…]{{2,90}}\.?)$",
        re.IGNORECASE,
    )


def _is_byline(line: str, below_quote: bool) -> bool:
    text = line.strip().strip("–—-|•* ").rstrip(".").strip()
    if not text or len(text) > _LONGEST_BYLINE or _SENTENCE.search(text):
        return False
    if _is_staff(text) or _is_contact(text) or _TWO_INITIALS.fullmatch(line.strip()):
        return True
    match = _opening("byline").match(text)
    if match is not None and _are_authors(text[match.end() :].lstrip(" :\u00a0\u202f")):
        return True
    return not below_quote and _is_author_somewhere(text)


def _is_staff(text: str) -> bool:
    return fold(text.strip("()[] ")) in _folded("staff")


def _is_contact(text: str) -> bool:
    """An e-mail address and no more than a name beside it."""
    match = _EMAIL.search(text)
    if match is None:
        return False
    rest = (text[: match.start()] + text[match.end() :]).strip(" :|–—-,()<>@")
    label = fold(rest) in {"", "contact", "courriel", "e-mail", "email", "mail", "ecrire a"}
    return label or _is_person(rest)


def _are_authors(text: str) -> bool:
    """« Jeanne Roy », « Jeanne Roy et Marc Petit, à Genève », « Jeanne Roy, philosophe »."""
    names, _, rest = text.partition(",")
    first = re.split(r"\s+(?:et|avec)\s+|\s*[/&(]\s*", names)[0]
    at_place = _AT_PLACE.search(first)
    if at_place is not None:
        first = first[: at_place.start()]
    if not (_is_person(first) or _is_staff(first)) or not _are_names(names, extra=2):
        return False
    role = re.match(r"\s*(?:(?:la|le|les|une?)\s+|l['’])?(\w+(?:-\w+)?)", rest)
    if not rest.strip() or role is None:
        return not rest.strip()
    known = fold(role[1]) in _folded("byline_role")
    return known or _AT_PLACE.match("," + rest) is not None or _are_names(rest, extra=1)


def _is_author_somewhere(text: str) -> bool:
    """« Jeanne Roy, à Genève », « Jeanne Roy BBC News », « Jeanne Roy, Le Quotidien »."""
    if match := _AT_PLACE.search(text):
        return _is_person(text[: match.start()])
    words = text.split()
    for cut in range(2, min(len(words), 5)):
        name = " ".join(words[:cut]).rstrip(",|/–—-")
        outlet = " ".join(words[cut:]).lstrip(",|/–—- ")
        signs = len(words) - cut <= _OUTLET_WORDS and _are_names(outlet) and names_outlets(outlet)
        if _is_person(name) and (signs or _is_staff(outlet)):
            return True
    return False


def _is_person(text: str) -> bool:
    """Two to four capitalised words of which the first is a given name, or all are capitals."""
    words = text.replace("\u00a0", " ").split()
    if not 2 <= len(words) <= 4 or not all(re.match(rf"[{_UPPER}d]", word) for word in words):
        return False
    if any(not re.fullmatch(r"[\w’'.-]+", word) for word in words):
        return False
    given = fold(re.split(r"[-.]", words[0])[0])
    initial = len(given) == 1
    return given in given_names() or initial or (text.isupper() and len(words) <= 3)


def _are_names(text: str, extra: int = 0) -> bool:
    """Whether a text is names, initials, years and small links, but for `extra` words at most."""
    words = [word for part in _WORDS.findall(text) for word in re.split(r"['’]", part) if word]
    others = [w for w in words if not _is_name_word(w) and fold(w) not in _LINKS]
    named = [w for w in words if w[0].isupper() or w[0] == "@"]
    return bool(named) and len(others) <= extra and len(words) <= 14


def _is_name_word(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word[0] == "@" or fold(word) == "archives"


def _pointers(line: str) -> Iterator[Piece]:
    """Pointers behind the end of a sentence: « … la loi.Lire aussi: Le titreLe maire … »."""
    lowered = line.lower().replace("’", "'")
    if not any(opening in lowered for opening in _pointer_openings()):
        return
    for match in _inner_pointer().finditer(line):
        start = match.start("opener")
        if start == 0 or (match["bullet"] and pointer_end(line, start) is None):
            continue
        end = _glued_end(line, match.end())
        if end is not None:
            yield Piece(start, end, POINTER)


@cache
def _pointer_openings() -> frozenset[str]:
    """The openers of pointers without their accents' variants, to leave most lines at once."""
    return frozenset(" ".join(form.split()[-2:]) for form in _forms("pointer"))


@cache
def _inner_pointer() -> re.Pattern[str]:
    # Without a bullet the opener keeps its capital: « … , peut-on lire aussi » is prose.
    return re.compile(
        rf"(?<={_END})\s*(?P<opener>(?P<bullet>[»>►▶→●•])\s*{words_pattern('pointer')}"
        rf"|(?-i:(?=[{_UPPER}])){words_pattern('pointer')}(?:\s+[\w’']+){{0,3}}\s*[:>])",
        re.IGNORECASE,
    )


def _glued_end(line: str, position: int) -> int | None:
    """Where the title of a pointer ends: where a sentence is glued to it, or with the line."""
    limit = position + 200
    for match in _GLUED.finditer(line, position + 8, min(len(line), limit + 20)):
        word = match["word"]
        before = re.search(r"\w*$", line[max(0, match.start() - 30) : match.start()])
        lower = before is not None and len(before.group()) > 2 and before.group()[0].islower()
        if word is None or lower or _opens(word) or fold(word) in given_names():
            return match.start()
    return len(line) if len(line) <= limit else None


def _opens(word: str) -> bool:
    rows = load_lexicon("sentence_openers").rows
    return word in {row["word"].rstrip("'") for row in rows}


def _heads(line: str) -> Iterator[Piece]:
    """« Par Jeanne Roy Le maire a … »: a byline in front of a sentence that opens with « Le »."""
    match = re.match(
        rf"\s*P(?:ar|AR)\s+(?P<name>(?:[{_UPPER}][\w’'.-]+\s+){{1,3}}[{_UPPER}][\w’'.-]+?)", line
    )
    if match is None:
        return
    for opening in _OPENS_SENTENCE.finditer(line, match.start("name"), match.start("name") + 80):
        name = line[match.start("name") : opening.start()]
        if _is_person(name) and (opening["word"] is None or _opens(opening["word"])):
            yield Piece(0, opening.start(), BYLINE)
            return


def _tail(line: str, end: int) -> Piece | None:
    """The last piece of furniture of the line up to `end`, behind the end of a sentence."""
    text = line[:end].rstrip()
    for pattern in (_CLOSING_BRACKET, _CLOSING_WITH, _CLOSING_SLASH):
        match = _at_end(pattern, text)
        if match is not None and _signs(match["inside"]):
            return Piece(*solid(text, match.start(), len(text)), BYLINE)
    if match := _at_end(_CLOSING_INITIALS, text):
        return Piece(*solid(text, match.start(), len(text)), BYLINE)
    start = _credit_start(text)
    if start is not None and _is_closed(text[:start]):
        return Piece(*solid(text, start, len(text)), CAPTION)
    return None


def _signs(inside: str) -> bool:
    """« avec AFP », « ats/nxp », « Le Quotidien »: an outlet or agency and no other words."""
    text = re.sub(r"^(?i:avec)\s+(?:l['’]|la\s+)?", "", inside.strip())
    parts = [part.strip() for part in re.split(r"[/,]|\s+et\s+", text)]
    if any(char.isdigit() for char in text):
        return False  # « (Jeanne Roy, Le Temps, 8 janvier) » gives the source of what is cited
    if names_outlets(text):
        return True
    # « ats/nxp »: initials in lower case, an agency's among them.
    short = all(part and len(part) <= _LONGEST_INITIALS for part in parts)
    return short and any(names_outlets(part.upper()) for part in parts)


def _at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match of a pattern that closes a text, looked for where one can begin."""
    return pattern.search(text, max(0, len(text) - _LONGEST_TAIL))


def _is_closed(text: str) -> bool:
    """Whether a text ends like a sentence."""
    return re.match(_END, text.rstrip()[-1:]) is not None
