"""`csv`: a zip with a table for each record type and a Frictionless data package."""

from __future__ import annotations

from typing import BinaryIO

from memcon.export.base import Material, Report
from memcon.export.package import CsvFiles
from memcon.export.tables import fill


def write(material: Material, file: BinaryIO) -> Report:
    """Write the tables; how many records there are in them."""
    with CsvFiles() as files:
        report = fill(material, files)
        title = "Records of relations between states"
        files.pack(file, name="memcon-records", title=title, selection=material.selection)
    return report
