"""`events`: events in the columns of POLECAT, ICEWS and GDELT."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from memcon.export.acts import Act, acts
from memcon.export.base import Material, Report
from memcon.export.columns import column_data, event_tables
from memcon.export.package import CsvFiles
from memcon.export.places import point_of
from memcon.export.rows import Row
from memcon.export.text import one_line
from memcon.extract.events.codes import codebook
from memcon.ledger.rows import StoredDocument
from memcon.model import edtf
from memcon.model.periods import limits
from memcon.model.record import Record
from memcon.present.names import PartyNames

_BASE = 3  # figures of a CAMEO base code
_ROOT = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """An event with what surrounds it: its documents, names, and where it happened."""

    record: Record
    documents: tuple[StoredDocument, ...]
    names: PartyNames
    version: str

    @property
    def first(self) -> StoredDocument | None:
        """The document that it was first found in."""
        return self.documents[0] if self.documents else None

    @property
    def day(self) -> date | None:
        """The day, where the source is that exact."""
        value, found = self.record.get("date"), limits(self.record)
        return found.first if found and edtf.precision(str(value)) == "day" else None

    @property
    def place(self) -> Mapping[str, Any]:
        """Name, country, latitude and longitude, as far as they are known."""
        place = self.record.get("place") or {}
        north, east = point_of(place) or (None, None)
        return {**place, "north": north, "east": east}

    def name(self, code: str) -> str:
        """The name of a party, '' for none."""
        return self.names.name(code) if code else ""


def write(material: Material, file: BinaryIO) -> Report:
    """Write the three tables; how many events there are in them."""
    report, documents = Report(), material.documents()
    with CsvFiles() as files:
        add = {table.name: files.open(table) for table in event_tables().values()}
        for record in material.records("event"):
            report.written += 1
            cited = dict.fromkeys(cite.doc for cite in record.evidence)
            known = tuple(documents[name] for name in cited if name in documents)
            told = _Told(record, known, material.names, material.selection.version)
            for number, act in _numbered(record):
                for name, make in _MAKERS.items():
                    add[name](make(told, act, number))
        title = "Events between states"
        files.pack(file, name="memcon-events", title=title, selection=material.selection)
    return report


def _numbered(record: Record) -> Iterator[tuple[str, Act]]:
    """The pairs of an event with ids: the record's, and where there are several a number."""
    found = list(acts(record))
    for number, act in enumerate(found, start=1):
        yield (f"{record.id}-{number}" if len(found) > 1 else record.id), act


def _polecat(told: _Told, act: Act, ident: str) -> Row:
    record, first, place = told.record, told.first, told.place
    quads: Mapping[int, str] = column_data()["quad_classes"]
    return {
        "Event ID": ident,
        "Event Date": told.day,
        "Event Type": record.get("event_type"),
        "Event Mode": record.get("mode"),
        "Intensity": record.get("goldstein"),
        "Quad Code": quads.get(record.get("quad_class")),
        "Contexts": record.get("contexts"),
        "Actor Name": told.name(act.actor.code),
        "Actor Country": act.actor.code,
        "Primary Actor Sector": act.actor.sector,
        "Actor Sectors": list(act.actor.sectors),
        "Actor Name Raw": act.actor.text,
        "Recipient Name": told.name(act.recipient.code),
        "Recipient Country": act.recipient.code,
        "Primary Recipient Sector": act.recipient.sector,
        "Recipient Sectors": list(act.recipient.sectors),
        "Recipient Name Raw": act.recipient.text,
        "Placename": place.get("name"),
        "Country": place.get("country"),
        "Latitude": place["north"],
        "Longitude": place["east"],
        "Source": first.publisher if first else "",
        "Publication Date": first.date if first else None,
        "Language": first.language if first else "",
        "Version": f"memcon {told.version}".strip(),
        "date": record.get("date"),
        "mutual": act.is_mutual,
        "record": record.id,
        "documents": len({cite.doc for cite in record.evidence}),
        "quote": one_line(record.evidence[0].quote) if record.evidence else "",
    }


def _icews(told: _Told, act: Act, ident: str) -> Row:
    record, first, place = told.record, told.first, told.place
    code = str(record.get("cameo", ""))
    known = codebook().codes.get(code)
    return {
        "Event ID": ident,
        "Event Date": told.day,
        "Source Name": act.actor.text or told.name(act.actor.code),
        "Source Sectors": list(act.actor.sectors),
        "Source Country": told.name(act.actor.code),
        "Event Text": known.name if known else "",
        "CAMEO Code": code,
        "Intensity": record.get("goldstein"),
        "Target Name": act.recipient.text or told.name(act.recipient.code),
        "Target Sectors": list(act.recipient.sectors),
        "Target Country": told.name(act.recipient.code),
        "Story ID": record.evidence[0].doc if record.evidence else "",
        "Publisher": first.publisher if first else "",
        "City": place.get("name"),
        "Country": told.name(str(place.get("country", ""))),
        "Latitude": place["north"],
        "Longitude": place["east"],
    }


def _gdelt(told: _Told, act: Act, ident: str) -> Row:
    record, place = told.record, told.place
    code = str(record.get("cameo", ""))
    day, month, year = _times(record)
    urls = [each.url for each in told.documents if each.url]
    return {
        "GLOBALEVENTID": ident,
        "SQLDATE": day,
        "MonthYear": month,
        "Year": year,
        "Actor1Code": act.actor.code + act.actor.sector,
        "Actor1Name": act.actor.text or told.name(act.actor.code),
        "Actor1CountryCode": act.actor.code,
        "Actor1Type1Code": act.actor.sector,
        "Actor2Code": act.recipient.code + act.recipient.sector,
        "Actor2Name": act.recipient.text or told.name(act.recipient.code),
        "Actor2CountryCode": act.recipient.code,
        "Actor2Type1Code": act.recipient.sector,
        "EventCode": code,
        "EventBaseCode": code[:_BASE],
        "EventRootCode": code[:_ROOT],
        "QuadClass": record.get("quad_class"),
        "GoldsteinScale": record.get("goldstein"),
        "NumMentions": len(record.evidence),
        "NumSources": len({each.publisher or each.name for each in told.documents}),
        "NumArticles": len({cite.doc for cite in record.evidence}),
        "ActionGeo_FullName": place.get("name"),
        "ActionGeo_CountryCode": place.get("country"),
        "ActionGeo_Lat": place["north"],
        "ActionGeo_Long": place["east"],
        "SOURCEURL": urls[0] if urls else "",
    }


def _times(record: Record) -> tuple[str, str, str]:
    """Day, month and year as GDELT writes them, each only where the source is that exact."""
    found = limits(record)
    if found is None or found.first is None or found.last is None:
        return "", "", ""
    first, last = found.first, found.last
    year = f"{first:%Y}" if first.year == last.year else ""
    month = f"{first:%Y%m}" if year and first.month == last.month else ""
    return (f"{first:%Y%m%d}" if first == last else ""), month, year


_MAKERS = {"polecat": _polecat, "icews": _icews, "gdelt": _gdelt}
