from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from memcon.extract.petrarch import import_dictionary
from memcon.run import fingerprint as module
from memcon.settings import Settings


def fresh(settings: Settings) -> str:
    module.program_digest.cache_clear()
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
    module.program_digest.cache_clear()


def test_an_imported_dictionary_is_another_fingerprint(tmp_path: Path) -> None:
    own = replace(Settings(), lexicon_dir=tmp_path / "lexicon")
    without = module.fingerprint(own)
    assert without == module.fingerprint(Settings())
    words = tmp_path / "ours.txt"
    words.write_text("PULA_HOUSE_ [BWAGOV]\n", "utf-8")
    import_dictionary(words, tmp_path / "lexicon")
    imported = module.fingerprint(own)
    words.write_text("PULA_HOUSE_ [BWALEG]\n", "utf-8")
    import_dictionary(words, tmp_path / "lexicon")
    assert len({without, imported, module.fingerprint(own)}) == 3


def test_the_place_of_the_lexicon_makes_no_difference(tmp_path: Path) -> None:
    words = tmp_path / "ours.txt"
    words.write_text("PULA_HOUSE_ [BWAGOV]\n", "utf-8")
    folders = [tmp_path / "here", tmp_path / "there"]
    for folder in folders:
        import_dictionary(words, folder)
    one, other = (replace(Settings(), lexicon_dir=folder) for folder in folders)
    assert module.fingerprint(one) == module.fingerprint(other)
