"""Exports: the ledger in the forms that other programs read, one module a format."""

from __future__ import annotations

from memcon.export.base import Format, Material, Report, Selection, cut_quotes
from memcon.export.registry import format_named, formats, write

__all__ = [
    "Format",
    "Material",
    "Report",
    "Selection",
    "cut_quotes",
    "format_named",
    "formats",
    "write",
]
