"""`geojson`: records where they happened, for maps."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from memcon.export.base import Material, Report
from memcon.export.places import SOURCE, point_of
from memcon.export.rows import record_row
from memcon.export.text import put
from memcon.model.record import Record
from memcon.present.dates import human_date
from memcon.present.phrases import Phrases

_SHOWN = (
    *("headline", "parties", "date", "date_first", "date_last", "place", "place_country"),
    *("sectors", "status", "kind", "event_type", "quad_class", "goldstein", "documents", "quote"),
)


def write(material: Material, file: BinaryIO) -> Report:
    """Write the features; a record whose place is not known, or no city, has no geometry."""
    report, phrases, located = Report(), material.phrases, 0
    about = {"type": "FeatureCollection", "coordinates_source": SOURCE}
    put(file, json.dumps(about)[:-1] + ', "features": [')
    for record in material.records():
        feature = _feature(record, phrases)
        put(file, ",\n" if report.written else "\n")
        put(file, json.dumps(feature, ensure_ascii=False))
        report.written += 1
        located += feature["geometry"] is not None
    put(file, "\n]}\n")
    if report.written:
        report.notes.append(f"{located:,} of them with a point, in a city; coordinates: {SOURCE}")
    return report


def _feature(record: Record, phrases: Phrases) -> dict[str, Any]:
    point = point_of(record.get("place"))
    row = record_row(record, phrases)
    properties = {"type": record.type, **{name: row[name] for name in _SHOWN if name in row}}
    for name in ("date_first", "date_last"):
        if name in properties:
            properties[name] = properties[name].isoformat()
    if "date" in properties:
        properties["date_words"] = human_date(properties["date"])
    geometry = {"type": "Point", "coordinates": [point[1], point[0]]} if point else None
    return {"type": "Feature", "id": record.id, "geometry": geometry, "properties": properties}
