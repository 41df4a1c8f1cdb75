"""The scripts and the map that pages use: what is there is what was fetched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import vendor_assets as vendor

PACKAGES = vendor.load(vendor.PLAN)


def test_every_file_has_the_hash_on_the_list() -> None:
    assert vendor.differences(vendor.VENDOR) == []


def test_a_file_that_was_changed_or_added_or_lost_is_named(tmp_path: Path) -> None:
    for name in ("a.js", "b.js"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / vendor.HASHES).write_text(vendor.listing(tmp_path), encoding="utf-8")
    (tmp_path / "a.js").write_text("changed", encoding="utf-8")
    (tmp_path / "b.js").rename(tmp_path / "c.js")
    assert vendor.differences(tmp_path) == [
        "b.js: missing",
        "c.js: not on the list",
        "a.js: changed",
    ]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_is_there_with_its_licence(package: vendor.Package) -> None:
    for name in package.files:
        assert (vendor.VENDOR / name).stat().st_size > 1000
    text = (vendor.VENDOR / f"{package.name}.LICENSE.txt").read_text(encoding="utf-8")
    assert f"{package.name} {package.version}" in text
    assert "permission" in text.casefold()


def test_nothing_is_there_that_no_package_brings() -> None:
    known = {name for package in PACKAGES for name in package.files}
    known |= {f"{package.name}.LICENSE.txt" for package in PACKAGES} | {vendor.HASHES}
    assert {path.name for path in vendor.VENDOR.iterdir()} == known


def test_shapes_of_the_map_have_codes_of_the_record_format() -> None:
    layer = json.loads((vendor.VENDOR / "borders.json").read_text(encoding="utf-8"))
    codes = {shape.get("id") for shape in layer["objects"]["countries"]["geometries"]}
    assert {"CHN", "MLT", "SGP", "VUT", "XKX", "PSE"} <= codes


def test_codes_are_put_in_for_numbers() -> None:
    shapes = [
        {"id": "152", "properties": {"name": "Chile"}},
        {"properties": {"name": "Kosovo"}},
        {"properties": {"name": "Nowhere"}},
    ]
    layer = {"objects": {"countries": {"geometries": shapes}, "land": {}}}
    made = json.loads(vendor.coded(json.dumps(layer).encode(), {"152": "CHL"}))
    ids = [shape.get("id") for shape in made["objects"]["countries"]["geometries"]]
    assert ids == ["CHL", "XKX", None]
    assert set(made["objects"]) == {"countries"}


def test_a_change_has_exactly_one_place() -> None:
    assert vendor.changed({"a.js": b"go(1)"}, b"1", b"2") == {"a.js": b"go(2)"}
    for content in (b"go()", b"1 1"):
        with pytest.raises(ValueError, match="not there"):
            vendor.changed({"a.js": content}, b"1", b"2")


def test_no_script_puts_styles_into_the_page() -> None:
    text = (vendor.VENDOR / "vis-timeline.min.js").read_text(encoding="utf-8")
    assert "if(0){var n=document.head" in text


def test_no_script_names_a_file_for_a_browsers_tools() -> None:
    assert vendor.plain(b"go()\n//# sourceMappingURL=x.map\n") == b"go()\n"
