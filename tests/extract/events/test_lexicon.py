"""Every act of the lexicon has an example that is coded as it, and no near-miss is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memcon.extract.events import EventLine
from memcon.extract.events.codes import codebook
from memcon.extract.events.lexicon import event_lexicon
from memcon.extract.lexicon import load_yaml

ACTS = load_yaml("lang/en/events/acts.yml")
Code = Callable[[str], EventLine | None]


def _cases(key: str) -> list[tuple[str, str]]:
    return [(act["id"], text) for act in ACTS if act.get("cameo") for text in act.get(key, ())]


@pytest.mark.parametrize(("act", "text"), _cases("examples"))
def test_example_is_coded_as_its_act(act: str, text: str, code: Code) -> None:
    event = code(text)
    wanted = codebook().type_of(event_lexicon().acts[act].cameo).id
    assert event is not None
    assert event.event == wanted


@pytest.mark.parametrize(("act", "text"), _cases("near_misses"))
def test_near_miss_is_no_event(act: str, text: str, code: Code) -> None:
    assert code(text) is None, act


def test_every_act_has_an_example() -> None:
    bare = [act["id"] for act in ACTS if act.get("cameo") and not act.get("examples")]
    assert bare == []


def test_words_of_the_lexicon_are_words() -> None:
    recipients = [slot for act in ACTS for slot in act.get("recipient", ())]
    cases = event_lexicon().role_cases
    assert "on" in recipients
    assert {"on", "off"} <= cases.places
    assert all(isinstance(word, str) for word in (*recipients, *cases.addressees))


def test_contexts_are_those_of_the_record_format() -> None:
    told = set(load_yaml("lang/en/events/contexts.yml"))
    coded = {context for code in codebook().codes.values() for context in code.contexts}
    assert coded <= told
