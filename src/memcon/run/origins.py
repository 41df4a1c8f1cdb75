"""Documents of a ledger as witnesses, and as they are cited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from memcon.assess.book import Origin
    from memcon.ledger.rows import StoredDocument
    from memcon.present.brief.parts import Source


def origins_of(documents: Sequence[StoredDocument]) -> dict[str, Origin]:
    """Documents as witnesses, by name."""
    from memcon.assess.book import Origin as Known
    from memcon.assess.book import text_group
    from memcon.assess.publishers import country_of_publisher
    from memcon.run.deciding import NOTE

    return {
        doc.name: Known(
            doc.name,
            doc.date,
            doc.publisher,
            country_of_publisher(doc.publisher, doc.url),
            group=text_group(doc.name, doc.copies),
            is_official=doc.is_official,
            is_by_hand=doc.media_type == NOTE,
        )
        for doc in documents
    }


def sources_of(documents: Sequence[StoredDocument]) -> dict[str, Source]:
    """Documents as they are cited, by name."""
    from memcon.present.brief.parts import Source as Cited

    return {
        doc.name: Cited(doc.name, doc.title, doc.publisher, doc.date, doc.url, doc.copies)
        for doc in documents
    }
