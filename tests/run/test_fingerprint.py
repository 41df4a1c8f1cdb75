from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from memcon.run import fingerprint as module
from memcon.settings import Settings


def fresh(settings: Settings) -> str:
    module.fingerprint.cache_clear()
    return module.fingerprint(settings)


def test_the_same_program_has_the_same_fingerprint() -> None:
    assert fresh(Settings()) == fresh(Settings())


def test_another_model_is_another_fingerprint() -> None:
    assert fresh(Settings()) != fresh(replace(Settings(), english_model="other"))


def test_where_the_ledger_is_makes_no_difference() -> None:
    assert fresh(Settings()) == fresh(replace(Settings(), db="other.db", max_bytes=1))


def test_changed_knowledge_is_another_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lang" / "en").mkdir(parents=True)
    words = tmp_path / "lang" / "en" / "lexicon.yml"
    words.write_text("a: 1", "utf-8")
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    before = fresh(Settings())
    words.write_text("a: 2", "utf-8")
    assert fresh(Settings()) != before
    module.fingerprint.cache_clear()
