"""Publisher, place and day from datelines and date lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise

from memcon.model.document import Block
from memcon.read.calendar import calendar
from memcon.read.dates import Day, find_days, make_date
from memcon.read.paragraphs import word_count
from memcon.read.words import header_words

DASH = r"(?:-{1,2}|[–—―]{1,2})"
CAPITAL = "[A-ZÀ-ÖØ-ÞŠŽČĆĐŁŚŻİŞ]"
PLACE = (
    rf"{CAPITAL}[^\W\d_]*[\w.'’\-]*"
    rf"(?:[ /](?:{CAPITAL}[\w.'’\-]*|[a-z]{{1,3}}(?= {CAPITAL}))){{0,4}}"
    rf"(?:, ?{CAPITAL}[\w.'’\- ]{{1,30}}?)?"
)
# The agency in brackets or between slashes, as TASS and the Russian press have it.
AGENCY = r"\(\s*(?P<agency>[^()]{2,40}?)\s*\)|/\s*(?P<slashed>[^/\n]{2,30}?)\s*/\.?"
OPENING = re.compile(
    rf"(?P<head>[^:–—―\n]{{0,90}}?)\s*(?:(?:{AGENCY})\s*(?P<end>{DASH}|:|(?<=\.)|(?=\s{CAPITAL}))|(?P<bare>\s{DASH}\s|[–—―]{{1,2}}\s?|:\s))\s*"
)
# A day, or the agency, after the dash: "LIMA (AND) -- May 3, 2019 --", "LIMA, 3 May -- (AND)".
AFTER = re.compile(rf"\s*(?:{DASH}|:)\s*")
LATE_AGENCY = re.compile(r"\(\s*(?P<agency>[A-Z][^()]{1,30}?)\s*\)\s*")
# The whole in brackets, or ended by a full stop or nothing: a place and a day with its year.
BRACKETED = re.compile(r"[(\[](?P<head>[^()\[\]\n]{6,80})[)\]]\s*(?:[:.–—-]+\s*)?")
STOPPED = re.compile(
    rf"(?P<head>{CAPITAL}[^\n–—]{{6,80}}?(?:19|20)\d\d)(?P<stop>\.?)\s+(?={CAPITAL})"
)
COUNTRY = re.compile(
    rf"(?P<place>{CAPITAL}[\w.'’\- ]{{1,40}}?) \((?P<country>{CAPITAL}[^()]{{2,30}})\)(?=, )"
)
_ARTICLE = re.compile(r"\s[a-z]{2,3}$")  # before a day: "Lima, the 3rd of May"
SPEAKER = re.compile(rf"{CAPITAL}[\w.'’\-]*(?: [\w.'’\-]+){{0,4}}:\s")
SEGMENTS = re.compile(r"\s*[|•·]\s*|\s{3,}")
# Markdown's bold or slanted words at the start of a paragraph.
EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<words>[^*_\n]{3,120}?)(?P=mark)(?P<gap>\s*)")
YEAR = re.compile(r"(?<![\d,.])(1[89]\d\d|20\d\d|21\d\d)(?![\d,])")
COPYRIGHT = re.compile(r"(?:©|\([cC]\)|[cC]opyright)\D{0,20}((?:1[89]|20|21)\d\d)")
AGENCY_WORDS = 4
CAPITALS_WORDS, PLACE_WORDS, PLACE_CHARS = 4, 2, 3  # of a place with neither day nor agency
NEAR_DAYS = 60
RESIDUE_WORDS = 5
PAIR = 2
DATE_LINE_CHARS = 120
LATE_CHARS = 50


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline at the start of a text's first paragraph; `length` characters long."""

    length: int
    place: str = ""
    agency: str = ""
    day: Day | None = None


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that gives little but the day of publication."""

    date: date
    publisher: str = ""
    place: str = ""
    is_update: bool = False
    is_labelled: bool = False


def find_dateline(paragraph: str, others: Iterable[str] = ()) -> Dateline | None:
    """The dateline that opens a paragraph, if any; `others` are paragraphs that follow.

    Markdown's marks around it, or around more than it, belong to no place and no agency.
    """
    bold = EMPHASIS.match(paragraph)
    if bold is None:
        return _opening(paragraph, others)
    width, words, rest = len(bold["mark"]), bold["words"], paragraph[bold.end() :]
    found = _opening(f"{words}{bold['gap']}{rest}", others)
    if found is None and rest:  # the end of the bold words is that of the dateline
        found = _opening(f"{words.rstrip(' .')} – {rest}", ())
        if found is None or found.day is None or not found.place:
            return None
        return replace(found, length=bold.end())
    if found is None:
        return None
    return replace(found, length=found.length + width * (1 if found.length < len(words) else 2))


def _opening(paragraph: str, others: Iterable[str]) -> Dateline | None:
    # "Lima (Peru), 3 May": as long as "Lima, Peru , 3 May".
    plain = COUNTRY.sub(r"\g<place>, \g<country> ", paragraph[:DATE_LINE_CHARS], count=1)
    paragraph = plain + paragraph[DATE_LINE_CHARS:]
    whole = _whole(BRACKETED.match(paragraph))
    return whole or _parted(paragraph, others) or _whole(STOPPED.match(paragraph))


def _whole(match: re.Match[str] | None) -> Dateline | None:
    """A place and a full day at the start of a text, in brackets or before a new sentence."""
    if match is None or match.end() >= len(match.string):
        return None
    head = match["head"].strip()
    day = next(iter(find_days(head)), None)
    if day is None or day.date is None or head[day.end :].strip(" ."):
        return None
    place = _ARTICLE.sub("", _without_weekdays(head[: day.start].strip(" ,."))).strip(" ,.")
    words = place.replace(",", " ").split()
    if not words or len(words) > CAPITALS_WORDS or not all(w[0].isupper() for w in words):
        return None
    # With nothing between day and sentence only capitals tell a place.
    is_plain = match.re is STOPPED and not match["stop"] and not words[0].isupper()
    if is_plain or not _is_place(place):
        return None
    return Dateline(match.end(), in_mixed_case(place), "", day)


def _parted(paragraph: str, others: Iterable[str]) -> Dateline | None:
    """A place with a day or an agency before a dash or colon, or a place alone."""
    match = OPENING.match(paragraph)
    if match is None or match.end() >= len(paragraph):
        return None
    head = match["head"].strip().rstrip(",.")
    agency = (match["agency"] or match["slashed"] or "").strip()
    day = next(iter(find_days(head)), None)
    place = head[: day.start].strip(" ,.") + head[day.end :] if day else head
    place = _without_weekdays(place).strip(" ,.;-")
    if not _is_place(place) or not _is_agency(agency):
        return None
    length = match.end()
    if day is None and place:
        day, length = _late_day(paragraph, length)
    if day is None and not agency and not _bare_place(match, place, others):
        return None
    late = LATE_AGENCY.match(paragraph, length) if day is not None and not agency else None
    if late is not None and _is_agency(late["agency"]):
        agency, length = late["agency"], late.end()
    return Dateline(length, in_mixed_case(place), agency, day)


def _late_day(paragraph: str, start: int) -> tuple[Day | None, int]:
    """The day that stands between a dateline's first dash and another one, and where that ends."""
    rest = paragraph[start : start + LATE_CHARS]
    day = next(iter(find_days(rest)), None)
    if day is None or _without_weekdays(rest[: day.start]).strip(" ,"):
        return None, start
    match = AFTER.match(rest, day.end)
    return (day, start + match.end()) if match else (None, start)


def without_dateline(text: str, block: Block, dateline: Dateline) -> Block:
    """The block of a text without the dateline that was found in its words on one line."""
    flat = " ".join(text[block.start : block.end].split())
    # Count off as many of its signs.
    signs = sum(1 for char in flat[: dateline.length] if not char.isspace())
    places = (i for i in range(block.start, block.end) if not text[i].isspace())
    start = next(islice(places, signs, None), block.start)
    return replace(block, start=start)


def _is_place(place: str) -> bool:
    """Whether what stands in a dateline beside day and agency can be a place, or is nothing."""
    named = not place or re.fullmatch(PLACE, place) is not None
    return named and place.lower() not in header_words().not_places


def _is_agency(agency: str) -> bool:
    """Whether what stands in brackets in a dateline can be an agency, or is nothing."""
    words = agency.split()
    one = len(words) <= 1
    return one or (len(words) <= AGENCY_WORDS and not words[0].islower())


def _bare_place(match: re.Match[str], place: str, others: Iterable[str]) -> bool:
    """Whether a name before a dash or colon is a place and not a speaker or a label."""
    follows = match.string[match.end() :].lstrip("\"'“‘«„[(")[:1]
    short = word_count(place) <= (CAPITALS_WORDS if place.isupper() else PLACE_WORDS)
    if len(place) < PLACE_CHARS or not short or not follows.isupper():
        return False
    bare = match["bare"] or ""
    tied = bare == "–" and match.end("bare") == match.end() == match.end("head") + 1
    if tied and not place.isupper():
        return False  # "Kenya–Rwanda trade": the dash joins two names
    colon = bare.startswith(":")
    return not (colon and any(SPEAKER.match(other) for other in others))


def in_mixed_case(place: str) -> str:
    """A place as it is written in a sentence, not in capitals."""
    parts = (part.title() if part.isupper() else part for part in place.split(", "))
    return ", ".join(parts)


def _without_weekdays(text: str) -> str:
    words = calendar().weekdays
    return " ".join(w for w in text.split() if w.lower().strip(",.") not in words)


def year_for(day: Day, text: str) -> date | None:
    """The full date of a dateline that gives no year, from other dates in the text.

    The year is that of a full date within two months of the day, or else of the copyright line;
    where neither settles it, None: a wrong year would spoil every relative date.
    """
    votes: Counter[int] = Counter()
    for other in find_days(text):
        if other.date is None:
            continue
        for year in (other.date.year - 1, other.date.year, other.date.year + 1):
            candidate = make_date(year, day.month, day.day)
            if candidate and abs((candidate - other.date).days) <= NEAR_DAYS:
                votes[year] += 1
    if not votes:
        votes.update(int(year) for year in COPYRIGHT.findall(text))
    if not votes:
        return None
    year, count = max(votes.items(), key=lambda item: (item[1], item[0]))
    tied = [other for other, number in votes.items() if number == count]
    return make_date(year, day.month, day.day) if len(tied) == 1 else None


def find_date_line(lines: Sequence[str]) -> DateLine | None:
    """The date line among `lines`: one that says when the text was published, else the last.

    A page's first line often has the day on which it was printed. A day of change is no day of
    publication: of a text that gives no other there is none.
    """
    parts = [part for line in lines for part in split_date_line(line)]
    found = [line for line in map(read_date_line, parts) if line is not None]
    published = [line for line in found if line.is_labelled and not line.is_update]
    plain = [line for line in found if not line.is_update]
    return next(iter(published or plain[-1:]), None)


def split_date_line(line: str) -> list[str]:
    """A line, and the parts that bars, dots, gaps or several days make of it."""
    parts = [line, *SEGMENTS.split(line)]
    if len(line) <= DATE_LINE_CHARS:
        ends = [0, *(day.end for day in find_days(line))]
        if len(ends) > PAIR:
            parts = [line[a:b].strip(" ,;") for a, b in pairwise(ends)] + parts[1:]
    return list(dict.fromkeys(part for part in parts if part))


def read_date_line(text: str) -> DateLine | None:
    """The day of publication where a line holds little else; None for any other line."""
    if len(text) > DATE_LINE_CHARS:
        return None
    days = [day for day in find_days(text) if day.date is not None]
    if not days or days[0].date is None:
        return None
    words = calendar()
    before, after = text[: days[0].start], text[days[0].end :]
    known = words.words | words.weekdays
    residue = [w for w in _words(before + " " + after) if w.lower() not in known]
    if len(residue) > RESIDUE_WORDS or any(w[0].islower() and w.isalpha() for w in residue):
        return None
    lowered = before.lower()
    published = next((w for w in words.published if w in lowered), "")
    updated = next((w for w in words.updated if w in lowered), "")
    publisher = before[: lowered.index(published)].strip(" ,:|-–—·") if published else ""
    good = publisher[:1].isupper() and not any(w in publisher.lower() for w in words.updated)
    return DateLine(
        days[0].date,
        publisher=publisher if good else "",
        place=_place_before(before) if len(residue) == len(_words(before)) else "",
        is_update=bool(updated) and not published,
        is_labelled=bool(updated or published),
    )


def is_day_label(text: str) -> bool:
    """Whether a text is nothing but words that stand before a day of publication or change."""
    words = calendar()
    label = text.strip(" :\uff1a").lower()
    return label in words.published or label in words.updated


def _place_before(text: str) -> str:
    """The place in `Place, ` before a day; "" where what stands there has another form."""
    place = _without_weekdays(text).strip()
    is_place = place.endswith(",") and re.fullmatch(PLACE, place.rstrip(", ")) is not None
    return in_mixed_case(place.rstrip(", ")) if is_place else ""


def is_dated_row(text: str) -> bool:
    """Whether one of the short pieces that a line is made of is a date stamp."""
    parts = [part for part in SEGMENTS.split(text.strip("*_ ")) if part]
    short = len(parts) > 1 and all(word_count(part) <= RESIDUE_WORDS + 1 for part in parts)
    return short and any(is_date_stamp(part) for part in parts)


def is_date_stamp(text: str) -> bool:
    """Whether a line holds a day or time of publication and no other words but labels."""
    if len(text) > DATE_LINE_CHARS or not any(char.isdigit() for char in text):
        return False
    words = calendar()
    rest = text
    for day in reversed(list(find_days(text))):
        rest = rest[: day.start] + " " + rest[day.end :]
    if rest == text:
        return False
    known = words.words | words.weekdays
    return all(w.lower() in known for w in _words(rest))


def _words(text: str) -> list[str]:
    return [
        w
        for w in re.split(r"[\s,;|()\[\]·•/–—:\uff1a\uff0c+-]+", text)
        if w and not w.strip(".").isdigit()
    ]
