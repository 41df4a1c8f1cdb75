"""Briefs and reports as papers: PDF, and DOCX with footnotes."""

from __future__ import annotations

from memcon.present.paper.render import FORMATS, check_format, render_bytes

__all__ = ["FORMATS", "check_format", "render_bytes"]
