"""Put the beginning of the demo's brief into README.md, as the program writes it now."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from memcon.api import Ledger

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- brief: make readme -->", "<!-- /brief -->"
PAIR = ("RUS", "CHN")
ROWS = 8  # of the first table, its head included


def main() -> int:
    """Write README.md; 1 where it has no place for the excerpt."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        print(f"README.md: no {BEGIN} … {END}")
        return 1
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n{excerpt()}\n{END}{after}", encoding="utf-8")
    return 0


def excerpt() -> str:
    """What stands in the brief on the examples' main pair, to the first rows of its first table."""
    with tempfile.TemporaryDirectory() as work, Ledger(Path(work) / "demo.db") as ledger:
        ledger.ingest(ROOT / "examples")
        brief = ledger.brief(*PAIR)
    kept: list[str] = []
    rows = 0
    for line in brief.splitlines():
        rows += line.startswith("|")
        if rows > ROWS or (rows and not line.startswith("|")):
            break
        kept.append(re.sub(r"^#+ (.*)$", r"**\1**", line))
    return "\n".join(f"> {line}".rstrip() for line in [*kept, "", "…"])


if __name__ == "__main__":
    sys.exit(main())
