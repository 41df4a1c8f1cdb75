"""Files in the layouts of their publishers: what of each becomes a figure, and as what."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from memcon.model.edtf import is_valid
from memcon.statistics import Payload, Selection, Table, guess, load_mapping, payload_of

Read = Callable[..., Table]
Write = Callable[..., Payload]
Row = tuple[str, str, str, str, float, str]


def rows(table: Table) -> list[Row]:
    return [
        (e.reporter, e.counterpart, e.indicator, e.date, e.value, e.unit)
        for e in table.observations
    ]


def passed(table: Table) -> dict[str, int]:
    """How many rows were passed over, by the first words of the reason."""
    return {" ".join(reason.split()[:3]): count for reason, count in table.passed.counts.items()}


COMTRADE_PAIR = [
    ("CHN", "RUS", "trade.exports", "2022", 76_123_000_000, "USD"),
    ("CHN", "RUS", "trade.imports", "2022", 114_149_000_000.5, "USD"),
]
IMTS = [
    ("KAZ", "CHN", "trade.exports", "2022", 13_165_000_000, "USD"),
    ("KAZ", "CHN", "trade.imports", "2022", 10_985_000_000, "USD"),
]


def test_comtrade_as_the_website_gives_it(table: Read) -> None:
    found = table("comtrade-website.csv")
    assert rows(found) == [
        ("CHN", "", "trade.exports", "2022", 3_544_434_000_000, "USD"),
        ("CHN", "RUS", "trade.exports", "2022", 76_123_000_000, "USD"),
        ("CHN", "RUS", "trade.exports", "2022-03", 3_820_000_000, "USD"),
        ("CHN", "TWN", "trade.exports", "2021", 78_300_000_000, "USD"),
        ("TUR", "CIV", "trade.exports", "2022", 412_000_000, "USD"),
        ("CHN", "RUS", "trade.exports.arms", "2021", 0, "USD"),
        ("CHN", "RUS", "trade.imports", "2022", 114_149_000_000.5, "USD"),
        ("CHN", "RUS", "trade.imports.energy", "2022", 82_000_000_000, "USD"),
        (
            "CHN",
            "RUS",
            "trade.imports.energy.crude_oil.hs270900",
            "2022",
            58_000_000_000,
            "USD",
        ),
    ]
    assert passed(found) == {"of areas that": 1, "of other flows": 1, "parts of rows": 1}
    names = {each.counterpart_name for each in found.observations}
    assert "Côte d'Ivoire" in names  # the website writes Latin-1
    assert {e.sectors for e in found.observations if "arms" in e.indicator} == {
        ("defence", "trade")
    }


def test_comtrade_as_its_api_answers(table: Read) -> None:
    found = table("comtrade-api.json")
    assert rows(found) == COMTRADE_PAIR
    assert found.dataset.publisher == "United Nations Statistics Division"


def test_comtrade_as_it_was_before_2023_keeps_mirrors_apart(table: Read) -> None:
    found = table("comtrade-legacy.csv")
    assert rows(found) == [
        ("CHN", "RUS", "trade.exports", "2018", 47_975_000_000, "USD"),
        ("RUS", "CHN", "trade.exports", "2018", 56_019_000_000, "USD"),
        ("USA", "CHE", "trade.exports.energy", "2018", 310_000_000, "USD"),
        ("CHN", "RUS", "trade.imports", "2018", 59_081_000_000, "USD"),
        ("RUS", "CHN", "trade.imports", "2018", 52_218_000_000, "USD"),
    ]


def test_old_and_new_comtrade_give_one_series_one_key(table: Read) -> None:
    old = {e.series for e in table("comtrade-legacy.csv").observations if e.reporter == "CHN"}
    new = {e.series for e in table("comtrade-api.json").observations}
    assert old == new


def test_the_world_bank_as_its_api_answers(table: Read) -> None:
    found = table("worldbank-api.json")
    assert rows(found) == [
        ("EU", "", "trade.exports", "2022", 7_157_000_000_000, "USD"),
        ("KEN", "", "trade.exports", "2022", 7_411_000_000, "USD"),
    ]
    assert [each.is_estimate for each in found.observations] == [True, False]
    assert passed(found) == {"without a value": 1, "of areas that": 1, "of indicators that": 1}
    assert found.dataset.release == "2024-03-28"


def test_the_world_bank_in_wide_tables(table: Read) -> None:
    found = table("API_NY.GDP.MKTP.CD_DS2_en_csv_v2_0001.csv")
    assert rows(found) == [
        ("ABW", "", "gdp", "2020", 2_558_905_000, "USD"),
        ("ABW", "", "gdp", "2021", 3_103_184_000, "USD"),
        ("XKX", "", "gdp", "2020", 7_717_145_000, "USD"),
        ("XKX", "", "gdp", "2021", 9_413_404_000, "USD"),
        ("XKX", "", "gdp", "2022", 9_354_903_000.5, "USD"),
    ]
    assert found.dataset.release == "2024-03-28"
    databank = table("worldbank-databank.csv")
    assert rows(databank) == [
        ("KEN", "", "gdp.growth", "2021", 7.59, "percent"),
        ("KEN", "", "gdp.growth", "2022", 4.85, "percent"),
        ("PER", "", "gdp.growth", "2021", 13.42, "percent"),
    ]
    assert databank.dataset.release == "2024-03-28"


def test_the_world_bank_in_an_archive_beside_metadata(
    files: Path, tmp_path: Path, table: Read
) -> None:
    name = "API_NY.GDP.MKTP.CD_DS2_en_csv_v2_0001.csv"
    packed = tmp_path / "API_NY.GDP.MKTP.CD_DS2_en_csv_v2_0001.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(files / name, name)
        archive.writestr(f"Metadata_Country_{name}", '"Country Code","Region"\n"ABW","Americas"\n')
        archive.writestr(f"Metadata_Indicator_{name}", '"INDICATOR_CODE"\n"NY.GDP.MKTP.CD"\n')
    assert rows(table(payload_of(packed, max_bytes=10**6))) == rows(table(name))


def test_a_gzipped_table_is_read(files: Path, tmp_path: Path, table: Read) -> None:
    packed = tmp_path / "COMTRADE-FINAL.gz"
    text = (files / "comtrade-legacy.csv").read_text("utf-8")
    packed.write_bytes(gzip.compress(text.encode()))
    assert rows(table(payload_of(packed, max_bytes=10**6))) == rows(table("comtrade-legacy.csv"))


def test_imf_trade_in_sdmx_csv(table: Read) -> None:
    found = table("imf-imts.csv")
    assert rows(found) == [
        ("CHN", "KAZ", "trade.exports", "2022", 16_352_000_000, "USD"),
        ("KAZ", "", "trade.exports", "2022", 84_394_000_000, "USD"),
        ("KAZ", "CHN", "trade.exports", "2022", 13_165_000_000, "USD"),
        ("KAZ", "CHN", "trade.exports", "2022-01/2022-03", 2_900_000_000, "USD"),
        ("KAZ", "CHN", "trade.exports", "2022-03", 1_020_000_000, "USD"),
        ("KAZ", "CHN", "trade.imports", "2022", 10_985_000_000, "USD"),
    ]
    assert [each.is_estimate for each in found.observations][:2] == [True, False]
    assert (found.dataset.code, found.dataset.release) == ("imf:IMTS", "1.0.0")


@pytest.mark.parametrize("name", ["imf-imts.json", "imf-imts.xml"])
def test_imf_trade_in_the_other_forms_of_sdmx(table: Read, name: str) -> None:
    if name.endswith("xml"):
        pytest.importorskip("sdmx", reason="the extra `statistics` is not installed")
    found = table(name)
    assert rows(found) == IMTS
    assert [each.is_estimate for each in found.observations] == [True, False]
    assert (found.dataset.code, found.dataset.release) == ("imf:IMTS", "1.0.0")


def test_sdmx_json_gives_what_another_reader_gives(files: Path, table: Read) -> None:
    sdmx = pytest.importorskip("sdmx", reason="the extra `statistics` is not installed")
    message = sdmx.read_sdmx(io.BytesIO((files / "imf-imts.json").read_bytes()), format="json")
    theirs = {
        (str(obs.series_key["COUNTRY"].value), obs.dimension["TIME_PERIOD"].value, float(obs.value))
        for obs in message.data[0].obs
        if obs.value is not None
    }
    ours = {
        (each.reporter, each.period, each.value) for each in table("imf-imts.json").observations
    }
    assert ours == theirs


def test_imf_projections_are_forecasts_after_the_latest_actual_year(table: Read) -> None:
    found = table("imf-weo.csv")
    assert [(e.reporter, e.date, e.nature) for e in found.observations] == [
        ("KEN", "2023", "actual"),
        ("KEN", "2025", "forecast"),
        ("IND", "2024", "actual"),  # FY2024/25 is the latest
        ("IND", "2026", "forecast"),
    ]
    assert found.observations[0].value == 107_441_000_000  # SCALE 9 is for display


def test_imf_projections_without_a_latest_year_begin_with_the_release(
    wrote: Write, table: Read
) -> None:
    text = (
        "WEO Country Code\tISO\tWEO Subject Code\tCountry\tSubject Descriptor\tUnits\tScale\t"
        "2018\t2019\tEstimates Start After\n"
        "439\tJOR\tNGDPD\tJordan\tGDP\tU.S. dollars\tBillions\t43.4\t--\t2017\n"
        "443\tKWT\tNGDPD\tKuwait\tGDP\tU.S. dollars\tBillions\t138.2\t1,136.7\t\n"
        "International Monetary Fund, World Economic Outlook Database, April 2019\n"
    )
    found = table(wrote(text.encode("utf-16"), "WEOApr2019all.xls"))
    assert [(e.reporter, e.date, e.value, e.nature) for e in found.observations] == [
        ("JOR", "2018", 43_400_000_000, "forecast"),
        ("KWT", "2018", 138_200_000_000, "actual"),
        ("KWT", "2019", 1_136_700_000_000, "forecast"),
    ]
    assert found.dataset.release == "2019-04"
    assert passed(found) == {"without a value": 1}


def test_imf_files_for_people_have_scaled_values(table: Read) -> None:
    assert rows(table("imf-portal.csv")) == [
        ("PER", "CHL", "trade.exports", "2021", 1_512_500_000, "USD"),
        ("PER", "CHL", "trade.exports", "2022", 1_620_250_000, "USD"),
    ]


def test_the_older_imf_service_has_multipliers_and_two_letters(table: Read) -> None:
    found = table("imf-dots-compact.json")
    assert rows(found) == [
        ("RUS", "CHN", "trade.exports", "2017", 38_922_030_000, "USD"),
        ("RUS", "CHN", "trade.exports", "2018", 56_065_200_000, "USD"),
        ("ALB", "AUS", "trade.imports.fob", "2018-07/2018-09", 750_000, "USD"),
    ]
    assert [each.is_estimate for each in found.observations] == [False, True, False]
    assert found.dataset.code == "imf:DOT"


def test_the_older_imf_table_by_country_and_counterpart(wrote: Write, table: Read) -> None:
    text = (
        '"Country Name","Country Code","Indicator Name","Indicator Code",'
        '"Counterpart Country Name","Counterpart Country Code","Attribute","2017","2018M1"\n'
        '"Chile","228","Goods, Value of Exports","TXG_FOB_USD","Peru","293","Value","5","2"\n'
        '"Chile","228","Goods, Value of Exports","TXG_FOB_USD","Peru","293","Status","",""\n'
    )
    assert rows(table(wrote(text))) == [
        ("CHL", "PER", "trade.exports", "2017", 5, "USD"),
        ("CHL", "PER", "trade.exports", "2018-01", 2, "USD"),
    ]


def test_numbers_of_the_imf_are_not_those_of_the_united_nations(wrote: Write, table: Read) -> None:
    text = (
        "Country Name,Country Code,Indicator Code,Counterpart Country Name,"
        "Counterpart Country Code,Time Period,Value\n"
        '"United Kingdom",112,TXG_FOB_USD,"China, P.R.: Mainland",924,2017,5\n'
    )
    assert rows(table(wrote(text))) == [("GBR", "CHN", "trade.exports", "2017", 5, "USD")]


@pytest.mark.parametrize("mapping", ["customs.yml", "customs.toml"])
def test_a_table_with_a_mapping(files: Path, table: Read, mapping: str) -> None:
    found = table("customs.csv", mapping=load_mapping(files / mapping), fmt="csv")
    assert rows(found) == [
        ("RUS", "BLR", "trade.exports", "2023", 0, "USD"),
        ("RUS", "CHN", "trade.total", "2022", 190_271_900_000, "USD"),
        ("RUS", "CHN", "trade.total", "2023", 240_110_000_000, "USD"),
        ("RUS", "CHN", "trade.total", "2024", 244_819_500_000, "USD"),
    ]
    assert [each.is_estimate for each in found.observations] == [False, False, False, True]
    assert passed(found) == {"whose indicator has": 1, "of areas that": 1, "without a value": 1}


def test_no_total_is_made_up_of_exports_and_imports(table: Read, files: Path) -> None:
    for path in files.glob("comtrade*"):
        indicators = {each.indicator for each in table(path.name).observations}
        assert "trade.total" not in indicators


def test_only_what_was_asked_for_is_taken(table: Read) -> None:
    selection = Selection(parties=("CHN", "RUS"))
    found = table("comtrade-website.csv", selection=selection)
    assert {each.counterpart for each in found.observations} == {"RUS", ""}
    assert passed(found)["of other parties"] == 2


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (Path(__file__).parent / "files").iterdir())
)
def test_formats_are_told_from_the_content(files: Path, name: str) -> None:
    expected = {
        "comtrade": "comtrade",
        "worldbank": "worldbank",
        "API_NY": "worldbank",
        "imf": "imf",
    }
    wanted = next((fmt for start, fmt in expected.items() if name.startswith(start)), "")
    assert guess(payload_of(files / name, max_bytes=10**6)) == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"type": "header", "format_version": 1}\n', "jsonl"),
        ("a,b\n1,2\n", ""),
        ("[1, 2]", ""),
        ("{broken", ""),
        ("<html><body>no</body></html>", ""),
        ("just words", ""),
    ],
)
def test_what_is_no_statistics_is_not_taken_for_it(wrote: Write, text: str, expected: str) -> None:
    assert guess(wrote(text, "file")) == expected


def test_all_dates_are_of_the_record_format(files: Path, table: Read) -> None:
    for path in files.iterdir():
        if guess(payload_of(path, max_bytes=10**6)) and path.suffix != ".xml":
            assert all(is_valid(each.date) for each in table(path.name).observations)


def test_archives_with_two_tables_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "x")
        archive.writestr("b.csv", "y")
    path = tmp_path / "two.zip"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(Exception, match="2 tables; unpack it"):
        payload_of(path, max_bytes=10**6)
