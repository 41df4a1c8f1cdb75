"""Document → candidate records, cited."""

from __future__ import annotations
