"""Bytes to Document: files and folders of any format, and strings."""

from __future__ import annotations

from memcon.read.documents import read_all, read_path
from memcon.read.metadata import Metadata, load_metadata
from memcon.read.reader import Fault, read_text
from memcon.read.request import Request
from memcon.read.sources import Source, expand, from_web

__all__ = [
    "Fault",
    "Metadata",
    "Request",
    "Source",
    "expand",
    "from_web",
    "load_metadata",
    "read_all",
    "read_path",
    "read_text",
]
