"""Who meets and signs with whom: as a network, on a map of the world, and as tables of both."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from memcon.errors import InputError
from memcon.present.names import party_names
from memcon.present.panels.network import MEASURES, intensity, network
from memcon.web.access import Reader
from memcon.web.counted import chosen_by, overview_of
from memcon.web.filters import Filtered, Filters
from memcon.web.render import render

router = APIRouter()

_BORDERS = "web/static/vendor/borders.json"
_LARGEST = 20_000_000  # bytes of a layer
_ROWS = 100


@router.get("/network")
def network_page(request: Request, visit: Reader, filters: Filtered) -> Response:
    """The parties and how many records bind each pair."""
    measure = _measure(request)
    known = overview_of(request, visit)
    chosen = chosen_by(visit, filters, known.value, types=MEASURES[measure])
    told = network(known.value, chosen, party_names(), around=filters.parties)
    return render(
        request,
        "network.html",
        visit,
        known=known,
        told=told,
        edges=told["edges"][:_ROWS],
        **_common(filters, "/network", measure),
    )


@router.get("/map")
def map_page(request: Request, visit: Reader, filters: Filtered) -> Response:
    """The states of the world by the number of their records, or of those with one state."""
    measure = _measure(request)
    known = overview_of(request, visit)
    chosen = chosen_by(visit, filters, known.value, types=MEASURES[measure])
    rows = intensity(known.value, chosen, party_names(), around=filters.parties)
    settings = request.app.state.config.settings
    return render(
        request,
        "map.html",
        visit,
        known=known,
        rows=rows,
        is_own_layer=settings.map_layer is not None,
        credit=settings.map_credit,
        around="-".join(filters.parties),
        **_common(filters, "/map", measure),
    )


@router.get("/map/borders.json")
def borders(request: Request, _: Reader) -> Response:
    """The layer of borders: that of the setting, else the one that comes with memcon.

    Raises InputError where the file of the setting cannot be used.
    """
    layer = request.app.state.config.settings.map_layer
    if layer is None:
        content = files("memcon").joinpath(_BORDERS).read_bytes()
    else:
        content = layer_of(layer, layer.stat().st_mtime if layer.is_file() else 0)
    return Response(content, media_type="application/json")


@lru_cache(maxsize=2)
def layer_of(path: Path, _changed: float) -> bytes:
    """A file with borders, once it is seen to be one.

    Raises InputError where it is none, or too large.
    """
    try:
        if path.stat().st_size > _LARGEST:
            message = f"{path}: too large for a map; at most {_LARGEST // 1_000_000} MB"
            raise InputError(message)
        content = path.read_bytes()
        kind = json.loads(content).get("type")
    except (OSError, ValueError, AttributeError) as error:
        message = f"{path}: cannot be used as the map's layer: {error}"
        raise InputError(message) from error
    if kind not in ("Topology", "FeatureCollection"):
        message = f"{path}: neither TopoJSON nor a GeoJSON FeatureCollection; set MEMCON_MAP_LAYER"
        raise InputError(message)
    return content


def _measure(request: Request) -> str:
    wanted = request.query_params.get("measure", "")
    return wanted if wanted in MEASURES else "records"


def _common(filters: Filters, path: str, measure: str) -> dict[str, Any]:
    kept = filters.keeping(measure=measure if measure != "records" else "")
    return {"filters": kept, "action": path, "measure": measure, "measures": list(MEASURES)}
