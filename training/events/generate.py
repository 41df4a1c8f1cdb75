#!/usr/bin/env python3
"""Write the training sentences of the event coder: skeletons × slots → JSON lines.

    python training/events/generate.py [--variants 6] [--seed 7] > sentences.jsonl

Each line: `text`, `event` (a PLOVER type or NONE), `cameo`, `trigger` (offset of the word for the
act), `source` and `target` (codes of the parties in the slots A and B), `skeleton` (file:line).
The words are this folder's; see MODEL_CARD.md.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
NAMES = HERE.parent.parent / "src/memcon/lang/en/names.yml"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([A-Za-z]+)(?::([a-z]+))?\}")
_PARTIES = ("A", "B", "C")
_FIRST = ("Omar", "Carlos", "Viktor", "Ibrahim", "Anna", "Joseph", "Pavel", "Maria", "Samuel", "Li")


class Filler:
    """Fills one skeleton with one draw of parties."""

    def __init__(self, data: dict[str, Any], names: dict[str, Any], rng: random.Random) -> None:
        self._data = data
        self._names = names
        self._rng = rng

    def fill(self, text: str) -> tuple[str, dict[str, str]]:
        """The sentence, its trigger still marked, and the party of each slot."""
        text = self._choose(text)
        states = self._rng.sample(sorted(self._data["countries"]), 3)
        needs_rebels = [slot for slot, kind in _SLOT.findall(text) if kind == "reb"]
        if needs_rebels:
            armed = [c for c, entry in self._data["countries"].items() if "rebels" in entry]
            states = self._rng.sample(armed, 3)
        parties = dict(zip(_PARTIES, states, strict=True))
        used: dict[str, str] = {}

        def slot(match: re.Match[str]) -> str:
            name, kind = match.group(1), match.group(2) or ""
            if name in _PARTIES:
                words, code = self._party(parties[name], kind)
                used.setdefault(name, code)
                return words
            return str(self._rng.choice(self._data["slots"][name]))

        filled = _SLOT.sub(slot, text)
        while "NAME" in filled:
            filled = filled.replace("NAME", self._person(), 1)
        return self._tidy(filled), used

    def _choose(self, text: str) -> str:
        while _CHOICE.search(text):
            text = _CHOICE.sub(lambda m: self._rng.choice(m.group(1).split("|")), text)
        return text

    def _person(self) -> str:
        entry = self._data["countries"][self._rng.choice(sorted(self._data["countries"]))]
        return f"{self._rng.choice(_FIRST)} {self._rng.choice(entry['names'])}"

    def _party(self, code: str, kind: str) -> tuple[str, str]:
        if kind == "igo":
            acronym = self._rng.choice(sorted(self._data["organizations"]))
            return self._rng.choice(self._data["organizations"][acronym]), acronym
        entry, names = self._data["countries"][code], self._names[code]
        name = names["names"][0]
        people = (
            names["demonyms"][-1] if names["demonyms"][-1].endswith("s") else names["demonyms"][0]
        )
        form = self._rng.choice(self._data["actors"][kind])
        words = form.format(
            n=name,
            p=f"{name}'" if name.endswith("s") else f"{name}'s",
            a=names["adjectives"][0],
            c=names["capital"][0],
            x=self._rng.choice(entry["names"]),
            city=self._rng.choice(entry["cities"]),
            people=people,
            rebels=entry.get("rebels", f"{names['adjectives'][0]} rebels"),
            igo="",
        )
        return words, code

    @staticmethod
    def _tidy(text: str) -> str:
        text = re.sub(r"\s+", " ", text)
        text = re.sub(r" ([,.])", r"\1", text)
        text = re.sub(r",,+", ",", text).replace(",.", ".").replace(", .", ".").strip()
        text = re.sub(r"\b([Aa]) (\*?)([AEIOaeio])", r"\1n \2\3", text)
        star = text.startswith("*")
        text = text.lstrip("*")
        text = ("*" if star else "") + text[:1].upper() + text[1:]
        return text if text.endswith(".") else f"{text}."


def skeletons() -> Iterator[tuple[str, str, str, str]]:
    """Type, CAMEO code, text and place of every skeleton."""
    for path in sorted((HERE / "skeletons").glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
            cameo, text = line.split("\t")
            yield path.stem, cameo, text, f"{path.name}:{number}"


def sentences(variants: int, seed: int) -> Iterator[dict[str, Any]]:
    """All training sentences, each text once."""
    data = yaml.safe_load((HERE / "slots.yml").read_text(encoding="utf-8"))
    names = yaml.safe_load(NAMES.read_text(encoding="utf-8"))["states"]
    filler = Filler(data, names, random.Random(seed))  # noqa: S311 (no secrets)
    seen: set[str] = set()
    for kind, cameo, text, where in skeletons():
        for _ in range(variants):
            filled, parties = filler.fill(text)
            trigger = filled.find("*")
            sentence = filled.replace("*", "")
            if sentence in seen:
                continue
            seen.add(sentence)
            yield {
                "text": sentence,
                "event": kind,
                "cameo": "" if cameo == "-" else cameo,
                "trigger": trigger,
                "source": [parties["A"]] if "A" in parties else [],
                "target": [parties["B"]] if "B" in parties else [],
                "skeleton": where,
            }


def main() -> None:
    """Write the sentences to standard output."""
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    cli.add_argument("--variants", type=int, default=6)
    cli.add_argument("--seed", type=int, default=7)
    options = cli.parse_args()
    for sentence in sentences(options.variants, options.seed):
        sys.stdout.write(json.dumps(sentence, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
