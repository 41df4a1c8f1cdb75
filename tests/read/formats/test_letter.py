"""Of an e-mail its sender's text is read, not the mails, signatures and notices around it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from making import BRIDGE, TALKS, document, mail
from memcon.model.document import Document

SIGNATURE = "-- \nRosa Quispe\nDesk officer\n+51 000"
NOTICE = "This e-mail and any attachments are confidential and intended solely for the addressee."
OLD = "The ministers of Peru and Bolivia met in La Paz on Friday."
HEADERS = "From: Ana Rojas <ana@post.example>\nSent: {day}\nTo: Rosa Quispe\nSubject: Talks\n"


def blocks(found: Document) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks]


def read(
    tmp_path: Path, body: str, *, subject: str = "Talks", kind: str = "text/plain"
) -> Document:
    path = tmp_path / "post.eml"
    path.write_bytes(mail(body, subject=subject, kind=f"{kind}; charset=utf-8"))
    return document(path)


@pytest.mark.parametrize(
    "around",
    [
        f"\n\n{SIGNATURE}",
        f"\n\n{SIGNATURE}\n\n{NOTICE}",
        f"\n\n{NOTICE}",
        "\n\nSent from my iPhone",
        f"\n\n> {OLD}",
        f"\n\nOn Fri, 14 May 2021 at 10:02, Ana Rojas <ana@post.example> wrote:\n> {OLD}\n>> {OLD}",
        f"\n\nOn Fri, 14 May 2021 at 10:02, Ana Rojas\n<ana@post.example> wrote:\n\n> {OLD}",
        f"\n\nAm 14.05.2021 um 10:02 schrieb Ana Rojas:\n> {OLD}",
        f"\n\n-----Original Message-----\n{HEADERS.format(day='14 May 2021 10:02')}\n{OLD}",
        f"\n\n________________________________\n{HEADERS.format(day='14 May 2021')}\n{OLD}",
        f"\n\n{HEADERS.format(day='Friday, May 14, 2021 10:02 AM')}\n{OLD}",
    ],
)
def test_what_stands_around_the_sender_s_text_is_passed_over(tmp_path: Path, around: str) -> None:
    found = read(tmp_path, f"{TALKS}\n\n{BRIDGE}{around}", subject="RE: Talks")
    assert blocks(found) == [TALKS, BRIDGE]
    assert found.date == date(2021, 5, 17)
    assert around.strip().split("\n")[-1] in found.text  # nothing is cut out


@pytest.mark.parametrize(
    ("above", "day"),
    [
        (f"---------- Forwarded message ---------\n{HEADERS}", "Fri, 14 May 2021 10:02:00 +0000"),
        (f"Begin forwarded message:\n\n{HEADERS}", "14 May 2021 at 10:02"),
        (f"-----Original Message-----\n{HEADERS}", "Friday, May 14, 2021 10:02 AM"),
        (HEADERS, "14. Mai 2021 10:02"),
    ],
)
def test_a_mail_that_is_sent_on_is_read_as_of_its_own_day(
    tmp_path: Path, above: str, day: str
) -> None:
    body = f"See below.\n\n{above.format(day=day)}\n{TALKS}\n\n{BRIDGE}"
    found = read(tmp_path, body, subject="FW: Talks")
    assert blocks(found)[-2:] == [TALKS, BRIDGE]
    assert not any("From:" in text for text in blocks(found))
    assert found.date == date(2021, 5, 14)


def test_a_mail_sent_on_without_a_day_has_none(tmp_path: Path) -> None:
    above = HEADERS.format(day="yesterday")
    found = read(tmp_path, f"{above}\n{TALKS}\n\n{BRIDGE}", subject="Fwd: Talks")
    assert found.date is None


def test_what_only_looks_like_a_signature_or_headers_is_read(tmp_path: Path) -> None:
    lines = [f"{number}. {BRIDGE}" for number in range(14)]
    body = "\n\n".join([TALKS, "--", *lines])
    assert blocks(read(tmp_path, body)).count(BRIDGE) == len(lines)
    assert "From: Lima" in " ".join(blocks(read(tmp_path, f"{TALKS}\n\nFrom: Lima\n\n{BRIDGE}")))


def test_a_mail_of_quotations_alone_is_read(tmp_path: Path) -> None:
    assert blocks(read(tmp_path, f"> {TALKS}")) == [TALKS]


@pytest.mark.parametrize(
    "quoted",
    [
        f"<blockquote type='cite'><p>{OLD}</p></blockquote>",
        f"<div class='gmail_quote'><p>On Fri, 14 May 2021, Ana wrote:</p><p>{OLD}</p></div>",
        f"<p>On Fri, 14 May 2021, Ana wrote:</p><blockquote type='cite'>{OLD}</blockquote>",
    ],
)
def test_quotations_in_markup_are_passed_over(tmp_path: Path, quoted: str) -> None:
    page = f"<html><body><p>{TALKS}</p>{quoted}</body></html>"
    assert blocks(read(tmp_path, page, kind="text/html")) == [TALKS]
