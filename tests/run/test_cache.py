from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from factory import document
from memcon.model.citation import Citation
from memcon.model.document import Document
from memcon.model.record import Record, record_id
from memcon.run.cache import CachedExtractor

TEXT = "The ministers of Chile and Peru met in Arica — “at last”."


class Counting:
    """Finds one meeting in each document, and counts the documents."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def extract_many(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, list[Record]]]:
        for each in documents:
            self.asked.append(each.name)
            cite = Citation(each.name, 0, 13, each.text[:13])
            slots = {"parties": ["CHL", "PER"], "place": {"name": "Łódź", "country": "POL"}}
            yield (
                each,
                [Record(record_id("meeting", each.text_hash, "a"), "meeting", slots, (cite,))],
            )


def extracted(folder: Path, doc: Document, *, mark: str = "1") -> tuple[list[Record], list[str]]:
    counting = Counting()
    cached = CachedExtractor(lambda: counting, folder, mark=mark)
    ((same, records),) = cached.extract_many([doc])
    assert same == doc
    return records, counting.asked


def test_what_is_known_is_not_extracted_again(tmp_path: Path) -> None:
    doc = document(TEXT)
    first = extracted(tmp_path, doc)
    assert first[1] == ["note.txt"]
    assert extracted(tmp_path, doc) == (first[0], [])
    elsewhere = replace(doc, sources={"origin": "another folder"})
    assert extracted(tmp_path, elsewhere) == (first[0], [])


def test_whatever_extraction_depends_on_counts(tmp_path: Path) -> None:
    doc = document(TEXT)
    extracted(tmp_path, doc)
    for other in (
        replace(doc, name="other.txt"),
        replace(doc, date=date(2020, 1, 1)),
        replace(doc, text=TEXT + " "),
        replace(doc, blocks=()),
    ):
        assert extracted(tmp_path, other)[1] == [other.name]
    assert extracted(tmp_path, doc, mark="2")[1] == ["note.txt"]


def test_a_damaged_cache_does_no_harm(tmp_path: Path) -> None:
    doc = document(TEXT)
    first, _ = extracted(tmp_path, doc)
    for path in tmp_path.rglob("*.json"):
        path.write_text("[{", encoding="utf-8")
    assert extracted(tmp_path, doc) == (first, ["note.txt"])
    for path in tmp_path.rglob("*.json"):
        path.unlink()
        path.mkdir()
    assert extracted(tmp_path, doc) == (first, ["note.txt"])


def test_nothing_is_loaded_for_what_is_known(tmp_path: Path) -> None:
    doc = document(TEXT)
    first, _ = extracted(tmp_path, doc)

    def fails() -> Counting:
        raise AssertionError

    ((_, records),) = CachedExtractor(fails, tmp_path, mark="1").extract_many([doc])
    assert records == first
