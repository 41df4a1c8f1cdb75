"""How alike two values of the record format are: phrases, names, persons, amounts, places.

Every comparison gives a number from 0 (nothing in common) to 1 (the same), or `None` where there
is nothing to compare. They know no language: words count by their first letters, short words not
at all, and spellings are compared without accents.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

STEM = 5  # words with the same first letters count as one: inflected forms meet, in any language
SHORT = 3  # words up to this length are mostly articles and prepositions; acronyms are kept
GENERIC = 0.25  # the weight of a word that says little, where others weigh 1
NEAR, FAR = 0.15, 0.3  # shares of an amount by which sources on one figure differ
SPELT_ALIKE = 0.9  # names whose letters agree this far are spellings of one name
_FOLDED = str.maketrans({"\u0131": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_LATIN = re.compile("[a-z]")
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*|[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+"
)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """The text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=100_000)
def stems(text: str) -> frozenset[str]:
    """The content words of a phrase, cut to their first letters; numbers whole."""
    words = _WORD.findall(text)
    kept = [word for word in words if _is_content(word)] or words
    return frozenset(word if word[0].isdigit() else fold(word)[:STEM] for word in kept)


def _is_content(word: str) -> bool:
    if len(word) > SHORT or word[0].isdigit() or not word[0].isascii():
        return True
    return len(word) > 1 and word.isupper()


@lru_cache(maxsize=200_000)
def similarity(a: str, b: str, generic: frozenset[str] = frozenset()) -> float:
    """How much of their content words two phrases share: overlap and containment together.

    Containment lets a shortened name stand for the long one; an acronym stands for its name. The
    stems in `generic` count for little.
    """
    left, right = stems(a), stems(b)
    if not left or not right:
        return 1.0 if fold(a).strip() == fold(b).strip() else 0.0
    if is_acronym(a, b) or is_acronym(b, a):
        return 1.0
    common = _weight(left & right, generic)
    sizes = _weight(left, generic), _weight(right, generic)
    return (4 * common / sum(sizes) + common / min(sizes)) / 3


def _weight(words: frozenset[str], generic: frozenset[str]) -> float:
    rare = len(words - generic)
    return rare + GENERIC * (len(words) - rare)


def is_acronym(short: str, long: str) -> bool:
    """Whether a phrase is made of the initials of another, short words left out or not."""
    letters = re.sub(r"[.\s]", "", short)
    if not (2 <= len(letters) <= 7 and letters.isupper()):  # noqa: PLR2004 - the usual lengths
        return False
    words = [word for word in _WORD.findall(long) if not word[0].isdigit()]
    if len(words) < 2:  # noqa: PLR2004 - one word has no acronym
        return False
    full = "".join(word[0] for word in words)
    content = "".join(word[0] for word in words if _is_content(word))
    return letters.casefold() in (full.casefold(), content.casefold())


def same_script(a: str, b: str) -> bool:
    """Whether both phrases are in Latin letters, or neither: else there is nothing to compare."""
    return bool(_LATIN.search(fold(a))) == bool(_LATIN.search(fold(b)))


def wording(a: str, b: str) -> float:
    """How alike two passages are, word for word, whatever their order."""
    return fuzz.token_sort_ratio(fold(a), fold(b)) / 100


def same_name(a: str, b: str) -> bool:
    """Whether two personal names can be one person's: spellings, initials and short forms meet.

    One name's parts all occur in the other, or both end alike and begin with the same letter.
    """
    left, right = _name_parts(a), _name_parts(b)
    if not left or not right:
        return False
    short, long = sorted((left, right), key=len)
    if all(any(_spelt_alike(part, other) for other in long) for part in short):
        return True
    return _spelt_alike(left[-1], right[-1]) and left[0][0] == right[0][0]


def _name_parts(name: str) -> list[str]:
    return [part for part in re.findall(r"[^\W\d_]+", fold(name)) if len(part) > 1]


def _spelt_alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > SHORT and JaroWinkler.similarity(a, b) >= SPELT_ALIKE)


def name_of(who: Any) -> str:
    """The name that a person or organisation is compared by: the Latin one where there are two."""
    if not isinstance(who, dict):
        return ""
    return str(who.get("name_en") or who.get("name") or who.get("organisation") or "")


def country_of(who: Any) -> str:
    """The code of the state or organisation that somebody is or belongs to, or ''."""
    if not isinstance(who, dict):
        return str(who or "")
    return str(who.get("country", ""))


def who(a: Any, b: Any) -> float | None:
    """How far two holders, persons or organisations are the same; half for one's own officials."""
    if isinstance(a, str) and isinstance(b, str):
        return float(a == b)
    if country_of(a) and country_of(b) and country_of(a) != country_of(b):
        return 0.0
    if isinstance(a, str) or isinstance(b, str):
        return 0.5 if country_of(a) and country_of(b) else None
    if name_of(a) and name_of(b):
        return _named(a, b)
    if a.get("role") and b.get("role"):
        return max(0.5, similarity(a["role"], b["role"])) if country_of(a) else None
    return None


def _named(a: dict[str, Any], b: dict[str, Any]) -> float | None:
    left, right = name_of(a), name_of(b)
    if not same_script(left, right):
        return None
    if "organisation" in a or "organisation" in b:
        return similarity(left, right)
    return float(same_name(left, right))


def as_list(value: Any) -> list[Any]:
    """The members of a list, or the one value as a list; nothing for nothing."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def people(a: Any, b: Any) -> float | None:
    """The share of the shorter list that is met in the longer one."""
    short, long = sorted((as_list(a), as_list(b)), key=len)
    if not short:
        return None
    met = [
        max(scores)
        for one in short
        if (scores := [score for other in long if (score := who(one, other)) is not None])
    ]
    return sum(met) / len(met) if met else None


def place(a: Any, b: Any) -> float | None:
    """Whether two places can be the same; `None` where only the country is known of one."""
    left, right = _place_parts(a), _place_parts(b)
    if left is None or right is None:
        return None
    if left[1] and right[1] and left[1] != right[1]:
        return 0.0
    if not left[0] or not right[0] or not same_script(left[0], right[0]):
        return None
    return max(similarity(left[0], right[0]), float(fold(left[0]) == fold(right[0])))


def _place_parts(value: Any) -> tuple[str, str] | None:
    if not isinstance(value, dict):
        return None
    return str(value.get("name", "")), str(value.get("country", ""))


def amount(a: Any, b: Any) -> float | None:
    """How far two amounts can be the same: equal, equal when rounded, near, or not at all."""
    if not isinstance(a, dict) or not isinstance(b, dict):
        return None
    if a.get("per") != b.get("per"):
        return 0.0
    if a.get("unit") != b.get("unit"):
        return _counted_alike(a, b)
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    if low_a is None or low_b is None or high_a is None or high_b is None:
        return None
    if (low_a, high_a) == (low_b, high_b):
        return 1.0
    if low_a <= high_b and low_b <= high_a:
        return 0.9
    return _nearness((low_a + high_a) / 2, (low_b + high_b) / 2)


def _counted_alike(a: dict[str, Any], b: dict[str, Any]) -> float:
    """The same number of things that two texts call by different nouns."""
    nouns = all(
        str(each.get("unit", "")).islower() and "percent" not in each["unit"] for each in (a, b)
    )
    return 0.5 if nouns and a.get("value") is not None and a["value"] == b.get("value") else 0.0


def _nearness(x: float, y: float) -> float:
    """Sources that differ on one figure mostly differ by little."""
    gap = abs(x - y) / max(abs(x), abs(y), 1e-9)
    return 0.5 if gap <= NEAR else 0.25 if gap <= FAR else 0.0


def _range(value: dict[str, Any]) -> tuple[float | None, float | None]:
    """The numbers that an amount can stand for, by its rounding and its qualifier."""
    if "value" not in value:
        return _number(value.get("low")), _number(value.get("high"))
    number = _number(value["value"])
    if number is None:
        return None, None
    margin = min(rounding(number) / 2, abs(number) * 0.05)
    qualifier = value.get("qualifier")
    if qualifier in ("over", "at_least"):
        return number, number + max(abs(number) * 0.1, margin)
    if qualifier in ("under", "up_to"):
        return number - max(abs(number) * 0.1, margin), number
    if qualifier == "about":
        margin = max(margin, abs(number) * 0.05)
    return number - margin, number + margin


def rounding(number: float) -> float:
    """The unit of the last digit that is not zero: 100000 of 1.3 million, 0.01 of 70.59."""
    digits, exponent = f"{abs(number):.9e}".split("e")
    significant = len(digits.replace(".", "").rstrip("0")) or 1
    return float(10.0 ** (int(exponent) - significant + 1)) if number else 0.0


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def canonical(value: Any) -> str:
    """A value as text that is equal for equal values: lists as sets, 33 as 33.0."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return sorted(
            (_plain(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True)
        )
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
