"""What all tests share."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import postgres_server
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
_NUMBERS = itertools.count()

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
def postgres() -> Iterator[postgres_server.Server]:
    """A PostgreSQL server, started once; where none can be had, the tests on it are skipped.

    Continuous integration (CI is set) has to have one.
    """
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres_server.running())
        except postgres_server.NoServerError as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(error))
        yield server


@pytest.fixture
def postgres_url(postgres: postgres_server.Server) -> Iterator[str]:
    """The address of an empty database."""
    name = f"ledger_{next(_NUMBERS)}"
    yield postgres.create(name)
    postgres.drop(name)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def extract_text() -> Callable[..., list[Record]]:
    """The records of a text, as of a day; the language model is loaded once."""
    extractor = Extractor()

    def extract(text: str, day: date = date(2020, 6, 15), **described: str) -> list[Record]:
        document = replace(read_text(text, date=day), **described)  # title, publisher
        found = extractor.extract_many([document])
        return [record for _, records in found for record in records]

    return extract
