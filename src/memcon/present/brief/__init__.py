"""A brief: what the ledger holds on the relations of a pair or group, every line cited."""

from __future__ import annotations

from memcon.present.brief.build import check_parties, make_brief
from memcon.present.brief.parts import Brief
from memcon.present.brief.render import FORMATS, check_format, render

__all__ = ["FORMATS", "Brief", "check_format", "check_parties", "make_brief", "render"]
