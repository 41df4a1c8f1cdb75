"""How declarations are put before a parser: without a subject, with their verbs in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import yaml

_SHOUTED = re.compile(" [A-Z][A-Z]")


def as_declared(text: str) -> tuple[str, int]:
    """The text as a parser reads it best, and how many characters were put before it.

    A paragraph that opens with a verb of declaring and no subject ("3. WELCOMED the progress")
    gets a pronoun, and verbs of declaring in capitals are written small ("Summit NOTED that");
    before a bare name of who declares an article is put ("Council took note"); any other text
    comes back as it is. The rest keeps its length, so that offsets less the number given are
    offsets into the text.
    """
    dropped, bare, capitals, put = _patterns()
    found = dropped.match(text)
    if _SHOUTED.search(text) and not text.isupper():
        text = capitals.sub(lambda verb: verb.group().lower(), text)
    if found is None:
        lead = f"{put['article']} " if bare.match(text) else ""
        return f"{lead}{text}", len(lead)
    lead = f"{put['subject']} "
    return f"{lead}{text[: found.end()].lower()}{text[found.end() :]}", len(lead)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Openings without a subject and with a bare one, verbs in capitals, and the words to put."""
    path = files("memcon").joinpath("lang/en/declared.yml")
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    told = {**data, "verbs": [*data["verbs"], *data["base_verbs"]]}
    verbs, before, after = (_any_of(map(str.upper, told[n])) for n in ("verbs", "before", "after"))
    shouted = rf"(?:{before} )?{verbs}(?: {after})*(?= )"
    plain = _any_of(each.capitalize() for each in data["verbs"] if each not in data["never_plain"])
    phrases = _any_of(each.capitalize() for each in data["phrases"])
    small = rf"(?:{phrases}|{plain}(?= {_any_of(data['objects'])}\b))(?= )"
    adverbs = rf"(?:{_any_of(data['before'])} )?"
    bare = rf"{_any_of(data['bare'])} {adverbs}{_any_of(data['verbs'])} "
    within = rf"(?<=[a-z,] ){verbs}\b"
    put = {"subject": data["subject"], "article": data["article"]}
    return re.compile(f"{shouted}|{small}"), re.compile(bare), re.compile(within), put


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return rf"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"
