"""Imports flow one way: a package imports only what comes before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import memcon

PACKAGE = Path(memcon.__file__).parent
LAYERS = (
    "errors",
    "version",
    "settings",
    "files",
    "model",
    "read",
    "annotate",
    "extract",
    "resolve",
    "ledger",
    "assess",
    "present",
    "export",
    "statistics",
    "run",
    "api",
    "web",
    "cli",
)
TOP = ("__init__", "__main__")  # these may import everything


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """The memcon modules that a file imports, with the line, `TYPE_CHECKING` blocks included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                pytest.fail(f"{path}:{node.lineno}: relative import; write it in full")
            module = node.module or ""
            yield node.lineno, module
            if module == "memcon":
                for name in node.names:
                    yield node.lineno, f"memcon.{name.name}"


def layer(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def test_every_part_of_the_package_has_its_layer() -> None:
    parts = {path.stem if path.is_file() else path.name for path in PACKAGE.iterdir()}
    code = {part for part in parts if any(PACKAGE.glob(f"{part}.py")) or has_code(part)}
    assert code - set(TOP) == set(LAYERS)


def has_code(part: str) -> bool:
    return any((PACKAGE / part).glob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_flow_one_way(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own in TOP:
        return
    for line, module in imported(path):
        if module.split(".")[0] != "memcon" or not layer(module):
            continue
        below = LAYERS[: LAYERS.index(own) + 1]
        assert layer(module) in below, f"line {line}: {own} must not import {module}"


def test_nothing_imports_the_package_from_within() -> None:
    """`import memcon` inside memcon would load the API, which stands above everything."""
    for path in modules():
        own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if own not in TOP:
            assert "memcon" not in [name for _, name in imported(path)], path


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_functions_stay_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 60, f"line {node.lineno}: {node.name} has {lines} lines"
