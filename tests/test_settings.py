from __future__ import annotations

from pathlib import Path

import pytest

from memcon.settings import Settings, lexicon_folder, load_settings, shown_db


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


@pytest.mark.parametrize(
    ("db", "shown"),
    [
        ("memcon.db", "memcon.db"),
        ("sqlite:///a/b.db", "sqlite:///a/b.db"),
        ("postgresql://host/ledger?sslmode=require", "postgresql://host/ledger?sslmode=require"),
        ("postgresql://ana:secret@host:5433/ledger?x=1", "postgresql://ana@host:5433/ledger"),
    ],
)
def test_a_ledger_is_shown_without_its_password(db: str, shown: str) -> None:
    assert shown_db(db) == shown
