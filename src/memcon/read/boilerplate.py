"""Which paragraphs of a text are its body, and which are page furniture.

Patterns are data (`lang/*/boilerplate.yml`); here are how far a match reaches and the structural
signs: rows of links, lines above the title, runs of short lines at either end, repetitions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from memcon.read.dateline import is_date_stamp, is_dated_row, read_date_line
from memcon.read.paragraphs import (
    FINAL,
    Paragraph,
    is_article,
    is_heading_like,
    is_link_row,
    is_prose,
    marker_length,
    word_count,
)
from memcon.read.words import Rule, any_boilerplate, boilerplate_rules

MENU_WORDS = 3
MENU_CHARS = 28
MENU_RUN = 3
TAIL_WORDS = 5
BYLINE_LINES = 5
BYLINE_WORDS = 8
TITLE_SEARCH = 60  # paragraphs among which the title is looked for
TITLE_EXTRA_WORDS = 3
EDGE = 1000  # paragraphs from either end among which furniture is looked for
ENOUGH_BEFORE = 1000  # characters of running text, after which a tail may be longer than the body
RULE_CHARS = 3000  # of a paragraph; furniture says what it is at its start
TITLE_CHARS = 20  # of a title's beginning that are enough to know it by
NOT_ALNUM = re.compile(r"[\W_]+")
BARS = re.compile(r"\s[|·•]\s")
BAR_PIECES, BAR_WORDS = 2, 12  # more pieces, none of them longer, are links and notices
STANDFIRST_REACH = 4  # paragraphs from a standfirst to the text that begins with the same words
COPIED = 3  # paragraphs in a row; two may be a question and its answer
NAMES = re.compile(r"\s*;\s*")  # between authors
LEADS_IN = (":", "\uff1a")  # a list follows


@dataclass
class Sieve:
    """The paragraphs of one text, with the reason for each one that is passed over."""

    paragraphs: Sequence[Paragraph]
    title: str = ""
    author: str = ""
    is_chosen: bool = False  # markup has told the text from the page around it already
    spared: frozenset[str] = frozenset()  # ids of rules that are not tried

    def __post_init__(self) -> None:
        """Prepare what every test asks for."""
        self.flat = [paragraph.flat for paragraph in self.paragraphs]
        self.reasons: dict[int, str] = {}
        self._title_key = key_of(self.title)
        sizes = (len(text) if is_prose(text) else 0 for text in self.flat)
        self._prose_until = list(accumulate(sizes, initial=0))

    def run(self) -> dict[int, str]:
        """The index and the reason of every paragraph that is no body text."""
        if not self.paragraphs:
            return {}
        self._repetitions()
        self._rules({"anywhere", "tail"})
        if not self.is_chosen:
            self._above_title()
        self._link_rows()
        self._top()
        self._end()
        if len(self.reasons) == len(self.paragraphs):
            # Nothing but furniture by every sign: rather too much than an empty document.
            return {}
        return self.reasons

    # -- what is left, and where its running text begins and ends

    def kept(self) -> list[int]:
        """Indices not passed over so far."""
        return [i for i in range(len(self.flat)) if i not in self.reasons]

    def _near_ends(self) -> list[int]:
        last = len(self.flat) - EDGE
        return [index for index in self.kept() if index < EDGE or index >= last]

    def _first_prose(self) -> int:
        return next((i for i in self.kept() if is_prose(self.flat[i])), len(self.flat))

    def _last_prose(self) -> int:
        return next((i for i in reversed(self.kept()) if is_prose(self.flat[i])), -1)

    def _in_tail(self, index: int) -> bool:
        before = self._prose_until[index]
        after = self._prose_until[-1] - self._prose_until[index + 1]
        return before >= min(max(after, 1), ENOUGH_BEFORE)

    # -- patterns

    def _rules(self, zones: set[str], indices: Sequence[int] | None = None) -> None:
        for index in self._near_ends() if indices is None else indices[:EDGE]:
            text = strip_marker(self.flat[index])[:RULE_CHARS]
            if index in self.reasons or not _may_be_boilerplate(text):
                continue
            if self._title_key and key_of(text) == self._title_key:
                continue
            rule = self._first_rule(text, index, zones)
            if rule is not None:
                self._apply(rule, index)

    def _first_rule(self, text: str, index: int, zones: set[str]) -> Rule | None:
        for rule in boilerplate_rules():
            if rule.zone not in zones or rule.id in self.spared:
                continue
            match = rule.pattern.match(text)
            if match is None or (rule.zone == "tail" and not self._in_tail(index)):
                continue
            if rule.zone == "end" and self._is_named_before(match, index):
                continue
            return rule
        return None

    def _is_named_before(self, match: re.Match[str], index: int) -> bool:
        name = match.groupdict().get("name")
        if not name:
            return False
        surname = name.split()[-1]
        # A byline names the author before the running text; that does not count.
        first = self._first_prose()
        texts = (self.flat[i] for i in self.kept() if first <= i < index)
        return any(surname in text for text in texts if is_prose(text))

    def _apply(self, rule: Rule, index: int) -> None:
        self.reasons[index] = rule.id
        if rule.scope == "rest_of_document":
            reach = range(index + 1, len(self.flat))
        elif rule.scope == "until_blank":
            reach = self._chunk_after(index, may_be_article=rule.zone == "tail")
        elif rule.scope == "section":
            reach = self._section_after(index)
        else:
            return
        for other in reach:
            self.reasons.setdefault(other, rule.id)

    def _chunk_after(self, index: int, *, may_be_article: bool = False) -> range:
        end = index + 1
        chunk = self.paragraphs[index].chunk
        alone = index + 1 < len(self.flat) and self.paragraphs[index + 1].chunk != chunk
        if alone and (is_prose(self.flat[index]) or not self._in_tail(index + 1)):
            return range(end, end)
        if alone:
            chunk = self.paragraphs[index + 1].chunk
        while end < len(self.flat) and self.paragraphs[end].chunk == chunk:
            end += 1
        reach = range(index + 1, end)
        if alone and not may_be_article and any(is_article(self.flat[i]) for i in reach):
            return range(0)
        return reach

    def _section_after(self, index: int) -> range:
        end = index + 1
        while end < len(self.flat) and not is_article(self.flat[end]):
            end += 1
        in_tail = end == len(self.flat) or self._in_tail(index)
        if not in_tail:
            # A box amid the text: its lines stand with it, or together in one stretch after it.
            own = self.paragraphs[index].chunk
            box = [i for i in range(index + 1, end) if self.paragraphs[i].chunk - own <= 1]
            apart = [i for i in box if self.paragraphs[i].chunk != own]
            end = index + 1 + len(box if len(apart) != 1 else box[:-1])
        elif end < len(self.flat):
            # A heading right above running text belongs to that text.
            own = self.paragraphs[index].chunk
            last = self.paragraphs[end - 1].chunk
            if end - 1 > index and last != own and self._stands_alone(end - 1):
                end -= 1
        return range(index + 1, end)

    def _stands_alone(self, index: int) -> bool:
        chunk = self.paragraphs[index].chunk
        return all(
            self.paragraphs[i].chunk != chunk
            for i in (index - 1, index + 1)
            if 0 <= i < len(self.flat)
        )

    # -- structure

    def _repetitions(self) -> None:
        """Pass over copies that are furniture, and picture texts made from the title.

        Answers, formulae, signatures and rows of figures are said again and mean it. Furniture is
        a title said again, a standfirst that opens the text too, what stands twice in a row, a
        heading repeated around the text, and a stretch of paragraphs copied as a whole.
        """
        first: dict[str, int] = {}
        copies: dict[int, int] = {}
        title = self._title_key
        body = range(self._first_prose(), self._last_prose() + 1)
        for index in self._near_ends():
            text = self.flat[index]
            key = key_of(text)
            if word_count(text) > MENU_WORDS and key in first:
                copies[index] = first[key]
                if key == title or self._is_idle_copy(index, first[key], body):
                    self.reasons[index] = "repetition"
            extra = word_count(text) - word_count(self.title)
            longer = title and title in first and key.startswith(title) and key != title
            if longer and 0 < extra <= TITLE_EXTRA_WORDS and not FINAL.search(text):
                self.reasons[index] = "repetition"
            first.setdefault(key, index)
        self._copied_stretches(copies)

    def _is_idle_copy(self, index: int, before: int, body: range) -> bool:
        """Whether a paragraph that was there before adds nothing where it stands now."""
        text = self.flat[index]
        if text.startswith("|") or marker_length(text):
            return False
        if not FINAL.search(text):
            return before == index - 1 or index not in body or before not in body
        if not self.is_chosen and before == index - 1:
            return True
        return before == body.start and index - before <= STANDFIRST_REACH and is_prose(text)

    def _copied_stretches(self, copies: Mapping[int, int]) -> None:
        """Pass over paragraphs that come again in the same order, as of a page printed twice."""
        run: list[int] = []
        for index in (*sorted(copies), len(self.flat) + 1):
            goes_on = run and index == run[-1] + 1 and copies.get(index) == copies[run[-1]] + 1
            if not goes_on:
                if len(run) >= COPIED and not all(self.flat[i].startswith("|") for i in run):
                    self.reasons.update(dict.fromkeys(run, "repetition"))
                run = []
            run.append(index)

    def _above_title(self) -> None:
        """Pass over menus and notices above the line that repeats the known title."""
        if not self._title_key:
            return
        for index, text in enumerate(self.flat[:TITLE_SEARCH]):
            if not is_same_title(key_of(text), self._title_key):
                continue
            above = range(index)
            if self._prose_until[index] * 5 <= self._prose_until[-1]:
                for other in above:
                    self.reasons.setdefault(other, "above_title")
            return

    def _link_rows(self) -> None:
        for index in self.kept():
            if is_link_row(self.paragraphs[index].lines[0].text):
                self.reasons[index] = "link_row"

    def _top(self) -> None:
        """Pass over menus, bylines and stamps before the running text."""
        first = self._first_prose()
        top = [i for i in self.kept() if i < first]
        self._rules({"top"}, [i for i in top if i > 0 or not self._is_title_place(i)])
        self._byline_chunks([i for i in top[:EDGE] if i not in self.reasons])
        top = [i for i in top if i not in self.reasons]
        has_title = any(word_count(self.flat[i]) > MENU_WORDS for i in top)
        for run in runs(top, self._is_menu_item):
            if len(run) >= MENU_RUN and has_title:
                self.reasons.update(dict.fromkeys(run, "menu"))
        self._kickers([i for i in top if i not in self.reasons])

    def _is_title_place(self, index: int) -> bool:
        return word_count(self.flat[index]) > MENU_WORDS

    def _byline_chunks(self, top: Sequence[int]) -> None:
        """Pass over date stamps, the author's name, and name and role in a stretch with either."""
        marks = {
            i
            for i, text in enumerate(self.flat)
            if self.reasons.get(i) in {"byline", "role_line", "published_stamp"}
        }
        for index in top:
            own_name = self.author and key_of(self.flat[index]) in key_of(self.author)
            if self._is_dated(index) or own_name:
                self.reasons[index] = "stamp"
                marks.add(index)
        chunks = {self.paragraphs[i].chunk for i in marks}
        by_chunk: dict[int, list[int]] = {chunk: [] for chunk in chunks}
        for index, paragraph in enumerate(self.paragraphs):
            if paragraph.chunk in chunks:
                by_chunk[paragraph.chunk].append(index)
        for members in by_chunk.values():
            short = [i for i in members if word_count(self.flat[i]) <= BYLINE_WORDS]
            if len(members) > BYLINE_LINES or len(short) < len(members):
                continue
            for index in short:
                if not is_same_title(key_of(self.flat[index]), self._title_key) and index > 0:
                    self.reasons.setdefault(index, "stamp")

    def _is_dated(self, index: int) -> bool:
        text = self.flat[index]
        return is_date_stamp(text) or is_dated_row(text) or read_date_line(text) is not None

    def _kickers(self, top: Sequence[int]) -> None:
        """Pass over a word or two above the title, such as the name of a section."""
        title = next((i for i in top if word_count(self.flat[i]) > MENU_WORDS), None)
        if title is None:
            return
        for index in top:
            if index < title and word_count(self.flat[index]) < MENU_WORDS:
                self.reasons[index] = "kicker"

    def _end(self) -> None:
        """Pass over biographies and leftover links after the running text."""
        while True:
            before = len(self.reasons)
            last = self._last_prose()
            tail = [] if self.is_chosen else [i for i in self.kept() if i > last >= 0]
            if tail and self._is_dated(tail[-1]):
                self.reasons[tail.pop()] = "stamp"
            self._leftovers(tail, last)
            closing = [i for i in self.kept() if i >= last]
            self._rules({"end"}, closing)
            self._own_biography(closing)
            if self.is_chosen:
                self._link_bars(last)
            if len(self.reasons) == before:
                return

    def _own_biography(self, closing: Sequence[int]) -> None:
        """Pass over the last paragraph where it begins with the author, unheard of before it."""
        names = [name for name in NAMES.split(self.author) if len(name.split()) > 1]
        for index in closing[-1:]:
            name = next((name for name in names if self.flat[index].startswith(name)), "")
            text = self.flat[index].removeprefix(name)
            is_told = text[:1] in " ," and is_prose(self.flat[index])
            before = range(self._first_prose(), index)
            if name and is_told and before and not any(name in self.flat[i] for i in before):
                self.reasons[index] = "biography"

    def _link_bars(self, last: int) -> None:
        """Pass over the last lines where they are short pieces between bars, as below a page."""
        for index in reversed([i for i in self.kept() if i >= last]):
            parts = [part for part in BARS.split(self.flat[index]) if part.strip()]
            if len(parts) <= BAR_PIECES or self.flat[index].startswith("|"):
                return
            if any(word_count(part) > BAR_WORDS for part in parts):
                return
            self.reasons[index] = "link_bar"

    def _leftovers(self, tail: Sequence[int], last: int) -> None:
        before = dict(zip(tail, [last, *tail], strict=False))
        for run in runs(tail, self._is_leftover):
            if self.flat[before[run[0]]].endswith(LEADS_IN):
                continue
            if run[-1] == tail[-1] or len(run) >= MENU_RUN:
                self.reasons.update(dict.fromkeys(run, "leftover"))

    def _is_menu_item(self, index: int) -> bool:
        text = self.flat[index]
        small = word_count(text) <= MENU_WORDS and len(text) <= MENU_CHARS
        return small and not FINAL.search(text) and not any(c.isdigit() for c in text)

    def _is_leftover(self, index: int) -> bool:
        text = self.flat[index]
        short = word_count(text) <= TAIL_WORDS and is_heading_like(text)
        return short and not any(c.isdigit() for c in text) and not marker_length(text)


@lru_cache(maxsize=20_000)
def _may_be_boilerplate(text: str) -> bool:
    return any_boilerplate().match(text) is not None


def runs(indices: Sequence[int], test: Callable[[int], bool]) -> list[list[int]]:
    """Maximal stretches of `indices` for which `test` holds."""
    found: list[list[int]] = []
    open_run = False
    for index in indices:
        holds = test(index)
        if holds and open_run:
            found[-1].append(index)
        elif holds:
            found.append([index])
        open_run = holds
    return found


def key_of(text: str) -> str:
    """A text for comparison: letters and digits alone, without case and form of quotation marks."""
    return NOT_ALNUM.sub("", unicodedata.normalize("NFKC", text).casefold())


def is_same_title(key: str, title: str) -> bool:
    """Whether a line's key is the title's, or the title with the site's name after it."""
    if not title or not key:
        return False
    return key == title or (
        len(key) >= TITLE_CHARS and (title.startswith(key) and len(key) * 2 > len(title))
    )


def strip_marker(text: str) -> str:
    """A line without the Markdown signs that it begins with."""
    return re.sub(r"^(?:#{1,6}\s+|[>*_\[(\s]+|[-+•] )(?=\S)", "", text)
