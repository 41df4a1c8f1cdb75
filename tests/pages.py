"""The addresses of all pages that are read, on a ledger of the examples."""

from __future__ import annotations

from urllib.parse import quote

from memcon.api import Ledger
from memcon.model.record import TYPES

PAIR = "/dyad/CHN-RUS"
VIEWS = tuple(
    f"{PAIR}{view}"
    for view in (
        "",
        "/timeline",
        "/meetings",
        "/figures",
        "/promises",
        "/positions",
        "/events",
    )
)
WHOLE = (
    "/dyad",
    "/network",
    "/network?measure=meets&party=CHN",
    "/map",
    "/map?party=CHN&since=2014",
    "/findings",
    "/findings?kind=gap&party=CHN,RUS",
    "/sources",
    "/sources?order=agreement&type=figure",
    "/search",
    "/search?q=gas+pipeline",
    "/compare",
    "/compare?party=CHN,RUS&one=2012/2015&other=2016/2019",
    "/compare?first=Neglinka+Wire&second=Inner+Asia+Quarterly",
    "/codebook",
    *(f"/codebook/{kind}" for kind in TYPES),
    "/about",
    "/cooperation",
    "/structure/CHN-RUS",
    "/prepare/CHN-RUS",
    "/prepare/CHN-RUS?series=heads_of_government",
    "/follow-up/CHN-RUS",
    "/follow-up/CHN-RUS?series=heads_of_government&ordinal=21",
    "/plan/CHN-RUS?horizon=10y&growth=5,8",
    "/systems",
    "/systems?pairs=RUS-CHN&pairs=KEN-UGA",
)


def every_page(ledger: Ledger) -> list[str]:
    """All pages, with one of each type of record and one document."""
    records = [next(iter(ledger.records(kind).records)).id for kind in TYPES]
    document = ledger.documents()[0].name
    return [
        "/",
        "/records",
        "/records?party=CHN&since=nonsense",
        *(f"/record/{record}" for record in records),
        f"/meeting/{records[TYPES.index('meeting')]}",
        f"/document/{quote(document)}",
        *VIEWS,
        *WHOLE,
    ]
