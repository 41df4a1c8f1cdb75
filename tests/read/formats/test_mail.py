from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from making import BRIDGE, TALKS, document, documents, mail, read, zipped
from memcon.read import Fault


def test_headers_are_metadata_and_no_text(tmp_path: Path) -> None:
    path = tmp_path / "post.eml"
    path.write_bytes(mail(TALKS, subject="=?utf-8?q?Caf=C3=A9_talks?="))
    found = document(path)
    assert found.text.strip() == TALKS
    assert (found.title, found.author) == ("Café talks", "Rosa Quispe")
    assert found.date == date(2021, 5, 17)  # where it was sent, not in Greenwich
    assert found.sources["date"] == "e-mail"
    assert found.media_type == "message/rfc822"


MULTIPART = """--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

{plain}
--b
Content-Type: text/html; charset=utf-8

<html><body><p>{page}</p><script>no()</script><ol><li>One</li><li>Two</li></ol></body></html>
--b--
"""


@pytest.mark.parametrize(
    ("plain", "page", "text"),
    [
        (TALKS, TALKS, TALKS),
        ("See the HTML version.", TALKS * 3, f"{TALKS * 3}\n\n1. One\n\n2. Two"),
        ("", TALKS, f"{TALKS}\n\n1. One\n\n2. Two"),
    ],
)
def test_the_fuller_body_is_read(tmp_path: Path, plain: str, page: str, text: str) -> None:
    path = tmp_path / "post.eml"
    body = MULTIPART.format(plain=plain, page=page)
    path.write_bytes(mail(body, kind='multipart/alternative; boundary="b"'))
    assert document(path).text.strip() == text


def test_flowed_lines_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "post.eml"
    text = TALKS.replace("Lima ", "Lima \n").replace("agreed ", "agreed \n")
    path.write_bytes(mail(text, kind="text/plain; format=flowed"))
    assert document(path).text.strip() == TALKS


def attached(*parts: tuple[str, str, bytes]) -> bytes:
    import base64

    pieces = [f"--b\nContent-Type: text/plain\n\n{TALKS}\n"]
    for name, kind, data in parts:
        pieces.append(
            f"--b\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n"
            f'Content-Disposition: attachment; filename="{name}"\n\n'
            f"{base64.b64encode(data).decode()}\n"
        )
    return mail("".join(pieces) + "--b--\n", kind='multipart/mixed; boundary="b"')


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "post.eml"
    path.write_bytes(
        attached(
            ("note.txt", "text/plain", f"Date: 2011-06-30\n\n{BRIDGE}".encode()),
            ("logo.png", "image/png", b"\x89PNG...."),
            ("inner.eml", "message/rfc822", mail(BRIDGE, subject="Forwarded")),
            ("all.zip", "application/zip", zipped({"deep/a.txt": f"{TALKS} {BRIDGE}"})),
        )
    )
    found = documents(path)
    assert [doc.name for doc in found] == [
        "post.eml",
        "post.eml/note.txt",
        "post.eml/inner.eml",
        "post.eml/all.zip/deep/a.txt",
    ]
    assert [doc.date for doc in found] == [
        date(2021, 5, 17),
        date(2011, 6, 30),
        date(2021, 5, 17),
        None,  # the day of the mail is not the day of what it brings
    ]


def test_an_attachment_that_cannot_be_read_is_told_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "post.eml"
    path.write_bytes(attached(("report.pdf", "application/pdf", b"%PDF-1.4 nothing")))
    body, fault = read(path)
    assert body.name == "post.eml"
    assert isinstance(fault, Fault)
    assert fault.message == f"{path}: report.pdf: not a sound PDF file; save or get it again"


def test_a_mailbox_gives_its_messages_named_by_day_and_subject(tmp_path: Path) -> None:
    path = tmp_path / "desk.mbox"
    messages = [
        mail(TALKS),
        mail(f"{BRIDGE}\n\n>From the bridge one sees both sides."),
        mail(TALKS),
    ]
    path.write_bytes(
        b"".join(b"From rosa Mon May 17 23:30:00 2021\n" + one + b"\n" for one in messages)
    )
    found = documents(path)
    assert [doc.name for doc in found] == [
        "desk.mbox/2021-05-17-a-border-post-opens.eml",
        "desk.mbox/2021-05-17-a-border-post-opens~2.eml",
        "desk.mbox/2021-05-17-a-border-post-opens~3.eml",
    ]
    assert "From the bridge" in found[1].text
    assert ">From" not in found[1].text


def test_attachments_go_with_the_message_that_brought_them(tmp_path: Path) -> None:
    path = tmp_path / "desk.mbox"
    message = attached(("note.txt", "text/plain", BRIDGE.encode()))
    path.write_bytes((b"From rosa Mon May 17 23:30:00 2021\n" + message + b"\n") * 2)
    stem = "desk.mbox/2021-05-17-a-border-post-opens"
    assert [doc.name for doc in documents(path)] == [
        f"{stem}.eml",
        f"{stem}.eml/note.txt",
        f"{stem}~2.eml",
        f"{stem}~2.eml/note.txt",
    ]
