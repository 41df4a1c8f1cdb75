"""Bytes to Document: files, folders and strings of plain text, Markdown and HTML."""

from __future__ import annotations

from memcon.read.metadata import Metadata, load_metadata
from memcon.read.reader import read_path, read_text
from memcon.read.sources import Source, expand

__all__ = ["Metadata", "Source", "expand", "load_metadata", "read_path", "read_text"]
