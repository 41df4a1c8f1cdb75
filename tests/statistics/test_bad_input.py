"""What is wrong with a file is one line: which file, which row, what to do."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from memcon.errors import InputError, UsageError
from memcon.statistics import Payload, Table, load_mapping, payload_of, read_table

Read = Callable[..., Table]
Write = Callable[..., Payload]

COMTRADE = "Reporter Code,Partner Code,Trade Flow Code,Commodity Code,Year,Trade Value (US$)\n"


@pytest.mark.parametrize(
    ("text", "fmt", "message"),
    [
        (COMTRADE + "156,643,2,TOTAL,2018,many\n", "", "row 2: 'many' is no number"),
        (COMTRADE + "156,643,2,TOTAL,2018Q9,1\n", "", "row 2: '2018Q9' is no period"),
        (COMTRADE + "156,643,2\n", "", "row 2: 3 cells of 6"),
        (COMTRADE + "156,643,2,TOTAL,2018,1\n156,643,2,TOTAL,2018,2\n", "", "row 3: another value"),
        (COMTRADE + "156,899,2,TOTAL,2018,1\n", "", "to import: rows passed over: 1 of areas"),
        (COMTRADE, "", "nothing to import: it has no rows"),
        ("a,b\n1,2\n", "comtrade", "no column reportercode"),
        ('{"data": [], "error": "quota exceeded"}', "comtrade", "with an error: quota exceeded"),
        ('{"statusCode": 401, "message": "Access denied"}', "comtrade", "error: Access denied"),
        ('{"data": "x"}', "comtrade", "no `data` in the answer"),
        ('{"data": [1]}', "comtrade", "row 1: no object"),
        ('{"data": [', "comtrade", "not JSON: Expecting value in line 1"),
        ('[{"message": [{"id": "120", "key": "Invalid value", "value": "Not valid"}]}]', "",
         "with an error: Not valid"),
        ('[{"page": 1, "pages": 1}, null]', "", "no data in the answer"),
        ('[{"page": 1}, [{"date": "2018"}]]', "", "row 1: no observation"),
        ('"Country Name","Country Code"\nx,y\n', "worldbank", "no header with Country Code and"),
        ("TIME_PERIOD,OBS_VALUE\n2018,1\n", "imf", "no columns COUNTRY and INDICATOR"),
        ('{"dataSets": [{"series": {"0": {}}}]}', "", "no data message of SDMX"),
        ('{"CompactData": {"DataSet": null}}', "", "no data in the message"),
        ("DATAFLOW,COUNTRY,INDICATOR,TIME_PERIOD,OBS_VALUE,SCALE\nIMF:WEO(1),KEN,NGDPD,2018,1,dozens\n",
         "", "row 2: 'dozens' is no scale"),
        ('a,b\n"open', "csv", "--mapping"),
    ],
)  # fmt: skip
def test_faults_are_named(wrote: Write, table: Read, text: str, fmt: str, message: str) -> None:
    with pytest.raises((InputError, UsageError)) as caught:
        table(wrote(text), fmt=fmt)
    shown = str(caught.value)
    assert message in shown
    assert "file.csv" in shown
    assert "\n" not in shown


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF file, no table; save it as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "office document, no table"),
        (b"PK\x03\x04broken", "a broken archive"),
        (gzip.compress(b"x" * 2_000_000, mtime=0), "over 1000000 bytes unpacked"),
        (gzip.compress(b"abc", mtime=0)[:-6], "a broken archive"),
    ],
)
def test_files_that_are_no_text_are_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        payload_of(path, max_bytes=1_000_000)


def test_sdmx_ml_that_is_none_is_refused(wrote: Write) -> None:
    pytest.importorskip("sdmx", reason="the extra `statistics` is not installed")
    with pytest.raises(InputError, match="no data message of SDMX"):
        read_table(wrote("<sdmx><a></sdmx>", "a.xml"), "imf")


WHOLE = """publisher: P
dataset: D
columns: {reporter: r, indicator: i, period: t, value: v}
constants: {unit: USD}
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "no mapping; write keys"),
        ("columns: [", "not YAML in line"),
        ("colums: {}\n", "colums: no such key; there are"),
        ("columns: x\n", "columns: write names"),
        ("columns: {when: Year}\n", "columns: when: no such field; there are reporter"),
        ("columns: {period: [a]}\n", "columns: period: write one name"),
        ("decimal: ';'\n", "decimal: ';'; write"),
        ("delimiter: ';;'\n", "delimiter: ';;'; write one character"),
        ("official: maybe\n", "official: 'maybe'; write true or false"),
        ("header_row: 0\n", "header_row: 0; write the number"),
        ("values: {indicator: x}\n", "values: indicator: write a field"),
        ("indicators: {X: {indikator: a}}\n", "indicators: X: write it as"),
        ("columns: {reporter: r}\n", "indicator: missing; name its column"),
        (WHOLE.replace("publisher: P\n", ""), "publisher: missing; say who"),
        (WHOLE.replace("USD}", "USD, scale: dozens}"), "constants: 'dozens' is no scale"),
        (WHOLE.replace("r, ", "q, "), "no column 'q', which"),
        (WHOLE.replace("USD", "US"), "row 2: unit 'US'; write an ISO 4217 code"),
        (WHOLE.replace("USD}", "USD, nature: past}"), "row 2: nature 'past'; write actual"),
        (WHOLE.replace("USD}", "USD, sector: x}"), "row 2: sector 'x'; there are trade"),
    ],
)
def test_faults_of_a_mapping_are_named(
    wrote: Write, table: Read, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "map.yml"
    path.write_text(text, "utf-8")
    payload = wrote("r,i,t,v\nCHL,trade.total,2018,1\n")
    with pytest.raises(InputError) as caught:
        table(payload, mapping=load_mapping(path), fmt="csv")
    assert message in str(caught.value)
    assert "map.yml" in str(caught.value) or "file.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_broken_toml_mapping_is_named(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text("columns = {", "utf-8")
    with pytest.raises(InputError, match="not TOML"):
        load_mapping(path)


def test_a_mapping_adds_indicators_to_a_source(files: Path, table: Read, tmp_path: Path) -> None:
    path = tmp_path / "more.yml"
    path.write_text("indicators: {SP.DYN.LE00.IN: {indicator: health.life, unit: year}}", "utf-8")
    found = table("worldbank-api.json", mapping=load_mapping(path))
    assert "health.life" in {each.indicator for each in found.observations}
    assert files.is_dir()
