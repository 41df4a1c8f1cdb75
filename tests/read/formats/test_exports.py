from __future__ import annotations

from datetime import date
from pathlib import Path

from making import BRIDGE, TALKS, documents
from memcon.model.place import locate

OLD = f"""


                               1 of 2 DOCUMENTS


                         Coral Coast Gazette (Lima)

                              May 17, 2021 Monday
                                 Final Edition

TWO CROSSINGS TO OPEN

BYLINE: By Rosa Quispe

SECTION: WORLD; Pg. 3

LENGTH: 120 words

DATELINE: LIMA

   {TALKS}

   {BRIDGE}

LOAD-DATE: May 18, 2021

LANGUAGE: ENGLISH

                  Copyright 2021 Coral Coast Gazette


                               2 of 2 DOCUMENTS

                              Andean Wire

                            19 May 2021 Wednesday

HEADLINE: Bridge late

LENGTH: 30 words

   {BRIDGE}

LOAD-DATE: May 19, 2021
"""
NEW = f"""Two crossings to open

Coral Coast Gazette

May 17, 2021 Monday

Copyright 2021 Gazette

Section: WORLD
Length: 120 words
Byline: Rosa Quispe

Body

{TALKS}

{BRIDGE}

Classification

Language: ENGLISH

Load-Date: May 18, 2021

End of Document

Bridge late

Andean Wire

May 19, 2021 Wednesday

Body

{BRIDGE}

Load-Date: May 19, 2021

End of Document
"""


def test_every_article_of_an_export_is_a_document_with_its_own_day(tmp_path: Path) -> None:
    for name, text in (("old.txt", OLD), ("new.txt", NEW)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        first, second = documents(path)
        assert first.text == f"{TALKS}\n\n{BRIDGE}"
        assert second.text == BRIDGE
        assert [doc.date for doc in (first, second)] == [date(2021, 5, 17), date(2021, 5, 19)]
        assert first.title.lower() == "two crossings to open"
        assert (second.title, second.publisher) == ("Bridge late", "Andean Wire")
        assert first.publisher.startswith("Coral Coast Gazette")
        assert (first.author, first.language) == ("Rosa Quispe", "en")
        assert first.place == ("Lima" if name == "old.txt" else "")
        start = first.text.index("2027")
        low, high = locate(first, start, start + 4).within
        assert text[low:high] == "2027"


def test_other_texts_stay_whole(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(f"1 of 2 DOCUMENTS\n\n{TALKS}\n", encoding="utf-8")
    (found,) = documents(path)
    assert found.name == "note.txt"
