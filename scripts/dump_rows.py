"""Write the rows of a ledger in SQLite as JSON lines: what tests of upgrades begin with.

python scripts/dump_rows.py LEDGER > tests/ledger/rows_NNNN.jsonl

Run it on a small ledger just before a migration changes its schema; each line is one row. The test
makes the tables by the migrations up to that revision, puts the rows in and upgrades.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

_DERIVED = ("_text", "_text_data", "_text_idx", "_text_docsize", "_text_config")


def main() -> int:
    """Print the rows of all tables but those that follow by themselves."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    cli.add_argument("ledger", type=Path)
    for line in rows(cli.parse_args().ledger):
        print(line)
    return 0


def rows(ledger: Path) -> Iterator[str]:
    """Each row of each table as a line of JSON, tables in the order in which they were made."""
    with closing(sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True)) as file:
        file.row_factory = sqlite3.Row
        made = file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        for (name,) in made.fetchall():
            if name.endswith(_DERIVED) or name == "alembic_version":
                continue
            for row in file.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 (a table's name)
                yield json.dumps({"table": name, "row": dict(row)}, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
