"""The labels of list items: numbers, letters and Roman numerals by the name of their kind."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"  # as word processors count with it
_LARGEST = 3999  # of the numbers that have a Roman numeral


def label(number: int, kind: str) -> str:
    """The label of an item: `kind` is `decimal`, `upper-roman`, `lower-letter` and so on.

    Kinds that are not known count in figures.
    """
    if kind == "zero":
        return f"{number:02d}"
    if kind.endswith("roman") and 0 < number <= _LARGEST:
        return _cased(_roman(number), kind)
    if kind.endswith("letter") and number > 0:
        return _cased(_letters(number, _LATIN), kind)
    if kind.endswith("cyrillic") and number > 0:
        return _cased(_letters(number, _CYRILLIC), kind)
    return str(number)


def _cased(text: str, kind: str) -> str:
    return text.upper() if kind.startswith("upper") else text.lower()


def _roman(number: int) -> str:
    found = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        found.append(sign * count)
    return "".join(found)


def _letters(number: int, alphabet: str) -> str:
    """A to z, then aa, bb, cc: as Word and LibreOffice go on."""
    times, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * min(times + 1, 20)
