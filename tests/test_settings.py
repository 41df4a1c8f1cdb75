from __future__ import annotations

from pathlib import Path

import pytest

from memcon.settings import Settings, lexicon_folder, load_settings


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"MEMCON_LEXICON_DIR": "/srv/words"}, Path("/srv/words")),
        ({"MEMCON_LEXICON_DIR": "~/words"}, Path.home() / "words"),
        ({"XDG_CONFIG_HOME": "/cfg"}, Path("/cfg/memcon/lexicon")),
        ({}, Path.home() / ".config" / "memcon" / "lexicon"),
    ],
)
def test_where_the_lexicon_of_the_user_is(environment: dict[str, str], folder: Path) -> None:
    assert lexicon_folder(environment) == folder
    assert load_settings(environment).lexicon_dir == folder


def test_settings_made_in_a_program_have_no_lexicon_of_a_user() -> None:
    assert Settings().lexicon_dir is None
