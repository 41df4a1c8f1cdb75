"""`memcon fetch`: statistics from their publishers, the only way to them that uses the network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from memcon.cli import OK
from memcon.cli.import_ import report
from memcon.cli.options import Db, Json, one_of, opened
from memcon.errors import UsageError

SOURCES = ("comtrade", "worldbank", "imf")
FREQUENCIES = ("A", "Q", "M")
_YEARS = re.compile(r"(\d{4})(?:[-:/](\d{4}))?")

Source = Annotated[str, typer.Argument(metavar="SOURCE", help="comtrade, worldbank or imf.")]
Reporters = Annotated[
    list[str],
    typer.Option("--reporter", metavar="PARTY", help="Whose statistics; may be repeated."),
]
Partners = Annotated[
    list[str] | None,
    typer.Option(
        "--partner",
        metavar="PARTY",
        help="With whom, or world; may be repeated. [all, of comtrade and imf]",
        show_default=False,
    ),
]
Years = Annotated[
    str, typer.Option("--years", metavar="YEARS", help="A year, or from one to another: 2015-2023.")
]
Codes = Annotated[
    list[str] | None,
    typer.Option(
        "--code",
        metavar="CODE",
        help="Commodity codes of the HS (comtrade), or indicators. [all goods, or the usual ones]",
        show_default=False,
    ),
]
Frequency = Annotated[
    str, typer.Option("--frequency", metavar="A|Q|M", help="By year, quarter or month.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The file to keep the answer in. [named after what was asked for]",
        show_default=False,
    ),
]


def fetch(
    source: Source,
    *,
    reporters: Reporters,
    years: Years,
    partners: Partners = None,
    codes: Codes = None,
    frequency: Frequency = "A",
    output: Output = None,
    db: Db = None,
    as_json: Json = False,
) -> int:
    """Fetch official statistics and take them up.

    Goes to the network, as else only `memcon lexicon update` does. The answer is kept in a
    file, which is then imported as `memcon import` would; fetching again brings the new release.

    UN Comtrade answers few rows without a key of your own, MEMCON_COMTRADE_KEY.
    """
    one_of(source, SOURCES, option="SOURCE")
    one_of(frequency, FREQUENCIES, option="--frequency")
    first, last = _span(years)
    with opened(db, create=True) as ledger:
        result = ledger.fetch_statistics(
            source,
            output,
            reporters=reporters,
            partners=partners or (),
            years=(first, last),
            codes=codes or (),
            frequency=frequency,
        )
    report(result, as_json=as_json)
    return OK


def _span(years: str) -> tuple[int, int]:
    found = _YEARS.fullmatch(years)
    if not found:
        message = f"--years {years}: not years; write 2020 or 2015-2023"
        raise UsageError(message)
    return int(found[1]), int(found[2] or found[1])
