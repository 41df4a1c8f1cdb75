from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from making import BRIDGE, TALKS, documents, read
from memcon.errors import InputError
from memcon.model.place import locate
from memcon.read import Fault, expand
from memcon.read.fields import map_of, stamp_day

NGEC = {
    "id": "20190801-2227-8b1",
    "date": "2019-08-01",
    "event_type": ["CONSULT"],
    "event_text": TALKS,
    "story_id": "EFE:1",
    "publisher": "coral-coast",
    "headline": "\nTwo crossings",
    "pub_date": "2019-08-01",
    "version": "Vers001",
}


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_input_of_event_coders_is_read_without_a_mapping(tmp_path: Path) -> None:
    (found,) = documents(put(tmp_path / "in.jsonl", json.dumps(NGEC) + "\n"))
    assert (found.name, found.text) == ("in.jsonl/20190801-2227-8b1", TALKS)
    assert (found.title, found.publisher) == ("Two crossings", "coral-coast")
    assert (found.date, found.sources["date"]) == (date(2019, 8, 1), "table")


@pytest.mark.parametrize("shape", ["list", "lines", "field", "one"])
def test_json_in_every_shape(tmp_path: Path, shape: str) -> None:
    rows = [{"id": 1, "text": TALKS}, {"id": 2, "text": BRIDGE}]
    text = {
        "list": json.dumps(rows, indent=1),
        "lines": "\n".join(map(json.dumps, rows)),
        "field": json.dumps({"status": "ok", "articles": rows}),
        "one": json.dumps(rows[0]),
    }[shape]
    found = documents(put(tmp_path / "in.json", text))
    assert [doc.text for doc in found] == [TALKS, BRIDGE][: 1 if shape == "one" else 2]


def test_a_list_of_articles_with_titles_alone_is_read_as_titles(tmp_path: Path) -> None:
    rows = "url,title,seendate,domain,language,sourcecountry\n"
    rows += f'https://x.example/1,"{TALKS}",20210517T113000Z,x.example,English,Peru\n'
    (found,) = documents(put(tmp_path / "gdelt.csv", rows))
    assert (found.text, found.date) == (TALKS, date(2021, 5, 17))
    assert (found.publisher, found.language) == ("x.example", "en")
    assert found.url == "https://x.example/1"


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_with_any_sign_between_cells(tmp_path: Path, sign: str) -> None:
    rows = [["Headline", "Body", "Publication Date"], ["A", f'"{TALKS}"', "17 May 2021"]]
    text = "\n".join(sign.join(row) for row in rows)
    (found,) = documents(put(tmp_path / "in.csv", text))
    assert (found.title, found.text, found.date) == ("A", TALKS, date(2021, 5, 17))


def test_a_text_that_a_table_cuts_in_two_is_one(tmp_path: Path) -> None:
    rows = "AN,HD,SN,PD,LP,TD\nA1,Crossings,Gazette,17 May 2021," + f'"{TALKS}","{BRIDGE}"\n'
    (found,) = documents(put(tmp_path / "factiva.csv", rows))
    assert found.text == f"{TALKS}\n\n{BRIDGE}"
    assert (found.title, found.publisher, found.date) == ("Crossings", "Gazette", date(2021, 5, 17))


def test_a_mapping_of_the_user_stands_before_the_usual_names(tmp_path: Path) -> None:
    row = {"text": "no", "meta": {"day": "17/05/2021"}, "lead": TALKS, "rest": BRIDGE}
    fields = map_of(
        {
            "text": ["lead", "rest"],
            "date": "meta.day",
            "date_format": "%d/%m/%Y",
            "publisher": "=Gazette",
        },
        name="map",
    )
    (found,) = documents(put(tmp_path / "in.json", json.dumps(row)), fields=fields)
    assert (found.text, found.date) == (f"{TALKS}\n\n{BRIDGE}", date(2021, 5, 17))
    assert found.publisher == "Gazette"


def test_a_mapping_beside_the_table_is_found(tmp_path: Path) -> None:
    put(tmp_path / "in.csv", f'a,b\n"{TALKS}",x\n')
    put(tmp_path / "in.csv.map.yml", "text: a\n")
    (source,) = expand([tmp_path])
    assert (source.name, source.fields is not None) == ("in.csv", True)
    (found,) = documents(source.path, fields=source.fields)
    assert found.text == TALKS


@pytest.mark.parametrize(
    ("mapping", "fault"),
    [
        ({}, "no mapping"),
        ({"txt": "a"}, "txt: no such field; there are text, title"),
        ({"text": 3}, "text: write the name of a column"),
    ],
)
def test_a_wrong_mapping_is_told(mapping: dict[str, object], fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        map_of(mapping, name="map.yml")


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("in.csv", "a,b\n1,2\n", "no column looks like a text or a title among a, b"),
        ("in.json", '{"a": 1}', "no column looks like a text"),
        ("in.json", "{broken", "not JSON"),
        ("in.jsonl", '{"type": "header", "memcon": "1"}\n', "take it up with `memcon import`"),
    ],
)
def test_tables_without_texts_are_told(tmp_path: Path, name: str, text: str, fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        read(put(tmp_path / name, text))


def test_a_row_without_text_fails_alone(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": TALKS}, {"id": "b", "text": ""}, {"id": "c", "text": BRIDGE}]
    text = "\n".join(map(json.dumps, rows)) + "\nbroken\n"
    found = read(put(tmp_path / "in.jsonl", text))
    assert [(item.name, isinstance(item, Fault)) for item in found] == [
        ("in.jsonl/a", False),
        ("in.jsonl/b", True),
        ("in.jsonl/c", False),
        ("in.jsonl/line-4", True),
    ]


def test_folders_give_only_tables_of_documents(tmp_path: Path) -> None:
    put(tmp_path / "gdp.csv", "country,gdp\nPER,1\n")
    put(tmp_path / "articles.csv", f'title,text\nA,"{TALKS}"\n')
    put(tmp_path / "config.json", '{"colour": "red"}')
    put(tmp_path / "sitemap.xml", "<urlset/>")
    notes: list[str] = []
    assert [source.name for source in expand([tmp_path], on_note=notes.append)] == ["articles.csv"]
    assert "3 file(s) passed over (.csv, .json, .xml)" in notes[0]


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    table = pa.table(
        {"id": [7], "maintext": [TALKS], "date_publish": [None], "date": [date(2021, 5, 17)]}
    )
    pq.write_table(table, tmp_path / "in.parquet")
    (found,) = documents(tmp_path / "in.parquet")
    assert (found.name, found.text, found.date) == ("in.parquet/7", TALKS, date(2021, 5, 17))


def test_a_citation_is_a_row(tmp_path: Path) -> None:
    rows = "\n".join(
        json.dumps({"text": text}) for text in (TALKS, f"<p>{TALKS}</p><p>{BRIDGE}</p>")
    )
    found = documents(put(tmp_path / "in.jsonl", rows))
    start = found[0].text.index("Lima")
    place = locate(found[0], start, start + 4)
    assert (place.element, TALKS[slice(*place.within)]) == ("row 1", "Lima")
    start = found[1].text.index("2027")
    assert locate(found[1], start, start + 4).element == "row 2/block[2]"


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2021-05-17", date(2021, 5, 17)),
        ("2021-05-17T23:30:00-05:00", date(2021, 5, 17)),
        ("20210517113000", date(2021, 5, 17)),
        ("20210517T113000Z", date(2021, 5, 17)),
        ("1621251000", date(2021, 5, 17)),
        ("1621251000000", date(2021, 5, 17)),
        ("Mon, 17 May 2021 23:30:00 -0500", date(2021, 5, 17)),
        ("May 17, 2021 Monday", date(2021, 5, 17)),
        ("05/06/2021", None),  # the month cannot be told
        ("soon", None),
        ("", None),
    ],
)
def test_days_of_time_stamps(stamp: str, day: date | None) -> None:
    assert stamp_day(stamp) == day
