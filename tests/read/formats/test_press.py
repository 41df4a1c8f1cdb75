from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from making import BRIDGE, TALKS, document, documents, read
from memcon.errors import InputError

NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf xml:lang="en"><head><title>peru-chile</title><docdata>
<date.issue norm="20210504T013000Z"/><doc.copyright holder="Andes News" year="2021"/></docdata>
</head><body><body.head><hedline><hl1>Two crossings to open</hl1></hedline>
<byline>By <person>Rosa Quispe</person><byttl>Correspondent</byttl></byline>
<dateline><location>LIMA</location> <story.date norm="20210503">May 3</story.date></dateline>
</body.head><body.content><block><p>{TALKS}</p><media media-type="image"><media-caption>A photo
of the two ministers.</media-caption></media><hl2>The bridge</hl2><p>{BRIDGE}</p>
<note><body.content><p>Attention editors: adds a quote.</p></body.content></note>
</block></body.content></body></nitf>"""
META = """<itemMeta><provider literal="AND"><name>Andes News</name></provider>
<versionCreated>2021-05-04T08:00:00Z</versionCreated>
<firstCreated>2021-05-03T21:30:00-05:00</firstCreated></itemMeta>
<contentMeta><by>Rosa Quispe</by><dateline>LIMA, May 3 (AND) -</dateline>
<language tag="en-GB"/><headline>Two crossings to open</headline></contentMeta>"""
XHTML = f"""<inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title></head>
<body><p>{TALKS}</p><h2>The bridge</h2><p>{BRIDGE}</p></body></html></inlineXML>"""
BODIES = {
    "xhtml": XHTML,
    "nitf": f"<inlineXML>{NITF[NITF.index('<nitf') :]}</inlineXML>",
    "html": (
        f'<inlineData contenttype="text/html">&lt;p&gt;{TALKS}&lt;/p&gt;&lt;h2&gt;The bridge'
        f"&lt;/h2&gt;&lt;p&gt;{BRIDGE}&lt;/p&gt;</inlineData>"
    ),
    "plain": (
        f'<inlineData contenttype="text/plain">{TALKS}\n\nThe bridge\n\n{BRIDGE}</inlineData>'
    ),
}
TEXT = f"{TALKS}\n\nThe bridge\n\n{BRIDGE}"


def news_item(body: str, *, meta: str = META) -> str:
    space = 'xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:and.example,2021:1"'
    return f"<newsItem {space}>{meta}<contentSet>{body}</contentSet></newsItem>"


def message(*items: str) -> str:
    space = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
    return f"<newsMessage {space}><header/><itemSet>{''.join(items)}</itemSet></newsMessage>"


@pytest.mark.parametrize("name", ["story.xml", "story.nitf"])
def test_nitf_is_a_document_with_day_place_and_body(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(NITF, encoding="utf-8")
    found = document(path)
    assert (found.name, found.text) == (name, TEXT)
    assert [block.kind for block in found.blocks] == ["paragraph", "heading", "paragraph"]
    assert (found.title, found.publisher) == ("Two crossings to open", "Andes News")
    assert (found.date, found.place) == (date(2021, 5, 3), "Lima")  # where it was 20:30
    assert (found.author, found.language) == ("Rosa Quispe", "en")
    assert found.sources["date"] == "press XML"


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_newsml_g2_with_every_kind_of_content(tmp_path: Path, body: str) -> None:
    path = tmp_path / "story.xml"
    path.write_text(news_item(body), encoding="utf-8")
    found = document(path)
    assert (found.name, found.text) == ("story.xml", TEXT)
    assert (found.title, found.publisher) == ("Two crossings to open", "Andes News")
    assert (found.date, found.modified) == (date(2021, 5, 3), date(2021, 5, 4))
    assert (found.place, found.author, found.language) == ("Lima", "Rosa Quispe", "en")


def test_a_message_holds_several_documents_and_pictures_are_none(tmp_path: Path) -> None:
    path = tmp_path / "wire.xml"
    picture = news_item('<remoteContent href="https://and.example/1.jpg"/>')
    other = news_item(f"<inlineData>{BRIDGE}</inlineData>", meta=META.replace("Two", "Six"))
    path.write_text(message(news_item(XHTML), picture, other), encoding="utf-8")
    names = ["2021-05-03-two-crossings-to-open", "2021-05-03-six-crossings-to-open"]
    assert [doc.name for doc in documents(path)] == [f"wire.xml/{name}" for name in names]
    assert [doc.text for doc in documents(path)] == [TEXT, BRIDGE]


def test_the_day_of_issue_counts_where_the_dateline_is_older(tmp_path: Path) -> None:
    path = tmp_path / "story.nitf"
    path.write_text(NITF.replace('norm="20210503"', 'norm="20210401"'), encoding="utf-8")
    assert document(path).date == date(2021, 5, 4)


PARTS = "<DataContent><p>{}</p><p>{}</p></DataContent>"


def old_item(*components: str, equivalents: str = "no") -> str:
    return f"""<NewsML><NewsEnvelope><DateAndTime>20210506T090000Z</DateAndTime></NewsEnvelope>
<NewsItem xml:lang="en"><Identification><NewsIdentifier><DateId>20210503</DateId></NewsIdentifier>
</Identification><NewsManagement><FirstCreated>20210503T213000-0500</FirstCreated>
<ThisRevisionCreated>20210504T080000Z</ThisRevisionCreated></NewsManagement>
<NewsComponent EquivalentsList="{equivalents}"><NewsLines><HeadLine>Two crossings to open</HeadLine>
<ByLine>By Rosa Quispe</ByLine><DateLine>LIMA, May 3</DateLine></NewsLines><AdministrativeMetadata>
<Provider><Party FormalName="Andes News"/></Provider></AdministrativeMetadata>
{"".join(components)}</NewsComponent></NewsItem></NewsML>"""


def old_component(data: str, head: str = "") -> str:
    lines = f"<NewsLines><HeadLine>{head}</HeadLine></NewsLines>" if head else ""
    return f"<NewsComponent>{lines}<ContentItem>{data}</ContentItem></NewsComponent>"


@pytest.mark.parametrize(
    "data",
    [
        f"<DataContent><p>{TALKS}</p><h2>The bridge</h2><p>{BRIDGE}</p></DataContent>",
        f"<DataContent>{TALKS}\n\nThe bridge\n\n{BRIDGE}</DataContent>",
        f"<DataContent>{NITF[NITF.index('<nitf') :]}</DataContent>",
    ],
)
def test_newsml_1_with_every_kind_of_content(tmp_path: Path, data: str) -> None:
    path = tmp_path / "story.xml"
    path.write_text(old_item(old_component(data)), encoding="utf-8")
    found = document(path)
    assert (found.name, found.text, found.title) == ("story.xml", TEXT, "Two crossings to open")
    assert (found.date, found.modified) == (date(2021, 5, 3), date(2021, 5, 4))
    assert (found.publisher, found.author, found.place) == ("Andes News", "Rosa Quispe", "Lima")


def test_components_of_newsml_1_are_documents_and_forms_of_one_are_one(tmp_path: Path) -> None:
    path = tmp_path / "story.xml"
    both = PARTS.format(TALKS, BRIDGE), PARTS.format(BRIDGE, "")
    path.write_text(old_item(old_component(both[0]), old_component(both[1], "Late")), "utf-8")
    assert [found.title for found in documents(path)] == ["Two crossings to open", "Late"]
    path.write_text(old_item(*map(old_component, both), equivalents="yes"), encoding="utf-8")
    assert document(path).text == f"{TALKS}\n\n{BRIDGE}"


def test_a_day_that_is_not_told_is_absent(tmp_path: Path) -> None:
    path = tmp_path / "story.nitf"
    bare = NITF.replace(' norm="20210504T013000Z"', "").replace(' norm="20210503"', "")
    path.write_text(bare, encoding="utf-8")
    assert document(path).date is None


BROKEN = {
    "cut off": (NITF[:900], "not sound XML"),
    "no text": (message(), "without a text"),
    "entities": (
        NITF.replace('SYSTEM "nitf-3-6.dtd"', '[<!ENTITY a "b">]').replace("LIMA", "&a;"),
        "declares entities",
    ),
    "another root": ("<x><newsItem ></newsItem></x>", "neither NITF nor NewsML"),
}


@pytest.mark.parametrize(("text", "reason"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_sound_press_xml_is_told_in_a_line(
    tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "story.nitf"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read(path)
