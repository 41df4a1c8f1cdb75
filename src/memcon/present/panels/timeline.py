"""What happened when, by lane: meetings, visits, instruments, bodies, projects."""

from __future__ import annotations

from typing import Any

from memcon.present.panels.scene import Scene, extent

LANES = ("meeting", "visit", "instrument", "body", "project")


def timeline(scene: Scene) -> list[dict[str, Any]]:
    """The lanes that have records, each with its dated items, oldest first, and undated ones.

    `first` and `last` are the days that a date covers: one of them is "" where the date is open at
    that end ("by 2024", "since 2010"), and they differ where it is a stretch of time or known to
    the month or year only. `is_about` says that the date itself is given as rough.
    """
    lanes = []
    for kind in LANES:
        dated, undated = [], []
        for record in scene.of(kind):
            found = extent(record)
            if found is None:
                undated.append(scene.item(record))
                continue
            item = scene.item(record) | {
                "first": found.first.isoformat() if found.first else "",
                "last": found.last.isoformat() if found.last else "",
                "is_range": found.is_range,
                "is_about": found.is_about,
            }
            dated.append(item)
        if dated or undated:
            lanes.append({"lane": kind, "items": dated, "undated": undated})
    return lanes
