"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

import memcon as package
from memcon.cli import run
from memcon.extract.document import Extractor
from memcon.model.record import Record
from memcon.read import read_text

# The same examples on every run: a failure is the change's, not the day's.
hypothesis_settings.register_profile(
    "memcon",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("memcon")

ROOT = Path(__file__).parent.parent

# Programs that tests start in another folder run the memcon that is tested, not an installed one.
os.environ["PYTHONPATH"] = str(Path(package.__file__).parents[1])


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave: exit code, data and messages."""

    code: int
    out: str
    err: str

    @property
    def messages(self) -> list[str]:
        """The lines on stderr."""
        return self.err.splitlines()


Command = Callable[..., Answer]


@pytest.fixture
def memcon(capsys: pytest.CaptureFixture[str], here: Path) -> Command:
    """Runs a command as a shell would, in an empty folder."""
    assert here.is_dir()

    def call(*arguments: object) -> Answer:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty current folder, with no settings from the environment."""
    for name in [name for name in os.environ if name.startswith("MEMCON_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    yield tmp_path  # noqa: PT022 (monkeypatch goes back afterwards)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def extract_text() -> Callable[..., list[Record]]:
    """The records of a text, as of a day; the language model is loaded once."""
    extractor = Extractor()

    def extract(text: str, day: date = date(2020, 6, 15)) -> list[Record]:
        found = extractor.extract_many([read_text(text, date=day)])
        return [record for _, records in found for record in records]

    return extract
