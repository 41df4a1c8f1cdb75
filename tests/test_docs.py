"""Documentation cannot drift: what is generated is current, what is there is named."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer.main
import write_reference
import yaml

import memcon
from memcon import settings
from memcon.cli.app import app
from memcon.model.record import COMMON_SLOTS, TYPE_SLOTS, TYPES

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS: Any = typer.main.get_command(app)
INNER = {
    f"{name} {inner}": command
    for name, group in COMMANDS.commands.items()
    for inner, command in getattr(group, "commands", {}).items()
}


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["cli.md", "settings.md", "errors.md", "exports.md"])
def test_generated_pages_are_current(page: str) -> None:
    assert write_reference.pages()[page] == text_of(f"docs/reference/{page}"), "run `make docs`"


@pytest.mark.parametrize("name", list(COMMANDS.commands))
def test_every_command_is_documented_and_has_help(name: str) -> None:
    command = COMMANDS.commands[name]
    assert f"## memcon {name}\n" in text_of("docs/reference/cli.md")
    assert command.help
    assert len(command.help.splitlines()[0]) <= 55, "the first line is cut in `memcon --help`"
    assert all(param.help for param in command.params if param.name != "help")


@pytest.mark.parametrize("name", list(INNER))
def test_every_command_of_a_group_is_documented_and_has_help(name: str) -> None:
    assert f"### memcon {name}\n" in text_of("docs/reference/cli.md")
    assert len(INNER[name].help.splitlines()[0]) <= 55
    assert all(param.help for param in INNER[name].params if param.name != "help")


@pytest.mark.parametrize("name", list(COMMANDS.commands))
def test_every_command_is_in_the_changelog(name: str) -> None:
    assert f"`{name}`" in text_of("CHANGELOG.md")


@pytest.mark.parametrize("name", settings.Settings.__dataclass_fields__)
def test_every_setting_can_be_set_and_is_documented(name: str) -> None:
    variable = f"MEMCON_{name.upper()}"
    assert f"`{variable}`" in text_of("docs/reference/settings.md")
    changed = settings.load_settings({variable: "7"})
    assert str(getattr(changed, name)) == "7"


@pytest.mark.parametrize("kind", TYPES)
def test_every_record_type_and_slot_is_documented(kind: str) -> None:
    page = text_of("docs/reference/records.md")
    section = page.partition(f"### {kind}\n")[2].partition("\n##")[0]
    assert [slot for slot in TYPE_SLOTS[kind] if f"`{slot}`" not in section] == []
    assert [slot for slot in COMMON_SLOTS if f"| `{slot}` |" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_docs_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    shown = [*blocks, *re.findall(r"`([^`\n]+)`", prose)]
    for command in re.findall(r"^(?:\S+/)?memcon ([a-z][a-z-]*)", "\n".join(shown), re.MULTILINE):
        assert command in COMMANDS.commands, command


def test_every_page_is_reached_from_the_start_page() -> None:
    start = text_of("docs/README.md")
    missing = [
        str(page.relative_to(ROOT / "docs"))
        for page in (ROOT / "docs").rglob("*.md")
        if page.name != "README.md" and str(page.relative_to(ROOT / "docs")) not in start
    ]
    assert missing == []


def test_python_in_the_docs_compiles() -> None:
    for page in PAGES:
        for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            compile(block, str(page), "exec")


def test_public_methods_of_the_ledger_are_named() -> None:
    page = text_of("docs/how-to/use-from-python.md")
    internal = {"close", "ingesting", "lines"}
    names = {name for name in dir(memcon.Ledger) if not name.startswith("_")} - internal
    assert sorted(name for name in names if f"`{name}`" not in page) == []


def test_the_version_is_the_same_everywhere() -> None:
    citation = yaml.safe_load(text_of("CITATION.cff"))
    assert citation["version"] == memcon.__version__
    assert isinstance(citation["date-released"], date)


def test_every_ignored_rule_has_its_reason() -> None:
    source = text_of("pyproject.toml")
    rules = tomllib.loads(source)["tool"]["ruff"]["lint"]
    ignored = [
        *rules["ignore"],
        *(rule for some in rules["per-file-ignores"].values() for rule in some),
    ]
    for rule in ignored:
        for line in re.findall(rf'^.*"{rule}".*$', source, re.MULTILINE):
            assert "#" in line, f"{rule} is off without a reason"
