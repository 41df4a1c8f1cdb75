"""What to try after `make demo`, with commands that can be copied."""

from __future__ import annotations

import argparse

STEPS = (
    (
        "the same as a page with a plot, every mark showing its words",
        "brief RUS CHN --format html -o brief.html",
    ),
    ("another pair", "brief Argentina Brazil"),
    ("what follows from the record, with the words behind it", "findings --format md"),
    (
        "what lies ahead, and where a target is heading",
        "plan Kenya Uganda --horizon 5y --growth 5,10",
    ),
    (
        "the pack for a meeting as a page, for one side",
        'prepare "Joint Ministerial Commission" --side KEN --format html -o pack.html',
    ),
    ("all meetings, as a table", "list meetings --parties RUS,CHN"),
    ("figures for a spreadsheet", "list figures --format csv -o figures.csv"),
    ("search in texts and records", 'search "pipeline"'),
    ("your own documents: .txt, .md, .html, or a folder of them", "ingest YOUR-FOLDER"),
)


def main() -> None:
    """Print the commands."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--memcon", default="memcon")
    cli.add_argument("--db", default="memcon.db")
    options = cli.parse_args()
    print("\nWhat to try next:\n")
    for what, command in STEPS:
        print(f"  # {what}\n  {options.memcon} {command} --db {options.db}\n")
    print("  # one record with every statement it rests on: take an ID from a list")
    print(f"  {options.memcon} show ID --db {options.db}\n")


if __name__ == "__main__":
    main()
